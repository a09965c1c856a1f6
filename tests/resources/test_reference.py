"""The reference data that ships is complete, sourced, free of people, and recognised under its other names."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import resources
from crm.rules.names import fold
from crm.rules.organisations import find_legislature, find_party, find_province, match_key
from resources import reference

FOLDER = Path(resources.__file__).parent / "reference"


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ("provinces", 9),
        ("national_houses", 2),
        ("municipalities", 257),
        ("wards", 4468),
        ("demarcation_changes", 42),
        ("parties", 65),
        ("committees", 117),
        ("petition_rules", 10),
        ("clock_rules", 3),
        ("ladder", 6),
        ("plan_templates", 12),
        ("route_lines", 44),
        ("languages", 12),
        ("glossary", 301),
        ("holidays", 94),
    ],
)
def test_every_table_is_whole_and_says_where_it_comes_from(table: str, count: int) -> None:
    assert len(getattr(reference, table)()) == count
    source = reference.SOURCES[table]
    assert source.name
    assert date(1996, 1, 1) < source.as_of <= date(2026, 11, 22)


def test_a_table_is_read_once() -> None:
    assert reference.wards() is reference.wards()


def test_there_is_nothing_else_to_ask_for() -> None:
    with pytest.raises(AttributeError):
        _ = reference.NOTHING  # type: ignore[attr-defined]


def test_seats_of_the_legislatures_add_up_to_the_determination() -> None:
    assert sum(province.seats_2024 for province in reference.provinces()) == 487
    assert sum(province.seats_2019 for province in reference.provinces()) == 430


def test_the_western_cape_has_members_of_a_provincial_parliament() -> None:
    titles = {province.code: province.member_title for province in reference.provinces()}
    assert titles["WC"] == "MPP"
    assert set(titles.values()) == {"MPL", "MPP"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kwazulu-Natal", "KZN"),
        ("KwaZulu‐Natal", "KZN"),
        ("Kwa-Zulu Natal", "KZN"),
        ("NW", "NW"),
        ("North-West", "NW"),
        ("GAUTENG", "GT"),
        ("Gauteng ", "GT"),
        ("GP", "GT"),
        ("LP", "LIM"),
        ("ZA-LP", "LIM"),
        ("N. Cape", "NC"),
        ("Vrystaat", "FS"),
    ],
)
def test_provinces_are_known_by_every_spelling(name: str, code: str) -> None:
    found = find_province(name, reference.provinces())
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Free State Provincial Legislature", "FS"),
        ("Free State Legislature", "FS"),
        ("Western Cape Provincial Parliament", "WC"),
        ("Western Cape Provincial Legislature", "WC"),
        ("KwaZulu-Natal Provincial Legislature", "KZN"),
        ("Limpopo Provincial Legislature", "LIM"),
        ("NCPL", "NC"),
    ],
)
def test_legislatures_are_known_by_every_name(name: str, code: str) -> None:
    found = find_legislature(name, reference.provinces())
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("FF+", "ff"),
        ("VF PLUS", "ff"),
        ("Vryheidsfront Plus", "ff"),
        ("Freedom Front +", "ff"),
        ("AL-JAMA-AH", "al-jama-ah"),
        ("MK", "mk"),
        ("UMKHONTO WESIZWE ", "mk"),
        ("COPE", "cope"),
        ("CONGRESS  OF THE PEOPLE", "cope"),
        ("African National Congress (ANC)", "anc"),
        ("NCC", "ccc"),
    ],
)
def test_parties_are_known_by_every_name(name: str, slug: str) -> None:
    found = find_party(name, reference.parties())
    assert found is not None
    assert found.slug == slug


def test_no_name_means_two_provinces_or_two_parties() -> None:
    provinces = Counter(
        key
        for province in reference.provinces()
        for key in {match_key(name) for name in (province.name, province.code, *province.aliases)}
    )
    parties = Counter(
        key
        for party in reference.parties()
        for key in {match_key(name) for name in (party.name, party.ballot_name, party.abbreviation, *party.aliases)}
        if key
    )
    assert [key for key, count in (provinces + parties).items() if count > 1] == []


def test_a_ward_id_holds_its_municipality_and_number() -> None:
    prefixes = {found.code: found.ward_id_prefix for found in reference.municipalities()}
    for ward in reference.wards():
        assert ward.ward_id == f"{prefixes[ward.municipality_code]}{ward.number:03}"


def test_every_municipality_lies_in_a_province_and_every_local_one_in_a_district() -> None:
    provinces = {province.code for province in reference.provinces()}
    districts = {found.code for found in reference.municipalities() if found.kind == "district"}
    for found in reference.municipalities():
        assert found.province_code in provinces
        assert (found.district_code in districts) == (found.kind == "local")


def test_a_committee_nobody_checked_says_so() -> None:
    status = {committee.legislature: committee.is_verified for committee in reference.committees()}
    assert status["Northern Cape Provincial Legislature"] is False
    assert status["National Council of Provinces"] is True


def test_petition_limits_are_numbers_only_where_known() -> None:
    days = {rule.jurisdiction: rule.response_days for rule in reference.petition_rules()}
    assert days["Gauteng"] == 30
    assert days["Northern Cape"] is None


def test_a_limit_ships_only_where_the_petition_law_was_seen_to_set_one() -> None:
    days = {rule.jurisdiction: rule.response_days for rule in reference.petition_rules()}
    rules = reference.clock_rules()
    assert {rule.jurisdiction for rule in rules} == {name for name, count in days.items() if count}
    assert all(rule.length == days[rule.jurisdiction] and rule.unit == "working" for rule in rules)
    assert {rule.extension for rule in rules if rule.jurisdiction == "Gauteng"} == {14}
    laws = {rule.jurisdiction: rule.instrument for rule in reference.petition_rules()}
    assert all(rule.law == laws[rule.jurisdiction] for rule in rules)


def test_holidays_hold_the_election_day_and_the_monday_after_a_sunday() -> None:
    names = {holiday.day: holiday.name for holiday in reference.holidays()}
    assert names[date(2026, 11, 4)] == "Local Government Elections"
    assert date(2026, 8, 10) in names


def test_names_keep_their_marks() -> None:
    names = {found.code: found.name for found in reference.municipalities()}
    assert names["NC067"] == "Khâi-Ma"
    assert fold(names["NC067"]) == "khai ma"
