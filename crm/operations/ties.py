"""Saying which records belong to one matter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crm.operations.base import dicts, operation, row_of, set_children
from crm.queries.records import get_found
from crm.rules.errors import UserError
from crm.rules.ties import Kind
from crm.tables.base import Record
from crm.tables.ties import Tie
from resources.translations import _


def tied_to(record_id: int, kind: Kind) -> list[int]:
    """The other records of the ties of this kind, as a form holds them, the oldest tie first."""
    found = Tie.select().where(Tie.record_id == record_id, Tie.kind == kind).order_by(Tie.id)
    return [int(row.other_id) for row in found]


def set_ties(record_id: int, kind: Kind, others: Iterable[int]) -> None:
    """Make these the ties of this kind of a record, inside another operation. Raises UserError("tied-to-itself")."""
    wanted = list(dict.fromkeys(others))
    if record_id in wanted:
        raise UserError("tied-to-itself")
    rows = dicts(Tie.select().where(Tie.record_id == record_id))
    kept: list[dict[str, object]] = [row for row in rows if row["kind"] != kind]
    present = {row["other_id"]: row["id"] for row in rows if row["kind"] == kind}
    lines = [{"id": present.get(other), "other_id": other, "kind": kind} for other in wanted]
    set_children(Tie, record_id, [*kept, *lines])


def belonging_to(record_id: int) -> list[int]:
    """The records of one matter with this one, whichever of the two was named first, the oldest tie first."""
    found = Tie.select().where(_either_way(record_id), Tie.kind == Kind.BELONGS).order_by(Tie.id)
    return [int(row.other_id if row.record_id == record_id else row.record_id) for row in found]


def set_belonging(record_id: int, others: Iterable[int]) -> None:
    """Make these the records of one matter with this one, inside another operation. Raises as `add_tie` does."""
    wanted = list(dict.fromkeys(others))
    gone = [other for other in belonging_to(record_id) if other not in wanted]
    Tie.delete().where(_ways(record_id, gone), Tie.kind == Kind.BELONGS).execute()
    for other in wanted:
        add_tie(record_id, other)


def add_tie(record_id: int, other_id: int, kind: Kind = Kind.BELONGS) -> bool:
    """Tie two records, inside another operation; whether they were not tied yet, either way round.

    Raises UserError("tied-to-itself"), ("not-found").
    """
    row_of(Record, other_id)
    if record_id == other_id:
        raise UserError("tied-to-itself")
    ways = _ways(record_id, [other_id]) if kind is Kind.BELONGS else _one_way(record_id, other_id)
    if Tie.select().where(ways, Tie.kind == kind).exists():
        return False
    Tie.insert(record_id=record_id, other_id=other_id, kind=kind).execute()
    return True


@operation(lambda names: _("Tie {name} to {other}").format(name=names[0], other=names[1]))
def tie(record_id: int, other_id: int, kind: str = Kind.BELONGS) -> tuple[str, str]:
    """Say that two records belong together; returns what they are called. Raises as `add_tie` does."""
    add_tie(record_id, other_id, Kind(kind))
    return _names(record_id, other_id)


@operation(lambda names: _("Untie {name} from {other}").format(name=names[0], other=names[1]))
def untie(record_id: int, other_id: int, kind: str = Kind.BELONGS) -> tuple[str, str]:
    """Say that two records do not belong together after all; returns what they are called."""
    ways = _ways(record_id, [other_id]) if Kind(kind) is Kind.BELONGS else _one_way(record_id, other_id)
    Tie.delete().where(ways, Tie.kind == kind).execute()
    return _names(record_id, other_id)


def _names(record_id: int, other_id: int) -> tuple[str, str]:
    named = {found.id: found.name for found in get_found([record_id, other_id])}
    return named[record_id], named[other_id]


def _either_way(record_id: int) -> Any:
    return (Tie.record_id == record_id) | (Tie.other_id == record_id)


def _ways(record_id: int, others: Iterable[int]) -> Any:
    """Either way round between this record and those."""
    named = list(others)
    return ((Tie.record_id == record_id) & Tie.other_id.in_(named)) | (
        (Tie.other_id == record_id) & Tie.record_id.in_(named)
    )


def _one_way(record_id: int, other_id: int) -> Any:
    return (Tie.record_id == record_id) & (Tie.other_id == other_id)
