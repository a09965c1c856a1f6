"""Cards of telephones, mail programs and Outlook: invented people, the quirks of real address books."""

from __future__ import annotations

import base64
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.candidates import PersonCandidate, Reading
from crm.exchange.content_lines import LONGEST_LINE
from crm.exchange.readers import read
from crm.exchange.vcard import read_vcard
from crm.exchange.vcard_lines import parse_property
from crm.rules.errors import UserError
from tests.exchange.conftest import only_person


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def read_card(*lines: str, version: str = "3.0") -> Reading:
    return read_vcard(card(*lines, version=version).encode(), "people.vcf", "")


def contacts_of(found: PersonCandidate) -> list[tuple[str, str, str]]:
    return [(contact.kind, contact.normal or contact.value, contact.label) for contact in found.contacts]


def posts_of(found: PersonCandidate) -> list[tuple[str, str]]:
    return [(seat.organisation, seat.title) for seat in found.seats]


# --- Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "name", "title"),
    [
        (("N:Dube;Anna;Maria;Ms;", "FN:Ms Anna Maria Dube"), "Anna Maria Dube", "Ms"),
        (("N:Dube;Anna,Naledi;;;",), "Anna Naledi Dube", ""),
        (("FN:Dr Anna Dube",), "Anna Dube", "Dr"),
        (("FN:Dube, Anna",), "Anna Dube", ""),
        (("N:;Anna;;;", "FN:Anna Dube"), "Anna Dube", ""),
        (("N:VAN DER VOORBEELD;ANNA;;;",), "Anna van der Voorbeeld", ""),
        (("N:Dube;;;;",), "Dube", ""),
    ],
)
def test_a_name_in_parts_or_whole(lines: tuple[str, ...], name: str, title: str) -> None:
    person = only_person(read_card(*lines))
    assert (person.name, person.title) == (name, title)


def test_other_ways_to_write_a_name_stay_known() -> None:
    person = only_person(
        read_card(
            "N;ALTID=1:Dube;Anna;;;", "N;ALTID=1;LANGUAGE=zu:Dubekazi;Ana;;;", "FN:Anna Dube BA", "NICKNAME:Annie"
        )
    )
    assert (person.name, person.known_as) == ("Anna Dube", "Annie")
    assert set(person.other_names) == {"Anna Dube BA", "Annie"}


def test_where_nobody_is_named_the_address_stands_for_the_name() -> None:
    reading = read_card("FN:office@example.org", "N:;;;;", "EMAIL:office@example.org")
    assert only_person(reading).name == "office@example.org"
    assert only_person(read_card("EMAIL:office@example.org")).name == "office@example.org"
    assert reading.warnings == ("1 entry has no name: the e-mail address stands for it",)
    assert [missed.line for missed in read_card("TEL:053 555 0101").not_understood] == ["line 1"]


def test_two_of_one_name_who_cannot_be_one_stay_two() -> None:
    text = card("N:Dube;Sam;;Mr;", "TEL:053 555 0101") + card("N:Dube;Sam;;Ms;", "TEL:082 555 0101")
    assert [person.title for person in read_vcard(text.encode(), "people.vcf", "").people] == ["Mr", "Ms"]


# --- Organisations ---------------------------------------------------------------------------------------------------


def test_a_post_is_held_at_the_organisation_and_its_unit_belongs_to_the_post() -> None:
    person = only_person(read_card("N:Dube;Anna;;;", "ORG:Voorbeeld Trust;Programmes;North", "TITLE:Manager"))
    assert posts_of(person) == [("Voorbeeld Trust", "Manager, Programmes, North")]


def test_without_a_title_the_role_and_without_both_whom_one_turns_to() -> None:
    assert posts_of(only_person(read_card("FN:Anna Dube", "ORG:Voorbeeld Trust", "ROLE:Driver"))) == [
        ("Voorbeeld Trust", "Driver")
    ]
    assert posts_of(only_person(read_card("FN:Anna Dube", "ORG:Voorbeeld Trust;"))) == [
        ("Voorbeeld Trust", "Contact person")
    ]


def test_a_legislature_on_a_card_is_the_one_we_know() -> None:
    reading = read_card("FN:Anna Dube", "ORG:Northern Cape Provincial Legislature", "TITLE:MPL")
    assert posts_of(only_person(reading)) == [("Northern Cape Provincial Legislature", "Member")]
    assert [found.key for found in reading.organisations] == ["legislature/NC"]


@pytest.mark.parametrize(
    "lines",
    [
        ("ORG:Voorbeeld Trust",),
        ("FN:Voorbeeld Trust", "N:;;;;", "ORG:Voorbeeld Trust;"),
        ("KIND:org", "FN:Voorbeeld Trust"),
        ("FN:Reception", "N:Reception;;;;", "ORG:Voorbeeld Trust", "X-ABShowAs:COMPANY"),
    ],
)
def test_a_card_of_an_organisation_makes_nobody(lines: tuple[str, ...]) -> None:
    reading = read_card(*lines, "TEL:053 555 0101")
    assert not reading.people
    (trust,) = reading.organisations
    assert (trust.name, [contact.normal for contact in trust.contacts]) == ("Voorbeeld Trust", ["+27535550101"])


def test_a_title_held_nowhere_and_a_group_are_told() -> None:
    assert "“Driver”" in read_card("FN:Anna Dube", "TITLE:Driver").not_understood[0].reason
    group = read_card("KIND:group", "FN:Friends", "MEMBER:urn:uuid:1", version="4.0")
    assert not group.candidates
    assert "group" in group.not_understood[0].reason


# --- How to reach them -----------------------------------------------------------------------------------------------


def test_numbers_addresses_and_accounts() -> None:
    person = only_person(
        read_card(
            "FN:Anna Dube",
            "TEL;TYPE=CELL:082 555 0101",
            "TEL;TYPE=WORK,VOICE:053 555 0101",
            "TEL;TYPE=work;TYPE=fax:053 555 0102",
            "item1.TEL:053 555 0103",
            "item1.X-ABLabel:_$!<Main>!$_",
            "item2.TEL:083 555 0101",
            "item2.X-ABLabel:WhatsApp",
            "EMAIL;TYPE=INTERNET:anna@example.org",
            "EMAIL;TYPE=pref:dube@example.org",
            "ADR;TYPE=WORK:;Floor 2;1 Long Street\\, Block B;Kimberley;NC;8301;South Africa",
            "ADR:PO Box 12;;;Kimberley;;8300;",
            "URL:http\\://example.org",
            "IMPP:xmpp:anna@example.org",
            "X-SOCIALPROFILE;TYPE=facebook:https://facebook.com/anna.example",
        )
    )
    assert contacts_of(person) == [
        ("mobile", "+27825550101", ""),
        ("phone", "+27535550101", "work"),
        ("fax", "+27535550102", "work"),
        ("phone", "+27535550103", "Main"),
        ("whatsapp", "+27835550101", "WhatsApp"),
        ("email", "dube@example.org", ""),
        ("email", "anna@example.org", ""),
        ("address", "Floor 2, 1 Long Street, Block B, Kimberley, NC, 8301, South Africa", "work"),
        ("postal", "PO Box 12, Kimberley, 8300", ""),
        ("web", "http://example.org", ""),
        ("social", "anna@example.org", "xmpp"),
        ("social", "https://facebook.com/anna.example", "facebook"),
    ]


def test_numbers_as_addresses_of_version_four() -> None:
    person = only_person(
        read_card(
            "FN:Anna Dube",
            'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+27-53-555-0101;ext=12',
            "TEL;TYPE=cell;VALUE=URI:0825550101",
            version="4.0",
        )
    )
    assert [(contact.value, contact.normal) for contact in person.contacts] == [
        ("+27-53-555-0101 ext 12", "+27535550101"),
        ("0825550101", "+27825550101"),
    ]


def test_a_detail_that_is_none_is_told() -> None:
    reading = read_card("FN:Anna Dube", "TEL:ask at the desk", "EMAIL:none at all")
    assert not only_person(reading).contacts
    assert [missed.reason for missed in reading.not_understood] == [
        "“ask at the desk” is not a contact detail",
        "“none at all” is not a contact detail",
    ]


def test_one_mailbox_of_several_people_is_shared() -> None:
    text = card("FN:Anna Dube", "EMAIL:office@example.org") + card("FN:Piet Sample", "EMAIL:Office@example.org")
    people = read_vcard(text.encode(), "people.vcf", "").people
    assert [contact.is_shared for person in people for contact in person.contacts] == [True, True]


# --- What is left out, and what is not understood --------------------------------------------------------------------


def test_private_details_are_left_out_and_told() -> None:
    reading = read_card(
        "FN:Anna Dube", "BDAY:1970-01-01", "GENDER:F", "CATEGORIES:Friends", "X-AIM:anna", version="4.0"
    )
    assert reading.left_out == ("BDAY, GENDER: left out by design",)
    assert reading.warnings == ("not read: CATEGORIES",)


def test_notes_come_along() -> None:
    assert only_person(read_card("FN:Anna Dube", "NOTE:Prefers isiZulu\\, mornings\\nonly")).note == (
        "Prefers isiZulu, mornings only"
    )


def test_a_damaged_card_is_told_with_its_line_and_the_rest_is_read() -> None:
    text = "BEGIN:VCARD\nFN:Anna Dube\nno colon here\nTEL:053 555 0101\nEND:VCARD\n" + "BEGIN:VCARD\nFN:Piet Sample\n"
    reading = read_vcard(text.encode(), "people.vcf", "")
    assert [person.name for person in reading.people] == ["Anna Dube", "Piet Sample"]
    assert [(missed.line, missed.reason) for missed in reading.not_understood] == [
        ("line 3", "“no colon here” is no line of a card"),
        ("line 6", "the card does not end; it was read as far as it goes"),
    ]


def test_a_card_that_does_not_end_does_not_swallow_the_next() -> None:
    text = "BEGIN:VCARD\nFN:Anna Dube\n" + card("FN:Piet Sample")
    assert [person.name for person in read_vcard(text.encode(), "people.vcf", "").people] == [
        "Anna Dube",
        "Piet Sample",
    ]


def test_a_card_within_a_card_is_passed_over() -> None:
    agent = ("AGENT:", "BEGIN:VCARD", "VERSION:2.1", "N:Helper;Hans", "TEL:053 555 0199", "END:VCARD")
    reading = read_card("N:Dube;Anna", *agent, "TEL:053 555 0101", version="2.1")
    assert contacts_of(only_person(reading)) == [("phone", "+27535550101", "")]
    assert "within a card" in reading.not_understood[0].reason


# --- Letters ---------------------------------------------------------------------------------------------------------


def test_quoted_printable_with_soft_breaks_and_a_charset() -> None:
    lines = (
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Windvo=C3=AB=",
        "l;Anna;;;",
        "ADR;HOME;QUOTED-PRINTABLE:;;1 Long Street=0AKimberley;;;;",
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9",
        "TEL;CELL;PREF:082 555 0101",
    )
    person = only_person(read_card(*lines, version="2.1"))
    assert (person.name, person.note) == ("Anna Windvoël", "café")
    assert contacts_of(person)[1] == ("address", "1 Long Street Kimberley", "home")


def test_each_line_may_have_its_own_encoding() -> None:
    data = card("N;CHARSET=windows-1252:Windvo\u00ebl;Anna", version="2.1").encode("cp1252")
    data += card("FN:Zo\u00eb Sample").encode()
    assert [person.name for person in read_vcard(data, "people.vcf", "").people] == ["Anna Windvoël", "Zoë Sample"]


def test_a_letter_that_was_cut_off_spoils_no_other() -> None:
    person = only_person(read_card("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB Sample=C3", version="2.1"))
    assert person.name == "Zoë Sample\ufffd"


def test_a_letter_cut_in_two_by_a_fold_stays_whole() -> None:
    data = card("FN:Zo\u00eb Sample").encode().replace("\u00eb".encode(), b"\xc3\r\n \xab")
    assert only_person(read_vcard(data, "people.vcf", "")).name == "Zoë Sample"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_encoding_and_line_end(encoding: str, end: str, tmp_path: Path) -> None:
    text = card("FN:Zo\u00eb Voor", " beeld", "TEL:053 555 0101").replace("\r\n", end)
    (tmp_path / "list.txt").write_bytes(text.encode(encoding))
    reading = read(tmp_path / "list.txt")
    assert only_person(reading).name == "Zoë Voorbeeld"
    assert reading.format == "vCard 3.0"


# --- Pictures and memory ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indent", [" ", ""])
def test_a_picture_costs_no_memory(indent: str) -> None:
    lines = base64.encodebytes(b"\xff" * 3_000_000).decode().splitlines()
    picture = "PHOTO;ENCODING=BASE64;JPEG:\n" + "\n".join(indent + line for line in lines)
    data = f"BEGIN:VCARD\nVERSION:2.1\nN:Dube;Anna\n{picture}\n\nTEL:053 555 0101\nEND:VCARD\n".encode()
    tracemalloc.start()
    person = only_person(read_vcard(data, "people.vcf", ""))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert contacts_of(person) == [("phone", "+27535550101", "")]
    assert most < 10 * LONGEST_LINE < len(data)


def test_one_odd_line_of_many_letters_is_read_at_once() -> None:
    for line in (b"A" + b";b" * 40_000, b"A;b" * 40_000, b'A;b="' * 20_000, b"A;B=" + b'"x",' * 20_000):
        parse_property(1, line)


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_the_number_of_a_card_names_the_person_the_next_time() -> None:
    person = only_person(read_card("UID:urn:uuid:4f-1", "FN:Anna Dube", version="4.0"))
    assert (person.key, person.identifiers) == ("4f-1", (("vcard", "4f-1"),))
    assert only_person(read_card("UID:4f-1", "FN:Anna Married", version="3.0")).key == "4f-1"


def test_two_cards_of_one_person_become_one() -> None:
    text = card("FN:Anna Dube", "TEL:053 555 0101") + card("FN:ANNA DUBE", "TEL:082 555 0101")
    reading = read_vcard(text.encode(), "people.vcf", "")
    assert len(only_person(reading).contacts) == 2
    assert reading.warnings == ("1 entry names a person of an earlier one: the two became one",)


def test_an_address_book_is_never_a_whole_list() -> None:
    assert not read_card("FN:Anna Dube").is_whole


LINES = st.one_of(
    st.sampled_from(
        ["BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "N:Dube;Anna;;;", "FN:Anna", "ORG:A;B", "KIND:org", ""]
    ),
    st.builds(
        "{}{}:{}".format,
        st.sampled_from(["TEL", "item1.TEL", "ADR", "NOTE", "X-ABLabel", "PHOTO", "IMPP", "UID", "AGENT", " ", "N"]),
        st.sampled_from(
            ["", ";TYPE=cell", ";ENCODING=QUOTED-PRINTABLE", ";BASE64", ';TYPE="a,b"', ";CHARSET=x", ";PREF"]
        ),
        st.text(max_size=20),
    ),
    st.text(max_size=20),
)


@given(lines=st.lists(LINES, max_size=14), encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_lines_get_an_answer(lines: list[str], encoding: str) -> None:
    data = ("BEGIN:VCARD\n" + "\n".join(lines)).encode(encoding, "replace")
    try:
        reading = read_vcard(data, "people.vcf", "")
    except UserError as problem:
        assert problem.code == "file-not-text"
    else:
        assert len(reading.people) <= len(lines) + 1
