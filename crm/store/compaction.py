"""The journal made smaller: old values past an age go, who did what and when stays.

Always a whole beginning of the journal, so that what is known and what is not are told apart by one operation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm.store import sealing

WHY = "compaction"
"""Of the seal that is made anew."""

BY_AGE = 1
"""In `operation.is_compacted`; 2 are those that lost values with somebody erased."""

_GOING = (
    "FROM change WHERE id <= ? AND old IS NOT NULL AND NOT (tbl = 'record' AND kind = '-' AND old LIKE '{\"noun\":%')"
)


@dataclass(frozen=True)
class Going:
    """What dropping the old values up to an operation takes away."""

    last_operation: int
    """0 when there is nothing to drop."""
    operations: int
    can_be_undone: int
    """Those of them that could be undone or redone until now."""
    values: int
    records: int
    bytes: int


def last_before(connection: Any, at: str) -> int:
    """The last operation of the beginning of the journal in which everything was done before this moment."""
    row = connection.execute(
        "SELECT coalesce((SELECT min(id) - 1 FROM operation WHERE at >= ?), (SELECT max(id) FROM operation), 0)", (at,)
    ).fetchone()
    return int(row[0])


def find_going(connection: Any, last_operation: int) -> Going:
    """What there is to drop."""
    last_change = _last_change(connection, last_operation)
    operations, can_be_undone = connection.execute(
        "SELECT count(*), coalesce(sum(is_undoable AND reverses IS NULL), 0) FROM operation "
        "WHERE id <= ? AND is_compacted <> ?",
        (last_operation, BY_AGE),
    ).fetchone()
    values, records, size = connection.execute(
        f"SELECT count(*), count(DISTINCT record_id), coalesce(sum(length(CAST(old AS BLOB))), 0) {_GOING}",
        (last_change,),
    ).fetchone()
    return Going(last_operation if operations else 0, operations, can_be_undone, values, records, size)


def compact(connection: Any, last_operation: int, by: str) -> None:
    """Drop them and seal anew from the first operation. To be called last in an operation that cannot be undone."""
    last_change = _last_change(connection, last_operation)
    connection.execute(
        "UPDATE change SET old = CASE WHEN tbl = 'record' AND kind = '-' "
        f"THEN json_object('noun', json_extract(old, '$.noun')) END WHERE id IN (SELECT id {_GOING})",
        (last_change,),
    )
    connection.execute("UPDATE operation SET is_undoable = 0, is_compacted = ? WHERE id <= ?", (BY_AGE, last_operation))
    sealing.reseal(connection, 1, WHY, by)


def newest_compacted(connection: Any) -> int:
    """The last operation whose old values went with age, 0 if none did: before it nobody knows how things stood."""
    row = connection.execute("SELECT max(id) FROM operation WHERE is_compacted = ?", (BY_AGE,)).fetchone()
    return int(row[0] or 0)


def _last_change(connection: Any, last_operation: int) -> int:
    row = connection.execute("SELECT max(last_change) FROM operation WHERE id <= ?", (last_operation,)).fetchone()
    return int(row[0] or 0)
