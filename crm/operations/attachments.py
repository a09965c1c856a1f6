"""What one does with files: keep them inside the encrypted workspace, with the record they belong to."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from crm.operations.base import clean, new_record, operation, row_of
from crm.operations.records import remove
from crm.rules.errors import EnvironmentProblem, UserError
from crm.store import blobs
from crm.store.engine import database
from crm.tables.attachments import Attachment
from crm.tables.base import Record
from resources.translations import _

detach = remove


@operation(lambda name: _("Attach {name}").format(name=name))
def attach_file(record_id: int, file: Path, caption: str = "") -> str:
    """Keep a file with a record; returns its name.

    Raises UserError: "file-missing", "attachment-too-large"; EnvironmentProblem("file-unreadable").
    """
    keep_file(record_id, file, caption)
    return file.name


def keep_file(record_id: int, file: Path, caption: str = "", added_by_id: int | None = None) -> int:
    """Copy a file into the workspace inside another operation; returns the attachment's id.

    The same bytes are kept once, however often they are attached. It is as confidential as what it is about.
    """
    data = _read(file)
    attachment_id = new_record("attachments", confidentiality=row_of(Record, record_id)["confidentiality"])
    Attachment.insert(
        id=attachment_id,
        about_id=record_id,
        file_name=clean(file.name),
        media_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        size=len(data),
        sha256=blobs.put(database.raw(), data),
        caption=clean(caption),
        added_by_id=added_by_id,
    ).execute()
    return attachment_id


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise UserError("file-missing", file=file.name)
    if file.stat().st_size > blobs.LIMIT_BYTES:
        raise UserError("attachment-too-large", file=file.name, limit=blobs.LIMIT_BYTES // 2**20)
    try:
        return file.read_bytes()
    except OSError as error:
        raise EnvironmentProblem("file-unreadable", file=file.name, reason=error.strerror or "") from error
