"""Issues from the command line: written down, seen again and again, sent to somebody else, fixed, taken out, undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla

ISSUE = "I-2026-0001"


@pytest.fixture
def issue(kgotla: Kgotla) -> Any:
    return kgotla(
        "issue",
        "No water in Extension 4",
        *("--words", "The pump failed", "--place", "Sol Plaatje", "--spot", "Behind the clinic", "--households", "120"),
        *("--touches", "Families with small children", "--respondent", "Department of Roads and Public Works"),
        *("--topic", "Health", "--reported", "2026-10-01", "--owner", "Lerato Tester", "--json"),
    ).json


@pytest.fixture(autouse=True)
def scene(kgotla: Kgotla, tmp_path: Path) -> None:
    bodies = tmp_path / "bodies.csv"
    bodies.write_text(
        "Organisation,Kind\nDepartment of Roads and Public Works,Department\nSample District,Municipality\n",
        encoding="utf-8",
    )
    assert kgotla("import", bodies).code == 0


def test_an_issue_is_written_down_listed_shown_and_changed(kgotla: Kgotla, issue: Any) -> None:
    assert (issue["reference"], issue["status"], issue["households"]) == (ISSUE, "new", 120)
    (listed,) = kgotla("list", "issues", "--status", "not_seen", "--topic", "Health", "--json").json
    assert (listed["record"], listed["respondent"]) == (
        f"issues:{issue['id']}",
        "Department of Roads and Public Works",
    )
    assert ISSUE in kgotla("list", "issues").out
    assert kgotla("list", "issues", "--status", "nonsense").code == 2
    changed = kgotla("issue", "--change", ISSUE, "--their-number", "REF 77", "--json").json
    assert (changed["their_number"], changed["spot"]) == ("REF 77", "Behind the clinic")
    assert kgotla("issue", "--change", ISSUE, "--status", "fixed").code == 2
    shown = kgotla("show", ISSUE, "--json").json
    assert (shown["noun"], shown["description"], shown["topics"]) == ("issues", "The pump failed", ["Health"])


def test_it_names_nobody(kgotla: Kgotla) -> None:
    refused = kgotla("issue", "A broken tap", "--words", "Ask 8001015009087")
    assert (refused.code, "identity number" in refused.err) == (1, True)
    assert "telephone" in kgotla("issue", "A broken tap", "--touches", "Mrs X, 082 555 0123").err
    assert kgotla("list", "issues", "--json").json == []


def test_it_is_seen_again_and_again_with_photos_until_it_is_fixed(kgotla: Kgotla, issue: Any, tmp_path: Path) -> None:
    photo = tmp_path / "tap.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 a photo")
    kgotla("visit", ISSUE, "--on", "2026-10-20", "--state", "same", "--finding", "Dry", "--by", "Thabo")
    seen = kgotla(
        "visit", ISSUE, *("--on", "2026-11-18", "--state", "worse", "--finding", "The tank leaks", "--photo", photo)
    )
    assert "Seen 2 times, last on 18 Nov: worse; still not fixed after 52 days." in seen.out
    shown = kgotla("show", ISSUE, "--json").json
    assert [(visit["on"], visit["state"], visit["finding"], visit["file_name"]) for visit in shown["visits"]] == [
        ("2026-11-18", "worse", "The tank leaks", "tap.jpg"),
        ("2026-10-20", "same", "Dry", ""),
    ]
    assert shown["next_look"] == "2026-12-18"
    refused = kgotla("step", ISSUE, "fixed")
    assert (refused.code, "visit" in refused.err) == (1, True)
    kgotla("visit", ISSUE, "--state", "fixed", "--finding", "Water at noon")
    fixed = kgotla("step", ISSUE, "fixed", "--source", "Our visit", "--json").json
    assert (fixed["status"], fixed["family"], fixed["closed_on"]) == ("fixed", "fixed", "2026-11-22")
    assert kgotla("show", ISSUE, "--json").json["steps"][-1]["source"] == "Our visit"
    assert kgotla("undo").code == 0
    assert kgotla("show", ISSUE, "--json").json["status"] == "new"
    assert kgotla("visit", ISSUE, "--state", "same").code == 1
    assert kgotla("visit", ISSUE, "--state", "splendid").code == 2


def test_what_is_not_theirs_goes_to_somebody_else_and_a_duplicate_names_the_other(kgotla: Kgotla, issue: Any) -> None:
    assert kgotla("step", ISSUE, "not_their_responsibility").code == 1
    kgotla("step", ISSUE, "not_their_responsibility", "--note", "They say the district", "--source", "Their letter")
    sent = kgotla("reroute", ISSUE, "--to", "Sample District", "--note", "Schedule 4B", "--json").json
    assert (sent["status"], sent["respondent"]) == ("new", "Sample District")
    other = kgotla("issue", "Dry taps", "--json").json
    closed = kgotla("step", f"issues:{other['id']}", "duplicate", "--of", ISSUE, "--json").json
    assert closed["status"] == "duplicate"
    assert kgotla("show", ISSUE, "--json").json["tied"] == [
        {"record": f"issues:{other['id']}", "name": "I-2026-0002 Dry taps"}
    ]
    asked = kgotla("follow-up", ISSUE, "--channel", "phone", "--answer", "Next week", "--json").json
    assert asked["follow_ups"] == 1
    assert kgotla("step", "P-2026-0001", "submitted", "--of", ISSUE).code != 0
    moved = kgotla("happened", ISSUE, "A tanker came", "--evidence", "Logged call 881", "--json").json
    assert moved["last_movement"].endswith("Logged call 881") or "tanker" in moved["last_movement"]
    assert [step["note"] for step in kgotla("show", ISSUE, "--json").json["steps"]][-1] == "A tanker came"


def test_a_petition_and_a_plan_start_from_it(kgotla: Kgotla, issue: Any) -> None:
    petition = kgotla("issue", "--change", ISSUE, "--start", "petition", "--json").json
    plan = kgotla("issue", "--change", ISSUE, "--start", "plan", "--json").json
    assert (petition["reference"], petition["place"]) == ("P-2026-0001", issue["place"])
    assert (plan["reference"], plan["title"]) == ("A-2026-0001", "No water in Extension 4")
    tied = kgotla("show", ISSUE, "--json").json["tied"]
    assert [each["name"] for each in tied] == [
        "P-2026-0001 No water in Extension 4",
        "A-2026-0001 No water in Extension 4",
    ]


def test_issues_are_found_taken_out_and_stay_where_they_are_confidential(
    kgotla: Kgotla, issue: Any, tmp_path: Path
) -> None:
    kgotla("issue", "A secret leak", "--confidentiality", "restricted")
    kgotla("visit", ISSUE, "--state", "same", "--finding", "Dry as dust")
    found = kgotla("search", "Extension clinic", "--json").json
    assert [each["noun"] for each in found] == ["issues"]
    for name in ("issues.csv", "issues.xlsx"):
        assert kgotla("export", "issues", "--out", tmp_path / name, "--why", "Annual report").code == 0
    written = (tmp_path / "issues.csv").read_text(encoding="utf-8-sig")
    assert "Dry as dust" in written
    assert "secret" not in written
    pages = tmp_path / "issues.json"
    assert kgotla("export", "issues", "--out", pages, "--why", "Annual report").code == 0
    assert "The pump failed" in pages.read_text(encoding="utf-8")
    assert "I-2026-0001" in kgotla("history").out
