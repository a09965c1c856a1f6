"""`kgotla programme`: recess and other weeks of a body, and what a day is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Kgotla

RECESS = ("--from", "2026-12-12", "--to", "2027-01-20")


@pytest.fixture
def house(kgotla: Kgotla) -> str:
    (found,) = kgotla("list", "organisations", "--kind", "legislature", "--text", "Northern Cape", "--json").json
    return str(found["record"])


def test_a_recess_is_written_down_listed_changed_and_removed(kgotla: Kgotla, house: str) -> None:
    made = kgotla("programme", house, "--add", "recess", *RECESS, "--json").json
    assert (made["kind"], made["starts_on"], made["ends_on"]) == ("recess", "2026-12-12", "2027-01-20")
    (listed,) = kgotla("programme", house, "--json").json
    assert listed["record"] == made["record"]
    assert "Recess" in kgotla("programme").out
    changed = kgotla("programme", "--change", made["record"], "--to", "2027-01-31", "--name", "Summer", "--json").json
    assert (changed["name"], changed["starts_on"], changed["ends_on"]) == ("Summer", "2026-12-12", "2027-01-31")
    assert kgotla("programme", "--remove", made["record"]).code == 0
    assert kgotla("programme", house, "--json").json == []
    kgotla("undo")
    assert len(kgotla("programme", house, "--json").json) == 1


def test_what_a_day_is_in_it(kgotla: Kgotla, house: str) -> None:
    kgotla("programme", house, "--add", "recess", *RECESS)
    said = kgotla("programme", house, "--on", "2026-12-20", "--json").json["says"]
    assert said == "Northern Cape Provincial Legislature is in recess from 12 Dec to 20 Jan."
    assert "Nothing is known" in kgotla("programme", house, "--on", "2026-12-01").out


def test_what_is_not_understood_is_said(kgotla: Kgotla, house: str) -> None:
    assert kgotla("programme", house, "--add", "recess").code == 2
    assert kgotla("programme", house, "--add", "recess", "--from", "2026-12-12", "--to", "2026-12-01").code == 1
    assert kgotla("programme", "--change", "calendar:999999").code == 1
    assert kgotla("programme", house, "--json").json == []


SAID = "Northern Cape Provincial Legislature is in recess from 12 Dec to 20 Jan."


def test_a_date_that_lands_in_recess_is_said_and_never_refused(kgotla: Kgotla, house: str, tmp_path: Path) -> None:
    kgotla("programme", house, "--add", "recess", *RECESS)
    file = tmp_path / "meeting.json"
    promise = {"words": "Send the report", "bound": house, "due": "2026-12-15"}
    file.write_text(json.dumps({"title": "Meeting", "on": "2026-11-20", "body": house, "commitments": [promise]}))
    logged = kgotla("log", file)
    assert SAID in logged.out
    moved = kgotla("move-date", "C-2026-0001", "2026-12-11", "--json").json
    assert moved["programme"] == ""
    assert SAID in kgotla("move-date", "C-2026-0001", "2026-12-18").out
    assert kgotla("show", "C-2026-0001", "--json").json["programme"] == SAID
    assert SAID in kgotla("petition", "Water", "--body", house, "--due", "2027-01-05").out
    assert (
        kgotla("opportunity", "Hearing", "--body", house, "--event", "2027-01-05", "--json").json["programme"] == SAID
    )
