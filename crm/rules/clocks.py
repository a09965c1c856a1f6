"""How long the other side may take, by which law, and how a date is worked out from it, day by day.

A clock counts from a step on, stands still while they wait for us, and goes on with the days that were left. Where no
rule is known nothing is counted: the screen says so, and a date of our own to look again stands in.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crm.rules.dates import format_day
from crm.rules.petitions import Status
from crm.rules.working_days import Reckoning, WorkingCalendar
from resources.translations import _, mark, ngettext

LONGEST = 730
"""The longest time that is counted, in any unit of days: two years."""
_ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """In what a law counts."""

    WORKING = "working"
    CALENDAR = "calendar"
    WEEKS = "weeks"
    MONTHS = "months"


_LABELS: dict[str, str] = {
    Unit.WORKING: mark("Working days"),
    Unit.CALENDAR: mark("Calendar days"),
    Unit.WEEKS: mark("Weeks"),
    Unit.MONTHS: mark("Months"),
}
_MOST = {Unit.WORKING: 500, Unit.CALENDAR: LONGEST, Unit.WEEKS: LONGEST // 7, Unit.MONTHS: 24}

ENDS = frozenset(
    {
        Status.RETURNED,
        Status.DECLINED,
        Status.RESPONSE_RECEIVED,
        Status.HEARING,
        Status.VISIT_HELD,
        Status.PRESENTED,
        Status.REPORTED,
        Status.FINDINGS,
        Status.IN_HOUSE,
        Status.RESOLVED,
        Status.MONITORED,
        Status.FOLLOW_UP_VISIT,
        Status.OUTCOME_KNOWN,
        Status.BEFORE_COURT,
        Status.CLOSED,
    }
)
"""Steps with which what was awaited is there, or is not to come any more."""


@dataclass(frozen=True)
class Rule:
    """So long from a step on, in one jurisdiction, for one kind of petition or any.

    `id` is 0 for one that ships. `length` is None where a jurisdiction is known to have no limit that is known.
    """

    jurisdiction: str
    kind: str
    at_status: str
    length: int | None
    unit: str = Unit.WORKING.value
    extension: int | None = None
    consequence: str = ""
    law: str = ""
    section: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    note: str = ""
    id: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What a rule of ours stands in the place of."""
        return self.jurisdiction, self.kind, self.at_status

    @property
    def cited(self) -> str:
        """The law with its section."""
        return ", ".join(part for part in (self.law, self.section) if part)

    @property
    def words(self) -> str:
        """“30 working days, North West Petitions Act 2 of 2010”."""
        if self.length is None:
            return _("no legal limit known")
        return ", ".join(part for part in (length_words(self.length, self.unit), self.cited) if part)


@dataclass(frozen=True)
class Stop:
    """A clock stood still after the first of these days, until and with the second; or stands still yet."""

    stopped_on: date
    resumed_on: date | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether the day does not count."""
        return self.stopped_on < day and (self.resumed_on is None or day <= self.resumed_on)


@dataclass(frozen=True)
class Counted:
    """What a clock comes to: the last day, and every day that did not count, with its reason.

    While it stands still there is no last day, and `left` says how much is left.
    """

    start: date
    due: date | None
    skipped: tuple[tuple[date, str], ...]
    left: int = 0

    @property
    def weekends(self) -> int:
        """How many Saturdays and Sundays were stepped over."""
        return sum(day.weekday() > 4 for day, _reason in self.skipped)

    @property
    def others(self) -> tuple[tuple[date, str], ...]:
        """The days on weekdays that were stepped over: holidays by their name, and those on which it stood still."""
        return tuple((day, reason) for day, reason in self.skipped if day.weekday() < 5)


def reckon(calendar: WorkingCalendar, start: date, length: int, unit: str, stops: Sequence[Stop] = ()) -> Counted:
    """Count from `start`, which is itself day zero. Calendar days, weeks and months step over nothing but stops."""
    left, day = days_of(start, length, unit), start
    skipped: list[tuple[date, str]] = []
    while left:
        day += _ONE_DAY
        stop = next((one for one in stops if one.covers(day)), None)
        if stop is not None and stop.resumed_on is None:
            return Counted(start, None, tuple(skipped), left)
        if stop is not None:
            skipped.append((day, _("clock stopped: {reason}").format(reason=stop.reason or _("not said why"))))
        elif unit == Unit.WORKING and not calendar.is_working(day):
            skipped.append((day, calendar.reason(day)))
        else:
            left -= 1
    return Counted(start, day, tuple(skipped))


def days_of(start: date, length: int, unit: str) -> int:
    """How many days are counted: working days of a clock in those, calendar days of any other."""
    if length < 1:
        raise ValueError(length)
    if unit == Unit.WEEKS:
        return 7 * length
    return (_months_on(start, length) - start).days if unit == Unit.MONTHS else length


def _months_on(start: date, count: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def latest_extension(calendar: WorkingCalendar, due: date, extension: int | None, unit: str) -> Reckoning | None:
    """The last day to which a formal extension may move the date; None where the law is not known to allow one."""
    if extension is None or extension < 1:
        return None
    if unit == Unit.WORKING:
        return calendar.add(due, extension)
    return Reckoning(due, due + timedelta(days=days_of(due, extension, unit)), ())


def is_length(length: int | None, unit: str) -> bool:
    """Whether so much can be counted."""
    return length is None or 1 <= length <= _MOST[Unit(unit)]


def length_words(length: int, unit: str) -> str:
    """“30 working days”."""
    return {
        Unit.WORKING: ngettext("{count} working day", "{count} working days", length),
        Unit.CALENDAR: ngettext("{count} calendar day", "{count} calendar days", length),
        Unit.WEEKS: ngettext("{count} week", "{count} weeks", length),
        Unit.MONTHS: ngettext("{count} month", "{count} months", length),
    }[Unit(unit)]


def label(value: str) -> str:
    """The words for a unit."""
    return _(_LABELS[value])


def spans(days: Sequence[tuple[date, str]]) -> list[tuple[date, date, str]]:
    """Days in a row with one reason as one line: (first, last, reason). A weekend in between does not part them."""
    found: list[tuple[date, date, str]] = []
    for day, reason in days:
        if found and found[-1][2] == reason and (day - found[-1][1]).days <= 1 + 2 * (day.weekday() == 0):
            found[-1] = (found[-1][0], day, reason)
        else:
            found.append((day, day, reason))
    return found


def skipped_words(counted: Counted) -> list[str]:
    """Every day that did not count: weekends as their number, holidays by name, stops from when to when."""
    found = []
    if counted.weekends:
        found.append(ngettext("{count} Saturday or Sunday", "{count} Saturdays and Sundays", counted.weekends))
    for first, last, reason in spans(counted.others):
        when = format_day(first) if first == last else f"{format_day(first)} – {format_day(last)}"
        found.append(f"{when}: {reason}")
    return found
