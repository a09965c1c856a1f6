"""Tables in text files: delimiter, encoding, line ends and the row with the headings are found, not asked for."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

from crm.exchange.candidates import NotUnderstood
from crm.exchange.cells import clean
from crm.exchange.columns import Field, field_of_heading
from crm.exchange.decoding import decode
from crm.exchange.files import read_bytes
from crm.rules.errors import UserError
from resources.translations import _

_DELIMITERS = ",;\t|"
_LOOK_AT = 20
_MOST_COLUMNS = 1_000
_MOST_LINES_IN_A_ROW = 60
_MOST_KNOWN = 100_000
SAMPLE_ROWS = 200
"""Rows that the guess of a mapping looks at."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cleaned cells, with the number of the line it begins on, counted from 1, and how many it takes."""

    number: int
    cells: Sequence[str]
    lines: int = 1

    @property
    def line(self) -> str:
        """Where the row stands, in words."""
        return _("row {number}").format(number=self.number)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in the file, with what was found out about the file and what was passed over."""

    source_name: str
    sha256: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str
    encoding: str
    heading_line: int
    not_understood: tuple[NotUnderstood, ...] = ()
    warnings: tuple[str, ...] = ()

    def sample(self) -> list[Sequence[str]]:
        """Rows from the whole of the table, for guessing what its columns mean."""
        step = max(1, len(self.rows) // SAMPLE_ROWS)
        return [row.cells for row in self.rows[::step]]


def read_table(path: Path) -> Table:
    """Read a table of any delimiter, line end and encoding.

    Raises UserError: those of `read_bytes`, “file-not-text”, “table-damaged”, “table-without-rows”.
    """
    return parse_table(read_bytes(path), path.name)


def parse_table(data: bytes, source_name: str) -> Table:
    """Read a table from the bytes of a file; see `read_table`."""
    text, encoding = decode(data, source_name)
    delimiter = _delimiter(text)
    rows = _records(text, delimiter, source_name)
    at = _heading_at(rows[:_LOOK_AT])
    if at is None:
        raise UserError("table-without-rows", file=source_name)
    headings = tuple(rows[at].cells)
    before = [NotUnderstood(row.line, _("stands above the headings")) for row in rows[:at]]
    kept, problems, warnings = _sort_out(rows[at + 1 :], headings)
    return Table(
        source_name=source_name,
        sha256=hashlib.sha256(data).hexdigest(),
        headings=headings,
        rows=tuple(kept),
        delimiter=delimiter,
        encoding=encoding,
        heading_line=rows[at].number,
        not_understood=(*before, *problems),
        warnings=tuple(warnings),
    )


def _delimiter(text: str) -> str:
    """The character that splits the first rows into the most columns."""
    beginning = text[:65_536]
    return max(_DELIMITERS, key=lambda delimiter: _width(beginning, delimiter))


def _width(text: str, delimiter: str) -> int:
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    widths: list[int] = []
    try:
        for row in rows:
            if any(row):
                widths.append(len(row))
            if len(widths) == _LOOK_AT:
                break
    except csv.Error:
        return 0
    return median_low(widths) if widths else 0


def _records(text: str, delimiter: str, source_name: str) -> list[Row]:
    """The rows that hold anything, cleaned, with their line numbers; equal cells share one string."""
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    known: dict[str, str] = {}
    rows: list[Row] = []
    end = 0
    try:
        for raw in reader:
            start, end = end + 1, reader.line_num
            cells = [known[cell] if cell in known else _remember(known, cell) for cell in raw[:_MOST_COLUMNS]]
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


def _heading_at(rows: Sequence[Row]) -> int | None:
    """Which of the first rows names the columns: the one with the most headings we know, else the first."""
    if not rows:
        return None
    known = [sum(_is_heading(cell) for cell in row.cells) for row in rows]
    return known.index(max(known))


def _is_heading(cell: str) -> bool:
    return len(cell) < 60 and field_of_heading(cell) != Field.UNKNOWN


def _sort_out(rows: Iterable[Row], headings: Sequence[str]) -> tuple[list[Row], list[NotUnderstood], list[str]]:
    """The rows to read, filled up to the headings' width, without repeated headings; what is wrong in others."""
    again = [heading.casefold() for heading in headings]
    kept: list[Row] = []
    problems: list[NotUnderstood] = []
    repeated = short = 0
    for row in rows:
        if row.cells[0].casefold() == again[0] and [cell.casefold() for cell in row.cells] == again:
            repeated += 1
        elif row.lines > _MOST_LINES_IN_A_ROW:
            problems.append(NotUnderstood(row.line, _("a quotation mark is opened here and not closed for many lines")))
        else:
            missing = len(headings) - len(row.cells)
            short += missing > 0
            problems += _beyond(row, len(headings))
            kept.append(row if missing <= 0 else Row(row.number, [*row.cells, *[""] * missing], row.lines))
    return kept, problems, list(_warnings(repeated, short))


def _beyond(row: Row, width: int) -> Iterator[NotUnderstood]:
    """What stands right of the last heading."""
    extra = [cell for cell in row.cells[width:] if cell]
    if extra:
        yield NotUnderstood(row.line, _("“{text}” stands right of the last heading").format(text=extra[0][:60]))


def _warnings(repeated: int, short: int) -> Iterator[str]:
    if repeated:
        yield _("{count} rows repeat the headings and were passed over").format(count=repeated)
    if short:
        yield _("{count} rows have fewer cells than there are headings").format(count=short)
