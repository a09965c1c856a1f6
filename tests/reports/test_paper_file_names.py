"""The name of a file says what it is, for whom and of which day; it holds no name that the paper does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm.rules.errors import UserError
from crm.rules.file_names import LONGEST
from crm.workspace import Workspace
from reports import catalog
from reports.facts.audience import Audience
from reports.facts.file_names import file_name, for_whom

TODAY = date(2026, 11, 22)


def test_a_file_is_named_after_paper_scope_reader_and_day() -> None:
    name = file_name("Follow-up report: Department of Health", Audience.BODY, TODAY, ".pdf")
    assert name == "Follow-up report, Department of Health, for the body, 2026-11-22.pdf"


@pytest.mark.parametrize("audience", list(Audience))
def test_a_long_title_gives_way_to_reader_day_and_ending(audience: Audience) -> None:
    name = file_name(f"Follow-up report: {'Committee / on: everything ' * 9}", audience, TODAY, ".docx")
    assert name.endswith(f", {for_whom(audience)}, 2026-11-22.docx")
    assert len(name) <= LONGEST and not set(name) & set('/\\:*?"<>|')


def test_a_report_made_into_a_folder_gets_its_name(workspace: Workspace, today: date, tmp_path: Path) -> None:
    made = catalog.make(workspace.ask, "follow-up", {"audience": "body"}, tmp_path, today=TODAY)
    assert made.file == tmp_path / "Follow-up report, Everyone we work with, for the body, 2026-11-22.pdf"
    assert made.file.exists()


def test_only_a_pdf_is_closed_with_a_password(workspace: Workspace, today: date, tmp_path: Path) -> None:
    with pytest.raises(UserError) as problem:
        catalog.make(workspace.ask, "results", {}, tmp_path / "x.docx", password="kettle ninety orchard velvet")
    assert problem.value.code == "report-password-only-pdf"
    assert not (tmp_path / "x.docx").exists()
