"""Events of an iCalendar file as engagements with attendance: invitations, updates, cancellations, whole calendars."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from crm.exchange.calendar_people import attendance_of, organiser_of
from crm.exchange.calendar_repeats import Repeats, repeats_of
from crm.exchange.calendar_values import day_of, listed, local
from crm.exchange.candidates import EngagementCandidate, NotUnderstood, Reading
from crm.exchange.cells import LONGEST, clean
from crm.exchange.content_lines import on_line
from crm.exchange.decoding import decode
from crm.exchange.files import check_length
from crm.exchange.register_cells import digest
from crm.rules import clock
from crm.rules.dates import format_day
from resources.translations import _, ngettext

if TYPE_CHECKING:  # imported where it is used: a window without calendars starts sooner
    import icalendar

LAYOUT = "icalendar:"
"""How the layout of every calendar begins; it is one for all: an event is known by its own number."""

_ANSWERS = frozenset(("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"))
_SECRET = re.compile(
    r"\b(pin|pass ?(?:code|word)|pwd|access code|meeting id|conference id|dial[- ]?in|wagwoord)\b"
    r"|[?&]pwd=|\+?\d[\d ()\-]{7,}\d",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"https?://|\b(teams|zoom|google meet|webex|skype|online|virtual|aanlyn)\b", re.IGNORECASE)
_LEFT_OUT = ("VTODO", "VJOURNAL", "VFREEBUSY", "VALARM")
_OURS = "@kgotla"


def read_calendar(data: bytes, source_name: str, sha256: str) -> Reading:
    """The events of a calendar, each with where it stands; what is no event is counted and left out.

    Raises UserError “file-not-text”, “list-too-long”.
    """
    text = decode(data, source_name)[0].removeprefix("\ufeff")
    check_length(text.upper().count("BEGIN:VEVENT"), source_name)
    return _Calendar(text).read(source_name, sha256)


@dataclass
class _Event:
    """An event of the file, its times as this house keeps them."""

    line: str
    found: icalendar.Component
    method: str
    start: date | datetime
    end: date | datetime | None

    @property
    def uid(self) -> str:
        """The number by which an event is known everywhere; files of careless programs have none."""
        return clean(str(self.found.get("UID", "")))

    @property
    def original(self) -> date | datetime | None:
        """Of one time of several: when it was to be before it was moved."""
        found = getattr(self.found.get("RECURRENCE-ID"), "dt", None)
        return None if found is None else local(found)

    @property
    def sequence(self) -> int:
        """Which version it is."""
        try:
            return int(self.found.get("SEQUENCE", 0))
        except (TypeError, ValueError):
            return 0


class _Calendar:
    """One reading of one calendar file."""

    def __init__(self, text: str) -> None:
        self._problems: list[NotUnderstood] = []
        self._warnings: dict[str, None] = {}
        self._today = clock.today()
        self._counts: Counter[str] = Counter()
        self._events = list(self._read_events(text))

    def read(self, source_name: str, sha256: str) -> Reading:
        """The reading: one candidate an event, and one for each time of what comes round."""
        made: dict[str, EngagementCandidate] = {}
        for event, start in self._times():
            candidate = self._candidate(event, start)
            if candidate.key in made and (made[candidate.key].sequence or 0) > (candidate.sequence or 0):
                continue
            made[candidate.key] = candidate
        self._tell_left_out()
        return Reading(
            layout=LAYOUT,
            source_name=source_name,
            sha256=sha256,
            candidates=tuple(made.values()),
            not_understood=tuple(self._problems),
            warnings=tuple(self._warnings),
            is_whole=False,
            format=_("iCalendar"),
        )

    # --- The events --------------------------------------------------------------------------------------------------

    def _read_events(self, text: str) -> Iterator[_Event]:
        number = 0
        for calendar in self._calendars(text):
            method = clean(str(calendar.get("METHOD", ""))).upper()
            for name in _LEFT_OUT:
                self._counts[name] += len(calendar.walk(name))
            for found in calendar.walk("VEVENT"):
                number += 1
                event = self._event(_("event {number}").format(number=number), found, method)
                if event is not None:
                    yield event

    def _calendars(self, text: str) -> list[icalendar.Component]:
        import icalendar

        if not _is_whole(text):
            return list(self._one_by_one(text))
        try:
            return list(icalendar.Component.from_ical(text, multiple=True))
        except (ValueError, KeyError, IndexError, TypeError, AttributeError):  # all of which a damaged file may raise
            return list(self._one_by_one(text))

    def _one_by_one(self, text: str) -> Iterator[icalendar.Component]:
        """The events that can be read of a damaged file; the others are named with their line."""
        import icalendar

        lines = text.splitlines()
        method = next((line for line in lines if line.upper().startswith("METHOD:")), "")
        zones = [line for block in _blocks(lines, "VTIMEZONE") if block.is_whole for line in block.lines]
        for block in _blocks(lines, "VEVENT"):
            where = on_line(block.number)
            if not block.is_whole:
                self._problems.append(NotUnderstood(where, _("an event begins here and does not end")))
                continue
            whole = ["BEGIN:VCALENDAR", method, *zones, *block.lines, "END:VCALENDAR"]
            try:
                yield icalendar.Component.from_ical("\r\n".join(filter(None, whole)))
            except (ValueError, KeyError, IndexError, TypeError, AttributeError):
                self._problems.append(NotUnderstood(where, _("the event that begins here is damaged")))

    def _event(self, line: str, found: icalendar.Component, method: str) -> _Event | None:
        if method in _ANSWERS:
            self._counts["ANSWER"] += 1
            return None
        for _name, _words in found.errors:
            self._problems.append(NotUnderstood(line, _("a line of it is damaged: {words}").format(words=_words[:120])))
        _drop_broken(found)
        start = getattr(found.get("DTSTART"), "dt", None)
        if not isinstance(start, date):
            if not found.errors:
                self._problems.append(NotUnderstood(line, _("nothing says on which day the event is")))
            return None
        try:
            return _Event(line, found, method, local(start), _end_of(found, start))
        except (ValueError, OverflowError):
            self._problems.append(NotUnderstood(line, _("the day of the event is none that there is")))
            return None

    def _tell_left_out(self) -> None:
        count = self._counts["VTODO"] + self._counts["VJOURNAL"] + self._counts["VFREEBUSY"]
        if count:
            self._warnings[ngettext("{count} task was left out", "{count} tasks were left out", count)] = None
        if alarms := self._counts["VALARM"]:
            self._warnings[ngettext("{count} reminder was left out", "{count} reminders were left out", alarms)] = None
        if answers := self._counts["ANSWER"]:
            words = ngettext(
                "{count} answer to an invitation was left out", "{count} answers to invitations were left out", answers
            )
            self._warnings[words] = None

    # --- What comes round --------------------------------------------------------------------------------------------

    def _times(self) -> Iterator[tuple[_Event, date | datetime]]:
        """Each event with the time it has, and each time of one that comes round."""
        moved: dict[str, set[date | datetime]] = defaultdict(set)
        for event in self._events:
            if event.uid and event.original is not None:
                moved[event.uid].add(event.original)
        for event in self._events:
            repeats = repeats_of(event.found, event.start, self._today) if event.original is None else None
            if repeats is None:
                yield event, event.start
                continue
            self._tell_repeats(event, repeats)
            for start in repeats.starts:
                if start not in moved[event.uid]:
                    yield event, start

    def _tell_repeats(self, event: _Event, repeats: Repeats) -> None:
        title = self._title(event)
        if not repeats.is_read:
            words = _("“{title}” comes round by a rule that is not understood: only its first time was read")
            self._warnings[words.format(title=title)] = None
        elif repeats.left_out:
            words = _("“{title}” comes round: {count} times from {first} to {last} were read, others were left out")
            first, last = (format_day(day_of(start)) for start in (repeats.starts[0], repeats.starts[-1]))
            self._warnings[words.format(title=title, count=len(repeats.starts), first=first, last=last)] = None

    # --- One engagement ----------------------------------------------------------------------------------------------

    @staticmethod
    def _title(event: _Event) -> str:
        return clean(str(event.found.get("SUMMARY", ""))) or _("Event without a title")

    def _candidate(self, event: _Event, start: date | datetime) -> EngagementCandidate:
        found, title = event.found, self._title(event)
        on_day, uid = day_of(start), event.uid
        end = None if event.end is None else event.end + _between(event.start, start)
        starts, ends, notes = _span(start, end)
        venue, purpose = clean(str(found.get("LOCATION", ""))), _paragraphs(str(found.get("DESCRIPTION", "")))
        comes_round = event.original is not None or start != event.start or "RRULE" in found or "RDATE" in found
        key = f"{uid}/{(event.original or start).isoformat()}" if comes_round else uid
        is_private = clean(str(found.get("CLASS", ""))).upper() in ("PRIVATE", "CONFIDENTIAL")
        is_cancelled = event.method == "CANCEL" or clean(str(found.get("STATUS", ""))).upper() == "CANCELLED"
        return EngagementCandidate(
            line=event.line,
            key=key if uid else digest(title, on_day.isoformat(), starts),
            digest=digest("icalendar", key) if uid else digest(title, on_day.isoformat(), starts),
            title=title,
            on_day=on_day,
            start_time=starts,
            end_time=ends,
            venue=venue,
            mode="online" if _ONLINE.search(venue) else "",
            purpose=purpose,
            organiser=organiser_of(found),
            attendance=tuple(attendance_of(found)),
            status="cancelled" if is_cancelled else "",
            notes=tuple(notes),
            record_uuid=uid.removesuffix(_OURS) if uid.endswith(_OURS) else "",
            sequence=event.sequence,
            is_internal=is_private or any(map(_SECRET.search, (purpose, venue))),
            last_day=last if (last := _last_day(start, end)) > on_day else None,
        )


def _drop_broken(found: icalendar.Component) -> None:
    """Take away the lines that could not be read: each stands among the errors, and none can be asked anything."""
    import icalendar

    for name, value in list(found.items()):
        kept = [each for each in listed(value) if not isinstance(each, icalendar.vBroken)]
        if not kept:
            del found[name]
        elif isinstance(value, list):
            found[name] = kept


def _is_whole(text: str) -> bool:
    """Whether everything that begins ends: what is cut off is not told by its reader."""
    words = Counter(line.strip().upper() for line in text.splitlines())
    return all(words[f"BEGIN:{name}"] == words[f"END:{name}"] for name in ("VCALENDAR", "VEVENT"))


@dataclass(frozen=True)
class _Block:
    """The lines of one component, the number of the first, and whether its end is there."""

    number: int
    lines: Sequence[str]
    is_whole: bool


def _blocks(lines: Sequence[str], name: str) -> Iterator[_Block]:
    begin: int | None = None
    for at, line in enumerate(lines):
        word = line.strip().upper()
        if word == f"BEGIN:{name}":
            if begin is not None:
                yield _Block(begin + 1, lines[begin:at], is_whole=False)
            begin = at
        elif word == f"END:{name}" and begin is not None:
            yield _Block(begin + 1, lines[begin : at + 1], is_whole=True)
            begin = None
    if begin is not None:
        yield _Block(begin + 1, lines[begin:], is_whole=False)


def _end_of(found: icalendar.Component, start: date | datetime) -> date | datetime | None:
    """When it ends: as it says, or by how long it lasts."""
    end = getattr(found.get("DTEND"), "dt", None)
    if end is None:
        length = getattr(found.get("DURATION"), "dt", None)
        end = start + length if isinstance(length, timedelta) else None
    if not isinstance(end, date) or isinstance(end, datetime) != isinstance(start, datetime):
        return None
    return local(end)


def _between(first: date | datetime, then: date | datetime) -> timedelta:
    if isinstance(first, datetime) and isinstance(then, datetime):
        return then - first
    return day_of(then) - day_of(first)


def _span(start: date | datetime, end: date | datetime | None) -> tuple[str, str, Iterable[str]]:
    """Begin and end as times of the day; of what lasts for several days a note says until when."""
    starts = f"{start:%H:%M}" if isinstance(start, datetime) else ""
    last = _last_day(start, end)
    if last > day_of(start):
        return starts, "", [_("It lasts until {day}").format(day=format_day(last))]
    ends = f"{end:%H:%M}" if isinstance(end, datetime) and end > start else ""
    return starts, ends, ()


def _last_day(start: date | datetime, end: date | datetime | None) -> date:
    """The day on which it ends."""
    if end is None:
        return day_of(start)
    return day_of(end) if isinstance(start, datetime) else day_of(end) - timedelta(days=1)  # whole days: the day after


def _paragraphs(text: str) -> str:
    """A text with its lines, cleaned."""
    return "\n".join(clean(line) for line in text[:LONGEST].splitlines()).strip()
