"""Working days in South Africa: weekends, the public holidays of Act 36 of 1994, and how a date was worked out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from resources.translations import _, mark

_ONE_DAY = timedelta(days=1)
_FIXED = (
    (1, 1, mark("New Year's Day")),
    (3, 21, mark("Human Rights Day")),
    (4, 27, mark("Freedom Day")),
    (5, 1, mark("Workers' Day")),
    (6, 16, mark("Youth Day")),
    (8, 9, mark("National Women's Day")),
    (9, 24, mark("Heritage Day")),
    (12, 16, mark("Day of Reconciliation")),
    (12, 25, mark("Christmas Day")),
    (12, 26, mark("Day of Goodwill")),
)


def public_holidays(year: int) -> dict[date, str]:
    """The public holidays of a year by the Public Holidays Act 36 of 1994, in order of date.

    When one falls on a Sunday the Monday after it is one too (section 2). Days that are declared once, such as
    election days, are not known here: the user adds them to the workspace's own table.
    """
    easter = easter_sunday(year)
    holidays = {date(year, month, day): _(name) for month, day, name in _FIXED}
    holidays[easter - 2 * _ONE_DAY] = _("Good Friday")
    holidays[easter + _ONE_DAY] = _("Family Day")
    for day, name in sorted(holidays.items()):
        if day.weekday() == 6:
            holidays.setdefault(day + _ONE_DAY, _("{holiday} (observed)").format(holiday=name))
    return dict(sorted(holidays.items()))


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped_leap = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped_leap + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True)
class Reckoning:
    """How a deadline was worked out: the days stepped over, each with the reason."""

    start: date
    result: date
    skipped: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked: Monday to Friday without the holidays given."""

    holidays: Mapping[date, str]

    @classmethod
    def of_years(cls, first: int, last: int) -> WorkingCalendar:
        """The calendar of the Act for these years, both included."""
        return cls({day: name for year in range(first, last + 1) for day, name in public_holidays(year).items()})

    def is_working(self, day: date) -> bool:
        """Whether offices are open on the day."""
        return day.weekday() < 5 and day not in self.holidays

    def add(self, start: date, days: int) -> Reckoning:
        """The day that many working days (0 or more) after `start`, which is itself day zero."""
        return self._walk(start, days, _ONE_DAY)

    def back(self, end: date, days: int) -> Reckoning:
        """The day that many working days (0 or more) before `end`, which is itself day zero."""
        return self._walk(end, days, -_ONE_DAY)

    def roll(self, day: date, *, back: bool = False) -> Reckoning:
        """The day itself where offices are open, else the next one they are, or the one before; the reason is kept."""
        found, skipped = day, []
        while not self.is_working(found):
            skipped.append((found, self.reason(found)))
            found += -_ONE_DAY if back else _ONE_DAY
        return Reckoning(day, found, tuple(skipped))

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; 0 when `end` is not after `start`."""
        if end <= start:
            return 0
        weeks, rest = divmod((end - start).days, 7)
        single_days = (end - _ONE_DAY * n for n in range(rest))
        weekdays = 5 * weeks + sum(day.weekday() < 5 for day in single_days)
        return weekdays - bisect_right(self._days_off, end) + bisect_right(self._days_off, start)

    def _walk(self, start: date, days: int, step: timedelta) -> Reckoning:
        if days < 0:
            raise ValueError(days)
        day, left, skipped = start, days, []
        while left:
            day += step
            if self.is_working(day):
                left -= 1
            else:
                skipped.append((day, self.reason(day)))
        return Reckoning(start, day, tuple(skipped))

    def reason(self, day: date) -> str:
        """Why a day is not worked."""
        weekend = {5: _("Saturday"), 6: _("Sunday")}
        return weekend.get(day.weekday()) or self.holidays[day]

    @cached_property
    def _days_off(self) -> list[date]:
        """Holidays that take away a weekday, in order."""
        return sorted(day for day in self.holidays if day.weekday() < 5)
