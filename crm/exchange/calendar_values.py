"""What stands in a line of a calendar: one value or several, days and times as the clocks here show them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from crm.exchange.calendar_file import ZONE


def listed(found: Any) -> list[Any]:
    """The values of a property, of which an event may have none, one or several."""
    if found is None:
        return []
    return list(found) if isinstance(found, list) else [found]


def local(found: date | datetime) -> date | datetime:
    """As the clocks here show it; a time without a zone is meant where one is."""
    if not isinstance(found, datetime):
        return found
    return found.astimezone(ZONE).replace(tzinfo=None) if found.tzinfo is not None else found


def day_of(found: date | datetime) -> date:
    """The day alone."""
    return found.date() if isinstance(found, datetime) else found
