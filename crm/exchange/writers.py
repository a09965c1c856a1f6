"""Lists taken out: CSV and workbooks that a spreadsheet opens safely, and JSON."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from crm.exchange.files import replacing, replacing_bytes
from crm.exchange.safe_cells import as_text, neutralised
from resources.translations import _

ABOUT = "About"
"""The sheet of a workbook that says where the list comes from; it is never read for one."""

HOW_TO = "How to fill this in"
"""The sheet of an empty list that says what goes into its columns; it is never read for one either."""

WORDS = "Kgotla words"
"""The sheet with the words that the columns of an empty list offer."""

LONGEST_CELL = 32_767
"""Letters that a cell of a workbook holds."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SHEET_NAME = 31
_LOOK_AT = 200
_NARROWEST, _WIDEST = 8, 60


@dataclass(frozen=True)
class Sheet:
    """A list as it goes out: `about` says in pairs what it is, when it was made, by whom and what was left out."""

    name: str
    headings: tuple[str, ...]
    rows: Iterable[Sequence[str]]
    about: tuple[tuple[str, str], ...] = ()


def write_csv(sheet: Sheet, path: Path, delimiter: str = ",") -> int:
    """Write a list as CSV (UTF-8 with the mark by which Excel knows it) and return how many rows there were.

    Text that a spreadsheet would run as a formula or take for a number gets an apostrophe in front, which our reader
    takes off again. Raises as `files.replacing` does.
    """
    count = 0
    with replacing(path, "utf-8-sig") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow([_cell(heading) for heading in sheet.headings])
        for row in sheet.rows:
            writer.writerow([_cell(cell) for cell in row])
            count += 1
    return count


def write_workbook(sheet: Sheet, path: Path) -> int:
    """Write a list as XLSX, each cell as text, with a sheet that says what it is; returns how many rows there were.

    Raises as `files.replacing_bytes` does.
    """
    import xlsxwriter

    with replacing_bytes(path) as file:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
        with xlsxwriter.Workbook(file, options) as book:
            count = _write_list(book, sheet)
            _write_about(book, sheet.about)
    return count


def _write_list(book: Any, sheet: Sheet) -> int:
    page = book.add_worksheet(sheet_name(sheet.name))
    title = book.add_format({"bold": True, "num_format": "@", "bg_color": "#E8ECEF", "bottom": 1})
    plain = book.add_format({"num_format": "@", "valign": "top"})
    quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
    remaining = iter(sheet.rows)
    first = list(islice(remaining, _LOOK_AT))
    for column, heading in enumerate(sheet.headings):
        letters = max((len(row[column]) for row in first), default=0)
        page.set_column(column, column, min(max(letters, len(heading) + 3, _NARROWEST), _WIDEST), plain)
        page.write_string(0, column, heading, title)
    page.freeze_panes(1, 0)
    count = 0
    for row in chain(first, remaining):
        count += 1
        for column, cell in enumerate(row):
            if cell:
                page.write_string(count, column, as_cell(cell), plain if neutralised(cell) == cell else quoted)
    page.autofilter(0, 0, max(count, 1), max(len(sheet.headings) - 1, 0))
    return count


def _write_about(book: Any, about: Sequence[tuple[str, str]]) -> None:
    page = book.add_worksheet(ABOUT)
    page.set_column(0, 0, 24, book.add_format({"bold": True, "valign": "top"}))
    page.set_column(1, 1, 90, book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}))
    for row, (name, value) in enumerate(about):
        page.write_string(row, 0, name)
        page.write_string(row, 1, as_cell(value))


def write_json(rows: Iterable[Mapping[str, object]], path: Path) -> int:
    """Write rows as a JSON array, one object a line, and return how many; days are written yyyy-mm-dd."""
    with replacing(path, "utf-8") as file:
        count = write_array(file, rows)
        file.write("\n")
    return count


def write_array(file: IO[str], rows: Iterable[Mapping[str, object]]) -> int:
    """Write rows into a JSON file that is open, one object a line, none of them kept; returns how many there were."""
    count = 0
    file.write("[")
    for row in rows:
        file.write(",\n" if count else "\n")
        file.write(json.dumps(dict(row), ensure_ascii=False, default=str))
        count += 1
    file.write("\n]")
    return count


def _cell(text: str) -> str:
    return neutralised(plain_text(text))


def as_cell(text: str) -> str:
    """Text as a cell of a workbook, which holds only so much."""
    return as_text(plain_text(text))[:LONGEST_CELL]


def plain_text(text: str) -> str:
    """Text without halves of letters and without control characters, which no reader takes for text."""
    return _CONTROL.sub(" ", text).encode("utf-8", "ignore").decode("utf-8")


def sheet_name(name: str) -> str:
    """The name as a sheet of a workbook may have it."""
    kept = "".join(" " if letter in "[]:*?/\\'" else letter for letter in name).strip()
    return kept[:_SHEET_NAME] or _("List")
