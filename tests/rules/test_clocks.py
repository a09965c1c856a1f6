"""What one can rely on about clocks: every day is counted or has its reason, and stops give their days back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.clocks import (
    Rule,
    Stop,
    Unit,
    days_of,
    is_length,
    latest_extension,
    length_words,
    reckon,
    skipped_words,
    spans,
)
from crm.rules.working_days import WorkingCalendar

CALENDAR = WorkingCalendar.of_years(2024, 2034)
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
LENGTHS = st.integers(1, 90)
UNITS = st.sampled_from(list(Unit))


@st.composite
def stops(draw: st.DrawFn, start: date) -> list[Stop]:
    """Up to three stops after one another, each resumed."""
    found, day = [], start
    for _each in range(draw(st.integers(0, 3))):
        stopped = day + timedelta(days=draw(st.integers(0, 40)))
        day = stopped + timedelta(days=draw(st.integers(0, 60)))
        found.append(Stop(stopped, day, "clarification"))
    return found


@given(DAYS, LENGTHS, st.data())
def test_working_days_never_end_on_a_day_that_is_not_worked_nor_while_it_stands_still(
    start: date, length: int, data: st.DataObject
) -> None:
    stood = data.draw(stops(start))
    counted = reckon(CALENDAR, start, length, Unit.WORKING, stood)
    assert counted.due is not None
    assert CALENDAR.is_working(counted.due)
    assert not any(stop.covers(counted.due) for stop in stood)


@given(DAYS, st.integers(1, 20), UNITS, st.data())
def test_every_day_is_counted_or_has_its_reason(start: date, length: int, unit: Unit, data: st.DataObject) -> None:
    counted = reckon(CALENDAR, start, length, unit, data.draw(stops(start)))
    assert counted.due is not None
    skipped = [day for day, _reason in counted.skipped]
    assert skipped == sorted(set(skipped))
    assert (counted.due - start).days == days_of(start, length, unit) + len(skipped)
    assert all(reason for _day, reason in counted.skipped)


@given(DAYS, LENGTHS, st.data())
def test_a_stop_never_makes_it_end_earlier(start: date, length: int, data: st.DataObject) -> None:
    stood = data.draw(stops(start))
    with_stops, without = (reckon(CALENDAR, start, length, Unit.WORKING, some).due for some in (stood, ()))
    assert with_stops is not None and without is not None
    assert with_stops >= without


@given(DAYS, LENGTHS, st.integers(0, 100))
def test_what_is_left_when_it_stops_is_what_is_counted_afterwards(start: date, length: int, after: int) -> None:
    stopped = start + timedelta(days=after)
    standing = reckon(CALENDAR, start, length, Unit.WORKING, (Stop(stopped),))
    if standing.due is not None:
        assert standing.due <= stopped
        return
    resumed = stopped + timedelta(days=33)
    on = reckon(CALENDAR, start, length, Unit.WORKING, (Stop(stopped, resumed),)).due
    assert on == CALENDAR.add(resumed, standing.left).result


@given(DAYS, st.integers(1, 30))
def test_an_extension_in_working_days_ends_on_one(due: date, extension: int) -> None:
    until = latest_extension(CALENDAR, due, extension, Unit.WORKING)
    assert until is not None
    assert CALENDAR.is_working(until.result)


def test_thirty_working_days_step_over_the_holidays_by_name() -> None:
    counted = reckon(CALENDAR, date(2026, 11, 23), 30, Unit.WORKING)
    assert counted.due == date(2027, 1, 7)
    assert counted.weekends == 12, "the Day of Goodwill is a Saturday"
    assert [reason for _day, reason in counted.others] == ["Day of Reconciliation", "Christmas Day", "New Year's Day"]
    assert skipped_words(counted)[:2] == ["12 Saturdays and Sundays", "16 Dec 2026: Day of Reconciliation"]


@pytest.mark.parametrize(
    ("start", "length", "unit", "due"),
    [
        (date(2026, 1, 30), 1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, Unit.MONTHS, date(2027, 2, 28)),
        (date(2026, 11, 2), 2, Unit.WEEKS, date(2026, 11, 16)),
        (date(2026, 11, 2), 10, Unit.CALENDAR, date(2026, 11, 12)),
    ],
)
def test_other_units_count_every_day(start: date, length: int, unit: Unit, due: date) -> None:
    assert reckon(CALENDAR, start, length, unit).due == due


def test_days_of_one_stop_are_one_line_even_over_a_weekend() -> None:
    friday, monday, thursday = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 26)
    assert spans([(friday, "a"), (monday, "a"), (thursday, "a")]) == [(friday, monday, "a"), (thursday, thursday, "a")]


def test_a_rule_says_its_length_and_law() -> None:
    rule = Rule("Limpopo", "petition", "referred", 6, Unit.WEEKS, law="An Act", section="section 4")
    assert rule.words == "6 weeks, An Act, section 4"
    assert Rule("Limpopo", "petition", "referred", None).words == "no legal limit known"
    assert length_words(1, Unit.WORKING) == "1 working day"


def test_what_cannot_be_counted_is_no_length() -> None:
    assert is_length(None, Unit.WORKING) and is_length(24, Unit.MONTHS)
    assert not is_length(0, Unit.WORKING) and not is_length(25, Unit.MONTHS)
    with pytest.raises(ValueError):
        reckon(CALENDAR, date(2026, 11, 22), 0, Unit.WORKING)
