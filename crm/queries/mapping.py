"""Stakeholder mapping: every look at a person or body, and the map of one issue, plan, petition or topic.

No paper asks these: a map is for our own eyes, and for those of whoever is on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import build, rows
from crm.queries.records import get_found
from crm.rules.mapping import Level, Stance, can_be_drawn


@dataclass(frozen=True)
class Look:
    """How somebody stood on a day, as we saw it."""

    id: int
    record_id: int
    noun: str
    name: str
    about_id: int | None
    about_noun: str
    about: str
    on: date
    influence: Level
    interest: Level
    stance: Stance
    effort: str
    reason: str
    by_whom: str
    is_latest: bool
    """Whether nobody looked again since, at them and the same matter."""

    @property
    def is_drawn(self) -> bool:
        """Whether it has a place in the map."""
        return can_be_drawn(self.influence, self.interest)


@dataclass(frozen=True)
class StakeholderMap:
    """The latest look at everybody mapped for one matter."""

    drawn: tuple[Look, ...]
    not_set: tuple[Look, ...]
    """Those whose influence or interest is not set: they are listed apart, not put in the middle."""

    def at(self, influence: Level, interest: Level) -> list[Look]:
        """Who stands in one cell."""
        return [look for look in self.drawn if (look.influence, look.interest) == (influence, interest)]


_COLUMNS = (
    "SELECT id, record_id, about_id, on_day, influence, interest, stance, effort, reason, by_whom FROM mapping "
    "WHERE {where} ORDER BY on_day DESC, id DESC"
)


def list_looks(record_id: int) -> list[Look]:
    """Every look at a person or body, the newest first."""
    return _looks("record_id = ?", record_id)


def get_map(about_id: int) -> StakeholderMap:
    """The map of one issue, plan, petition or topic, the most influential first."""
    latest = [look for look in _looks("about_id = ?", about_id) if look.is_latest]
    ranks = list(Level)
    ordered = sorted(latest, key=lambda look: (-ranks.index(look.influence), look.name.casefold()))
    return StakeholderMap(
        tuple(look for look in ordered if look.is_drawn), tuple(look for look in ordered if not look.is_drawn)
    )


def _looks(where: str, value: int) -> list[Look]:
    found = rows(_COLUMNS.format(where=where), value)
    named = {one.id: one for one in get_found(sorted({id_ for row in found for id_ in row[1:3] if id_ is not None}))}
    seen: set[tuple[int, int | None]] = set()
    looks = []
    for row in found:
        about = named.get(row[2]) if row[2] is not None else None
        looks.append(
            build(
                Look,
                row[0],
                row[1],
                named[row[1]].noun,
                named[row[1]].name,
                row[2],
                about.noun if about else "",
                about.name if about else "",
                date.fromisoformat(row[3]),
                Level(row[4]),
                Level(row[5]),
                Stance(row[6]),
                *row[7:],
                is_latest=(row[1], row[2]) not in seen,
            )
        )
        seen.add((row[1], row[2]))
    return looks
