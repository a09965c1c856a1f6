"""Files kept with records."""

from __future__ import annotations

from dataclasses import dataclass

from crm.queries.base import one, rows
from crm.rules.errors import UserError
from crm.store import blobs
from crm.store.engine import database


@dataclass(frozen=True)
class AttachmentRow:
    """A file, without its bytes."""

    id: int
    about_id: int
    file_name: str
    media_type: str
    size: int
    sha256: str
    caption: str


_COLUMNS = "id, about_id, file_name, media_type, size, sha256, caption"


def list_attachments(about_id: int) -> list[AttachmentRow]:
    """The files of a record."""
    found = rows(f"SELECT {_COLUMNS} FROM attachment WHERE about_id = ? ORDER BY id", about_id)
    return [AttachmentRow(*row) for row in found]


def get_attachment(attachment_id: int) -> AttachmentRow:
    """One file. Raises UserError("not-found")."""
    row = one(f"SELECT {_COLUMNS} FROM attachment WHERE id = ?", attachment_id)
    if row is None:
        raise UserError("not-found", what="attachment", id=attachment_id)
    return AttachmentRow(*row)


def read_attachment(attachment_id: int) -> bytes:
    """The bytes of a file."""
    return blobs.get(database.raw(), get_attachment(attachment_id).sha256)
