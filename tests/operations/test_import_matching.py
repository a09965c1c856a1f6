"""Who and what of a list is recognised, which term it is of, and that doubt is shown instead of decided."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from crm.exchange.candidates import Reading
from crm.exchange.popolo import read_document
from crm.exchange.popolo_document import flatten
from crm.exchange.readers import read
from crm.operations.offices import RoleDraft, TermDraft, save_term
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.queries.doubles import find_doubles
from crm.queries.imports import TermPeriod, guess_term, needs_term, parse_term
from crm.queries.offices import list_terms
from crm.queries.people import PeopleFilter, get_person, list_people
from crm.queries.records import find
from crm.queries.relationships import list_not_same
from crm.rules.dates import parse_approximate
from crm.rules.errors import UserError
from crm.workspace import Workspace
from tests.operations.lists import DA, HOUSE, THREE, bring_in, member, members, people, plan

DATELESS = {"start": "", "end": ""}
pytestmark = pytest.mark.usefixtures("today")


def body(workspace: Workspace, name: str) -> int:
    return workspace.ask(find, name)[0].id


def add_member(workspace: Workspace, name: str, house: str = HOUSE, **role: str) -> int:
    draft = PersonDraft(name, roles=[RoleDraft(body(workspace, house), "Member", **role)])  # type: ignore[arg-type]
    return workspace.do(save_person, draft).value[0]


# --- People ----------------------------------------------------------------------------------------------------------


def test_the_same_name_in_the_same_house_is_the_same_person_whatever_the_list(workspace: Workspace) -> None:
    person = add_member(workspace, "Kagiso Sample", start="2009", end="2014")
    (row,) = plan(workspace, members(THREE[1])).rows_of("changed")
    assert row.record_id == person


def test_given_names_in_another_order_in_the_same_house_are_the_same_person(workspace: Workspace) -> None:
    person = add_member(workspace, "Stanley Kagiso Sample", start="2009", end="2014")
    (row,) = plan(workspace, members(member("KAGISO STANLEY", "SAMPLE"))).rows_of("changed")
    assert row.record_id == person
    elsewhere = members(member("KAGISO STANLEY", "SAMPLE", house="Free State Legislature"))
    assert plan(workspace, elsewhere).counts()["new"]["people"] == 1


def test_somebody_said_to_be_new_is_never_offered_as_the_one_who_looks_like_them(workspace: Workspace) -> None:
    person = add_member(workspace, "Kagiso Sample", "Free State Legislature")
    (row,) = plan(workspace, members(THREE[1])).rows_of("doubtful")
    bring_in(workspace, members(THREE[1]), matches={row.key: 0})
    (new,) = set(workspace.ask(list_people)) - {person}
    assert [other for other, _name, _on in workspace.ask(list_not_same, new)] == [person]
    assert workspace.ask(find_doubles, "people").count == 0
    assert plan(workspace, members(THREE[1])).rows_of("doubtful") == []
    workspace.undo()
    assert workspace.ask(list_not_same, person) == []


def test_whom_a_list_doubts_for_sitting_elsewhere_is_no_probable_double_either(workspace: Workspace) -> None:
    add_member(workspace, "Kagiso Sample", "Free State Legislature")
    assert plan(workspace, members(THREE[1])).rows_of("doubtful") != []
    bring_in(workspace, members(THREE[1]))
    assert workspace.ask(find_doubles, "people").count == 0


def test_a_name_that_sits_elsewhere_is_doubtful_and_offered_as_new(workspace: Workspace) -> None:
    person = add_member(workspace, "Kagiso Sample", "Free State Legislature")
    planned = plan(workspace, members(THREE[1]))
    (row,) = planned.rows_of("doubtful")
    assert row.reason and row.alternatives == (person,) and row.record_id is None
    assert planned.counts()["new"]["people"] == 1
    bring_in(workspace, members(THREE[1]), matches={row.key: person})
    page = workspace.ask(get_person, person)
    assert page is not None and len(page.current) == len(page.past) == 1
    assert plan(workspace, members(THREE[1])).is_empty


def test_whoever_is_nobody_of_ours_by_choice_is_new(workspace: Workspace) -> None:
    add_member(workspace, "Kagiso Sample")
    reading = members(THREE[1])
    assert plan(workspace, reading, matches={reading.people[0].key: 0}).counts()["new"]["people"] == 1


def test_a_name_alone_is_enough_only_when_one_of_ours_has_it_and_sits_nowhere(workspace: Workspace) -> None:
    first = workspace.do(save_person, PersonDraft("Kagiso Sample")).value[0]
    (row,) = plan(workspace, members(THREE[1])).rows_of("changed")
    assert row.record_id == first
    workspace.do(save_person, PersonDraft("Kagiso Sample"))
    (row,) = plan(workspace, members(THREE[1])).rows_of("doubtful")
    assert len(row.alternatives) == 2


def test_nobody_is_taken_for_two_people_of_one_file(workspace: Workspace) -> None:
    person = workspace.do(save_person, PersonDraft("Kagiso Sample")).value[0]
    reading = members(THREE[1], member("Kagiso", "Sample", house="Free State Legislature"))
    planned = plan(workspace, reading)
    assert [row.record_id for row in planned.rows_of("changed") if row.what == "people"] == [person]
    assert [row.alternatives for row in planned.rows_of("doubtful")] == [(person,)]


def test_an_identifier_is_known_across_lists(workspace: Workspace) -> None:
    bring_in(workspace, popolo([("p1", "Kagiso Sample", "wikidata", "Q1")]), term="none")
    renamed = popolo([("other-id", "Kagiso Sampleton", "wikidata", "Q1")], house="Free State Legislature")
    (row,) = [row for row in plan(workspace, renamed).rows if row.what == "people"]
    assert row.record_id == people(workspace)["Kagiso Sample"]


def test_a_row_number_of_another_list_is_no_identifier(workspace: Workspace) -> None:
    bring_in(workspace, popolo([("p1", "Kagiso Sample", "id", "1")]), term="none")
    other = popolo([("x", "Neo Newcomer", "id", "1")], house="Free State Legislature")
    assert plan(workspace, other).counts()["new"]["people"] == 1


def test_people_left_out_do_not_come_in(workspace: Workspace) -> None:
    reading = members(*THREE)
    bring_in(workspace, reading, left_out=frozenset({reading.people[0].key}))
    assert sorted(people(workspace)) == ["Kagiso Sample", "Ratanang Mothofela"]


def popolo(entries: list[tuple[str, str, str, str]], house: str = HOUSE) -> Reading:
    document = {
        "persons": [
            {"id": key, "name": name, "identifiers": [{"scheme": scheme, "identifier": value}]}
            for key, name, scheme, value in entries
        ],
        "organizations": [{"id": "h", "name": house, "classification": "legislature"}],
        "memberships": [{"person_id": key, "organization_id": "h"} for key, *_rest in entries],
    }
    flat = flatten(document)
    assert flat is not None
    return read_document(flat, "list.json", "0" * 64)


# --- Organisations and places ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Northern Cape Legislature", "NCPL", "NORTHERN CAPE  PROVINCIAL LEGISLATURE", "Northern Cape Parliament"]
)
def test_a_legislature_is_known_by_alias_or_by_province_and_kind(workspace: Workspace, name: str) -> None:
    planned = plan(workspace, members(member("Kagiso", "Sample", house=name)))
    assert planned.counts()["new"]["organisations"] == 0
    assert planned.work.organisation_refs["legislature/NC"] == body(workspace, HOUSE)


def test_a_party_is_known_by_ballot_name_and_abbreviation_and_an_unknown_one_is_new(workspace: Workspace) -> None:
    spellings = ("DEMOCRATIC  ALLIANCE", "DA", "Democratic Alliance (DA)", "ANC ", "Invented Civic Front")
    reading = members(*(member(f"Kagiso {chr(65 + i)}na", "Sample", party=name) for i, name in enumerate(spellings)))
    assert [row.name for row in plan(workspace, reading).rows_of("new") if row.what == "organisations"] == [
        "Invented Civic Front"
    ]


def test_a_committee_of_the_only_house_of_a_list_is_that_house_s(workspace: Workspace) -> None:
    for parent in (HOUSE, "Free State Legislature"):
        draft = OrganisationDraft("Committee on Invented Affairs", "committee", parent_id=body(workspace, parent))
        workspace.do(save_organisation, draft)
    committee = member("Kagiso", "Sample", house="Committee on Invented Affairs", post="Chairperson")
    doubtful = [row.what for row in plan(workspace, members(committee)).rows_of("doubtful")]
    assert doubtful == ["organisations"]
    assert plan(workspace, members(THREE[0], committee)).rows_of("doubtful") == []


def test_places_are_known_by_code_and_by_any_spelling_of_a_province(workspace: Workspace) -> None:
    reading = members(
        member("A", "Sample", place="NC061"), member("B", "Sample", place="NC"), member("C", "Sample", place="Nowhere")
    )
    rows = [row for row in plan(workspace, reading).rows if row.what == "places"]
    assert [(row.name, row.state) for row in rows] == [
        ("Richtersveld", "unchanged"),
        ("Northern Cape", "unchanged"),
        ("Nowhere", "new"),
    ]


# --- Terms -----------------------------------------------------------------------------------------------------------


def test_the_term_is_guessed_from_the_dates() -> None:
    guess = guess_term(members(*THREE))
    assert guess is not None
    assert (guess.name, guess.end.text) == ("5th term (2014–2019)", "2019-05-07")
    later = members(*THREE, member("Neo", "Newcomer", start="2016-02-01"))
    assert guess_term(later) == guess and not needs_term(later)


def test_a_list_without_dates_has_to_be_asked_about() -> None:
    reading = members(member("Kagiso", "Sample", **DATELESS))
    assert guess_term(reading) is None and needs_term(reading)
    assert not needs_term(members(member("Kagiso", "Clerk", post="Committee secretary", **DATELESS)))


@pytest.mark.parametrize(
    ("text", "term", "is_sitting"),
    [
        ("2009-2014", "4th term (2009–2014)", False),
        ("5th", "5th term (2014–2019)", False),
        ("current", "7th term (2024–)", True),
        ("none", "", True),
    ],
)
def test_the_answer_decides_who_sits_today(workspace: Workspace, text: str, term: str, is_sitting: bool) -> None:
    bring_in(workspace, members(member("Kagiso", "Sample", **DATELESS)), term=parse_term(text))
    page = workspace.ask(get_person, people(workspace)["Kagiso Sample"])
    assert page is not None
    assert [office.term for office in page.current + page.past] == [term]
    assert bool(page.current) == is_sitting


def test_a_term_of_ours_is_used_and_copied_to_the_other_houses_of_the_list(workspace: Workspace) -> None:
    term = workspace.do(save_term, TermDraft(body(workspace, HOUSE), "Fifth", "2014-05", "2019-05")).value[0]
    free_state = member("Neo", "Newcomer", house="Free State Legislature")
    bring_in(workspace, members(THREE[0], free_state), term=term)
    terms = workspace.ask(list_terms)
    assert sorted((row.name, row.organisation) for row in terms) == [
        ("Fifth", "Free State Legislature"),
        ("Fifth", HOUSE),
    ]
    assert plan(workspace, members(THREE[0], free_state), term=term).is_empty


def test_our_own_name_for_a_term_is_kept_when_the_dates_say_it_is_that_one(workspace: Workspace) -> None:
    workspace.do(save_term, TermDraft(body(workspace, HOUSE), "Fifth", "2014", "2019"))
    bring_in(workspace, members(*THREE))
    assert [row.name for row in workspace.ask(list_terms)] == ["Fifth"]


def test_a_seat_given_up_before_the_chosen_term_is_not_of_it(workspace: Workspace) -> None:
    former = member("Kagiso", "Sample", party=DA, start="2009-05-06", end="2011-01-31")
    bring_in(workspace, members(*THREE[::2], former), term=parse_term("2014"))
    page = workspace.ask(get_person, people(workspace)["Kagiso Sample"])
    assert page is not None
    assert [(office.term, office.end_text) for office in page.past] == [("4th term (2009–2014)", "2011-01-31")]


def test_who_still_serves_is_of_the_lists_term_however_long_ago_they_came(workspace: Workspace) -> None:
    veteran = member("Kagiso", "Sample", start="2004-04-26")
    bring_in(workspace, members(*THREE[::2], veteran))
    page = workspace.ask(get_person, people(workspace)["Kagiso Sample"])
    assert page is not None
    assert [(office.term, office.start_text) for office in page.past] == [("5th term (2014–2019)", "2004-04-26")]


def test_a_described_term_is_made_as_described(workspace: Workspace) -> None:
    period = TermPeriod("Interim", parse_approximate("2020-01"), parse_approximate("2020-06"))
    bring_in(workspace, members(member("Kagiso", "Sample", **DATELESS)), term=period)
    assert [(row.name, row.end.text) for row in workspace.ask(list_terms)] == [("Interim", "2020-06")]
    assert workspace.ask(list_people, PeopleFilter(as_of=date(2020, 3, 1)))


def test_a_term_that_is_no_more_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        plan(workspace, members(*THREE), term=999_999)
    assert caught.value.code == "not-found"


def test_staff_of_a_house_do_not_leave_with_its_term(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE, member("Anna", "Clerk", post="Committee secretary")))
    page = workspace.ask(get_person, people(workspace)["Anna Clerk"])
    assert page is not None and [office.title for office in page.current] == ["Committee secretary"]


# --- Real lists, where they are at hand ------------------------------------------------------------------------------


def real(path: str) -> Reading:
    folder = os.environ.get("KGOTLA_LISTS")
    if not folder or not (Path(folder) / path).is_file():
        pytest.skip(f"set KGOTLA_LISTS to a folder with the published list {path}")
    return read(Path(folder) / path)


def test_the_members_of_2014(workspace: Workspace) -> None:
    reading = real("sa_mpls/mpls_2014.csv")
    planned = plan(workspace, reading)
    assert planned.counts()["new"]["people"] == 430
    assert planned.counts()["new"]["organisations"] == 2  # parties that no longer stood in 2024
    assert planned.counts()["unchanged"]["organisations"] == 19
    bring_in(workspace, reading)
    assert workspace.ask(list_people, PeopleFilter(as_of=date(2026, 11, 22))) == []
    assert len(workspace.ask(list_people, PeopleFilter(as_of=date(2016, 6, 1)))) == 430
    assert plan(workspace, reading).is_empty


def test_members_named_surname_first_are_known_from_a_later_list(workspace: Workspace) -> None:
    bring_in(workspace, real("sa_mpls/mpls_2014.csv"))
    earlier = real("sa_legislatures_2013/limpopo.csv")
    assert needs_term(earlier)
    planned = plan(workspace, earlier, term=parse_term("2009-2014"))
    assert planned.counts()["new"]["people"] + planned.counts()["changed"]["people"] == 48
    assert planned.counts()["changed"]["people"] >= 10
    bring_in(workspace, earlier, term=parse_term("2009-2014"))
    assert workspace.ask(list_people, PeopleFilter(as_of=date(2026, 11, 22))) == []
    assert plan(workspace, earlier, term=parse_term("2009-2014")).is_empty


def test_the_assembly_of_2015(workspace: Workspace) -> None:
    reading = real("popolo/za-assembly-2015.json")
    done = bring_in(workspace, reading)
    assert done.value.new["people"] == 393
    assert workspace.ask(list_people, PeopleFilter(as_of=date(2026, 11, 22))) == []
    assert plan(workspace, reading).is_empty
