from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.next_look import next_look

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_the_due_date_comes_first_when_it_is_near() -> None:
    assert next_look("commitments", date(2026, 12, 1), TODAY, TODAY) == date(2026, 12, 1)


def test_without_a_date_it_is_thirty_days_after_the_last_movement() -> None:
    assert next_look("commitments", None, date(2026, 11, 10), TODAY) == date(2026, 12, 10)


def test_a_date_far_away_does_not_hide_the_record() -> None:
    assert next_look("commitments", date(2027, 12, 1), date(2026, 11, 10), TODAY) == date(2026, 12, 10)


def test_a_snooze_puts_off_what_is_due_but_not_beyond_the_interval() -> None:
    assert next_look("commitments", date(2026, 11, 1), TODAY, TODAY, date(2026, 11, 29)) == date(2026, 11, 29)
    assert next_look("commitments", date(2026, 11, 1), TODAY, TODAY, date(2028, 1, 1)) == date(2026, 12, 22)


def test_a_snooze_that_is_over_changes_nothing() -> None:
    assert next_look("commitments", date(2026, 12, 1), TODAY, TODAY, date(2026, 11, 1)) == date(2026, 12, 1)


def test_an_interval_that_never_ends_is_refused() -> None:
    with pytest.raises(ValueError, match="petitions"):
        next_look("petitions", None, TODAY, TODAY, interval_days=0)


@given(
    due=st.none() | DAYS,
    last_movement=DAYS,
    today=DAYS,
    snoozed_until=st.none() | DAYS,
    interval_days=st.integers(1, 365),
)
def test_no_open_record_stays_unseen_longer_than_its_interval(
    due: date | None, last_movement: date, today: date, snoozed_until: date | None, interval_days: int
) -> None:
    look = next_look("commitments", due, last_movement, today, snoozed_until, interval_days)
    assert look <= today + timedelta(days=interval_days)
    if snoozed_until is None:
        assert look <= last_movement + timedelta(days=interval_days)
        assert due is None or look <= due


@given(
    due=st.none() | DAYS,
    interval_days=st.integers(1, 60),
    snoozes=st.lists(st.none() | st.integers(0, 400), min_size=1, max_size=6),
)
def test_through_any_run_of_snoozes_it_comes_up_within_each_interval(
    due: date | None, interval_days: int, snoozes: list[int | None]
) -> None:
    seen_on = TODAY
    for snooze in snoozes:
        until = None if snooze is None else seen_on + timedelta(days=snooze)
        look = next_look("commitments", due, TODAY, seen_on, until, interval_days)
        shown_on = max(look, seen_on)
        assert shown_on - seen_on <= timedelta(days=interval_days)
        seen_on = shown_on
