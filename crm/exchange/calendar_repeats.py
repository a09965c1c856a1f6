"""The times of an event that comes round, as many as somebody can still look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from crm.exchange.calendar_file import ZONE
from crm.exchange.calendar_values import day_of, listed, local

if TYPE_CHECKING:
    import icalendar

MOST = 60
"""Times of one event that are read: more than one a week for a year."""

WITHIN = timedelta(days=366)
"""Of what comes round for longer, the times of a year are read: from today, or of what is over from its beginning."""

_MOST_TRIED = 20_000
_TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY", "HOURLY"))


@dataclass(frozen=True)
class Repeats:
    """When an event comes round, in order; `left_out` where there are more, `is_read` false for an odd rule."""

    starts: tuple[date | datetime, ...]
    left_out: bool = False
    is_read: bool = True


def repeats_of(event: icalendar.Component, start: date | datetime, today: date) -> Repeats | None:
    """The times of an event; None for one that is once. `start` is its first as the clocks here show it."""
    rules, more = listed(event.get("RRULE")), list(_dates(event, "RDATE"))
    if not rules and not more:
        return None
    if any(str(freq).upper() in _TOO_OFTEN for rule in rules for freq in listed(rule.get("FREQ"))):
        return Repeats((start,), is_read=False)
    own = event.get("DTSTART").dt
    try:
        found = {local(each) for rule in rules for each in _expand(rule, own, today)}
    except (ValueError, TypeError, OverflowError):
        return Repeats((start,), is_read=False)
    found |= {start, *more}
    found = {each for each in found if isinstance(each, datetime) == isinstance(start, datetime)}
    taken_out = set(_dates(event, "EXDATE"))
    ordered = sorted(found - taken_out) or [start]
    return _within(ordered, today)


def _within(ordered: list[date | datetime], today: date) -> Repeats:
    """Those from today on for a year, or where all is over a year from the first."""
    ahead = [each for each in ordered if day_of(each) >= today]
    chosen = ahead or ordered
    last = day_of(chosen[0]) + WITHIN
    kept = [each for each in chosen if day_of(each) <= last][:MOST]
    return Repeats(tuple(kept), left_out=len(kept) < len(ordered))


def _expand(rule: Any, start: date | datetime, today: date) -> Iterator[date | datetime]:
    """The times a rule gives, in the event's own zone: a meeting stays at ten when the clocks elsewhere change."""
    from dateutil.rrule import rrulestr

    zone = start.tzinfo if isinstance(start, datetime) else None
    naive = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
    parts = {str(name).upper(): value for name, value in rule.items()}
    until = parts.pop("UNTIL", None)
    text = rule.to_ical().decode("utf-8", "replace")
    text = ";".join(part for part in text.split(";") if not part.upper().startswith("UNTIL="))
    last = _until(listed(until)[0], zone) if until else datetime.combine(today + 2 * WITHIN, time())
    for found in islice(rrulestr(text, dtstart=naive), _MOST_TRIED):
        if found > max(last, naive) if until is None else found > last:
            return
        yield found.replace(tzinfo=zone) if isinstance(start, datetime) else found.date()


def _until(found: date | datetime, zone: Any) -> datetime:
    if not isinstance(found, datetime):
        return datetime.combine(found, time(23, 59, 59))
    if found.tzinfo is None:
        return found
    return found.astimezone(zone or ZONE).replace(tzinfo=None)


def _dates(event: icalendar.Component, name: str) -> Iterator[date | datetime]:
    for each in listed(event.get(name)):
        for value in getattr(each, "dts", ()):
            found = value.dt[0] if isinstance(value.dt, tuple) else value.dt
            if isinstance(found, date):
                yield local(found)
