"""Grants from the command line: measured, counted, reported on, listed, taken out and undone."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla

GRANT: dict[str, Any] = {
    "title": "Taps that run",
    "kind": "grant",
    "contract_number": "SF-2026-07",
    "amount": "R1250000",
    "status": "in_force",
    "signed": "2026-01-01",
    "effective": "2026-01-01",
    "expires": "2026-12-31",
    "report_every": "quarterly",
    "parties": [{"body": "Our Voice", "role": "grantee"}, {"body": "Sample Fund", "role": "funder"}],
    "clauses": [{"number": "R1", "heading": "People know how to petition"}],
}


@pytest.fixture
def grant(kgotla: Kgotla, tmp_path: Path) -> str:
    file = tmp_path / "grant.json"
    file.write_text(json.dumps(GRANT), encoding="utf-8")
    return str(kgotla("agreement", file, "--json").json["reference"])


@pytest.fixture
def training(kgotla: Kgotla, tmp_path: Path) -> str:
    file = tmp_path / "log.json"
    day = {"title": "Know your ward", "kind": "training", "on": "2026-03-01", "counts": {"total": 30}}
    file.write_text(json.dumps(day), encoding="utf-8")
    return f"engagements:{kgotla('log', file, '--json').json['id']}"


def test_a_grant_is_written_down_with_its_funder(kgotla: Kgotla, grant: str) -> None:
    shown = kgotla("show", grant, "--json").json
    assert (shown["kind"], shown["contract_number"], shown["amount"]) == ("grant", "SF-2026-07", "R1250000")
    assert [party["role"] for party in shown["parties"]] == ["grantee", "funder"]


def test_an_indicator_is_kept_measured_corrected_and_changed(kgotla: Kgotla, grant: str) -> None:
    kept = kgotla(
        *("indicator", grant, "People trained", "--unit", "people", "--baseline", "20", "--target", "1 200"),
        *("--result", f"{grant} R1", "--means", "Signed registers", "--data-source", "Our registers", "--json"),
    ).json
    assert (kept["target"], kept["clause"], kept["means"]) == (
        1200,
        "R1 People know how to petition",
        "Signed registers",
    )
    name = f"{grant} people trained"
    measured = kgotla("measure", name, "412,5", "--on", "2026-09-30", "--note", "Rain", "--json").json
    assert (measured["value"], measured["note"], measured["light"]["rag"]) == (412.5, "Rain", "red")
    assert kgotla("measure", name, "1,412").code == 2
    assert kgotla("measure", name, "9", "--on", "2027-01-01").code == 1
    (written,) = kgotla("show", f"agreements:{kept['id']}", "--json").json["measurements"]
    corrected = kgotla("measure", name, "1412", "--correct", written["id"], "--json").json
    assert (corrected["value"], corrected["value_on"], corrected["note"]) == (1412, "2026-09-30", "Rain")
    kgotla("undo")
    kgotla("measure", name, "--remove", written["id"])
    assert kgotla("measure", name, "--remove", written["id"]).code == 1
    assert kgotla("indicator", name, "--change", "--target", "10").code == 1
    changed = kgotla("indicator", name, "People who finished", "--change", "--target", "100", "--json").json
    assert (changed["name"], changed["target"], changed["value"]) == ("People who finished", 100, None)
    assert "People who finished" in kgotla("search", "finished").out
    assert "Measure People trained" in kgotla("history").out
    removed = kgotla("indicator", f"agreements:{kept['id']}", "--remove")
    assert removed.code == 0
    assert kgotla("list", "indicators", "--json").json == []


def test_what_counts_is_counted_and_says_so(kgotla: Kgotla, grant: str, training: str) -> None:
    kgotla("indicator", grant, "People reached", "--counted", "people", "--target", "100", "--target-on", "2026-12-31")
    said = kgotla("count", training, "--towards", grant, "--json").json
    assert [each["name"] for each in said["counts_towards"]] == [f"{grant} Taps that run"]
    (listed,) = kgotla("list", "indicators", "--status", "open", "--json").json
    assert (listed["value"], listed["rag"]) == (30, "red")
    assert listed["record"].startswith("agreements:")
    assert "People reached at 1 engagement" in listed["counted_words"]
    assert [each["name"] for each in kgotla("show", grant, "--json").json["counting"]] == ["Know your ward"]
    assert kgotla("count", training).out.count(grant) == 1
    assert kgotla("count", training, "--not", grant, "--json").json["counts_towards"] == []
    kgotla("undo")
    assert kgotla("count", training, "--json").json["counts_towards"] != []
    assert kgotla("count", training, "--towards", "Northern Cape Provincial Legislature").code == 1


def test_periods_are_laid_out_written_and_handed_in(kgotla: Kgotla, grant: str) -> None:
    assert "No reporting periods yet" in kgotla("reporting-period", grant).out
    laid_out = kgotla("reporting-period", grant, "--lay-out", "--json").json["periods"]
    assert [each["due_on"] for each in laid_out] == ["2026-04-30", "2026-07-30", "2026-10-30", "2027-01-30"]
    written = kgotla(
        *("reporting-period", grant, "--number", "1", "--submitted", "2026-04-20"),
        *("--achievements", "Two trainings", "--next-period", "A hearing", "--json"),
    ).json["periods"][0]
    assert (written["submitted_on"], written["achievements"], written["next_period"]) == (
        "2026-04-20",
        "Two trainings",
        "A hearing",
    )
    assert kgotla("reporting-period", grant, "--number", "9", "--due", "2026-05-05").code == 1
    assert kgotla("reporting-period", grant, "--due", "2026-05-05").code == 1
    typed = kgotla("reporting-period", grant, "--from", "2027-01-01", "--to", "2027-01-31", "--json").json["periods"]
    assert (typed[-1]["due_on"], len(typed)) == ("2027-03-02", 5)
    assert len(kgotla("reporting-period", grant, "--number", "5", "--remove", "--json").json["periods"]) == 4
    assert "submitted on 20 Apr 2026" in kgotla("reporting-period", grant).out


def test_indicators_go_out_as_a_table(kgotla: Kgotla, grant: str, training: str, tmp_path: Path) -> None:
    kgotla("indicator", grant, "People reached", "--counted", "people", "--target", "100", "--unit", "people")
    kgotla("count", training, "--towards", grant)
    file = tmp_path / "indicators.csv"
    assert kgotla("export", "indicators", "--out", file, "--why", "for the funder").code == 0
    with file.open(encoding="utf-8-sig") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["Agreement"], row["Indicator"], row["Target"], row["Now"]) == (grant, "People reached", "100", "30")
    book = tmp_path / "indicators.xlsx"
    assert kgotla("export", "indicators", "--out", book, "--why", "for the funder").code == 0
    assert book.stat().st_size > 1000
