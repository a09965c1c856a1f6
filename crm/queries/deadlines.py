"""Every day by which something is to happen, whatever its noun: one list for the page, the calendar and the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import Where, chunks, day, marks, rows
from crm.queries.commitments import list_parties_of
from crm.queries.deadline_sources import COLUMNS, DAYS
from crm.queries.people import get_names
from crm.queries.places import place_name
from crm.rules import clock, deadlines, programme, requests
from crm.rules.clocks import length_words
from crm.rules.dates import format_day
from crm.rules.deadlines import Basis, Kind
from crm.rules.indicators import period_words
from resources.translations import _


@dataclass(frozen=True)
class DeadlinesFilter:
    """Which deadlines a list shows."""

    kinds: tuple[str, ...] = ()
    """None: every kind."""
    owner_id: int | None = None
    body_id: int | None = None
    """Who has to act or is asked: this body, what is inside it, its posts and its people."""
    is_late: bool = False
    max_confidentiality: int | None = None
    with_background: bool = True
    """Also what nobody has to do anything for: the programme of a body."""


@dataclass(frozen=True)
class Deadline:
    """What falls on a day."""

    id: int
    """The record whose page shows it."""
    noun: str
    kind: Kind
    part: str
    """Which of a record's days of one kind it is: “-12”, a report or a rung; empty where there is only one."""
    day: date
    until: date | None
    """The last day of what takes several."""
    reference: str
    title: str
    what: str
    """“Answer due, Petitions Act of North West, 30 working days”, “Closes 16:00”."""
    party_id: int | None
    party: str
    """Who has to act, or whose call it is."""
    place: str
    owner_id: int | None
    owner: str
    basis: Basis
    is_late: bool
    when: str
    """“3 days late”, “in 5 days”."""
    confidentiality: int

    @property
    def key(self) -> str:
        """Its own and stable: the same record may have several days."""
        return f"{self.id}-{self.kind}{self.part}"

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.title}".strip()

    @property
    def is_legal(self) -> bool:
        """Whether a law says so."""
        return self.basis is Basis.LAW


def list_deadlines(
    first: date | None = None,
    last: date | None = None,
    wanted: DeadlinesFilter | None = None,
    today: date | None = None,
) -> list[Deadline]:
    """What falls on the days from the first to the last, in order of time.

    Without a first day everything that is late is there too; what is over when its day is over then starts today.
    """
    wanted, on = wanted or DeadlinesFilter(), today or clock.today()
    where = _where(first, last, wanted, on)
    found = rows(f"{_ASKED}{where} ORDER BY d.day, d.rank, d.id, d.part", *where.values)
    records = [dict(zip(_FIELDS, row, strict=True)) for row in found]
    parties = _by_id(get_names, {record["party_id"] for record in records})
    places = _by_id(_place_names, {record["place_id"] for record in records})
    return [_deadline(record, parties, places, on) for record in records]


_FIELDS = (*COLUMNS, "owner", "confidentiality")
_ASKED = (
    f"SELECT {', '.join(f'd.{column}' for column in COLUMNS)}, coalesce(u.name, ''), rec.confidentiality "
    f'FROM ({DAYS}) d JOIN record rec ON rec.id = d.id LEFT JOIN "user" u ON u.id = d.owner_id'
)


def _where(first: date | None, last: date | None, wanted: DeadlinesFilter, on: date) -> Where:
    where = Where()
    if first is None:
        where.add(f"d.day >= ? OR d.kind NOT IN ({marks(deadlines.PASSING)})", on, *deadlines.PASSING)
    if wanted.is_late:
        where.add(f"d.day < ? AND d.kind NOT IN ({marks(deadlines.PASSING)})", on, *deadlines.PASSING)
    if wanted.kinds:
        where.add(f"d.kind IN ({marks(wanted.kinds)})", *wanted.kinds)
    elif not wanted.with_background:
        where.add(f"d.kind NOT IN ({marks(deadlines.BACKGROUND)})", *deadlines.BACKGROUND)
    if wanted.body_id is not None:
        here = ", ".join(str(party) for party in list_parties_of(wanted.body_id))
        where.add(f"d.party_id IN ({here}) OR d.second_id IN ({here}) OR d.third_id IN ({here})")
    where.add_given(
        ("d.day >= ?", first),
        ("d.day <= ?", last),
        ("d.owner_id = ?", wanted.owner_id),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    return where


def _by_id(names: Callable[[Sequence[int]], dict[int, str]], found: Iterable[int | None]) -> dict[int, str]:
    known = sorted(one for one in set(found) if one is not None)
    return {record_id: name for some in chunks(known) for record_id, name in names(some).items()}


def _place_names(place_ids: Sequence[int]) -> dict[int, str]:
    return dict(rows(f"SELECT pl.id, {place_name()} FROM place pl WHERE pl.id IN ({marks(place_ids)})", *place_ids))


def _deadline(record: dict[str, Any], parties: Mapping[int, str], places: Mapping[int, str], on: date) -> Deadline:
    kind, on_day = Kind(record["kind"]), date.fromisoformat(record["day"])
    return Deadline(
        id=record["id"],
        noun=record["noun"],
        kind=kind,
        part=f"-{record['part']}" if record["part"] else "",
        day=on_day,
        until=day(record["until"]),
        reference=record["reference"],
        title=record["title"],
        what=_what(kind, record),
        party_id=record["party_id"],
        party=parties.get(record["party_id"], record["party"]),
        place=places.get(record["place_id"], ""),
        owner_id=record["owner_id"],
        owner=record["owner"],
        basis=deadlines.basis(kind, record["law"]),
        is_late=deadlines.is_late(kind, on_day, on),
        when=deadlines.when_words(kind, on_day, on),
        confidentiality=record["confidentiality"],
    )


def _what(kind: Kind, record: dict[str, Any]) -> str:
    """What falls on the day, with the law and its length, the hour, the rung or the period."""
    said, detail = deadlines.label(kind), record["detail"]
    if kind is Kind.ANSWER and record["length"] is not None:
        length = length_words(record["length"], record["unit"])
        return ", ".join(part for part in (said, record["law"], length) if part)
    if kind is Kind.REPORT:
        return f"{said}: {period_words(*map(date.fromisoformat, detail.split()))}"
    if kind is Kind.PROGRAMME:
        until = format_day(date.fromisoformat(record["until"]))
        return _("{what} until {day}").format(what=programme.label(detail), day=until)
    if kind is Kind.REQUEST:
        return f"{said}: {requests.label(detail)}, {_(record['law'])}"
    if kind in (Kind.RUNG, Kind.TARGET):
        return f"{said}: {detail}"
    return f"{said} {detail}".strip()
