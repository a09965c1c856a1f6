"""When what is known of a person or body is to be checked again; the intervals are our practice, not law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crm.rules.errors import UserError
from resources.translations import _, mark

OFFICE_DAYS = 120
"""Somebody who holds an office, or a body that is in one: offices and their numbers change hands."""
DAYS = 180
UNREACHED_DAYS = 14
SETTING = "check_after_days"


class How(StrEnum):
    """How somebody made sure."""

    SAID = "said"
    PHONE = "phone"
    EMAIL = "email"
    MET = "met"
    WEBSITE = "website"
    GAZETTE = "gazette"


_LABELS = {
    How.SAID: mark("they said so"),
    How.PHONE: mark("by phone"),
    How.EMAIL: mark("by e-mail"),
    How.MET: mark("met in person"),
    How.WEBSITE: mark("their website"),
    How.GAZETTE: mark("an official list or gazette"),
}


def how_label(how: str) -> str:
    """The words for how it was checked; other words stay as they are."""
    return _(_LABELS[How(how)]) if how in list(How) else how


@dataclass(frozen=True)
class Intervals:
    """After how many days to check again."""

    office: int = OFFICE_DAYS
    other: int = DAYS


def read_intervals(setting: Mapping[str, int] | None) -> Intervals:
    """What the workspace set, else our practice."""
    kept = setting or {}
    return Intervals(int(kept.get("office", OFFICE_DAYS)), int(kept.get("other", DAYS)))


def check_interval(days: int) -> None:
    """Raises UserError("bad-interval") for a number of days that is no interval."""
    if not 1 <= days <= 3650:
        raise UserError("bad-interval", days=days)


def next_check(on: date, holds_office: bool, intervals: Intervals) -> date:
    """The day to check again."""
    return on + timedelta(days=intervals.office if holds_office else intervals.other)


def try_again(on: date) -> date:
    """The day to try again where nobody was reached."""
    return on + timedelta(days=UNREACHED_DAYS)


def checked_by(who: str, how: str) -> str:
    """“Lerato Tester, by phone”, as it is kept and read."""
    return ", ".join(part for part in (who.strip(), how_label(how)) if part)
