"""Empty lists and calendars from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm.exchange.templates import TEMPLATES
from tests.commands.conftest import Kgotla
from tests.exchange.test_calendar_in import calendar, event
from tests.operations.lists import counted


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_an_empty_list_of_each_kind_is_written_and_comes_back_empty(
    kgotla: Kgotla, tmp_path: Path, template: object
) -> None:
    path = tmp_path / "list.xlsx"
    name = getattr(template, "name", "")
    said = kgotla("template", name, str(path), "--json").json
    assert (said["kind"], said["columns"][:1]) == (name, [template.columns[0].heading])
    assert path.read_bytes().startswith(b"PK")
    answer = kgotla("import", str(path), "--dry-run")
    assert answer.code == 1
    assert "has its headings and nothing below them yet" in answer.err


def test_a_kind_that_is_none_is_refused_with_those_there_are(kgotla: Kgotla, tmp_path: Path) -> None:
    answer = kgotla("template", "poems", str(tmp_path / "x.xlsx"))
    assert answer.code == 2
    assert "engagements" in answer.err
    assert not (tmp_path / "x.xlsx").exists()


def test_a_folder_that_is_not_there_is_named(kgotla: Kgotla, tmp_path: Path) -> None:
    answer = kgotla("template", "people", str(tmp_path / "none" / "x.xlsx"))
    assert answer.code == 1
    assert "none" in answer.err


def test_a_calendar_comes_in_as_engagements(kgotla: Kgotla, tmp_path: Path) -> None:
    path = tmp_path / "meeting.ics"
    path.write_text(calendar(event("LOCATION:Hall"), event(uid="", start="CLASS:PUBLIC")), encoding="utf-8", newline="")
    said = kgotla("import", str(path), "--json").json
    assert said["new"] == counted(engagements=1)
    assert said["format"] == "iCalendar"
    assert said["not_understood"] == [{"line": "event 2", "reason": "nothing says on which day the event is"}]
    again = kgotla("import", str(path), "--json").json
    assert (again["operation"], again["unchanged"]) == (None, counted(engagements=1))
    assert kgotla("undo", "--json").json == {"undone": "Import 1 engagement"}


def test_clauses_go_into_the_agreement_that_is_named(kgotla: Kgotla, tmp_path: Path) -> None:
    path = tmp_path / "clauses.csv"
    path.write_text("Clause number,Heading,Words\n4.1,Meetings,The parties meet.\n", encoding="utf-8")
    said = kgotla("import", str(path), "--dry-run", "--json").json
    assert said["kind"] == "clauses"
    assert said["not_understood"][0]["reason"] == "nothing says which agreement the clause belongs to"
    named = kgotla("import", str(path), "--into", "M-2026-0001", "--dry-run", "--json").json
    assert "is no agreement of yours" in named["not_understood"][0]["reason"]


def test_people_read_what_a_register_would_change(kgotla: Kgotla, tmp_path: Path) -> None:
    path = tmp_path / "steps.csv"
    path.write_text("Plan,Step,By when,Status\nA clinic,Count,2027-01-31,Busy\n", encoding="utf-8")
    said = kgotla("import", str(path)).out
    assert "New: 1 step" in said
    assert "Steps of advocacy plans, one a row" in said
