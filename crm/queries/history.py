"""The history: what was done, by whom, and what it changed, as views of the journal."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from crm.queries.audit import AuditFilter, list_audit
from crm.queries.base import Tuple, chunks, ids, marks, one, rows
from crm.rules import history_words
from crm.rules.dates import format_day
from crm.store import forgetting, journal
from crm.store.engine import database
from resources.translations import _


@dataclass(frozen=True)
class HistoryEntry:
    """One operation, as people read it."""

    operation_id: int
    label: str
    at: str
    """UTC, ISO 8601."""
    by: str
    undone: bool
    reverses: int | None
    can_undo: bool
    lines: tuple[str, ...]
    """What it changed, in words; of one record when the history of one was asked for."""
    is_compacted: bool = False
    """Whether its old values were dropped, with age or with somebody erased."""


SHOWN_LINES = 12
_UNSEEN = {"tag", "imported", "mapping", "not_same"}
"""Tables whose rows are notes of ours on a record, and no change of it."""
_QUIET = {
    "start_from",
    "fold",
    "sort_name",
    "normal",
    "uuid",
    "next_look",
    "last_movement_on",
    "position",
    "noun",
    "record_id",
    "first_change",
}


def list_history(record_id: int | None = None, limit: int = 100, before: int | None = None) -> list[HistoryEntry]:
    """Operations newest first: all, or those that touched one record, with ids below `before`."""
    connection = database.raw()
    found = journal.entries(connection, record_id=record_id, before=before, limit=limit)
    return [_entry(connection, entry, record_id) for entry in found]


def get_newest() -> int:
    """The newest operation there is: all that is asked from now on knows of it."""
    return journal.newest(database.raw())


@dataclass(frozen=True)
class ChangedSince:
    """Records that have come since an operation, and those that differ from what they were after it."""

    new: frozenset[int]
    changed: frozenset[int]
    is_known: bool = True
    """Whether it can be told at all: how things stood then may have been dropped from the journal."""


def get_changed_since(operation_id: int, record_ids: Collection[int]) -> ChangedSince:
    """Which of these records are new or differ; what was done since and undone is no change."""
    last = "(SELECT coalesce(max(last_change), 0) FROM operation WHERE id <= ?)"
    touched = set(ids(f"SELECT DISTINCT record_id FROM change WHERE id > {last}", operation_id))
    found: dict[bool, set[int]] = {True: set(), False: set()}
    try:
        for part in chunks(sorted(touched.intersection(record_ids))):
            for each in journal.differences(database.raw(), part, operation_id):
                if _is_seen(each):
                    found[each.table == "record" and each.kind == "+"].add(each.record_id)
    except journal.NotKnown:
        return ChangedSince(frozenset(), frozenset(), is_known=False)
    return ChangedSince(frozenset(found[True]), frozenset(found[False] - found[True]))


def _is_seen(difference: journal.Difference) -> bool:
    if difference.table in _UNSEEN:
        return False
    return difference.kind != "~" or not _QUIET.issuperset(difference.before)


def list_standing(operation_ids: Sequence[int]) -> list[int]:
    """Those of these operations that were not undone, or were redone since."""
    return ids(f"SELECT id FROM operation WHERE id IN ({marks(operation_ids)}) AND undone = 0", *operation_ids)


def find_history(wanted: AuditFilter, limit: int = 50, before: int | None = None) -> list[HistoryEntry]:
    """Operations that fit, newest first; of one record, what they did to that one."""
    return get_history(list_audit(wanted, limit, before), wanted.record_id)


def get_history(operation_ids: Sequence[int], record_id: int | None = None) -> list[HistoryEntry]:
    """These operations, in this order."""
    connection = database.raw()
    return [_entry(connection, journal.get(connection, each), record_id) for each in operation_ids]


def _entry(connection: object, entry: journal.Entry, record_id: int | None) -> HistoryEntry:
    changes = journal.changes_of(connection, entry, record_id, limit=SHOWN_LINES * 3)
    lines = [line for change in changes for line in _lines(change, entry)]
    if forgetting.was_forgotten(connection, entry.id):
        lines.insert(0, _("what it changed was erased with a person: it can no longer be undone"))
    return HistoryEntry(
        operation_id=entry.id,
        label=entry.label,
        at=entry.at,
        by=entry.by,
        undone=entry.undone,
        reverses=entry.reverses,
        can_undo=entry.is_undoable and entry.reverses is None,
        lines=tuple(dict.fromkeys(lines))[:SHOWN_LINES],
        is_compacted=entry.is_compacted,
    )


def _lines(change: tuple[str, str, int, int, dict[str, object]], entry: journal.Entry) -> list[str]:
    kind, table, row_id, record_id, old = change
    what = history_words.thing(table)
    if (table == "record" and kind != "~") or kind == ">":
        return []
    if kind == "+":
        return [_("{what} added").format(what=what)]
    if kind == "-":
        return [_("{what} removed: {name}").format(what=what, name=_shortened(_best_name(old)))]
    after = partial(_value_after, table, row_id, record_id, entry)
    return [
        f"{history_words.heading(column)}: {_shown(column, value)} → {_shown(column, after(column))}"
        for column, value in old.items()
        if column not in _QUIET and not column.endswith(("_id", "_from", "_to"))
    ]


def _best_name(old: dict[str, object]) -> object:
    for column in ("name", "title", "words", "text", "value", "word", "file_name"):
        if old.get(column):
            return old[column]
    return ""


def _value_after(table: str, row_id: int, record_id: int, entry: journal.Entry, column: str) -> object:
    """What the column held after this operation: the old value of the next change of it, or what it holds now.

    The next change is looked for in the same record, by its index; the whole journal may be long.
    """
    later = one(
        "SELECT old FROM change WHERE record_id = ? AND id > ? AND tbl = ? AND row_id = ? AND old IS NOT NULL "
        "AND json_type(old, ?) IS NOT NULL ORDER BY id LIMIT 1",
        record_id,
        entry.last_change,
        table,
        row_id,
        f"$.{column}",
    )
    if later:
        return json.loads(later[0])[column]
    now: list[Tuple] = rows(f'SELECT "{column}" FROM "{table}" WHERE id = ?', row_id)
    return now[0][0] if now else ""


_YES_NO = ("is_", "has_", "awaits_")


def _shown(column: str, value: object) -> str:
    """A stored value in the words of the screen."""
    if value in (None, ""):
        return "–"
    if column.startswith(_YES_NO):
        return _("yes") if value else _("no")
    if column == "confidentiality":
        return str((_("open"), _("internal"), _("restricted"))[int(str(value))])
    if history_words.is_choice(column):
        return _shortened(history_words.choice(column, str(value)))
    if column.endswith(("_on", "_day", "due_original", "due_agreed", "_due")):
        return format_day(date.fromisoformat(str(value)))
    return _shortened(value)


def _shortened(value: object) -> str:
    text = "–" if value in (None, "") else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
