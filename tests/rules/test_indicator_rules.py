"""What one can rely on about indicators: the way from baseline to target, the time, and the periods reported on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.agreements import Every, Rag
from crm.rules.errors import UserError
from crm.rules.indicators import (
    Count,
    Counted,
    Direction,
    Way,
    check_way,
    count_words,
    due_words,
    expected,
    label,
    light,
    progress,
    report_periods,
    value_words,
)

TODAY = date(2026, 11, 22)
START, END = date(2026, 1, 1), date(2026, 12, 31)


def up(baseline: float | None = 0, target: float | None = 100) -> Way:
    return Way(Direction.INCREASE, baseline, target, TODAY - timedelta(days=50), TODAY + timedelta(days=50))


def down(baseline: float | None = 40, target: float | None = 10) -> Way:
    return Way(Direction.DECREASE, baseline, target, TODAY - timedelta(days=50), TODAY + timedelta(days=50))


def test_progress_is_the_share_of_the_way_whichever_way_is_better() -> None:
    assert progress(up(20, 120), 70) == 50
    assert progress(down(), 25) == 50
    assert progress(down(), 45) == 0
    assert progress(down(), 10) == progress(down(), 3) == 100
    assert progress(up(None, 200), 50) == 25


def test_what_cannot_be_reckoned_is_not_guessed() -> None:
    assert progress(up(target=None), 5) is None
    assert progress(up(), None) is None
    assert progress(down(baseline=None), 25) is None
    assert progress(down(baseline=None), 10) == 100
    assert expected(Way(Direction.INCREASE, 0, 100, None, TODAY), TODAY) is None


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_progress_never_leaves_the_scale_and_is_whole_only_at_the_target(base: int, target: int, value: int) -> None:
    way = Way(Direction.INCREASE if target >= base else Direction.DECREASE, base, target, None, None)
    done = progress(way, value)
    assert done is not None
    assert 0 <= done <= 100
    assert (done == 100) is way.is_reached(value)


@pytest.mark.parametrize(
    ("value", "rag", "reason"),
    [
        (None, Rag.GREY, "no value yet"),
        (100, Rag.BLUE, "target reached"),
        (45, Rag.GREEN, "45 % of the way, in step with the time"),
        (39, Rag.AMBER, "39 % of the way, 11 points behind the time"),
        (24, Rag.RED, "24 % of the way, 26 points behind the time"),
    ],
)
def test_the_colour_goes_by_a_straight_line_to_the_target(value: float | None, rag: Rag, reason: str) -> None:
    found = light(up(), value, TODAY)
    assert (found.rag, found.reason) == (rag, reason)
    assert expected(up(), TODAY) == 50


def test_without_a_target_it_is_grey_and_past_its_day_it_is_red() -> None:
    assert light(up(target=None), 5, TODAY).reason == "no target"
    over = TODAY + timedelta(days=51)
    assert light(up(), 99, over).rag is light(up(), None, over).rag is Rag.RED
    assert light(Way(Direction.INCREASE, None, 10, None, None), 5, TODAY).reason == "50 % of the way, no date"


def test_a_target_on_the_wrong_side_or_before_the_baseline_is_refused() -> None:
    for way, code in (
        (Way(Direction.INCREASE, 50, 20, None, None), "target-against-direction"),
        (Way(Direction.DECREASE, 20, 50, None, None), "target-against-direction"),
        (Way(Direction.INCREASE, 0, 20, END, START), "target-before-baseline"),
    ):
        with pytest.raises(UserError) as refused:
            check_way(way)
        assert refused.value.code == code
    check_way(Way(Direction.DECREASE, 50, 50, START, END))


def test_a_value_is_written_with_its_unit() -> None:
    assert value_words(1250, "people") == "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}people"
    assert value_words(None, "people") == ""


def test_a_count_says_what_it_counted_and_what_was_not_written_down() -> None:
    said = count_words(Counted.PEOPLE, Count(62, 3, unrecorded=1, outside=2), START, TODAY)
    assert said.startswith("People reached at 3 engagements from 1 Jan 2026 to 22 Nov 2026")
    assert "1 did not write it down" in said
    assert "somebody who came to two of them is in both counts" in said
    assert "2 more are not of these days" in said
    assert count_words(Counted.PROMISES, Count(4, 4), None, TODAY) == "Promises kept: 4 until 22 Nov 2026."


def test_every_choice_has_its_words() -> None:
    assert all(label(each) for each in (*Counted, *Direction))
    assert [each.outcome for each in (Counted.PEOPLE, Counted.OUTCOMES_PRACTICE)] == ["", "practice"]


def test_periods_follow_one_another_and_the_last_may_be_shorter() -> None:
    assert report_periods(date(2026, 4, 1), date(2026, 11, 15), Every.QUARTERLY) == [
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 11, 15)),
    ]
    assert report_periods(date(2026, 5, 15), date(2027, 5, 15), Every.SIX_MONTHLY)[-1] == (
        date(2026, 11, 15),
        date(2027, 5, 15),
    ), "nobody reports on a single day"
    for every, until, code in ((Every.NEVER, END, "report-never-due"), (Every.MONTHLY, date(2090, 1, 1), "too-many-")):
        with pytest.raises(UserError) as refused:
            report_periods(START, until, every)
        assert refused.value.code.startswith(code)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.sampled_from(tuple(Every)[1:]))
def test_no_day_is_left_out_or_reported_twice(start: date, length: int, every: Every) -> None:
    end = start + timedelta(days=length)
    periods = report_periods(start, end, every)
    days = [first + timedelta(days=each) for first, last in periods for each in range((last - first).days + 1)]
    assert days == [start + timedelta(days=each) for each in range(length + 1)]


def test_where_a_report_stands_is_said_in_words() -> None:
    assert due_words(date(2026, 12, 4), None, TODAY) == "due in 12 days, on 4 Dec 2026"
    assert due_words(date(2026, 11, 21), None, TODAY) == "outstanding for 1 day, was due on 21 Nov 2026"
    assert due_words(date(2026, 11, 1), date(2026, 11, 3), TODAY) == "submitted on 3 Nov 2026, 2 days late"
    assert due_words(None, date(2026, 11, 3), TODAY) == "submitted on 3 Nov 2026"
    assert due_words(None, None, TODAY) == "no date"
