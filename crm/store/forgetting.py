"""Taking somebody out of the journal: old values and labels are covered, and what lost them can no longer be undone.

The one exception to a journal that only grows. It runs inside the operation that erases, after its last write, so that
what that operation itself noted is covered too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from crm.store import sealing

WHY = "erasure"
"""Of the seals that are made anew."""

COMPACTED_BY_ERASURE = 2
"""In `operation.is_compacted`: its old values went with somebody erased (1: with age)."""


@dataclass(frozen=True)
class Forgetting:
    """What is to be covered: every row of these records, these rows, and wherever else `cover` changes a text."""

    records: Collection[int]
    rows: Collection[tuple[str, int]]
    cover: Callable[[str, bool], str]
    """The text without the person; the second says whether it is of a record that has to do with them."""
    near: Collection[int] = ()
    """The records that have to do with the person."""
    unlinks: Collection[int] = ()
    """Ids of records that no row may point at again."""
    links: Collection[tuple[str, str]] = ()
    """The tables and columns that point at records: the same number in another column is the id of something else."""


@dataclass(frozen=True)
class Plan:
    """What covering would change: old values by change, labels by operation."""

    old: dict[int, str]
    labels: dict[int, str]
    operations: frozenset[int]
    """Those that lose old values and, with what was undone by them, can no longer be undone or redone."""


def plan(connection: Any, forgetting: Forgetting) -> Plan:
    """What there is to cover; nothing is written."""
    old: dict[int, str] = {}
    touched: set[int] = set()
    for change_id, operation_id, made in _covered_changes(connection, forgetting):
        old[change_id] = made
        touched.add(operation_id)
    near = _operations_on(connection, {*forgetting.near, *forgetting.records})
    labels = {
        operation_id: covered
        for operation_id, label in connection.execute("SELECT id, label FROM operation").fetchall()
        if (covered := forgetting.cover(label, operation_id in near)) != label
    }
    return Plan(old, labels, _with_relatives(connection, touched))


def _operations_on(connection: Any, record_ids: Collection[int]) -> set[int]:
    """What touched any of these records."""
    found = connection.execute(
        "SELECT DISTINCT operation_id FROM change WHERE record_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(record_ids)),),
    )
    return {operation_id for (operation_id,) in found}


def _covered_changes(connection: Any, forgetting: Forgetting) -> Iterator[tuple[int, int, str]]:
    rows = connection.execute("SELECT id, operation_id, tbl, row_id, record_id, old FROM change WHERE old IS NOT NULL")
    for change_id, operation_id, table, row_id, record_id, old in rows:
        if record_id in forgetting.records or (table, row_id) in forgetting.rows:
            made = _emptied(table, old)
        else:
            made = _covered(table, old, forgetting, record_id in forgetting.near)
        if made != old:
            yield change_id, operation_id, made


def _emptied(table: str, old: str) -> str:
    """Nothing is left but what a record was, which tells the window what to show anew."""
    noun = json.loads(old).get("noun") if table == "record" else None
    return json.dumps({"noun": noun}) if noun else "{}"


def _covered(table: str, old: str, forgetting: Forgetting, is_near: bool) -> str:
    values = json.loads(old)
    made = {column: _covered_value((table, column), value, forgetting, is_near) for column, value in values.items()}
    return old if made == values else json.dumps(made, ensure_ascii=False)


def _covered_value(place: tuple[str, str], value: Any, forgetting: Forgetting, is_near: bool) -> Any:
    if isinstance(value, str):
        return forgetting.cover(value, is_near)
    return None if place in forgetting.links and value in forgetting.unlinks else value


def _with_relatives(connection: Any, touched: Collection[int]) -> frozenset[int]:
    """These operations, what they undid or redid, and what undid or redid that: their values depend on each other."""
    roots: dict[int, int] = dict(connection.execute("SELECT id, coalesce(reverses, id) FROM operation").fetchall())
    lost = {roots[operation_id] for operation_id in touched if operation_id in roots}
    return frozenset(operation_id for operation_id, root in roots.items() if root in lost)


def forget(connection: Any, forgetting: Forgetting, by: str) -> Plan:
    """Cover it, let nobody undo what can no longer be, and seal anew; returns what was done."""
    made = plan(connection, forgetting)
    _write(connection, made, by)
    return made


def _write(connection: Any, made: Plan, by: str) -> None:
    connection.executemany("UPDATE change SET old = ? WHERE id = ?", [(old, each) for each, old in made.old.items()])
    labels = [(label, each) for each, label in made.labels.items()]
    connection.executemany("UPDATE operation SET label = ? WHERE id = ?", labels)
    connection.executemany(
        "UPDATE operation SET is_undoable = 0, is_compacted = ? WHERE id = ?",
        [(COMPACTED_BY_ERASURE, operation_id) for operation_id in made.operations],
    )
    first = min((*made.operations, *made.labels, *_first_that_touched(connection, made.old)), default=None)
    if first is not None:
        sealing.reseal(connection, first, WHY, by)


def _first_that_touched(connection: Any, change_ids: Collection[int]) -> list[int]:
    """The first operation that touched any row of these changes: from there on other rows are found by walking back."""
    found = connection.execute(
        "SELECT min(operation_id) FROM change WHERE (tbl, row_id) IN (SELECT tbl, row_id FROM change WHERE id IN "
        "(SELECT value FROM json_each(?)))",
        (json.dumps(list(change_ids)),),
    ).fetchone()
    return [found[0]] if found[0] is not None else []


def last_covered(connection: Any) -> int:
    """The last operation that was there when somebody was taken out of the journal; 0 when nobody was."""
    return int(
        connection.execute("SELECT coalesce(max(last_operation), 0) FROM seal WHERE why = ?", (WHY,)).fetchone()[0]
    )


def was_forgotten(connection: Any, operation_id: int) -> bool:
    """Whether something of what an operation changed went with somebody erased."""
    row = connection.execute("SELECT is_compacted FROM operation WHERE id = ?", (operation_id,)).fetchone()
    return row is not None and row[0] == COMPACTED_BY_ERASURE


def forget_words(
    connection: Any, record_id: int, place: tuple[str, int, str], words: Collection[str], instead: str, by: str
) -> None:
    """Take these words out of what once stood in a column of a row, and out of the labels of what was done to it."""
    table, row_id, column = place

    def cover(text: str) -> str:
        for word in sorted(words, key=len, reverse=True):
            text = text.replace(word, instead)
        return text

    def covered(old: str) -> str:
        values = json.loads(old)
        if not isinstance(values.get(column), str) or cover(values[column]) == values[column]:
            return old
        return json.dumps(values | {column: cover(values[column])}, ensure_ascii=False)

    changes = connection.execute(
        "SELECT id, operation_id, old FROM change WHERE record_id = ? AND tbl = ? AND row_id = ? AND old IS NOT NULL",
        (record_id, table, row_id),
    ).fetchall()
    labels = connection.execute(
        "SELECT DISTINCT o.id, o.label FROM operation o JOIN change c ON c.operation_id = o.id WHERE c.record_id = ?",
        (record_id,),
    ).fetchall()
    old = {change_id: covered(text) for change_id, _operation_id, text in changes if covered(text) != text}
    touched = {operation_id for change_id, operation_id, _text in changes if change_id in old}
    made = {operation_id: cover(label) for operation_id, label in labels if cover(label) != label}
    _write(connection, Plan(old, made, _with_relatives(connection, touched)), by)
