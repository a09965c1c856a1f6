from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from paper import reader, words
from samples import TODAY, make_facts

from crm.rules.errors import EnvironmentProblem, UserError
from reports import catalog
from reports.catalog import REPORTS
from reports.documents import recovery_sheet
from reports.layout.page import Rendered
from reports.options import read_options
from ui.words import WORDS


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """A workspace that holds the sample commitments."""
    report = replace(catalog.REPORTS["follow-up"], gather=lambda _ask, _chosen: make_facts(40))
    monkeypatch.setitem(catalog.REPORTS, "follow-up", report)
    return print


def test_importing_the_catalogue_loads_neither_reportlab_nor_the_database() -> None:
    script = (
        "import sys, reports.catalog; print([n for n in ('reportlab', 'peewee', 'sqlcipher3') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_report_is_written_where_it_was_asked_for(ask: Callable[..., Any], tmp_path: Path) -> None:
    made = catalog.make(ask, "follow-up", {"by": "body"}, tmp_path / "report.pdf", invariant=True)
    data = made.file.read_bytes()
    assert (made.report, made.pages) == ("follow-up", len(reader(data).pages))
    assert data == catalog.make_bytes(ask, "follow-up", {"by": "body"}, invariant=True)
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]


def test_the_ending_of_the_file_says_the_form(
    ask: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = {".txt": lambda facts, _invariant: Rendered(facts.title.encode(), 0)}
    monkeypatch.setitem(catalog.REPORTS, "follow-up", replace(catalog.REPORTS["follow-up"], forms=forms))
    made = catalog.make(ask, "follow-up", {}, tmp_path / "report.TXT")
    assert made.file.read_text(encoding="utf-8") == make_facts(40).title
    assert catalog.written_words("report.txt", made.pages) == "report.txt"
    assert catalog.make(ask, "follow-up", {}, tmp_path / "report").file.read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError) as problem:
        catalog.make(print, "follow-up", {}, tmp_path / "report.xlsx")
    assert problem.value.params == {"ending": ".xlsx", "known": ".pdf, .txt"}
    assert problem.value.code in WORDS


def test_a_report_that_cannot_be_put_in_place_leaves_the_old_one(
    ask: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "report.pdf"
    out.write_text("old", encoding="utf-8")

    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(EnvironmentProblem) as problem:
        catalog.make(ask, "follow-up", {}, out)
    assert problem.value.code == "report-not-written"
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]
    assert out.read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_not_there_is_the_users_to_mend(ask: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        catalog.make(ask, "follow-up", {}, tmp_path / "nowhere" / "report.pdf")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"colour": "red"}, "report-option-not-known"),
        ({"by": "colour"}, "report-choice-not-known"),
        ({"body": "people:3"}, "report-record-not-understood"),
        ({"person": "Thandi"}, "report-record-not-understood"),
        ({"from": "whenever"}, "date-not-understood"),
    ],
)
def test_options_that_cannot_be_read_are_named(options: dict[str, str], code: str) -> None:
    with pytest.raises(UserError) as problem:
        read_options(REPORTS["follow-up"].options, options, TODAY)
    assert problem.value.code == code
    assert WORDS[code].format(**problem.value.params)


def test_options_are_read_as_the_command_line_writes_them() -> None:
    given = {"by": "Person", "body": "organisations:12", "person": "3", "from": "2026-01-31", "to": "", "topic": " "}
    chosen = read_options(REPORTS["follow-up"].options, given, TODAY)
    assert chosen.choice("by") == "person"
    assert chosen.choice("status") == "all"
    assert (chosen.record("body"), chosen.record("person"), chosen.record("topic")) == (12, 3, None)
    assert (chosen.day("from"), chosen.day("to")) == (date(2026, 1, 31), None)


def test_a_period_the_wrong_way_round_and_an_unknown_report_are_refused() -> None:
    with pytest.raises(UserError) as problem:
        catalog.make_bytes(print, "follow-up", {"from": "2026-03-01", "to": "2026-02-01"})
    assert problem.value.code == "report-period-reversed"
    with pytest.raises(UserError) as problem:
        catalog.make_bytes(print, "gossip", {})
    assert problem.value.code == "report-not-known"


def test_the_recovery_sheet_is_one_page_with_every_group_of_the_key() -> None:
    groups = [f"{number:02}AB" for number in range(13)]
    data = recovery_sheet.build(groups, "Noord-Kaap Women’s Voice", "Lerato Pooe", TODAY)
    assert len(reader(data).pages) == 1
    assert all(group in words(data) for group in groups)
    assert "22 Nov 2026" in words(data)
    assert len(reader(recovery_sheet.build(["0A1B2C3D"] * 8, "w" * 5000, "<b>&" * 900, TODAY)).pages) >= 1
