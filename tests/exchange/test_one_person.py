"""The same person in several rows comes in once with every seat; two people of one name stay two."""

from __future__ import annotations

import pytest

from tests.exchange.conftest import ReadText, only_person

HEADINGS = "Title,Name,Party,Organisation,Position,Ward,Cell,Email"


def test_two_bodies_of_one_person_are_two_seats_of_one_person(read_text: ReadText) -> None:
    rows = (
        "Ms,Anna Dube,ANC,Water Forum,Chairperson,,,\n"
        "Ms,Anna Dube,,Limpopo Legislature,Member,,082 555 0101,a@x.example\n"
    )
    person = only_person(read_text(f"{HEADINGS}\n{rows}"))
    assert [(seat.organisation, seat.title) for seat in person.seats] == [
        ("Water Forum", "Chairperson"),
        ("Limpopo Legislature", "Member"),
    ]
    assert len(person.contacts) == 2


def test_the_order_of_the_rows_does_not_change_the_key(read_text: ReadText) -> None:
    rows = ["Ms,Anna Dube,ANC,Water Forum,,,,", "Ms,Anna Dube,ANC,Health Forum,,,,", "Ms,Anna Dube,ANC,Air Forum,,,,"]
    keys = {only_person(read_text("\n".join((HEADINGS, *order)))).key for order in (rows, rows[::-1])}
    assert keys == {"anna dube|air forum"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mr,Sam Dube,,Water Forum,,,,", "Ms,Sam Dube,,Health Forum,,,,"),
        ("Mr,Sam Dube,,Water Forum,,,,", "Mrs,Sam Dube,,Water Forum,,,,"),
        (",Sam Dube,ANC,Water Forum,,,,", ",Sam Dube,DA,Health Forum,,,,"),
        (",Sam Dube,ANC,Limpopo Legislature,,,,", ",Sam Dube,DA,Limpopo Legislature,,,,"),
        (",Sam Dube,ANC,Limpopo Legislature,,,,", ",Sam Dube,ANC,Gauteng Legislature,,,,"),
        (",Sam Dube,ANC,NC061 Council,,,,", ",Sam Dube,ANC,NC062 Council,,,,"),
        (",Sam Dube,,Nama Khoi Municipality,Councillor,3,,", ",Sam Dube,,Nama Khoi Municipality,Councillor,5,,"),
        (",Sam Dube,,Water Forum,,,082 555 0101,", ",Sam Dube,,Health Forum,,,083 555 0102,"),
        (",Sam Dube,,Water Forum,,,,s@x.example", ",Sam Dube,,Health Forum,,,,sam@y.example"),
        (",S Dube,,Water Forum,,,,", ",S Dube,,Health Forum,,,,"),
        (",Dube,,Water Forum,,,,", ",Dube,,Health Forum,,,,"),
    ],
)
def test_what_contradicts_keeps_two_people_of_one_name_two(read_text: ReadText, first: str, second: str) -> None:
    reading = read_text(f"{HEADINGS}\n{first}\n{second}\n")
    assert len(reading.people) == 2
    assert len({person.key for person in reading.people}) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Dr,Sam Dube,,Water Forum,,,,", "Ms,Sam Dube,,Health Forum,,,,"),
        (",S Dube,ANC,Water Forum,,,,", ",S Dube,ANC,Health Forum,,,,"),
        (",S Dube,,Water Forum,,,082 555 0101,", ",S Dube,,Health Forum,,,082 555 0101,"),
        (",Sam Dube,ANC,Nama Khoi Municipality,,,,", ",Sam Dube,ANC,Namakwa District Municipality,,,,"),
        (",Sam Dube,ANC,Nama Khoi Municipality,Councillor,3,,", ",Sam Dube,ANC,Nama Khoi Municipality,Whip,,,"),
    ],
)
def test_what_does_not_contradict_is_one_person(read_text: ReadText, first: str, second: str) -> None:
    assert len(read_text(f"{HEADINGS}\n{first}\n{second}\n").people) == 1


def test_the_mailbox_of_an_office_is_nobodys_own(read_text: ReadText) -> None:
    rows = (
        ",Sam Dube,,Water Forum,,,,office@x.example\n"
        ",Anna Nkosi,,Water Forum,,,,office@x.example\n"
        ",Sam Dube,,Health Forum,,,,sam@y.example\n"
    )
    assert len(read_text(f"{HEADINGS}\n{rows}").people) == 2


def test_a_row_that_could_be_of_either_of_two_stays_on_its_own(read_text: ReadText) -> None:
    rows = (
        ",Sam Dube,ANC,Limpopo Legislature,,,,\n,Sam Dube,ANC,Gauteng Legislature,,,,\n,Sam Dube,ANC,Water Forum,,,,\n"
    )
    assert len(read_text(f"{HEADINGS}\n{rows}").people) == 3


def test_the_ids_of_a_list_say_who_is_who(read_text: ReadText) -> None:
    reading = read_text("ID,Name,Organisation\n1,Sam Dube,Water Forum\n2,Sam Dube,Health Forum\n")
    assert [person.key for person in reading.people] == ["1", "2"]


def test_a_holder_of_two_constituency_offices_is_one_person(read_text: ReadText) -> None:
    text = """Office Name,Physical Address,Contact Person,Contact Role,Contact Number,Political Party
Greentown,1 Long Street,Sam Dube,Administrator,0825550101,ANC
Bluetown,2 Short Street,Sam Dube,Administrator,0825550101,ANC
"""
    assert [seat.organisation for seat in only_person(read_text(text)).seats] == ["Greentown", "Bluetown"]
