"""Notes on a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import rows


@dataclass(frozen=True)
class NoteRow:
    """A note."""

    id: int
    about_id: int
    text: str
    on: date
    author: str
    confidentiality: int


def list_notes(about_id: int) -> list[NoteRow]:
    """The notes on a record, newest first."""
    found = rows(
        "SELECT n.id, n.about_id, n.text, n.on_day, coalesce(u.name, ''), r.confidentiality FROM note n "
        'JOIN record r ON r.id = n.id LEFT JOIN "user" u ON u.id = n.author_id WHERE n.about_id = ? '
        "ORDER BY n.on_day DESC, n.id DESC",
        about_id,
    )
    return [NoteRow(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], row[5]) for row in found]
