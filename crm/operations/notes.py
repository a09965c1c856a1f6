"""What one does with notes."""

from __future__ import annotations

from datetime import date

from crm.operations.base import clean, new_record, operation, update_row
from crm.rules.errors import UserError
from crm.tables.notes import Note
from resources.translations import mark


@operation(mark("Add note"))
def add_note(about_id: int, text: str, on: date, author_id: int | None = None, confidentiality: int = 1) -> int:
    """Write a note about a record; internal unless said otherwise. Raises UserError("empty-note")."""
    note_id = new_record("notes", confidentiality=confidentiality)
    Note.insert(id=note_id, about_id=about_id, text=_text(text), on_day=on, author_id=author_id).execute()
    return note_id


@operation(mark("Change note"))
def change_note(note_id: int, text: str) -> None:
    """Write a note anew; what it said before stays in the history."""
    update_row(Note, note_id, text=_text(text))


def _text(text: str) -> str:
    text = clean(text)
    if not text:
        raise UserError("empty-note")
    return text
