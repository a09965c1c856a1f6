"""What one does with notes."""

from __future__ import annotations

from datetime import date

from crm.operations.base import check_level, clean, new_record, operation, update_row
from crm.rules.errors import UserError
from crm.tables.base import Record
from crm.tables.notes import Note
from resources.translations import mark


@operation(mark("Add note"))
def add_note(about_id: int, text: str, on: date, author_id: int | None = None, confidentiality: int = 1) -> int:
    """Write a note about a record; internal unless said otherwise. Raises UserError("empty-note")."""
    note_id = new_record("notes", confidentiality=confidentiality)
    Note.insert(id=note_id, about_id=about_id, text=_text(text), on_day=on, author_id=author_id).execute()
    return note_id


@operation(mark("Change note"))
def change_note(note_id: int, text: str, confidentiality: int | None = None) -> None:
    """Write a note anew, and for whom it is where that changes; what it said before stays in the history.

    Raises UserError: "empty-note", "no-such-level".
    """
    update_row(Note, note_id, text=_text(text))
    if confidentiality is not None:
        check_level(confidentiality)
        update_row(Record, note_id, confidentiality=confidentiality)


def _text(text: str) -> str:
    text = clean(text)
    if not text:
        raise UserError("empty-note")
    return text
