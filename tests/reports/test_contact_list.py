"""The contact list: who sits where and how they are reached; what is private only at home and when it is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from paper import words
from python_calamine import CalamineWorkbook

from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.workspace import Workspace
from reports import catalog
from reports.catalog import REPORTS
from reports.facts.contact_list import ContactListFacts, gather
from reports.options import read_options


@pytest.fixture
def committee(workspace: Workspace, today: date) -> int:
    """A committee with a chairperson who has a private number, and somebody without an office."""
    committee = int(workspace.do(save_organisation, OrganisationDraft("Committee on Taps", "committee")).value[0])
    contacts = [
        ContactDraft("phone", "053 000 0001", checked_on=date(2026, 10, 1)),
        ContactDraft("mobile", "082 000 0002", is_private=True),
    ]
    roles = [RoleDraft(committee, "Chairperson", start="2024", end="future")]
    workspace.do(save_person, PersonDraft("Hon. Anna Sampleton", contacts=contacts, roles=roles))
    workspace.do(save_person, PersonDraft("Mr Jan Exempel"))
    return committee


def facts_of(workspace: Workspace, today: date, **options: str) -> ContactListFacts:
    return gather(workspace.ask, read_options(REPORTS["contact-list"].options, options, today, "Lerato"))


def test_people_stand_under_their_body_and_those_without_an_office_last(
    workspace: Workspace, committee: int, today: date
) -> None:
    facts = facts_of(workspace, today)
    assert [(group.name, [entry.name for entry in group.entries]) for group in facts.groups] == [
        ("Committee on Taps", ["Hon. Anna Sampleton"]),
        ("Without an office", ["Mr Jan Exempel"]),
    ]
    (only,) = facts_of(workspace, today, body=f"organisations:{committee}").groups
    assert only.entries[0].office == "Chairperson"


def test_a_private_number_is_for_home_and_said_to_be_left_out(
    workspace: Workspace, committee: int, today: date
) -> None:
    at_home = words(catalog.make_bytes(workspace.ask, "contact-list", {}, today=today))
    assert "082 000 0002" in at_home and "checked 1 Oct" in at_home
    outside = words(catalog.make_bytes(workspace.ask, "contact-list", {"audience": "partners"}, today=today))
    assert "082 000 0002" not in outside and "1 private number is on no paper" in outside


def test_the_workbook_holds_the_same_rows(workspace: Workspace, committee: int, tmp_path: Path) -> None:
    file = catalog.make(workspace.ask, "contact-list", {}, tmp_path / "list.xlsx").file
    book = CalamineWorkbook.from_path(str(file))
    cells = [
        str(cell) for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python() for cell in row
    ]
    assert any("Hon. Anna Sampleton" in cell for cell in cells) and any("053 000 0001" in cell for cell in cells)
