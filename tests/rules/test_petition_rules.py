from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules import life_cycles, petitions
from crm.rules.petitions import (
    OVERSIGHT,
    PATHS,
    PETITION,
    REQUEST,
    SUBMISSION,
    Form,
    Kind,
    Outcome,
    Path,
    Status,
    awaits_report_back,
    endings,
    is_open,
    is_sent,
    is_step_back,
    is_with_them,
    next_steps,
    outcome_on,
    path_of,
    status_on,
    wants_note,
)

DAY = date(2026, 11, 22)
OPEN = [status for status in Status if is_open(status)]
WALKS = st.lists(st.integers(0, 20), max_size=40)
KINDS = st.sampled_from(list(Kind))
EVERY_PATH = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)


def walk(kind: str, choices: list[int]) -> list[Status]:
    """A way along a path that takes only steps which are offered."""
    way = [path_of(kind).first]
    for choice in choices:
        offered = next_steps(kind, way[-1])
        way.append(offered[choice % len(offered)])
    return way


def test_every_kind_has_a_path_and_every_status_stands_on_one() -> None:
    assert {path_of(kind) for kind in Kind} == set(PATHS)
    assert {status for path in PATHS for status in path.steps} == set(Status)


@EVERY_PATH
def test_a_table_is_total(path: Path) -> None:
    for status, steps in path.steps.items():
        assert set(steps) <= set(path.steps), status
        assert len(steps) == len(set(steps)), "no step is offered twice"
        assert set(path.back.get(status, ())) <= set(steps)
    assert set(path.back) <= set(path.steps)


@EVERY_PATH
def test_a_path_cannot_be_changed_by_whoever_reads_it(path: Path) -> None:
    with pytest.raises(AttributeError):
        path.name = "other"  # type: ignore[misc]


@given(KINDS, WALKS)
def test_no_walk_reaches_a_status_the_table_does_not_allow(kind: Kind, choices: list[int]) -> None:
    way, table = walk(kind, choices), path_of(kind).steps
    assert all(after in table[before] and after is not before for before, after in pairwise(way))


@given(KINDS, WALKS)
def test_from_wherever_it_stands_there_is_a_next_step_and_a_way_to_its_end(kind: Kind, choices: list[int]) -> None:
    stands = walk(kind, choices)[-1]
    assert next_steps(kind, stands)
    assert not is_open(stands) or Status.CLOSED in next_steps(kind, stands), "anybody may withdraw at any point"


@EVERY_PATH
def test_each_status_can_be_reached_from_the_first(path: Path) -> None:
    seen = [path.first]
    for status in seen:
        seen += [step for step in path.steps[status] if step not in seen]
    assert set(seen) == set(path.steps)


def usual_way(path: Path) -> list[Status]:
    way = [path.first]
    while way[-1] is not Status.CLOSED:
        way.append(path.steps[way[-1]][0])
    return way


def test_the_usual_way_through_the_house_is_the_first_step_of_each() -> None:
    assert usual_way(PETITION) == [
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
    assert usual_way(OVERSIGHT)[5:9] == [Status.ACCEPTED, Status.VISIT_PLANNED, Status.VISIT_HELD, Status.FINDINGS]
    assert usual_way(SUBMISSION) == [
        Status.DRAFTING,
        Status.APPROVED,
        Status.SUBMITTED,
        Status.RECEIPT_CONFIRMED,
        Status.OUTCOME_KNOWN,
        Status.CLOSED,
    ]
    assert usual_way(REQUEST) == [
        Status.DRAFT,
        Status.SUBMITTED,
        Status.ACKNOWLEDGED,
        Status.AWAITING_RESPONSE,
        Status.RESPONSE_RECEIVED,
        Status.CLOSED,
    ]


def test_a_submission_is_presented_only_after_a_slot_was_asked() -> None:
    before = [status for status, steps in SUBMISSION.steps.items() if Status.PRESENTED in steps]
    assert before == [Status.SLOT_ASKED, Status.OUTCOME_KNOWN], "the second takes it back"
    assert Outcome.MISSED_DEADLINE in SUBMISSION.endings(Status.APPROVED)
    assert Outcome.MISSED_DEADLINE not in SUBMISSION.endings(Status.SUBMITTED)
    assert Outcome.NOT_SUBMITTED in SUBMISSION.endings(Status.DRAFTING)


@pytest.mark.parametrize(
    ("path", "status", "there"),
    [
        (SUBMISSION, Status.DRAFT, Status.DRAFTING),
        (SUBMISSION, Status.ACKNOWLEDGED, Status.RECEIPT_CONFIRMED),
        (OVERSIGHT, Status.HEARING, Status.VISIT_HELD),
        (OVERSIGHT, Status.REFERRED, Status.REFERRED),
        (PETITION, Status.FOLLOW_UP_VISIT, Status.MONITORED),
        (REQUEST, Status.OUTCOME_KNOWN, Status.RESPONSE_RECEIVED),
        (SUBMISSION, Status.REFERRED, None),
        (REQUEST, Status.HEARING, None),
    ],
)
def test_what_one_path_calls_a_thing_another_may_call_by_its_own_word(
    path: Path, status: Status, there: Status | None
) -> None:
    assert status_on(path, status) is there


def test_outcomes_too_have_their_own_word_on_each_path() -> None:
    assert outcome_on(SUBMISSION, Outcome.GRANTED) is Outcome.TAKEN_UP
    assert outcome_on(PETITION, Outcome.NO_FEEDBACK) is Outcome.NO_RESPONSE
    assert outcome_on(SUBMISSION, Outcome.MERGED) is Outcome.MERGED
    assert outcome_on(PETITION, Outcome.MISSED_DEADLINE) is None


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
    assert after not in next_steps(Kind.PETITION, before)


def test_a_clarification_sends_it_back_to_waiting_and_that_is_no_step_back() -> None:
    assert Status.AWAITING_RESPONSE in next_steps(Kind.PETITION, Status.RESPONSE_RECEIVED)
    assert not is_step_back(Kind.PETITION, Status.RESPONSE_RECEIVED, Status.AWAITING_RESPONSE)
    assert is_step_back(Kind.PETITION, Status.SUBMITTED, Status.READY)
    assert not is_step_back(Kind.SUBMISSION_ON_BILL, Status.REFERRED, Status.ADMISSIBLE), "a row of another path"


@EVERY_PATH
def test_going_back_is_possible_wherever_something_was_written_down_too_early(path: Path) -> None:
    answered = (Status.RESPONSE_RECEIVED, Status.HEARING, Status.BEFORE_COURT)  # these go on where they came from
    for status in path.steps:
        assert status in (path.first, *answered) or path.back[status], status


@EVERY_PATH
def test_only_what_was_handed_in_is_answered(path: Path) -> None:
    still_open = [status for status in path.steps if is_open(status)]
    assert not {*path.answers} & {*path.endings(path.first)}
    assert all(Outcome.WITHDRAWN in path.endings(status) for status in still_open)
    assert {outcome for status in still_open for outcome in path.endings(status)} == set(path.outcomes)


def test_every_outcome_is_the_end_of_some_path() -> None:
    assert {outcome for path in PATHS for outcome in path.outcomes} == set(Outcome)
    assert Outcome.NO_RESPONSE in endings(Kind.PETITION, Status.AWAITING_RESPONSE)
    assert endings(Kind.PETITION, Status.RETURNED)[0] is Outcome.NOT_ADMISSIBLE


def test_what_is_with_them_was_sent_and_has_no_end() -> None:
    with_us = [status for status in Status if is_sent(status) and not is_with_them(status)]
    assert with_us == [Status.RETURNED, Status.DECLINED, Status.OUTCOME_KNOWN]
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
