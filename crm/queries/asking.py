"""The record that asks “Who deals with this?”: its topic, its place, and which of its fields an answer may fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crm.queries.base import one, rows
from crm.queries.people import list_topics_of
from crm.queries.places import get_place_rows
from crm.queries.plans import plan_of
from crm.queries.records import get_found
from crm.rules.engagements import Status as EngagementStatus
from crm.rules.issues import Status as IssueStatus
from crm.rules.issues import wants_route
from crm.rules.routing import Part, find_lines
from crm.rules.ties import Kind as Tie

TO_PLANS, TO_ISSUES = "plans", "issues"
_BODIES = (Part.MUNICIPALITY, Part.DISTRICT, Part.DEPARTMENT)
_PEOPLE = (Part.ASK, Part.COUNCILLOR, Part.MAYOR, Part.MANAGER, Part.MEC, Part.CHAIR, Part.COORDINATOR)
_COLUMNS: dict[str, dict[Part, str]] = {
    "petitions": dict.fromkeys(_BODIES, "respondent_id")
    | {Part.COMMITTEE: "committee_id", Part.NATIONAL: "committee_id"}
    | dict.fromkeys((Part.ASK, Part.COORDINATOR), "official_id"),
    "issues": dict.fromkeys(_BODIES, "respondent_id"),
    "engagements": dict.fromkeys((*_BODIES, Part.COMMITTEE, Part.CONSTITUENCY_OFFICE), "organisation_id"),
}
_WORDS = {
    "plans": "SELECT title || ' ' || issue, place_id FROM plan WHERE id = ?",
    "petitions": "SELECT title, place_id FROM petition WHERE id = ?",
    "issues": "SELECT title, place_id FROM issue WHERE id = ?",
    "engagements": "SELECT title, place_id FROM engagement WHERE id = ?",
}
_TABLES = {"petitions": "petition", "issues": "issue", "engagements": "engagement"}
ASKERS = tuple(_WORDS)
"""The nouns whose records have a topic and a place."""


@dataclass(frozen=True)
class Asker:
    """A record that asks who deals with its matter."""

    id: int
    noun: str
    name: str
    topic: str
    place_id: int | None
    place: str
    parts: tuple[Part, ...]
    """Whom of an answer it can take in: its field for them is empty, or an issue is not theirs who were asked."""
    there: tuple[int, ...]
    """The people and bodies that a plan aims at, or that are expected at an engagement, already."""

    @property
    def short(self) -> str:
        """Its reference, or the name of what has none."""
        first, _space, rest = self.name.partition(" ")
        return first if rest and first.count("-") == 2 else self.name


def columns_for(noun: str) -> Mapping[Part, str]:
    """The column that each part of an answer fills."""
    return _COLUMNS.get(noun, {})


def get_asker(record_id: int) -> Asker | None:
    """What a record asks with, or None for one that is gone or has neither topic nor place."""
    record_id = plan_of(record_id) or record_id  # a step asks for its plan
    found = next(iter(get_found([record_id])), None)
    row = one(_WORDS[found.noun], record_id) if found is not None and found.noun in _WORDS else None
    if found is None or row is None:
        return None
    words, place_id = row
    topics = [name for _id, name in list_topics_of(record_id)]
    lines = find_lines(words)
    place_id = place_id or _area_of(record_id)
    place = get_place_rows([place_id])[0].words if place_id else ""
    topic = topics[0] if topics else lines[0].topic if lines else ""
    return Asker(
        record_id, found.noun, found.name, topic, place_id, place, _parts(record_id, found.noun), _there(record_id)
    )


def _area_of(record_id: int) -> int | None:
    """The first place that a plan takes in."""
    row = one("SELECT other_id FROM tie WHERE record_id = ? AND kind = ? ORDER BY id", record_id, Tie.AREA)
    return int(row[0]) if row else None


def _there(record_id: int) -> tuple[int, ...]:
    found = rows(
        "SELECT other_id FROM tie WHERE record_id = ?1 AND kind = ?2 UNION "
        "SELECT person_id FROM attendance WHERE engagement_id = ?1 AND person_id IS NOT NULL",
        record_id,
        Tie.AIMS_AT,
    )
    return tuple(other_id for (other_id,) in found)


def _parts(record_id: int, noun: str) -> tuple[Part, ...]:
    if noun == TO_PLANS:
        return tuple(Part)
    columns = _COLUMNS[noun]
    names = sorted(set(columns.values()))
    (row,) = rows(f"SELECT {', '.join(names)} FROM {_TABLES[noun]} WHERE id = ?", record_id)
    empty = {name for name, value in zip(names, row, strict=True) if value is None}
    taken = set(columns.values()) if noun == TO_ISSUES and _wants_route(record_id) else empty
    open_parts = [part for part in Part if columns.get(part) in taken]
    return (*open_parts, *_expected(record_id, noun))


def _wants_route(issue_id: int) -> bool:
    """Whether the one who was asked said that it is not theirs."""
    row = one("SELECT status FROM issue WHERE id = ?", issue_id)
    return row is not None and wants_route(IssueStatus(row[0]))


def _expected(record_id: int, noun: str) -> tuple[Part, ...]:
    """People can still be expected at an engagement that is planned."""
    if noun != "engagements":
        return ()
    row = one("SELECT status FROM engagement WHERE id = ?", record_id)
    return _PEOPLE if row and row[0] == EngagementStatus.PLANNED else ()
