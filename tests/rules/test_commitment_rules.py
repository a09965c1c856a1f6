from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules import commitments
from crm.rules.commitments import (
    TRANSITIONS,
    DateMove,
    Direction,
    DueDates,
    Lateness,
    Outcome,
    Side,
    Status,
    direction,
    is_open,
    is_stalled,
    label,
    lateness,
    missing,
    needs,
    next_steps,
)
from crm.rules.working_days import WorkingCalendar

CALENDAR = WorkingCalendar.of_years(2026, 2027)
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MOVES = st.lists(st.builds(DateMove, old=DAYS, new=DAYS, said_on=DAYS, is_agreed=st.booleans()), max_size=4).map(tuple)
DUE_DATES = st.builds(DueDates, original=st.none() | DAYS, moves=MOVES)


def moved(to: date, is_agreed: bool = True) -> DateMove:
    return DateMove(date(2026, 6, 30), to, date(2026, 6, 20), is_agreed)


def late(due: DueDates) -> Lateness:
    return lateness(due, True, TODAY, CALENDAR)


@pytest.mark.parametrize(
    ("maker", "owed_to", "expected"),
    [
        (Side.PUBLIC, Side.OURS, Direction.THEY_OWE_US),
        (Side.PUBLIC, Side.PARTNER, Direction.THEY_OWE_US),
        (Side.OURS, Side.PUBLIC, Direction.WE_OWE_THEM),
        (Side.PARTNER, Side.PUBLIC, Direction.WE_OWE_THEM),
        (Side.OURS, Side.PARTNER, Direction.CSO_TO_CSO),
        (Side.PARTNER, Side.OURS, Direction.CSO_TO_CSO),
        (Side.PARTNER, Side.PARTNER, Direction.CSO_TO_CSO),
        (Side.PUBLIC, Side.PUBLIC, Direction.THIRD_PARTY),
        (None, Side.OURS, Direction.THEY_OWE_US),
        (Side.PUBLIC, None, Direction.THEY_OWE_US),
        (None, None, Direction.THEY_OWE_US),
        (Side.OURS, None, Direction.CSO_TO_CSO),
    ],
)
def test_the_sides_say_who_owes_whom(maker: Side | None, owed_to: Side | None, expected: Direction) -> None:
    assert direction(maker, owed_to) is expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (DueDates(), Lateness.NO_DATE),
        (DueDates(date(2026, 12, 31)), Lateness.NOT_DUE),
        (DueDates(date(2026, 11, 30)), Lateness.NOT_DUE),
        (DueDates(date(2026, 11, 29)), Lateness.DUE_SOON),
        (DueDates(TODAY), Lateness.DUE_SOON),
        (DueDates(date(2026, 11, 21)), Lateness.OVERDUE),
        (DueDates(date(2026, 10, 23)), Lateness.OVERDUE),  # 20 working days ago
        (DueDates(date(2026, 10, 22)), Lateness.LONG_OVERDUE),
        (DueDates(date(2026, 6, 30), (moved(date(2027, 1, 15)),)), Lateness.NOT_DUE),
        (DueDates(date(2026, 6, 30), (moved(date(2026, 9, 1)), moved(date(2027, 1, 15)))), Lateness.MOVED),
        (DueDates(date(2026, 12, 5), (moved(date(2027, 1, 15), is_agreed=False),)), Lateness.MOVED),
        (DueDates(date(2026, 11, 20), (moved(date(2027, 1, 15), is_agreed=False),)), Lateness.OVERDUE),
        (DueDates(None, (DateMove(None, date(2026, 12, 5), date(2026, 11, 3), True),)), Lateness.NOT_DUE),
    ],
)
def test_lateness_runs_from_the_last_agreed_date(due: DueDates, expected: Lateness) -> None:
    assert late(due) is expected


def test_a_closed_commitment_is_not_late() -> None:
    assert lateness(DueDates(date(2026, 1, 1)), False, TODAY, CALENDAR) is Lateness.CLOSED


def test_how_soon_and_how_long_are_settings() -> None:
    assert lateness(DueDates(date(2026, 12, 22)), True, TODAY, CALENDAR, soon_days=30) is Lateness.DUE_SOON
    assert lateness(DueDates(date(2026, 11, 17)), True, TODAY, CALENDAR, long_days=2) is Lateness.LONG_OVERDUE


@given(DUE_DATES, DAYS)
def test_a_date_that_slips_is_never_shown_as_on_time(due: DueDates, today: date) -> None:
    found = lateness(due, True, today, CALENDAR)
    if len(due.slips) >= 2 or any(not move.is_agreed for move in due.moves):
        assert found in (Lateness.MOVED, Lateness.OVERDUE, Lateness.LONG_OVERDUE)


@given(DUE_DATES, DAYS, st.integers(0, 400))
def test_waiting_never_makes_a_commitment_less_late(due: DueDates, today: date, days: int) -> None:
    order = [Lateness.NO_DATE, Lateness.NOT_DUE, Lateness.DUE_SOON, Lateness.MOVED]
    order += [Lateness.OVERDUE, Lateness.LONG_OVERDUE]
    later = today + timedelta(days=days)
    assert order.index(lateness(due, True, later, CALENDAR)) >= order.index(lateness(due, True, today, CALENDAR))


def test_the_newest_date_said_is_current_even_when_only_noted() -> None:
    due = DueDates(date(2026, 6, 30), (moved(date(2026, 9, 1)), moved(date(2027, 1, 15), is_agreed=False)))
    assert (due.first, due.agreed, due.current) == (date(2026, 6, 30), date(2026, 9, 1), date(2027, 1, 15))


def test_every_status_can_be_closed_and_reopened() -> None:
    assert all(Status.CLOSED in next_steps(status) for status in Status if is_open(status))
    assert next_steps(Status.CLOSED) == (Status.IN_PROGRESS,)


def test_no_status_follows_itself_and_every_status_can_be_reached() -> None:
    assert all(status not in steps for status, steps in TRANSITIONS.items())
    assert set(TRANSITIONS) == set(Status) == {step for steps in TRANSITIONS.values() for step in steps}


def test_only_what_was_confirmed_is_escalated() -> None:
    assert Status.ESCALATED not in next_steps(Status.NOTED)
    assert Status.ESCALATED in next_steps(Status.CONFIRMED)


def test_every_step_wants_a_note_and_kept_wants_evidence() -> None:
    assert needs(Status.NOTED) == ()
    assert needs(Status.IN_PROGRESS) == ("note",)
    assert needs(Status.CLOSED, Outcome.KEPT) == ("note", "evidence")
    assert needs(Status.CLOSED, Outcome.LAPSED) == ("note",)


def test_stalled_is_two_follow_ups_or_sixty_days_without_movement() -> None:
    assert not is_stalled(TODAY - timedelta(days=59), TODAY, 1)
    assert is_stalled(TODAY - timedelta(days=60), TODAY, 0)
    assert is_stalled(TODAY, TODAY, 2)
    assert is_stalled(TODAY - timedelta(days=14), TODAY, 0, stalled_days=14)


def test_what_is_missing_is_said_in_words() -> None:
    assert missing(has_due_date=True, has_owner=True) == ()
    assert missing(has_due_date=False, has_owner=False) == ("no due date", "no owner")
    nobody = missing(has_due_date=True, has_owner=True, has_maker=False)
    unknown = missing(has_due_date=True, has_owner=True, has_maker=False, is_maker_named=True)
    assert (nobody, unknown) == (("nobody named who made it",), ("who made it is to identify",))


def test_every_value_has_words_for_the_screen() -> None:
    enums = [getattr(commitments, name) for name in commitments.__all__ if name[0].isupper() and name not in PLAIN]
    words = {value: label(value) for enum in enums for value in enum}
    assert words[Status.CLAIMED_DONE] == label("claimed_done") == "Claimed done"
    assert words[Direction.THEY_OWE_US] == "They owe us"
    assert all(text and "_" not in text for text in words.values())


PLAIN = {name for name in commitments.__all__ if name.isupper()} | {"DateMove", "DueDates"}
