from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules import life_cycles, petitions
from crm.rules.petitions import (
    TRANSITIONS,
    Form,
    Kind,
    Outcome,
    Status,
    awaits_report_back,
    endings,
    is_open,
    is_sent,
    is_step_back,
    is_with_them,
    next_steps,
    wants_note,
)

DAY = date(2026, 11, 22)
OPEN = [status for status in Status if is_open(status)]
WALKS = st.lists(st.integers(0, 20), max_size=40)


def walk(choices: list[int]) -> list[Status]:
    """A path through the life-cycle that takes only steps which are offered."""
    path = [Status.DRAFT]
    for choice in choices:
        offered = next_steps(path[-1])
        path.append(offered[choice % len(offered)])
    return path


def test_every_status_stands_in_the_table() -> None:
    assert set(TRANSITIONS) == set(Status)


@given(WALKS)
def test_no_path_reaches_a_status_the_table_does_not_allow(choices: list[int]) -> None:
    path = walk(choices)
    assert all(after in TRANSITIONS[before] and after is not before for before, after in pairwise(path))


@given(WALKS)
def test_from_wherever_it_stands_there_is_a_next_step_and_a_way_to_its_end(choices: list[int]) -> None:
    stands = walk(choices)[-1]
    assert next_steps(stands)
    assert not is_open(stands) or Status.CLOSED in next_steps(stands), "anybody may withdraw at any point"


def test_each_status_can_be_reached_from_the_draft() -> None:
    seen = [Status.DRAFT]
    for status in seen:
        seen += [step for step in next_steps(status) if step not in seen]
    assert set(seen) == set(Status)


def test_the_usual_way_through_the_house_is_the_first_step_of_each() -> None:
    path = [Status.DRAFT]
    while path[-1] is not Status.CLOSED:
        path.append(next_steps(path[-1])[0])
    assert path == [
        Status.DRAFT,
        Status.READY,
        Status.SUBMITTED,
        Status.ACKNOWLEDGED,
        Status.REGISTERED,
        Status.ADMISSIBLE,
        Status.REFERRED,
        Status.AWAITING_RESPONSE,
        Status.RESPONSE_RECEIVED,
        Status.HEARING,
        Status.REPORTED,
        Status.IN_HOUSE,
        Status.RESOLVED,
        Status.MONITORED,
        Status.CLOSED,
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Status.DRAFT, Status.REGISTERED),
        (Status.SUBMITTED, Status.REFERRED),
        (Status.RETURNED, Status.REFERRED),
        (Status.MONITORED, Status.DRAFT),
        (Status.DRAFT, Status.BEFORE_COURT),
    ],
)
def test_what_the_house_does_not_do_is_not_offered(before: Status, after: Status) -> None:
    assert after not in next_steps(before)


def test_a_clarification_sends_it_back_to_waiting_and_that_is_no_step_back() -> None:
    assert Status.AWAITING_RESPONSE in next_steps(Status.RESPONSE_RECEIVED)
    assert not is_step_back(Status.RESPONSE_RECEIVED, Status.AWAITING_RESPONSE)
    assert is_step_back(Status.SUBMITTED, Status.READY)


def test_going_back_is_possible_wherever_something_was_written_down_too_early() -> None:
    for status in OPEN:
        if status not in (Status.DRAFT, Status.RESPONSE_RECEIVED, Status.HEARING, Status.BEFORE_COURT):
            assert any(is_step_back(status, step) for step in next_steps(status)), status


def test_only_what_was_handed_in_is_answered() -> None:
    assert Outcome.GRANTED not in endings(Status.DRAFT)
    assert Outcome.NO_RESPONSE in endings(Status.AWAITING_RESPONSE)
    assert Outcome.NOT_ADMISSIBLE in endings(Status.RETURNED)
    assert all(Outcome.WITHDRAWN in endings(status) for status in OPEN)
    assert {outcome for status in OPEN for outcome in endings(status)} == set(Outcome)


def test_what_is_with_them_was_sent_and_has_no_end() -> None:
    assert [status for status in Status if is_sent(status) and not is_with_them(status)] == [Status.RETURNED]
    assert not is_sent(Status.READY)


def test_an_ended_one_waits_until_the_petitioner_was_told() -> None:
    assert awaits_report_back(Status.CLOSED, Outcome.GRANTED, None, False)
    assert not awaits_report_back(Status.CLOSED, Outcome.GRANTED, DAY, False)
    assert not awaits_report_back(Status.CLOSED, Outcome.WITHDRAWN, None, False)
    assert not awaits_report_back(Status.CLOSED, Outcome.GRANTED, None, True)
    assert not awaits_report_back(Status.HEARING, "", None, False)


def test_everything_stored_has_words() -> None:
    for value in (*Kind, *Form, *Status, *Outcome):
        assert petitions.label(value)
    for value in (*Status, *Outcome):
        assert life_cycles.label(value) == petitions.label(value), "a mixed list says the same"


def test_an_ending_that_says_too_little_wants_a_line() -> None:
    assert wants_note(Outcome.TRANSFERRED)
    assert not wants_note(Outcome.GRANTED)
