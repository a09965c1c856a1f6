"""Published lists beside which the same facts are published in another form: both must be read as the same.

Read where KGOTLA_LISTS names the folder that holds them; they are not part of the project. Where a published twin is
itself wrong the exception is a rule with its reason, never a name.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from crm.exchange.candidates import ContactCandidate, OrganisationCandidate, PersonCandidate, Reading
from crm.operations.imports import apply_import
from crm.queries.imports import plan_import
from crm.rules.emails import read_emails
from crm.rules.names import fold
from crm.rules.phones import read_phones
from crm.workspace import Workspace
from tests.exchange.test_real_lists import lists, read_list

HOUSES = ("limpopo", "gauteng", "free_state")
Facts = Mapping[str, set[tuple[str, ...]]]


def by_name(
    reading: Reading, facts: Callable[[PersonCandidate], Iterable[tuple[str, ...]]]
) -> dict[str, set[tuple[str, ...]]]:
    """The facts about each person, whichever way round the name is written."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for person in reading.people:
        words = re.sub(r"[^\w ]", "", person.fold).split()
        found[" ".join(sorted(words))].update(facts(person))
    return dict(found)


def contact(found: ContactCandidate) -> tuple[str, str]:
    kind = "number" if found.kind in ("phone", "mobile") else found.kind
    return kind, found.normal or re.sub(r"\D", "", found.value) or found.value.casefold()


def contacts(person: PersonCandidate | OrganisationCandidate) -> set[tuple[str, ...]]:
    return {contact(found) for found in person.contacts}


def differences(one: Facts, other: Facts) -> dict[str, tuple[set[tuple[str, ...]], set[tuple[str, ...]]]]:
    """For each name the facts that only one of the two has."""
    return {
        name: (one.get(name, set()) - other.get(name, set()), other.get(name, set()) - one.get(name, set()))
        for name in sorted({*one, *other})
        if one.get(name, set()) != other.get(name, set())
    }


@pytest.mark.parametrize("house", HOUSES)
def test_a_wide_list_has_the_contacts_of_its_twin(house: str) -> None:
    wide = by_name(read_list(f"sa_legislatures_2013/{house}.csv"), contacts)
    twin = by_name(read_list(f"sa_legislatures_2013/{house}_contacts.csv"), contacts)
    assert {name for name, facts in wide.items() if facts} == set(twin)  # a person without contacts has no row there
    left = differences(wide, twin)
    # A spreadsheet changed three cells with a stroke in the twin (“7182/3” became “1 23/657” or the like): what it has
    # instead cannot be dialled, and everything else about those three is the same.
    assert len(left) == (3 if house == "limpopo" else 0), left
    for only_wide, only_twin in left.values():
        assert {kind for kind, _value in only_wide | only_twin} == {"number"}
        assert not any(value.startswith("+27") for _kind, value in only_twin)


def positions(person: PersonCandidate) -> set[tuple[str, ...]]:
    """Body, post, place and party of each seat; a seat in a provincial house is for its province, said or not."""
    return {
        (
            seat.organisation_key,
            _post(seat.title),
            seat.place_key
            or seat.organisation_key.replace("legislature/", "province/") * _is_of_house(seat.organisation_key),
            seat.party_key,
        )
        for seat in person.seats
    }


def _is_of_house(key: str) -> bool:
    return key.startswith("legislature/")


def _post(title: str) -> str:
    """The twin calls the “Leader in the … Legislature” of a party its “Party Leader of … Legislature”."""
    folded = " ".join(fold(title).split())
    return "leader" if "leader" in folded and "provincial legislature" in folded else folded


@pytest.mark.parametrize("house", HOUSES)
def test_a_wide_list_has_the_positions_of_its_twin(house: str) -> None:
    wide = by_name(read_list(f"sa_legislatures_2013/{house}.csv"), positions)
    twin = by_name(read_list(f"sa_legislatures_2013/{house}_positions.csv"), positions)
    assert differences(wide, twin) == {}


@pytest.mark.parametrize("house", HOUSES)
def test_a_wide_list_and_its_twins_count_the_same(house: str) -> None:
    wide, positions_twin = (read_list(f"sa_legislatures_2013/{house}{part}.csv") for part in ("", "_positions"))
    assert len(wide.people) == len(positions_twin.people)
    assert sum(len(person.seats) for person in wide.people) == sum(len(p.seats) for p in positions_twin.people)


def test_a_workbook_is_read_as_the_text_file_made_from_it() -> None:
    table = read_list("sa_constituency_offices/2014_EFF_processed.csv")
    sheet = read_list("sa_constituency_offices/2014_EFF_processed.xlsx")
    # A cell with a line break takes two lines of the text file, and one row of the sheet.
    assert [replace(found, line="") for found in sheet.candidates] == [
        replace(found, line="") for found in table.candidates
    ]
    assert sheet.not_understood == table.not_understood


def published_offices(name: str) -> list[dict[str, Any]]:
    file = lists() / "sa_constituency_offices" / name
    if not file.is_file():
        pytest.skip(f"{name} is not in the folder of lists")
    found: list[dict[str, Any]] = json.loads(file.read_text())["offices"]
    return found


def _dialled(cell: str) -> set[tuple[str, ...]]:
    """The numbers in a cell of the published offices; “F:” stands before a fax."""
    found: set[tuple[str, ...]] = {("email", email.casefold()) for email in read_emails(cell)}
    for phone in read_phones(cell):
        found.add(("fax" if phone.marked == "fax" else "number", phone.e164 or re.sub(r"\D", "", phone.typed)))
    return found


def test_a_list_of_offices_has_the_offices_and_people_of_its_twin() -> None:
    reading = read_list("sa_constituency_offices/2022_north-west-anc.csv")
    twin = published_offices("2022_north-west-anc.json")
    expected = {office["Title"].partition(": ")[2]: office for office in twin}
    offices = {found.name: found for found in reading.organisations if found.kind == "constituency_office"}
    assert set(offices) == set(expected)
    for name, office in expected.items():
        own = {found for found in contacts(offices[name]) if found[0] in ("number", "fax", "email")}
        assert own == _dialled(office["Tel"]) | _dialled(office["E-mail"])
        assert [c.value for c in offices[name].contacts if c.kind == "address"] == [office["Physical Address"].strip()]
    people = {person.name: person for person in reading.people}
    said = {who["Name"]: (who, name) for name, office in expected.items() for who in office["People"] if who["Name"]}
    assert set(people) == set(said)
    for name, (who, office_name) in said.items():
        assert contacts(people[name]) == _dialled(who["Tel"]) | _dialled(who["Email"])
        (seat,) = people[name].seats
        assert seat.organisation == office_name
        # The list misspells “Administrator” in every row, and the twin puts it right.
        assert seat.title.replace("Adminstrator", "Administrator") == who["Position"]


def test_the_offices_of_2013_are_all_there_with_everybody_named_in_them() -> None:
    reading = read_list("sa_constituency_offices/2013_new-in-issue-1115.csv")
    offices = [found for found in reading.organisations if found.kind == "constituency_office"]
    seats = [(seat.organisation_key, seat.title) for person in reading.people for seat in person.seats]
    assert {key for key, _title in seats} <= {office.key for office in offices}
    assert {title for _key, title in seats} == {"MP", "MPL", "Administrator", "Volunteer"}


@pytest.fixture
def names() -> list[str]:
    folders = ("sa_*/*.csv", "sa_*/*.xlsx", "contacts_csv/*.csv", "popolo/*.csv")
    root = lists()
    return sorted(str(file.relative_to(root)) for pattern in folders for file in root.glob(pattern))


@pytest.mark.usefixtures("today")
def test_every_table_comes_in_and_the_second_time_changes_nothing(workspace: Workspace, names: list[str]) -> None:
    for name in names:
        reading = read_list(name)
        plan = workspace.ask(plan_import, reading)
        if not plan.is_empty:
            workspace.do(apply_import, plan, reading)
        again = workspace.ask(plan_import, read_list(name))
        assert again.is_empty, (name, [row for row in again.rows if row.changes][:3])


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("house", HOUSES)
def test_the_twins_of_a_wide_list_find_the_people_that_came_in_with_it(workspace: Workspace, house: str) -> None:
    for part in ("", "_contacts", "_positions"):
        reading = read_list(f"sa_legislatures_2013/{house}{part}.csv")
        plan = workspace.ask(plan_import, reading)
        if part:
            assert plan.counts()["new"]["people"] == 0, plan.rows_of("new", "doubtful")[:5]
        if not plan.is_empty:
            workspace.do(apply_import, plan, reading)
