"""Who deals with a topic in a place: councillor to constituency office, why, how fresh, and what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.offices import RoleDraft
from crm.operations.organisations import draft_organisation, save_organisation
from crm.operations.people import draft_person, save_person
from crm.operations.ties import tie
from crm.queries.own_routes import find_subject, find_topics
from crm.queries.routes import Answer, who_deals_with
from crm.queries.where import find_ward_choice, find_where
from crm.rules.errors import UserError
from crm.rules.routing import Part
from crm.store.engine import database
from crm.workspace import Workspace
from tests.queries.routes_scene import MUNICIPALITY, ON, WARD, Scene, body, make_scene, person, place
from ui.words import sentence

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def scene(workspace: Workspace) -> Scene:
    return make_scene(workspace)


def ask(workspace: Workspace, topic: str, where: int | str) -> Answer:
    answer: Answer = workspace.ask(who_deals_with, topic, where, ON)
    return answer


def missing(answer: Answer) -> set[Part]:
    return {each.part for each in answer.not_known}


def test_a_clinic_in_a_ward_leads_from_the_councillor_to_the_committee(workspace: Workspace, scene: Scene) -> None:
    answer = ask(workspace, "Health", scene.ward)
    assert answer.sphere == "provincial"
    assert answer.why == (
        "Health: a provincial function (Constitution, Schedule 4, Part A: health services (ambulance services: "
        "Schedule 5, Part A)). Check for your legislature."
    )
    said = {each.part: (each.record, each.is_to_check) for each in answer.who}
    assert said[Part.COUNCILLOR] == (("people", scene.councillor), False)
    assert said[Part.DEPARTMENT] == (("organisations", scene.health), False)
    assert said[Part.MEC] == (("people", scene.mec), False)
    assert said[Part.COMMITTEE] == (("organisations", scene.committee), True)
    assert said[Part.CHAIR] == (("people", scene.chair), False)
    assert said[Part.COORDINATOR] == (("people", scene.coordinator), False)
    assert said[Part.CONSTITUENCY_OFFICE] == (("organisations", scene.office), False)
    assert Part.MUNICIPALITY not in said, "a clinic is no local function"
    assert all(each.why for each in answer.who)


def test_each_says_how_it_is_reached_and_how_fresh_that_is(workspace: Workspace, scene: Scene) -> None:
    answer = ask(workspace, "clinics", WARD)
    mec, committee, chair = (answer.first(part) for part in (Part.MEC, Part.COMMITTEE, Part.CHAIR))
    assert mec is not None
    assert committee is not None
    assert chair is not None
    assert (mec.contact, mec.fresh) == ("053 000 0001", "verified on 3 Nov 2026")
    assert committee.fresh == "suggested, check"
    assert chair.fresh == "never verified"


def test_private_numbers_and_unwanted_ways_are_not_given_out(workspace: Workspace, scene: Scene) -> None:
    draft = workspace.ask(draft_person, scene.mec)
    draft.contacts[0].is_private = True
    workspace.do(save_person, draft)
    assert (ask(workspace, "Health", WARD).first(Part.MEC) or pytest.fail()).contact == ""
    draft = workspace.ask(draft_person, scene.mec)
    draft.contacts[0].is_private, draft.do_not_contact = False, "phone"
    workspace.do(save_person, draft)
    assert (ask(workspace, "Health", WARD).first(Part.MEC) or pytest.fail()).contact == ""


def test_water_is_local_so_the_municipality_answers_and_the_province_oversees(
    workspace: Workspace, scene: Scene
) -> None:
    answer = ask(workspace, "No water in the taps", scene.ward)
    assert (answer.topic, answer.sphere) == ("Water and sanitation", "local")
    names = [(each.part, each.name) for each in answer.who]
    assert (Part.MUNICIPALITY, "Khâi-Ma Council") in names
    assert (Part.DISTRICT, "Namakwa") in names, "the district may be the one that supplies water"
    committee = answer.first(Part.COMMITTEE)
    assert committee is not None
    assert "Cooperative Governance" in committee.name
    assert Part.MANAGER in missing(answer)
    assert Part.DEPARTMENT in missing(answer)
    assert all(each.words and each.todo for each in answer.not_known)


def test_who_was_elected_before_the_last_elections_is_of_the_old_term(workspace: Workspace, scene: Scene) -> None:
    answer = ask(workspace, "Water and sanitation", scene.municipality)
    mayor = answer.first(Part.MAYOR)
    assert mayor is not None
    assert (mayor.person_id, mayor.fresh, mayor.is_to_check) == (scene.mayor, "old term, until 3 Nov 2026", True)
    assert Part.MAYOR in missing(answer)
    assert Part.COUNCILLOR in missing(answer), "no ward was named"
    before = workspace.ask(who_deals_with, "water", scene.municipality, date(2026, 6, 1)).first(Part.MAYOR)
    assert before is not None
    assert not before.is_to_check


def test_ward_councillors_without_their_ward_are_named_where_one_is_looked_for(
    workspace: Workspace, scene: Scene
) -> None:
    person(workspace, "Cllr F. Wardless", RoleDraft(scene.council, "Ward councillor", start="2026-11-04"))
    missed = [each for each in ask(workspace, "Health", "30607001").not_known if each.part is Part.COUNCILLOR]
    assert "Cllr F. Wardless" in missed[0].todo
    assert missed[0].organisation_id == scene.council


def test_a_ward_drawn_for_the_old_councils_asks_whether_it_is_still_the_ward(
    workspace: Workspace, scene: Scene
) -> None:
    said = [each.words for each in ask(workspace, "Health", scene.ward).not_known]
    assert any("drawn anew" in words for words in said)
    before = workspace.ask(who_deals_with, "Health", scene.ward, date(2026, 6, 1))
    assert not any("drawn anew" in each.words for each in before.not_known)


def test_a_ward_that_is_not_among_our_places_still_gives_municipality_and_province(workspace: Workspace) -> None:
    answer = ask(workspace, "water", "63701001")
    where = answer.where
    assert where.ward is not None
    assert where.municipality is not None
    assert where.province is not None
    assert (where.ward.id, where.municipality.code, where.province.name) == (None, "NW371", "North West")
    assert where.province.id is not None, "provinces are here for the whole country"
    municipality, committee = answer.first(Part.MUNICIPALITY), answer.first(Part.COMMITTEE)
    assert municipality is not None
    assert (municipality.name, municipality.organisation_id) == ("Moretele", None)
    assert committee is not None
    assert committee.is_to_check, "only suggested: the committees of North West are not in this workspace"
    assert committee.organisation_id is None


def test_a_national_function_names_the_provinces_counterpart_and_parliaments_committee(
    workspace: Workspace, scene: Scene
) -> None:
    answer = ask(workspace, "police", scene.ward)
    assert (answer.topic, answer.sphere) == ("Safety", "national")
    national, committee = answer.first(Part.NATIONAL), answer.first(Part.COMMITTEE)
    assert national is not None
    assert (national.name, national.is_to_check) == ("Portfolio Committee on Police", True)
    assert committee is not None
    assert "Safety" in committee.name
    assert ask(workspace, "Home affairs", scene.ward).first(Part.DEPARTMENT) is None


def test_a_constituency_office_is_found_by_the_area_it_is_tied_to(workspace: Workspace, scene: Scene) -> None:
    far = body(workspace, "Springbok constituency office", "constituency_office")
    assert [
        each.organisation_id for each in ask(workspace, "Health", WARD).who if each.part == "constituency_office"
    ] == [scene.office]
    workspace.do(tie, far, scene.municipality, "area")
    found = [each.organisation_id for each in ask(workspace, "Health", WARD).who if each.part == "constituency_office"]
    assert found == [scene.office, far]


def test_an_office_that_only_its_name_places_there_is_to_be_checked(workspace: Workspace, scene: Scene) -> None:
    named = body(workspace, "UPINGTON constituency office", "constituency_office")
    answer = ask(workspace, "Health", "NC087")
    found = answer.first(Part.CONSTITUENCY_OFFICE)
    assert found is not None
    assert (found.organisation_id, found.is_to_check) == (named, True)
    assert Part.CONSTITUENCY_OFFICE in missing(answer)
    workspace.do(tie, named, place(workspace, "NC087"), "area")
    again = [each.is_to_check for each in ask(workspace, "Health", "NC087").who if each.organisation_id == named]
    assert again == [False]


def test_a_committee_somebody_checked_comes_before_a_suggested_one(workspace: Workspace, scene: Scene) -> None:
    suggested = workspace.ask(draft_organisation, scene.committee)
    own = body(workspace, "Committee on Health and Hospitals", "committee", parent_id=suggested.parent_id)
    found = ask(workspace, "Health", WARD).first(Part.COMMITTEE)
    assert found is not None
    assert (found.organisation_id, found.is_to_check) == (own, False)


def test_departments_of_another_province_or_closed_ones_are_not_taken(workspace: Workspace, scene: Scene) -> None:
    draft = workspace.ask(draft_organisation, scene.health)
    draft.is_closed = True
    workspace.do(save_organisation, draft)
    body(workspace, "Limpopo Department of Health", "department")
    assert ask(workspace, "Health", WARD).first(Part.DEPARTMENT) is None


def test_an_answer_takes_a_few_questions(workspace: Workspace, scene: Scene) -> None:
    asked = []

    def counted() -> Answer:
        execute = database.execute_sql
        database.execute_sql = lambda *args, **named: (asked.append(args[0]), execute(*args, **named))[1]
        try:
            return who_deals_with("water", WARD, ON)
        finally:
            database.execute_sql = execute

    workspace.ask(counted)
    assert len(asked) <= 11, asked


# Topics and places


def test_a_topic_is_found_by_its_name_its_other_words_or_a_shipped_word(workspace: Workspace) -> None:
    assert workspace.ask(find_subject, "health").name == "Health"
    assert workspace.ask(find_subject, "police").name == "Safety", "the workspace's own topic for the shipped line"
    road = workspace.ask(find_subject, "road")
    assert road.topic_id is None
    assert len(road.others) >= 1, "it may be a street or a provincial road"


def test_an_unknown_topic_or_place_is_refused_with_near_names(workspace: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        workspace.ask(find_subject, "Helth")
    assert "Health" in sentence(refused.value)
    with pytest.raises(UserError) as refused:
        workspace.ask(find_where, "Khai-Maa")
    assert "Khâi-Ma" in sentence(refused.value)
    with pytest.raises(UserError) as refused:
        workspace.ask(find_where, "30607999")
    assert refused.value.code == "ward-id-no-ward"


def test_a_place_is_found_by_name_code_or_ward_id(workspace: Workspace) -> None:
    ward = place(workspace, WARD)
    assert workspace.ask(find_where, "ward 30607003").ids[0] == ward
    assert workspace.ask(find_where, "khai-ma ward 3").ids[0] == ward
    assert workspace.ask(find_where, MUNICIPALITY.lower()).ids[0] == place(workspace, MUNICIPALITY)
    assert workspace.ask(find_where, "Northern Cape").words == "Northern Cape"
    assert workspace.ask(find_where, "Upington").words == "Dawid Kruiper, ZF Mgcawu, Northern Cape", "by its town"
    assert workspace.ask(find_where, "Polokwane").words == "Polokwane, Capricorn, Limpopo"


def test_fields_complete_topics_and_wards(workspace: Workspace) -> None:
    names = [name for _id, name, _detail in workspace.ask(find_topics, "wat")]
    assert names[0] == "Water and sanitation"
    assert workspace.ask(find_topics, "Health")[0][1:] == ("Health", "a provincial function")
    found = workspace.ask(find_ward_choice, "63701001")
    assert found is not None
    assert found[0] == "63701001"
    assert workspace.ask(find_ward_choice, "63701999") is None
