from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules import life_cycles, plans
from crm.rules.plans import (
    BEGIN_BEFORE_DAYS,
    STEP_TRANSITIONS,
    TRANSITIONS,
    Status,
    StepKind,
    StepStatus,
    is_open,
    is_open_step,
    presses,
    rests_until,
    wants_reason,
)

DUE = date(2026, 12, 15)
TABLES: list[Any] = [(TRANSITIONS, Status, Status.DRAFT), (STEP_TRANSITIONS, StepStatus, StepStatus.NOT_STARTED)]
WALKS = st.lists(st.integers(0, 20), max_size=40)


@pytest.mark.parametrize(("table", "statuses", "first"), TABLES)
@given(choices=WALKS)
def test_no_path_leaves_the_table_and_none_ends_in_a_dead_end(
    table: dict[StrEnum, tuple[StrEnum, ...]], statuses: type[StrEnum], first: StrEnum, choices: list[int]
) -> None:
    stands = first
    for choice in choices:
        offered = table[stands]
        assert offered, "there is always a next step"
        assert stands not in offered
        stands = offered[choice % len(offered)]
        assert stands in statuses


@pytest.mark.parametrize(("table", "statuses", "first"), TABLES)
def test_each_status_can_be_reached(
    table: dict[StrEnum, tuple[StrEnum, ...]], statuses: type[StrEnum], first: StrEnum
) -> None:
    seen = [first]
    for status in seen:
        seen += [step for step in table[status] if step not in seen]
    assert set(seen) == set(statuses)


def test_every_open_step_can_be_done_or_left_out_in_two_steps() -> None:
    for status in StepStatus:
        if is_open_step(status):
            assert StepStatus.SKIPPED in STEP_TRANSITIONS[status]
            near = {status, *STEP_TRANSITIONS[status]}
            assert any(StepStatus.DONE in STEP_TRANSITIONS[each] for each in near)


def test_every_open_plan_can_be_given_up() -> None:
    assert all(Status.ABANDONED in TRANSITIONS[status] for status in Status if is_open(status))


def test_the_steps_of_a_paused_or_ended_plan_do_not_press() -> None:
    assert [status for status in Status if presses(status)] == [Status.DRAFT, Status.ACTIVE]
    assert is_open(Status.PAUSED)


def test_a_step_that_has_not_begun_waits_for_its_date() -> None:
    assert rests_until(StepStatus.NOT_STARTED, DUE) == DUE - timedelta(days=BEGIN_BEFORE_DAYS)
    assert rests_until(StepStatus.DEFERRED, DUE) == DUE
    assert rests_until(StepStatus.IN_PROGRESS, DUE) is None
    assert rests_until(StepStatus.NOT_STARTED, None) is None


def test_what_holds_a_step_up_wants_a_reason() -> None:
    assert [status for status in StepStatus if wants_reason(status)] == [StepStatus.BLOCKED, StepStatus.SKIPPED]


def test_everything_stored_has_words() -> None:
    for value in (*Status, *StepStatus, *StepKind):
        assert plans.label(value)
    for value in (*Status, *StepStatus):
        assert life_cycles.label(value) == plans.label(value), "a mixed list says the same"
