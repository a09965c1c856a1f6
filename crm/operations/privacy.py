"""What one does about what leaves the workspace."""

from __future__ import annotations

import json
from collections.abc import Mapping

from crm.operations.base import clean, new_record, operation
from crm.rules import clock
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
        at_operation=row[0] or 0,
    ).execute()
    return hand_over_id, clean(title)
