"""The words of a language as a table that a speaker fills in outside: written, and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from crm.exchange import sheets
from crm.exchange.cells import clean
from crm.exchange.csv_tables import parse_table
from crm.exchange.files import read_bytes
from crm.exchange.tables import Table
from crm.exchange.writers import Sheet, write_csv, write_workbook
from crm.rules.dates import parse_day
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.translations import UNCHECKED, Translation

HEADINGS = ("language", "english", "words", "checked by", "checked on")
_NEEDED = HEADINGS[:3]
WORKBOOK = ".xlsx"


def write_translations(translations: Iterable[Translation], path: Path) -> int:
    """Write the table as CSV, or as a workbook where the file's name says so; returns its lines.

    Raises as `crm.exchange.files.replacing` does.
    """
    about = (("checked by", f"Whoever speaks the language and found the words right; empty is “{UNCHECKED}”"),)
    sheet = Sheet("Translations", HEADINGS, map(_cells, translations), about)
    return write_workbook(sheet, path) if path.suffix.lower() == WORKBOOK else write_csv(sheet, path)


def _cells(each: Translation) -> tuple[str, ...]:
    on = each.checked_on.isoformat() if each.checked_on else ""
    return each.language, _guarded(each.english), _guarded(each.words), each.checked_by, on


def _guarded(text: str) -> str:
    """In quotation marks where the reader of tables would take it for an empty cell: “None”."""
    return text if clean(text) or not text else f"“{text}”"


def _unguarded(cell: str) -> str:
    bare = cell.removeprefix("“").removesuffix("”")
    return cell if clean(bare) else bare


def read_translations(path: Path, today: date) -> list[Translation]:
    """The lines that have words. Raises UserError: those of `read_bytes`, "not-translations", "date-not-understood"."""
    data = read_bytes(path)
    is_sheet = sheets.is_spreadsheet(data, path.suffix)
    table = (sheets.parse_sheet if is_sheet else parse_table)(data, path.name, heading_line=1)
    at = {fold(heading): column for column, heading in enumerate(table.headings)}
    if not at.keys() >= set(_NEEDED):
        raise UserError("not-translations", file=path.name, headings=", ".join(_NEEDED))
    return [each for each in _read(table, at, today) if each.words]


def _read(table: Table, at: dict[str, int], today: date) -> Iterator[Translation]:
    for row in table.rows:
        language, english, words, by, on = (row.cells[at[name]].strip() if name in at else "" for name in HEADINGS)
        yield Translation(
            language, _unguarded(english), _unguarded(words), by, parse_day(on, today, is_past=True) if on else None
        )
