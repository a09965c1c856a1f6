"""Redrawn wards: until when a demarcation holds, and what a ward is called whatever the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.commitments import Kind
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.demarcation import (
    boundary_words,
    check_demarcation,
    find_one,
    has_ended,
    holds_until,
    list_ended,
    without_boundaries,
)
from crm.rules.errors import UserError
from crm.rules.offices import BINDS_THE_OFFICE, Made, suggest_fate


def test_the_wards_of_2021_hold_until_the_day_before_the_next_poll() -> None:
    last = holds_until("2021")
    assert last == date(2026, 11, 3)
    assert not has_ended("2021", last)
    assert has_ended("2021", last + timedelta(days=1))
    assert holds_until("2026") is None and holds_until("1848") is None
    assert list_ended(last) == ("2000", "2006", "2011", "2016")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_newest_demarcation_never_ends_by_itself(on: date) -> None:
    assert not has_ended("2026", on)


@given(st.text(max_size=30))
def test_a_demarcation_is_the_year_of_an_election_or_refused(name: str) -> None:
    try:
        assert check_demarcation(name).isdecimal()
    except UserError as problem:
        assert problem.code == "demarcation-no-year"


@given(st.text(max_size=20), st.integers(1900, 2099))
def test_a_name_without_its_boundaries_is_the_same_on_every_day(name: str, year: int) -> None:
    plain = without_boundaries(name)
    assert without_boundaries(f"{plain} ({boundary_words(str(year))})") == plain or plain.endswith(" boundaries)")


def test_one_successor_leaves_no_doubt_and_several_do() -> None:
    assert (find_one([7]), find_one([7, 7]), find_one([7, 8]), find_one([])) == (7, 7, None, None)


@given(
    st.sampled_from(["", *Fate]),
    st.sampled_from(list(Kind)),
    st.sampled_from(list(Made)),
    st.booleans(),
    st.booleans(),
)
def test_of_a_seat_that_many_hold_nothing_passes_unless_it_was_decided_or_binds_the_office(
    on_change: str, kind: Kind, made: Made, owed: bool, keeps: bool
) -> None:
    fate, reason = suggest_fate(
        on_change,
        kind,
        made,
        has_post=True,
        is_owed_to_leaver=owed,
        keeps_an_office=keeps,
        is_one_of_many=True,
    )
    assert reason
    if on_change:
        assert fate == on_change
    elif owed or kind not in BINDS_THE_OFFICE:
        assert fate is Fate.STAYS_WITH_PERSON


@pytest.mark.parametrize("kind", BINDS_THE_OFFICE)
def test_what_binds_the_office_passes_also_from_a_seat_of_many(kind: Kind) -> None:
    fate, _reason = suggest_fate("", kind, Made.HERE, has_post=True, is_one_of_many=True)
    assert fate is Fate.PASSES_TO_POST
