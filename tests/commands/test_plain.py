"""Plain words from the command line: written, shown, changed, taken away, undone, taken out and brought in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Kgotla


@pytest.fixture
def promise(kgotla: Kgotla, tmp_path: Path) -> None:
    meeting = tmp_path / "meeting.json"
    promised = [{"bound": "Our Voice", "words": "We shall build a clinic"}]
    meeting.write_text(
        json.dumps({"title": "A meeting", "on": "20 November", "commitments": promised}), encoding="utf-8"
    )
    assert kgotla("log", meeting).code == 0


def test_a_sentence_is_written_by_a_partner_shown_changed_and_taken_away(kgotla: Kgotla, promise: None) -> None:
    said = ("--said", "Ba tla aga tleliniki.", "--by", "Kalahari Women's Circle")
    assert "Say in which --language" in kgotla("plain", "C-2026-0001", *said).err
    made = kgotla("plain", "C-2026-0001", "--language", "tn", *said, "--json").json
    row = {
        "language": "tn",
        "name": "Setswana",
        "part": "said",
        "words": "Ba tla aga tleliniki.",
        "by_whom": "Kalahari Women's Circle",
    }
    assert (made["noun"], made["plain_words"]) == ("commitments", [row])
    assert kgotla("show", "C-2026-0001", "--json").json["plain_words"] == [row]
    assert "Ba tla aga tleliniki." in kgotla("show", "C-2026-0001").out
    kgotla("plain", "C-2026-0001", "--happened", "Ga ba ise ba age.")  # the language used last
    assert "Setswana  What happened: Ga ba ise ba age. (Lerato Tester)" in kgotla("plain", "C-2026-0001").out
    kgotla("plain", "C-2026-0001", "--language", "Setswana", "--remove")
    assert "Nothing in plain words yet." in kgotla("plain", "C-2026-0001").out
    kgotla("undo")
    assert len(kgotla("plain", "C-2026-0001", "--json").json["plain_words"]) == 2


def test_what_cannot_be_told_is_said_in_a_sentence(kgotla: Kgotla, promise: None) -> None:
    refused = kgotla("plain", "C-2026-0001", "--language", "tn", "--said", "a" * 161)
    assert (refused.code, "“What was said” has 161 letters" in refused.err, "at most 160" in refused.err) == (
        1,
        True,
        True,
    )
    refused = kgotla("plain", "C-2026-0001", "--language", "Klingon", "--said", "Ja")
    assert "“Klingon” is no written official language" in refused.err
    assert "tn (Setswana)" in refused.err
    assert kgotla("plain", "C-2026-0001", "--remove", "--said", "Ja").code == 2


def test_a_report_back_lists_what_is_missing_and_a_message_is_a_text(
    kgotla: Kgotla, promise: None, tmp_path: Path
) -> None:
    kgotla("plain", "C-2026-0001", "--language", "en", "--said", "A clinic will come.", "--happened", "Nothing yet.")
    out = tmp_path / "back.pdf"
    refused = kgotla("report", "report-back", "--second", "tn", "--out", out)
    assert (refused.code, "C-2026-0001 What was said (Setswana)" in refused.err, out.exists()) == (1, True, False)
    assert "--allow-missing" in refused.err
    assert kgotla("report", "report-back", "--second", "tn", "--allow-missing", "--out", out).code == 0
    assert kgotla("report", "read-aloud", "--out", tmp_path / "read.pdf").code == 0
    assert kgotla("report", "short-message", "--letters", "160", "--out", tmp_path / "sms.txt").code == 0
    assert "Nothing yet. (Still waiting)" in (tmp_path / "sms.txt").read_text(encoding="utf-8")
    assert "A clinic will come. Nothing yet." in kgotla("report", "short-message", "--out", "-").out
