"""What day it is, in one place, so that a test or a sample workspace can choose it."""

from __future__ import annotations

from datetime import date, datetime

_chosen: list[date | None] = [None]


def today() -> date:
    """The day it is where the user is, or the day chosen with `choose`."""
    return _chosen[0] or date.today()


def now() -> datetime:
    """The moment it is where the user is, on the day it is for `today`."""
    return datetime.combine(today(), datetime.now().time())


def choose(day: date | None) -> None:
    """Let it be this day from now on; None gives the computer's clock back."""
    _chosen[0] = day


def chosen() -> date | None:
    """The day chosen with `choose`, if one was: to give it back after choosing another for a while."""
    return _chosen[0]
