"""Letters in Word: the words of the paper one, with room for the letterhead of whoever sends it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.offices import RoleDraft
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.workspace import Workspace
from reports import catalog

MADE = date(2026, 3, 12)


@pytest.fixture
def member(workspace: Workspace, today: date) -> int:
    (house,) = workspace.ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))
    draft = PersonDraft(
        "",
        title="Ms",
        given="Boitumelo",
        family="Seekoei",
        roles=[RoleDraft(house, "Member", start="2024-05-29")],
        contacts=[ContactDraft("postal", "Private Bag X5066, Kimberley, 8300")],
    )
    return int(workspace.do(save_person, draft).value[0])


def promise(workspace: Workspace, member: int, said: str) -> int:
    draft = CommitmentDraft(said, MADE, maker_id=member, bound_id=member, due_on=date(2026, 6, 30))
    return int(workspace.do(save_commitment, draft).value[0])


def lines_of(document: Any) -> list[str]:
    return [line for paragraph in document.paragraphs for line in paragraph.text.split("\n") if line]


def test_the_words_as_changed_go_onto_their_letterhead(workspace: Workspace, member: int, tmp_path: Path) -> None:
    about = promise(workspace, member, "We will fix the ramp")
    text = "Dear Boitumelo\n\nHow is the ramp?\n\nKind regards\nLerato Tester\nOur Voice"
    made = catalog.make_letter(
        workspace.ask, {}, [about], "The ramp", text, tmp_path / "letter.docx", made_by="Lerato Tester"
    )
    document = Document(str(made.file))
    assert lines_of(document) == [
        "22 Nov 2026",
        "Our reference: C-2026-0001",
        "Ms Boitumelo Seekoei",
        "Member",
        "Northern Cape Provincial Legislature",
        "Private Bag X5066",
        "Kimberley",
        "8300",
        "Dear Boitumelo",
        "The ramp",
        "How is the ramp?",
        "Kind regards",
        "_" * 40,
        "Lerato Tester",
        "Our Voice",
    ]
    assert [place.text for place in document.tables[0].rows[0].cells][:2] == ["Reference", "Exact words"]
    section = document.sections[0]
    assert section.top_margin.pt == 150
    assert not any(paragraph.text for part in (section.header, section.footer) for paragraph in part.paragraphs)
    said = document.core_properties
    assert (said.title, said.author, said.language) == ("The ramp", "Lerato Tester", "en-ZA")
    assert (made.pages, round(section.page_width.mm)) == (0, 210)


def test_a_letter_to_a_new_holder_has_a_table_for_each_side(workspace: Workspace, member: int, tmp_path: Path) -> None:
    promise(workspace, member, "We will fix the ramp")
    file = catalog.make(workspace.ask, "new-holder", {"person": f"people:{member}"}, tmp_path / "new.docx").file
    document = Document(str(file))
    assert "We will fix the ramp" in document.tables[0].rows[1].cells[1].text
    assert "Kind regards" in lines_of(document)
