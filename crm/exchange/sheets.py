"""Tables in spreadsheets (Excel, LibreOffice): one sheet of the workbook, its cells as text."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from crm.exchange.cells import clean
from crm.exchange.formats import UNREADABLE
from crm.exchange.tables import MOST_COLUMNS, Row, Source, Table, make_table
from crm.exchange.writers import ABOUT, HOW_TO, WORDS
from crm.rules.errors import UserError
from crm.rules.names import fold

Value = int | float | str | bool | time | date | datetime | timedelta

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of the files that are read here."""

_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_OUR_SHEETS = (ABOUT, HOW_TO, WORDS)  # which say something about the list, and are none
_PARTS = ("xl/", "content.xml")
_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_CELLS = 20_000_000
_FILLED_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:v|is|f)\b')
_AT_ONCE = 4 * 1024 * 1024
_LONGEST_CELL = 1024  # bytes of the beginning of a cell, which may lie across two pieces


def is_spreadsheet(data: bytes, ending: str = "") -> bool:
    """Whether the bytes are those of a workbook: many programs call a text file “.xls”, or a workbook “.csv”."""
    is_called_so = ending.casefold() in WORKBOOKS
    if data.startswith(_OLE) or (is_called_so and data.startswith(_ZIP)):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return any(name.startswith(_PARTS) for name in packed.namelist())
    except UNREADABLE:
        return is_called_so and b"\0" in data[:4096] and not data.startswith(_WIDE_TEXT)


def parse_sheet(data: bytes, source_name: str, sheet: str = "", heading_line: int | None = None) -> Table:
    """Read one sheet: the one called so, or of this number from 1; without either the one that holds most.

    Raises UserError “sheet-locked” (a password is needed), “sheet-damaged”, “sheet-missing”, “sheet-too-wide”,
    “file-too-large”, “table-without-rows”.
    """
    _refuse_bombs(data, source_name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found, names = _chosen(workbook, sheet, source_name)
        rows = list(_rows(found))
    except PasswordError:
        raise UserError("sheet-locked", file=source_name) from None
    except CalamineError:
        raise UserError("sheet-locked" if _ENCRYPTED in data else "sheet-damaged", file=source_name) from None
    digest = hashlib.sha256(data).hexdigest()
    return make_table(rows, Source(source_name, digest, sheet=found.name, sheets=names), heading_line)


def _refuse_bombs(data: bytes, source_name: str) -> None:
    if not data.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise UserError("file-too-large", file=source_name, limit=_MOST_UNPACKED // (1024 * 1024))
            if packed.testzip() is not None:  # one that is larger than it says would be read without an end
                raise zipfile.BadZipFile
            for name in packed.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    with packed.open(name) as part:
                        _refuse_wide(part, source_name)
    except UNREADABLE:
        raise UserError("sheet-damaged", file=source_name) from None


def _refuse_wide(part: IO[bytes], source_name: str) -> None:
    """Refuse a sheet with a stray value far out: the room between is filled with empty cells when it is read."""
    letters: set[bytes] = set()
    last_row = 0
    rest = b""
    while piece := part.read(_AT_ONCE):
        found = _FILLED_CELL.findall(rest + piece)
        letters.update({column for column, _row in found})
        last_row = max(last_row, *map(int, {row for _column, row in found}), 0)
        rest = piece[-_LONGEST_CELL:]
    width = max(map(_column_number, letters), default=0)
    if width * last_row > _MOST_CELLS:
        raise UserError("sheet-too-wide", file=source_name, rows=last_row, columns=width)


def _column_number(letters: bytes) -> int:
    """“A” is 1, “XFD” the last there is."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _chosen(workbook: CalamineWorkbook, wanted: str, source_name: str) -> tuple[CalamineSheet, tuple[str, ...]]:
    """The sheet to read, and the names of all those that hold anything; a hidden one is read only when named."""
    sheets = [workbook.get_sheet_by_index(at) for at in range(len(workbook.sheet_names))]
    filled = [sheet for sheet in sheets if sheet.height and sheet.width]
    filled = [sheet for sheet in filled if sheet.name not in _OUR_SHEETS] or filled
    names = tuple(sheet.name for sheet in filled)
    if not wanted:
        if not filled:
            raise UserError("table-without-rows", file=source_name)
        shown = {about.name for about in workbook.sheets_metadata if about.visible == SheetVisibleEnum.Visible}
        visible = [sheet for sheet in filled if sheet.name in shown]
        return max(visible or filled, key=lambda sheet: sheet.height * sheet.width), names
    found = [sheet for sheet in sheets if fold(sheet.name) == fold(wanted)]
    if not found and wanted.isdecimal() and 0 < int(wanted) <= len(sheets):
        found = [sheets[int(wanted) - 1]]
    if not found:
        raise UserError("sheet-missing", file=source_name, sheet=wanted, sheets=", ".join(workbook.sheet_names)[:300])
    return found[0], names


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows that hold anything, with their numbers as the spreadsheet shows them."""
    top, left = sheet.start or (0, 0)
    merged = _merged_down(sheet, top, left)
    above: Sequence[str] = ()
    for at, values in enumerate(sheet.to_python()):
        cells = [_text(value) for value in values[:MOST_COLUMNS]]
        for column in merged.get(at, ()):
            if column < len(cells) and not cells[column]:
                cells[column] = above[column]
        above = cells
        if any(cells):
            yield Row(top + at + 1, cells)


def _merged_down(sheet: CalamineSheet, top: int, left: int) -> dict[int, list[int]]:
    """Cells that only continue the one above them, by row: merged cells hold their value in the first row alone."""
    found: dict[int, list[int]] = {}
    for (first_row, first_column), (last_row, _last) in sheet.merged_cell_ranges or ():
        for row in range(first_row + 1, min(last_row, top + sheet.height) + 1):
            found.setdefault(row - top, []).append(first_column - left)
    return {row: [column for column in columns if column >= 0] for row, columns in found.items() if row > 0}


def _text(value: Value) -> str:
    """A cell as it would be typed: days as yyyy-mm-dd, whole numbers without a point."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date | time) else clean(str(value))
