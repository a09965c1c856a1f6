"""Opportunities from the command line: noted, matched, told, decided, answered, their result; and undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla

CALL = "N-2026-0001"


@pytest.fixture
def house(kgotla: Kgotla) -> str:
    (found,) = kgotla("list", "organisations", "--kind", "legislature", "--text", "Northern Cape", "--json").json
    return str(found["record"])


@pytest.fixture
def voice(kgotla: Kgotla) -> Any:
    return kgotla(
        *("organisation", "Sample Voice", "--kind", "cso_partner"),
        *("--topic", "Health", "--area", "Sol Plaatje", "--json"),
    ).json


@pytest.fixture
def call(kgotla: Kgotla, house: str, voice: Any) -> Any:
    return kgotla(
        *("opportunity", "Sample Clinics Bill", "--body", house, "--opens", "2026-11-20", "--closes", "2026-11-27"),
        *("--closes-at", "16h00", "--event", "2026-12-10", "--at", "9:00", "--topic", "Health"),
        *("--owner", "Lerato Tester", "--json"),
    ).json


def test_a_call_says_its_notice_and_whom_it_suits(kgotla: Kgotla, call: Any, voice: Any) -> None:
    assert (call["reference"], call["notice"], call["status"]) == (CALL, 7, "closing_soon")
    assert [one["reason"] for one in call["suits"]] == ["Sample Voice works on health and serves Sol Plaatje."]
    said = kgotla("opportunity", "--change", CALL, "--venue", "Sample Hall").out
    assert "7 days' notice: short." in said
    assert "Sample Voice works on health and serves Sol Plaatje." in said
    shown = kgotla("show", CALL, "--json").json
    assert (shown["venue"], shown["suits"][0]["record"]) == ("Sample Hall", f"organisations:{voice['id']}")
    assert CALL in kgotla("search", "clinics").out


def test_the_list_is_in_the_order_in_which_they_close(kgotla: Kgotla, call: Any) -> None:
    kgotla("opportunity", "Sooner", "--closes", "2026-11-24")
    kgotla("opportunity", "Past", "--closes", "2026-11-01", "--opens", "2026-10-01")
    listed = kgotla("list", "opportunities", "--json").json
    assert [row["title"] for row in listed] == ["Sooner", "Sample Clinics Bill", "Past"]
    assert [row["title"] for row in kgotla("list", "opportunities", "--status", "missed", "--json").json] == ["Past"]
    assert kgotla("list", "opportunities", "--status", "late").code == 2
    assert kgotla("opportunity", "Wrong", "--opens", "2026-11-20", "--closes", "2026-11-01").code == 1


def test_csos_are_told_and_the_result_is_written(kgotla: Kgotla, call: Any) -> None:
    told = kgotla("told", CALL, "--whom", "Sample Voice", "--note", "by telephone", "--json").json
    assert [one["is_told"] for one in told["suits"]] == [True]
    assert told["last_movement"] == "Told Sample Voice: by telephone"
    assert kgotla("told", CALL).code == 1
    done = kgotla("result", CALL, "A clinic was added", "--json").json
    assert (done["status"], done["result"]) == ("result_known", "A clinic was added")
    kgotla("undo")
    assert kgotla("show", CALL, "--json").json["result"] == ""


def test_deciding_to_submit_begins_the_submission(kgotla: Kgotla, call: Any, house: str) -> None:
    done = kgotla("decide", CALL, "submitting", "--reason", "Two groups asked", "--json").json
    assert (done["decision"], done["reason"], done["status"]) == ("submitting", "Two groups asked", "decided")
    begun = kgotla("show", done["submission"], "--json").json
    assert (begun["kind"], begun["status"], begun["due_on"]) == ("submission_on_bill", "drafting", "2026-11-27")
    assert (f"organisations:{begun['body_id']}", begun["topics"]) == (house, ["Health"])
    assert begun["answers"]["record"] == f"opportunities:{call['id']}"
    kgotla("undo")
    assert kgotla("show", done["submission"]).code == 1
    assert kgotla("show", CALL, "--json").json["decision"] == ""


def test_a_submission_that_is_there_already_is_said_to_answer_the_call(kgotla: Kgotla, call: Any) -> None:
    made = kgotla("petition", "Our words", "--kind", "submission_on_bill", "--answers", CALL, "--json").json
    assert kgotla("decide", CALL, "submitting", "--json").json["submission"] is None, "it is open already"
    tied = kgotla("show", CALL, "--json").json["tied"]
    assert [one["record"] for one in tied] == [f"petitions:{made['id']}"]


def test_deciding_to_attend_can_plan_the_engagement(kgotla: Kgotla, call: Any) -> None:
    done = kgotla("decide", CALL, "attending", "--plan", "--json").json
    planned = kgotla("show", done["engagement"], "--json").json
    assert (planned["on_day"], planned["start_time"]) == ("2026-12-10", "09:00")
    assert kgotla("decide", CALL, "declined", "--plan").code == 2
    assert kgotla("decide", CALL, "undecided", "--json").json["decision"] == ""


def test_opportunities_are_taken_out_as_a_list(kgotla: Kgotla, call: Any, tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    assert kgotla("export", "opportunities", "--out", file, "--why", "for the board").code == 0
    text = file.read_text(encoding="utf-8-sig")
    assert "Sample Clinics Bill" in text and "Closing soon" in text and "2026-11-27" in text
