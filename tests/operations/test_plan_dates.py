"""The days of a plan's steps: laid out from what they hang on, moved along on consent, brought back by one undo."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plans import (
    PlanDraft,
    StepDraft,
    change_step_status,
    draft_step,
    move_step_date,
    move_step_dates,
    save_step,
    write_plan,
)
from crm.operations.records import remove
from crm.queries.calendar import get_calendar
from crm.queries.plan_dates import get_dependants
from crm.queries.plans import PlanStepPage, get_plan, get_plan_step
from crm.rules.errors import UserError
from crm.workspace import Workspace

STARTS, ENDS = date(2026, 10, 30), date(2027, 1, 15)  # 4 November, the day of the elections, is not worked


@pytest.fixture
def plan(workspace: Workspace, today: date) -> int:
    steps = [
        StepDraft(title="Gather evidence", anchor="plan_start", days=10, day_unit="working"),
        StepDraft(title="Submit", anchor="step_done", days=5, day_unit="working", after_position=0),
        StepDraft(title="Follow up", anchor="step_due", days=30, day_unit="calendar", after_position=1),
        StepDraft(title="Rehearse", anchor="plan_end", days=5, day_unit="working"),
        StepDraft(title="Talk to the radio", due_on=date(2026, 12, 1)),
    ]
    draft = PlanDraft("Taps for Sampleville", status="active", starts_on=STARTS, ends_on=ENDS)
    return workspace.do(write_plan, draft, steps).value[0]


def dues(workspace: Workspace, plan_id: int) -> list[date | None]:
    page = workspace.ask(get_plan, plan_id)
    assert page is not None
    return [step.due_on for step in page.steps]


def step(workspace: Workspace, plan_id: int, number: int) -> PlanStepPage:
    page = workspace.ask(get_plan, plan_id)
    assert page is not None
    found = workspace.ask(get_plan_step, page.steps[number - 1].id)
    assert found is not None
    return found


def proposed(workspace: Workspace, plan_id: int, changed: int | None = None) -> list[tuple[int, date | None, date]]:
    return [(row.number, row.old, row.new) for row in workspace.ask(get_dependants, plan_id, changed).shifts()]


LAID_OUT = [date(2026, 11, 16), date(2026, 11, 23), date(2026, 12, 23), date(2027, 1, 8), date(2026, 12, 1)]


def test_a_new_plan_has_the_days_that_its_steps_hang_on(workspace: Workspace, plan: int) -> None:
    assert dues(workspace, plan) == LAID_OUT
    calendar = workspace.ask(get_calendar)
    assert all(calendar.is_working(day) for day in LAID_OUT)
    worked = step(workspace, plan, 3).worked_out
    assert worked is not None
    assert worked.words == "30 days after the step before is due (23 Nov 2026): 23 Dec 2026."
    assert proposed(workspace, plan) == []


def test_a_step_done_late_says_what_moves_along_and_nothing_moves_by_itself(workspace: Workspace, plan: int) -> None:
    first = step(workspace, plan, 1).row.id
    workspace.do(change_step_status, first, "done", date(2026, 11, 20))
    assert dues(workspace, plan) == LAID_OUT
    assert proposed(workspace, plan, first) == [
        (2, date(2026, 11, 23), date(2026, 11, 27)),
        (3, date(2026, 12, 23), date(2026, 12, 28)),  # 27 December is a Sunday
    ]


def test_what_was_agreed_to_moves_in_one_operation_is_logged_and_comes_back_with_one_undo(
    workspace: Workspace, plan: int
) -> None:
    first = step(workspace, plan, 1).row.id
    workspace.do(move_step_date, first, date(2026, 11, 18), date(2026, 11, 20))
    shifts = workspace.ask(get_dependants, plan, first).shifts()
    moves = [(row.step_id, row.new) for row in shifts]
    done = workspace.do(move_step_dates, plan, moves, date(2026, 11, 22), "Gather evidence moved")
    assert done.label == "A-2026-0001: 2 dates moved"
    assert proposed(workspace, plan, first) == []
    assert step(workspace, plan, 2).moves == (
        (date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 22), "", "", "Gather evidence moved", True),
    )
    workspace.undo()
    assert dues(workspace, plan) == [date(2026, 11, 18), *LAID_OUT[1:]]
    assert step(workspace, plan, 2).moves == ()


def test_what_is_kept_keeps_what_hangs_on_it_too(workspace: Workspace, plan: int) -> None:
    first, second = step(workspace, plan, 1).row.id, step(workspace, plan, 2).row.id
    workspace.do(move_step_date, first, date(2026, 11, 18), date(2026, 11, 20))
    dependants = workspace.ask(get_dependants, plan, first)
    assert [row.number for row in dependants.shifts(frozenset({second}))] == [2]


def test_a_day_that_never_moved_follows_what_it_is_said_to_hang_on(workspace: Workspace, plan: int) -> None:
    draft = workspace.ask(draft_step, step(workspace, plan, 5).row.id)
    draft.anchor, draft.days, draft.day_unit, draft.due_on = "plan_end", 10, "calendar", None
    workspace.do(save_step, draft)
    assert dues(workspace, plan)[4] == date(2027, 1, 5)


def test_a_distance_no_step_is_counted_over_is_refused_whole(workspace: Workspace, plan: int) -> None:
    for days in (-1, 4000, 10**12):
        with pytest.raises(UserError) as caught:
            workspace.do(save_step, StepDraft(plan, "Wait", anchor="plan_start", days=days))
        assert caught.value.code == "step-too-far"
    assert len(dues(workspace, plan)) == 5


def test_what_came_after_a_step_that_is_removed_comes_after_the_one_before_it(workspace: Workspace, plan: int) -> None:
    first, second = step(workspace, plan, 1).row.id, step(workspace, plan, 2).row.id
    workspace.do(remove, second)
    assert (step(workspace, plan, 2).row.title, step(workspace, plan, 2).row.after_id) == ("Follow up", first)
    workspace.undo()
    assert step(workspace, plan, 3).row.after_id == second


def test_what_a_step_brought_can_be_removed_and_comes_back_with_undo(workspace: Workspace, plan: int) -> None:
    petition = workspace.do(save_petition, PetitionDraft("Water now")).value[0]
    first = step(workspace, plan, 1).row.id
    draft = workspace.ask(draft_step, first)
    draft.brought = [petition]
    workspace.do(save_step, draft)
    assert [each.id for each in step(workspace, plan, 1).brought] == [petition]
    workspace.do(remove, petition)
    assert step(workspace, plan, 1).brought == ()
    workspace.undo()
    assert [each.id for each in step(workspace, plan, 1).brought] == [petition]


def test_a_step_that_would_come_after_a_later_one_is_refused_and_no_plan_is_kept(
    workspace: Workspace, today: date
) -> None:
    with pytest.raises(UserError) as caught:
        workspace.do(write_plan, PlanDraft("Ring"), [StepDraft(title="One", after_position=0)])
    assert caught.value.code == "step-after-itself"
