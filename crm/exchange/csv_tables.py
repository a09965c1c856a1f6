"""Tables in text files: delimiter, encoding and line ends are found, not asked for."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median_low

from crm.exchange.cells import clean
from crm.exchange.decoding import decode
from crm.exchange.files import check_length, read_bytes
from crm.exchange.tables import LOOK_AT, MOST_COLUMNS, Row, Source, Table, is_heading, make_table
from crm.rules.errors import UserError

_DELIMITERS = ",;\t|^"
_SAID = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)
_MOST_KNOWN = 100_000
_BEGINNING = 65_536


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
    said = _SAID.match(text)  # “sep=;” in the first line is for Excel
    delimiter = delimiter or (said[1] if said else find_delimiter(text))
    rows = split_rows(text, delimiter, source_name)[1 if said else 0 :]
    return make_table(rows, Source(source_name, hashlib.sha256(data).hexdigest(), delimiter, encoding), heading_line)


def find_delimiter(text: str) -> str:
    """The character between the cells: it splits the headings into words we know, and the rows alike.

    The most columns alone would be wrong: addresses are full of commas.
    """
    beginning = text[:_BEGINNING]
    return max(_DELIMITERS, key=lambda delimiter: _fitness(_first_rows(beginning, delimiter)))


def _fitness(rows: Sequence[Sequence[str]]) -> tuple[int, bool, int]:
    """How many headings we know, whether four of five rows are as wide as most of them, and how wide that is."""
    if not rows:
        return 0, False, 0
    widths = Counter(map(len, rows))
    width, count = max(widths.items(), key=lambda found: (found[1], found[0]))
    known = max(sum(is_heading(clean(cell)) for cell in row) for row in rows)
    is_split = median_low(list(map(len, rows))) > 1
    return known * is_split, is_split and count * 5 >= len(rows) * 4, width


def columns_in(text: str, delimiter: str) -> int:
    """Into how many columns a character splits the first rows, 0 where it does not split them at all."""
    widths = list(map(len, _first_rows(text, delimiter)))
    return median_low(widths) if widths else 0


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows that hold anything; none where the text cannot be split so."""
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=None), delimiter=delimiter):
            if any(row):
                found.append(row)
            if len(found) == LOOK_AT:
                break
    except csv.Error:
        return []
    return found


def split_rows(text: str, delimiter: str, source_name: str, *, has_quotes: bool = True) -> list[Row]:
    """The rows that hold anything, cleaned, with their line numbers; equal cells share one string.

    Raises UserError “table-damaged”, “list-too-long”.
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
                check_length(len(rows), source_name)
    except csv.Error:
        raise UserError("table-damaged", file=source_name, line=end + 1) from None
    return rows


def _remember(known: dict[str, str], cell: str) -> str:
    cleaned = clean(cell)
    if len(known) < _MOST_KNOWN:
        known[cell] = cleaned
    return cleaned
