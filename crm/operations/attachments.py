"""What one does with files: keep them inside the encrypted workspace, with the record they belong to."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from crm.operations.base import clean, new_record, operation, row_of
from crm.operations.records import remove
from crm.rules.errors import EnvironmentProblem, UserError
from crm.rules.file_names import safe_file_name
from crm.store import blobs
from crm.store.engine import database
from crm.tables.attachments import Attachment
from crm.tables.base import Record
from resources.translations import _

detach = remove

LONGEST_NAME = 160
"""Letters of a file's name that are kept; no letter of it can lead out of a folder or be unseen."""


@operation(lambda name: _("Attach {name}").format(name=name))
def attach_file(record_id: int, file: Path, caption: str = "") -> str:
    """Keep a file with a record; returns its name.

    Raises UserError: "file-missing", "attachment-too-large"; EnvironmentProblem("file-unreadable").
    """
    keep_file(record_id, file, caption)
    return safe_file_name(file.name, LONGEST_NAME)


def keep_file(record_id: int, file: Path, caption: str = "", added_by_id: int | None = None) -> int:
    """Copy a file into the workspace inside another operation; returns the attachment's id.

    The same bytes are kept once, however often they are attached. It is as confidential as what it is about.
    """
    data = _read(file)
    name = safe_file_name(file.name, LONGEST_NAME)
    attachment_id = new_record("attachments", confidentiality=row_of(Record, record_id)["confidentiality"])
    Attachment.insert(
        id=attachment_id,
        about_id=record_id,
        file_name=name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(data),
        sha256=blobs.put(database.raw(), data, file.name),
        caption=clean(caption),
        added_by_id=added_by_id,
    ).execute()
    return attachment_id


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise UserError("file-missing", file=file.name)
    try:
        if file.stat().st_size > blobs.LIMIT_BYTES:  # before any of it is read
            raise UserError("attachment-too-large", file=file.name, limit=blobs.LIMIT_BYTES // 2**20)
        return file.read_bytes()
    except OSError as error:
        raise EnvironmentProblem("file-unreadable", file=file.name, reason=error.strerror or "") from error
