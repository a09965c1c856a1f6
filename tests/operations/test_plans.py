"""What one can rely on about advocacy plans: steps come up in time, a paused plan rests, undo is whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.operations.movements import EvidenceDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.plans import (
    PlanDraft,
    StepDraft,
    add_step_evidence,
    change_status,
    change_step_status,
    draft_plan,
    draft_step,
    follow_up_step,
    move_step_date,
    note_progress,
    note_step_progress,
    reorder_steps,
    save_plan,
    save_step,
    write_plan,
)
from crm.operations.records import remove, set_confidentiality
from crm.operations.review import Said, answer
from crm.queries.plans import (
    PlanPage,
    PlansFilter,
    PlanStepRow,
    PlanStepsFilter,
    find_plan,
    get_plan,
    get_plan_rows,
    get_plan_step,
    get_plan_step_rows,
    list_plan_steps,
    list_plans,
    plan_of,
)
from crm.queries.records import find, get_found, get_record
from crm.queries.review import list_review
from crm.queries.review_items import get_review_item
from crm.queries.today import list_due
from crm.rules import plans
from crm.rules.commitments import Lateness
from crm.rules.errors import UserError
from crm.rules.plans import StepStatus
from crm.rules.review import Key, Kind
from crm.workspace import Workspace
from tests.conftest import some

ON = date(2026, 11, 20)


@pytest.fixture
def cso(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("River Women", "cso_partner", side="partner")).value[0]


@pytest.fixture
def plan(workspace: Workspace, cso: int) -> int:
    draft = PlanDraft("Taps for Sampleville", "Water every day", organisation_id=cso, status="active")
    steps = [
        StepDraft(title="Count the dry taps", kind="evidence", due_on=date(2026, 11, 10)),
        StepDraft(title="Meet the ward councillor", kind="meet", due_on=date(2026, 12, 10)),
        StepDraft(title="Report back", kind="report_back"),
    ]
    return workspace.do(write_plan, draft, steps).value[0]


def page_of(workspace: Workspace, plan_id: int) -> PlanPage:
    page = workspace.ask(get_plan, plan_id)
    assert page is not None
    return page


def steps_of(workspace: Workspace, plan_id: int) -> list[int]:
    return [step.id for step in page_of(workspace, plan_id).steps]


def step_row(workspace: Workspace, step_id: int) -> PlanStepRow:
    return workspace.ask(get_plan_step_rows, [step_id])[0]


def next_look_of(workspace: Workspace, record_id: int) -> date | None:
    head = workspace.ask(get_record, record_id)
    assert head is not None
    return head.next_look


def test_a_plan_is_written_down_whole_or_not_at_all(workspace: Workspace, plan: int) -> None:
    page = page_of(workspace, plan)
    assert page.row.reference == "A-2026-0001"
    assert workspace.ask(find_plan, "A-2026-0001") == plan
    assert [step.title for step in page.steps] == ["Count the dry taps", "Meet the ward councillor", "Report back"]
    assert (page.row.steps, page.row.done, page.row.late, page.row.next_step) == (3, 0, 1, "Count the dry taps")
    with pytest.raises(UserError) as caught:
        workspace.do(write_plan, PlanDraft("Another"), [StepDraft(title="")])
    assert caught.value.code == "step-without-title"
    assert workspace.ask(list_plans, PlansFilter(status="all")) == [plan]
    workspace.undo()
    assert workspace.ask(list_plans, PlansFilter(status="all")) == []


def test_a_step_that_has_not_begun_comes_up_a_week_before_its_date(workspace: Workspace, plan: int) -> None:
    late, later, undated = steps_of(workspace, plan)
    assert next_look_of(workspace, late) == date(2026, 11, 10) - timedelta(days=7)
    assert next_look_of(workspace, later) == date(2026, 12, 3)
    assert next_look_of(workspace, undated) == date(2026, 11, 22) + timedelta(days=30)


def test_a_step_is_done_with_its_result_and_opened_again(workspace: Workspace, plan: int) -> None:
    first = steps_of(workspace, plan)[0]
    done = workspace.do(change_step_status, first, "done", ON, note="31 taps are dry")
    assert done.label == "Count the dry taps: Done"
    row = step_row(workspace, first)
    assert (row.status, row.result, row.done_on, row.lateness) == ("done", "31 taps are dry", ON, Lateness.CLOSED)
    assert row.sentence == "Due 10 Nov; done 20 Nov, 10 days after the date."
    assert next_look_of(workspace, first) is None
    assert page_of(workspace, plan).row.progress == 33
    workspace.do(change_step_status, first, "in_progress", ON)
    assert (step_row(workspace, first).done_on, step_row(workspace, first).result) == (None, "31 taps are dry")


def test_what_holds_a_step_up_is_said_and_goes_when_it_goes_on(workspace: Workspace, plan: int) -> None:
    first = steps_of(workspace, plan)[0]
    for status in ("blocked", "skipped"):
        with pytest.raises(UserError) as caught:
            workspace.do(change_step_status, first, status, ON)
        assert caught.value.code == "note-missing"
    workspace.do(change_step_status, first, "blocked", ON, note="No transport")
    assert step_row(workspace, first).stands == "Blocked: No transport"
    workspace.do(change_step_status, first, "in_progress", ON)
    assert step_row(workspace, first).reason == ""


def test_a_deferred_step_gets_a_new_date_and_keeps_the_old(workspace: Workspace, plan: int) -> None:
    first = steps_of(workspace, plan)[0]
    with pytest.raises(UserError) as caught:
        workspace.do(change_step_status, first, "deferred", ON)
    assert caught.value.code == "deferred-without-date"
    workspace.do(change_step_status, first, "deferred", ON, note="After the elections", new_due=date(2027, 2, 1))
    row = step_row(workspace, first)
    assert (row.due_original, row.due_on, row.status) == (date(2026, 11, 10), date(2027, 2, 1), "deferred")
    assert next_look_of(workspace, first) == date(2027, 2, 1)
    page = workspace.ask(get_plan_step, first)
    assert page is not None
    assert page.moves[0][:3] == (date(2026, 11, 10), date(2027, 2, 1), ON)


def test_what_the_table_does_not_allow_is_refused(workspace: Workspace, plan: int) -> None:
    first = steps_of(workspace, plan)[0]
    workspace.do(change_step_status, first, "done", ON)
    for status in ("blocked", "nonsense"):
        with pytest.raises(UserError) as caught:
            workspace.do(change_step_status, first, status, ON, note="x")
        assert caught.value.code == "no-such-step"
    with pytest.raises(UserError) as caught:
        workspace.do(change_status, plan, "draft_", ON)
    assert caught.value.code == "no-such-step"


def test_the_steps_of_a_paused_plan_rest_and_come_up_again_with_it(workspace: Workspace, plan: int) -> None:
    looks = [next_look_of(workspace, step) for step in steps_of(workspace, plan)]
    workspace.do(change_status, plan, "paused", ON)
    assert {next_look_of(workspace, step) for step in steps_of(workspace, plan)} == {None}
    assert next_look_of(workspace, plan) is not None
    assert workspace.ask(list_plan_steps, PlanStepsFilter(is_pressing=True)) == []
    workspace.do(change_status, plan, "active", ON)
    assert [next_look_of(workspace, step) for step in steps_of(workspace, plan)] == looks
    workspace.do(change_status, plan, "achieved", ON)
    assert page_of(workspace, plan).row.closed_on == ON
    assert next_look_of(workspace, plan) is None


def test_giving_up_a_plan_wants_a_line(workspace: Workspace, plan: int) -> None:
    with pytest.raises(UserError) as caught:
        workspace.do(change_status, plan, "abandoned", ON)
    assert caught.value.code == "note-missing"
    workspace.do(change_status, plan, "abandoned", ON, note="The well was dug")
    assert page_of(workspace, plan).history == ((ON, "active", "abandoned", "", "The well was dug", ""),)


def test_a_date_moves_and_lateness_goes_by_what_was_agreed(workspace: Workspace, plan: int) -> None:
    first = steps_of(workspace, plan)[0]
    assert step_row(workspace, first).is_late
    workspace.do(move_step_date, first, date(2026, 12, 1), ON, reason="Rain")
    assert step_row(workspace, first).due_agreed == date(2026, 12, 1)
    assert not step_row(workspace, first).is_late
    draft = workspace.ask(draft_step, first)
    draft.due_on = date(2026, 12, 2)
    with pytest.raises(UserError) as caught:
        workspace.do(save_step, draft)
    assert caught.value.code == "date-has-moved"


def test_follow_ups_progress_and_evidence_move_the_step_and_its_plan(workspace: Workspace, plan: int) -> None:
    first = steps_of(workspace, plan)[0]
    workspace.do(follow_up_step, first, ON, channel="phone", to_whom="The group")
    assert next_look_of(workspace, first) == date(2026, 12, 6)
    workspace.do(note_step_progress, first, ON, "Half the streets")
    assert step_row(workspace, first).status is StepStatus.IN_PROGRESS
    workspace.do(add_step_evidence, first, EvidenceDraft("A list of taps", "document", seen_on=ON))
    row = step_row(workspace, first)
    assert (row.follow_ups, [piece.words for piece in row.evidence]) == (1, ["A list of taps"])
    workspace.do(note_progress, plan, ON, "The group met")
    assert page_of(workspace, plan).row.last_movement == "The group met"


def test_steps_are_put_in_another_order_and_back(workspace: Workspace, plan: int) -> None:
    first, second, third = steps_of(workspace, plan)
    workspace.do(reorder_steps, plan, [third, first, second])
    assert steps_of(workspace, plan) == [third, first, second]
    workspace.undo()
    assert steps_of(workspace, plan) == [first, second, third]
    with pytest.raises(UserError) as caught:
        workspace.do(reorder_steps, plan, [first, second])
    assert caught.value.code == "steps-not-all-named"


def test_a_step_comes_after_another_of_its_plan_and_never_after_itself(workspace: Workspace, plan: int) -> None:
    first, second, third = steps_of(workspace, plan)
    draft = workspace.ask(draft_step, second)
    draft.after_id, draft.anchor, draft.days, draft.day_unit = first, "step_done", 10, "working"
    workspace.do(save_step, draft)
    assert step_row(workspace, second).after == "Count the dry taps"
    circle = workspace.ask(draft_step, first)
    circle.after_id = second
    with pytest.raises(UserError) as caught:
        workspace.do(save_step, circle)
    assert caught.value.code == "step-after-itself"
    for title in ("Write the letter", "Send the letter"):
        workspace.do(save_step, StepDraft(plan, title))
    assert [step.title for step in page_of(workspace, plan).steps][3:] == ["Write the letter", "Send the letter"]
    workspace.do(remove, third)
    assert len(steps_of(workspace, plan)) == 4


def test_a_plan_takes_its_steps_along_and_brings_them_back(workspace: Workspace, plan: int) -> None:
    workspace.do(set_confidentiality, plan, 1)
    before = page_of(workspace, plan)
    assert {step.confidentiality for step in before.steps} == {1}
    workspace.do(remove, plan)
    assert workspace.ask(list_plan_steps, PlanStepsFilter(status="all")) == []
    workspace.undo()
    assert page_of(workspace, plan) == before
    assert workspace.check() == []


def test_a_plan_is_changed_and_its_steps_are_as_confidential_as_it(workspace: Workspace, plan: int) -> None:
    draft = workspace.ask(draft_plan, plan)
    draft.issue, draft.confidentiality, draft.tags = "Dry taps", 2, ["water"]
    workspace.do(save_plan, draft)
    page = page_of(workspace, plan)
    assert (page.issue, page.tags) == ("Dry taps", ("water",))
    assert {step.confidentiality for step in page.steps} == {2}
    draft = workspace.ask(draft_plan, plan)
    draft.starts_on, draft.ends_on = date(2026, 12, 1), date(2026, 11, 1)
    with pytest.raises(UserError) as caught:
        workspace.do(save_plan, draft)
    assert caught.value.code == "plan-ends-before-it-begins"


def test_lists_find_a_plan_by_its_body_its_words_and_those_of_its_steps(
    workspace: Workspace, plan: int, cso: int
) -> None:
    other = workspace.do(save_plan, PlanDraft("Clinics")).value[0]
    ask = workspace.ask
    assert ask(list_plans) == [plan, other]
    assert ask(list_plans, PlansFilter(body_id=cso)) == [plan]
    assert ask(list_plans, PlansFilter(text="councillor")) == [plan]
    assert ask(list_plans, PlansFilter(is_late=True)) == [plan]
    assert ask(list_plans, PlansFilter(status="draft")) == [other]
    assert [row.title for row in ask(get_plan_rows, [other, plan])] == ["Clinics", "Taps for Sampleville"]
    first = steps_of(workspace, plan)[0]
    assert [one.name for one in ask(find, "dry taps")] == ["Count the dry taps, A-2026-0001"]
    assert [one.detail for one in ask(get_found, [plan, first])] == ["Active", "Not started"]
    assert ask(plan_of, first) == ask(plan_of, plan) == plan
    assert ask(list_plan_steps, PlanStepsFilter(due_to=ON)) == [first]


@some(8)
@given(
    choices=st.lists(st.integers(0, 20), max_size=8),
    due=st.none() | st.dates(date(2026, 10, 1), date(2027, 6, 1)),
)
def test_whatever_happens_no_open_step_is_forgotten_and_undo_takes_it_all_back(
    workspace: Workspace, today: date, choices: list[int], due: date | None
) -> None:
    draft = PlanDraft("Any", status="active")
    plan_id = workspace.do(write_plan, draft, [StepDraft(title="Do it", due_on=due)]).value[0]
    (step_id,) = steps_of(workspace, plan_id)
    seen = [page_of(workspace, plan_id)]
    for number, choice in enumerate(choices):
        offered = plans.next_step_statuses(seen[-1].steps[0].status)
        taken = offered[choice % len(offered)]
        new_due = date(2027, 7, 1) + timedelta(days=number) if taken is StepStatus.DEFERRED else None
        workspace.do(change_step_status, step_id, taken, ON, note="so it is", new_due=new_due)
        seen.append(page_of(workspace, plan_id))
        row = seen[-1].steps[0]
        assert (row.next_look is not None) == plans.is_open_step(taken)
        latest = max(today + timedelta(days=30), row.due_agreed or today)
        assert row.next_look is None or row.next_look <= latest
    for page in reversed(seen[:-1]):
        workspace.undo()
        assert page_of(workspace, plan_id) == page


def test_the_review_goes_through_what_presses_and_nothing_due_is_left_out(workspace: Workspace, plan: int) -> None:
    late, later, _undated = steps_of(workspace, plan)
    due = workspace.ask(list_due)
    assert late in due
    assert set(due) <= set(workspace.ask(list_review))
    assert later not in workspace.ask(list_review)
    item = workspace.ask(get_review_item, late)
    assert item is not None
    assert (item.kind, item.opens, item.lateness) == (Kind.STEP, ("plans", plan), Lateness.OVERDUE)
    call = answer(item, Key.LAPSED, Said(note="Nobody needs it"))
    workspace.do(call.operation, *call.args, **call.named)
    assert step_row(workspace, late).status is StepStatus.SKIPPED
    workspace.do(change_status, plan, "paused", ON)
    assert set(workspace.ask(list_review)) & {late, later} == set()
    of_plan = workspace.ask(get_review_item, plan)
    assert of_plan is not None
    call = answer(of_plan, Key.DONE, Said(note="They are back"))
    workspace.do(call.operation, *call.args, **call.named)
    assert page_of(workspace, plan).row.status == "active"
