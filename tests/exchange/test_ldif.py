"""LDIF of Thunderbird and of directories: invented people."""

from __future__ import annotations

import base64

from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.ldif_file import read_ldif
from crm.rules.errors import UserError
from tests.exchange.conftest import ReadText, only_person

PERSON = "objectclass: top\nobjectclass: person\nobjectclass: mozillaAbPersonAlpha\n"
ANNA = f"""dn: cn=Anna Dube,mail=anna@example.org
{PERSON}givenName: Anna
sn: Dube
cn: Anna Dube
mail: anna@example.org
mozillaSecondEmail: dube@example.org
mozillaNickname: Annie
telephoneNumber: 053 555 0101
homePhone: 053 555 0102
mobile: 082 555 0101
facsimileTelephoneNumber: 053 555 0103
o: Voorbeeld Trust
ou: Programmes
title: Manager
street: 1 Long Street
l: Kimberley
postalCode: 8301
mozillaHomeStreet: 2 Short Street
mozillaHomeLocalityName: Upington
birthyear: 1970
mozillaCustom1: something
"""


def test_a_person_of_thunderbird(read_text: ReadText) -> None:
    reading = read_text("version: 1\n\n" + ANNA, "people.ldif")
    person = only_person(reading)
    assert (person.line, person.name, person.known_as) == ("line 3", "Anna Dube", "Annie")
    assert [(seat.organisation, seat.title) for seat in person.seats] == [("Voorbeeld Trust", "Manager, Programmes")]
    assert [(found.kind, found.normal or found.value, found.label) for found in person.contacts] == [
        ("email", "anna@example.org", ""),
        ("email", "dube@example.org", ""),
        ("phone", "+27535550101", "work"),
        ("phone", "+27535550102", "home"),
        ("mobile", "+27825550101", ""),
        ("fax", "+27535550103", ""),
        ("address", "1 Long Street, Kimberley, 8301", "work"),
        ("address", "2 Short Street, Upington", "home"),
    ]
    assert reading.left_out == ("birthyear: left out by design",)
    assert reading.warnings == ("not read: mozillacustom1",)
    assert (reading.format, reading.is_whole) == ("LDIF", False)


def test_values_in_base64_and_on_several_lines() -> None:
    name = base64.b64encode("Zoë Voorbeeld".encode()).decode()
    text = f"dn:: {name}\r\n# a remark\r\n  that goes on\r\ncn:: {name[:8]}\r\n {name[8:]}\r\nsn: Voor\r\n beeld\r\n"
    person = only_person(read_ldif(text.encode(), "people.ldif", ""))
    assert (person.name, person.family) == ("Zoë Voorbeeld", "Voorbeeld")


def test_groups_and_changes_are_told_and_the_rest_is_read() -> None:
    group = "dn: cn=Friends\nobjectclass: groupOfNames\ncn: Friends\nmember: cn=Anna Dube\n\n"
    change = "dn: cn=Anna Dube\nchangetype: modify\nreplace: mail\nmail: x@example.org\n-\n\n"
    reading = read_ldif((group + change + ANNA).encode(), "people.ldif", "")
    assert only_person(reading).name == "Anna Dube"
    assert [missed.line for missed in reading.not_understood] == ["line 1", "line 6"]


def test_an_entry_of_an_organisation_alone() -> None:
    reading = read_ldif(b"dn: o=Voorbeeld Trust\no: Voorbeeld Trust\ntelephoneNumber: 053 555 0101\n", "a.ldif", "")
    assert [(found.name, found.contacts[0].normal) for found in reading.organisations] == [
        ("Voorbeeld Trust", "+27535550101")
    ]
    assert not reading.people


def test_damaged_lines_are_told_with_their_number() -> None:
    reading = read_ldif(b"dn: cn=Anna\ncn: Anna Dube\nnothing here\nmail:: ???\n", "people.ldif", "")
    assert only_person(reading).name == "Anna Dube"
    assert [missed.line for missed in reading.not_understood] == ["line 3"]


def test_what_stands_elsewhere_is_never_fetched() -> None:
    reading = read_ldif(b"dn: cn=A\ncn: Anna Dube\nmail:< file:///etc/hostname\n", "people.ldif", "")
    assert not only_person(reading).contacts


@given(text=st.text(alphabet=st.sampled_from("dncmailsg:;< \n#-=aAé"), max_size=120))
def test_any_lines_get_an_answer(text: str) -> None:
    try:
        read_ldif(("dn: cn=x\n" + text).encode(), "people.ldif", "")
    except UserError as problem:
        assert problem.code == "file-not-text"
