"""How a person or body stands to others, and which records were said to be two."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from crm.queries.base import build, day, rows
from crm.queries.people import get_names
from crm.rules import clock, relationships


@dataclass(frozen=True)
class RelationshipRow:
    """One relationship, as the page of one of the two shows it."""

    id: int
    record_id: int
    other_id: int
    kind: str
    strength: str
    started_on: date | None
    ended_on: date | None
    note: str
    is_other_way: bool
    """Whether it was written from the other's side."""
    noun: str
    name: str
    """Of the one at the far end, with its noun."""

    @property
    def far_id(self) -> int:
        """The record at the far end."""
        return self.record_id if self.is_other_way else self.other_id

    @property
    def words(self) -> str:
        """What the one shown is to the other: “assistant of”."""
        return relationships.label(self.kind, self.is_other_way)

    @property
    def is_current(self) -> bool:
        """Whether it has not ended."""
        return self.ended_on is None or self.ended_on >= clock.today()


def list_relationships(record_id: int) -> list[RelationshipRow]:
    """Those of one record, either way, the present ones first."""
    found = rows(
        "SELECT s.id, s.record_id, s.other_id, s.kind, s.strength, s.started_on, s.ended_on, s.note, s.other_id = ?, "
        "far.noun FROM relationship s JOIN record far ON far.id = CASE WHEN s.other_id = ? THEN s.record_id ELSE "
        "s.other_id END WHERE s.record_id = ? OR s.other_id = ? ORDER BY s.ended_on IS NOT NULL, s.id",
        *[record_id] * 4,
    )
    names = get_names([row[1] if row[8] else row[2] for row in found])
    return [
        build(
            RelationshipRow,
            *row[:5],
            day(row[5]),
            day(row[6]),
            row[7],
            bool(row[8]),
            row[9],
            names.get(row[1] if row[8] else row[2], ""),
        )
        for row in found
    ]


def list_not_same(record_id: int) -> list[tuple[int, str, date]]:
    """The records that were said not to be this one: (id, name, on which day)."""
    found = rows(
        "SELECT CASE WHEN record_id = ? THEN other_id ELSE record_id END, on_day FROM not_same "
        "WHERE record_id = ? OR other_id = ? ORDER BY id",
        *[record_id] * 3,
    )
    names = get_names([row[0] for row in found])
    return [(row[0], names.get(row[0], ""), date.fromisoformat(row[1])) for row in found]


def get_told_apart(record_ids: Collection[int]) -> dict[int, set[int]]:
    """For each of these records, those that were said not to be it."""
    found: dict[int, set[int]] = {record_id: set() for record_id in record_ids}
    if found:
        for one, other in rows("SELECT record_id, other_id FROM not_same"):
            for each, apart in ((one, other), (other, one)):
                if each in found:
                    found[each].add(apart)
    return found
