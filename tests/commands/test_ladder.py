"""`kgotla ladder`, and a follow-up at a rung from the command line: printed, written as a letter, noted, undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from tests.commands.conftest import Kgotla


@pytest.fixture
def petition(kgotla: Kgotla) -> str:
    made = kgotla(
        "petition",
        "Water for the ward",
        "--body",
        "Northern Cape Provincial Legislature",
        "--petitioner",
        "Residents of Ward 5",
        "--their-number",
        "PET 12/2026",
        "--prayer",
        "That the pipe is mended",
        "--submitted",
        "2026-09-01",
        "--status",
        "submitted",
        "--due",
        "2026-10-14",
        "--json",
    ).json
    return str(made["reference"])


def shown(kgotla: Kgotla, reference: str) -> dict[str, Any]:
    found = kgotla("search", reference, "--json").json[0]
    page: dict[str, Any] = kgotla("show", f"petitions:{found['id']}", "--json").json
    return page


def test_the_ladder_is_listed_changed_and_taken_back(kgotla: Kgotla) -> None:
    said = kgotla("ladder")
    assert "1  Reminder to the contact official: Contact official, 10 working days, Reminder" in said.out
    assert "our practice, not law" in said.out
    changed = kgotla("ladder", "--change", 1, "--days", 5, "--json").json
    assert (changed["is_ours"], changed["rungs"][0]["days"]) == (True, 5)
    added = kgotla("ladder", "--add", "--name", "Open letter", "--days", 0, "--for", "petitions", "--json").json
    assert added["rungs"][-1] | {"note": ""} == {
        "rung": 7,
        "name": "Open letter",
        "for": "petitions",
        "to_whom": "official",
        "days": None,
        "unit": "working",
        "letter": "rung_reminder",
        "note": "",
    }
    moved = kgotla("ladder", "--move", 7, 1, "--json").json
    assert moved["rungs"][0]["name"] == "Open letter"
    assert kgotla("ladder", "--remove", 1, "--json").json["rungs"][0]["days"] == 5
    assert kgotla("undo").code == 0
    assert kgotla("ladder", "--json").json["rungs"] == moved["rungs"]
    assert kgotla("ladder", "--as-shipped", "--json").json["is_ours"] is False
    assert "There is no rung 9" in kgotla("ladder", "--remove", 9).err


def test_a_letter_at_the_next_rung_is_written_and_noted_as_one_step(
    kgotla: Kgotla, petition: str, tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    printed = kgotla("follow-up", petition, "--rung", "next", "--letter", file, "--json").json
    assert (printed["rung"], printed["template"], printed["noted"]) == (1, "rung_reminder", False)
    assert shown(kgotla, petition)["ladder"]["taken"] == []
    for_word = kgotla("follow-up", petition, "--rung", "next", "--letter", file.with_suffix(".docx"))
    assert "letter.docx" in for_word.out
    assert "That the pipe is mended" in " ".join(each.text for each in Document(file.with_suffix(".docx")).paragraphs)
    sent = kgotla("follow-up", petition, "--rung", "next", "--letter", file, "--sent", "--json").json
    assert (sent["follow_ups"], sent["next_look"]) == (1, "2026-12-04")
    words = " ".join(PdfReader(file).pages[0].extract_text().split())
    for part in (
        "PET 12/2026",
        "handed in on 1 Sep 2026",
        "outstanding since 14 Oct 2026",
        "“That the pipe is mended”",
    ):
        assert part in words
    page = shown(kgotla, petition)
    assert page["follow_ups"][0]["words"] == f"{printed['subject']}\n\n{printed['words']}"
    assert page["ladder"]["taken"][0]["due_on"] == "2026-12-04"
    assert page["ladder"]["next"] == {"rung": 2, "name": "Committee co-ordinator"}
    assert "Follow up P-2026-0001: Reminder to the contact official" in kgotla("history").out
    assert kgotla("undo").code == 0
    assert shown(kgotla, petition)["ladder"]["taken"] == []


def test_a_call_at_a_rung_is_noted_and_a_promise_is_escalated(working: Kgotla) -> None:
    found = working("list", "commitments", "--lateness", "late", "--direction", "they_owe_us", "--json").json
    row = next(row for row in found if row["status"] in ("confirmed", "in_progress"))
    said = working("follow-up", row["reference"], "--rung", 3, "--by", "phone", "--answer", "Next week", "--json").json
    assert said["status"] == "escalated"
    page = working("show", f"commitments:{row['id']}", "--json").json
    assert page["ladder"]["taken"][0]["name"] == "Chairperson of the committee"
    assert page["follow_ups"][-1]["answer"] == "Next week"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--rung", "9"), "There is no rung 9"),
        (("--rung", "chairperson"), "There is no rung"),
        (("--by", "message", "--letter", "x.pdf"), "does not go with"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_noted(
    kgotla: Kgotla, petition: str, options: tuple[str, ...], words: str
) -> None:
    said = kgotla("follow-up", petition, *options)
    assert said.code
    assert words in said.err
    assert shown(kgotla, petition)["follow_ups"] == []


def test_at_the_top_there_is_no_next_rung(kgotla: Kgotla, petition: str) -> None:
    assert kgotla("follow-up", petition, "--rung", 6, "--by", "phone").code == 0
    assert "The last rung of the ladder was taken" in kgotla("follow-up", petition, "--rung", "next").err


def test_the_letter_of_a_petition_is_a_report_too(kgotla: Kgotla, petition: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    assert kgotla("report", "letter", "--petition", petition, "--rung", 3, "--out", file).code == 0
    assert "Dear Chairperson" in PdfReader(file).pages[0].extract_text()
    assert (
        "No rung of the ladder was taken yet"
        in kgotla("report", "letter", "--petition", petition, "--rung", "last", "--out", file).err
    )
