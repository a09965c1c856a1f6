"""`kgotla follow-up` and `kgotla report letter`: texts are printed, and noted only when they were sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla


@pytest.fixture
def late(working: Kgotla) -> dict[str, Any]:
    """Something they owe us that is outstanding."""
    found = working("list", "commitments", "--lateness", "late", "--direction", "they_owe_us", "--json").json
    return next(row for row in found if row["confidentiality"] == "open" and row["maker_id"])


def follow_ups(working: Kgotla, record: dict[str, Any]) -> list[Any]:
    return list(working("show", f"commitments:{record['id']}", "--json").json["follow_ups"])


def test_a_message_is_printed_and_nothing_noted(working: Kgotla, late: dict[str, Any]) -> None:
    before = follow_ups(working, late)
    said = working("follow-up", late["reference"], "--by", "message", "--print")
    assert said.code == 0
    assert "Good day " in said.out
    assert "Diamond Fields Civil Voice (sample)" in said.out
    made = working("follow-up", late["reference"], "--by", "message", "--json").json
    assert len(made["words"]) <= 300
    assert made["noted"] is False
    assert follow_ups(working, late) == before


def test_what_was_sent_is_noted_with_its_exact_words_and_undone(working: Kgotla, late: dict[str, Any]) -> None:
    before = follow_ups(working, late)
    printed = working("follow-up", late["reference"], "--by", "email", "--json").json
    sent = working(
        "follow-up", late["reference"], "--by", "email", "--sent", "--next-look", "2026-12-01", "--json"
    ).json
    assert sent["follow_ups"] == len(before) + 1
    assert sent["next_look"] == "2026-12-01"
    newest = follow_ups(working, late)[-1]
    assert newest["channel"] == "E-mail"
    assert newest["to_whom"] == printed["to_name"]
    assert newest["words"] == f"{printed['subject']}\n\n{printed['words']}"
    assert working("undo").code == 0
    assert follow_ups(working, late) == before


def test_everything_outstanding_of_one_party_goes_together(working: Kgotla, late: dict[str, Any]) -> None:
    printed = working("follow-up", late["reference"], "--by", "letter", "--all", "--json").json
    assert printed["about"][0] == late["id"]
    sent = working("follow-up", late["reference"], "--by", "letter", "--all", "--sent", "--words", "As discussed")
    assert sent.code == 0
    for commitment_id in printed["about"]:
        assert follow_ups(working, {"id": commitment_id})[-1]["words"] == "As discussed"


def test_a_call_is_noted_at_once(working: Kgotla, late: dict[str, Any]) -> None:
    working("follow-up", late["reference"], "--by", "phone", "--answer", "Next week")
    newest = follow_ups(working, late)[-1]
    assert (newest["channel"], newest["answer"]) == ("Phone call", "Next week")
    assert newest["to_whom"] == late["bound_name"]


@pytest.mark.parametrize(
    "options",
    [("--print",), ("--sent",), ("--by", "message", "--print", "--sent"), ("--by", "phone", "--print")],
)
def test_what_makes_no_sense_is_said(working: Kgotla, late: dict[str, Any], options: tuple[str, ...]) -> None:
    before = follow_ups(working, late)
    said = working("follow-up", late["reference"], *options)
    assert said.code == 1
    assert said.err
    assert follow_ups(working, late) == before


def test_what_is_not_open_needs_to_be_asked_for(working: Kgotla) -> None:
    rows = working("list", "commitments", "--json").json
    secret = next(row for row in rows if row["confidentiality"] == "restricted")
    said = working("follow-up", secret["reference"], "--by", "message")
    assert said.code == 1
    assert "restricted" in said.err
    assert working("follow-up", secret["reference"], "--by", "message", "--confidentiality", "restricted").code == 0


def test_a_letter_is_made_by_reference(working: Kgotla, late: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    made = working("report", "letter", "--commitment", late["reference"], "--out", file, "--json").json
    assert made["files"][0]["report"] == "letter"
    assert file.read_bytes().startswith(b"%PDF")
    assert working("report", "letter", "--commitment", f"commitments:{late['id']}", "--out", file).code == 0
    assert "needs one of --commitment" in working("report", "letter", "--out", file).err
