"""Rows become people with seats and contact details, whichever way the list is laid out."""

# ruff: noqa: E501 - rows of lists are as wide as they are

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.conftest import MPL_HEADINGS, ReadText, only_person


def test_a_list_of_members_in_capitals(read_text: ReadText) -> None:
    text = f"""{MPL_HEADINGS}
CONGRESS  OF THE PEOPLE,ANNA MARIA,VAN DER WESTHUIZEN   ,Free State Provincial Legislature,Member,2014-05-21,future,Free State,,
VRYHEIDSFRONT PLUS,PIET,MCGLUWA,Western Cape Provincial Legislature,Member,2014-05-21,future,Western Cape,Piet McGluwa,083 555 0142
BIG MEADOW RESIDENTS ASSOCIATION,THABO,ABRAHAM-NTANTISO,Limpopo Provincial Legislature,Member,2014-05-21,future,Limpopo,Tebogo Ntantiso,
"""
    reading = read_text(text)
    first, second, third = reading.people
    assert (first.name, first.family, first.sort_name) == (
        "Anna Maria van der Westhuizen",
        "van der Westhuizen",
        "van der Westhuizen, Anna Maria",
    )
    (seat,) = first.seats
    assert (seat.title, seat.party, seat.party_key) == ("Member", "Congress of the People", "party/cope")
    assert (seat.organisation_key, seat.organisation_kind, seat.place) == (
        "legislature/FS",
        "legislature",
        "Free State",
    )
    assert seat.start.earliest == date(2014, 5, 21)
    assert seat.end.is_future
    assert (second.family, second.known_as) == ("McGluwa", "Piet")
    assert [(contact.kind, contact.normal) for contact in second.contacts] == [("mobile", "+27835550142")]
    assert (third.name, third.other_names) == ("Thabo Abraham-Ntantiso", ("Tebogo Ntantiso",))
    assert third.seats[0].party == "Big Meadow Residents Association"
    assert [place.code for place in reading.places] == ["FS", "WC", "LIM"]
    assert reading.not_understood == ()


def test_the_term_is_guessed_from_the_dates_the_seats_share(read_text: ReadText) -> None:
    rows = "".join(f"ANC,NAME{letter},DUBE,Limpopo Legislature,Member,2014-05-21,future,,,\n" for letter in "ABCDEFGHI")
    reading = read_text(f"{MPL_HEADINGS}\n{rows}ANC,LATE,DUBE,Limpopo Legislature,Member,2016-02-01,future,,,\n")
    (term,) = reading.terms
    assert (term.start.text, term.end.is_future, term.is_guess) == ("2014-05-21", True, True)
    assert term.organisation_key == "legislature/LIM"


LIMPOPO = """NAME & TITLE ,Org,Role 1,Role 2,Role 3,Org,Role,Phone 1,Phone 2,Phone 3,Email
Mr Dube Sipho Amos,Limpopo Provincial Legislature,Member of the Provincial Legislature,Premier ,,ANC,Member,015 284 7000 / 7182,082 555 0101,, OFFICE@leg.example
Ms Mokoena-Botha D.B,Limpopo Provincial Legislature,Member of the Provincial Legislature,MPL,,ANC,Member,015- 298 7000,015 293 852,,OFFICE@leg.example
Dr Nkosi Thandi,Limpopo Provincial Legislature,Member of the Provincial Legislature,Member of the Executive Committee:  Health,Whip,COPE,Leader,388 2456,,,office@LEG.example
"""


def test_surname_first_several_roles_and_one_mailbox_for_all(read_text: ReadText) -> None:
    reading = read_text(LIMPOPO.replace("\n", "\r"))
    sipho, second, thandi = reading.people
    assert (sipho.title, sipho.given, sipho.family) == ("Mr", "Sipho Amos", "Dube")
    assert (second.given, second.family) == ("D.B", "Mokoena-Botha")
    assert [seat.title for seat in sipho.seats] == ["Member", "Premier"]
    assert [seat.title for seat in second.seats] == ["Member"]
    assert [(seat.title, seat.organisation) for seat in thandi.seats] == [
        ("Member", "Limpopo Provincial Legislature"),
        ("Member of the Executive Committee: Health", "Limpopo Provincial Legislature"),
        ("Whip", "Limpopo Provincial Legislature"),
        ("Leader", "Congress of the People"),
    ]
    assert {seat.party for seat in thandi.seats} == {"Congress of the People"}
    mailboxes = [contact for person in reading.people for contact in person.contacts if contact.kind == "email"]
    assert len(mailboxes) == 3
    assert all(contact.is_shared for contact in mailboxes)
    phones = [(contact.value, contact.normal) for contact in sipho.contacts if contact.kind != "email"]
    assert phones == [
        ("015 284 7000", "+27152847000"),
        ("7182", "+27152847182"),
        ("082 555 0101", "+27825550101"),
    ]
    assert ("388 2456", "+27153882456") in [(contact.value, contact.normal) for contact in thandi.contacts]


def test_an_own_mailbox_and_number_are_not_shared(read_text: ReadText) -> None:
    reading = read_text("Name,Email,Tel\nAnna Dube,a@x.example,053 555 0101\nSipho Nkosi,b@x.example,053 555 0101\n")
    shared = {contact.value: contact.is_shared for person in reading.people for contact in person.contacts}
    assert shared == {"a@x.example": False, "b@x.example": False, "053 555 0101": True}


def test_an_address_tells_which_word_is_the_surname(read_text: ReadText) -> None:
    text = "Name,Email\nDube Anna,adube@leg.example\nSipho Nkosi,snkosi@leg.example\n"
    assert [person.family for person in read_text(text).people] == ["Dube", "Nkosi"]


def test_one_contact_a_row(read_text: ReadText) -> None:
    text = """legal_name,contact_type,contact_detail
A Dube,phone,053 555 0101
A Dube,fax,053 555 0102
A Dube,email,a@x.example
S Nkosi,cell,082 555 0101
"""
    first, second = read_text(text).people
    assert [contact.kind for contact in first.contacts] == ["phone", "fax", "email"]
    assert [contact.kind for contact in second.contacts] == ["mobile"]


def test_one_position_a_row(read_text: ReadText) -> None:
    text = """legal_name,place_kind,place_name,organisation_kind,organisation_name,position_title
A Dube,Province,Limpopo,Provincial Legislature,Limpopo Provincial Legislature,Chairperson: Health Committee
A Dube,,,Political Party,African National Congress (ANC),Party Member
A Dube,Province,Limpopo,Provincial Legislature,Limpopo Provincial Legislature,Member of the Provincial Legislature
"""
    person = only_person(read_text(text))
    assert [(seat.title, seat.party) for seat in person.seats] == [
        ("Chairperson: Health Committee", "African National Congress"),
        ("Member", "African National Congress"),
    ]


def test_one_office_a_row_with_people_beside_it(read_text: ReadText) -> None:
    text = """Party Code,Name,Province,Party,MPL,MP,Administrator,Tel,Physical Address,E-mail
707,GREENTOWN,Eastern Cape,ANC,,Anna Dube  082 555 0101,Sipho Nkosi 083 555 0102,053-555 0103,"1 Long Street",a@x.example / b@x.example
"""
    reading = read_text(text)
    office = next(found for found in reading.organisations if found.kind == "constituency_office")
    assert [contact.kind for contact in office.contacts] == ["phone", "address", "email", "email"]
    assert [place.name for place in reading.places if place.key == office.place_key] == ["Eastern Cape"]
    anna, sipho = reading.people
    assert (anna.name, anna.seats[0].title, anna.contacts[0].normal) == ("Anna Dube", "MP", "+27825550101")
    assert (sipho.name, sipho.seats[0].title) == ("Sipho Nkosi", "Administrator")


def test_offices_of_two_parties_in_one_town_are_two(read_text: ReadText) -> None:
    text = """Office Name,Physical Address,Contact Person,Contact Role,Contact Number,Email,Political Party
Greentown,1 Long Street,Anna Dube,Administrator,0825550101/0535550102,,ANC
Greentown,2 Short Street,Sipho Nkosi,,719538844,,EFF
"""
    reading = read_text(text)
    assert len([found for found in reading.organisations if found.kind == "constituency_office"]) == 2
    assert [person.seats[0].title for person in reading.people] == ["Administrator", "Contact person"]
    assert reading.people[1].contacts[0].normal == "+27719538844"


def test_municipal_staff_sit_in_the_council_of_the_code(read_text: ReadText) -> None:
    text = "demarcation_code,role,title,name,office_number,email_address\nNC067,Municipal Manager,Ms,Anna Dube,054 555 0101,a@x.example\n"
    (seat,) = only_person(read_text(text)).seats
    assert (seat.title, seat.organisation, seat.organisation_key) == ("Municipal Manager", "Khâi-Ma", "council/NC067")


def test_a_councillor_of_a_ward(read_text: ReadText) -> None:
    text = "Councillor,Municipality,Ward ID,Party\nDUBE Anna,NC061,30601003,Independent\n"
    (seat,) = only_person(read_text(text)).seats
    assert (seat.title, seat.place_key, seat.party) == ("Councillor", "ward/30601003", "")


def test_the_ids_of_the_source_are_the_keys(read_text: ReadText) -> None:
    person = only_person(read_text("id,name,group,chamber,term,gender\nx'y/1,Anna Dube,FF+,National Assembly,26,f\n"))
    assert (person.key, person.identifiers) == ("x'y/1", (("id", "x'y/1"),))


def test_a_named_term_is_a_term_of_that_house(read_text: ReadText) -> None:
    reading = read_text("id,name,chamber,term,gender\n1,Anna Dube,National Assembly,26,f\n")
    (term,) = reading.terms
    assert (term.name, term.organisation_key, term.is_guess) == ("26", "legislature/NA", False)
    assert reading.people[0].seats[0].term_key == term.key
    assert any("gender" in text for text in reading.left_out)


def test_nothing_is_dropped_in_silence(read_text: ReadText) -> None:
    text = """Name,Organisation,Start date,Phone,Email,Shoe size
Anna Dube,Limpopo Legislature,06/30/2014,no number,at home,38
,Limpopo Legislature,,,,
Sipho Nkosi,Limpopo Legislature,30/06/2014,8001015009087,,
"""
    reading = read_text(text)
    assert [(problem.line, problem.reason) for problem in reading.not_understood] == [
        ("row 4", "an identity number in the column “Phone” was left out"),
        ("row 2", "“06/30/2014” is not a date"),
        ("row 2", "“no number” is not a telephone number"),
        ("row 2", "“at home” is not an e-mail address"),
        ("row 3", "no name stands in this row"),
    ]
    assert reading.warnings == ("the column “Shoe size” was not read",)
    assert "8001015009087" not in repr(reading)


def test_a_person_named_twice_is_read_once_and_counted(read_text: ReadText) -> None:
    reading = read_text("Name,Organisation\nAnna Dube,Health Forum\nAnna Dube,Health Forum\nAnna Dube,Water Forum\n")
    person = only_person(reading)
    assert (person.line, person.key) == ("row 2", "anna dube|health forum")
    assert [seat.organisation for seat in person.seats] == ["Health Forum", "Water Forum"]
    assert reading.warnings == ("1 row says nothing new about a person named in an earlier row",)


def test_committees_with_their_mailboxes_are_organisations(read_text: ReadText) -> None:
    reading = read_text("Name of Committee,Email address\nHealth,a@x.example\nWater and Land,b@x.example\n")
    assert [(found.name, found.kind) for found in reading.organisations] == [
        ("Health", "committee"),
        ("Water and Land", "committee"),
    ]
    assert reading.organisations[0].contacts[0].value == "a@x.example"


def test_members_of_committees_sit_in_several(read_text: ReadText) -> None:
    text = 'Name,Party,Committee\n"Dube, Ms A",ANC,Health\n"Dube, Ms A",ANC,Water\n"Dube, Ms A",DA,Water\n'
    reading = read_text(text)
    assert [[seat.organisation for seat in person.seats] for person in reading.people] == [
        ["Health", "Water"],
        ["Water"],
    ]
    assert (reading.people[0].title, reading.people[0].given, reading.people[0].family) == ("Ms", "A", "Dube")


@pytest.mark.parametrize("party", ["unknown", "Independent", "", "null"])
def test_no_party_is_no_party(read_text: ReadText, party: str) -> None:
    reading = read_text(f"Name,Party,Organisation\nAnna Dube,{party},Limpopo Legislature\n")
    assert reading.people[0].seats[0].party == ""
    assert [found.kind for found in reading.organisations] == ["legislature"]


def test_the_same_list_is_read_the_same(read_text: ReadText) -> None:
    assert read_text(LIMPOPO) == read_text(LIMPOPO)
    assert read_text(LIMPOPO).layout == read_text(LIMPOPO.split("\n")[0] + "\nMr X Y,,,,,,,,,,\n").layout
