"""`kgotla message`: it shows what it recognised, and files only when told to."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla

SAID = "[20/11/2026, 14:05] Karel Plaatjies: Ons sal die opritte eers teen 30 Januarie regmaak"


@pytest.fixture
def message(tmp_path: Path) -> Path:
    """A message in a file."""
    file = tmp_path / "message.txt"
    file.write_text(SAID, encoding="utf-8")
    return file


def engagements(kgotla: Kgotla) -> list[Any]:
    return list(kgotla("list", "engagements", "--json").json)


def test_what_is_recognised_is_shown_and_nothing_filed(working: Kgotla, message: Path) -> None:
    before = engagements(working)
    found = working("message", message, "--json").json
    assert [one["name"] for one in found["people"]] == ["Mr Karel Plaatjies"]
    assert (found["on"], found["dates"]) == ("2026-11-20", [{"words": "30 Januarie", "date": "2027-01-30"}])
    assert found["looks_like"] == "move"
    assert found["promises"]
    said = working("message", message, "--promise")
    assert "Nothing was filed" in said.out
    assert "30 Januarie = 30 Jan 2027" in said.out
    assert engagements(working) == before


def test_a_promise_is_filed_and_undone(working: Kgotla, message: Path) -> None:
    before = engagements(working)
    filed = working("message", message, "--promise", "--words", "Ons sal regmaak", "--file-it", "--json").json
    made = working("show", f"commitments:{filed['promise']}", "--json").json
    assert (made["words"], made["due_on"], made["made_on"]) == ("Ons sal regmaak", "2027-01-30", "2026-11-20")
    assert made["engagement_id"] == filed["id"]
    kept = working("show", f"engagements:{filed['id']}", "--json").json
    assert (kept["minutes"], kept["kind"]) == (SAID, "correspondence")
    assert working("undo").code == 0
    assert engagements(working) == before


def test_a_new_date_is_filed(working: Kgotla, message: Path) -> None:
    about = working("message", message, "--json").json["promises"][0]
    filed = working("message", message, "--moves", about["name"].split()[0], "--not-agreed", "--file-it", "--json").json
    assert filed["moved"] == [about["name"].split()[0]]
    move = working("show", f"commitments:{about['id']}", "--json").json["moves"][-1]
    assert (move["new"], move["said_by"], move["is_agreed"]) == ("2027-01-30", "Mr Karel Plaatjies", False)


def test_a_message_comes_from_standard_input_too(working: Kgotla, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Thank you all"))
    filed = working("message", "-", "--from", "Mamma Joyce", "--on", "yesterday", "--file-it", "--json").json
    assert filed["name"] == "Message from Mamma Joyce, 21 Nov 2026"


def test_what_cannot_be_filed_is_said(working: Kgotla, message: Path, tmp_path: Path) -> None:
    before = engagements(working)
    empty, plain = tmp_path / "empty.txt", tmp_path / "plain.txt"
    empty.write_text("", encoding="utf-8")
    plain.write_text("Thank you", encoding="utf-8")
    for arguments in (
        (tmp_path / "nowhere.txt",),
        (empty,),
        (plain, "--moves", "C-2026-0001", "--file-it"),
        (message, "--moves", "C-1999-0001", "--file-it"),
    ):
        said = working("message", *arguments)
        assert said.code == 1
        assert said.err.strip()
    assert engagements(working) == before
