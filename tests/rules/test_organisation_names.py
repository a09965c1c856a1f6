from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.organisations import (
    CommitteeKind,
    Kind,
    OrganisationNames,
    Sphere,
    find_legislature,
    find_party,
    find_province,
    label,
    match_key,
)
from resources import reference


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Limpopo Provincial Legislature", "LIM"),
        ("Limpopo Legislature", "LIM"),
        ("Provincial Legislature: Limpopo", "LIM"),
        ("Western Cape Provincial Legislature", "WC"),
        ("Western Cape Provincial Parliament", "WC"),
        ("WCPP", "WC"),
        ("KwaZulu‐Natal  Provincial Legislature", "KZN"),
        ("Free State Provincial Legislature", "FS"),
        ("GAUTENG LEGISLATURE ", "GT"),
        ("Legislature of the Northern Cape Province", "NC"),
        ("NCPL", "NC"),
        ("NW Legislature", "NW"),
    ],
)
def test_a_legislature_by_any_of_its_names(name: str, code: str) -> None:
    found = find_legislature(name, reference.provinces())
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "name",
    ["Northern Cape", "Parliament", "Legislature", "National Assembly", "Limpopo Legislature Petitions Committee", ""],
)
def test_what_is_no_provincial_legislature_is_not_taken_for_one(name: str) -> None:
    assert find_legislature(name, reference.provinces()) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kwazulu-Natal", "KZN"),
        ("KwaZulu‐Natal", "KZN"),
        ("NW", "NW"),
        ("GAUTENG", "GT"),
        ("Gauteng ", "GT"),
        ("GT", "GT"),
        ("ZA-GP", "GT"),
        ("GP", "GT"),
        ("LIM", "LIM"),
        ("ZA-LP", "LIM"),
        ("Noord-Kaap", "NC"),
    ],
)
def test_a_province_by_any_spelling_or_code(name: str, code: str) -> None:
    found = find_province(name, reference.provinces())
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "abbreviation"),
    [
        ("AFRICAN NATIONAL CONGRESS", "ANC"),
        ("CONGRESS  OF THE PEOPLE", "COPE"),
        ("UMKHONTO WESIZWE ", "M.K."),
        ("MK", "M.K."),
        ("FF+", "VF PLUS"),
        ("VF PLUS", "VF PLUS"),
        ("Vryheidsfront Plus", "VF PLUS"),
        ("Vryheidsfront Plus, FF+", "VF PLUS"),
        ("AL-JAMA-AH", "ALJAMA"),
        ("Democratic Alliance (DA)", "DA"),
        ("Action SA", "ACTIONSA"),
        ("Azanian People’s Organisation", "AZAPO"),
    ],
)
def test_a_party_by_any_of_its_names(name: str, abbreviation: str) -> None:
    found = find_party(name, reference.parties())
    assert found is not None
    assert found.abbreviation == abbreviation


@pytest.mark.parametrize("name", ["", "unknown", "Independent", "ANC / DA", "NO_ABBR"])
def test_what_is_no_party_or_two_is_left_to_the_user(name: str) -> None:
    assert find_party(name, reference.parties()) is None


def test_every_party_and_legislature_of_the_reference_is_found_by_its_own_names() -> None:
    parties, provinces = reference.parties(), reference.provinces()
    assert all(find_party(party.name, parties) is party for party in parties)
    assert all(find_party(party.ballot_name, parties) is party for party in parties)
    assert all(find_legislature(province.legislature, provinces) is province for province in provinces)
    assert all(find_province(province.name, provinces) is province for province in provinces)


def test_an_organisation_is_recognised_by_its_aliases() -> None:
    names = OrganisationNames("Karoo Women’s Network", "KWN", ("Karoo Women & Girls",))
    assert all(names.matches(text) for text in ("The KAROO WOMEN'S NETWORK", "K.W.N.", "Karoo Women and Girls"))
    assert not names.matches("Karoo")
    assert not OrganisationNames("Karoo").matches("")


@given(st.text(max_size=20))
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert match_key(match_key(name)) == match_key(name)


def test_every_kind_has_words_and_a_kind_of_the_users_own_is_its_own_words() -> None:
    assert all("_" not in label(value) for enum in (Kind, CommitteeKind, Sphere) for value in enum)
    assert label("cso_partner") == "CSO partner"
    assert label("Stokvel") == "Stokvel"
