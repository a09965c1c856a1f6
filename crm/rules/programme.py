"""The programme of a body: recess, constituency, oversight and committee weeks, sittings, and what they mean for a day.

A day in recess is never refused: it is said, and whoever plans decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.rules.dates import format_day
from crm.rules.names import fold
from resources.translations import _, mark


class Kind(StrEnum):
    """What a body does in such a time."""

    RECESS = "recess"
    CONSTITUENCY = "constituency"
    OVERSIGHT = "oversight"
    COMMITTEES = "committees"
    SITTINGS = "sittings"
    OTHER = "other_period"


AWAY = (Kind.RECESS, Kind.CONSTITUENCY)
"""In which its members are not at the House."""

_LABELS: dict[str, str] = {
    Kind.RECESS: mark("Recess"),
    Kind.CONSTITUENCY: mark("Constituency period"),
    Kind.OVERSIGHT: mark("Oversight weeks"),
    Kind.COMMITTEES: mark("Committee weeks"),
    Kind.SITTINGS: mark("Sittings"),
    Kind.OTHER: mark("Other period"),
}
_SENTENCES: dict[str, str] = {
    Kind.RECESS: mark("{body} is in recess from {first} to {last}."),
    Kind.CONSTITUENCY: mark("{body} has a constituency period from {first} to {last}."),
    Kind.OVERSIGHT: mark("{body} has oversight weeks from {first} to {last}."),
    Kind.COMMITTEES: mark("{body} has committee weeks from {first} to {last}."),
    Kind.SITTINGS: mark("{body} sits from {first} to {last}."),
    Kind.OTHER: mark("{body}: {name} from {first} to {last}."),
}
_WORDS = {
    Kind.RECESS: ("recess", "reses", "holiday", "vakansie", "closed"),
    Kind.CONSTITUENCY: ("constituency", "kiesafdeling"),
    Kind.OVERSIGHT: ("oversight", "oorsig"),
    Kind.COMMITTEES: ("committee", "komitee"),
    Kind.SITTINGS: ("sitting", "plenary", "sona", "sopa", "opening of", "debate"),
}
"""By which a period in somebody's calendar is known."""


def label(value: str) -> str:
    """The words for a stored kind (“oversight” → “Oversight weeks”)."""
    return _(_LABELS[value])


def kind_of(title: str) -> Kind:
    """The kind that the title of a calendar's entry speaks of."""
    words = fold(title)
    return next((kind for kind, known in _WORDS.items() if any(word in words for word in known)), Kind.OTHER)


@dataclass(frozen=True)
class Period:
    """A stretch of a body's programme."""

    kind: str
    name: str
    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.starts_on <= day <= self.ends_on


def period_on(periods: Iterable[Period], day: date) -> Period | None:
    """What a day lies in: a recess before anything else, then the shortest."""
    found = [period for period in periods if period.covers(day)]
    return min(found, key=lambda one: (one.kind not in AWAY, one.ends_on - one.starts_on, one.starts_on), default=None)


def sentence(body: str, period: Period, today: date | None = None) -> str:
    """“The Northern Cape Legislature is in recess from 12 Dec to 20 Jan.”"""
    return _(_SENTENCES[period.kind]).format(
        body=body,
        name=period.name or label(period.kind),
        first=format_day(period.starts_on, today),
        last=format_day(period.ends_on, today),
    )
