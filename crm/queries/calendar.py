"""The days on which offices are closed, and the working-day calendar made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import Where, rows
from crm.rules.working_days import WorkingCalendar


@dataclass(frozen=True)
class HolidayRow:
    """A day that is no working day."""

    id: int
    on: date
    name: str


def list_holidays(first: date | None = None, last: date | None = None) -> list[HolidayRow]:
    """Holidays in order of date, of a period or all."""
    where = Where()
    if first:
        where.add("on_day >= ?", first)
    if last:
        where.add("on_day <= ?", last)
    found = rows(f"SELECT id, on_day, name FROM holiday{where} ORDER BY on_day, id", *where.values)
    return [HolidayRow(row[0], date.fromisoformat(row[1]), row[2]) for row in found]


def get_calendar() -> WorkingCalendar:
    """The working-day calendar with the workspace's own table of holidays."""
    return WorkingCalendar({row.on: row.name for row in list_holidays()})
