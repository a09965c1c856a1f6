"""Petitions and plans from the command line: written down, listed, shown, taken on, undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla

HOUSE = "Northern Cape Provincial Legislature"


@pytest.fixture
def petition(kgotla: Kgotla) -> Any:
    return kgotla(
        "petition",
        "Water for Sampleville",
        *("--body", HOUSE, "--petitioner", "Sampleville Water Group", "--owner", "Lerato Tester"),
        *("--submitted", "2026-09-01", "--status", "submitted", "--due", "2026-10-15", "--json"),
    ).json


@pytest.fixture
def plan(kgotla: Kgotla) -> Any:
    steps = ("--step", "2026-11-10=Count the dry taps", "--step", "2026-12-10=Meet the councillor")
    return kgotla("plan", "Taps for Sampleville", "--status", "active", *steps, "--json").json


def test_a_petition_is_written_down_listed_and_shown(kgotla: Kgotla, petition: Any) -> None:
    assert (petition["reference"], petition["petitioner"], petition["body_name"]) == (
        "P-2026-0001",
        "Sampleville Water Group",
        HOUSE,
    )
    (listed,) = kgotla("list", "petitions", "--status", "open", "--body", HOUSE, "--json").json
    assert (listed["record"], listed["lateness"]) == (f"petitions:{petition['id']}", "long_overdue")
    assert "P-2026-0001" in kgotla("list", "petitions").out
    shown = kgotla("show", "P-2026-0001", "--json").json
    assert (shown["noun"], shown["title"], shown["status"]) == ("petitions", "Water for Sampleville", "submitted")
    assert kgotla("list", "petitions", "--status", "nonsense").code == 2
    house = kgotla("list", "organisations", "--text", HOUSE, "--json").json[0]
    timeline = kgotla("show", house["record"], "--json").json["timeline"]
    assert [(each["noun"], each["title"]) for each in timeline] == [("petitions", "Water for Sampleville")]


def test_a_petition_is_about_topics_and_a_change_names_them_all(kgotla: Kgotla) -> None:
    for topic in ("Health", "Roads"):
        kgotla("topic", topic)
    made = kgotla("petition", "A clinic at the road", "--topic", "Health", "--topic", "Roads", "--json").json
    assert kgotla("show", made["reference"], "--json").json["topics"] == ["Health", "Roads"]
    kgotla("petition", "--change", made["reference"], "--topic", "Health")
    assert kgotla("show", made["reference"], "--json").json["topics"] == ["Health"]
    assert kgotla("petition", "Another", "--topic", "No such topic").code == 1


def test_a_petition_is_changed_and_what_only_a_new_one_has_is_refused(kgotla: Kgotla, petition: Any) -> None:
    changed = kgotla(
        "petition", "--change", "P-2026-0001", "--signatures", "412", "--kind", "oversight_request", "--json"
    )
    assert (changed.json["signatures"], changed.json["kind"], changed.json["title"]) == (
        412,
        "oversight_request",
        "Water for Sampleville",
    )
    refused = kgotla("petition", "--change", "P-2026-0001", "--status", "draft")
    assert refused.code == 2
    assert "status" in refused.err


def test_it_goes_through_the_house_and_the_petitioner_is_told(kgotla: Kgotla, petition: Any) -> None:
    offered = kgotla("show", "P-2026-0001", "--json").json["next_steps"]
    assert "registered" in offered
    assert "hearing" not in offered
    assert kgotla("step", "P-2026-0001", "hearing").code == 1
    kgotla("step", "P-2026-0001", "registered", "--number", "PET 7/2026")
    referred = kgotla(
        "step", "P-2026-0001", "referred", "--note", "Letter", "--source", "Order paper 12", "--json"
    ).json
    assert (referred["status"], referred["their_number"]) == ("referred", "PET 7/2026")
    assert kgotla("show", "P-2026-0001", "--json").json["steps"][-1]["source"] == "Order paper 12"
    moved = kgotla(
        "move-date", "P-2026-0001", "2026-12-15", "--said-by", "The secretary", "--not-agreed", "--json"
    ).json
    assert (moved["due_on"], moved["due_agreed"]) == ("2026-12-15", "2026-10-15")
    asked = kgotla("follow-up", "P-2026-0001", "--channel", "phone", "--answer", "Next week", "--json").json
    assert asked["follow_ups"] == 1
    closed = kgotla("step", "P-2026-0001", "closed", "--outcome", "granted", "--json").json
    assert (closed["outcome"], closed["petitioner_told_on"]) == ("granted", None)
    assert [row["id"] for row in kgotla("list", "petitions", "--status", "to_tell", "--json").json] == [petition["id"]]
    told = kgotla("told", "P-2026-0001", "--note", "In the hall", "--json").json
    assert told["petitioner_told_on"] == "2026-11-22"
    shown = kgotla("show", "P-2026-0001", "--json").json
    assert [step["to"] for step in shown["steps"]] == ["registered", "referred", "closed", "closed"]
    assert kgotla("undo").code == 0
    assert kgotla("show", "P-2026-0001", "--json").json["petitioner_told_on"] is None


def test_an_option_that_does_not_go_with_the_record_is_refused(kgotla: Kgotla, petition: Any, plan: Any) -> None:
    for arguments in (
        ("step", "P-2026-0001", "registered", "--to", "2027-01-01"),
        ("step", "A-2026-0001 1", "done", "--number", "7"),
        ("step", "A-2026-0001", "achieved", "--outcome", "granted"),
    ):
        refused = kgotla(*arguments)
        assert refused.code == 2, arguments
        assert "--" in refused.err
    wrong = kgotla("move-date", "A-2026-0001", "2027-01-01")
    assert "a step of a plan" in wrong.err


def test_a_plan_with_its_steps_is_written_down_and_taken_on(kgotla: Kgotla, plan: Any) -> None:
    assert (plan["reference"], plan["steps"], plan["late"]) == ("A-2026-0001", 2, 1)
    added = kgotla(
        "plan-step",
        "A-2026-0001",
        "Report back",
        *("--kind", "report_back", "--responsible", "The group", "--after", "A-2026-0001 2", "--json"),
    ).json
    assert (added["after"], added["responsible"], added["position"]) == ("Meet the councillor", "The group", 2)
    done = kgotla("step", "A-2026-0001 1", "done", "--note", "31 taps", "--evidence", "The list", "--json").json
    assert (done["title"], done["status"], done["result"]) == ("Count the dry taps", "done", "31 taps")
    deferred = kgotla("step", "A-2026-0001 2", "deferred", "--to", "2027-02-01", "--note", "Recess", "--json").json
    assert (deferred["due_on"], deferred["reason"]) == ("2027-02-01", "Recess")
    moved = kgotla("move-date", "A-2026-0001 3", "2027-03-01", "--json").json
    assert moved["due_on"] == "2027-03-01"
    shown = kgotla("show", "A-2026-0001", "--json").json
    assert [step["status"] for step in shown["steps"]] == ["done", "deferred", "not_started"]
    assert (shown["done"], shown["number_of_steps"], shown["next_step"]) == (1, 3, "Meet the councillor")
    step = kgotla("show", f"plans:{added['id']}", "--json").json
    assert (step["part"], step["moves"][0]["new"]) == ("step", "2027-03-01")
    paused = kgotla("step", "A-2026-0001", "paused", "--json").json
    assert paused["status"] == "paused"
    assert kgotla("list", "plans", "--status", "paused", "--json").json[0]["id"] == plan["id"]


def test_due_petitions_and_steps_stand_in_the_review_and_are_answered(kgotla: Kgotla, petition: Any, plan: Any) -> None:
    review = kgotla("review", "--json").json
    kinds = {item["kind"]: item for item in review}
    assert {"petition", "step"} <= set(kinds)
    step = kinds["step"]["record"]
    assert kgotla("answer", step, "d", "--note", "31 taps").code == 0
    assert kgotla("show", step, "--json").json["status"] == "done"
    refused = kgotla("answer", f"petitions:{petition['id']}", "c")
    assert f"kgotla step petitions:{petition['id']}" in refused.err
    assert kgotla("answer", f"petitions:{petition['id']}", "p", "--note", "A tanker came").code == 0


def test_the_lists_can_be_taken_out_and_the_words_found(
    kgotla: Kgotla, petition: Any, plan: Any, tmp_path: Any
) -> None:
    for noun in ("petitions", "plans"):
        assert kgotla("export", noun, "--out", tmp_path / f"{noun}.csv", "--why", "Annual report").code == 0
    assert "Water for Sampleville" in (tmp_path / "petitions.csv").read_text(encoding="utf-8-sig")
    found = kgotla("search", "Sampleville", "--json").json
    assert {each["noun"] for each in found} >= {"petitions", "plans"}


def test_the_checklist_is_ticked_and_ready_asks_for_it(kgotla: Kgotla) -> None:
    kgotla("petition", "A bridge", "--body", HOUSE)
    refused = kgotla("step", "P-2026-0001", "ready")
    assert refused.code == 1 and "Not met yet: the house, council or body can act on it" in refused.err
    listed = kgotla("checklist", "P-2026-0001", "--json").json["checks"]
    keys = [point["key"] for point in listed]
    ticked = kgotla("checklist", "P-2026-0001", *keys[:-1], "--note", "Seen").out
    assert "[x] action" in ticked and "[ ] court" in ticked and "Northern Cape, Act 8 of 2009" in ticked
    kgotla("checklist", "P-2026-0001", keys[-1])
    assert kgotla("step", "P-2026-0001", "ready").code == 0
    assert kgotla("checklist", "P-2026-0001", "colour").code == 1


def test_what_they_undertook_is_a_commitment_of_the_petition(kgotla: Kgotla, petition: Any) -> None:
    kgotla("petition", "--change", "P-2026-0001", "--respondent", HOUSE, "--tried-first", "Letters")
    made = kgotla(
        "undertaking", "P-2026-0001", "The pump is replaced", "--on", "2026-11-02", "--due", "2026-11-20", "--json"
    ).json
    assert (made["kind"], made["bound_name"], made["lateness"]) == ("executive_undertaking", HOUSE, "overdue")
    kgotla("undertaking", "P-2026-0001", "That it is done", "--resolution", "--by", "The Speaker")
    shown = kgotla("show", "P-2026-0001", "--json").json
    assert [one["words"] for one in shown["commitments"]] == ["The pump is replaced", "That it is done"]
    assert (shown["respondent"], shown["tried_first"]) == (HOUSE, "Letters")


def test_what_happened_beside_the_path_is_noted_and_the_stamped_copy_is_kept(
    kgotla: Kgotla, petition: Any, tmp_path: Path
) -> None:
    stamp = tmp_path / "stamp.jpg"
    stamp.write_bytes(b"a photo")
    kgotla("happened", "P-2026-0001", "The clerk looks for it", "--on", "2026-11-20")
    kgotla("happened", "P-2026-0001", "--photo", stamp, "--receipt")
    shown = kgotla("show", "P-2026-0001", "--json").json
    assert (shown["steps"][-1]["note"], shown["receipt"]) == ("The clerk looks for it", "stamp.jpg")
    assert kgotla("happened", "P-2026-0001").code == 1
    assert kgotla("happened", "P-2026-0001", "x", "--receipt").code == 2
    assert kgotla("search", "clerk", "--json").json[0]["name"].startswith("P-2026-0001")
