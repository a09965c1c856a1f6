"""What is planned as an iCalendar file, for the calendar on a telephone: references only, nothing private."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crm.exchange.files import replacing
from crm.rules.engagements import Status, label
from resources.translations import _

if TYPE_CHECKING:  # imported where it is used: a command line that writes no calendar starts sooner
    import icalendar

ZONE = ZoneInfo("Africa/Johannesburg")
USUAL_LENGTH = timedelta(hours=1)  # of what has a beginning and no end
_STATUS = {Status.POSTPONED: "TENTATIVE", Status.CANCELLED: "CANCELLED", Status.NO_SHOW: "CANCELLED"}


@dataclass(frozen=True)
class CalendarEntry:
    """One engagement as others may see it; `revision` grows with every change of the record."""

    id: int
    uuid: str
    revision: int
    changed_at: datetime
    kind: str
    body: str
    status: Status
    on_day: date
    start_time: str
    end_time: str
    is_confidential: bool
    people: tuple[str, ...] = ()
    """Who is expected: given out only when asked for, and never of what is confidential."""

    @property
    def reference(self) -> str:
        """What leads back to the record: “E-12”."""
        return f"E-{self.id}"


def title_of(entry: CalendarEntry) -> str:
    """Kind and body with the reference; of a confidential one the reference alone."""
    named = ", ".join(part for part in (label(entry.kind), entry.body) if part)
    said = _("Engagement") if entry.is_confidential else named
    words = f"{said} ({entry.reference})"
    return _("Postponed: {what}").format(what=words) if entry.status is Status.POSTPONED else words


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
    made.add("prodid", "-//Kgotla//Engagements//EN")
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
    made.add("uid", f"{entry.uuid}@kgotla")
    made.add("sequence", entry.revision)
    made.add("dtstamp", entry.changed_at.astimezone(UTC))
    made.add("last-modified", entry.changed_at.astimezone(UTC))
    start, end = _span(entry)
    made.add("dtstart", start)
    made.add("dtend", end)
    made.add("summary", title_of(entry))
    made.add("status", _STATUS.get(entry.status, "CONFIRMED"))
    made.add("transp", "TRANSPARENT" if entry.status in _STATUS else "OPAQUE")
    made.add("class", "PRIVATE" if entry.is_confidential else "PUBLIC")
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
        return entry.on_day, entry.on_day + timedelta(days=1)
    start = _at(entry.on_day, entry.start_time)
    end = _at(entry.on_day, entry.end_time) if entry.end_time else start
    return start, end if end > start else start + USUAL_LENGTH


def _at(day: date, clock_time: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock_time), ZONE)
