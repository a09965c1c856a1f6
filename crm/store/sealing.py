"""Seals: one digest an operation, over the one before it, so that nobody alters what was done without it showing.

An operation's digest covers the digest before it, what the operation says of itself, its changes with their old
values, and what every row it touched held when it was done. The last is kept apart (`rows_digest`), since it can be
worked out again only by walking back from the newest operation: the rows as they are now, with the old values of each
later operation put back. So a check finds an altered old value, label or name, and an altered row of today.

A number of its own that nobody can guess goes into each digest, and is thrown away when the operation is sealed anew:
no digest lets anybody try out what a scrubbed value may have been.

Old values that are gone (after an erasure or a compaction) make older rows unknown. They are sealed as the walk finds
them: what counts is that it finds the same every time.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

_START = "kgotla"
"""Stands before the first digest."""

_NUMBER_BYTES = 16
_NAMED = 4096
"""Up to so many changes, each row has a short digest of its own as well, so that the one that differs can be named."""
_SHORT = 4
_KEPT_BYTES = 8
"""How much of a digest is kept of the state before a seal, and printed: sixteen digits."""

_Row = tuple[str, int]
_State = dict[str, object] | None

_UNJOURNALED = ("operation", "change", "current_operation", "seal")

_CHANGE = "json_array(id, operation_id, kind, tbl, row_id, record_id, old)"
_OPERATION = (
    "json_array("
    "id, name, label, at, by, schema, reverses, is_undoable, first_change, last_change, is_compacted, touched)"
)
_SEAL = "json_array(id, at, by, why, first_operation, last_operation, head_before, head_after, hex(digests_before))"


@dataclass(frozen=True)
class Head:
    """The state of a workspace: its newest operation and that one's digest."""

    operation_id: int
    digest: str

    @property
    def short(self) -> str:
        """As it is printed: “1234 · 3f2a 9c01 7b44 e1d0”; empty before anything was done."""
        digits = self.digest[: 2 * _KEPT_BYTES]
        groups = " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
        return f"{self.operation_id} · {groups}" if digits else ""


@dataclass(frozen=True)
class Broken:
    """An operation that is not as it was sealed, or a row that is not as one left it."""

    code: str
    """`digest-differs`, `row-differs`, `rows-differ` of an operation too large to say which, `row-unknown`."""
    operation_id: int = 0
    table: str = ""
    row_id: int = 0
    record_id: int = 0


@dataclass(frozen=True)
class _Operation:
    id: int
    first_change: int
    last_change: int
    rows_digest: str
    digest: str


# --- Sealing ---------------------------------------------------------------------------------------------------------


def head(connection: Any) -> Head:
    """The state the workspace is in."""
    row = connection.execute("SELECT id, digest FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, "")


def seal(connection: Any, operation_id: int) -> None:
    """Seal the newest operation, at its very end."""
    (operation,) = _operations(connection, operation_id)
    rows_digest = _rows_digest(_States(connection), operation, secrets.token_hex(_NUMBER_BYTES))
    digest = _digest(connection, operation, _digest_before(connection, operation_id), rows_digest)
    connection.execute(
        "UPDATE operation SET rows_digest = ?, digest = ? WHERE id = ?", (rows_digest, digest, operation_id)
    )


def reseal(connection: Any, first_operation: int, why: str, by: str) -> None:
    """Seal every finished operation anew from this one on, and keep what its digests were.

    To be called last in an operation that scrubbed what older ones had written: `first_operation` is the first that
    touched any row of which something was scrubbed (`first_that_touched`). The running operation is sealed at its own
    end, and its digest covers the seal.
    """
    states = _States(connection)
    running = _running_id(connection)
    if running is not None:
        states.take_back(_running(connection, running))
    sealed = _operations(connection, first_operation, running)
    if not sealed:
        return
    for operation in reversed(sealed):
        rows_digest = _rows_digest(states, operation, secrets.token_hex(_NUMBER_BYTES))
        connection.execute("UPDATE operation SET rows_digest = ? WHERE id = ?", (rows_digest, operation.id))
        states.take_back(operation)
    head_after = _chain(connection, sealed)
    connection.execute(
        "INSERT INTO seal(at, by, why, first_operation, last_operation, head_before, head_after, digests_before) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (
            datetime.now(UTC).isoformat(timespec="seconds"),
            by,
            why,
            first_operation,
            sealed[-1].id,
            sealed[-1].digest,
            head_after,
            b"".join(bytes.fromhex(one.digest[: 2 * _KEPT_BYTES]).ljust(_KEPT_BYTES, b"\0") for one in sealed),
        ),
    )


def first_that_touched(connection: Any, record_ids: Sequence[int]) -> int:
    """The first operation that touched any row of these records; 0 when none did."""
    row = connection.execute(
        "SELECT min(operation_id) FROM change WHERE (tbl, row_id) IN ("
        "SELECT tbl, row_id FROM change WHERE record_id IN (SELECT value FROM json_each(?)))",
        (json.dumps(list(record_ids)),),
    ).fetchone()
    return int(row[0] or 0)


def _chain(connection: Any, sealed: Sequence[_Operation]) -> str:
    """Write the digests of these operations, in order; returns the last."""
    digest = _digest_before(connection, sealed[0].id)
    for operation in sealed:
        rows_digest = connection.execute("SELECT rows_digest FROM operation WHERE id = ?", (operation.id,)).fetchone()
        digest = _digest(connection, operation, digest, rows_digest[0])
        connection.execute("UPDATE operation SET digest = ? WHERE id = ?", (digest, operation.id))
    return digest


def _digest_before(connection: Any, operation_id: int) -> str:
    row = connection.execute(
        "SELECT digest FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1", (operation_id,)
    ).fetchone()
    return str(row[0]) if row else _START


def _operations(connection: Any, first: int, before: int | None = None) -> list[_Operation]:
    """The operations from one on, in order."""
    found = connection.execute(
        "SELECT id, first_change, coalesce(last_change, 0), rows_digest, digest FROM operation "
        "WHERE id >= ? AND id < ? ORDER BY id",
        (first, 2**62 if before is None else before),
    ).fetchall()
    return [_Operation(*row) for row in found]


def _running_id(connection: Any) -> int | None:
    found: int | None = connection.execute("SELECT id FROM current_operation").fetchone()[0]
    return found


def _running(connection: Any, operation_id: int) -> _Operation:
    """The operation that is being done, with the changes it has made so far."""
    first = connection.execute("SELECT first_change FROM operation WHERE id = ?", (operation_id,)).fetchone()[0]
    return _Operation(operation_id, first, 2**62, "", "")


# --- Digests ---------------------------------------------------------------------------------------------------------


def _rows_digest(states: _States, operation: _Operation, number: str) -> str:
    """A digest of all rows an operation touched: the number, the digest, and where not too many a short one of each."""
    rows = states.rows_after(operation)
    whole, short = sha256(number.encode()), ""
    if operation.last_change - operation.first_change < _NAMED:
        for row, text in rows:
            own = _own(number, row, text)
            whole.update(own.encode())
            short += own[:_SHORT]
    else:
        for (table, _row_id), text in rows:
            whole.update(f"{table}{text}".encode())
    return f"{number}:{whole.hexdigest()}:{short}"


def _own(number: str, row: _Row, text: str) -> str:
    """The digest of one row."""
    return sha256(f"{number}{row[0]}{text}".encode()).hexdigest()


def _digest(connection: Any, operation: _Operation, before: str, rows_digest: str) -> str:
    """The digest of an operation: also over the seals made since the one before it."""
    made = sha256(f"{before}\n{rows_digest}\n".encode())
    for statement, *values in (
        (f"SELECT {_OPERATION} FROM operation WHERE id = ?", operation.id),
        (
            f"SELECT {_CHANGE} FROM change WHERE id BETWEEN ? AND ? ORDER BY id",
            operation.first_change,
            operation.last_change,
        ),
        (f"SELECT {_SEAL} FROM seal WHERE last_operation = ? ORDER BY id", operation.id - 1),
    ):
        for (text,) in connection.execute(statement, values):
            made.update(text.encode())
    return made.hexdigest()


# --- Rows as they were -----------------------------------------------------------------------------------------------


class _States:
    """What rows held after an operation: as they are now, with what later operations did taken back.

    To be walked from the newest operation to the oldest.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._columns: dict[str, list[str]] = {}
        self._before: dict[_Row, _State] = {}
        self._deleted: set[_Row] | None = None

    def rows_after(self, operation: _Operation) -> Iterator[tuple[_Row, str]]:
        """Every row the operation touched, in order, as text."""
        between = (operation.first_change, operation.last_change)
        tables = self._connection.execute(
            "SELECT DISTINCT tbl FROM change WHERE id BETWEEN ? AND ? ORDER BY tbl", between
        ).fetchall()
        for (table,) in tables:
            for row_id, text in self._connection.execute(self._present(table), (table, *between)):
                row = (table, row_id)
                yield row, self._text(row, self._before[row]) if row in self._before else text

    def take_back(self, operation: _Operation) -> None:
        """Go to the state before an operation."""
        if self._deleted is None:
            found = self._connection.execute("SELECT DISTINCT tbl, row_id FROM change WHERE kind = '-'")
            self._deleted = set(found.fetchall())
        for kind, table, row_id, old in self._connection.execute(
            "SELECT kind, tbl, row_id, old FROM change WHERE id BETWEEN ? AND ? AND kind <> '>' ORDER BY id DESC",
            (operation.first_change, operation.last_change),
        ):
            row = (table, row_id)
            if kind == "-":
                self._before[row] = json.loads(old) if old else None
            elif kind == "~":
                state = self._before[row] if row in self._before else self._now(row)
                self._before[row] = {**state, **json.loads(old)} if old and state is not None else state
            elif row in self._deleted:
                self._before[row] = None
            else:  # no older operation knows the row
                self._before.pop(row, None)

    def _columns_of(self, table: str) -> list[str]:
        if table not in self._columns:
            found = self._connection.execute("SELECT name FROM pragma_table_info(?) WHERE name <> 'id'", (table,))
            self._columns[table] = [row[0] for row in found]
        return self._columns[table]

    def _present(self, table: str) -> str:
        """Rows of a table touched by a range of changes, in order: those that are gone as their id alone."""
        touched = "(SELECT DISTINCT row_id FROM change WHERE tbl = ? AND id BETWEEN ? AND ?)"
        columns = self._columns_of(table)
        if not columns:  # of a table that an older version had
            return f"SELECT row_id, json_array(row_id) FROM {touched} ORDER BY row_id"
        values = ", ".join(f'r."{name}"' for name in columns)
        return (
            f"SELECT t.row_id, CASE WHEN r.id IS NULL THEN json_array(t.row_id) ELSE json_array(r.id, {values}) END "
            f'FROM {touched} t LEFT JOIN "{table}" r ON r.id = t.row_id ORDER BY t.row_id'
        )

    def _now(self, row: _Row) -> _State:
        """What a row holds now; None when it is gone."""
        table, row_id = row
        columns = self._columns_of(table)
        if not columns:
            return None
        values = ", ".join(f'"{name}"' for name in columns)
        found = self._connection.execute(f'SELECT {values} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
        return None if found is None else dict(zip(columns, found, strict=True))

    def _text(self, row: _Row, state: _State) -> str:
        """A row as the engine would write it."""
        values = [row[1]] if state is None else [row[1], *(state.get(name) for name in self._columns_of(row[0]))]
        marks = ", ".join("?" * len(values))
        return str(self._connection.execute(f"SELECT json_array({marks})", values).fetchone()[0])


# --- States that were printed ----------------------------------------------------------------------------------------

_PRINTED = re.compile(r"(\d{1,18})\W+((?:[0-9a-f]\s*){12,64})")


def read_head(text: str) -> Head | None:
    """A state as somebody types it from a paper, with its first digits at least; None when it is none."""
    found = _PRINTED.search(text.casefold())
    return Head(int(found[1]), "".join(found[2].split())) if found else None


@dataclass(frozen=True)
class Seal:
    """Why and when digests were made anew, and by whom."""

    why: str
    at: str
    by: str


def is_here(connection: Any, printed: Head) -> bool:
    """Whether the workspace still has this state in its past, as it was."""
    row = connection.execute("SELECT digest FROM operation WHERE id = ?", (printed.operation_id,)).fetchone()
    return row is not None and str(row[0]).startswith(printed.digest)


def sealed_since(connection: Any, printed: Head) -> list[Seal]:
    """The seals made anew over this state since it was printed, in order; none when it never was here."""
    digits = printed.digest[: 2 * _KEPT_BYTES]
    found = connection.execute(
        "SELECT id, why, at, by, lower(hex(substr(digests_before, 1 + (? - first_operation) * ?, ?))) FROM seal "
        "WHERE ? BETWEEN first_operation AND last_operation AND head_before <> '' ORDER BY id",
        (printed.operation_id, _KEPT_BYTES, _KEPT_BYTES, printed.operation_id),
    ).fetchall()
    first = min((row[0] for row in found if row[4].startswith(digits)), default=None)
    return [Seal(*row[1:4]) for row in found if first is not None and row[0] >= first]


def beginnings(connection: Any, operation_id: int) -> set[str]:
    """How every digest began that an operation has had; none for one that was never sealed."""
    if not connection.execute("SELECT 1 FROM pragma_table_info('operation') WHERE name = 'digest'").fetchone():
        return set()  # a schema before seals
    found = connection.execute(
        "SELECT substr(digest, 1, 2 * ?) FROM operation WHERE id = ? UNION "
        "SELECT lower(hex(substr(digests_before, 1 + (? - first_operation) * ?, ?))) FROM seal "
        "WHERE ? BETWEEN first_operation AND last_operation",
        (_KEPT_BYTES, operation_id, operation_id, _KEPT_BYTES, _KEPT_BYTES, operation_id),
    ).fetchall()
    return {digits for (digits,) in found if digits.strip("0")}


# --- Checking --------------------------------------------------------------------------------------------------------


def check(connection: Any) -> list[Broken]:
    """Where the chain breaks, and which rows of today are not what the journal left; nothing when all is well.

    An operation that is being done is looked past, as long as it has written nothing.
    """
    return _broken_chain(connection) + _broken_rows(connection) + _unknown_rows(connection)


def _broken_chain(connection: Any) -> list[Broken]:
    """The first operation whose digest is not over what stands there now; one more when the newest are gone."""
    digest, number = _START, 0
    running = _running_id(connection)
    for operation in _operations(connection, 0, running):
        digest, number = _digest(connection, operation, digest, operation.rows_digest), number + 1
        if digest != operation.digest or number != operation.id:
            return [Broken("digest-differs", operation.id)]
    given = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'operation'").fetchone()
    is_whole = given is None or given[0] == (running or number)
    turned = connection.execute(
        "SELECT o.id FROM operation o "
        "WHERE o.undone <> (SELECT count(*) FROM operation r WHERE r.reverses = o.id) % 2 ORDER BY o.id LIMIT 1"
    ).fetchone()
    return ([] if is_whole else [Broken("operations-gone", number)]) + (
        [Broken("digest-differs", turned[0])] if turned else []
    )


def _broken_rows(connection: Any) -> list[Broken]:
    states, found, seen = _States(connection), list[Broken](), set[_Row]()
    for operation in reversed(_operations(connection, 0, _running_id(connection))):
        number, _whole, short = (*operation.rows_digest.split(":"), "", "", "")[:3]
        again = _rows_digest(states, operation, number)
        if again != operation.rows_digest:
            rows = _differing(states, operation, number, short)
            found += [_broken_row(connection, operation, row) for row in rows if row not in seen]
            if not rows:
                found.append(Broken("rows-differ", operation.id))
            seen.update(rows)
        states.take_back(operation)
    return found


def _differing(states: _States, operation: _Operation, number: str, short: str) -> list[_Row]:
    """The rows whose short digests are not those that were kept; none where none were."""
    rows = list(states.rows_after(operation)) if short else []
    kept = [short[at : at + _SHORT] for at in range(0, len(short), _SHORT)]
    if len(rows) != len(kept):
        return []
    return [row for (row, text), digest in zip(rows, kept, strict=True) if _own(number, row, text)[:_SHORT] != digest]


def _broken_row(connection: Any, operation: _Operation, row: _Row) -> Broken:
    record = connection.execute(
        "SELECT record_id FROM change WHERE id BETWEEN ? AND ? AND tbl = ? AND row_id = ? ORDER BY id DESC LIMIT 1",
        (operation.first_change, operation.last_change, *row),
    ).fetchone()
    return Broken("row-differs", operation.id, *row, record[0])


def _unknown_rows(connection: Any) -> list[Broken]:
    """Rows that no operation ever wrote."""
    made = dict(connection.execute("SELECT tbl, sum((kind = '+') - (kind = '-')) FROM change GROUP BY tbl").fetchall())
    found = list[Broken]()
    for table in _journaled(connection):
        (present,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        if present != made.get(table, 0):
            rows = connection.execute(
                f"SELECT id FROM \"{table}\" EXCEPT SELECT row_id FROM change WHERE tbl = ? AND kind IN ('+', '-')",
                (table,),
            ).fetchall()
            found += [Broken("row-unknown", table=table, row_id=row_id) for (row_id,) in rows]
    return found


def _journaled(connection: Any) -> list[str]:
    """The tables whose rows the journal keeps: not found by their triggers, which may have been taken away."""
    found = connection.execute(
        "SELECT DISTINCT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c ON c.name = 'id' "
        "WHERE t.type = 'table' ORDER BY t.name"
    ).fetchall()
    return [name for (name,) in found if name not in _UNJOURNALED and not name.startswith("search")]
