"""What makes two records look like one person or body, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.alike import NameKey, body_key, compare_bodies, compare_names, name_key, skeleton
from crm.rules.doubles import (
    LIST_AT,
    WARN_AT,
    BodyFacts,
    Holding,
    PersonFacts,
    body_names,
    is_mobile,
    is_role_address,
    registration,
    score_bodies,
    score_people,
)
from crm.rules.names import split_name


def key(text: str, surname_first: bool | None = None) -> NameKey:
    return name_key(split_name(text, surname_first))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Elsabé van der Merwe-Sample", "ELSABE VAN DER MERWE-SAMPLE", "the same name"),
        ("Hon. Dr Thandi Sample", "Ms Thandi Sample", "the same name"),
        ("Sample, Mr Thabo", "Thabo Sample", "the same name"),
        ("Thabo Johannes Sample", "Johannes Thabo Sample", "the same names in another order"),
        ("Sample Thabo", "Thabo Sample", "the same names in another order"),
        ("Mokgadi Sample", "Mokgadi Magret Sample", "the same surname, and one has more of the given names"),
        ("Sample Mokgadi M", "Mokgadi Magret Sample", "the same surname, and one has more of the given names"),
        ("Ms Mokgadi M", "Mokgadi Magret M", "the same surname and initials"),
        ("M.B Sample", "Mokgadi Boitumelo Sample", "the same surname and initials"),
        ("Sample L.C.", "Lucky Sample", "the same surname and initials"),
        ("E vd Merwe", "Elsabé van der Merwe", "the same surname and initials"),
        ("Thabo (Johnny) Sample", "Johnny Sample", "the same surname, and one is known by the other's name"),
        ("Thandi Sample", "Thandie Sample", "names spelled almost alike"),
        ("Thabo Mokoena-Sample", "Thabo Mokwena-Sample", "names spelled almost alike"),
        ("Nomsa Abraham-Ntantiso", "Nomsa Ntantiso", "the same given names, and one surname is part of the other"),
        ("Thandi Sample", "Thandi Example", "the same given names, another surname"),
        ("Thabo Sample", "Kagiso Sample", "different given names with the same surname"),
        ("T Sample", "Kagiso Sample", "different given names with the same surname"),
    ],
)
def test_names_are_compared_as_lists_write_them(one: str, other: str, said: str) -> None:
    assert compare_names(key(one), key(other)).words == said


@pytest.mark.parametrize(
    ("one", "other"), [("Peter Sample", "J.P. Sample"), ("Thabo Sample", "Naledi Example"), ("Sample", "Example")]
)
def test_names_that_neither_fit_nor_contradict_say_nothing(one: str, other: str) -> None:
    assert compare_names(key(one), key(other)).points == 0


names = st.builds(
    NameKey,
    st.lists(st.sampled_from(("thabo", "t", "naledi", "j", "johannes", "thabiso")), max_size=3).map(tuple),
    st.lists(st.sampled_from(("sample", "van", "der", "merwe", "sampel")), max_size=3).map(tuple),
    st.sampled_from(("", "johnny", "thabo")),
    st.sampled_from(("", "m", "f")),
)


@given(names, names)
def test_who_is_named_first_does_not_matter(one: NameKey, other: NameKey) -> None:
    assert compare_names(one, other) == compare_names(other, one)


def person(name: str, at: int = 1, **more: object) -> PersonFacts:
    return PersonFacts(at, (key(name),), **more)  # type: ignore[arg-type]


COUNCIL = Holding(5, "Sample Council", "Member", "council", True)


def test_a_name_with_the_same_mobile_and_body_is_very_likely_one() -> None:
    facts = {"mobiles": frozenset(("+27820000001",)), "holdings": (COUNCIL,)}
    score = score_people(person("T Sample", **facts), person("Thabo Sample", 2, **facts))
    assert (score.points, score.words) == (100, "very likely one")
    assert score.pro == ("the same surname and initials", "the same mobile number", "both in Sample Council")


def test_initials_alone_are_told_to_who_types_and_not_listed() -> None:
    score = score_people(person("T Sample"), person("Thabo Sample", 2))
    assert WARN_AT <= score.points < LIST_AT


def test_a_shared_number_lists_nobody_whose_names_contradict() -> None:
    shared = {"mobiles": frozenset(("+27820000001",))}
    assert score_people(person("Thabo Sample", **shared), person("Naledi Sample", 2, **shared)).points < LIST_AT


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ({"place": 1}, {"place": 2}, "different seats of Sample Council at once"),
        ({"party": 1}, {"party": 2}, "seats of different parties in Sample Council at once"),
    ],
)
def test_two_seats_at_once_are_two_people(one: dict[str, int], other: dict[str, int], against: str) -> None:
    def seated(**more: int) -> PersonFacts:
        return person("Thabo Sample", holdings=(Holding(5, "Sample Council", "Member", "council", True, **more),))  # type: ignore[arg-type]

    score = score_people(seated(**one), seated(**other))
    assert score.points < LIST_AT
    assert score.against == (against,)


def test_one_seat_after_the_other_is_no_reason_against() -> None:
    first = Holding(5, "Sample Council", "Member", "council", True, place=1, end="2021-10-31")
    then = Holding(5, "Sample Council", "Member", "council", True, place=2, start="2021-11-01")
    score = score_people(person("Thabo Sample", holdings=(first,)), person("Thabo Sample", 2, holdings=(then,)))
    assert score.against == ()
    assert score.points >= LIST_AT


def test_identifiers_decide() -> None:
    one = person("Thabo Sample", identifiers=frozenset((("wikidata", "Q1"),)))
    same = person("Thabo J Sample", 2, identifiers=frozenset((("wikidata", "Q1"),)))
    other = person("Thabo Sample", 2, identifiers=frozenset((("wikidata", "Q2"),)))
    assert score_people(one, same).points == 100
    assert score_people(one, other).points == 0
    assert score_people(one, other).against == ("different identifiers of wikidata",)


def test_the_uuid_of_a_record_merged_before_is_no_reason_against() -> None:
    one = person("Thabo Sample", identifiers=frozenset((("kgotla", "a"),)))
    assert score_people(one, person("Thabo Sample", 2, identifiers=frozenset((("kgotla", "b"),)))).points == 60


def test_a_man_and_a_woman_of_one_name_are_not_listed() -> None:
    assert score_people(person("Mr Lerato Sample"), person("Ms Lerato Sample", 2)).points < LIST_AT


def test_another_name_counts_as_ones_own() -> None:
    married = PersonFacts(1, (key("Thandi Example"), key("Thandi Sample")))
    assert score_people(married, person("Thandi Sample", 2)).pro == ("the same name",)


@pytest.mark.parametrize(
    "email", ["info@example.org", "secretary.health@example.org", "PA@example.org", "admin2@x.org"]
)
def test_the_address_of_an_office_is_known(email: str) -> None:
    assert is_role_address(email)


@pytest.mark.parametrize("email", ["paul@example.org", "t.sample@example.org", "maila@example.org"])
def test_the_address_of_a_person_is_not_taken_for_an_offices(email: str) -> None:
    assert not is_role_address(email)


def test_a_mobile_is_a_mobile_whatever_the_list_calls_it() -> None:
    assert is_mobile("phone", "+27821234567")
    assert not is_mobile("phone", "+27538398000")
    assert not is_mobile("phone", "+27800123456")


def body(at: int, name: str, **more: object) -> BodyFacts:
    return BodyFacts(at, body_names(name, ()), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Sample Centre", "Sample Centre NPC"),
        ("Sample & Sons Trust", "Sample and Sons Trust"),
        ("Health Committee", "Committee on Health"),
        ("Treatment Sample Campaign", "Treatment Sampel Campaign"),
    ],
)
def test_bodies_are_known_under_other_spellings(one: str, other: str) -> None:
    assert compare_bodies(body_key(one), body_key(other)).points >= 45


def test_bodies_with_other_numbers_are_two() -> None:
    assert compare_bodies(body_key("Ward 3 Committee"), body_key("Ward 5 Committee")).points == 0


def test_the_same_committee_of_two_houses_is_two() -> None:
    one = body(1, "Portfolio Committee on Health", kind="committee", parent=10)
    assert score_bodies(one, body(2, "Portfolio Committee on Health", kind="committee", parent=11)).points < LIST_AT
    assert score_bodies(one, body(2, "Portfolio Committee on Health", kind="committee", parent=10)).points >= LIST_AT


def test_a_short_name_may_be_the_others_name() -> None:
    one = body(1, "Sample Action Campaign", short_names=frozenset(("sac",)))
    assert "one's short name is the other's name" in score_bodies(one, body(2, "SAC")).pro


def test_registration_numbers_decide_however_they_are_written() -> None:
    one, other = registration("NPO 123-456"), registration("npo123456")
    assert score_bodies(body(1, "Sample Centre", number=one), body(2, "Sampel Centre", number=other)).points >= LIST_AT
    assert score_bodies(body(1, "Sample Centre", number=one), body(2, "Sample Centre", number="npo1")).points < LIST_AT


def test_misspellings_leave_one_skeleton() -> None:
    assert skeleton("mokoena") == skeleton("mokwena")
    assert skeleton("thandi") == skeleton("thandie")
    assert skeleton("thandi") != skeleton("kagiso")
