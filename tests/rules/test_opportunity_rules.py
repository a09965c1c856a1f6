from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.opportunities import (
    DECISIONS,
    Days,
    Decision,
    Kind,
    Shared,
    Status,
    fit_words,
    fits,
    is_open,
    is_short,
    label,
    notice_days,
    notice_words,
    status,
)

TODAY = date(2026, 11, 22)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2035, 12, 31))
ANY_DAYS = st.builds(Days, DAYS, DAYS, DAYS, DAYS)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


@given(ANY_DAYS, DAYS)
def test_notice_in_days_is_never_negative(days: Days, noted_on: date | None) -> None:
    notice = notice_days(days, noted_on)
    assert notice is None or notice >= 0


def test_notice_runs_from_the_call_or_from_when_we_heard_of_it() -> None:
    assert notice_days(Days(opens_on=day(-10), closes_on=day(4), event_on=day(30)), noted_on=TODAY) == 14
    assert notice_days(Days(event_on=day(7)), noted_on=TODAY) == 7
    assert notice_days(Days(closes_on=day(-3)), noted_on=TODAY) == 0, "heard of after it closed"
    assert notice_days(Days(opens_on=TODAY), noted_on=TODAY) is None


def test_short_notice_is_said() -> None:
    assert notice_words(7) == "7 days' notice: short"
    assert notice_words(1) == "1 day's notice: short"
    assert notice_words(30) == "30 days' notice"
    assert notice_words(None) == ""
    assert is_short(13)
    assert not is_short(14)


@pytest.mark.parametrize(
    ("days", "decision", "has_result", "expected"),
    [
        (Days(closes_on=day(8)), Decision.NONE, False, Status.OPEN),
        (Days(closes_on=day(7)), Decision.NONE, False, Status.CLOSING_SOON),
        (Days(closes_on=TODAY), Decision.CONSIDER, False, Status.CLOSING_SOON),
        (Days(closes_on=day(-1)), Decision.NONE, False, Status.MISSED),
        (Days(closes_on=day(-1)), Decision.CONSIDER, False, Status.MISSED),
        (Days(closes_on=day(-1), event_on=day(20)), Decision.NONE, False, Status.OPEN),
        (Days(event_on=day(-2), event_until=day(2)), Decision.NONE, False, Status.CLOSING_SOON),
        (Days(closes_on=day(3)), Decision.SUBMITTING, False, Status.DECIDED),
        (Days(closes_on=day(-3)), Decision.SUBMITTING, False, Status.OVER),
        (Days(event_on=day(-3)), Decision.ATTENDING, True, Status.RESULT_KNOWN),
        (Days(closes_on=day(3)), Decision.DECLINED, False, Status.DECLINED),
        (Days(), Decision.NONE, False, Status.OPEN),
    ],
)
def test_where_it_stands_follows_from_its_days_and_our_decision(
    days: Days, decision: Decision, has_result: bool, expected: Status
) -> None:
    assert status(days, decision, has_result, TODAY) is expected


@given(ANY_DAYS, st.sampled_from(Decision), st.booleans())
def test_only_what_was_declined_or_has_a_result_asks_for_nothing_more(
    days: Days, decision: Decision, has_result: bool
) -> None:
    assert is_open(status(days, decision, has_result, TODAY)) == (not has_result and decision is not Decision.DECLINED)


@given(ANY_DAYS)
def test_what_comes_next_is_never_past_and_never_after_the_end(days: Days) -> None:
    comes, ends = days.next_day(TODAY), days.ends_on
    assert comes is None or (ends is not None and TODAY <= comes <= ends)


def test_everything_that_can_be_stored_or_shown_has_words() -> None:
    assert all(label(value) for value in (*Kind, *Decision, *Status))
    assert set(DECISIONS) | {Decision.NONE} == set(Decision)


HEALTH = Shared(True, True, ("health",))
WARD = Shared(True, True, ("Ward 3",))
OTHER = Shared(True, True)
NOT_RECORDED = Shared(True, False)
NOT_ASKED = Shared(False, True)


def test_the_reason_names_what_is_shared() -> None:
    assert fit_words(HEALTH, WARD) == "works on health and serves Ward 3."
    assert fit_words(HEALTH, NOT_ASKED) == "works on health."
    two = Shared(True, True, ("health", "water", "GBV"))
    assert fit_words(two, NOT_RECORDED) == ("works on health, water and GBV. Where it works is not recorded.")
    assert fit_words(NOT_RECORDED, WARD) == "serves Ward 3. What it works on is not recorded."


@pytest.mark.parametrize(
    ("topics", "areas", "suits"),
    [
        (HEALTH, WARD, True),
        (HEALTH, NOT_RECORDED, True),
        (HEALTH, NOT_ASKED, True),
        (NOT_RECORDED, WARD, True),
        (HEALTH, OTHER, False),
        (OTHER, WARD, False),
        (NOT_RECORDED, NOT_RECORDED, False),
        (NOT_ASKED, NOT_ASKED, False),
    ],
)
def test_a_call_suits_those_who_share_something_unless_the_rest_speaks_against_it(
    topics: Shared, areas: Shared, suits: bool
) -> None:
    assert fits(topics, areas) is suits
