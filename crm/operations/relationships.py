"""What one says of two records that stay two: how they are related, or only that they are not the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.operations.base import check_choice, clean, dicts, operation, row_of, update_row
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.relationships import Strength
from crm.tables.base import Record
from crm.tables.relationships import NotSame, Relationship
from resources.translations import mark

RELATED_NOUNS = ("people", "organisations")


@dataclass
class RelationshipDraft:
    """What the first record is to the other, as the form holds it."""

    record_id: int
    other_id: int
    kind: str
    strength: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    note: str = ""
    id: int | None = None


@operation(mark("Relate two records"))
def relate(draft: RelationshipDraft) -> int:
    """Keep how two people or bodies are related, or change it; returns the row's id.

    Raises UserError: "related-to-itself", "relationship-without-kind", "cannot-relate", "no-such-choice",
    "ends-before-start".
    """
    _check_pair(draft.record_id, draft.other_id)
    check_choice(Strength, draft.strength)
    if not clean(draft.kind):
        raise UserError("relationship-without-kind")
    if draft.started_on and draft.ended_on and draft.ended_on < draft.started_on:
        raise UserError("ends-before-start", start=draft.started_on.isoformat(), end=draft.ended_on.isoformat())
    columns = {
        "record_id": draft.record_id,
        "other_id": draft.other_id,
        "kind": clean(draft.kind),
        "strength": draft.strength,
        "started_on": draft.started_on,
        "ended_on": draft.ended_on,
        "note": clean(draft.note),
    }
    if draft.id is None:
        return int(Relationship.insert(**columns).execute())
    update_row(Relationship, draft.id, **columns)
    return draft.id


@operation(mark("Remove relationship"))
def remove_relationship(relationship_id: int) -> None:
    """They are not related after all. Raises UserError("not-found")."""
    row_of(Relationship, relationship_id)
    Relationship.delete().where(Relationship.id == relationship_id).execute()


@operation(mark("Say that two records are not the same"))
def say_not_same(one_id: int, other_id: int, note: str = "") -> None:
    """Two records that are alike are two: they are not offered as doubles again, by lists neither.

    Raises UserError("related-to-itself"), ("cannot-relate").
    """
    _check_pair(one_id, other_id, is_same_noun=True)
    low, high = sorted((one_id, other_id))
    if not _said_of(low, high):
        NotSame.insert(record_id=low, other_id=high, on_day=clock.today(), note=clean(note)).execute()


@operation(mark("Take back that two records are not the same"))
def take_back_not_same(one_id: int, other_id: int) -> None:
    """They may be one after all. Raises UserError("not-found")."""
    found = _said_of(*sorted((one_id, other_id)))
    if not found:
        raise UserError("not-found", what="not same", id=other_id)
    NotSame.delete().where(NotSame.id.in_(found)).execute()


def _said_of(low: int, high: int) -> list[int]:
    found = NotSame.select().where((NotSame.record_id == low) & (NotSame.other_id == high))
    return [row["id"] for row in dicts(found)]


def _check_pair(one_id: int, other_id: int, *, is_same_noun: bool = False) -> None:
    if one_id == other_id:
        raise UserError("related-to-itself")
    nouns: Sequence[str] = [row_of(Record, each)["noun"] for each in (one_id, other_id)]
    if any(noun not in RELATED_NOUNS for noun in nouns) or (is_same_noun and nouns[0] != nouns[1]):
        raise UserError("cannot-relate")
