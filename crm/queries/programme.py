"""The programme of a body, and what it says of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Where, build, day, ids, marks, one, rows
from crm.queries.offices import HOLDS_ON
from crm.rules import clock, programme
from crm.rules.programme import Period, label, period_on


@dataclass(frozen=True)
class PeriodRow:
    """A stretch of a body's programme."""

    id: int
    body_id: int
    body: str
    kind: str
    period: str
    starts_on: date
    ends_on: date
    uid: str

    @property
    def name(self) -> str:
        """What it is called, else its kind."""
        return self.period or label(self.kind)


def list_periods(body_id: int | None = None, first: date | None = None, last: date | None = None) -> list[PeriodRow]:
    """The programme of one body or of all, as far as it touches the days from first to last, in order."""
    where = Where()
    where.add_given(("p.body_id = ?", body_id), ("p.ends_on >= ?", first), ("p.starts_on <= ?", last))
    return _rows(where)


def get_period_rows(period_ids: Sequence[int]) -> list[PeriodRow]:
    """These stretches, in this order."""
    where = Where()
    where.add(f"p.id IN ({marks(period_ids)})", *period_ids)
    found = {row.id: row for row in _rows(where)}
    return [found[each] for each in period_ids if each in found]


def _rows(where: Where) -> list[PeriodRow]:
    found = rows(
        "SELECT p.id, p.body_id, o.name, p.kind, p.name, p.starts_on, p.ends_on, p.uid FROM programme_period p "
        f"JOIN organisation o ON o.id = p.body_id{where} ORDER BY p.starts_on, p.ends_on, p.id",
        *where.values,
    )
    return [build(PeriodRow, *row[:5], day(row[5]), day(row[6]), row[7]) for row in found]


def says_of_day(body_id: int | None, on: date | None) -> str:
    """“The Northern Cape Legislature is in recess from 12 Dec to 20 Jan.”; empty where nothing is known.

    A committee's programme is that of the body it is part of, unless it has one of its own.
    """
    if body_id is None or on is None:
        return ""
    found = _programme_of(body_id)
    period = period_on((Period(row.kind, row.period, row.starts_on, row.ends_on) for row in found), on)
    return programme.sentence(found[0].body, period, clock.today()) if period else ""


def says_of_day_for(party_id: int | None, on: date | None) -> str:
    """The same for whoever is bound: a body, a post in one, or a person by the offices held that day."""
    said = (says_of_day(body_id, on) for body_id in list_bodies_of(party_id, on))
    return next(filter(None, said), "")


_GOES_BY = """
SELECT e.organisation_id, e.on_day FROM engagement e WHERE e.id = ?
UNION ALL SELECT c.bound_id, CASE WHEN c.status <> 'closed' THEN c.due_on END FROM commitment c WHERE c.id = ?
UNION ALL SELECT coalesce(p.committee_id, p.body_id), CASE WHEN p.status <> 'closed' THEN p.due_on END
FROM petition p WHERE p.id = ?
UNION ALL SELECT d.responsible_id, d.due_on FROM deliverable d WHERE d.id = ?
UNION ALL SELECT s.responsible_id, s.due_on FROM plan_step s WHERE s.id = ?
UNION ALL SELECT coalesce(n.committee_id, n.body_id), n.event_on FROM opportunity n WHERE n.id = ?
"""
_NOUNS = 6


def says_of_record(record_id: int, on: date | None = None) -> str:
    """What the programme says of a record's own day, or of another that is named for it.

    An engagement goes by the body that is met, all else by whoever has to act.
    """
    found = one(_GOES_BY, *[record_id] * _NOUNS)
    return says_of_day_for(found[0], on or day(found[1])) if found else ""


def _programme_of(body_id: int) -> list[PeriodRow]:
    """Its own programme, else that of the nearest body above it which has one."""
    here: int | None = body_id
    seen: set[int] = set()
    while here is not None and here not in seen:
        if found := list_periods(here):
            return found
        seen.add(here)
        above = one("SELECT parent_id FROM organisation WHERE id = ?", here)
        here = above[0] if above else None
    return []


def list_bodies_of(party_id: int | None, on: date | None) -> list[int]:
    """The bodies whose programme a party goes by on a day: itself, that of a post, those of the offices held."""
    if party_id is None or on is None:
        return []
    return ids(
        "SELECT id FROM organisation WHERE id = ? UNION ALL SELECT organisation_id FROM post WHERE id = ? "
        "UNION ALL SELECT p.organisation_id FROM role r JOIN post p ON p.id = r.post_id "
        f"LEFT JOIN term t ON t.id = r.term_id WHERE r.person_id = ? AND {HOLDS_ON}",
        party_id,
        party_id,
        party_id,
        on,
        on,
    )
