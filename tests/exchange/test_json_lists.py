"""JSON that is not Popolo: tables of records, records with people in them, directories nested by place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.candidates import Reading
from crm.exchange.directories import is_directory, read_directory
from crm.exchange.records import records_in, table_of
from crm.exchange.tables import Source
from crm.rules.errors import UserError
from tests.exchange.conftest import ReadText, only_person
from ui.words import sentence


def read_json(read_text: ReadText, value: Any, name: str = "list.json") -> Reading:
    return read_text(json.dumps(value), name)


def seats_of(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [(p.name, s.organisation, s.title, s.place) for p in reading.people for s in p.seats]


# --- Tables ----------------------------------------------------------------------------------------------------------

ROWS = [
    {"Name": "Anna Dube", "Party": "DA", "phones": ["053 555 0101", "082 555 0101"], "Email": None},
    {"Name": "Piet Sample", "Party": "ANC", "phones": [], "Email": "piet@example.org"},
]


@pytest.mark.parametrize(
    "wrapped", [ROWS, {"members": ROWS}, {"success": True, "result": {"total": 2, "records": ROWS}}]
)
def test_records_are_rows_of_a_table(read_text: ReadText, wrapped: object) -> None:
    reading = read_json(read_text, wrapped)
    assert [(p.name, p.seats[0].organisation, [c.normal for c in p.contacts]) for p in reading.people] == [
        ("Anna Dube", "Democratic Alliance", ["+27535550101", "+27825550101"]),
        ("Piet Sample", "African National Congress", ["piet@example.org"]),
    ]
    assert reading.format == "JSON table"
    assert reading.mapping is not None


def test_one_record_a_line(read_text: ReadText) -> None:
    text = "\n".join(json.dumps(row) for row in ROWS) + "\n\n"
    assert [person.name for person in read_text(text, "list.jsonl").people] == ["Anna Dube", "Piet Sample"]
    with pytest.raises(UserError) as caught:
        read_text(text + "{", "list.jsonl")
    assert (caught.value.code, caught.value.params["line"]) == ("json-damaged", 4)


def test_details_by_kind_and_nested_names(read_text: ReadText) -> None:
    row = {
        "person": {"firstName": "Anna", "lastName": "Dube"},
        "contacts": [{"type": "cell", "value": "082 555 0101"}, {"type": "fax", "value": "053 555 0102"}],
    }
    person = only_person(read_json(read_text, [row, {"person": {}}]))
    assert person.name == "Anna Dube"
    assert [(found.kind, found.normal) for found in person.contacts] == [
        ("mobile", "+27825550101"),
        ("fax", "+27535550102"),
    ]


def test_an_office_and_the_people_in_it(read_text: ReadText) -> None:
    office = {
        "Title": "Voorbeeld Office",
        "Party": "ANC",
        "Province": "North West",
        "Physical Address": "1 Long Street",
        "Tel": "053 555 0101",
        "People": [
            {"Name": "Anna Dube", "Position": "Administrator", "Tel": "082 555 0101"},
            {"Name": "Piet Sample", "Position": "Driver", "Tel": ""},
        ],
    }
    reading = read_json(
        read_text, {"offices": [office, office | {"Title": "Empty Office", "People": []}], "start_date": ""}
    )
    assert seats_of(reading) == [
        ("Anna Dube", "Voorbeeld Office", "Administrator", ""),
        ("Piet Sample", "Voorbeeld Office", "Driver", ""),
    ]
    offices = [found for found in reading.organisations if found.kind == "constituency_office"]
    assert [found.place_key for found in offices] == ["province/NW", "province/NW"]
    assert [[contact.value for contact in found.contacts][:2] for found in offices] == [
        ["1 Long Street", "053 555 0101"]
    ] * 2
    assert [[contact.normal for contact in person.contacts] for person in reading.people] == [["+27825550101"], []]


def test_what_the_list_is_of_stands_beside_it(read_text: ReadText) -> None:
    reading = read_json(read_text, {"name": "National Council of Provinces", "Members": [{"Name": "Anna Dube"}]})
    assert seats_of(reading) == [("Anna Dube", "National Council of Provinces", "Member", "")]


def test_details_beside_a_list_are_whose_it_is(read_text: ReadText) -> None:
    value = {"meta": {"contact": {"name": "Webmaster", "email": "web@example.org"}}, "members": ROWS}
    assert [person.name for person in read_json(read_text, value).people] == ["Anna Dube", "Piet Sample"]


def test_a_list_beside_the_longest_is_told(read_text: ReadText) -> None:
    reading = read_json(read_text, {"members": ROWS, "staff": [{"Name": "Third Person"}]})
    assert len(reading.people) == 2
    assert "the list “staff” beside it was not read" in reading.warnings


@pytest.mark.parametrize(
    "value", [{}, [], {"a": 1}, [1, 2], {"a": {"b": {"c": 1}}}, "text", {"Anna": {"x": {"y": []}}}]
)
def test_what_holds_no_list_says_what_it_holds(read_text: ReadText, value: object) -> None:
    with pytest.raises(UserError) as caught:
        read_json(read_text, value)
    assert caught.value.code in ("json-without-list", "json-damaged")
    assert sentence(caught.value)


# --- Single records of Popolo ----------------------------------------------------------------------------------------


def test_a_membership_alone_brings_whom_it_holds(read_text: ReadText) -> None:
    value = {
        "role": "Chef",
        "person": {"id": "a", "name": "Anna Dube"},
        "organization": {"id": "o", "name": "Voorbeeld Trust"},
    }
    assert seats_of(read_json(read_text, value)) == [("Anna Dube", "Voorbeeld Trust", "Chef", "")]


@pytest.mark.parametrize(
    "value",
    [
        {"option": "yes", "voter_id": "a"},
        {"option": "yes", "value": 5},
        {"text": "x", "creator_id": "a", "requirement": "majority"},
        {"text": "x", "creator_id": "a", "type": "speech"},
        {"type": "voice", "value": "053 555 0101"},
        {"name": "Ward 1", "classification": "ward", "identifier": "1"},
        {"name": "Session 1", "classification": "session", "start_date": "2020"},
        {"counts": [{"option": "yes"}], "votes": [{"option": "yes"}]},
    ],
)
def test_what_names_nobody_is_said_to(read_text: ReadText, value: object) -> None:
    with pytest.raises(UserError) as caught:
        read_json(read_text, value)
    assert caught.value.code == "popolo-names-nobody"


# --- Directories -----------------------------------------------------------------------------------------------------

DIRECTORY = {
    "Northern Cape": {
        "Emthanjeni": {
            "scrape_url": "https://example.org/1",
            "municipality": {
                "website": ["https://example.org"],
                "phone": ["053 555 0100"],
                "postal address": ["PO Box 1, De Aar, 7000"],
            },
            "Executive Mayor": {"name": "Anna Voorbeeld, Cllr", "phone": ["053 555 0100"], "cell": ["082 555 0101"]},
            "Municipal Manager": {"name": "Piet Sample, Mr", "e-mail": ["piet@example.org", "mm@example.org"]},
            "Speaker": {"phone": ["053 555 0109"]},
        }
    },
    "Gauteng": {"Emfuleni": {"Executive Mayor": {"name": "VAN DER MERWE, Jan", "phone": []}}},
}


def test_a_directory_by_province_municipality_and_office(read_text: ReadText) -> None:
    reading = read_json(read_text, DIRECTORY)
    assert seats_of(reading) == [
        ("Anna Voorbeeld", "Emthanjeni", "Executive Mayor", ""),
        ("Piet Sample", "Emthanjeni", "Municipal Manager", ""),
        ("Jan van der Merwe", "Emfuleni", "Executive Mayor", ""),
    ]
    assert [person.title for person in reading.people] == ["Cllr", "Mr", ""]
    assert reading.people[0].line == "Emthanjeni > Executive Mayor (Northern Cape)"
    council = reading.organisations[0]
    assert (council.key, council.kind) == ("council/NC073", "council")
    assert [(found.kind, found.value, found.label) for found in council.contacts] == [
        ("web", "https://example.org", ""),
        ("phone", "053 555 0100", ""),
        ("postal", "PO Box 1, De Aar, 7000", ""),
        ("phone", "053 555 0109", "Speaker"),
    ]
    assert reading.format == "directory in JSON"
    assert reading.warnings == ("not read: scrape_url",)


def test_two_municipalities_of_one_name_are_told_apart_by_province(read_text: ReadText) -> None:
    mayor = {"Mayor": {"name": "Anna Dube"}}
    value = {"Eastern Cape": {"Emalahleni": mayor}, "Mpumalanga": {"Emalahleni Local Municipality": mayor}}
    assert [found.key for found in read_json(read_text, value).organisations] == ["council/EC136", "council/MP312"]


@pytest.mark.parametrize(
    ("province", "written", "code"),
    [
        ("Northern Cape", "Kheis", "NC084"),
        ("KwaZulu-Natal", "Msinga Local Municipality", "KZN244"),
        ("North West", "Mahikeng", "NW383"),
        ("Gauteng", "Merafong", "GT484"),
        ("Mpumalanga", "Mbombela", "MP326"),
        ("Gauteng", "EKU - Ekurhuleni", "EKU"),
        ("Northern Cape", "ZF Mgcawu District Municipality", "DC8"),
    ],
)
def test_a_municipality_is_known_however_it_is_spelled(
    read_text: ReadText, province: str, written: str, code: str
) -> None:
    reading = read_json(read_text, {province: {written: {"Mayor": {"name": "Anna Dube"}}}})
    assert [found.key for found in reading.organisations] == [f"council/{code}"]


def test_a_municipality_that_is_no_more_keeps_its_name(read_text: ReadText) -> None:
    reading = read_json(read_text, {"Limpopo": {"Mutale": {"Mayor": {"name": "Anna Dube"}}}})
    assert [(found.name, found.kind) for found in reading.organisations] == [("Mutale", "council")]


def test_ward_councillors_by_province_municipality_and_ward(read_text: ReadText) -> None:
    councillor = {
        "councillor": {"Name": "ANNA VOORBEELD", "Affiliation": "AFRICAN NATIONAL CONGRESS", "party": {"a": 1}}
    }
    reading = read_json(read_text, {"Northern Cape": {"NC067 - KHâI-MA": {"30607001": councillor}}})
    assert seats_of(reading) == [("Anna Voorbeeld", "Khâi-Ma", "Councillor", "30607001")]
    assert only_person(reading).seats[0].party == "African National Congress"
    assert [(place.code, place.kind) for place in reading.places] == [("30607001", "ward")]


def test_a_directory_of_departments_and_lists_below_a_place(read_text: ReadText) -> None:
    departments = {"Departments": {"Department of Health": {"Head": {"name": "Anna Dube", "tel": "053 555 0101"}}}}
    assert seats_of(read_json(read_text, departments)) == [("Anna Dube", "Department of Health", "Head", "")]
    below = {"Northern Cape": {"Emthanjeni": [{"name": "Anna Dube", "position": "Mayor"}, {"name": "Piet Sample"}]}}
    assert seats_of(read_json(read_text, below)) == [
        ("Anna Dube", "Emthanjeni", "Mayor", ""),
        ("Piet Sample", "Emthanjeni", "Councillor", ""),
    ]


KEYS = st.sampled_from(
    ["Gauteng", "Emthanjeni", "30607001", "Mayor", "name", "phone", "People", "id", "type", "value", ""]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["Anna Dube", "053 555 0101", "\ud800", "x@y.example"]),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(KEYS, children, max_size=4),
    max_leaves=25,
)


@given(value=VALUES)
def test_any_nesting_gets_an_answer(value: Any) -> None:
    if is_directory(value):
        read_directory(value, "list.json", "")
    records = records_in(value)
    if records is not None:
        table = table_of(records, Source("list.json", ""))
        assert all(len(row.cells) == len(table.headings) for row in table.rows)
