"""Everything the workspace holds, table by table, for a file that any program can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import peewee

from crm.exchange.workspace_file import write_workspace_file
from crm.queries.base import rows, scalar
from crm.rules import clock, recovery_sheet
from crm.store import blobs, migrate
from crm.store.engine import database
from crm.tables.all import NOUNS, TABLES
from crm.tables.base import Record, Table

OF_THIS_COPY = (recovery_sheet.MADE_ON, "last_copy_away")
"""Settings that say something of this copy alone: they stay here."""

_ABOUT = (
    "A whole Kgotla workspace. Each table under “rows” is described under “tables”. A link holds the id of a row of "
    "the table it names; the row of every noun carries the uuid of its record, which is the same in every copy. What "
    "was done when and by whom (the history) and the keys are not in here: a backup holds those."
)
_MEANINGS = {
    "id": "the number by which other rows mean this one",
    "noun": "what kind of thing it is",
    "uuid": "the name of the record that is the same in every copy",
    "confidentiality": "0 open, 1 internal, 2 restricted",
    "next_look": "the day on which to look at it again",
    "source": "where it comes from",
    "fold": "the name without capitals and marks, by which it is found",
    "normal": "the number as E.164, or the e-mail address in small letters",
    "position": "its place in the order",
    "reference": "the number by which people speak of it; never used twice",
    "due_original": "the day first given",
    "due_on": "the day as last moved",
    "due_agreed": "the day as last agreed: lateness runs from here",
    "last_movement_on": "the day on which something last happened to it",
    "sha256": "the SHA-256 of its bytes",
    "is_private": "whether it is given to nobody outside",
    "fields": "what the source said, as JSON",
    "value": "the value as it was typed, or as JSON",
}
_LINK = re.compile(r'REFERENCES "?(\w+)"?\(id\)')
_KINDS: tuple[tuple[type[peewee.Field], str], ...] = (
    (peewee.BooleanField, "yes or no"),
    (peewee.DateField, "day"),
    (peewee.IntegerField, "number"),
    (peewee.FloatField, "number"),
    (peewee.TextField, "text"),
)


def take_out_workspace(
    path: Path, by: str, with_files: bool = False, progress: Callable[[int, int], object] | None = None
) -> int:
    """Write the whole workspace into one file, row by row, and return how many rows there were.

    With the files kept with records it is a zip. `progress(done, total)` is told how far it is; what it raises stops
    it, and no file is left. Raises as `files.replacing_bytes` does.
    """
    total = sum(int(scalar(f'SELECT count(*) FROM "{name_of(table)}"') or 0) for table in TABLES)
    counted = _Counted(total, progress)
    head = {
        "version": migrate.newest(),
        "about": _ABOUT,
        "made_on": clock.today().isoformat(),
        "made_by": by,
        "tables": {name_of(table): describe(table) for table in TABLES},
        "counters": dict(rows("SELECT name, value FROM counter ORDER BY name")),
    }
    tables = ((name_of(table), counted.count(rows_of(table))) for table in TABLES)
    return write_workspace_file(head, tables, path, _files() if with_files else None)


class _Counted:
    """Counts rows on their way out, and tells how far it is."""

    def __init__(self, total: int, progress: Callable[[int, int], object] | None) -> None:
        self._total, self._progress, self._done = total, progress, 0

    def count(self, found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for row in found:
            if self._progress is not None and self._done % 500 == 0:
                self._progress(self._done, self._total)
            self._done += 1
            yield row


def name_of(table: type[Table]) -> str:
    """What the database calls a table."""
    return str(table._meta.table_name)


def has_own_record(table: type[Table]) -> bool:
    """Whether each row of a table is a record of its own."""
    return table.owner == "id" and table is not Record


def fields_of(table: type[Table]) -> list[tuple[str, peewee.Field]]:
    """The columns of a table with what they may hold, the id first."""
    found = [(field.column_name, field) for field in table._meta.sorted_fields]
    return sorted(found, key=lambda each: each[0] != "id")


def rows_of(table: type[Table]) -> Iterator[dict[str, Any]]:
    """Every row of a table in the order of the ids, as JSON can say it; a noun's row begins with its uuid."""
    fields = fields_of(table)
    columns = ", ".join(f't."{name}"' for name, _field in fields)
    uuid = "(SELECT uuid FROM record WHERE record.id = t.id), " if has_own_record(table) else ""
    names = [*(["uuid"] if uuid else []), *(name for name, _field in fields)]
    flags = {name for name, field in fields if isinstance(field, peewee.BooleanField)}
    for found in database.execute_sql(f'SELECT {uuid}{columns} FROM "{name_of(table)}" t ORDER BY t.id'):
        row = dict(zip(names, found, strict=True))
        if not (row.get("key") in OF_THIS_COPY and name_of(table) == "setting"):
            yield row | {name: bool(row[name]) for name in flags}


def describe(table: type[Table]) -> dict[str, Any]:
    """What a table holds and what each of its columns means, from the model."""
    noun = next((noun for noun, tables in NOUNS.items() if name_of(table) in tables), "")
    meaning = " ".join((table.__doc__ or "").split())
    columns = {name: _column(name, field) for name, field in fields_of(table)}
    own = {"uuid": {"kind": "text", "meaning": _MEANINGS["uuid"]}} if has_own_record(table) else {}
    return {"meaning": meaning, **({"noun": noun} if noun else {}), "columns": own | columns}


def _column(name: str, field: peewee.Field) -> dict[str, Any]:
    kind = next(words for wanted, words in _KINDS if isinstance(field, wanted))
    link = link_of(field)
    words = _MEANINGS.get(name, "")
    if link and name != "id":
        kind, words = "link", words or f"the id of a row of “{link}”"
    found: dict[str, Any] = {"kind": kind, "meaning": words or name.replace("_", " ")}
    return found | ({"link": link} if link else {}) | ({"may_be_null": True} if field.null else {})


def link_of(field: peewee.Field) -> str:
    """The table that a column points at, or nothing."""
    found = [match for constraint in field.constraints or () if (match := _LINK.search(constraint.sql))]
    return found[0][1] if found else ""


def _files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The bytes of every file kept with a record and of every paper handed over, each once."""
    for (sha256,) in rows(f"SELECT b.sha256 FROM blob b JOIN ({blobs.KEPT}) a ON a.sha256 = b.sha256 ORDER BY 1"):
        yield sha256, partial(blobs.get, database.raw(), sha256)
