"""Plans from the command line: templates, days that hang on others, what moves along, and whom a plan aims at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla

NAME = "From evidence to report back"


@pytest.fixture
def plan(kgotla: Kgotla) -> Any:
    return kgotla(
        *("plan", "Taps for Sampleville", "--template", NAME.lower(), "--start", "30 October 2026"),
        *("--end", "2027-06-30", "--status", "active", "--json"),
    ).json


def test_the_days_of_a_template_are_shown_before_a_plan_is_made(kgotla: Kgotla) -> None:
    shown = kgotla("plan", "Taps", "--template", NAME, "--start", "2026-12-01", "--end", "2027-04-30", "--dry-run")
    assert "  1. 15 Dec 2026  Gather evidence (10 working days after the plan begins" in shown.out
    assert "after the plan ends" in shown.out.splitlines()[-1]
    assert kgotla("list", "plans", "--json").json == []
    wrong = kgotla("plan", "Taps", "--template", "Nothing")
    assert (wrong.code, NAME in wrong.err) == (1, True)
    assert kgotla("plan", "Taps", "--dry-run").code == 2


def test_when_a_step_slips_what_hangs_on_it_is_shown_and_moved_on_consent(kgotla: Kgotla, plan: Any) -> None:
    assert (plan["steps"], plan["next_due"]) == (12, "2026-11-16")
    done = kgotla("step", "A-2026-0001 1", "done", "--on", "2026-11-20", "--json").json
    assert done["dependants"][0] | {"step_id": 0} == {
        "step_id": 0,
        "number": 2,
        "title": "Meet the ward councillor",
        "old": "2026-11-23",
        "new": "2026-11-27",
        "why": "5 working days after the step before is done (20 Nov 2026): 27 Nov 2026. Not counted: weekends.",
    }
    dry = kgotla("work-out", "A-2026-0001 1", "--dry-run")
    assert "  2. Meet the ward councillor: 23 Nov 2026 → 27 Nov 2026 (" in dry.out
    assert kgotla("show", "A-2026-0001", "--json").json["steps"][1]["due_on"] == "2026-11-23", "nothing moved yet"
    some = kgotla("work-out", "A-2026-0001 1", "--except", "A-2026-0001 3", "--json").json
    assert [move["number"] for move in some["moves"]] == [2]
    rest = kgotla("work-out", "A-2026-0001", "--json").json
    assert len(rest["moves"]) == 10
    assert kgotla("work-out", "A-2026-0001", "--json").json["moves"] == []
    shown = kgotla("show", "A-2026-0001 2", "--json").json
    assert [(move["old"], move["new"], move["reason"]) for move in shown["moves"]] == [
        ("2026-11-23", "2026-11-27", "Moves along with “Gather evidence”")
    ]
    assert shown["worked_out"]["day"] == "2026-11-27"
    kgotla("undo")
    assert len(kgotla("work-out", "A-2026-0001", "--dry-run", "--json").json["moves"]) == 10


def test_a_step_is_changed_in_all_that_a_form_holds(kgotla: Kgotla, plan: Any) -> None:
    petition = kgotla("petition", "Water now", "--json").json
    added = kgotla(
        *("plan-step", "A-2026-0001", "Rehearse", "--kind", "present", "--from", "plan_end", "--days", "5"),
        *("--unit", "working", "--json"),
    ).json
    assert added["due_on"] == "2027-06-23"
    changed = kgotla(
        *("plan-step", "A-2026-0001 13", "Rehearse twice", "--responsible", "The group", "--after", "A-2026-0001 12"),
        *("--brought", petition["reference"], "--due", "2027-06-22", "--json"),
    ).json
    assert (changed["title"], changed["due_on"], changed["anchor"], changed["after"]) == (
        "Rehearse twice",
        "2027-06-22",
        "",
        "Report back to the community",
    )
    shown = kgotla("show", "A-2026-0001 13", "--json").json
    assert [each["id"] for each in shown["brought"]] == [petition["id"]]
    assert kgotla("plan-step", "A-2026-0001 13", "--days", "5").code == 2


def test_a_group_plan_names_its_partners_targets_and_areas_and_is_found_by_them(working: Kgotla) -> None:
    bodies = working("list", "organisations", "--json").json
    csos = [body["id"] for body in bodies if body["side"] == "partner"][:2]
    council = next(body["id"] for body in bodies if body["side"] == "public")
    place = working("list", "places", "--json").json[0]["id"]
    made = working(
        *("plan", "Clinics", "--kind", "group", "--body", f"organisations:{csos[0]}", "--issue", "Closed clinics"),
        *("--together-with", f"organisations:{csos[1]}", "--aims-at", f"organisations:{council}"),
        *("--area", f"places:{place}", "--json"),
    ).json
    shown = working("show", made["reference"], "--json").json
    assert (shown["kind"], shown["issue"]) == ("group", "Closed clinics")
    assert [[each["id"] for each in shown[key]] for key in ("aims_at", "partners", "areas")] == [
        [council],
        [csos[1]],
        [place],
    ]
    assert [row["id"] for row in working("list", "plans", "--kind", "group", "--json").json] == [made["id"]]
    assert made["id"] in [
        row["id"] for row in working("list", "plans", "--body", f"organisations:{csos[1]}", "--json").json
    ]
    working("plan", "--change", made["reference"], "--objective", "Open every day", "--end", "2027-06-30")
    again = working("show", made["reference"], "--json").json
    assert (again["objective"], again["ends_on"], len(again["aims_at"])) == ("Open every day", "2027-06-30", 1)
    assert working("plan", "--change", made["reference"], "--template", NAME).code == 2


def test_templates_are_listed_kept_from_a_file_and_from_a_plan_and_dropped(
    kgotla: Kgotla, plan: Any, tmp_path: Path
) -> None:
    (listed,) = kgotla("plan-template", "--json").json
    assert (listed["name"], listed["is_ours"]) == (NAME, False)
    assert "ships with Kgotla" in kgotla("plan-template").out
    shown = kgotla("plan-template", NAME, "--json").json
    shown["steps"] = shown["steps"][:6]
    shown["steps"][0]["days"] = 20
    file = tmp_path / "template.json"
    file.write_text(json.dumps(shown), encoding="utf-8")
    kept = kgotla("plan-template", NAME, "--keep", file, "--json").json
    assert (kept["is_ours"], len(kept["steps"]), kept["steps"][0]["days"]) == (True, 6, 20)
    assert kgotla("plan", "Short", "--template", NAME, "--json").json["steps"] == 6, "ours is the one that is used"
    saved = kgotla("plan-template", "As we did it", "--from-plan", "A-2026-0001", "--words", "Ours", "--json").json
    assert [step["after"] for step in saved["steps"]][:6] == [None, 1, 2, 3, 4, 5]
    assert [row["name"] for row in kgotla("list", "templates", "--json").json] == [NAME, "As we did it"]
    kgotla("plan-template", NAME, "--drop")
    assert len(kgotla("plan-template", NAME, "--json").json["steps"]) == 12
    assert kgotla("plan-template", NAME, "--drop").code == 1
    file.write_text('{"steps": [{"title": "One", "anchor": "moon"}]}', encoding="utf-8")
    assert "plan_start" in kgotla("plan-template", "Moon", "--keep", file).err
