"""What queries are made of: plain SQL any engine understands, and rows as tuples.

A query is a function that reads and returns frozen dataclasses and ids, never model objects. `Workspace.ask` runs it in
one read transaction. SQL that only SQLite understands lives in `crm/store`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from crm.store.engine import database

T = TypeVar("T")
Tuple = tuple[Any, ...]

AT_ONCE = 5_000
"""Rows of a list asked for in one statement: an engine takes some ten thousand values."""
CHUNK = 900
"""Values in one `IN (…)`: no engine takes fewer."""


def rows(sql: str, *values: object) -> list[Tuple]:
    """All rows of a statement."""
    return list(database.execute_sql(sql, tuple(_plain(value) for value in values)).fetchall())


def one(sql: str, *values: object) -> Tuple | None:
    """The first row of a statement, or None."""
    found = database.execute_sql(sql, tuple(_plain(value) for value in values)).fetchone()
    return tuple(found) if found else None


def scalar(sql: str, *values: object) -> Any:
    """The first column of the first row, or None."""
    found = one(sql, *values)
    return found[0] if found else None


def ids(sql: str, *values: object) -> list[int]:
    """The first column of all rows."""
    return [row[0] for row in rows(sql, *values)]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values, for `IN (…)`."""
    return ", ".join("?" * len(values))


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values, some of them at a time."""
    return (values[at : at + size] for at in range(0, len(values), size))


def in_chunks(sql: str, values: Collection[Any]) -> Iterator[Tuple]:
    """The rows of a statement with `{marks}` in it, asked for some of the values at a time."""
    for part in chunks(list(values)):
        yield from rows(sql.format(marks=marks(part)), *part)


def day(text: str | None) -> date | None:
    """A day as it is stored."""
    return date.fromisoformat(text) if text else None


def grouped(found: Iterable[Tuple]) -> dict[Any, list[Tuple]]:
    """Rows by their first column, which is left out."""
    groups: dict[Any, list[Tuple]] = defaultdict(list)
    for row in found:
        groups[row[0]].append(tuple(row[1:]))
    return groups


def build(made: Callable[..., T], *columns: object, **more: object) -> T:
    """The dataclass a row stands for: its columns in order, and what was looked up besides by name."""
    return made(*columns, **more)


class Where:
    """The conditions of a statement and their values, joined with AND."""

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self.values: list[object] = []

    def add(self, condition: str, *values: object) -> None:
        """One more condition with its values."""
        self._conditions.append(condition)
        self.values.extend(values)

    def add_given(self, *conditions: tuple[str, object]) -> None:
        """The conditions whose value is given; one with None narrows nothing."""
        for condition, value in conditions:
            if value is not None:
                self.add(condition, value)

    def __str__(self) -> str:
        return " WHERE " + " AND ".join(f"({condition})" for condition in self._conditions) if self._conditions else ""
