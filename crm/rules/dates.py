"""Dates as people write them: exact days, approximate ones in old lists, and words (“end of March”).

English and Afrikaans month and day names are understood. A day always stands before its month: 06/30/2027 is refused,
because lists in South Africa are written dd/mm/yyyy and a guess would be wrong without anyone noticing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crm.rules import manner
from crm.rules.errors import UserError
from crm.rules.names import fold

_MONTH_NAMES = (
    "january januarie jan",
    "february februarie feb",
    "march maart mar mrt",
    "april apr",
    "may mei",
    "june junie jun",
    "july julie jul",
    "august augustus aug",
    "september sept sep",
    "october oktober oct okt",
    "november nov",
    "december desember dec des",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_DAY_NAMES = (
    "monday maandag mon",
    "tuesday dinsdag tue tues",
    "wednesday woensdag wed",
    "thursday donderdag thu thurs",
    "friday vrydag fri",
    "saturday saterdag sat",
    "sunday sondag sun",
)
_WEEKDAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names.split()}
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR = timedelta(days=300)
_FRIDAY = 4

_ISO = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2}) ([a-z]+) (\d{4})")
_MONTH_DAY_YEAR = re.compile(r"([a-z]+) (\d{1,2}) (\d{4})")


@dataclass(frozen=True)
class ApproximateDate:
    """A date known to the day, the month, the year or not at all; `text` is how the source wrote it."""

    text: str
    earliest: date | None = None
    latest: date | None = None

    @property
    def is_future(self) -> bool:
        """Whether it stands for “not yet”, as in the end date of someone who is still in office."""
        return self.text.casefold() == "future"

    @property
    def is_past(self) -> bool:
        """Whether it stands for “some time ago”."""
        return self.text.casefold() == "past"


def parse_approximate(text: str) -> ApproximateDate:
    """Read “2014”, “2014-05”, “May 2014”, an exact day, “future”, “past” or nothing (Popolo and party lists).

    Raises UserError("date-not-understood") for anything else.
    """
    typed = text.strip()
    if typed.casefold() in ("", "null", "none"):
        return ApproximateDate("")
    if typed.casefold() in ("future", "past"):
        return ApproximateDate(typed)
    first, last = _span(typed)
    return ApproximateDate(typed, first, last)


def _span(typed: str) -> tuple[date, date]:
    words = _plain(re.sub(r"T\d\d:\d\d.*$|(-00)+$", "", typed))
    exact = _exact_day(words)
    if exact is not None:
        return exact, exact
    if year := re.fullmatch(r"\d{4}", words):
        return _checked(typed, int(year[0]), 1, 1), _checked(typed, int(year[0]), 12, 31)
    year_number, month = _year_and_month(words)
    first = _checked(typed, year_number, month, 1)
    return first, _last_of_month(first)


def _year_and_month(words: str) -> tuple[int, int]:
    if numbers := re.fullmatch(r"(\d{4}) (\d{1,2})", words):
        return int(numbers[1]), int(numbers[2])
    if numbers := re.fullmatch(r"(\d{1,2}) (\d{4})", words):
        return int(numbers[2]), int(numbers[1])
    if named := re.fullmatch(r"([a-z]+) (\d{4})", words):
        return int(named[2]), _MONTHS.get(named[1], 0)
    return 0, 0


def covers(start: ApproximateDate, end: ApproximateDate, day: date) -> bool:
    """Whether a term from `start` to `end` may include the day; an unknown start or end is open."""
    if start.is_future or end.is_past:
        return False
    has_begun = start.earliest is None or start.earliest <= day
    return has_begun and (end.latest is None or day <= end.latest)


def format_approximate(value: ApproximateDate) -> str:
    """As precise as it is known: “21 May 2014”, “May 2014”, “2014”, or the words of the source."""
    if value.earliest is None or value.latest is None:
        return value.text
    if value.earliest == value.latest:
        return format_day(value.earliest)
    if value.earliest.month == value.latest.month:
        return _format_month(value.earliest)
    return f"{value.earliest.year:04}"


def format_day(day: date, today: date | None = None) -> str:
    """“12 Mar 2026”; with `today` the year is left out when the day is within 300 days of it."""
    is_near = today is not None and abs(day - today) <= _NEAR
    if not manner.is_ours():
        return manner.day_words(day, has_year=not is_near)
    short = f"{day.day} {_SHORT_MONTHS[day.month - 1]}"
    return short if is_near else f"{short} {day.year:04}"


def local_time(at: str) -> datetime:
    """A stored moment (UTC, ISO 8601) on this computer's clock."""
    moment = datetime.fromisoformat(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()


def format_moment(at: str) -> str:
    """A stored moment as people read it here: “12 Mar 2026, 14:00”."""
    local = local_time(at)
    return f"{format_day(local.date())}, {local:%H:%M}"


def format_weekday(day: date) -> str:
    """“Thursday”."""
    return f"{day:%A}" if manner.is_ours() else manner.weekday_words(day)


def _format_month(day: date) -> str:
    return f"{_SHORT_MONTHS[day.month - 1]} {day.year:04}" if manner.is_ours() else manner.month_words(day)


def parse_day(text: str, today: date, *, is_past: bool = False) -> date:
    """Read a day written in figures or words, seen from `today`.

    A day without a year is the next one on or after today, or with `is_past` the last one up to today. A promise for
    a week or a month (“next month”, “end of March”) is not late before it is over, so its last working weekday or
    last day is meant. Raises UserError("date-not-understood") when it is no date.
    """
    words = re.sub(r"^(by|on|teen|op)\s+", "", _plain(text))
    for reader in _READERS:
        try:
            found = reader(words, today, is_past)
        except (ValueError, OverflowError):
            break
        if found is not None:
            return found
    raise UserError("date-not-understood", text=text.strip())


def _plain(text: str) -> str:
    """Folded, with the marks between figures as blanks and without “the”, “of” and ordinal endings."""
    words = re.sub(r"[/.,]", " ", fold(text))
    words = re.sub(r"\b(\d{1,2})(st|nd|rd|th|ste|de)\b", r"\1", words)
    words = re.sub(r"\b(the|of|van|die)\b", " ", words)
    return " ".join(words.split())


def _exact_day(words: str) -> date | None:
    """The day of a full date, None when the shape is another one or there is no such day."""
    try:
        return _full_date(words)
    except ValueError:
        return None


def _full_date(words: str) -> date | None:
    if iso := _ISO.fullmatch(words):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if figures := _DAY_FIRST.fullmatch(words):
        return date(int(figures[3]), int(figures[2]), int(figures[1]))
    if (named := _DAY_MONTH_YEAR.fullmatch(words)) and named[2] in _MONTHS:
        return date(int(named[3]), _MONTHS[named[2]], int(named[1]))
    if (named := _MONTH_DAY_YEAR.fullmatch(words)) and named[1] in _MONTHS:
        return date(int(named[3]), _MONTHS[named[1]], int(named[2]))
    return None


def _checked(typed: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UserError("date-not-understood", text=typed) from None


def _full(words: str, _today: date, _is_past: bool) -> date | None:
    return _full_date(words)


def _day_and_month(words: str, today: date, is_past: bool) -> date | None:
    if figures := re.fullmatch(r"(\d{1,2}) (\d{1,2})", words):
        return _nearest_year(int(figures[1]), int(figures[2]), today, is_past)
    named = re.fullmatch(r"(\d{1,2}) ([a-z]+)", words)
    if named and named[2] in _MONTHS:
        return _nearest_year(int(named[1]), _MONTHS[named[2]], today, is_past)
    named = re.fullmatch(r"([a-z]+) (\d{1,2})", words)
    if named and named[1] in _MONTHS:
        return _nearest_year(int(named[2]), _MONTHS[named[1]], today, is_past)
    return None


def _nearest_year(day: int, month: int, today: date, is_past: bool) -> date:
    date(2000, month, day)  # raises ValueError for a day no year has
    step = -1 if is_past else 1
    for year in range(today.year, today.year + 9 * step, step):
        if day == 29 and month == 2 and not calendar.isleap(year):
            continue
        found = date(year, month, day)
        if (found <= today) if is_past else (found >= today):
            return found
    raise ValueError(day, month)


_RELATIVE_DAYS = {"today": 0, "vandag": 0, "tomorrow": 1, "more": 1, "yesterday": -1, "gister": -1}


def _relative_day(words: str, today: date, _is_past: bool) -> date | None:
    days = _RELATIVE_DAYS.get(words)
    return None if days is None else today + timedelta(days=days)


def _weekday(words: str, today: date, is_past: bool) -> date | None:
    match = re.fullmatch(r"(?:(next|volgende|last|verlede|this|hierdie) )?([a-z]+)", words)
    if match is None or match[2] not in _WEEKDAYS:
        return None
    wanted = _WEEKDAYS[match[2]]
    if match[1] in ("next", "volgende"):
        return _monday(today) + timedelta(days=7 + wanted)
    if match[1] in ("last", "verlede") or (is_past and match[1] is None):
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


_UNITS = {"day": 1, "days": 1, "dag": 1, "dae": 1, "week": 7, "weeks": 7, "weke": 7}
_MONTH_UNITS = {"month": 1, "months": 1, "maand": 1, "maande": 1, "year": 12, "years": 12, "jaar": 12, "jare": 12}


def _in_some_time(words: str, today: date, _is_past: bool) -> date | None:
    match = re.fullmatch(r"(?:(?:in|oor|binne|within) )?(\d{1,3}|a|an|one|two|three|n|'n) ([a-z]+)", words)
    if match is None:
        return None
    count = {"two": 2, "three": 3}.get(match[1]) or (int(match[1]) if match[1].isdigit() else 1)
    if match[2] in _UNITS:
        return today + timedelta(days=count * _UNITS[match[2]])
    if match[2] in _MONTH_UNITS:
        return add_months(today, count * _MONTH_UNITS[match[2]])
    return None


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


_ENDS = r"(?:(?:end|einde|eind|late) )?"


def _end_of_period(words: str, today: date, _is_past: bool) -> date | None:
    match = re.fullmatch(_ENDS + r"(?:(this|hierdie|next|volgende) )?(week|month|maand|year|jaar)(?: end)?", words)
    if match is None:
        return None
    ahead = 1 if match[1] in ("next", "volgende") else 0
    if match[2] == "week":
        return max(_monday(today) + timedelta(days=7 * ahead + _FRIDAY), today)
    if match[2] in ("month", "maand"):
        return _last_of_month(add_months(today, ahead))
    return date(today.year + ahead, 12, 31)


def _end_of_month(words: str, today: date, is_past: bool) -> date | None:
    match = re.fullmatch(_ENDS + r"([a-z]+)(?: (\d{4}))?", words)
    if match is None or match[1] not in _MONTHS:
        return None
    month = _MONTHS[match[1]]
    if match[2]:
        return _last_of_month(date(int(match[2]), month, 1))
    year = today.year
    if is_past:
        year -= _last_of_month(date(year, month, 1)) > today
    else:
        year += _last_of_month(date(year, month, 1)) < today
    return _last_of_month(date(year, month, 1))


_READERS: tuple[Callable[[str, date, bool], date | None], ...] = (
    _full,
    _day_and_month,
    _relative_day,
    _weekday,
    _in_some_time,
    _end_of_period,
    _end_of_month,
)
