"""Files kept with records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from crm.queries.base import ids, one, rows
from crm.queries.records import Found, get_found
from crm.rules.errors import EnvironmentProblem, UserError
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


@dataclass(frozen=True)
class KeptFile:
    """A file with what is known of it, and its bytes where they are as they were when it was added."""

    row: AttachmentRow
    about: Found | None
    added_on: date | None
    added_by: str
    elsewhere: tuple[Found, ...]
    """Other records with which the same bytes are kept."""
    data: bytes | None = field(repr=False)
    """None where they are gone or changed."""


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


def get_kept_file(attachment_id: int) -> KeptFile:
    """A file with its bytes, checked against their hash. Raises UserError("not-found")."""
    row = get_attachment(attachment_id)
    added_on, added_by = _added(attachment_id)
    others = ids(
        "SELECT DISTINCT about_id FROM attachment WHERE sha256 = ? AND about_id <> ? ORDER BY about_id",
        row.sha256,
        row.about_id,
    )
    about = get_found([row.about_id])
    return KeptFile(
        row, about[0] if about else None, added_on, added_by, tuple(get_found(others)), _whole(attachment_id)
    )


def read_attachment(attachment_id: int) -> bytes:
    """The bytes of a file. Raises EnvironmentProblem("attachment-damaged") when they are gone or changed."""
    return blobs.get(database.raw(), get_attachment(attachment_id).sha256)


def _whole(attachment_id: int) -> bytes | None:
    try:
        return read_attachment(attachment_id)
    except EnvironmentProblem as problem:
        if problem.code != "attachment-damaged":
            raise
        return None


def _added(attachment_id: int) -> tuple[date | None, str]:
    """When and by whom it was added, as the journal has it."""
    row = one(
        "SELECT o.at, o.by FROM change c JOIN operation o ON o.id = c.operation_id "
        "WHERE c.record_id = ? AND c.tbl = 'attachment' AND c.kind = '+' ORDER BY c.id LIMIT 1",
        attachment_id,
    )
    return (datetime.fromisoformat(row[0]).astimezone().date(), row[1]) if row else (None, "")
