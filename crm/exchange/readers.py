"""Any file a list may come in: what it is, and then the reader for it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from crm.exchange.bodies import Body
from crm.exchange.candidates import Reading
from crm.exchange.columns import Mapping, guess_mapping
from crm.exchange.csv_tables import parse_table
from crm.exchange.decoding import decode
from crm.exchange.files import read_bytes
from crm.exchange.id_numbers import clear_reading, clear_table
from crm.exchange.pasted import parse_pasted
from crm.exchange.popolo import read_popolo
from crm.exchange.promise_columns import guess_register
from crm.exchange.promise_rows import promises
from crm.exchange.rows import candidates
from crm.exchange.sheets import is_spreadsheet, parse_sheet
from crm.exchange.tables import Table
from crm.rules.bulk import without_collector
from crm.rules.errors import UserError
from resources.translations import _

_OTHER_FORMATS = (
    (b"PK\x03\x04", "zip"),
    (b"%PDF", "PDF"),
    (b"BEGIN:VCARD", "vCard"),
    (b"BEGIN:VCALENDAR", "iCalendar"),
    (b"<", "XML or HTML"),
    (b"{\\rtf", "RTF"),
)
_OTHER_ENDINGS = {
    ".vcf": "vCard",
    ".ics": "iCalendar",
    ".ldif": "LDIF",
    ".xml": "XML",
    ".html": "HTML",
    ".pdf": "PDF",
    ".docx": "Word",
}
_LDIF = re.compile(rb"(version: *1\s+)?dn:", re.IGNORECASE)


@dataclass(frozen=True)
class ReadChoices:
    """What the user said about a list before it was read: where it came from is where the user stood.

    `sheet` names one of a workbook's; who sits nowhere according to the list sits in `body`; `wants_promises` is true
    where rows are to be promises if nothing says otherwise. `mapping` is a corrected one for a table. Identity numbers
    are taken out of whatever a list holds unless the user insists (`keeps_id_numbers`).
    """

    sheet: str = ""
    body: Body | None = None
    wants_promises: bool = False
    mapping: Mapping | None = None
    keeps_id_numbers: bool = False


def read(path: Path, choices: ReadChoices | None = None) -> Reading:
    """Everything the file says, as candidates.

    Raises UserError (“file-missing”, “file-is-folder”, “file-empty”, “file-too-large”, “file-not-text”,
    “format-not-read”, “json-damaged”, “json-too-deep”, “not-popolo”, “table-damaged”, “table-without-rows”,
    “columns-not-understood”, “sheet-locked”, “sheet-damaged”, “sheet-missing”) and EnvironmentProblem
    (“file-unreadable”).
    """
    chosen = choices or ReadChoices()
    with without_collector():
        reading = _read(path, chosen)
        return reading if chosen.keeps_id_numbers else clear_reading(reading)


def read_pasted(text: str, html: str = "", choices: ReadChoices | None = None) -> Reading:
    """Everything that copied rows say; `html` is the same as a page has it, where the clipboard holds that too.

    Raises UserError “nothing-pasted”, “file-too-large”, “columns-not-understood”.
    """
    with without_collector():
        return read_rows(parse_pasted(text, html), choices)


def read_piped(data: bytes, choices: ReadChoices | None = None) -> Reading:
    """Rows that come through a pipe; raises UserError as `read_pasted`, and “file-not-text”."""
    return read_pasted(decode(data, _("standard input"))[0].removeprefix("\ufeff"), "", choices)


def _read(path: Path, choices: ReadChoices) -> Reading:
    data = read_bytes(path)
    if is_json(path, data):
        return read_popolo(data, path.name, hashlib.sha256(data).hexdigest())
    if is_spreadsheet(data, path.suffix):
        return read_rows(parse_sheet(data, path.name, choices.sheet), choices)
    _refuse_other_formats(path, data)
    return read_rows(parse_table(data, path.name), choices)


def read_rows(table: Table, choices: ReadChoices | None = None) -> Reading:
    """The candidates in a table; raises UserError “columns-not-understood” when no column names anybody."""
    chosen = choices or ReadChoices()
    sample = table.sample()
    mapping = chosen.mapping or guess_register(table.headings, sample, is_wanted=chosen.wants_promises)
    mapping = mapping or guess_mapping(table.headings, sample)
    if not chosen.keeps_id_numbers:
        table = clear_table(table, mapping)
    if mapping.is_register:
        return replace(promises(table, mapping), mapping=mapping)
    if not mapping.names_anything:
        headings = ", ".join(heading for heading in table.headings if heading)
        raise UserError("columns-not-understood", file=table.source_name, headings=headings[:200] or "–")
    return replace(candidates(table, mapping, chosen.body), mapping=mapping)


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
