"""How a table stood in its file and how it was read, for people to look at and put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice

from crm.exchange import columns
from crm.exchange.bodies import Body
from crm.exchange.candidates import Reading
from crm.exchange.id_numbers import has_id_number
from crm.exchange.row_names import RowNames
from crm.exchange.tables import Row, Table
from crm.exchange.writers import Sheet
from crm.rules.names import PersonName
from resources.translations import _, ngettext

SAMPLES = 3
"""Values of a column that are shown beside its heading."""

NAMES = 6
"""Rows whose names are shown as they will be read."""

_LOOK_FOR_SAMPLES = 200


@dataclass(frozen=True)
class Layout:
    """How lists with certain headings were read last time, by the fingerprint of those (`key`)."""

    key: str
    kind: str
    headings: tuple[str, ...]
    fields: tuple[str, ...]
    surname_first: bool | None = None
    body: Body | None = None
    source_name: str = ""


@dataclass(frozen=True)
class RowCount:
    """Where the rows of a file went; the parts add up to `rows`.

    `read` begin something, `more` say more of what a row above began, `missed` say nothing that was understood.
    """

    rows: int
    read: int
    more: int
    missed: int
    headings: int = 0
    above: int = 0

    @property
    def words(self) -> str:
        """“49 rows: 47 read, 1 not understood, 1 of headings”."""
        parts = (
            (self.read, _("{count} read")),
            (self.more, _("{count} say more about one above")),
            (self.missed, _("{count} not understood")),
            (self.headings, _("{count} of headings")),
            (self.above, _("{count} above the headings")),
        )
        said = [words.format(count=count) for count, words in parts if count]
        rows = ngettext("{count} row", "{count} rows", self.rows).format(count=self.rows)
        return f"{rows}: {', '.join(said)}" if said else rows


@dataclass(frozen=True)
class Shape:
    """What the file looked like, and what was decided about it.

    `kind` is the kind of list it was read as, `last` how such a list was read the last time, where that was followed,
    and `is_said` whether somebody said any of what `layout` tells.
    """

    kind: str
    heading_line: int
    delimiter: str
    encoding: str
    first_rows: tuple[Row, ...]
    samples: tuple[tuple[str, ...], ...]
    named_rows: tuple[Row, ...]
    count: RowCount
    missed: Mapping[str, tuple[str, ...]]
    layout: Layout
    last: Layout | None = None
    is_said: bool = False

    @property
    def was_remembered(self) -> bool:
        """Whether it was read as last time."""
        return self.last is not None

    @property
    def to_remember(self) -> Layout | None:
        """What the next list of the layout is to be read by; without headings no list is known again."""
        is_new = self.is_said and self.layout != self.last
        return self.layout if is_new and any(self.layout.headings) else None


def shape_of(table: Table, reading: Reading, mapping: columns.Mapping, layout: Layout, last: Layout | None) -> Shape:
    """The shape of a table that was read."""
    missed = {found.line for found in reading.not_understood}
    return Shape(
        kind=layout.kind,
        heading_line=table.heading_line,
        delimiter=table.delimiter,
        encoding=table.encoding,
        first_rows=tuple(map(_without_id_numbers, table.first_rows)),
        samples=tuple(() if column.is_sensitive else _samples(table, column.index) for column in mapping.columns),
        named_rows=tuple(map(_without_id_numbers, table.rows[:NAMES])),
        count=_count(table, reading, missed),
        missed=_missed_cells(table, missed),
        layout=layout,
        last=last,
    )


def names_in(mapping: columns.Mapping, rows: Iterable[Row]) -> list[PersonName]:
    """The names in these rows as they will be read, empty ones where none stands."""
    names = RowNames(mapping)
    return [names.read(row.cells)[0] for row in rows]


def _samples(table: Table, index: int) -> tuple[str, ...]:
    """The first different values of a column."""
    cells = (_shown(row.cells[index]) for row in islice(table.rows, _LOOK_FOR_SAMPLES))
    return tuple(islice(dict.fromkeys(cell for cell in cells if cell), SAMPLES))


def _count(table: Table, reading: Reading, missed: set[str]) -> RowCount:
    begun = {found.line for found in reading.candidates}
    above = {row.line for row in table.first_rows if row.number < table.heading_line}
    told = {found.line for found in table.not_understood} - above
    unread = told.difference(row.line for row in table.rows) if told else set()
    lost = missed - begun - above - unread
    headings = table.total - len(table.rows) - len(above) - len(unread)
    more = len(table.rows) - len(begun) - len(lost)
    return RowCount(table.total, len(begun), more, len(lost) + len(unread), headings, len(above))


def _missed_cells(table: Table, missed: set[str]) -> dict[str, tuple[str, ...]]:
    """The cells of the rows in which something was not understood."""
    if not missed:
        return {}
    rows = chain(table.first_rows, table.rows)
    return {line: tuple(_without_id_numbers(row).cells) for row in rows if (line := row.line) in missed}


def _without_id_numbers(row: Row) -> Row:
    """A row as it may be shown, or go back to whoever made the list: no identity number travels once more."""
    return replace(row, cells=[_shown(cell) for cell in row.cells])


def _shown(cell: str) -> str:
    return _("(an identity number)") if has_id_number(cell) else cell


def missed_list(reading: Reading) -> Sheet:
    """What was not understood, as a list to send back to whoever made it: where, why, and the row itself."""
    shape = reading.shape
    headings = shape.layout.headings if shape is not None else ()
    rows = []
    for missed in reading.not_understood:
        cells = shape.missed.get(missed.line, ()) if shape is not None else ()
        filled = [*cells[: len(headings)], *[""] * (len(headings) - len(cells))]
        rows.append((missed.line, missed.reason, *filled))
    return Sheet(_("Not understood"), (_("Where"), _("Why"), *headings), rows)
