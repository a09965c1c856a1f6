"""What hangs on any record: notes, files, and the newest changes."""

from __future__ import annotations

from dataclasses import dataclass

from crm.queries.attachments import AttachmentRow, list_attachments
from crm.queries.history import HistoryEntry, list_history
from crm.queries.notes import NoteRow, list_notes

HISTORY = 6


@dataclass(frozen=True)
class Kept:
    """What hangs on any record."""

    notes: tuple[NoteRow, ...]
    files: tuple[AttachmentRow, ...]
    history: tuple[HistoryEntry, ...]


def read_kept(record_id: int) -> Kept:
    """What hangs on this record."""
    return Kept(
        tuple(list_notes(record_id)), tuple(list_attachments(record_id)), tuple(list_history(record_id, HISTORY))
    )
