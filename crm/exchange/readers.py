"""Any file a list may come in: what it is, and then the reader for it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from crm.exchange.candidates import Reading
from crm.exchange.columns import Mapping, guess_mapping
from crm.exchange.csv_tables import Table, parse_table
from crm.exchange.files import read_bytes
from crm.exchange.popolo import read_popolo
from crm.exchange.rows import candidates
from crm.rules.bulk import without_collector
from crm.rules.errors import UserError

_OTHER_FORMATS = (
    (b"PK\x03\x04", "Excel or LibreOffice"),
    (b"\xd0\xcf\x11\xe0", "Excel 97"),
    (b"%PDF", "PDF"),
    (b"BEGIN:VCARD", "vCard"),
    (b"BEGIN:VCALENDAR", "iCalendar"),
    (b"<", "XML or HTML"),
    (b"{\\rtf", "RTF"),
)
_OTHER_ENDINGS = {
    ".xlsx": "Excel",
    ".xls": "Excel 97",
    ".ods": "LibreOffice",
    ".vcf": "vCard",
    ".ics": "iCalendar",
    ".ldif": "LDIF",
    ".xml": "XML",
    ".html": "HTML",
    ".pdf": "PDF",
    ".docx": "Word",
}
_LDIF = re.compile(rb"(version: *1\s+)?dn:", re.IGNORECASE)


def read(path: Path, mapping: Mapping | None = None) -> Reading:
    """Everything the file says, as candidates; `mapping` is a corrected one for a table.

    Raises UserError (“file-missing”, “file-is-folder”, “file-empty”, “file-too-large”, “file-not-text”,
    “format-not-read”, “json-damaged”, “json-too-deep”, “not-popolo”, “table-damaged”, “table-without-rows”,
    “columns-not-understood”) and EnvironmentProblem (“file-unreadable”).
    """
    with without_collector():
        return _read(path, mapping)


def _read(path: Path, mapping: Mapping | None) -> Reading:
    data = read_bytes(path)
    if is_json(path, data):
        return read_popolo(data, path.name, hashlib.sha256(data).hexdigest())
    _refuse_other_formats(path, data)
    return read_rows(parse_table(data, path.name), mapping)


def read_rows(table: Table, mapping: Mapping | None = None) -> Reading:
    """The candidates in a table; raises UserError “columns-not-understood” when no column names anybody."""
    mapping = mapping or guess_mapping(table.headings, table.sample())
    if not mapping.names_anything:
        headings = ", ".join(heading for heading in table.headings if heading)
        raise UserError("columns-not-understood", file=table.source_name, headings=headings[:200])
    return candidates(table, mapping)


def is_json(path: Path, data: bytes) -> bool:
    """Whether the file says that it is JSON, or looks like it."""
    return path.suffix.casefold() == ".json" or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _refuse_other_formats(path: Path, data: bytes) -> None:
    beginning = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, name in _OTHER_FORMATS:
        if beginning[: len(start)].upper() == start.upper():
            raise UserError("format-not-read", file=path.name, format=name)
    ending = _OTHER_ENDINGS.get(path.suffix.casefold())
    if ending or _LDIF.match(beginning):
        raise UserError("format-not-read", file=path.name, format=ending or "LDIF")
