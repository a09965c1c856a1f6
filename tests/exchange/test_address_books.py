"""Address books exported as tables: each program has its own columns; invented people."""

from __future__ import annotations

from crm.exchange.candidates import PersonCandidate
from tests.exchange.conftest import ReadText, only_person


def reach_of(person: PersonCandidate) -> list[tuple[str, str]]:
    return [(contact.kind, contact.normal or contact.value) for contact in person.contacts]


def test_outlook(read_text: ReadText) -> None:
    reading = read_text(
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,"
        "Business Postal Code,Business Country/Region,Home Street,Home City,Business Fax,Business Phone,Mobile Phone,"
        "Home Phone,E-mail Address,E-mail 2 Address,Birthday,Notes\n"
        "Ms,Anna,Maria,Dube,,Voorbeeld Trust,Programmes,Manager,1 Long Street,Kimberley,8301,South Africa,2 Short St,"
        "Upington,053 555 0103,053 555 0101,082 555 0101,053 555 0102,anna@example.org,dube@example.org,0/0/00,Early\n"
    )
    person = only_person(reading)
    assert (person.title, person.name, person.note) == ("Ms", "Anna Maria Dube", "Early")
    assert [(seat.organisation, seat.title) for seat in person.seats] == [("Voorbeeld Trust", "Manager, Programmes")]
    assert sorted(reach_of(person)) == [
        ("address", "1 Long Street, Kimberley, 8301, South Africa"),
        ("address", "2 Short St, Upington"),
        ("email", "anna@example.org"),
        ("email", "dube@example.org"),
        ("fax", "+27535550103"),
        ("mobile", "+27825550101"),
        ("phone", "+27535550101"),
        ("phone", "+27535550102"),
    ]
    assert any("Birthday" in text for text in reading.left_out)


def test_google_with_the_kind_of_each_detail_in_its_own_column(read_text: ReadText) -> None:
    reading = read_text(
        "Name,Given Name,Additional Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
        "Phone 2 - Label,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
        "Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,Website 1 - Type,Website 1 - Value\n"
        "Anna Dube,Anna,,Dube,* Work,a@example.org ::: b@example.org,Mobile,082 555 0101,Work Fax,053 555 0103,Work,"
        '"1 Long Street\nKimberley",1 Long Street,Kimberley,,Voorbeeld Trust,Manager,Profile,example.org\n'
        "Piet Sample,Piet,,Sample,,,Work,053 555 0109,Home,053 555 0108,Home,2 Short Street,,,,,,,\n"
    )
    anna, piet = reading.people
    assert reach_of(anna) == [
        ("email", "a@example.org"),
        ("email", "b@example.org"),
        ("mobile", "+27825550101"),
        ("fax", "+27535550103"),
        ("address", "1 Long Street, Kimberley"),
        ("web", "example.org"),
    ]
    assert [(seat.organisation, seat.title) for seat in anna.seats] == [("Voorbeeld Trust", "Manager")]
    assert reach_of(piet) == [("phone", "+27535550109"), ("phone", "+27535550108"), ("address", "2 Short Street")]
    assert not reading.warnings


def test_google_as_it_names_its_columns_today(read_text: ReadText) -> None:
    reading = read_text(
        "First Name,Last Name,Organization Name,Organization Title,Organization Department,E-mail 1 - Label,"
        "E-mail 1 - Value\nAnna,Dube,Voorbeeld Trust,Manager,Programmes,Work,anna@example.org\n"
    )
    person = only_person(reading)
    assert [(seat.organisation, seat.title) for seat in person.seats] == [("Voorbeeld Trust", "Manager, Programmes")]
    assert reach_of(person) == [("email", "anna@example.org")]


def test_thunderbird(read_text: ReadText) -> None:
    reading = read_text(
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Fax Number,Mobile Number,"
        "Home Address,Home Address 2,Home City,Home ZipCode,Work Address,Work City,Job Title,Organization,Web Page 1\n"
        "Anna,Dube,Anna D.,Annie,anna@example.org,dube@example.org,053 555 0101,053 555 0103,082 555 0101,2 Short St,"
        "Flat 3,Upington,8801,1 Long Street,Kimberley,Manager,Voorbeeld Trust,http://example.org\n"
    )
    person = only_person(reading)
    assert (person.name, person.known_as) == ("Anna Dube", "Annie")
    assert [text for kind, text in reach_of(person) if kind == "address"] == [
        "2 Short St, Flat 3, Upington, 8801",
        "1 Long Street, Kimberley",
    ]
    assert {("email", "dube@example.org"), ("fax", "+27535550103"), ("web", "http://example.org")} <= set(
        reach_of(person)
    )


def test_the_columns_put_together_can_be_said_anew(read_text: ReadText) -> None:
    reading = read_text("Name,Home Street,Home City\nAnna Dube,2 Short Street,Upington\n")
    assert reading.mapping is not None
    assert [(column.heading, column.field) for column in reading.mapping.columns] == [
        ("Name", "name"),
        ("Home Address", "address"),
    ]


def test_other_tables_stay_as_they_are(read_text: ReadText) -> None:
    reading = read_text("Name,City,Phone 1,Phone 2,Work Address\nAnna Dube,Kimberley,053 555 0101,,1 Long Street\n")
    assert reading.mapping is not None
    assert [column.heading for column in reading.mapping.columns] == [
        "Name",
        "City",
        "Phone 1",
        "Phone 2",
        "Work Address",
    ]
