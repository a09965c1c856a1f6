"""What the events of a calendar are brought in as: engagements of ours, opportunities, or the programme of a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from crm.exchange.bodies import Body
from crm.exchange.calendar_in import LAYOUT
from crm.exchange.candidates import EngagementCandidate, Reading, RegisterCandidate
from resources.translations import _, mark

OPPORTUNITIES, PROGRAMME = "opportunities", "programme"
CLOSING, EVENT = "-closing", "-event"
"""End the numbers of the two entries of an opportunity of ours, as `kgotla deadlines` numbers them too."""

EVENTS = "events:"
"""How the layout of a calendar that is brought in as one of these begins: an event of it is known by its number."""

_WORDS = {
    "engagements": mark("Engagements: where we are"),
    OPPORTUNITIES: mark("Opportunities: where a community can be heard"),
    PROGRAMME: mark("Programme of a body: recess and other weeks"),
}
CALENDAR_KINDS = tuple(_WORDS)
_OURS = re.compile(r"^(?:Closes: )?(?P<title>.+?)(?: \(N-\d{4}-\d{4,9}\))?$")


def calendar_kind_words(kind: str) -> str:
    """What a kind is called where somebody chooses it."""
    return _(_WORDS[kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityCandidate(RegisterCandidate):
    """An opportunity that a calendar names; `record_uuid` is ours, where our own file says so."""

    noun: ClassVar[str] = OPPORTUNITIES

    title: str
    event_on: date | None = None
    event_until: date | None = None
    closes_on: date | None = None
    event_time: str = ""
    venue: str = ""
    words: str = ""
    body_id: int | None = None
    is_committee: bool = False
    record_uuid: str = ""
    is_internal: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCandidate(RegisterCandidate):
    """A stretch of a body's programme that a calendar names."""

    noun: ClassVar[str] = PROGRAMME

    title: str
    starts_on: date
    ends_on: date
    body_id: int | None = None
    is_cancelled: bool = False


def calendar_kind_of(reading: Reading) -> str:
    """As which kind the events of a calendar were read, empty for what is no calendar."""
    if reading.layout.startswith(EVENTS):
        return reading.layout.removeprefix(EVENTS)
    return CALENDAR_KINDS[0] if reading.layout == LAYOUT else ""


def as_kind(reading: Reading, kind: str, body: Body | None) -> Reading:
    """The events of a calendar as this kind; `body` is the one whose calendar it is."""
    if kind not in (OPPORTUNITIES, PROGRAMME):
        return reading
    body_id = body.record_id if body else None
    events = reading.of(EngagementCandidate)
    if kind == PROGRAMME:
        made: tuple[RegisterCandidate, ...] = tuple(_period(event, body_id) for event in events)
    else:
        is_committee = body is not None and body.kind == "committee"
        made = tuple(_joined(_opportunity(event, body_id, is_committee) for event in events))
    return replace(reading, layout=f"{EVENTS}{kind}", candidates=made)


def _period(event: EngagementCandidate, body_id: int | None) -> PeriodCandidate:
    return PeriodCandidate(
        line=event.line,
        key=event.key,
        digest=event.digest,
        title=event.title,
        starts_on=event.on_day,
        ends_on=event.last_day or event.on_day,
        body_id=body_id,
        is_cancelled=event.status == "cancelled",
    )


def _opportunity(event: EngagementCandidate, body_id: int | None, is_committee: bool) -> OpportunityCandidate:
    is_closing = event.record_uuid.endswith(CLOSING)
    own = event.record_uuid.removesuffix(CLOSING).removesuffix(EVENT)
    named = _OURS.match(event.title) if event.record_uuid else None
    return OpportunityCandidate(
        line=event.line,
        key=own or event.key,
        digest=event.digest,
        title=named["title"] if named else event.title,
        event_on=None if is_closing else event.on_day,
        event_until=None if is_closing else event.last_day,
        closes_on=event.on_day if is_closing else None,
        event_time="" if is_closing else event.start_time,
        venue=event.venue,
        words=event.purpose,
        body_id=body_id,
        is_committee=is_committee,
        record_uuid=own,
        is_internal=event.is_internal,
        is_cancelled=event.status == "cancelled",
    )


def _joined(found: Iterable[OpportunityCandidate]) -> Iterator[OpportunityCandidate]:
    """The entry of an event and that of its closing day, which we write side by side, are one opportunity."""
    by_key: dict[str, OpportunityCandidate] = {}
    for one in found:
        other = by_key.get(one.key)
        if other is None:
            by_key[one.key] = one
        elif one.closes_on is not None:
            by_key[one.key] = replace(other, closes_on=one.closes_on)
        else:
            by_key[one.key] = replace(one, closes_on=other.closes_on)
    yield from by_key.values()
