"""The history narrowed and printed, and made smaller, from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pypdf import PdfReader

from crm.rules import clock
from tests.commands.conftest import Kgotla


def words(paper: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())


def test_the_paper_has_the_totals_of_the_list(looking: Kgotla, tmp_path: Path) -> None:
    choices = ("--noun", "commitments", "--act", "added")
    listed = looking("history", *choices, "--limit", 5000, "--json").json
    counted = looking("history", *choices, "--count", "--json").json
    assert counted["total"] == len(listed) == sum(each["count"] for each in counted["people"]) > 1
    paper = tmp_path / "trail.pdf"
    assert looking("report", "audit-trail", *choices, "--out", paper, "--confidentiality", "restricted").code == 0
    printed = words(paper)
    assert f"{counted['total']} things were done." in printed
    assert all(str(each["label"])[:20] in printed for each in listed)
    assert looking("report", "audit-trail", *choices, "--out", tmp_path / "trail.xlsx").code == 0


def test_what_touched_restricted_records_is_counted_and_not_told(looking: Kgotla, tmp_path: Path) -> None:
    assert looking("report", "audit-trail", "--act", "added", "--out", tmp_path / "trail.pdf").code == 0
    assert "Touched a record that is not shown here" in words(tmp_path / "trail.pdf")


def test_an_unknown_name_is_said_to_be_so(looking: Kgotla) -> None:
    said = looking("history", "--by", "Nobody Sample")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    (someone,) = {entry["by"] for entry in looking("history", "--limit", 1, "--json").json}
    assert looking("history", "--by", someone.upper(), "--limit", 1).code == 0


def test_what_compacting_loses_is_said_before_it_is_done(kgotla: Kgotla) -> None:
    kgotla("add-person", "Old Sample")
    assert kgotla("compact", "--before", "1 Nov 2026", "--dry-run").code == 1, "the last ninety days are kept"
    clock.choose(date(2031, 5, 1))
    tried = kgotla("compact", "--before", "2030-12-31", "--dry-run", "--json").json
    assert tried["operations"] == kgotla("history", "--count", "--json").json["total"]
    assert not any(entry["old_values_dropped"] for entry in kgotla("history", "--json").json)
    done = kgotla("compact", "--before", "2030-12-31", "--json").json
    assert (done["values"], done["operations"]) == (tried["values"], tried["operations"])
    assert Path(done["backup"]).is_file()
    newest, *older = kgotla("history", "--json").json
    assert newest["label"] == "Drop old values of before 31 Dec 2030"
    assert older and all(entry["old_values_dropped"] for entry in older)
    assert kgotla("check", "--json").json["problems"] == []
    assert kgotla("history", "--act", "erased", "--count", "--json").json["total"] == 1
