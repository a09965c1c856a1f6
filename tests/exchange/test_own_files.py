"""Cards and Popolo documents that we take out: as their standards say, and read back word for word."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.exchange.candidates import (
    ContactCandidate,
    OrganisationCandidate,
    PersonCandidate,
    PlaceCandidate,
    SeatCandidate,
    TermCandidate,
)
from crm.exchange.own import OWN_SCHEME, Named, own_contact, written_date
from crm.exchange.own_cards import LONGEST_LINE, escaped, folded, write_cards
from crm.exchange.own_lists import lay_out
from crm.exchange.own_popolo import Ids, write_popolo
from crm.exchange.readers import read
from crm.exchange.writers import Sheet, write_csv
from crm.rules.contacts import CONTACT_KINDS
from crm.rules.dates import ApproximateDate, parse_approximate

SCHEMAS = Path(os.environ.get("KGOTLA_POPOLO_SCHEMAS", "/nowhere"))
UUID = "1b4e28ba-2fa1-41d2-883f-0016d3cca4{:02x}"
HOUSE = OrganisationCandidate("", UUID.format(1), "Provincial Legislature of Nowhere", "legislature", "PLN",
                              identifiers=((OWN_SCHEME, UUID.format(1)),), place_key=UUID.format(4))  # fmt: skip
PARTY = OrganisationCandidate("", UUID.format(2), "Nobody's Party", "party",
                              identifiers=((OWN_SCHEME, UUID.format(2)),))  # fmt: skip
PLACE = PlaceCandidate("", UUID.format(4), "Nowhere", "province", "NW-X")
TERM = TermCandidate(UUID.format(5), "7th", HOUSE.key, parse_approximate("2024-06-14"), ApproximateDate(""))
NAMED = Named({HOUSE.key: HOUSE, PARTY.key: PARTY}, {PLACE.key: PLACE}, {TERM.key: TERM})

WORDS = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), max_size=40).map(
    lambda t: " ".join(t.split())
)
NAMES = WORDS.map(lambda text: f"{text} Kgosi".strip())


@st.composite
def people(draw: st.DrawFn) -> PersonCandidate:
    """Somebody with anything in the fields that a card and a document know."""
    given_names, family = draw(NAMES), draw(NAMES)
    values = {"email": "anna.kgosi@example.org", "web": "https://example.org/a;b,c"}
    kinds = draw(st.lists(st.sampled_from(CONTACT_KINDS), max_size=5, unique=True))
    numbers = st.sampled_from(("082 555 0101", "+27 53 555 0102", "ext. 7; ask for Anna, please"))
    contacts = tuple(own_contact(kind, values.get(kind) or draw(numbers)) for kind in kinds)
    seat = SeatCandidate(HOUSE.name, HOUSE.key, HOUSE.kind, draw(NAMES), PARTY.name, PARTY.key, PLACE.name, PLACE.key,
                         TERM.key, parse_approximate("2024-06"), ApproximateDate(""))  # fmt: skip
    return PersonCandidate(
        "", UUID.format(9), f"{given_names} {family}", draw(NAMES), given_names, family, draw(NAMES),
        other_names=(draw(NAMES),), identifiers=((OWN_SCHEME, UUID.format(9)), ("parliament", draw(NAMES))),
        contacts=contacts, seats=draw(st.sampled_from(((seat,), ()))), note=draw(NAMES),
    )  # fmt: skip


def reach(person: PersonCandidate) -> list[tuple[str, str]]:
    return sorted((contact.kind, contact.normal or contact.value) for contact in person.contacts)


def same(ours: PersonCandidate, theirs: PersonCandidate) -> None:
    for part in ("title", "given", "family", "known_as", "other_names"):
        assert getattr(theirs, part) == getattr(ours, part), part
    assert set(theirs.identifiers) == set(ours.identifiers)
    assert reach(theirs) == reach(ours)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(person=people())
def test_a_card_comes_back_and_other_programs_understand_it(person: PersonCandidate, tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"
    assert write_cards([person, HOUSE], file) == 2
    reading = read(file)
    (back,) = reading.people
    assert reading.not_understood == ()
    same(person, back)
    assert [(seat.organisation, seat.organisation_kind, seat.title) for seat in back.seats] == [
        (seat.organisation, seat.organisation_kind, seat.title) for seat in person.seats
    ]
    data = file.read_bytes()
    assert all(len(line) <= LONGEST_LINE for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        line.decode("utf-8")  # no letter is cut in two
    card, house = vobject.readComponents(data.decode("utf-8"))
    assert card.version.value == "4.0"
    assert card.uid.value == f"urn:uuid:{UUID.format(9)}"
    assert card.n.value.family == person.family
    assert house.kind.value == "org"
    assert "note" not in card.contents


@given(text=st.text(max_size=300))
def test_folding_loses_nothing(text: str) -> None:
    line = "X:" + escaped(text)
    whole = folded(line)
    assert whole.endswith("\r\n")
    assert whole.replace("\r\n ", "").removesuffix("\r\n") == line
    assert all(len(each.encode("utf-8", "replace")) <= LONGEST_LINE for each in whole.split("\r\n"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(person=people())
def test_a_document_comes_back_word_for_word(person: PersonCandidate, tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    assert write_popolo(lambda: [person], [HOUSE], NAMED, Ids({person.key: "person/7"}), file) == 1
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["persons"][0]["id"] == "person/7", "as where it came from"
    reading = read(file)
    (back,) = reading.people
    assert reading.not_understood == ()
    same(person, back)
    assert back.note == person.note
    for ours, theirs in zip(person.seats, back.seats, strict=True):
        assert (theirs.title, theirs.party, theirs.place) == (ours.title, ours.party, ours.place)
        assert (theirs.start.earliest, theirs.start.latest) == (ours.start.earliest, ours.start.latest)
    house = next(found for found in reading.organisations if found.name == HOUSE.name)
    assert (house.short_name, house.kind, house.place_key) == ("PLN", "legislature", PLACE.key)
    assert [(term.name, term.start.text) for term in reading.terms] == ([("7th", "2024-06-14")] if person.seats else [])
    for left_out in ("gender", "birth_date", "image"):
        assert left_out not in file.read_text(encoding="utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(person=people())
def test_a_list_comes_back_word_for_word(person: PersonCandidate, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    headings, rows = lay_out(lambda: [person, person], NAMED)
    assert len(set(headings)) == len(headings)
    write_csv(Sheet("People", headings, list(rows)[:1]), file)
    (back,) = read(file).people
    same(person, back)
    assert back.note == person.note
    assert [(s.title, s.party, s.place, s.start.text) for s in back.seats] == [
        (s.title, s.party, s.place, s.start.text) for s in person.seats
    ]


@pytest.mark.parametrize("text", ["2024", "2024-06", "May 2014", "2024-06-14", "past", ""])
def test_a_date_is_written_as_it_is_read_again(text: str) -> None:
    day = parse_approximate(text)
    assert written_date(day) == text
    unread = ApproximateDate("after Easter", day.earliest, day.latest)
    if day.earliest is not None:
        again = parse_approximate(written_date(unread))
        assert (again.earliest, again.latest) == (day.earliest, day.latest)


def test_somebody_with_two_numbers_and_three_offices_stands_in_one_row() -> None:
    seat = SeatCandidate(HOUSE.name, HOUSE.key, HOUSE.kind, "Member")
    many = PersonCandidate("", "k", "A B", "", "A", "B", seats=(seat, seat, seat),
                           contacts=(ContactCandidate("mobile", "1"), ContactCandidate("mobile", "2")))  # fmt: skip
    headings, rows = lay_out(lambda: [many], NAMED)
    assert {"Mobile", "Mobile 2", "Organisation", "Organisation 3", "Position 3"} <= set(headings)
    assert {"Party", "Term", "Phone"}.isdisjoint(headings), "no empty columns"
    assert len(list(rows)) == 1


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="set KGOTLA_POPOLO_SCHEMAS to the folder of the schemas")
def test_a_document_is_valid_by_the_schemas(tmp_path: Path) -> None:
    seat = SeatCandidate(HOUSE.name, HOUSE.key, HOUSE.kind, "Speaker", PARTY.name, PARTY.key, PLACE.name, PLACE.key,
                         TERM.key, parse_approximate("May 2024"), parse_approximate("2026-01-31"))  # fmt: skip
    contacts = tuple(own_contact(kind, "https://example.org") for kind in CONTACT_KINDS)
    person = PersonCandidate("", UUID.format(9), "Anna Kgosi", "Hon.", "Anna", "Kgosi", "Annie", seats=(seat,),
                             identifiers=((OWN_SCHEME, UUID.format(9)),), contacts=contacts, note="Speaks")  # fmt: skip
    file = tmp_path / "people.json"
    write_popolo(lambda: [person], [HOUSE, PARTY], NAMED, Ids({}), file)
    document = json.loads(file.read_text(encoding="utf-8"))
    for part, name in (("persons", "person"), ("organizations", "organization"), ("posts", "post"),
                       ("memberships", "membership"), ("areas", "area"), ("events", "event")):  # fmt: skip
        assert document[part], part
        for record in document[part]:
            valid(record, name)


def valid(value: Any, name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    wanted = schema["properties"]
    assert [key for key, each in wanted.items() if each.get("required") and key not in value] == []
    for key, found in value.items():
        if key in wanted:
            _valid(found, wanted[key], f"{name}.{key}")
        else:
            assert (name, key) == ("membership", "legislative_period_id"), "of the extension for terms"


def _valid(value: Any, schema: dict[str, Any], where: str) -> None:
    kinds = {"string": str, "array": list, "object": dict, "null": type(None)}
    types = schema.get("type", [])
    allowed = tuple(kinds[each] for each in ([types] if isinstance(types, str) else types))
    assert not allowed or isinstance(value, allowed), where
    if "pattern" in schema:
        assert re.search(schema["pattern"], value), where
    if isinstance(value, list) and "$ref" in schema.get("items", {}):
        for each in value:
            valid(each, schema["items"]["$ref"].rpartition("/")[2].partition(".json")[0])
