"""Which copies of a workspace are kept, and when the next one is due.

Newest is what has the highest running number: a computer's clock may be set back, and must not cost the newest copies.
Copies are gone through from the newest, and each hour, day, week and month keeps the first that falls into it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

HOURLY, DAILY, QUIT = "hourly", "daily", "quit"
"""Why a copy is made by itself while one works."""

PROTECTED = ("migration", "import", "compaction", "restore", "move")
"""Reasons whose newest copy is kept for a while, whatever comes after it: it is the way back from something large."""

PROTECTED_FOR = timedelta(days=60)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Copy:
    """One copy: its running number, when it was made by the clock of the computer, and why."""

    number: int
    at: datetime
    reason: str = ""


_PERIODS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (14, lambda at: at.date()),
    (8, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)
"""How many days, weeks and months with a copy keep one."""


def kept(copies: Iterable[Copy]) -> set[int]:
    """The numbers of the copies to keep: hourly of the last day, then daily, weekly and monthly ones."""
    newest_first = sorted(copies, key=lambda copy: copy.number, reverse=True)
    if not newest_first:
        return set()
    last = newest_first[0].at
    of_last_day = [copy for copy in newest_first if last - copy.at < DAY]
    found = _first_of_each(of_last_day, 24, lambda at: at.replace(minute=0, second=0, microsecond=0))
    for count, period in _PERIODS:
        found |= _first_of_each(newest_first, count, period)
    return found | _protected(newest_first, last)


def _first_of_each(copies: Iterable[Copy], count: int, period: Callable[[datetime], object]) -> set[int]:
    found: dict[object, int] = {}
    for copy in copies:
        found.setdefault(period(copy.at), copy.number)
    return set(list(found.values())[:count])


def _protected(newest_first: Iterable[Copy], last: datetime) -> set[int]:
    found: dict[str, Copy] = {}
    for copy in newest_first:
        if copy.reason in PROTECTED:
            found.setdefault(copy.reason, copy)
    return {copy.number for copy in found.values() if last - copy.at < PROTECTED_FOR}


def due(last: datetime | None, now: datetime) -> str:
    """Why a copy is due, if something changed since the last one: a day or an hour went by; else nothing.

    A last copy that lies in the future was made before the clock was set back: then it is due.
    """
    if last is None or last.date() != now.date():
        return DAILY
    return HOURLY if now - last >= HOUR or last > now else ""


def next_number(copies: Collection[Copy]) -> int:
    """The running number after all of these."""
    return max((copy.number for copy in copies), default=0) + 1
