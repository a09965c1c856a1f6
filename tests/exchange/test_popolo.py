"""Popolo is read nested or linked, with whatever parts it has."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.exchange.conftest import ReadText, only_person

DOCUMENT: dict[str, Any] = {
    "persons": [
        {
            "id": "p/1",
            "name": "Anna Maria Dube",
            "given_name": "Anna",
            "honorific_prefix": "Dr",
            "email": "adube@leg.example",
            "gender": "female",
            "birth_date": "1970-01-01",
            "image": "http://x.example/a.jpg",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}, {"scheme": "SIN", "identifier": "046454286"}],
            "other_names": [
                {"lang": "en", "name": "Anna Maria Dube", "note": "multilingual"},
                {"lang": "ru", "name": "Анна Дубе", "note": "multilingual"},
                {"lang": "af", "name": "Anna Dubé-Nel"},
                {"name": "Annie"},
            ],
            "contact_details": [
                {"type": "cell", "value": "082 555 0101"},
                {"type": "twitter", "value": "annad"},
                {"type": "voice", "label": "Office", "value": "053 555 0101"},
            ],
            "links": [
                {"note": "Wikipedia (de)", "url": "https://de.wiki.example/A"},
                {"note": "Wikipedia (en)", "url": "https://en.wiki.example/A"},
                {"note": "bad", "url": "javascript:alert(1)"},
            ],
        },
        {"id": "p/2", "name": "Sipho van der Merwe"},
    ],
    "organizations": [
        {"id": "legislature", "name": "National Assembly", "classification": "legislature"},
        {"id": "X", "name": "Congress of the People", "classification": "party"},
        {"id": "party/unknown", "name": "unknown", "classification": "party"},
        {"id": "c", "name": "Health", "classification": "committee", "parent_id": "legislature"},
    ],
    "memberships": [
        {
            "person_id": "p/1",
            "organization_id": "legislature",
            "role": "member",
            "on_behalf_of_id": "X",
            "area_id": "a/1",
            "legislative_period_id": "term/26",
        },
        {"person_id": "p/1", "organization_id": "c", "role": "chairperson", "start_date": "2014-07"},
        {"person_id": "p/2", "organization_id": "legislature", "role": "member", "on_behalf_of_id": "party/unknown"},
    ],
    "areas": [{"id": "a/1", "name": "Kwazulu-Natal", "type": "constituency"}],
    "events": [
        {
            "id": "term/26",
            "name": "26th Parliament",
            "classification": "legislative period",
            "organization_id": "legislature",
            "start_date": "2014",
        }
    ],
    "meta": {"sources": ["x"]},
}


def read_document(read_text: ReadText, document: Any) -> Any:
    return read_text(json.dumps(document), name="list.json")


def test_people_with_their_details(read_text: ReadText) -> None:
    reading = read_document(read_text, DOCUMENT)
    anna, sipho = reading.people
    assert (anna.line, anna.key, anna.title, anna.given, anna.family) == (
        "persons[0]",
        "p/1",
        "Dr",
        "Anna Maria",
        "Dube",
    )
    assert anna.other_names == ("Anna Dubé-Nel", "Annie")
    assert anna.identifiers == (("wikidata", "Q1"),)
    assert anna.links == (("https://en.wiki.example/A", "Wikipedia (en)"),)
    assert [(contact.kind, contact.label) for contact in anna.contacts] == [
        ("email", ""),
        ("mobile", ""),
        ("social", "twitter"),
        ("phone", "Office"),
    ]
    assert sipho.family == "van der Merwe"
    assert reading.not_understood == ()


def test_gender_birth_date_pictures_and_identity_numbers_are_left_out(read_text: ReadText) -> None:
    reading = read_document(read_text, DOCUMENT)
    assert "birth_date, gender, image: left out by design" in reading.left_out
    for secret in ("female", "1970", "a.jpg", "046454286"):
        assert secret not in repr(reading)


def test_seats_with_party_place_and_term(read_text: ReadText) -> None:
    reading = read_document(read_text, DOCUMENT)
    member, chair = reading.people[0].seats
    assert (member.title, member.organisation, member.party_key) == ("Member", "National Assembly", "party/cope")
    assert (member.place, member.place_key, member.term_key) == ("KwaZulu-Natal", "province/KZN", "term/26")
    assert (chair.title, chair.organisation_kind, chair.start.text) == ("Chairperson", "committee", "2014-07")
    (term,) = reading.terms
    assert (term.name, term.organisation_key, term.start.text) == ("26th Parliament", "legislature", "2014")


def test_unknown_is_no_party_and_parents_stand_first(read_text: ReadText) -> None:
    reading = read_document(read_text, DOCUMENT)
    assert [found.key for found in reading.organisations] == ["legislature", "party/cope", "c"]
    assert reading.organisations[2].parent_key == "legislature"
    assert reading.people[1].seats[0].party == ""


def test_the_same_ids_in_another_house_are_another_layout(read_text: ReadText) -> None:
    other = {
        **DOCUMENT,
        "organizations": [{"id": "legislature", "name": "Other House", "classification": "legislature"}],
    }
    assert read_document(read_text, DOCUMENT).layout != read_document(read_text, other).layout


def test_nested_records_say_the_same_as_linked_ones(read_text: ReadText) -> None:
    nested = {
        "persons": [
            {
                "id": "p",
                "name": "Anna Dube",
                "memberships": [
                    {
                        "role": "member",
                        "organization": {"id": "l", "name": "Limpopo Legislature", "classification": "legislature"},
                        "on_behalf_of": {"id": "x", "name": "COPE", "classification": "party"},
                        "area": {"id": "a", "name": "Limpopo", "type": "province"},
                    }
                ],
            }
        ]
    }
    (seat,) = only_person(read_document(read_text, nested)).seats
    assert (seat.organisation, seat.party, seat.place) == ("Limpopo Legislature", "Congress of the People", "Limpopo")


def test_an_organisation_with_posts_and_holders(read_text: ReadText) -> None:
    document = {
        "persons": [{"id": "p", "name": "Anna Dube"}],
        "organizations": [
            {
                "id": "forum",
                "name": "Health Forum",
                "posts": [{"id": "chair", "label": "Chair of the Forum", "role": "Chair"}],
                "memberships": [{"person_id": "p", "post_id": "chair"}],
            }
        ],
    }
    (seat,) = only_person(read_document(read_text, document)).seats
    assert (seat.title, seat.organisation) == ("Chair", "Health Forum")


@pytest.mark.parametrize(
    "document",
    [
        [{"name": "Anna Dube", "given_name": "Anna"}],
        {"name": "Anna Dube", "given_name": "Anna"},
        {"result": {"persons": [{"name": "Anna Dube"}]}},
        {"persons": {"1": {"name": "Anna Dube"}}},
    ],
)
def test_less_than_a_whole_document_will_do(read_text: ReadText, document: Any) -> None:
    assert only_person(read_document(read_text, document)).name == "Anna Dube"


def test_what_is_wrong_is_listed_and_the_rest_read(read_text: ReadText) -> None:
    document = {
        "persons": [{"id": "p", "name": "Anna Dube", "shoe": 38}, {"id": "q"}, "Sipho", {"id": "p", "name": "Other"}],
        "organizations": [{"id": "l", "name": "Limpopo Legislature"}, {"id": "m"}],
        "memberships": [
            {"person_id": "p", "organization_id": "l", "start_date": "soon"},
            {"person_id": "nobody", "organization_id": "l"},
            {"person_id": "p", "organization_id": "nowhere"},
        ],
        "areas": "none",
        "warnings": [],
    }
    reading = read_document(read_text, document)
    assert len(only_person(reading).seats) == 1
    assert {problem.line for problem in reading.not_understood} == {
        "persons[0]",
        "persons[1]",
        "persons[2]",
        "persons[3]",
        "organizations[1]",
        "memberships[0]",
        "memberships[1]",
        "memberships[2]",
        "areas",
        "warnings",
    }


def test_a_ring_of_parents_is_cut(read_text: ReadText) -> None:
    document = {
        "organizations": [
            {"id": "a", "name": "A Forum", "parent_id": "c"},
            {"id": "b", "name": "B Forum", "parent_id": "a"},
            {"id": "c", "name": "C Forum", "parent_id": "b"},
        ]
    }
    organisations = read_document(read_text, document).organisations
    seen: set[str] = set()
    for found in organisations:
        assert found.parent_key in ("", *seen)
        seen.add(found.key)
    assert len(organisations) == 3
