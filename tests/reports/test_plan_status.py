"""The status of advocacy plans read back from the paper: steps with slips and reasons, outcomes, what is withheld."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import letters, reader, words

from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.outcomes import OutcomeDraft, save_outcome
from crm.operations.plans import (
    PlanDraft,
    StepDraft,
    change_step_status,
    move_step_date,
    save_plan,
    save_step,
)
from crm.operations.records import set_confidentiality
from crm.queries.plans import get_plan
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports import catalog
from reports.layout.timeline import Mark, Row, draw

WIDTH = 500.0


@pytest.fixture
def cso(workspace: Workspace, today: date) -> int:
    return int(workspace.do(save_organisation, OrganisationDraft("Water for All", kind="cso_partner")).value[0])


@pytest.fixture
def plan(workspace: Workspace, cso: int) -> int:
    draft = PlanDraft(
        "Water by winter",
        objective="Every tap in the ward runs",
        organisation_id=cso,
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 6, 30),
    )
    return int(workspace.do(save_plan, draft).value[0])


@pytest.fixture
def steps(workspace: Workspace, plan: int) -> list[int]:
    made = [
        int(workspace.do(save_step, StepDraft(plan, title, due_on=due)).value[0])
        for title, due in (
            ("Count the dry taps", date(2026, 10, 1)),
            ("Speak to the councillor", date(2026, 11, 2)),
            ("Hand it in", None),
        )
    ]
    workspace.do(move_step_date, made[0], date(2026, 10, 20), date(2026, 10, 1), reason="It rained for a week")
    workspace.do(change_step_status, made[0], "done", date(2026, 10, 19), note="61 taps")
    return made


def paper(workspace: Workspace, **options: str) -> bytes:
    return catalog.make_bytes(workspace.ask, "plan-status", options, made_by="Lerato Tester", invariant=True)


def test_the_paper_shows_each_step_with_its_day_its_slips_and_where_it_stands(
    workspace: Workspace, plan: int, steps: list[int]
) -> None:
    said = words(paper(workspace, plan=f"plans:{plan}"))
    for part in (
        "A-2026-0001 Water by winter",
        "24 Aug 2026 to 22 Nov 2026",
        "1 plan, 3 steps, 1 late. In the period: 1 step done, 1 date moved, 0 outcomes seen.",
        "Every tap in the ward runs",
        "Water for All",
        "20 Oct 2026: It rained for a week",
        "Done 19 Oct 2026",
        "Not started, overdue",
        "no date",
        "Steps · 3",
        "For Our Voice only.",
    ):
        assert letters(part) in letters(said), part


def test_outcomes_stand_under_their_plan(workspace: Workspace, plan: int, cso: int, steps: list[int]) -> None:
    draft = OutcomeDraft(
        "The council put the pipe into its budget",
        plan_id=plan,
        actor_name="The council",
        on_day=date(2026, 11, 10),
        significance="The first money in nine years",
        contribution="We counted the taps",
        substantiated_by="The Dikgatlong Gazette",
    )
    workspace.do(save_outcome, draft)
    said = words(paper(workspace, plan=f"plans:{plan}"))
    for part in ("Outcomes · 1", draft.statement, draft.significance, draft.contribution, draft.substantiated_by):
        assert letters(part) in letters(said), part
    assert "1 outcome seen" in said


def test_all_plans_of_a_cso_are_in_one_paper_and_a_restricted_one_is_counted(
    workspace: Workspace, plan: int, cso: int, steps: list[int]
) -> None:
    second = workspace.do(save_plan, PlanDraft("Toilets for all", organisation_id=cso)).value[0]
    said = words(paper(workspace, cso=f"organisations:{cso}"))
    assert "Water by winter" in said
    assert "Toilets for all" in said
    assert "It has no steps yet." in said
    workspace.do(set_confidentiality, second, 2)
    said = words(paper(workspace, cso=f"organisations:{cso}"))
    assert "Toilets for all" not in said
    assert "1 record is not shown for that" in said
    secret = words(paper(workspace, plan=f"plans:{second}"))
    assert "Toilets for all" not in secret
    assert "There is no plan that fits this choice." in secret


def test_it_has_to_be_about_something(workspace: Workspace, today: date) -> None:
    with pytest.raises(UserError) as problem:
        paper(workspace)
    assert problem.value.code == "report-option-of-several-missing"


def test_a_long_plan_takes_several_pages_and_loses_no_step(workspace: Workspace, plan: int, today: date) -> None:
    for number in range(45):
        due = date(2026, 9 + number % 4, 1 + number % 28)
        workspace.do(save_step, StepDraft(plan, f"Step called {number:02} of the long way", due_on=due))
    page = workspace.ask(get_plan, plan)
    assert page is not None
    data = paper(workspace, plan=f"plans:{plan}")
    assert len(reader(data).pages) > 2
    said = words(data)
    assert all(f"Step called {number:02}" in said for number in range(45))
    assert "45 steps" in said


days = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2060, 12, 31)))


@given(st.lists(st.tuples(st.text(max_size=30), days, days, st.sampled_from(list(Mark))), max_size=70))
def test_no_day_is_drawn_outside_its_room(found: list[tuple[str, date | None, date | None, Mark]]) -> None:
    drawings = draw([Row(*row) for row in found], date(2026, 11, 22), WIDTH)
    assert bool(drawings) == any(row[1] or row[2] for row in found)
    for drawing in drawings:
        assert drawing.height < 700
        for shape in drawing.contents:
            for x in (getattr(shape, name) for name in ("x", "x1", "x2") if hasattr(shape, name)):
                assert -0.01 <= x <= WIDTH + 0.01
