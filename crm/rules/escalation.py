"""The ladder of escalation: whom to turn to when nothing comes, one rung after another, each with a clock of its own.

It is our practice, not law. What was taken stays as it was on that day, whatever becomes of the ladder later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crm.rules.clocks import length_words
from crm.rules.working_days import Reckoning, WorkingCalendar
from resources.translations import _, mark

LONGEST = 250
"""Days that a rung may have at most: about a year of working days."""


class Noun(StrEnum):
    """What a rung is for; nothing where it is for every one."""

    EVERY = ""
    PETITIONS = "petitions"
    COMMITMENTS = "commitments"


class Whom(StrEnum):
    """Whom a rung turns to; other words are a name."""

    OFFICIAL = "official"
    COORDINATOR = "coordinator"
    CHAIRPERSON = "chairperson"
    SPEAKER = "speaker"
    MEMBER = "member"
    PROTECTOR = "protector"


class Unit(StrEnum):
    """How its days are counted."""

    WORKING = "working"
    CALENDAR = "calendar"


_LABELS: dict[str, str] = {
    Noun.EVERY: mark("Petitions and commitments"),
    Noun.PETITIONS: mark("Petitions"),
    Noun.COMMITMENTS: mark("Commitments"),
    Whom.OFFICIAL: mark("Contact official"),
    Whom.COORDINATOR: mark("Committee co-ordinator"),
    Whom.CHAIRPERSON: mark("Chairperson"),
    Whom.SPEAKER: mark("Speaker"),
    Whom.MEMBER: mark("Member who presents it"),
    Whom.PROTECTOR: mark("Public Protector"),
    Unit.WORKING: mark("Working days"),
    Unit.CALENDAR: mark("Calendar days"),
}


@dataclass(frozen=True)
class Rung:
    """One rung: whom to turn to, how long they have, and which letter goes there."""

    position: int
    name: str
    applies_to: str
    to_whom: str
    length: int | None
    unit: str
    letter_kind: str
    note: str = ""

    @property
    def is_escalation(self) -> bool:
        """Whether it goes past whom we asked first: a reminder to the contact official does not."""
        return self.to_whom != Whom.OFFICIAL


@dataclass(frozen=True)
class Taken:
    """A rung that was taken: its name and place in the ladder of that day."""

    position: int
    name: str


def label(value: str) -> str:
    """The words for a stored value; what the user wrote herself stays as it is."""
    return _(_LABELS[value]) if value in _LABELS else value


def clock_words(rung: Rung) -> str:
    """How long they have, in words."""
    return length_words(rung.length, rung.unit) if rung.length else _("no clock")


def rungs_for(ladder: Sequence[Rung], noun: str) -> list[Rung]:
    """The rungs that a record of this noun can take, from the foot up."""
    return [rung for rung in ladder if rung.applies_to in (Noun.EVERY, noun)]


def next_rung(rungs: Sequence[Rung], taken: Sequence[Taken]) -> Rung | None:
    """The rung above the highest one taken; None at the top. One is known again by its name when the ladder moved."""
    places = {rung.name: rung.position for rung in rungs}
    stands = max((places.get(one.name, one.position) for one in taken), default=0)
    return next((rung for rung in rungs if rung.position > stands), None)


def due_of(rung: Rung, on: date, calendar: WorkingCalendar) -> Reckoning | None:
    """When its clock runs out and how that was worked out; None without a clock. It is never a day off."""
    if not rung.length:
        return None
    if rung.unit == Unit.CALENDAR:
        return calendar.roll(on + timedelta(days=rung.length))
    return calendar.add(on, rung.length)
