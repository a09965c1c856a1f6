"""Trainings that count, and goals and feedback, from the command line: logged, brought in from a list, summed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.commands.conftest import Kgotla


def log(kgotla: Kgotla, folder: Path, **said: Any) -> Any:
    file = folder / "training.json"
    file.write_text(json.dumps({"title": "Budget training", "on": "2026-11-02", "kind": "training"} | said))
    return kgotla("log", file, "--json")


def test_a_training_is_logged_with_its_counts_and_goals_and_summed(kgotla: Kgotla, tmp_path: Path) -> None:
    counts = {"sessions": 3, "attendances": 55, "women": 12, "men": 8, "youth": 9}
    made = log(kgotla, tmp_path, counts=counts, wanted="Ten read a budget", got="Eight do").json
    shown = kgotla("show", f"engagements:{made['id']}", "--json").json
    assert (shown["sessions"], shown["attendances"], shown["disability"]) == (3, 55, None)
    assert (shown["wanted"], shown["got"]) == ("Ten read a budget", "Eight do")
    said = kgotla("goals", f"engagements:{made['id']}", "--feedback", "Too fast", "--json").json
    assert (said["wanted"], said["feedback"]) == ("Ten read a budget", "Too fast")
    assert kgotla("goals", f"engagements:{made['id']}").code == 1
    log(kgotla, tmp_path, title="Workshop", kind="workshop", counts={"total": 15})
    found = kgotla("trainings", "--since", "2026-11-01", "--json").json
    assert found["engagements"] == 2
    assert found["figures"]["total"] == {"name": "total", "value": 35, "recorded": 2, "not_recorded": 0}
    assert found["figures"]["attendances"]["value"] == 55
    words = kgotla("trainings").out
    assert "Attendances: 55; 1 did not record it" in words
    assert "Persons with disability: not recorded" in words
    assert kgotla("trainings", "--until", "2026-10-01", "--json").json["engagements"] == 0
    assert kgotla("trainings", "--place", "Nowhere at all").code == 1


def test_feedback_and_impressions_are_in_no_file_that_is_given_away(kgotla: Kgotla, tmp_path: Path) -> None:
    points = [{"text": "The budget is late", "impression": "She hides something"}]
    made = log(kgotla, tmp_path, got="Eight read a budget", feedback="Too fast", points=points).json
    shown = kgotla("show", f"engagements:{made['id']}").out
    out = tmp_path / "out.json"
    kgotla("export", "engagements", "--out", out, "--why", "Annual report", "--with-private")
    given = out.read_text(encoding="utf-8")
    for words in ("Eight read a budget", "The budget is late"):
        assert words in given
    for words in ("Too fast", "She hides something"):
        assert words in shown
        assert words not in given


def test_counts_that_contradict_each_other_are_said_in_a_sentence(kgotla: Kgotla, tmp_path: Path) -> None:
    refused = log(kgotla, tmp_path, counts={"total": 20, "attendances": 12})
    assert refused.code == 1
    assert "20 separate people cannot have been 12 attendances" in refused.err


def test_a_list_brings_its_counts_and_what_contradicts_itself_is_kept_as_words(kgotla: Kgotla, tmp_path: Path) -> None:
    register = tmp_path / "trainings.csv"
    register.write_text(
        "Engagement,Date,Kind,Status,All who came,Sessions,Attendances\n"
        "Budget training,2026-10-05,Training,Held,20,3,44\n"
        "Rights training,2026-10-12,Training,Held,20,3,11\n"
    )
    assert kgotla("import", register).code == 0
    found = kgotla("trainings", "--json").json["figures"]
    assert (found["attendances"]["value"], found["attendances"]["not_recorded"]) == (44, 1)
    wrong = kgotla("list", "engagements", "--text", "Rights", "--json").json[0]["record"]
    assert "Attendances, in the list: 11" in kgotla("show", wrong).out
    out = tmp_path / "out.csv"
    kgotla("export", "engagements", "--out", out, "--why", "Annual report")
    assert "Attendances" in out.read_text(encoding="utf-8-sig")
