"""Corrections that were asked for and not made: they stay with the record and print with it (POPIA section 24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.operations.base import check_not_future, clean, operation, row_of
from crm.queries.records import get_found
from crm.rules.errors import UserError
from crm.tables.privacy import CorrectionNote
from resources.translations import _

NOUNS = ("people", "organisations", "commitments", "engagements", "notes")
"""The records that a correction can be asked of."""


@dataclass(frozen=True)
class CorrectionDraft:
    """What somebody said is wrong, and why it was not changed."""

    record_id: int
    asked_on: date
    asked_by: str
    words: str
    why_not: str
    request_id: int | None = None


@operation(lambda added: _("Keep a correction note on {name}").format(name=added[1]))
def add_correction_note(draft: CorrectionDraft) -> tuple[int, str]:
    """Attach to a record that its correction was asked for and not made; returns the row's id and the record's name.

    Raises UserError: "not-found", "correction-not-of", "correction-incomplete", "made-in-future".
    """
    found = get_found([draft.record_id])
    if not found:
        raise UserError("not-found", what=_("record"), id=draft.record_id)
    if found[0].noun not in NOUNS:
        raise UserError("correction-not-of", name=found[0].name)
    check_not_future(draft.asked_on)
    columns = {name: clean(getattr(draft, name)) for name in ("asked_by", "words", "why_not")}
    if not all(columns.values()):
        raise UserError("correction-incomplete")
    row = CorrectionNote.insert(
        record_id=draft.record_id, request_id=draft.request_id, asked_on=draft.asked_on, **columns
    )
    return int(row.execute()), found[0].name


@operation(lambda name: _("Remove a correction note from {name}").format(name=name))
def remove_correction_note(correction_id: int) -> str:
    """The correction was made after all, or the note no longer has to stand; returns the record's name."""
    record_id = row_of(CorrectionNote, correction_id)["record_id"]
    CorrectionNote.delete().where(CorrectionNote.id == correction_id).execute()
    return get_found([record_id])[0].name
