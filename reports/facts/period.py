"""The period a paper is about: as given, else the last ninety days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.rules.dates import format_day
from crm.rules.errors import UserError
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

DEFAULT = timedelta(days=90)
"""How far back a period looks when none is given: our practice."""
OPTIONS = (
    Option("from", mark("Period from"), OptionKind.DAY),
    Option("to", mark("Period to"), OptionKind.DAY),
)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    start: date
    end: date

    @property
    def words(self) -> str:
        """“24 Aug 2026 to 22 Nov 2026”."""
        return _("{start} to {end}").format(start=format_day(self.start), end=format_day(self.end))

    def holds(self, day: date | None) -> bool:
        """Whether a day is known and falls into it."""
        return day is not None and self.start <= day <= self.end


def read_period(chosen: Chosen, back: timedelta = DEFAULT) -> Period:
    """The period chosen, which ends today unless said, and begins so long before.

    Raises UserError("report-period-reversed").
    """
    end = chosen.day("to") or chosen.today
    start = chosen.day("from") or end - back
    if start > end:
        raise UserError("report-period-reversed", start=format_day(start), end=format_day(end))
    return Period(start, end)
