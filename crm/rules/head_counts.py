"""Heads counted at an engagement. Separate people and attendances are two things, and are never added together.

Empty is “not recorded”, which is not nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from crm.rules.engagements import Kind
from crm.rules.errors import UserError
from resources.translations import _, mark


@dataclass(frozen=True)
class HeadCounts:
    """`total` and the counts before it are separate people; attendances are the heads of all sessions together."""

    women: int | None = None
    men: int | None = None
    other: int | None = None
    youth: int | None = None
    disability: int | None = None
    total: int | None = None
    sessions: int | None = None
    attendances: int | None = None

    @property
    def people(self) -> int | None:
        """Separate people: as counted, else women, men and others where both of the first are known."""
        if self.total is not None:
            return self.total
        if self.women is None or self.men is None:
            return None
        return self.women + self.men + (self.other or 0)


NAMES = tuple(field.name for field in fields(HeadCounts))
OF_SESSIONS = ("sessions", "attendances")
_LABELS = {
    "women": mark("Women"),
    "men": mark("Men"),
    "other": mark("Other gender"),
    "youth": mark("Youth"),
    "disability": mark("Persons with disability"),
    "total": mark("Separate people"),
    "sessions": mark("Sessions"),
    "attendances": mark("Attendances"),
}


def label(name: str) -> str:
    """What is counted."""
    return _(_LABELS[name])


def has_sessions(kind: str) -> bool:
    """Whether an engagement of this kind may go on for several sessions, so that heads are counted in each."""
    return kind in (Kind.TRAINING, Kind.WORKSHOP)


def check_head_counts(counts: HeadCounts) -> None:
    """The parts are not more than the whole, and who came at all came at least once and to each session at most once.

    Raises UserError: "bad-count", "parts-more-than-people", "fewer-attendances-than-people",
    "more-attendances-than-sessions".
    """
    for name in NAMES:
        count = getattr(counts, name)
        if count is not None and not 0 <= count < 1_000_000:
            raise UserError("bad-count", count=count)
    _check_parts(counts)
    _check_sessions(counts)


def _check_parts(counts: HeadCounts) -> None:
    people = counts.people
    if people is None:
        return
    together = sum(count or 0 for count in (counts.women, counts.men, counts.other))
    if max(together, counts.youth or 0, counts.disability or 0) > people:
        raise UserError("parts-more-than-people", total=people)


def _check_sessions(counts: HeadCounts) -> None:
    people, attendances = counts.people, counts.attendances
    if people is None or attendances is None:
        return
    if attendances < people:
        raise UserError("fewer-attendances-than-people", attendances=attendances, people=people)
    if counts.sessions is not None and attendances > people * counts.sessions:
        raise UserError(
            "more-attendances-than-sessions", attendances=attendances, people=people, sessions=counts.sessions
        )
