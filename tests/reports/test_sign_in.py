"""The sign-in sheet: one page with the notice the law wants, or counts without a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper import places, reader, words
from visits import Visit, choose, paper, plant

from crm.operations.offices import RoleDraft
from crm.operations.people import PersonDraft, save_person
from crm.workspace import Workspace
from reports.documents.sign_in import build
from reports.facts.sign_in import gather


@pytest.fixture
def visit(workspace: Workspace, today: object) -> Visit:
    return plant(workspace)


def test_it_names_the_meeting_and_tells_what_people_may_know(workspace: Workspace, visit: Visit) -> None:
    rendered = paper(workspace.ask, "sign-in", engagement=f"engagements:{visit.planned}")
    text = words(rendered)
    assert len(reader(rendered).pages) == 1
    for told in (
        "Water in ward 3",
        "Thursday 26 Nov 2026, 10:00 to 11:30",
        "Name Organisation Phone or e-mail Signature",
        "Our Voice asks for these details to record who took part",
        "It is voluntary",
        "Only those at Our Voice who do this work see the sheet",
        "You may ask what we hold about you, have it corrected or deleted, and object to its use",
        "You may complain to the Information Regulator",
        "Information officer",
    ):
        assert told in text
    assert "Seekoei" not in text


def test_the_information_officer_is_whoever_holds_the_post(workspace: Workspace, visit: Visit) -> None:
    person = PersonDraft("", given="Amahle", family="Mokoena", roles=[RoleDraft(visit.home, "Information officer")])
    workspace.do(save_person, person)
    assert gather(workspace.ask, choose("sign-in")).officer == "Amahle Mokoena"


def test_counts_only_has_boxes_for_everybody_and_no_names(workspace: Workspace, visit: Visit) -> None:
    rendered = paper(workspace.ask, "sign-in", kind="counts-only", engagement=f"engagements:{visit.planned}")
    text = words(rendered)
    assert len(reader(rendered).pages) == 1
    for told in ("Women", "Men", "Other", "Youth", "Persons with a disability", "Total", "No names are written"):
        assert told in text
    for column in ("Signature", "Phone", "Organisation"):
        assert column not in text


@pytest.mark.parametrize("kind", ["names", "counts-only"])
@pytest.mark.parametrize("text", ["<b>&", "w" * 5000, "😀 \u202e\x00", "(((\\", "\n\n"])
def test_hostile_text_never_breaks_it(workspace: Workspace, kind: str, text: str) -> None:
    facts = replace(
        gather(workspace.ask, choose("sign-in", kind=kind)),
        title=text,
        body=text,
        day=text,
        place=text,
        organisation_name=text,
        reach=(text,),
        officer=text,
    )
    rendered = build(facts)
    assert "Page 1 of" in words(rendered)
    assert all(40 < x < 560 and 20 < y < 810 for _page, x, y, _text in places(rendered))
