"""When a copy last left this computer."""

from __future__ import annotations

from datetime import date

from crm.queries.base import scalar
from crm.queries.team import get_setting
from crm.rules import clock
from crm.rules.copies import LastCopy, is_old

LAST_COPY = "last_copy_away"
"""The setting that keeps it: the day and where it went."""


def get_last_copy() -> LastCopy:
    """The last copy off this computer, and whether its age is a worry; that of invented data never is."""
    today = clock.today()
    told = get_setting(LAST_COPY) or {}
    on = date.fromisoformat(told["on"]) if told else None
    is_worry = is_old(on or _began(today), today) and not get_setting("is_sample")
    return LastCopy(on, str(told.get("name", "")), is_worry)


def _began(today: date) -> date:
    first = scalar("SELECT at FROM operation ORDER BY id LIMIT 1")
    return date.fromisoformat(first[:10]) if first else today
