from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules import issues, life_cycles
from crm.rules.issues import (
    TRANSITIONS,
    Family,
    Kind,
    State,
    Status,
    family,
    is_open,
    is_step_back,
    next_steps,
    see_again_on,
    wants_note,
    wants_route,
)

WALKS = st.lists(st.integers(0, 20), max_size=40)


def walk(choices: list[int]) -> list[Status]:
    """A path through the life-cycle that takes only steps which are offered."""
    path = [Status.NEW]
    for choice in choices:
        offered = next_steps(path[-1])
        path.append(offered[choice % len(offered)])
    return path


@given(WALKS)
def test_no_path_reaches_a_status_the_table_does_not_allow(choices: list[int]) -> None:
    path = walk(choices)
    assert all(after in TRANSITIONS[before] and after is not before for before, after in pairwise(path))


@given(WALKS)
def test_wherever_it_stands_something_can_follow_and_what_is_open_can_end(choices: list[int]) -> None:
    stands = walk(choices)[-1]
    assert next_steps(stands)
    assert not is_open(stands) or {Status.FIXED, Status.NO_ACTION} <= set(next_steps(stands))


def test_each_status_can_be_reached_and_each_end_be_taken_back() -> None:
    seen = [Status.NEW]
    for status in seen:
        seen += [step for step in next_steps(status) if step not in seen]
    assert set(seen) == set(Status) == set(TRANSITIONS)
    for status in Status:
        assert is_open(status) or any(is_open(step) and is_step_back(status, step) for step in next_steps(status))


def test_the_usual_way_is_the_first_step_of_each() -> None:
    path = [Status.NEW]
    while is_open(path[-1]):
        path.append(next_steps(path[-1])[0])
    assert path == [Status.NEW, Status.INVESTIGATING, Status.ACTION_PLANNED, Status.IN_PROGRESS, Status.FIXED]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.NEW, Family.OPEN),
        (Status.IN_PROGRESS, Family.OPEN),
        (Status.FIXED, Family.FIXED),
        (Status.NO_ACTION, Family.CLOSED),
        (Status.NOT_THEIRS, Family.CLOSED),
        (Status.DUPLICATE, Family.CLOSED),
        (Status.REFERRED, Family.CLOSED),
    ],
)
def test_the_statuses_fall_into_three_families(status: Status, expected: Family) -> None:
    assert family(status) is expected


def test_only_what_is_not_theirs_wants_somebody_else() -> None:
    assert [status for status in Status if wants_route(status)] == [Status.NOT_THEIRS]


def test_what_ends_it_without_being_fixed_wants_a_reason_or_names_what_it_repeats() -> None:
    assert {status for status in Status if family(status) is Family.CLOSED and not wants_note(status)} == {
        Status.DUPLICATE
    }


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_somebody_goes_to_look_thirty_days_after_the_last_time(reported_on: date, seen_on: date | None) -> None:
    assert see_again_on(seen_on, reported_on) - (seen_on or reported_on) == timedelta(days=30)


def test_every_value_has_its_words_and_a_mixed_list_says_the_same() -> None:
    for value in (*Kind, *Status, *Family, *State):
        assert issues.label(value)
    for status in Status:
        assert life_cycles.label(status) == issues.label(status)
