"""Any file a list may come in: what it is, and then the reader for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from crm.exchange.calendar_in import read_calendar
from crm.exchange.calendar_kinds import as_kind
from crm.exchange.candidates import Reading
from crm.exchange.csv_tables import parse_table
from crm.exchange.decoding import decode
from crm.exchange.directories import is_directory, read_directory
from crm.exchange.entries import body_called
from crm.exchange.files import read_bytes
from crm.exchange.formats import (
    DATABASES,
    PICTURES,
    Format,
    SourceFile,
    format_of,
    holds,
    holds_words,
    never,
    reads_like,
    starts_with,
)
from crm.exchange.id_numbers import clear_reading
from crm.exchange.json_files import parse_json, what_is_in
from crm.exchange.ldif_file import read_ldif
from crm.exchange.meaning import ReadChoices, read_rows
from crm.exchange.own_popolo import is_own_document, read_own_document
from crm.exchange.pasted import html_rows, parse_pasted
from crm.exchange.popolo import read_document
from crm.exchange.popolo_document import flatten, popolo_kind
from crm.exchange.records import Records, records_in, table_of
from crm.exchange.sheets import WORKBOOKS, is_spreadsheet, parse_sheet
from crm.exchange.tables import Source, make_table
from crm.exchange.vcard import read_vcard
from crm.exchange.xml_files import is_xml_workbook, parse_xml, workbook_rows
from crm.rules.bulk import without_collector
from crm.rules.errors import UserError
from crm.rules.organisations import Kind
from resources.translations import _, mark


def read(path: Path, choices: ReadChoices | None = None) -> Reading:
    """Everything the file says, as candidates.

    Raises UserError (“file-missing”, “file-is-folder”, “file-empty”, “file-too-large”, “file-not-text”, the refusals
    and whatever the readers in `FORMATS` raise) and EnvironmentProblem (“file-unreadable”).
    """
    file = SourceFile(path.name, read_bytes(path))
    return _read_as(format_of(file, FORMATS), file, choices or ReadChoices())


def read_pasted(text: str, html: str = "", choices: ReadChoices | None = None) -> Reading:
    """Everything that copied rows say; `html` is the same as a page has it, where the clipboard holds that too.

    Raises UserError “nothing-pasted”, “file-too-large”, “columns-not-understood”.
    """
    chosen = choices or ReadChoices()
    with without_collector():
        return _cleared(read_rows(parse_pasted(text, html, chosen.heading_line), chosen), chosen)


def read_piped(data: bytes, choices: ReadChoices | None = None) -> Reading:
    """What comes through a pipe: rows as if pasted, or any file that shows what it is.

    Raises UserError as `read_pasted` and `read`.
    """
    file = SourceFile(_("standard input"), data)
    found = format_of(file, FORMATS)
    if found is FORMATS[-1]:
        return read_pasted(decode(data, file.name)[0].removeprefix("\ufeff"), "", choices)
    return replace(_read_as(found, file, choices or ReadChoices()), is_whole=False)


# --- Formats ---------------------------------------------------------------------------------------------------------


def _read_as(found: Format, file: SourceFile, choices: ReadChoices) -> Reading:
    if found.read is None:
        raise UserError(found.refusal, file=file.name, format=_(found.name))
    with without_collector():
        return _cleared(found.read(file, choices), choices)


def _cleared(reading: Reading, choices: ReadChoices) -> Reading:
    return reading if choices.keeps_id_numbers else clear_reading(reading)


def _is_workbook(file: SourceFile) -> bool:
    return is_spreadsheet(file.data, file.ending)


def _read_workbook(file: SourceFile, choices: ReadChoices) -> Reading:
    table = parse_sheet(file.data, file.name, choices.sheet, choices.heading_line)
    is_open = any(name.startswith("content.xml") for name in file.packed_names)
    words = _("OpenDocument spreadsheet") if is_open else _("Excel workbook")
    return replace(read_rows(table, choices), format=words)


def _read_text_table(file: SourceFile, choices: ReadChoices) -> Reading:
    table = parse_table(
        file.data,
        file.name,
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        heading_line=choices.heading_line,
    )
    delimiter = _(_DELIMITERS.get(table.delimiter, "")) or table.delimiter
    encoding = _ENCODINGS.get(table.encoding, table.encoding.upper())
    return replace(read_rows(table, choices), format=", ".join(("CSV", delimiter, encoding)))


def _entries(reader: Callable[[bytes, str, str], Reading]) -> Callable[[SourceFile, ReadChoices], Reading]:
    """Reads a file of entries, which is no table of which anything could be said."""

    def read_entries(file: SourceFile, _choices: ReadChoices) -> Reading:
        reading = reader(file.data, file.name, file.sha256)
        if not (reading.candidates or reading.not_understood):
            raise UserError("file-without-entries", file=file.name, format=reading.format)
        return reading

    return read_entries


def _read_calendar(file: SourceFile, choices: ReadChoices) -> Reading:
    reading = _entries(read_calendar)(file, choices)
    return as_kind(reading, choices.kind or choices.wanted, choices.body or choices.stands_in)


def _read_web_page(file: SourceFile, choices: ReadChoices) -> Reading:
    rows = html_rows(decode(file.data, file.name)[0])
    if not rows:
        raise UserError("page-without-table", file=file.name)
    table = make_table(rows, Source(file.name, file.sha256), choices.heading_line)
    return replace(read_rows(table, choices), format=_("table in a web page"))


def _read_json(file: SourceFile, choices: ReadChoices) -> Reading:
    document = parse_json(file.data, file.name)
    popolo = flatten(document)
    if popolo is not None and is_own_document(document):
        return replace(read_own_document(popolo, file.name, file.sha256), format="Popolo JSON")
    if popolo is not None:
        return replace(read_document(popolo, file.name, file.sha256), format="Popolo JSON")
    if what := popolo_kind(document):
        raise UserError("popolo-names-nobody", file=file.name, what=what)
    records = records_in(document)
    if is_directory(document, has_list=records is not None and len(records.items) > 1):
        return read_directory(document, file.name, file.sha256)
    if records is None:
        raise UserError("json-without-list", file=file.name, found=what_is_in(document))
    return replace(_read_records(records, file, choices), format=_("JSON table"))


def _read_xml(file: SourceFile, choices: ReadChoices) -> Reading:
    document = parse_xml(file.data, file.name)
    if is_xml_workbook(file.data):
        table = make_table(workbook_rows(document), Source(file.name, file.sha256), choices.heading_line)
        return replace(read_rows(table, choices), format=_("Excel workbook in XML"))
    records = records_in(document)
    if records is None:
        raise UserError("xml-without-list", file=file.name, found=what_is_in(document))
    return replace(_read_records(records, file, choices), format="XML")


def _read_records(records: Records, file: SourceFile, choices: ReadChoices) -> Reading:
    """Records as a table; what the whole list is of stands beside them: who sits nowhere sits there."""
    body = body_called(records.title) if records.title else None
    if body is not None and body.kind != Kind.OTHER:
        choices = replace(choices, stands_in=choices.stands_in or body)
    return read_rows(table_of(records, Source(file.name, file.sha256)), choices)


_DELIMITERS = {",": mark("comma"), ";": mark("semicolon"), "\t": mark("tab"), "|": mark("bar")}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "MacRoman",
}

FORMATS = (
    Format("Word", holds("word/"), (".docx", ".doc", ".odt", ".pages"), refusal="format-document"),
    Format("Word", holds_words("WordDocument"), refusal="format-document"),
    Format("RTF", reads_like(r"\{\\rtf"), (".rtf",), refusal="format-document"),
    Format("PowerPoint", holds("ppt/"), (".pptx", ".ppt"), refusal="format-document"),
    Format("PDF", reads_like(r"%PDF"), (".pdf",), refusal="format-pdf"),
    Format("Numbers", holds("Index/Document.iwa", "Index/Tables"), (".numbers",), refusal="format-save-as"),
    Format("Outlook", holds_words("__nameid_version1.0"), (".msg", ".pst"), refusal="format-mail"),
    Format("Excel", _is_workbook, (), _read_workbook),
    Format(mark("database"), starts_with(*DATABASES), (".mdb", ".accdb", ".db"), refusal="format-save-as"),
    Format(mark("picture"), starts_with(*PICTURES), (".png", ".jpg", ".jpeg", ".heic"), refusal="format-picture"),
    Format("zip", starts_with(b"PK\x03\x04", b"PK\x05\x06"), (".zip",), refusal="format-packed"),
    Format("7z", starts_with(b"7z\xbc\xaf\x27\x1c"), (".7z",), refusal="format-packed"),
    Format("RAR", starts_with(b"Rar!\x1a\x07"), (".rar",), refusal="format-packed"),
    Format("gzip", starts_with(b"\x1f\x8b"), (".gz", ".tgz"), refusal="format-packed"),
    Format("vCard", reads_like(r"BEGIN *: *VCARD"), (".vcf", ".vcard"), _entries(read_vcard)),
    Format("iCalendar", reads_like(r"BEGIN *: *(VCALENDAR|VEVENT)"), (".ics", ".ical"), _read_calendar),
    Format("LDIF", reads_like(r"(version: *1\s+)?dn:"), (".ldif", ".ldi"), _entries(read_ldif)),
    Format("JSON", reads_like(r"[{\[]\s*[{\[\]}\"\d]"), (".json", ".jsonl", ".ndjson", ".geojson"), _read_json),
    Format("HTML", reads_like(r"<(!doctype html|html|table|head|body|meta|style)"), (".html", ".htm"), _read_web_page),
    Format("XML", reads_like(r"<"), (".xml",), _read_xml),
    Format("CSV", never, (".csv", ".tsv", ".tab", ".txt", *WORKBOOKS), _read_text_table),  # text may be called .xls
)
"""What a file may be, in the order in which it is tried; what is none of these is tried as the last, a table."""


def readable_endings() -> tuple[str, ...]:
    """The endings of the files that are read, for choosing one."""
    return tuple(ending for each in FORMATS if each.read is not None for ending in each.endings)
