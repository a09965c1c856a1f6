"""Dropping the old values of what was done long ago."""

from __future__ import annotations

from datetime import date

from crm.operations.base import operation, who_does_this
from crm.queries.compaction import CompactionPreview, get_compaction
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.store import compaction, sealing
from crm.store.engine import database
from resources.translations import _


def _label(dropped: CompactionPreview) -> str:
    return _("Drop old values of before {day}").format(day=format_day(dropped.before))


@operation(_label, is_undoable=False)
def compact_journal(before: date) -> CompactionPreview:
    """Drop what was changed before this day: it stays in the history and can no longer be undone.

    Raises UserError("too-young-to-drop"), ("nothing-to-drop"), and ("history-altered") where a seal is broken, since
    sealing anew would hide that.
    """
    found = get_compaction(before)
    if not found.going.last_operation:
        raise UserError("nothing-to-drop", day=format_day(before))
    connection = database.raw()
    if sealing.check(connection):
        raise UserError("history-altered")
    compaction.compact(connection, found.going.last_operation, who_does_this())
    return found
