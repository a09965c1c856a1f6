"""A correction is remembered, dated, wins where it is nearest, and is undone; an answer fills what is empty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm.operations.engagements import EngagementDraft, save_engagement
from crm.operations.issues import IssueDraft, change_status, draft_issue, save_issue
from crm.operations.organisations import draft_organisation, save_organisation
from crm.operations.petitions import PetitionDraft, draft_petition, save_petition
from crm.operations.plans import PlanDraft, StepDraft, save_plan, save_step
from crm.operations.routes import (
    RouteDraft,
    correct_route,
    draft_correction,
    draft_route,
    put_into,
    remove_route,
    save_route,
)
from crm.operations.ties import tied_to
from crm.queries.asking import get_asker
from crm.queries.engagements import get_engagement
from crm.queries.own_routes import list_routes
from crm.queries.routes import Answer, who_deals_with
from crm.queries.topics import find_topic
from crm.rules.errors import UserError
from crm.rules.routing import Part
from crm.rules.ties import Kind
from crm.workspace import Workspace
from tests.queries.routes_scene import DISTRICT, ON, WARD, Scene, committee, make_scene, place

pytestmark = pytest.mark.usefixtures("today")
COMMUNITY = "Portfolio Committee on Roads and Public Works"


@pytest.fixture
def scene(workspace: Workspace) -> Scene:
    return make_scene(workspace)


def ask(workspace: Workspace, topic: str = "Health", where: int | str = WARD, on: date = ON) -> Answer:
    answer: Answer = workspace.ask(who_deals_with, topic, where, on)
    return answer


def committee_of(answer: Answer) -> tuple[int | None, str]:
    found = answer.first(Part.COMMITTEE)
    assert found is not None
    return found.organisation_id, found.name


def correct(workspace: Workspace, answer: Answer, **changed: object) -> int:
    draft = draft_correction(answer)
    for name, value in changed.items():
        setattr(draft, name, value)
    route_id: int = workspace.do(correct_route, draft).value[0]
    return route_id


def test_a_correction_is_remembered_says_whose_word_it_is_and_is_undone(workspace: Workspace, scene: Scene) -> None:
    before = ask(workspace)
    other = committee(workspace, COMMUNITY)
    correct(workspace, before, committee_id=other, person_id=scene.coordinator, note="The chair told us")
    after = ask(workspace)
    assert committee_of(after) == (other, COMMUNITY)
    assert after.why == (
        "Your own route for Health in Northern Cape (by Lerato Tester, 22 Nov 2026): The chair told us."
    )
    assert after.who[0].part is Part.ASK
    assert after.who[0].person_id == scene.coordinator
    assert after.first(Part.DEPARTMENT) == before.first(Part.DEPARTMENT), "what it leaves empty stays as it was"
    workspace.undo()
    assert ask(workspace) == before


def test_it_holds_from_its_day_and_what_was_known_before_ends_then(workspace: Workspace, scene: Scene) -> None:
    first, second = committee(workspace, COMMUNITY), scene.committee
    correct(workspace, ask(workspace), committee_id=first, started_on=date(2026, 1, 1))
    correct(workspace, ask(workspace), committee_id=second, started_on=date(2026, 11, 1))
    assert [(route.committee_id, route.started_on, route.ended_on) for route in workspace.ask(list_routes)] == [
        (second, date(2026, 11, 1), None),
        (first, date(2026, 1, 1), date(2026, 10, 31)),
    ]
    assert committee_of(ask(workspace, on=date(2026, 10, 31)))[0] == first
    assert committee_of(ask(workspace, on=date(2026, 11, 1)))[0] == second
    assert ask(workspace, on=date(2025, 12, 31)).route is None


def test_a_second_correction_on_the_same_day_takes_the_place_of_the_first(workspace: Workspace, scene: Scene) -> None:
    route_id = correct(workspace, ask(workspace), committee_name="Committee on Clinics")
    assert correct(workspace, ask(workspace), committee_name="Committee on Wards") == route_id
    assert [route.committee for route in workspace.ask(list_routes)] == ["Committee on Wards"]
    assert committee_of(ask(workspace)) == (None, "Committee on Wards")


def test_the_nearest_place_wins(workspace: Workspace, scene: Scene) -> None:
    for where, name in (
        (None, "Everywhere"),
        (place(workspace, "NC"), "Province"),
        (place(workspace, DISTRICT), "District"),
        (scene.municipality, "Municipality"),
    ):
        workspace.do(save_route, RouteDraft("Health", where, committee_name=name))
        assert committee_of(ask(workspace))[1] == name
    assert committee_of(ask(workspace, where="NC091"))[1] == "Province"
    assert committee_of(ask(workspace, where="63701001"))[1] == "Everywhere"


def test_a_route_may_say_another_sphere(workspace: Workspace, scene: Scene) -> None:
    workspace.do(save_route, RouteDraft("Health", sphere="local", note="The municipality runs this clinic"))
    assert ask(workspace).first(Part.MUNICIPALITY) is not None


def test_a_route_for_a_shipped_topic_makes_the_topic_of_the_workspace(workspace: Workspace, scene: Scene) -> None:
    workspace.do(save_route, RouteDraft("water", committee_id=scene.committee))
    assert workspace.ask(find_topic, "Water and sanitation") is not None
    assert committee_of(ask(workspace, "No water"))[0] == scene.committee
    workspace.do(save_route, RouteDraft("Fishing rights", committee_name="Fishing"))
    answer = ask(workspace, "Fishing rights")
    assert (answer.sphere, committee_of(answer)) == ("", (None, "Fishing"))


def test_it_is_changed_and_removed(workspace: Workspace, scene: Scene) -> None:
    route_id = workspace.do(save_route, RouteDraft("Health", committee_name="One")).value[0]
    draft = workspace.ask(draft_route, route_id)
    draft.committee_name = "Two"
    workspace.do(save_route, draft)
    assert committee_of(ask(workspace))[1] == "Two"
    done = workspace.do(remove_route, route_id)
    assert done.label == "Remove Health"
    assert workspace.ask(list_routes) == []
    workspace.undo()
    assert [route.committee for route in workspace.ask(list_routes)] == ["Two"]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (RouteDraft("", committee_name="One"), "route-without-topic"),
        (RouteDraft("Health"), "route-says-nothing"),
        (RouteDraft("Health", sphere="galactic"), "no-such-choice"),
        (RouteDraft("Health", 99_999, committee_name="One"), "not-found"),
        (
            RouteDraft("Health", committee_name="One", started_on=ON, ended_on=ON - timedelta(days=1)),
            "route-ends-before-it-begins",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_loses_nothing(workspace: Workspace, draft: RouteDraft, code: str) -> None:
    with pytest.raises(UserError) as refused:
        workspace.do(save_route, draft)
    assert refused.value.code == code
    assert workspace.ask(list_routes) == []


def test_a_committee_that_was_closed_since_is_said_to_be(workspace: Workspace, scene: Scene) -> None:
    correct(workspace, ask(workspace), committee_id=scene.committee)
    draft = workspace.ask(draft_organisation, scene.committee)
    draft.is_closed = True
    workspace.do(save_organisation, draft)
    found = ask(workspace).first(Part.COMMITTEE)
    assert found is not None
    assert (found.organisation_id, found.fresh, found.is_to_check) == (scene.committee, "closed, check", True)


def test_what_a_route_names_is_not_removed_from_under_it(workspace: Workspace, scene: Scene) -> None:
    workspace.do(save_route, RouteDraft("Health", committee_id=scene.committee))
    with pytest.raises(UserError) as refused:
        workspace.do(remove_route, scene.committee)
    assert refused.value.code == "still-in-use"


# Using an answer


def test_a_record_asks_with_its_topic_and_place(workspace: Workspace, scene: Scene) -> None:
    health = workspace.ask(find_topic, "Health")
    petition = workspace.do(save_petition, PetitionDraft("A nurse", place_id=scene.ward, topics=[health])).value[0]
    asker = workspace.ask(get_asker, petition)
    assert asker is not None
    assert (asker.topic, asker.place_id, asker.noun) == ("Health", scene.ward, "petitions")
    plan = workspace.do(save_plan, PlanDraft("No water in Pella", place_id=scene.ward)).value[0]
    asker = workspace.ask(get_asker, plan)
    assert asker is not None
    assert asker.topic == "Water and sanitation", "read from its words where no topic is set"
    assert workspace.ask(get_asker, scene.mec) is None


def test_an_answer_fills_the_empty_field_of_a_petition_once(workspace: Workspace, scene: Scene) -> None:
    petition = workspace.do(save_petition, PetitionDraft("A nurse", place_id=scene.ward)).value[0]
    before = workspace.ask(draft_petition, petition)
    workspace.do(put_into, petition, "committee", scene.committee)
    workspace.do(put_into, petition, "coordinator", scene.coordinator)
    workspace.do(put_into, petition, "department", scene.health)
    after = workspace.ask(draft_petition, petition)
    assert (after.committee_id, after.official_id) == (scene.committee, scene.coordinator)
    with pytest.raises(UserError) as refused:
        workspace.do(put_into, petition, "committee", scene.council)
    assert refused.value.code == "field-is-filled"
    for _each in range(3):
        workspace.undo()
    undone = workspace.ask(draft_petition, petition)
    assert (undone.committee_id, undone.official_id) == (before.committee_id, before.official_id)


def test_a_plan_aims_at_it_and_a_planned_engagement_expects_the_councillor(workspace: Workspace, scene: Scene) -> None:
    plan = workspace.do(save_plan, PlanDraft("A nurse", place_id=scene.ward)).value[0]
    workspace.do(put_into, plan, "councillor", scene.councillor)
    assert workspace.ask(tied_to, plan, Kind.AIMS_AT) == [scene.councillor]
    visit = workspace.do(save_engagement, EngagementDraft("Visit to Pella", date(2026, 12, 1))).value[0]
    workspace.do(put_into, visit, "councillor", scene.councillor)
    page = workspace.ask(get_engagement, visit)
    assert page is not None
    assert [each.person_id for each in page.attendance] == [scene.councillor]
    with pytest.raises(UserError):
        workspace.do(put_into, visit, "councillor", scene.councillor)


def test_an_issue_gets_its_respondent_and_a_step_asks_for_its_plan(workspace: Workspace, scene: Scene) -> None:
    issue = workspace.do(save_issue, IssueDraft("No water in Pella", place_id=scene.ward)).value[0]
    asker = workspace.ask(get_asker, issue)
    assert asker is not None
    assert (asker.topic, asker.place_id) == ("Water and sanitation", scene.ward)
    workspace.do(put_into, issue, "municipality", scene.council)
    assert workspace.ask(draft_issue, issue).respondent_id == scene.council
    with pytest.raises(UserError):
        workspace.do(put_into, issue, "department", scene.health)
    workspace.do(change_status, issue, "not_their_responsibility", ON, note="The department runs it")
    workspace.do(put_into, issue, "department", scene.health)
    assert workspace.ask(draft_issue, issue).respondent_id == scene.health, "it was not theirs: it goes over"
    plan = workspace.do(save_plan, PlanDraft("No water in Pella")).value[0]
    step = workspace.do(save_step, StepDraft(plan, "Find the committee")).value[0]
    asked = workspace.ask(get_asker, step)
    assert asked is not None
    assert asked.id == plan


def test_topics_are_not_doubled(workspace: Workspace) -> None:
    safety = workspace.ask(find_topic, "Safety")
    workspace.do(save_route, RouteDraft("Safety", committee_name="One"))
    workspace.do(save_route, RouteDraft("police", committee_name="Two"))
    assert {route.topic_id for route in workspace.ask(list_routes)} == {safety}
