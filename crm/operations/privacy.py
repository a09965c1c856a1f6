"""What one does about what leaves the workspace."""

from __future__ import annotations

import json
from collections.abc import Mapping

from crm.operations.base import clean, new_record, operation
from crm.queries.exports import TakenOut, format_words
from crm.queries.privacy import FILE
from crm.rules import clock
from crm.rules.errors import UserError
from crm.store.engine import database
from crm.tables.privacy import HandOver
from resources.translations import _


@operation(lambda handed: _("Give out {title}").format(title=handed[1]), is_undoable=False)
def record_hand_over(
    report: str, title: str, options: Mapping[str, str], sha256: str, pages: int, to_whom: str = ""
) -> tuple[int, str]:
    """Remember that the paper with this hash was saved or printed; returns the id and title.

    What was given out cannot be undone.
    """
    return _record(report, title, options, sha256, pages, to_whom, "")


@operation(lambda taken: _("Take out {title}").format(title=taken[1]), is_undoable=False)
def record_taken_out(taken: TakenOut, why: str, to_whom: str = "") -> tuple[int, str]:
    """Remember that this file was taken out, and why; returns the id and title.

    What left the workspace cannot be undone. Raises UserError("export-without-why").
    """
    if not clean(why):
        raise UserError("export-without-why")
    wanted = taken.wanted
    options = {
        "by": wanted.by,
        "what": wanted.noun,
        "format": str(wanted.format),
        "filters": wanted.filters,
        "records": str(taken.count),
        "left_out": str(taken.left_out),
        "level": str(wanted.level),
        "private": "yes" if wanted.with_private else "no",
    }
    noun = _("The whole workspace") if wanted.noun == "workspace" else f"{wanted.noun.capitalize()} ({taken.count})"
    title = f"{noun}, {format_words(wanted.format)}"
    return _record(FILE, title, options, taken.sha256, 0, to_whom or wanted.file.name, why)


def _record(
    report: str, title: str, options: Mapping[str, str], sha256: str, pages: int, to_whom: str, why: str
) -> tuple[int, str]:
    row = database.execute_sql("SELECT max(id) FROM operation WHERE last_change IS NOT NULL").fetchone()
    hand_over_id = new_record("privacy")
    HandOver.insert(
        id=hand_over_id,
        report=report,
        title=clean(title),
        options=json.dumps(dict(options), ensure_ascii=False, sort_keys=True),
        to_whom=clean(to_whom),
        on_day=clock.today(),
        pages=pages,
        sha256=sha256,
        why=clean(why),
        at_operation=row[0] or 0,
    ).execute()
    return hand_over_id, clean(title)
