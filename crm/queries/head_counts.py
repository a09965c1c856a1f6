"""How many came to trainings and workshops in a period; attendances and people are kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Where, rows
from crm.queries.places import INSIDE
from crm.rules.engagements import Kind
from crm.rules.head_counts import NAMES, OF_SESSIONS, HeadCounts
from resources.translations import _, ngettext


@dataclass(frozen=True)
class HeadCountsFilter:
    """Which engagements are counted: those that were held, of these kinds."""

    kinds: Sequence[str] = (Kind.TRAINING, Kind.WORKSHOP)
    from_day: date | None = None
    to_day: date | None = None
    topic_id: int | None = None
    place_id: int | None = None  # there, or in a place inside
    agreement_id: int | None = None  # that count towards it
    max_confidentiality: int | None = None


@dataclass(frozen=True)
class Figure:
    """One count over all of them, and how many did not record it: then it is at least so many."""

    name: str
    value: int | None
    """None where nobody recorded it, which is not nobody."""
    recorded: int
    not_recorded: int

    @property
    def words(self) -> str:
        """“120; 2 did not record it”, or “not recorded”."""
        if self.value is None:
            return _("not recorded")
        missing = ngettext("{count} did not record it", "{count} did not record it", self.not_recorded)
        return f"{self.value}; {missing}" if self.not_recorded else str(self.value)


@dataclass(frozen=True)
class HeadCountsSum:
    """Every count over the engagements. People are separate within one engagement; who came to two counts in both."""

    engagements: int
    figures: tuple[Figure, ...]


_SHOWN = (*OF_SESSIONS, "total", *(name for name in NAMES if name not in (*OF_SESSIONS, "total")))
"""Heads of sessions first, then separate people, then who they are."""


def sum_head_counts(wanted: HeadCountsFilter | None = None) -> HeadCountsSum:
    """How many came."""
    wanted = wanted or HeadCountsFilter()
    where = Where()
    where.add("e.status IN ('held', 'closed_out')")
    if wanted.kinds:
        where.add(" OR ".join("e.kind = ?" for _kind in wanted.kinds), *wanted.kinds)
    where.add_given(
        ("e.on_day >= ?", wanted.from_day),
        ("e.on_day <= ?", wanted.to_day),
        ("e.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id),
        (INSIDE.format(place="e.place_id"), wanted.place_id),
        ("e.id IN (SELECT record_id FROM tie WHERE other_id = ? AND kind = 'counts')", wanted.agreement_id),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    columns = ", ".join(f"e.{name}" for name in NAMES)
    found = [
        HeadCounts(*row)
        for row in rows(f"SELECT {columns} FROM engagement e JOIN record rec ON rec.id = e.id{where}", *where.values)
    ]
    read = {name: [counts.people if name == "total" else getattr(counts, name) for counts in found] for name in NAMES}
    return HeadCountsSum(len(found), tuple(_figure(name, read[name]) for name in _SHOWN))


def _figure(name: str, values: Sequence[int | None]) -> Figure:
    known = [value for value in values if value is not None]
    return Figure(name, sum(known) if known else None, len(known), len(values) - len(known))
