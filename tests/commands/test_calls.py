"""`kgotla call`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Kgotla
from tests.commands.test_logging import MEETING, write


@pytest.fixture
def promised(kgotla: Kgotla, tmp_path: Path) -> Kgotla:
    """A workspace with two promises."""
    kgotla("log", write(tmp_path, MEETING))
    return kgotla


def test_a_call_moves_a_date(promised: Kgotla) -> None:
    logged = promised(
        "call", "Sister C. Example", "--moves", "C-2026-0001", "--to", "15 July 2027", "--reason", "The roof", "--json"
    ).json
    assert logged["noun"] == "engagements"
    assert [(each["reference"], each["due_on"]) for each in logged["commitments"]] == [("C-2026-0001", "2027-07-15")]
    shown = promised("show", f"engagements:{logged['id']}", "--json").json
    assert (shown["kind"], shown["status"], shown["on_day"]) == ("call", "closed_out", "2026-11-22")
    assert promised("undo", "--json").json == {"undone": "Phone call with Sister C. Example: date of C-2026-0001 moved"}


def test_a_date_only_noted_keeps_the_agreed_one(promised: Kgotla) -> None:
    (moved,) = promised(
        "call", "Somebody", "--moves", "C-2026-0001", "--to", "15 July 2027", "--only-note", "--json"
    ).json["commitments"]
    assert (moved["due_on"], moved["due_agreed"]) == ("2027-07-15", "2027-06-30")


def test_a_note_on_two_promises_is_an_answer(promised: Kgotla) -> None:
    logged = promised(
        "call", "Sister C. Example", "--moves", "C-2026-0001", "C-2026-0002", "--note", "All in hand", "--json"
    ).json
    assert [each["follow_ups"] for each in logged["commitments"]] == [1, 1]
    assert "about 2 promises" in logged["name"]


def test_the_promises_a_caller_speaks_for_are_listed_without_writing(promised: Kgotla) -> None:
    listed = promised("call", "sister c. example", "--list", "--json").json
    assert [each["reference"] for each in listed["commitments"]] == ["C-2026-0001"]
    assert "C-2026-0001" in promised("call", "Sister C. Example", "--list").out
    assert len(promised("list", "engagements", "--json").json) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("",), "who is on the phone"),
        (("Somebody", "--moves", "C-2026-0099"), "C-2026-0099"),
        (("Somebody", "--moves", "C-2026-0001"), "new date"),
        (("Somebody", "--moves", "C-2026-0001", "--to", "30 June 2027"), "already"),
        (("people:999999",), "people:999999"),
    ],
)
def test_a_call_that_cannot_be_is_one_sentence(promised: Kgotla, arguments: tuple[str, ...], said: str) -> None:
    answer = promised("call", *arguments)
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 1
    assert said in answer.err
    assert len(promised("list", "engagements", "--json").json) == 1
