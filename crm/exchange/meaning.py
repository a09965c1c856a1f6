"""What a table is a list of and what its columns mean: as the user says, as last time, else as it seems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from crm.exchange import columns
from crm.exchange.address_books import simplify
from crm.exchange.bodies import Body
from crm.exchange.candidates import Reading
from crm.exchange.columns import Field, fingerprint, heading_words
from crm.exchange.gathering import Gathering
from crm.exchange.id_numbers import clear_table
from crm.exchange.kinds import KINDS, ListKind, kind_named
from crm.exchange.own_lists import is_own_list, read_own_list
from crm.exchange.rows import finished
from crm.exchange.shapes import Layout, shape_of
from crm.exchange.tables import Table
from crm.rules.errors import UserError
from resources.translations import _


@dataclass(frozen=True)
class ReadChoices:
    """What the user said about a list before it was read, and where they stood.

    `sheet` names one of a workbook's. Who sits nowhere according to the list sits in `body`, or in the one the user
    stands on (`stands_in`). `kind` is the kind of list it is, `wanted` the one it is where nothing says otherwise.
    `fields` says what columns hold, by their place or their heading; `heading_line`, `delimiter` and `encoding` how the
    table stands in the file. `remembered` are layouts read before, by their key. With `accepts_any` a table of which no
    column is understood is no error: it reads as nothing, and the user says what its columns are.
    Identity numbers are taken out of whatever a list holds unless the user insists (`keeps_id_numbers`).
    """

    sheet: str = ""
    body: Body | None = None
    stands_in: Body | None = None
    kind: str = ""
    wanted: str = ""
    fields: Mapping[int | str, Field] = field(default_factory=dict)
    surname_first: bool | None = None
    heading_line: int | None = None
    delimiter: str = ""
    encoding: str = ""
    remembered: Mapping[str, Layout] = field(default_factory=dict)
    accepts_any: bool = False
    keeps_id_numbers: bool = False

    @property
    def is_about_layout(self) -> bool:
        """Whether anything was said that holds for the next list of the same layout too."""
        return bool(self.kind or self.fields or self.body) or self.surname_first is not None


def read_rows(table: Table, choices: ReadChoices | None = None) -> Reading:
    """The candidates in a table.

    Raises UserError “list-not-filled-in” for headings alone, “columns-not-understood” when no column names anything,
    “column-missing” and “field-not-of-kind” when the user says something of a column that cannot be.
    """
    if table.heading_line and not (table.rows or table.not_understood):
        raise UserError("list-not-filled-in", file=table.source_name)
    if is_own_list(table.headings):
        return read_own_list(table)
    chosen = choices or ReadChoices()
    table = simplify(table)
    last = chosen.remembered.get(fingerprint(table.headings))
    kind, mapping = _meaning(table, chosen, last)
    if not chosen.keeps_id_numbers:
        table = clear_table(table, mapping)
    body = chosen.body or chosen.stands_in or (last.body if last else None)
    if kind.is_understood(mapping):
        reading = kind.read(table, mapping, body)
    elif chosen.accepts_any:
        reading = _of_nothing(table, mapping)
    else:
        headings = ", ".join(heading for heading in table.headings if heading)
        raise UserError("columns-not-understood", file=table.source_name, headings=headings[:200] or "–")
    layout = Layout(
        fingerprint(table.headings),
        kind.name,
        table.headings,
        tuple((Field.LEFT_OUT if column.is_sensitive else column.field).value for column in mapping.columns),
        mapping.surname_first,
        chosen.body or (last.body if last else None),
        table.source_name,
    )
    shape = replace(shape_of(table, reading, mapping, layout, last), is_said=chosen.is_about_layout)
    return replace(reading, mapping=mapping, format=reading.format or _format(table), shape=shape)


def _of_nothing(table: Table, mapping: columns.Mapping) -> Reading:
    """A table of which no row can be read yet, because nobody knows what its columns hold."""
    found = Gathering()
    found.problems += table.not_understood
    for row in table.rows:
        found.miss(row.line, _("no column says what this row is about"))
    return finished(found, mapping, table)


def _meaning(table: Table, choices: ReadChoices, last: Layout | None) -> tuple[ListKind, columns.Mapping]:
    """What kind of list a table is and what its columns mean: as last time, else guessed; then what the user says."""
    kind, mapping = _guess(table, kind_named(choices.kind or (last.kind if last else "")), choices.wanted)
    if last is not None and last.kind == kind.name:
        mapping = _as_last_time(mapping, last)
    for key, wanted in choices.fields.items():
        if wanted not in (*kind.fields, Field.LEFT_OUT, Field.UNKNOWN):
            raise UserError("field-not-of-kind", field=wanted.value, kind=kind.words)
        mapping = mapping.corrected(_place(key, table), wanted)
    if choices.surname_first is not None:
        mapping = replace(mapping, surname_first=choices.surname_first)
    return kind, mapping


def _as_last_time(mapping: columns.Mapping, last: Layout) -> columns.Mapping:
    found = tuple(_column_as_last_time(*pair) for pair in zip(mapping.columns, last.fields, strict=True))
    return replace(mapping, columns=found, surname_first=last.surname_first)


def _column_as_last_time(column: columns.Column, name: str) -> columns.Column:
    """What a column held last time; why it is left out by design stays said."""
    if name == column.field or name not in set(Field):
        return column if column.is_sensitive else replace(column, reason=_("as last time"))
    return replace(column, field=Field(name), reason=_("as last time"))


def _guess(table: Table, kind: ListKind | None, wanted: str) -> tuple[ListKind, columns.Mapping]:
    """The first kind that a table seems to be, or what its columns mean if it is of this one."""
    sample = table.sample()
    for one in (kind,) if kind is not None else KINDS:
        mapping = one.guess(table.headings, sample, one is kind or one.name == wanted)
        if mapping is not None:
            return one, mapping
    last = kind or KINDS[-1]
    return last, last.blank(table.headings)


def _place(key: int | str, table: Table) -> int:
    """Where the column stands of which the user says something. Raises UserError “column-missing”."""
    headings = [heading_words(heading) for heading in table.headings]
    if isinstance(key, str) and heading_words(key) in headings:
        return headings.index(heading_words(key))
    number = int(key) - 1 if isinstance(key, str) and key.isdecimal() else key
    if isinstance(number, int) and 0 <= number < len(headings):
        return number
    raise UserError("column-missing", column=str(key), headings=", ".join(filter(None, table.headings))[:200] or "–")


def _format(table: Table) -> str:
    """What kind of file a table came in."""
    if not table.source.is_whole:
        return _("pasted rows")
    return _("a spreadsheet") if table.source.sheet else _("a table in a text file")
