"""Templates of plans: one ships, ours stand in its place, more can be saved, and undo brings back what was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crm.operations.plan_templates import (
    TemplateDraft,
    draft_template,
    save_plan_as_template,
    save_template,
    steps_from,
)
from crm.operations.plans import PlanDraft, StepDraft, write_plan
from crm.operations.records import remove
from crm.queries.calendar import get_calendar
from crm.queries.plan_templates import find_template, list_templates, preview_template
from crm.queries.plans import get_plan
from crm.rules.errors import UserError
from crm.rules.plan_templates import PlanTemplate, TemplateStep, shipped
from crm.workspace import Workspace

NAME = "From evidence to report back"


def template(workspace: Workspace, name: str = NAME) -> PlanTemplate:
    found = workspace.ask(find_template, name)
    assert found is not None
    return found


def test_one_template_ships_with_the_steps_of_the_fields_practice(workspace: Workspace, today: date) -> None:
    (one,) = workspace.ask(list_templates)
    assert (one.name, one.is_ours) == (NAME, False)
    assert [step.title for step in one.steps] == [
        "Gather evidence",
        "Meet the ward councillor",
        "Identify the portfolio committee",
        "Request information",
        "Draft the submission",
        "Submit it",
        "Confirm receipt",
        "Present it to the committee",
        "Follow up after 30 days",
        "Follow up after 60 days",
        "Follow up after 90 days",
        "Report back to the community",
    ]
    assert "not law" in one.words
    assert all(step.anchor and step.days for step in one.steps), "each hangs on something"


def test_a_plan_from_the_template_has_the_days_that_the_preview_showed(workspace: Workspace, today: date) -> None:
    one = template(workspace, NAME.upper())
    starts, ends = date(2026, 12, 1), date(2027, 4, 30)
    preview = workspace.ask(preview_template, one, starts, ends)
    draft = PlanDraft("Taps for Sampleville", starts_on=starts, ends_on=ends, template_name=one.name)
    plan_id = workspace.do(write_plan, draft, steps_from(one)).value[0]
    page = workspace.ask(get_plan, plan_id)
    assert page is not None
    assert page.template_name == NAME
    assert [step.due_on for step in page.steps] == [line.due for line in preview]
    assert (page.steps[0].due_on, page.steps[5].after) == (date(2026, 12, 15), "Draft the submission")
    calendar = workspace.ask(get_calendar)
    assert all(step.due_on and calendar.is_working(step.due_on) for step in page.steps)
    assert [line.number for line in preview if line.is_after_end] == [12]
    assert preview[1].hangs_on == "5 working days after no. 1 is done"
    workspace.undo()
    assert workspace.ask(get_plan, plan_id) is None


def test_ours_stands_in_the_place_of_the_one_that_ships_and_gives_it_back(workspace: Workspace, today: date) -> None:
    draft = draft_template(template(workspace))
    draft.steps[0] = replace(draft.steps[0], days=20)
    template_id, _name = workspace.do(save_template, draft).value
    (ours,) = workspace.ask(list_templates)
    assert (ours.id, ours.steps[0].days, ours.steps[1:]) == (template_id, 20, shipped()[0].steps[1:])
    changed = workspace.ask(draft_template, ours)
    del changed.steps[6:]
    workspace.do(save_template, changed)
    assert len(template(workspace).steps) == 6
    workspace.undo()
    assert len(template(workspace).steps) == 12
    workspace.do(remove, template_id)
    assert workspace.ask(list_templates) == list(shipped())


def test_a_plan_is_saved_as_a_template_and_typed_days_hang_on_its_beginning(workspace: Workspace, today: date) -> None:
    steps = [
        StepDraft(title="Count the taps", kind="evidence", due_on=date(2026, 12, 11)),
        StepDraft(title="Submit", anchor="step_done", days=5, day_unit="working", after_position=0),
        StepDraft(title="Some day"),
    ]
    plan_id = workspace.do(write_plan, PlanDraft("Taps", starts_on=date(2026, 12, 1)), steps).value[0]
    workspace.do(save_plan_as_template, plan_id, "Taps", "As we did it")
    assert [each.name for each in workspace.ask(list_templates)] == [NAME, "Taps"]
    assert template(workspace, "taps").steps == (
        TemplateStep("Count the taps", "evidence", None, "plan_start", 10, "calendar"),
        TemplateStep("Submit", "", 0, "step_done", 5, "working"),
        TemplateStep("Some day"),
    )
    again = workspace.do(save_plan_as_template, plan_id, "TAPS")
    assert (len(workspace.ask(list_templates)), template(workspace, "Taps").words) == (2, "")
    assert again.label == "Save template TAPS"


def test_a_template_counts_back_from_a_fixed_end(workspace: Workspace, today: date) -> None:
    steps = [TemplateStep("Hand in", "submit", None, "plan_end", 5, "working"), TemplateStep("Thank", after=0)]
    workspace.do(save_template, TemplateDraft("Call for comment", "", steps))
    lines = workspace.ask(preview_template, template(workspace, "Call for comment"), None, date(2026, 12, 18))
    assert [line.due for line in lines] == [date(2026, 12, 10), None]  # 16 December is not worked


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (TemplateDraft(" ", steps=[TemplateStep("One")]), "template-without-name"),
        (TemplateDraft("None"), "template-without-steps"),
        (TemplateDraft("Blank", steps=[TemplateStep(" ")]), "step-without-title"),
        (TemplateDraft("Ring", steps=[TemplateStep("One", after=0)]), "step-after-itself"),
        (TemplateDraft("Far", steps=[TemplateStep("One", anchor="plan_start", days=9999)]), "step-too-far"),
        (TemplateDraft("Odd", steps=[TemplateStep("One", anchor="moon")]), "no-such-choice"),
        (TemplateDraft("kept", steps=[TemplateStep("One")]), "template-name-taken"),
    ],
)
def test_what_is_no_template_is_refused_whole(
    workspace: Workspace, today: date, draft: TemplateDraft, code: str
) -> None:
    workspace.do(save_template, TemplateDraft("Kept", steps=[TemplateStep("One")]))
    with pytest.raises(UserError) as caught:
        workspace.do(save_template, draft)
    assert caught.value.code == code
    assert [each.name for each in workspace.ask(list_templates)] == [NAME, "Kept"]
