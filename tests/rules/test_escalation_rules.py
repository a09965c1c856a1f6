"""The ladder: which rung comes next, whatever became of the ladder, and a clock that never runs out on a day off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crm.rules.escalation import LONGEST, Noun, Rung, Taken, Unit, clock_words, due_of, next_rung, rungs_for
from crm.rules.letters import OF_RUNGS
from crm.rules.working_days import WorkingCalendar
from resources import reference

CALENDAR = WorkingCalendar.of_years(2025, 2032)


def rung(position: int, name: str = "", **more: object) -> Rung:
    made = Rung(position, name or f"Rung {position}", "", "official", 10, "working", "rung_reminder")
    return replace(made, **more)  # type: ignore[arg-type]


LADDER = [rung(1), rung(2), rung(3)]


def test_the_next_rung_is_the_one_above_the_highest_taken() -> None:
    assert next_rung(LADDER, []) == LADDER[0]
    assert next_rung(LADDER, [Taken(1, "Rung 1")]) == LADDER[1]
    assert next_rung(LADDER, [Taken(2, "Rung 2"), Taken(1, "Rung 1")]) == LADDER[2], "stepping back loses nothing"
    assert next_rung(LADDER, [Taken(3, "Rung 3")]) is None


def test_a_rung_is_known_again_by_its_name_when_the_ladder_was_moved() -> None:
    moved = [rung(1, "Chairperson"), rung(2, "Co-ordinator"), rung(3, "Speaker")]
    assert next_rung(moved, [Taken(1, "Co-ordinator")]) == moved[2]
    assert next_rung(moved, [Taken(1, "A rung that is gone")]) == moved[1]


def test_a_rung_may_be_for_petitions_alone() -> None:
    ladder = [rung(1), rung(2, applies_to="petitions"), rung(3, applies_to="commitments")]
    assert [one.position for one in rungs_for(ladder, Noun.PETITIONS)] == [1, 2]
    assert [one.position for one in rungs_for(ladder, Noun.COMMITMENTS)] == [1, 3]


def test_a_holiday_is_stepped_over_and_said() -> None:
    reckoned = due_of(rung(1, length=10), date(2026, 12, 14), CALENDAR)
    assert reckoned is not None
    assert reckoned.result == date(2026, 12, 30)
    assert (date(2026, 12, 25), "Christmas Day") in reckoned.skipped
    assert due_of(rung(1, length=None), date(2026, 12, 14), CALENDAR) is None
    assert clock_words(rung(1, length=1)) == "1 working day"
    assert clock_words(rung(1, length=None)) == "no clock"


@given(
    st.integers(1, LONGEST),
    st.sampled_from(list(Unit)),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
)
def test_no_clock_of_a_rung_runs_out_on_a_day_off(length: int, unit: Unit, on: date) -> None:
    reckoned = due_of(rung(1, length=length, unit=unit), on, CALENDAR)
    assert reckoned is not None
    assert CALENDAR.is_working(reckoned.result)
    assert reckoned.result > on
    if unit is Unit.WORKING:
        assert CALENDAR.between(on, reckoned.result) == length


def test_what_ships_is_a_ladder_and_says_that_it_is_no_law() -> None:
    shipped = reference.ladder()
    assert [one.position for one in shipped] == list(range(1, len(shipped) + 1))
    assert [one.to_whom for one in shipped] == [
        "official",
        "coordinator",
        "chairperson",
        "speaker",
        "member",
        "protector",
    ]
    assert {one.letter_kind for one in shipped} == set(OF_RUNGS), "each rung has its own letter"
    assert all("our practice, not law" in one.note and one.length for one in shipped)
