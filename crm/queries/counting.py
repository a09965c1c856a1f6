"""What counts towards an agreement, by noun, and the numbers that indicators make of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Tuple, rows
from crm.queries.records import Found
from crm.queries.ties import list_tied, list_tied_from
from crm.rules.head_counts import HeadCounts
from crm.rules.indicators import Count, Counted
from crm.rules.ties import Kind

_TIED = "(SELECT record_id FROM tie WHERE other_id = ? AND kind = 'counts')"
_HELD = "e.status IN ('held', 'closed_out')"


@dataclass(frozen=True)
class AgreementChoice:
    """An agreement that can be counted towards, and whether the record does."""

    id: int
    reference: str
    title: str
    is_chosen: bool

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.title}"


def list_counted_towards(record_id: int) -> list[Found]:
    """The agreements that a record counts towards, the oldest tie first."""
    return list_tied(record_id, Kind.COUNTS)


def list_choices(record_id: int) -> list[AgreementChoice]:
    """The agreements that are open, and those that the record counts towards already."""
    found = rows(
        "SELECT a.id, a.reference, a.title, EXISTS (SELECT * FROM tie t WHERE t.record_id = ? AND t.other_id = a.id "
        "AND t.kind = 'counts') AS is_chosen FROM agreement a WHERE a.status <> 'closed' OR is_chosen ORDER BY a.id",
        record_id,
    )
    return [AgreementChoice(record, reference, title, bool(is_chosen)) for record, reference, title, is_chosen in found]


def list_counting(agreement_id: int) -> dict[str, list[Found]]:
    """What counts towards an agreement, by noun, in the order it was said."""
    by_noun: dict[str, list[Found]] = {}
    for found in list_tied_from(agreement_id, Kind.COUNTS):
        by_noun.setdefault(found.noun, []).append(found)
    return by_noun


def count(agreement_id: int, counted: Counted, start: date | None, end: date, hidden: Collection[int] = ()) -> Count:
    """What of the workspace counts towards an agreement in these days; `hidden` records are left out."""
    first = (start or date.min).isoformat()
    last = end.isoformat()
    within, outside = [], 0
    for record_id, day, number in _READ[counted.value.partition(":")[0]](agreement_id, counted):
        if record_id in hidden:
            continue
        if day and first <= day <= last:
            within.append(number)
        else:
            outside += 1
    said = [number for number in within if number is not None]
    value = None if within and not said else sum(said)
    return Count(value, len(within), len(within) - len(said), outside)


# --- What each reads: (record, its day, the number it adds or None where nobody wrote it down) --------------------


def _engagements(number: str, condition: str = "") -> Callable[[int, Counted], list[Tuple]]:
    def read(agreement_id: int, _counted: Counted) -> list[Tuple]:
        return rows(
            f"SELECT e.id, e.on_day, {number} FROM engagement e WHERE e.id IN {_TIED} AND {_HELD}{condition}",
            agreement_id,
        )

    return read


def _people(agreement_id: int, _counted: Counted) -> list[Tuple]:
    """Separate people as the engagement counts them; attendances are never added."""
    found = rows(
        f"SELECT e.id, e.on_day, e.women, e.men, e.other, e.total FROM engagement e WHERE e.id IN {_TIED} AND {_HELD}",
        agreement_id,
    )
    return [
        (record_id, day, HeadCounts(women=women, men=men, other=other, total=total).people)
        for record_id, day, women, men, other, total in found
    ]


def _promises(agreement_id: int, _counted: Counted) -> list[Tuple]:
    kept = "c.status = 'closed' AND c.outcome = 'kept'"
    return rows(f"SELECT c.id, c.closed_on, 1 FROM commitment c WHERE c.id IN {_TIED} AND {kept}", agreement_id)


def _petitions(agreement_id: int, _counted: Counted) -> list[Tuple]:
    handed_in = "p.submitted_on IS NOT NULL"
    return rows(f"SELECT p.id, p.submitted_on, 1 FROM petition p WHERE p.id IN {_TIED} AND {handed_in}", agreement_id)


def _outcomes(agreement_id: int, counted: Counted) -> list[Tuple]:
    kind = counted.outcome
    return rows(
        f"SELECT o.id, o.on_day, 1 FROM outcome o WHERE o.id IN {_TIED} AND (? = '' OR o.kind = ? OR o.indicator = ?)",
        agreement_id,
        kind,
        kind,
        kind,
    )


_READ: dict[str, Callable[[int, Counted], list[Tuple]]] = {
    Counted.ENGAGEMENTS: _engagements("1"),
    Counted.TRAININGS: _engagements("1", " AND e.kind IN ('training', 'workshop')"),
    Counted.PEOPLE: _people,
    Counted.ATTENDANCES: _engagements("e.attendances"),
    Counted.PROMISES: _promises,
    Counted.PETITIONS: _petitions,
    Counted.OUTCOMES: _outcomes,
}
