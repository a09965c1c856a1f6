"""What is planned or due as an iCalendar file, for the calendar on a telephone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crm.exchange.files import replacing
from crm.rules.engagements import Status

if TYPE_CHECKING:  # imported where it is used: a command line that writes no calendar starts sooner
    import icalendar

ZONE = ZoneInfo("Africa/Johannesburg")
USUAL_LENGTH = timedelta(hours=1)  # of what has a beginning and no end
_STATUS = {Status.POSTPONED: "TENTATIVE", Status.CANCELLED: "CANCELLED", Status.NO_SHOW: "CANCELLED"}


@dataclass(frozen=True)
class CalendarEntry:
    """One entry as others may see it; `revision` grows with every change of the record."""

    uid: str
    revision: int
    changed_at: datetime
    title: str
    on_day: date
    until: date | None = None
    """The last day of what takes several."""
    start_time: str = ""
    end_time: str = ""
    status: Status = Status.PLANNED
    takes_time: bool = True
    """Whether somebody is busy then; a deadline only stands in the calendar."""
    is_confidential: bool = False
    venue: str = ""
    people: tuple[str, ...] = ()
    """Who is expected: given out only when asked for, and never of what is confidential."""


def write_calendar(entries: Iterable[CalendarEntry], path: Path) -> int:
    """Write the entries as one file and return how many there are. Raises as `files.replacing` does."""
    found = list(entries)
    text = _calendar(found).to_ical().decode("utf-8")
    with replacing(path, "utf-8") as file:
        file.write(text)
    return len(found)


def _calendar(entries: Iterable[CalendarEntry]) -> icalendar.Calendar:
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", "-//Kgotla//Calendar//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Kgotla")
    for entry in entries:
        made.add_component(_event(entry))
    made.add_missing_timezones()
    return made


def _event(entry: CalendarEntry) -> icalendar.Event:
    import icalendar

    made = icalendar.Event()
    made.add("uid", f"{entry.uid}@kgotla")
    made.add("sequence", entry.revision)
    made.add("dtstamp", entry.changed_at.astimezone(UTC))
    made.add("last-modified", entry.changed_at.astimezone(UTC))
    start, end = _span(entry)
    made.add("dtstart", start)
    made.add("dtend", end)
    made.add("summary", entry.title)
    made.add("status", _STATUS.get(entry.status, "CONFIRMED"))
    made.add("transp", "OPAQUE" if entry.takes_time and entry.status not in _STATUS else "TRANSPARENT")
    made.add("class", "PRIVATE" if entry.is_confidential else "PUBLIC")
    if entry.venue and not entry.is_confidential:
        made.add("location", entry.venue)
    for name in () if entry.is_confidential else entry.people:
        made.add("attendee", _attendee(name), encode=False)
    return made


def _attendee(name: str) -> icalendar.vCalAddress:
    """Somebody by name alone: an address would have the calendar send an invitation."""
    import icalendar

    made = icalendar.vCalAddress("invalid:nomail")
    made.params["CN"] = name.replace('"', "’")
    return made


def _span(entry: CalendarEntry) -> tuple[date, date]:
    """A whole day where no time is known; an end before its beginning counts as none."""
    if not entry.start_time:
        return entry.on_day, (entry.until or entry.on_day) + timedelta(days=1)
    start = _at(entry.on_day, entry.start_time)
    end = _at(entry.on_day, entry.end_time) if entry.end_time else start
    return start, end if end > start else start + USUAL_LENGTH


def _at(day: date, clock_time: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock_time), ZONE)
