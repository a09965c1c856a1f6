"""The journal: every change is one named operation, and the database itself records what it changed.

Rules (their reasons are in the project's architecture notes):

1. An operation is one transaction and one contiguous range of `change` rows, written by generated triggers: an insert
   stores no values, an update the old values that differ, a delete the whole row. When a row's owner changes, the new
   owner gets a row too (kind `>`), so that its history shows the arrival.
2. `current_operation` is NULL outside operations, so that a stray write fails on NOT NULL.
3. Undo and redo are operations that reverse one: inverses newest first, each touching exactly one row. They are
   refused when a later standing operation touched the same row, or when foreign keys would break.
4. Order is by id, never by clock.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

import peewee
import sqlcipher3.dbapi2 as sqlcipher

from crm.store import compaction, sealing, search

T = TypeVar("T")

ORPHANS = (sqlite3.IntegrityError, sqlcipher.IntegrityError, peewee.IntegrityError)
"""What the engine raises for a row that would point at nothing, among others."""


@dataclass(frozen=True)
class Clash:
    """Why an operation cannot be reversed: this row was changed later, by that operation."""

    table: str
    row_id: int
    operation_id: int | None
    record_id: int | None = None


class Conflict(Exception):
    """Reversing would undo somebody's later work too; nothing was changed."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__(clashes)
        self.clashes = clashes


@dataclass(frozen=True)
class Entry:
    """One operation as the journal keeps it."""

    id: int
    name: str
    label: str
    at: str
    by: str
    schema: int
    reverses: int | None
    is_undoable: bool
    undone: bool
    first_change: int
    last_change: int
    is_compacted: bool


_ENTRY = (
    "id, name, label, at, by, schema, reverses, is_undoable, undone, first_change, coalesce(last_change, 0), "
    "is_compacted"
)


# --- Triggers --------------------------------------------------------------------------------------------------------


def _columns(connection: Any, table: str) -> tuple[str, ...]:
    found = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return tuple(row[1] for row in found if row[1] != "id")


def _trigger(table: str, event: str, when: str, change: str) -> str:
    return (
        f'CREATE TRIGGER "journal_{table}_{event.split()[0].lower()}{"_owner" if " OF " in event else ""}" '
        f'AFTER {event} ON "{table}" {when} BEGIN {change}; END'
    )


def _change(kind: str, table: str, row: str, owner: str, old: str) -> str:
    return (
        "INSERT INTO change(operation_id, kind, tbl, row_id, record_id, old) "
        f"VALUES((SELECT id FROM current_operation), '{kind}', '{table}', {row}.id, {row}.{owner}, {old})"
    )


@cache
def triggers_for(table: str, columns: tuple[str, ...], owner: str) -> list[str]:
    """The statements that make one table's triggers."""
    whole = "json_object(" + ", ".join(f"'{name}', OLD.\"{name}\"" for name in columns) + ")"
    same = ", ".join(f"CASE WHEN OLD.\"{name}\" IS NEW.\"{name}\" THEN '$.{name}' ELSE '$.?' END" for name in columns)
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    made = [
        _trigger(table, "INSERT", "", _change("+", table, "NEW", owner, "NULL")),
        _trigger(
            table, "UPDATE", f"WHEN {differs}", _change("~", table, "OLD", owner, f"json_remove({whole}, {same})")
        ),
        _trigger(table, "DELETE", "", _change("-", table, "OLD", owner, whole)),
    ]
    if owner != "id":
        moved = f"WHEN OLD.{owner} IS NOT NEW.{owner}"
        made.append(_trigger(table, f"UPDATE OF {owner}", moved, _change(">", table, "NEW", owner, "NULL")))
    return made


def prepare(connection: Any, owners: Mapping[str, str]) -> None:
    """Make the triggers from the columns the tables have now; touches nothing when they are already so."""
    wanted: list[str] = []
    for table, owner in owners.items():
        wanted += triggers_for(table, _columns(connection, table), owner)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal\\_%' ESCAPE '\\'"
    ).fetchall()
    if {sql for _, sql in rows} == set(wanted):
        return
    connection.execute("BEGIN IMMEDIATE")
    for name, _ in rows:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in wanted:
        connection.execute(statement)
    connection.execute("COMMIT")


_TOUCHED = """
SELECT group_concat(DISTINCT how || noun) FROM (
  SELECT
    coalesce((
      SELECT k.kind FROM change k
      WHERE k.record_id = c.record_id AND k.id BETWEEN ?1 AND ?2 AND k.tbl = 'record' AND k.kind IN ('+', '-')
      ORDER BY k.id DESC LIMIT 1
    ), '~') AS how,
    coalesce(r.noun, (
      SELECT json_extract(k.old, '$.noun') FROM change k
      WHERE k.record_id = c.record_id AND k.id BETWEEN ?1 AND ?2 AND k.tbl = 'record' AND k.kind = '-'
      ORDER BY k.id DESC LIMIT 1
    )) AS noun
  FROM (SELECT DISTINCT record_id FROM change WHERE id BETWEEN ?1 AND ?2) c LEFT JOIN record r ON r.id = c.record_id
) WHERE noun IS NOT NULL
"""
"""What a range of changes did to records of which nouns: `+people` came, `-notes` went, `~offices` changed."""


# --- Operations ------------------------------------------------------------------------------------------------------


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _last_id(connection: Any, table: str) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


def run(
    connection: Any,
    name: str,
    body: Callable[[], T],
    label: Callable[[T], str],
    *,
    by: str,
    schema: int,
    is_undoable: bool = True,
    reverses: int | None = None,
) -> tuple[Entry, T]:
    """Run `body` as one operation: all of it is written with its journal and its search entries, or nothing is."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        first = _last_id(connection, "change") + 1
        operation = connection.execute(
            "INSERT INTO operation(name, label, at, by, schema, reverses, is_undoable, first_change) "
            "VALUES(?, '', ?, ?, ?, ?, ?, ?)",
            (name, _now(), by, schema, reverses, is_undoable, first),
        ).lastrowid
        connection.execute("UPDATE current_operation SET id = ?", (operation,))
        value = body()
        last = _last_id(connection, "change")
        search.refresh(connection, first, last)
        connection.execute(
            "UPDATE operation SET label = ?, last_change = ?, touched = ? WHERE id = ?",
            (label(value), last, _touched(connection, first, last), operation),
        )
        connection.execute("UPDATE current_operation SET id = NULL")
        sealing.seal(connection, operation)
        entry = get(connection, operation)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return entry, value


def _touched(connection: Any, first: int, last: int) -> str:
    (found,) = connection.execute(_TOUCHED, (first, last)).fetchone()
    return f",{found}," if found else ""


def get(connection: Any, operation_id: int) -> Entry:
    """The operation with this id. Raises KeyError when there is none."""
    row = connection.execute(f"SELECT {_ENTRY} FROM operation WHERE id = ?", (operation_id,)).fetchone()
    if row is None:
        raise KeyError(operation_id)
    return _entry(row)


def _entry(row: Sequence[Any]) -> Entry:
    make: Callable[..., Entry] = Entry
    return make(*row[:7], bool(row[7]), bool(row[8]), *row[9:11], bool(row[11]))


# --- Undo and redo ---------------------------------------------------------------------------------------------------

_UNDOES = ("undo", "undo_rest")
"""Reversals that took work back; one that left some rows out ends in `_rest`."""

_LATER_WORK = """
SELECT DISTINCT later.tbl, later.row_id, o.id, later.record_id
FROM change later
JOIN operation o ON o.id = later.operation_id
JOIN operation root ON root.id = coalesce(o.reverses, o.id)
WHERE later.id > ?
  AND (later.tbl, later.row_id) IN (SELECT tbl, row_id FROM change WHERE id BETWEEN ? AND ?)
  AND NOT (root.undone AND root.id > ? AND NOT (
    EXISTS (SELECT * FROM operation part WHERE part.reverses = root.id AND part.name LIKE '%\\_rest' ESCAPE '\\')
    AND (
      SELECT f.name FROM change c JOIN operation f ON f.id = c.operation_id
      WHERE c.record_id = later.record_id AND c.tbl = later.tbl AND c.row_id = later.row_id
        AND root.id IN (f.id, f.reverses)
      ORDER BY c.id DESC LIMIT 1
    ) NOT IN ('undo', 'undo_rest')
  ))
"""
"""Changes after one, to the rows of a range, that stand: not those taken back since, save what that left out."""


@dataclass(frozen=True)
class _Source:
    """Changes to invert: those of one operation, or where only some of its rows are meant, to these."""

    entry: Entry
    only: frozenset[tuple[str, int]] | None = None

    def has(self, table: str, row_id: int) -> bool:
        return self.only is None or (table, row_id) in self.only


def _clashes(connection: Any, sources: Sequence[_Source]) -> tuple[Clash, ...]:
    found: list[Clash] = []
    for source in sources:
        entry = source.entry
        rows = connection.execute(
            _LATER_WORK, (entry.last_change, entry.first_change, entry.last_change, entry.id)
        ).fetchall()
        found += [Clash(*row) for row in rows if source.has(row[0], row[1])]
    return tuple(found)


def _sources(connection: Any, target: int) -> list[_Source]:
    """Whose changes to invert, newest first: for every row, the last of the operation and its reversals to touch it.

    That is the newest of them all, unless one of them left rows out: those are still as an older one put them.
    """
    ids = connection.execute(
        "SELECT id FROM operation WHERE (id = ? OR reverses = ?) AND last_change IS NOT NULL ORDER BY id DESC",
        (target, target),
    ).fetchall()
    if not ids:
        raise KeyError(target)
    family = [get(connection, row[0]) for row in ids]
    if not any(entry.name.endswith("_rest") for entry in family):
        return [_Source(family[0])]
    is_undo = not get(connection, target).undone
    seen: set[tuple[str, int]] = set()
    sources = []
    for entry in family:
        rows = connection.execute(
            "SELECT DISTINCT tbl, row_id FROM change WHERE id BETWEEN ? AND ?", (entry.first_change, entry.last_change)
        )
        own = frozenset((table, row_id) for table, row_id in rows) - seen
        seen |= own
        if own and is_undo == (entry.name not in _UNDOES):
            sources.append(_Source(entry, own))
    return sources


def reverse(
    connection: Any, target: int, label: Callable[[bool], str], *, by: str, schema: int, rest: bool = False
) -> Entry:
    """Undo an operation that stands, or redo one that is undone.

    With `rest`, rows that later work touched are left as they are, with all of a record that something still points
    at, and the others are put back. Raises Conflict, with the clashes, when that would undo later work too or leave
    something pointing at nothing.
    """
    redo = get(connection, target).undone

    def body() -> None:
        sources = _sources(connection, target)
        clashes = _clashes(connection, sources)
        if clashes and not rest:
            raise Conflict(clashes)
        changes = _changes(connection, sources)
        if rest:
            if _invert_rest(connection, changes, clashes):
                connection.execute(
                    "UPDATE operation SET name = name || '_rest' WHERE id = (SELECT id FROM current_operation)"
                )
        else:
            _invert(connection, changes)
        connection.execute("UPDATE operation SET undone = NOT undone WHERE id = ?", (target,))

    entry, _ = run(
        connection,
        "redo" if redo else "undo",
        body,
        lambda _: label(redo),
        by=by,
        schema=schema,
        reverses=target,
    )
    return entry


_Change = tuple[str, str, int, str | None, int]  # kind, table, row, old, record


def _changes(connection: Any, sources: Sequence[_Source]) -> list[_Change]:
    """The changes to invert, newest first."""
    return [
        change
        for source in sources
        for change in connection.execute(
            "SELECT kind, tbl, row_id, old, record_id FROM change WHERE id BETWEEN ? AND ? AND kind <> '>' "
            "ORDER BY id DESC",
            (source.entry.first_change, source.entry.last_change),
        ).fetchall()
        if source.has(change[1], change[2])
    ]


def _invert(connection: Any, changes: Iterable[_Change]) -> None:
    """Invert them all. Raises Conflict at the first that cannot be."""
    for change in changes:
        if not _is_inverted(connection, change):
            raise Conflict((_clash(change),))


def _invert_rest(connection: Any, changes: Sequence[_Change], clashes: tuple[Clash, ...]) -> bool:
    """Invert all but the rows that clash and what cannot go without them; whether anything was left out.

    A record that comes or goes does so as one thing: where one of its rows has to stay, all of it does, and what it
    points at in turn.
    """
    kept = {(clash.table, clash.row_id) for clash in clashes}
    made = {row_id for kind, table, row_id, _old, _record_id in changes if table == "record" and kind in "+-"}
    whole = made & {clash.record_id for clash in clashes}
    wanted = [change for change in changes if (change[1], change[2]) not in kept and change[4] not in whole]
    connection.execute("SAVEPOINT rest")
    while True:
        failed = [change for change in wanted if not _is_inverted(connection, change)]
        if not failed:
            break
        connection.execute("ROLLBACK TO rest")
        records = {change[4] for change in failed}
        wanted = [change for change in wanted if change[4] not in records]
    connection.execute("RELEASE rest")
    return len(wanted) < len(changes)


def _clash(change: _Change) -> Clash:
    _kind, table, row_id, _old, record_id = change
    return Clash(table, row_id, None, record_id)


def _is_inverted(connection: Any, change: _Change) -> bool:
    """Invert one change; whether that touched exactly one row and left nothing pointing at nothing."""
    kind, table, row_id, old, _record_id = change
    try:
        return _put_back(connection, kind, table, row_id, json.loads(old) if old else {}) == 1
    except ORPHANS:
        return False


def _put_back(connection: Any, kind: str, table: str, row_id: int, old: dict[str, object]) -> int:
    """Invert one change; returns the number of rows it touched, which must be one."""
    values: tuple[object, ...]
    if kind == "+":
        statement, values = f'DELETE FROM "{table}" WHERE id = ?', (row_id,)
    elif kind == "~":
        columns = ", ".join(f'"{name}" = ?' for name in old)
        statement, values = f'UPDATE "{table}" SET {columns} WHERE id = ?', (*old.values(), row_id)
    else:
        columns = ", ".join(f'"{name}"' for name in ("id", *old))
        marks = ", ".join("?" * (len(old) + 1))
        statement, values = f'INSERT INTO "{table}"({columns}) VALUES({marks})', (row_id, *old.values())
    return int(connection.execute(statement, values).rowcount)


def next_undo(connection: Any, by: str, after: int) -> int | None:
    """The newest standing operation of this person with an id above `after` that may be undone."""
    row = connection.execute(
        "SELECT id FROM operation WHERE id > ? AND by = ? AND is_undoable AND reverses IS NULL AND NOT undone "
        "ORDER BY id DESC LIMIT 1",
        (after, by),
    ).fetchone()
    return row[0] if row else None


def next_redo(connection: Any, by: str, after: int) -> int | None:
    """The operation this person undid last, unless something new was done since."""
    row = connection.execute(
        "SELECT o.id FROM operation o JOIN operation u ON u.reverses = o.id AND u.name IN ('undo', 'undo_rest') "
        "WHERE o.undone AND o.id > ? AND o.by = ? AND u.id > coalesce("
        "(SELECT max(id) FROM operation WHERE by = ? AND is_undoable AND reverses IS NULL), 0) "
        "ORDER BY u.id DESC LIMIT 1",
        (after, by, by),
    ).fetchone()
    return row[0] if row else None


def newest(connection: Any) -> int:
    """The id of the last operation, 0 in an empty journal."""
    return _last_id(connection, "operation")


def after(connection: Any, operation_id: int) -> list[Entry]:
    """The operations after this one, in order."""
    rows = connection.execute(
        f"SELECT {_ENTRY} FROM operation WHERE id > ? AND last_change IS NOT NULL ORDER BY id", (operation_id,)
    )
    return [_entry(row) for row in rows.fetchall()]


# --- Views of the journal --------------------------------------------------------------------------------------------


def records_touched(connection: Any, entry: Entry, limit: int) -> list[tuple[int, str]] | None:
    """The records an operation touched, each with its noun; None when there are more than `limit`."""
    rows = connection.execute(
        "SELECT DISTINCT c.record_id, coalesce(r.noun, (SELECT json_extract(d.old, '$.noun') FROM change d "
        "WHERE d.record_id = c.record_id AND d.tbl = 'record' AND d.kind = '-' ORDER BY d.id DESC LIMIT 1)) "
        "FROM change c LEFT JOIN record r ON r.id = c.record_id WHERE c.id BETWEEN ? AND ? LIMIT ?",
        (entry.first_change, entry.last_change, limit + 1),
    ).fetchall()
    return None if len(rows) > limit else [(row[0], row[1] or "") for row in rows]


def nouns_touched(connection: Any, entry: Entry) -> set[str]:
    """The nouns of the records an operation touched."""
    return {
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT r.noun FROM change c JOIN record r ON r.id = c.record_id WHERE c.id BETWEEN ? AND ?",
            (entry.first_change, entry.last_change),
        )
    }


def entries(connection: Any, *, record_id: int | None, before: int | None, limit: int) -> list[Entry]:
    """Operations newest first: all, or those that touched one record."""
    where, values = ["id < ?"], [before if before is not None else 2**62]
    if record_id is not None:
        where.append("id IN (SELECT operation_id FROM change WHERE record_id = ?)")
        values.append(record_id)
    rows = connection.execute(
        f"SELECT {_ENTRY} FROM operation WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?", (*values, limit)
    ).fetchall()
    return [_entry(row) for row in rows]


def changes_of(
    connection: Any, entry: Entry, record_id: int | None, limit: int = 50
) -> list[tuple[str, str, int, int, dict[str, object]]]:
    """What an operation changed (of one record): kind, table, row, record, and the old values, in order."""
    of_record = "" if record_id is None else "AND record_id = ?"
    values = (entry.first_change, entry.last_change, *(() if record_id is None else (record_id,)), limit)
    rows = connection.execute(
        "SELECT kind, tbl, row_id, record_id, old FROM change "
        f"WHERE id BETWEEN ? AND ? {of_record} ORDER BY id LIMIT ?",
        values,
    ).fetchall()
    return [(*change, json.loads(old) if old else {}) for *change, old in rows]


@dataclass(frozen=True)
class Difference:
    """How a row differs from what it was after an operation: `+` it has come, `-` it has gone, `~` columns changed.

    `before` holds the old values of columns that differ, of a row that has gone all of them.
    """

    kind: str
    table: str
    row_id: int
    record_id: int
    before: dict[str, object]


class NotKnown(Exception):
    """How things stood then was dropped from the journal with age."""


def differences(connection: Any, record_ids: Sequence[int], after: int) -> list[Difference]:
    """How the rows of these records differ from what they were after an operation, in the order of their first change.

    What was done since and taken back, or taken back and done again, is no difference. Raises NotKnown.
    """
    dropped = compaction.newest_compacted(connection)
    found: dict[tuple[str, int], list[tuple[str, int, dict[str, object]]]] = {}
    for operation_id, kind, table, row_id, record_id, old in connection.execute(
        "SELECT operation_id, kind, tbl, row_id, record_id, old FROM change "
        f"WHERE record_id IN ({', '.join('?' * len(record_ids))}) AND operation_id > ? AND kind <> '>' ORDER BY id",
        (*record_ids, after),
    ).fetchall():
        if operation_id <= dropped:
            raise NotKnown(after)
        found.setdefault((table, row_id), []).append((kind, record_id, json.loads(old) if old else {}))
    made = [_difference(connection, *row, changes) for row, changes in found.items()]
    return [difference for difference in made if difference is not None]


def _difference(
    connection: Any, table: str, row_id: int, changes: Sequence[tuple[str, int, dict[str, object]]]
) -> Difference | None:
    was_there, is_there = changes[0][0] != "+", changes[-1][0] != "-"
    record_id = changes[-1][1]
    if not was_there:
        return Difference("+", table, row_id, record_id, {}) if is_there else None
    before: dict[str, object] = {}
    for kind, _record_id, old in changes:
        before = {**old, **before}  # the oldest value of each column is what it was
        if kind == "-":
            break
    if not is_there:
        return Difference("-", table, row_id, record_id, before)
    columns = list(before)
    if not columns:  # what it was went with somebody erased
        return None
    names = ", ".join(f'"{name}"' for name in columns)
    now = connection.execute(f'SELECT {names} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    differs = {name: before[name] for name, value in zip(columns, now, strict=True) if before[name] != value}
    return Difference("~", table, row_id, record_id, differs) if differs else None


def newest_change(connection: Any, record_id: int) -> int:
    """The id of the last change to a record; a draft carries it to see whether somebody else wrote meanwhile."""
    row = connection.execute("SELECT max(id) FROM change WHERE record_id = ?", (record_id,)).fetchone()
    return int(row[0] or 0)


def check(connection: Any) -> list[str]:
    """What is wrong with the journal itself: codes, none when all is well."""
    gap = connection.execute(
        "SELECT count(*) FROM change c LEFT JOIN operation o ON o.id = c.operation_id "
        "WHERE o.id IS NULL OR c.id NOT BETWEEN o.first_change AND coalesce(o.last_change, 0)"
    ).fetchone()[0]
    current = connection.execute("SELECT count(*), max(id) FROM current_operation").fetchone()
    problems = ["journal-gap"] if gap else []
    return problems + (["journal-open"] if tuple(current) != (1, None) else [])
