"""A table of cleaned cells, wherever it came from: which row names the columns, and what was passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crm.exchange.candidates import NotUnderstood
from crm.exchange.columns import Field, field_of_heading
from crm.exchange.files import check_length
from crm.exchange.register_columns import is_register_heading
from crm.rules.errors import UserError
from resources.translations import _, ngettext

LOOK_AT = 20
"""Rows in which the headings are looked for."""

MOST_COLUMNS = 1_000
SAMPLE_ROWS = 200
"""Rows that the guess of a mapping looks at."""

_MOST_LINES_IN_A_ROW = 60
_MOST_EXAMPLES = 5
_DATA = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\+?[\d ()/-]{9,}|\S+@\S+\.\S+")


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
class Source:
    """Where a table comes from. A part of a list (pasted rows) says nothing about who is missing from it."""

    name: str
    sha256: str
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in its source; `heading_line` is 0 where no row names the columns.

    `total` counts all rows of the source that hold anything, `first_rows` are those in which headings were looked for.
    """

    source: Source
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    heading_line: int
    not_understood: tuple[NotUnderstood, ...] = ()
    warnings: tuple[str, ...] = ()
    total: int = 0
    first_rows: tuple[Row, ...] = ()

    @property
    def source_name(self) -> str:
        """The name of the file."""
        return self.source.name

    @property
    def sha256(self) -> str:
        """The fingerprint of the file."""
        return self.source.sha256

    @property
    def delimiter(self) -> str:
        """What stands between the cells of a text file."""
        return self.source.delimiter

    @property
    def encoding(self) -> str:
        """How the letters of a text file were written."""
        return self.source.encoding

    def sample(self) -> list[Sequence[str]]:
        """Rows from the whole of the table, for guessing what its columns mean."""
        step = max(1, len(self.rows) // SAMPLE_ROWS)
        return [row.cells for row in self.rows[::step]]


def make_table(rows: Sequence[Row], source: Source, heading_line: int | None = None) -> Table:
    """The table that these rows are; `heading_line` is the row that names the columns, 0 for none, None to find it.

    Raises UserError “table-without-rows” when there are none, “list-too-long” when there are too many.
    """
    check_length(len(rows), source.name)
    if not rows:
        raise UserError("table-without-rows", file=source.name)
    first = tuple(rows[:LOOK_AT])
    at = _heading_at(first, source.is_whole) if heading_line is None else _row_at(first, heading_line)
    if at is None:
        width = max(len(row.cells) for row in rows)
        kept = [_widened(row, width) for row in rows]
        return Table(source, ("",) * width, tuple(kept), 0, total=len(rows), first_rows=first)
    headings = tuple(rows[at].cells)
    before = [NotUnderstood(row.line, _("stands above the headings")) for row in rows[:at]]
    kept, problems, warnings = _sort_out(rows[at + 1 :], headings)
    missed = (*before, *problems)
    return Table(source, headings, tuple(kept), rows[at].number, missed, tuple(warnings), len(rows), first)


def _row_at(rows: Sequence[Row], number: int) -> int | None:
    """Where the row of this number stands among the first."""
    return next((at for at, row in enumerate(rows) if row.number == number), None)


def _heading_at(rows: Sequence[Row], is_whole: bool) -> int | None:
    """Which of the first rows names the columns: the one with the most headings we know, None when none seems to.

    The first line of a file is taken for its headings unless it shows that it is none; rows copied out of a table
    often come without.
    """
    known = [sum(is_heading(cell) for cell in row.cells) for row in rows]
    best = known.index(max(known))
    cells = [cell for cell in rows[best].cells if cell]
    if is_whole and known[best]:
        return None if _stands_again(rows, best) else best
    if is_whole:
        has_data = any(_DATA.fullmatch(cell) for cell in cells)
        return None if has_data or max(len(row.cells) for row in rows) == 1 else best
    if any(_DATA.fullmatch(cell) for cell in cells) or _stands_again(rows, best):
        return None
    return best if known[best] * 2 >= len(cells) else None


def _stands_again(rows: Sequence[Row], at: int) -> bool:
    """Whether the words that look like headings are values: “Member” in one row after another."""
    named = {(column, cell.casefold()) for column, cell in enumerate(rows[at].cells) if cell and is_heading(cell)}
    others = [row for row in rows if row.cells != rows[at].cells]  # the headings themselves may stand there again
    again = {(column, cell.casefold()) for row in others for column, cell in enumerate(row.cells)}
    return bool(named) and len(named & again) == len(named) < len([cell for cell in rows[at].cells if cell])


def is_heading(cell: str) -> bool:
    """Whether a cell is a heading that we know."""
    return len(cell) < 60 and (field_of_heading(cell) != Field.UNKNOWN or is_register_heading(cell))


def _sort_out(rows: Iterable[Row], headings: Sequence[str]) -> tuple[list[Row], list[NotUnderstood], list[str]]:
    """The rows to read, filled up to the headings' width, without repeated headings; what is wrong in others."""
    again = [heading.casefold() for heading in headings]
    kept: list[Row] = []
    problems: list[NotUnderstood] = []
    repeated = 0
    short: list[Row] = []
    for row in rows:
        if row.cells[0].casefold() == again[0] and [cell.casefold() for cell in row.cells] == again:
            repeated += 1
        elif row.lines > _MOST_LINES_IN_A_ROW:
            problems.append(NotUnderstood(row.line, _("a quotation mark is opened here and not closed for many lines")))
        else:
            if len(row.cells) < len(headings):
                short.append(row)
            problems += _beyond(row, len(headings))
            kept.append(_widened(row, len(headings)))
    return kept, problems, list(_warnings(repeated, short))


def _widened(row: Row, width: int) -> Row:
    missing = width - len(row.cells)
    return row if missing <= 0 else Row(row.number, [*row.cells, *[""] * missing], row.lines)


def _beyond(row: Row, width: int) -> Iterator[NotUnderstood]:
    """What stands right of the last heading."""
    extra = [cell for cell in row.cells[width:] if cell]
    if extra:
        yield NotUnderstood(row.line, _("“{text}” stands right of the last heading").format(text=extra[0][:60]))


def _warnings(repeated: int, short: Sequence[Row]) -> Iterator[str]:
    if repeated:
        yield ngettext(
            "{count} row repeats the headings and was passed over",
            "{count} rows repeat the headings and were passed over",
            repeated,
        )
    if short:
        said = ngettext(
            "{count} row has fewer cells than there are headings",
            "{count} rows have fewer cells than there are headings",
            len(short),
        )
        examples = ", ".join(row.line for row in short[:_MOST_EXAMPLES])
        yield f"{said}: {examples}" + (", …" if len(short) > _MOST_EXAMPLES else "")
