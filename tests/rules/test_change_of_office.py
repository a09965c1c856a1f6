"""What becomes of a promise when its office changes hands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.commitments import Kind
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.offices import (
    BINDS_THE_OFFICE,
    EndReason,
    Made,
    end_reason_words,
    ends_too,
    goes_over,
    has_one_seat,
    label,
    last_day,
    made_in,
    post_words,
    suggest_fate,
)

STAYS, PASSES, LAPSES = Fate.STAYS_WITH_PERSON, Fate.PASSES_TO_POST, Fate.LAPSES
TITLE, BODY = "Chairperson", "Portfolio Committee on Health"
KINDS, MADE, FLAGS = st.sampled_from(Kind), st.sampled_from(Made), st.booleans()
ON_CHANGE = st.sampled_from(["", *Fate])


@pytest.mark.parametrize(
    ("on_change", "kind", "made", "fate"),
    [
        ("", Kind.INFORMAL, Made.NOT_SAID, STAYS),
        ("", Kind.INFORMAL, Made.HERE, PASSES),
        ("", Kind.INFORMAL, Made.ELSEWHERE, STAYS),
        ("", Kind.MINUTED, Made.HERE, PASSES),
        ("", Kind.MINUTED, Made.NOT_SAID, STAYS),
        ("", Kind.MOU_CLAUSE, Made.NOT_SAID, PASSES),
        ("", Kind.EXECUTIVE_UNDERTAKING, Made.HERE, PASSES),
        ("", Kind.COMMITTEE_RECOMMENDATION, Made.ELSEWHERE, STAYS),
        ("lapses", Kind.MOU_CLAUSE, Made.HERE, LAPSES),
        ("stays_with_person", Kind.HOUSE_RESOLUTION, Made.HERE, STAYS),
        ("passes_to_post", Kind.INFORMAL, Made.NOT_SAID, PASSES),
    ],
)
def test_an_office_stays_bound_and_a_person_keeps_what_is_personal(
    on_change: str, kind: Kind, made: Made, fate: Fate
) -> None:
    assert suggest_fate(on_change, kind, made, has_post=True)[0] is fate


def test_what_is_owed_to_an_office_holder_is_owed_to_the_next_unless_they_keep_another_office() -> None:
    assert suggest_fate("", Kind.INFORMAL, Made.NOT_SAID, has_post=True, is_owed_to_leaver=True)[0] is PASSES
    kept = suggest_fate("", Kind.INFORMAL, Made.NOT_SAID, has_post=True, is_owed_to_leaver=True, keeps_an_office=True)
    assert kept[0] is STAYS


@given(on_change=ON_CHANGE, kind=KINDS, made=MADE, has_post=FLAGS, is_owed=FLAGS, keeps=FLAGS)
def test_every_promise_gets_one_fate_with_a_reason_and_none_passes_to_no_post(
    on_change: str, kind: Kind, made: Made, has_post: bool, is_owed: bool, keeps: bool
) -> None:
    fate, reason = suggest_fate(
        on_change, kind, made, has_post=has_post, is_owed_to_leaver=is_owed, keeps_an_office=keeps
    )
    assert reason
    assert has_post or fate is not PASSES
    assert fate is not LAPSES or on_change == LAPSES, "nothing is let lapse that nobody said would"


@given(on_change=st.sampled_from(Fate), kind=KINDS, made=MADE, is_owed=FLAGS, keeps=FLAGS)
def test_what_was_decided_when_it_was_made_wins(
    on_change: Fate, kind: Kind, made: Made, is_owed: bool, keeps: bool
) -> None:
    fate, _reason = suggest_fate(on_change, kind, made, has_post=True, is_owed_to_leaver=is_owed, keeps_an_office=keeps)
    assert fate is on_change


@given(kind=KINDS, made=MADE)
def test_more_formal_never_ties_it_more_to_the_person(kind: Kind, made: Made) -> None:
    informal, _why = suggest_fate("", Kind.INFORMAL, made, has_post=True)
    this, _why = suggest_fate("", kind, made, has_post=True)
    assert informal is not PASSES or this is PASSES
    assert kind not in BINDS_THE_OFFICE or made is Made.ELSEWHERE or this is PASSES


@pytest.mark.parametrize(
    ("then", "made"),
    [
        ("", Made.NOT_SAID),
        ("Chairperson, Portfolio Committee on Health", Made.HERE),
        ("CHAIRPERSON,  Portfolio committee on health", Made.HERE),
        ("Chairperson", Made.HERE),
        ("Chairperson, Portfolio Committee on Transport", Made.ELSEWHERE),
        ("Member, Northern Cape Provincial Legislature", Made.ELSEWHERE),
    ],
)
def test_the_office_written_down_with_a_promise_says_in_which_it_was_made(then: str, made: Made) -> None:
    assert made_in(then, TITLE, BODY) is made


def test_a_seat_carries_the_offices_inside_its_body_and_death_all_of_them() -> None:
    assert ends_too(EndReason.LOST_SEAT, is_seat=True, is_inside=True)
    assert not ends_too(EndReason.LOST_SEAT, is_seat=True, is_inside=False)
    assert not ends_too(EndReason.RESIGNED, is_seat=False, is_inside=True)
    assert ends_too(EndReason.DECEASED, is_seat=False, is_inside=False)


def test_an_executive_council_has_many_members() -> None:
    assert has_one_seat("Speaker", True)
    assert not has_one_seat("Member", False)
    assert not has_one_seat("Member of the Executive Council", True)
    assert has_one_seat("Member of the Executive Council for Health", True)


@given(with_bodies=st.sets(st.integers(1, 5)), bodies=st.sets(st.integers(1, 5)))
def test_whoever_keeps_no_office_hands_over_everything(with_bodies: set[int], bodies: set[int]) -> None:
    assert goes_over(with_bodies, bodies, keeps_an_office=False)
    assert goes_over(with_bodies, bodies, keeps_an_office=True) == (not with_bodies or bool(with_bodies & bodies))


@given(st.dates(date(2000, 1, 2), date(2099, 12, 31)))
def test_nobody_holds_an_office_together_with_the_one_who_follows(change: date) -> None:
    assert last_day(change) < change


def test_a_post_is_called_with_its_holder() -> None:
    name = "Chairperson, Portfolio Committee on Health"
    assert post_words(TITLE, BODY, ["Hon. A. Sample"]) == f"{name} (now Hon. A. Sample)"
    assert post_words(TITLE, BODY, [], is_vacant=True) == f"{name} (vacant)"
    assert post_words(TITLE, BODY, []) == name
    assert post_words(TITLE, BODY, ["One", "Two"]) == name, "many holders are not named"
    assert post_words(TITLE, BODY, [""], is_vacant=True) == name, "nor is one who must not be"


def test_reasons_are_said_inside_a_sentence() -> None:
    assert end_reason_words(EndReason.LOST_SEAT) == "lost seat"
    assert end_reason_words("unknown") == end_reason_words("") == ""
    assert end_reason_words("moved abroad") == "moved abroad", "an imported reason stays as it came"
    assert {label(reason) for reason in EndReason} >= {"Resigned", "Not known"}
