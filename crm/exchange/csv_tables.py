"""Tables in text files: delimiter, encoding and line ends are found, not asked for."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from statistics import median_low

from crm.exchange.cells import clean
from crm.exchange.decoding import decode
from crm.exchange.files import read_bytes
from crm.exchange.tables import LOOK_AT, MOST_COLUMNS, Row, Source, Table, make_table
from crm.rules.errors import UserError

_DELIMITERS = ",;\t|"
_MOST_KNOWN = 100_000


def read_table(path: Path) -> Table:
    """Read a table of any delimiter, line end and encoding.

    Raises UserError: those of `read_bytes`, “file-not-text”, “table-damaged”, “table-without-rows”.
    """
    return parse_table(read_bytes(path), path.name)


def parse_table(
    data: bytes, source_name: str, *, encoding: str = "", delimiter: str = "", heading_line: int | None = None
) -> Table:
    """Read a table from the bytes of a file, see `read_table`; what is not said is found out."""
    text, encoding = decode(data, source_name, encoding)
    delimiter = delimiter or find_delimiter(text)
    rows = split_rows(text, delimiter, source_name)
    return make_table(rows, Source(source_name, hashlib.sha256(data).hexdigest(), delimiter, encoding), heading_line)


def find_delimiter(text: str) -> str:
    """The character that splits the first rows into the most columns."""
    beginning = text[:65_536]
    return max(_DELIMITERS, key=lambda delimiter: columns_in(beginning, delimiter))


def columns_in(text: str, delimiter: str) -> int:
    """Into how many columns a character splits the first rows, 0 where it does not split them at all."""
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    widths: list[int] = []
    try:
        for row in rows:
            if any(row):
                widths.append(len(row))
            if len(widths) == LOOK_AT:
                break
    except csv.Error:
        return 0
    return median_low(widths) if widths else 0


def split_rows(text: str, delimiter: str, source_name: str, *, has_quotes: bool = True) -> list[Row]:
    """The rows that hold anything, cleaned, with their line numbers; equal cells share one string.

    Raises UserError “table-damaged”.
    """
    lines = io.StringIO(text, newline=None)
    reader = (
        csv.reader(lines, delimiter=delimiter)
        if has_quotes
        else csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    )
    known: dict[str, str] = {}
    rows: list[Row] = []
    end = 0
    try:
        for raw in reader:
            start, end = end + 1, reader.line_num
            cells = [known[cell] if cell in known else _remember(known, cell) for cell in raw[:MOST_COLUMNS]]
            if any(cells):
                rows.append(Row(start, cells, end - start + 1))
    except csv.Error:
        raise UserError("table-damaged", file=source_name, line=end + 1) from None
    return rows


def _remember(known: dict[str, str], cell: str) -> str:
    cleaned = clean(cell)
    if len(known) < _MOST_KNOWN:
        known[cell] = cleaned
    return cleaned
