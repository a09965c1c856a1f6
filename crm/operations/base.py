"""What operations are made of: the declaration, and the few ways in which rows are written.

An operation is a plain function that reads and writes tables. `Workspace.do` runs it inside one transaction with the
journal; called outside, its first write fails.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ParamSpec, TypeVar

from crm.rules import clock
from crm.rules.errors import UserError
from crm.store import journal
from crm.store.engine import database
from crm.tables.base import Record, Table

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Declared:
    """How an operation is named in the journal: a fixed label, or one made from what it returned."""

    label: str | Callable[[Any], str]
    is_undoable: bool = True

    def label_for(self, value: object) -> str:
        """The words of the toast and of the history."""
        return self.label(value) if callable(self.label) else self.label


def operation(
    label: str | Callable[[Any], str], *, is_undoable: bool = True
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a function to be an operation with this label."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        function.__operation__ = Declared(label, is_undoable)  # type: ignore[attr-defined]
        return function

    return declare


def declared(function: Callable[..., Any]) -> Declared:
    """The declaration of an operation. Raises TypeError for any other function."""
    found = getattr(function, "__operation__", None)
    if not isinstance(found, Declared):
        raise TypeError(f"{function!r} is not an operation")
    return found


def new_record(noun: str, *, confidentiality: int = 0, source: str = "", next_look: date | None = None) -> int:
    """Make the record of a new row of this noun; returns its id. Raises UserError("no-such-level")."""
    check_level(confidentiality)
    return int(
        Record.insert(
            noun=noun, uuid=str(uuid.uuid4()), confidentiality=confidentiality, source=source, next_look=next_look
        ).execute()
    )


def set_head(record_id: int, *, confidentiality: int, source: str) -> None:
    """Change what every record has. Raises UserError("no-such-level"), ("not-found")."""
    check_level(confidentiality)
    update_row(Record, record_id, confidentiality=confidentiality, source=clean(source))


def check_level(level: int) -> None:
    """0 open, 1 internal, 2 restricted; raises UserError("no-such-level") for anything else."""
    if level not in (0, 1, 2):
        raise UserError("no-such-level", level=level)


def level_of(record_id: int) -> int:
    """How confidential a record is. Raises UserError("not-found")."""
    return int(row_of(Record, record_id)["confidentiality"])


def highest_level(record_ids: Sequence[int], *more: int | None) -> int:
    """How confidential a record that names all of these has to be; None is nobody."""
    return max((level_of(each) for each in (*record_ids, *more) if each is not None), default=0)


def check_choice(choices: type[StrEnum], value: str) -> None:
    """Raises UserError("no-such-choice") for a value that is none of these."""
    known = [str(each) for each in choices]
    if value not in known:
        raise UserError("no-such-choice", value=value, known=", ".join(filter(None, known)))


def read_status(statuses: type[S], value: str, name: str) -> S:
    """The status that is meant. Raises UserError("no-such-step") for a value that is none of these."""
    try:
        return statuses(value)
    except ValueError as error:
        raise UserError("no-such-step", reference=name, step=value) from error


def check_count(count: int | None) -> None:
    """Raises UserError("bad-count") for a number that counts nothing."""
    if count is not None and not 0 <= count < 1_000_000_000:
        raise UserError("bad-count", count=count)


def check_not_future(on: date) -> None:
    """Nothing has happened on a day that is still to come: raises UserError("made-in-future")."""
    if on > clock.today():
        raise UserError("made-in-future", day=on.isoformat())


def insert_rows(table: type[Table], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert many rows past the ORM (a third of the time); every column without a default must be named."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    database.raw().executemany(f'INSERT INTO "{table._meta.table_name}"({names}) VALUES({marks})', rows)


def defaults(table: type[Table]) -> dict[str, object]:
    """What each column of a table holds when nothing is said; callables and ids left out."""
    return {
        field.column_name: field.default
        for field in table._meta.sorted_fields
        if not field.primary_key and not callable(field.default)
    }


def dicts(query: Any) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries by column."""
    return list(query.dicts())


def row_of(table: type[Table], row_id: int) -> dict[str, Any]:
    """One row as a dictionary. Raises UserError("not-found") when it is gone."""
    fields = table._meta.sorted_fields
    # Not through the ORM: it takes ten times as long to write the statement as to run it.
    found = database.execute_sql(_one_row(table), (row_id,)).fetchone()
    if found is None:
        raise UserError("not-found", what=table._meta.table_name.replace("_", " "), id=row_id)
    return {field.name: field.python_value(value) for field, value in zip(fields, found, strict=True)}


@cache
def _one_row(table: type[Table]) -> str:
    columns = ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
    return f'SELECT {columns} FROM "{table._meta.table_name}" WHERE id = ?'


def update_row(table: type[Table], row_id: int, **values: object) -> None:
    """Change columns of one row. Raises UserError("not-found") when it is gone."""
    if table.update(**values).where(table.id == row_id).execute() != 1:
        raise UserError("not-found", what=table._meta.table_name.replace("_", " "), id=row_id)


def set_children(table: type[Table], owner_id: int, rows: Sequence[Mapping[str, object]]) -> None:
    """Make an owner's children be these, touching only rows that differ.

    A row that carries the `id` of a present child changes it, one without is new, and a child not named is deleted.
    """
    present = {row["id"]: row for row in _children_of(table, owner_id)}
    kept: set[object] = set()
    for row in rows:
        values = {name: value for name, value in row.items() if name != "id"}
        if row.get("id") in present:
            old = present[row["id"]]
            kept.add(row["id"])
            changed = {name: value for name, value in values.items() if old[name] != value}
            if changed:
                table.update(**changed).where(table.id == row["id"]).execute()
        else:
            table.insert(**{table.owner: owner_id, **values}).execute()
    gone = [row_id for row_id in present if row_id not in kept]
    if gone:
        table.delete().where(table.id.in_(gone)).execute()


def _children_of(table: type[Table], owner_id: int) -> list[dict[str, Any]]:
    fields = table._meta.sorted_fields
    found = database.execute_sql(_owned_rows(table), (owner_id,)).fetchall()  # not through the ORM, as in `row_of`
    return [{field.name: field.python_value(value) for field, value in zip(fields, row, strict=True)} for row in found]


@cache
def _owned_rows(table: type[Table]) -> str:
    columns = ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
    return f'SELECT {columns} FROM "{table._meta.table_name}" WHERE "{table.owner}" = ?'


def check_unchanged(record_id: int, seen_change: int | None) -> None:
    """Refuse to write over what somebody else did since the draft was made.

    Raises UserError("changed-meanwhile"). A draft without a `seen_change` is not checked.
    """
    if seen_change is None:
        return
    if newest_change(record_id) > seen_change:
        raise UserError("changed-meanwhile", id=record_id)


def who_does_this() -> str:
    """The name under which the running operation is kept."""
    row = database.execute_sql("SELECT by FROM operation WHERE id = (SELECT id FROM current_operation)").fetchone()
    return str(row[0]) if row else ""


def newest_change(record_id: int) -> int:
    """The id of the last change to a record: what a form made now has seen."""
    return journal.newest_change(database.raw(), record_id)


def clean(text: str | None) -> str:
    """Text as it is kept: no blanks around it, no characters that cannot be shown."""
    if not text or text.isprintable():
        return (text or "").strip()
    return "".join(c for c in text if c in "\n\t" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF)).strip()


def read_time(text: str) -> str:
    """A time of day as “14:05”; takes “14h05” and “9:30” too. Raises UserError("bad-time")."""
    if not text:
        return ""
    hours, _colon, minutes = text.lower().replace("h", ":").replace(".", ":").partition(":")
    if not (hours.isdecimal() and (minutes or "0").isdecimal()):
        raise UserError("bad-time", text=text)
    hour, minute = int(hours), int(minutes or "0")
    if hour > 23 or minute > 59:
        raise UserError("bad-time", text=text)
    return f"{hour:02d}:{minute:02d}"


def next_reference(letter: str, year: int) -> str:
    """“P-2026-0001”; given once, even when the operation is undone later."""
    return next_references(letter, year, 1)[0]


def next_references(letter: str, year: int, count: int) -> list[str]:
    """The next references of a letter and year, as many as wanted."""
    name = f"{letter}-{year}"
    row = database.execute_sql("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()
    last = int(row[0]) if row else 0
    database.execute_sql("INSERT OR REPLACE INTO counter(name, value) VALUES(?, ?)", (name, last + count))
    return [f"{name}-{number:04d}" for number in range(last + 1, last + 1 + count)]
