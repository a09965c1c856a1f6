"""The days of steps: no working count lands on a day off, what slips moves what hangs on it and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.plan_dates import MOST_DAYS, Schedule, StepDate, distance_words
from crm.rules.plans import Anchor, DayUnit
from crm.rules.working_days import WorkingCalendar

CALENDAR = WorkingCalendar.of_years(2024, 2032)
STARTS, ENDS = date(2026, 11, 2), date(2026, 12, 28)
WORKING, PLAIN = DayUnit.WORKING, DayUnit.CALENDAR
GATHER = StepDate(1, Anchor.PLAN_START, 10, WORKING)
MEET = StepDate(2, Anchor.STEP_DONE, 5, WORKING, after=1)
SUBMIT = StepDate(3, Anchor.STEP_DUE, 30, PLAIN, after=2)
DRAFT = StepDate(4, Anchor.PLAN_END, 3, PLAIN)


def schedule(*steps: StepDate, starts: date | None = STARTS, ends: date | None = ENDS) -> Schedule:
    return Schedule(steps, starts, ends, CALENDAR)


def kept_as_laid_out(*steps: StepDate) -> tuple[StepDate, ...]:
    laid = schedule(*steps).lay_out()
    return tuple(
        StepDate(s.id, s.anchor, s.days, s.unit, s.after, laid[s.id].day if s.id in laid else s.due) for s in steps
    )


def test_each_step_is_laid_out_after_the_one_it_hangs_on_in_whatever_order_they_stand() -> None:
    laid = schedule(SUBMIT, DRAFT, MEET, GATHER).lay_out()
    assert {key: worked.day for key, worked in laid.items()} == {
        1: date(2026, 11, 16),
        2: date(2026, 11, 23),
        3: date(2026, 12, 23),
        4: date(2026, 12, 24),  # 25 December is Christmas: a count back goes on to the day before
    }


def test_how_a_date_was_worked_out_names_every_holiday_that_was_skipped() -> None:
    step = StepDate(1, Anchor.PLAN_START, 5, WORKING)
    worked = schedule(step, starts=date(2026, 12, 14)).work_out(step)
    assert worked is not None
    assert worked.words == (
        "5 working days after the plan begins (14 Dec 2026): 22 Dec 2026. "
        "Not counted: weekends, 16 Dec 2026 (Day of Reconciliation)."
    )
    back = schedule(DRAFT).work_out(DRAFT)
    assert back is not None
    assert back.words == (
        "3 days before the plan ends (28 Dec 2026): 24 Dec 2026. "
        "No working days: 25 Dec 2026 (Christmas Day); so it is the one before."
    )


def test_a_step_counts_from_the_real_end_of_the_one_before_and_from_its_date_until_then() -> None:
    waits = StepDate(1, due=date(2026, 11, 16))
    expected = schedule(waits, MEET).work_out(MEET)
    assert expected is not None
    assert (expected.day, expected.is_expected) == (date(2026, 11, 23), True)
    assert "not done yet" in expected.words
    done = StepDate(1, due=date(2026, 11, 16), done_on=date(2026, 11, 19), is_open=False)
    real = schedule(done, MEET).work_out(MEET)
    assert real is not None
    assert (real.counted_from, real.day, real.is_expected) == (date(2026, 11, 19), date(2026, 11, 26), False)


def test_what_hangs_on_nothing_that_has_a_day_has_none() -> None:
    alone = StepDate(9, Anchor.STEP_DUE, 5)
    assert schedule(GATHER, alone, MEET, DRAFT, starts=None, ends=None).lay_out() == {}
    assert distance_words(StepDate(1)) == ""
    far = StepDate(1, Anchor.PLAN_START, MOST_DAYS + 1)
    assert schedule(far).work_out(far) is None


def test_steps_that_hang_on_each_other_are_left_alone() -> None:
    assert schedule(StepDate(1, Anchor.STEP_DUE, 1, after=2), StepDate(2, Anchor.STEP_DUE, 1, after=1)).lay_out() == {}


def test_when_a_step_slips_the_chain_behind_it_moves_and_what_is_done_stays() -> None:
    gather, meet, submit = kept_as_laid_out(GATHER, MEET, SUBMIT)
    late = StepDate(1, gather.anchor, gather.days, gather.unit, None, gather.due, date(2026, 11, 20), is_open=False)
    shifts = schedule(late, meet, submit).shifts(1)
    assert [(shift.step_id, shift.old, shift.new.day) for shift in shifts] == [
        (2, date(2026, 11, 23), date(2026, 11, 27)),
        (3, date(2026, 12, 23), date(2026, 12, 28)),
    ]
    done = StepDate(2, meet.anchor, meet.days, meet.unit, 1, meet.due, meet.due, is_open=False)
    assert schedule(late, done, submit).shifts(1) == []


def test_what_hangs_on_a_step_that_is_kept_stays_too() -> None:
    gather, meet, submit = kept_as_laid_out(GATHER, MEET, SUBMIT)
    late = StepDate(1, gather.anchor, gather.days, gather.unit, None, date(2026, 11, 20))
    assert [shift.step_id for shift in schedule(late, meet, submit).shifts(1, kept={2})] == [2]


def test_a_day_moved_by_hand_is_only_looked_at_when_what_it_hangs_on_moves_or_the_whole_plan_is() -> None:
    gather, meet, submit = kept_as_laid_out(GATHER, MEET, SUBMIT)
    by_hand = StepDate(2, meet.anchor, meet.days, meet.unit, 1, date(2026, 12, 1))
    assert [shift.step_id for shift in schedule(gather, by_hand, submit).shifts(2)] == [3]
    assert [shift.step_id for shift in schedule(gather, by_hand, submit).shifts()] == [2]


@st.composite
def plans(draw: st.DrawFn) -> Schedule:
    """Steps that hang on anything, also on each other in a ring."""
    count = draw(st.integers(1, 7))
    steps = []
    for number in range(count):
        days = st.none() | st.integers(-3, 90) | st.just(MOST_DAYS)
        due = draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)))
        is_open = draw(st.booleans())
        steps.append(
            StepDate(
                number,
                draw(st.sampled_from(Anchor)),
                draw(days),
                draw(st.sampled_from(DayUnit)),
                draw(st.none() | st.integers(0, count)),
                due,
                None if is_open else draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))),
                is_open,
            )
        )
    days_of_plan = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
    return Schedule(tuple(steps), draw(days_of_plan), draw(days_of_plan), CALENDAR)


@given(plans())
def test_no_date_that_was_worked_out_lands_on_a_weekend_or_holiday(plan: Schedule) -> None:
    for worked in plan.lay_out().values():
        assert CALENDAR.is_working(worked.day)
        assert worked.day <= worked.counted_from if worked.step.is_back else worked.day >= worked.counted_from


@given(plans())
def test_working_days_between_are_as_many_as_were_said(plan: Schedule) -> None:
    for worked in plan.lay_out().values():
        if worked.step.is_worked and worked.step.days:
            first, last = sorted((worked.counted_from, worked.day))
            if worked.step.is_back:  # counted from the other side: its own day, not that of the end
                first, last = first - timedelta(days=1), last - timedelta(days=1)
            assert CALENDAR.between(first, last) == worked.step.days


@given(plans(), st.none() | st.integers(0, 6))
def test_only_open_steps_move_and_after_moving_nothing_is_left_to_move(plan: Schedule, changed: int | None) -> None:
    shifts = {shift.step_id: shift.new.day for shift in plan.shifts(changed)}
    steps = {step.id: step for step in plan.steps}
    assert all(steps[key].is_open and steps[key].due != day and key != changed for key, day in shifts.items())
    moved = tuple(
        StepDate(s.id, s.anchor, s.days, s.unit, s.after, shifts.get(s.id, s.due), s.done_on, s.is_open)
        for s in plan.steps
    )
    assert Schedule(moved, plan.starts, plan.ends, CALENDAR).shifts(changed) == []


@pytest.mark.parametrize("days", [0, 1, 40])
def test_every_distance_has_words(days: int) -> None:
    for anchor in Anchor:
        for unit in DayUnit:
            assert bool(distance_words(StepDate(1, anchor, days, unit))) == (anchor is not Anchor.NOTHING)
