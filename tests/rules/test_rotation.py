"""Which copies are kept: never the newest lost, enough of each age, and no clock can change that."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.copies import name_of_workspace
from crm.rules.rotation import DAILY, HOURLY, PROTECTED, Copy, due, kept, next_number

START = datetime(2025, 1, 1, 9, 0)
moments = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1))
reasons = st.sampled_from(["daily", "hourly", "quit", *PROTECTED])
copies = st.lists(st.tuples(moments, reasons), max_size=120).map(
    lambda made: [Copy(number, at, reason) for number, (at, reason) in enumerate(made, 1)]
)


def hourly(days: int) -> list[Copy]:
    """A copy each hour from nine to five, for so many days."""
    at = [START + timedelta(days=day, hours=hour) for day in range(days) for hour in range(9)]
    return [Copy(number, moment, HOURLY) for number, moment in enumerate(at, 1)]


@given(copies)
def test_only_what_is_there_is_kept_and_never_more_than_the_rules_can_ask_for(made: list[Copy]) -> None:
    found = kept(made)
    assert found <= {copy.number for copy in made}
    assert len(found) <= 24 + 14 + 8 + 12 + len(PROTECTED)


@given(copies)
def test_whatever_the_clocks_said_the_newest_of_a_day_is_kept_and_the_newest_of_all(made: list[Copy]) -> None:
    found = kept(made)
    if made:
        assert made[-1].number in found
    newest_days = {}
    for copy in reversed(made):
        newest_days.setdefault(copy.at.date(), copy.number)
    assert set(list(newest_days.values())[:14]) <= found


@given(copies)
def test_what_was_let_go_once_is_not_wanted_back_and_going_through_twice_changes_nothing(made: list[Copy]) -> None:
    left = [copy for copy in made if copy.number in kept(made)]
    assert kept(left) == {copy.number for copy in left}


@given(st.integers(1, 60), st.integers(1, 3000))
def test_a_clock_set_back_never_costs_the_copies_made_after_it(days: int, back: int) -> None:
    before = hourly(30)
    after = [
        Copy(len(before) + number, START + timedelta(days=30 + number - back), DAILY) for number in range(1, days + 1)
    ]
    found = kept([*before, *after])
    assert {copy.number for copy in after[-14:]} <= found


@given(st.permutations(range(20)))
def test_the_order_in_which_they_are_listed_says_nothing(order: list[int]) -> None:
    made = hourly(20)[:20]
    assert kept([made[place] for place in order]) == kept(made)


def test_a_year_and_a_half_of_work_keeps_hours_days_weeks_and_months() -> None:
    made = hourly(550)
    found = kept(made)
    ages = sorted((made[-1].at - copy.at).days for copy in made if copy.number in found)
    assert ages[:9] == [0] * 9  # every hour of the last day
    assert ages[9:22] == list(range(1, 14))  # every day of two weeks
    assert max(ages) in range(300, 366)  # a year back, one of each month
    assert 35 <= len(found) <= 45


def test_the_way_back_from_something_large_is_kept_for_two_months() -> None:
    large = [Copy(1, START, "import"), Copy(2, START + timedelta(minutes=1), HOURLY)]
    for days, is_kept in ((59, True), (61, False)):
        later = [Copy(3, START + timedelta(days=days), DAILY)]
        others = [Copy(3 + n, START + timedelta(days=days, hours=n), DAILY) for n in range(1, 3)]
        assert (1 in kept([*large, *later, *others])) is is_kept


def test_nothing_keeps_nothing_and_numbers_go_on() -> None:
    assert kept([]) == set()
    assert next_number([]) == 1
    assert next_number([Copy(7, START), Copy(3, START)]) == 8


def test_a_copy_is_due_after_an_hour_on_a_new_day_and_when_the_clock_was_set_back() -> None:
    assert due(None, START) == DAILY
    assert due(START, START + timedelta(minutes=59)) == ""
    assert due(START, START + timedelta(hours=1)) == HOURLY
    assert due(START, START + timedelta(hours=16)) == DAILY
    assert due(START, START - timedelta(minutes=5)) == HOURLY
    assert due(START, START - timedelta(days=5)) == DAILY


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("/media/STICK/Our Voice backups/000012-2026-11-22-1405-daily.kgotla-backup", "Our Voice"),
        ("/media/STICK/Our Voice backups 1a2b3c4d/000012-2026-11-22-1405-daily.kgotla-backup", "Our Voice"),
        ("/home/l/Our Voice.kgotla/backups/000012-2026-11-22-daily.kgotla-backup", "Our Voice"),
        ("/home/l/Monday.kgotla-backup", "Monday"),
        ("/home/l/000012-2026-11-22-1405-daily.kgotla-backup", "000012-2026-11-22-1405-daily"),
    ],
)
def test_what_is_restored_is_called_as_it_was(file: str, name: str) -> None:
    assert name_of_workspace(Path(file)) == name
