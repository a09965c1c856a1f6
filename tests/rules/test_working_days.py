from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.working_days import WorkingCalendar, easter_sunday, public_holidays
from resources import reference

CALENDAR = WorkingCalendar.of_years(2024, 2030)
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def test_the_act_gives_the_holidays_of_the_published_table() -> None:
    published = {holiday.day: holiday.name for holiday in reference.holidays() if "Election" not in holiday.name}
    assert {day: name for year in range(2024, 2031) for day, name in public_holidays(year).items()} == published


def test_a_sunday_gives_its_monday_unless_that_is_a_holiday_already() -> None:
    assert public_holidays(2026)[date(2026, 8, 10)] == "National Women's Day (observed)"
    assert public_holidays(2022)[date(2022, 12, 26)] == "Day of Goodwill"
    assert date(2022, 12, 27) not in public_holidays(2022)


@pytest.mark.parametrize("easter", [date(2000, 4, 23), date(2008, 3, 23), date(2026, 4, 5), date(2038, 4, 25)])
def test_easter(easter: date) -> None:
    assert easter_sunday(easter.year) == easter


def test_the_day_of_start_is_day_zero_and_each_skipped_day_has_its_reason() -> None:
    reckoning = CALENDAR.add(date(2026, 12, 14), 2)
    assert reckoning.result == date(2026, 12, 17)
    assert reckoning.skipped == ((date(2026, 12, 16), "Day of Reconciliation"),)
    weekend = CALENDAR.add(date(2026, 8, 7), 1)
    assert weekend.result == date(2026, 8, 11)
    assert [reason for _, reason in weekend.skipped] == ["Saturday", "Sunday", "National Women's Day (observed)"]


def test_no_days_after_a_day_is_the_day_itself() -> None:
    assert CALENDAR.add(date(2026, 11, 22), 0).result == date(2026, 11, 22)


def test_a_deadline_is_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.add(date(2026, 11, 22), -1)


def test_an_election_day_that_the_user_adds_is_not_worked() -> None:
    with_election = WorkingCalendar({**CALENDAR.holidays, date(2026, 11, 4): "Local Government Elections"})
    assert CALENDAR.is_working(date(2026, 11, 4))
    assert not with_election.is_working(date(2026, 11, 4))
    assert with_election.between(date(2026, 11, 2), date(2026, 11, 6)) == 3


def test_thirty_working_days_over_the_year_end() -> None:
    assert CALENDAR.add(date(2026, 11, 20), 30).result == date(2027, 1, 6)


@given(DAYS, st.integers(0, 300))
def test_counting_back_what_was_added_gives_the_same_number(start: date, days: int) -> None:
    reckoning = CALENDAR.add(start, min(days, 200))
    assert CALENDAR.between(start, reckoning.result) == min(days, 200)
    assert reckoning.result == start or CALENDAR.is_working(reckoning.result)


@given(DAYS, st.integers(-30, 500))
def test_between_counts_the_working_days_one_by_one(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    counted = sum(CALENDAR.is_working(start + timedelta(days=n)) for n in range(1, days + 1))
    assert CALENDAR.between(start, end) == counted


def test_counting_back_steps_over_the_same_days() -> None:
    back = CALENDAR.back(date(2026, 12, 17), 2)
    assert back.result == date(2026, 12, 14)
    assert back.skipped == ((date(2026, 12, 16), "Day of Reconciliation"),)


def test_a_day_on_which_offices_are_closed_rolls_to_the_next_open_one_or_to_the_one_before() -> None:
    christmas = date(2026, 12, 25)
    assert CALENDAR.roll(christmas).result == date(2026, 12, 28)
    assert CALENDAR.roll(christmas, back=True).result == date(2026, 12, 24)
    assert [reason for _, reason in CALENDAR.roll(christmas).skipped] == ["Christmas Day", "Saturday", "Sunday"]
    assert CALENDAR.roll(date(2026, 12, 24)).skipped == ()


@given(DAYS, st.integers(0, 60))
def test_counting_back_from_a_working_day_undoes_counting_on(start: date, days: int) -> None:
    start = CALENDAR.roll(start).result
    assert CALENDAR.back(CALENDAR.add(start, days).result, days).result == start


@given(DAYS, st.booleans())
def test_what_rolls_lands_on_a_working_day(day: date, back: bool) -> None:
    rolled = CALENDAR.roll(day, back=back).result
    assert CALENDAR.is_working(rolled)
    assert rolled <= day if back else rolled >= day
