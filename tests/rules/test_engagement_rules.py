from __future__ import annotations

from enum import StrEnum

import pytest

from crm.rules import engagements
from crm.rules.engagements import TRANSITIONS, AttendanceCode, Kind, Response, Status, is_open, label, next_steps


def test_an_engagement_is_planned_held_and_closed_out() -> None:
    assert next_steps(Status.PLANNED)[0] is Status.HELD
    assert next_steps(Status.HELD)[0] is Status.CLOSED_OUT


def test_locked_minutes_can_be_unlocked() -> None:
    assert next_steps(Status.CLOSED_OUT) == (Status.HELD,)


def test_every_status_leads_somewhere_and_can_be_reached() -> None:
    assert set(TRANSITIONS) == set(Status) == {step for steps in TRANSITIONS.values() for step in steps}


def test_it_is_open_until_it_is_closed_out_or_called_off() -> None:
    assert [status for status in Status if is_open(status)] == [Status.PLANNED, Status.HELD, Status.POSTPONED]


def test_attendance_codes_are_those_of_the_minutes_in_any_case() -> None:
    assert [code.value for code in AttendanceCode] == ["P", "AP", "A", "L", "DE", "LDE", "U"]
    assert AttendanceCode(" lde ") is AttendanceCode.LDE
    with pytest.raises(ValueError, match="Q"):
        AttendanceCode("Q")


def test_who_came_late_or_left_early_was_there() -> None:
    assert {code for code in AttendanceCode if code.was_there} == {"P", "L", "DE", "LDE"}


def test_every_value_has_words_and_a_kind_of_the_users_own_is_its_own_words() -> None:
    enums = [thing for thing in vars(engagements).values() if isinstance(thing, type) and issubclass(thing, StrEnum)]
    words = [label(value) for enum in enums for value in enum]
    assert all(text and "_" not in text and text[0].isupper() for text in words)
    assert label(Response.WILL_REVERT) == "Will revert"
    assert label(Kind.CALL) == "Phone or online call"
    assert label("Imbizo") == "Imbizo"
