"""What one does with papers that are made again and again: keep the choices of one under a name."""

from __future__ import annotations

import json
from collections.abc import Mapping

from crm.operations.base import clean, new_record, operation, update_row
from crm.queries.reports import find_saved_report
from crm.rules.errors import UserError
from crm.tables.reports import SavedReport
from resources.translations import _


@operation(lambda saved: _("Save the choices “{name}”").format(name=saved[1]))
def save_report(name: str, report: str, options: Mapping[str, str]) -> tuple[int, str]:
    """Keep what was chosen for a report under a name, anew where that report has one of that name already.

    Returns the id and the name. Raises UserError: "saved-report-without-name", "saved-report-exists" (of another one).
    """
    name = _checked(name)
    text = json.dumps({key: value for key, value in options.items() if value}, ensure_ascii=False, sort_keys=True)
    there = find_saved_report(name)
    if there is not None and there.report != report:
        raise UserError("saved-report-exists", name=there.name)
    if there is not None:
        update_row(SavedReport, there.id, options=text)
        return there.id, there.name
    saved_id = new_record("reports")
    SavedReport.insert(id=saved_id, name=name, report=report, options=text).execute()
    return saved_id, name


@operation(lambda name: _("Rename to “{name}”").format(name=name))
def rename_report(saved_id: int, name: str) -> str:
    """Call saved choices otherwise; returns the name. Raises UserError as `save_report` does."""
    name = _checked(name)
    there = find_saved_report(name)
    if there is not None and there.id != saved_id:
        raise UserError("saved-report-exists", name=there.name)
    update_row(SavedReport, saved_id, name=name)
    return name


def _checked(name: str) -> str:
    name = " ".join(clean(name).split())
    if not name:
        raise UserError("saved-report-without-name")
    return name
