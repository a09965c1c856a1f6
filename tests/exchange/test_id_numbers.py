"""Identity numbers are not stored, wherever in a list they stand, unless the user insists; what was removed is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crm.exchange.column_guesses import guess_mapping
from crm.exchange.columns import Field
from crm.exchange.id_numbers import has_id_number, without_id_numbers
from crm.exchange.meaning import ReadChoices
from crm.exchange.readers import read, read_pasted
from tests.exchange.conftest import ReadText, only_person

NUMBER = "8001015009087"
OTHER_NUMBER = "9001015009086"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("8001015009087", True),
        ("ID: 800101 5009 08 7", True),
        ("80 01 01 5009 087", True),
        ("800101-5009-08-7", True),
        ("800101\u00a05009\u00a0087", True),
        ("8001015009087.0", True),
        ("id8001015009087x", True),
        ("8001015009087 082 555 0101", True),
        ("8001015009086", False),  # the check digit is another one
        ("8013015009087", False),  # no such month
        ("0825550101 0825550102", False),
        ("+8001015009087", False),  # dialled
        ("18001015009087", False),
        ("800101 5009 08 71", False),
        ("0538398000", False),
        ("1ab88001-0150-4908-8001-015009087123", False),  # the name a register gave somebody
        ("a80010150-0150-4908-8001", False),
        ("80010150-0908-4703-8a01-015009087123", False),
    ],
)
def test_identity_numbers_are_told_from_other_figures(text: str, is_one: bool) -> None:
    assert has_id_number(text) is is_one
    assert (without_id_numbers(text) != text) is is_one


def test_the_words_around_a_number_stay() -> None:
    assert without_id_numbers(f"Anna Dube ({NUMBER})") == "Anna Dube"
    assert without_id_numbers(f"Pay {NUMBER} by Friday", "[…]") == "Pay […] by Friday"


def test_a_column_of_them_is_left_out_by_heading_or_by_values() -> None:
    rows = [["Anna Dube", NUMBER], ["Sipho Nkosi", "800101 5009 08 7"]]
    for heading in ("IDNumber", "ID number", "SA ID No.", "Identity document number", "ID", "Number", ""):
        column = guess_mapping(["Name", heading], rows).columns[1]
        assert (column.field, column.is_sensitive) == (Field.LEFT_OUT, True)
        assert column.reason == "identity numbers are left out: the program keeps none"
        assert column.warning


@pytest.mark.parametrize(
    "heading", ["Race", "Religion", "Ethnic group", "Health status", "Disability", "Gender", "DOB"]
)
def test_sensitive_columns_are_left_out_with_a_warning(heading: str) -> None:
    column = guess_mapping(["Name", heading], [["Anna Dube", "x"]]).columns[1]
    assert (column.field, column.is_sensitive) == (Field.LEFT_OUT, True)
    assert column.warning.endswith(".")


def test_pictures_are_left_out_without_one() -> None:
    column = guess_mapping(["Name", "Photo"], [["Anna Dube", "x.png"]]).columns[1]
    assert (column.field, column.is_sensitive) == (Field.LEFT_OUT, False)


def test_a_sensitive_column_the_user_insists_on_becomes_a_note(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Disability,Notes\nAnna Dube,Uses a wheelchair,Ramp at the back\n")
    reading = read(file)
    assert only_person(reading).note == "Ramp at the back"
    assert reading.mapping is not None
    kept = read(file, ReadChoices(fields={"Disability": Field.NOTE}))
    assert kept.mapping is not None
    assert kept.mapping.columns[1].is_sensitive
    person = only_person(kept)
    assert person.note == "Disability: Uses a wheelchair\nNotes: Ramp at the back"


def test_a_number_in_another_cell_is_taken_out_and_told(read_text: ReadText) -> None:
    reading = read_text(
        "Name,Phone,Email,Organisation,Position,Notes\n"
        f"Anna Dube {NUMBER},082 555 0101 / {NUMBER},{NUMBER}@x.example,Forum,Member,ID is 800101 5009 08 7 she says\n"
        f"Sipho Nkosi,053 555 0101,s@x.example,Forum {NUMBER},Chair {NUMBER},\n"
    )
    anna, sipho = reading.people
    assert (anna.name, anna.note) == ("Anna Dube", "ID is […] she says")
    assert [contact.value for contact in anna.contacts] == ["082 555 0101"]
    assert [(seat.organisation, seat.title) for seat in sipho.seats] == [("Forum", "Chair")]
    told = [(problem.line, problem.reason) for problem in reading.not_understood]
    assert told[:6] == [
        ("row 2", "an identity number in the column “Name” was left out"),
        ("row 2", "an identity number in the column “Phone” was left out"),
        ("row 2", "an identity number in the column “Email” was left out"),
        ("row 2", "an identity number in the column “Notes” was left out"),
        ("row 3", "an identity number in the column “Organisation” was left out"),
        ("row 3", "an identity number in the column “Position” was left out"),
    ]
    assert "5009" not in repr(reading)


def test_a_cell_right_of_the_headings_is_told_without_the_number(read_text: ReadText) -> None:
    reading = read_text(f"Name,Phone\nAnna Dube,0825550101,{NUMBER}\n")
    assert len(reading.not_understood) == 1
    assert NUMBER not in repr(reading)


def test_a_promise_keeps_its_words_without_the_number(read_text: ReadText) -> None:
    (promise,) = read_text(f"Promise,Who,By when\nHouse for {NUMBER} at Uptown,Anna Dube,2027-01-31\n").commitments
    assert promise.words == "House for […] at Uptown"


def test_pasted_rows_are_gone_through_too() -> None:
    reading = read_pasted(f"Name\tPhone\nAnna Dube {NUMBER}\t0825550101\n")
    assert [person.name for person in reading.people] == ["Anna Dube"]
    assert NUMBER not in repr(reading)


def test_pasted_rows_of_our_own_list_are_gone_through_too() -> None:
    rows = f"Kgotla ID\tGiven names\tSurname\tNote\n\tAnna\tDube\tIt is {NUMBER}\n"
    person = only_person(read_pasted(rows))
    assert person.note == "It is"
    assert only_person(read_pasted(rows, "", ReadChoices(keeps_id_numbers=True))).note == f"It is {NUMBER}"


def popolo(*people: dict[str, object]) -> str:
    return json.dumps({"persons": list(people)})


def test_what_is_no_table_is_gone_through_by_candidate(read_text: ReadText) -> None:
    anna = {
        "id": "1",
        "name": f"Anna Dube {NUMBER}",
        "other_names": [{"name": f"Annie {NUMBER}"}, {"name": NUMBER}],
        "contact_details": [{"type": "cell", "value": "0825550101"}, {"type": "address", "value": f"{NUMBER}"}],
    }
    reading = read_text(popolo(anna), "people.json")
    person = only_person(reading)
    assert (person.name, person.other_names) == ("Anna Dube", ("Annie",))
    assert [contact.value for contact in person.contacts] == ["0825550101"]
    assert NUMBER not in repr(reading)
    assert ("persons[0]", "an identity number was left out") in [(m.line, m.reason) for m in reading.not_understood]


def test_people_told_apart_by_the_number_alone_stay_two(read_text: ReadText) -> None:
    twice = [{"name": f"Anna Dube {NUMBER}"}, {"name": f"Anna Dube {OTHER_NUMBER}"}]
    reading = read_text(popolo(*twice), "people.json")
    assert [person.name for person in reading.people] == ["Anna Dube", "Anna Dube"]
    assert len({person.key for person in reading.people}) == 2


def test_they_are_kept_where_the_user_insists(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"Name,ID number,Notes\nAnna Dube,{NUMBER},see {OTHER_NUMBER}\n")
    insisting = ReadChoices(fields={"ID number": Field.NOTE}, keeps_id_numbers=True)
    person = only_person(read(file, insisting))
    assert person.note == f"ID number: {NUMBER}\nNotes: see {OTHER_NUMBER}"
