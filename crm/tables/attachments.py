"""Attachments: photos, documents and voice notes, inside the encrypted file."""

from __future__ import annotations

from crm.tables.base import Table, link, noun_id, number, record_link, string


class Attachment(Table):
    """A file kept with a record; its bytes are in `blob`, by hash."""

    id = noun_id()
    about_id = record_link()
    file_name = string()
    media_type = string()
    size = number()
    sha256 = string(index=True)
    caption = string()
    added_by_id = link("user", null=True)
