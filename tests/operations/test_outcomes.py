"""Outcomes are harvested: who changed, in what, our part, who says so too; counted by the field's indicators."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.outcomes import OutcomeDraft, draft_outcome, save_outcome
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plans import PlanDraft, save_plan
from crm.operations.records import remove
from crm.queries.history import list_history
from crm.queries.outcomes import (
    OutcomePage,
    OutcomesFilter,
    count_indicators,
    find_outcome,
    get_outcome,
    list_outcomes,
)
from crm.queries.records import find
from crm.rules import outcomes
from crm.rules.errors import UserError
from crm.workspace import Workspace

SEEN = date(2026, 11, 10)


@pytest.fixture
def council(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sampleville Council", "council")).value[0]


@pytest.fixture
def outcome(workspace: Workspace, council: int) -> int:
    plan_id = workspace.do(save_plan, PlanDraft("Taps for Sampleville")).value[0]
    petition_id = workspace.do(save_petition, PetitionDraft("Water now")).value[0]
    draft = OutcomeDraft(
        "The council answers letters within ten days",
        actor_id=council,
        kind="practice",
        indicator="accountability_improved",
        on_day=SEEN,
        significance="For years nobody answered",
        contribution="Our follow-ups, every month",
        level="high",
        plan_id=plan_id,
        belongs=[petition_id],
    )
    return workspace.do(save_outcome, draft).value[0]


def page_of(workspace: Workspace, outcome_id: int) -> OutcomePage:
    page = workspace.ask(get_outcome, outcome_id)
    assert page is not None
    return page


def test_an_outcome_says_who_changed_in_what_and_what_our_part_was(workspace: Workspace, outcome: int) -> None:
    page = page_of(workspace, outcome)
    assert page.row.name == "O-2026-0001 The council answers letters within ten days"
    assert page.row.sentence == "Sampleville Council, practice, 10 Nov 2026, not expected, nobody else says so yet."
    assert (page.row.actor, page.row.actor_noun, page.row.plan) == (
        "Sampleville Council",
        "organisations",
        "A-2026-0001 Taps for Sampleville",
    )
    assert [each.name for each in page.belongs] == ["P-2026-0001 Water now"]
    assert (page.significance, page.row.level) == ("For years nobody answered", "high")
    assert workspace.ask(find_outcome, "O-2026-0001") == outcome
    assert [each.id for each in workspace.ask(find, "follow-ups every month")] == [outcome]


def test_somebody_else_says_so_too_and_undo_takes_it_back(workspace: Workspace, outcome: int) -> None:
    draft = workspace.ask(draft_outcome, outcome)
    draft.substantiated_by, draft.substantiated_on, draft.is_expected = "The ward committee", SEEN, True
    workspace.do(save_outcome, draft)
    row = page_of(workspace, outcome).row
    assert row.sentence.endswith("expected, The ward committee says so too.")
    assert workspace.ask(list_outcomes, OutcomesFilter(is_substantiated=True)) == [outcome]
    workspace.undo()
    assert workspace.ask(list_outcomes, OutcomesFilter(is_substantiated=True)) == []
    assert [entry.label for entry in workspace.ask(list_history, outcome)][-1] == "Save outcome O-2026-0001"


def test_the_indicators_are_counted_over_all_and_over_a_plan(workspace: Workspace, outcome: int) -> None:
    for statement, indicator in (
        ("A tap in every street", "service_gained"),
        ("Doors open", ""),
        ("A by-law", "policy_changed"),
    ):
        workspace.do(save_outcome, OutcomeDraft(statement, actor_name="The council", indicator=indicator))
    assert workspace.ask(count_indicators) == {"policy_changed": 1, "service_gained": 1, "accountability_improved": 1}
    plan_id = page_of(workspace, outcome).row.plan_id
    assert workspace.ask(count_indicators, OutcomesFilter(plan_id=plan_id))["policy_changed"] == 0
    assert len(workspace.ask(list_outcomes)) == 4
    assert workspace.ask(list_outcomes)[0] == outcome, "by day, the newest first; without a day last"
    workspace.do(remove, outcome)
    assert len(workspace.ask(list_outcomes)) == 3


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (OutcomeDraft(" ", actor_name="The council"), "outcome-without-change"),
        (OutcomeDraft("They answer"), "outcome-without-actor"),
        (OutcomeDraft("They answer", actor_name="X", kind="moon"), "no-such-choice"),
        (OutcomeDraft("They answer", actor_name="X", on_day=date(2027, 1, 1)), "made-in-future"),
    ],
)
def test_what_is_no_outcome_is_refused(workspace: Workspace, today: date, draft: OutcomeDraft, code: str) -> None:
    with pytest.raises(UserError) as caught:
        workspace.do(save_outcome, draft)
    assert caught.value.code == code
    assert workspace.ask(list_outcomes) == []


def test_every_choice_has_words() -> None:
    for choices in (outcomes.Kind, outcomes.Indicator, outcomes.Level):
        assert all(outcomes.label(choice) for choice in choices)
