"""The leave-behind: everything that may lie on the table, and nothing else."""

from __future__ import annotations

import pytest
from paper import letters, places, reader, words
from visits import PRIVATE, TODAY, Visit, choose, paper, plant

from crm.operations.commitments import change_status
from crm.operations.movements import EvidenceDraft
from crm.operations.records import set_confidentiality
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports.documents.leave_behind import build
from reports.facts.leave_behind import LeaveBehindFacts, Line, gather
from reports.facts.meeting import Asked


@pytest.fixture
def visit(workspace: Workspace, today: object) -> Visit:
    return plant(workspace)


def about(visit: Visit, option: str) -> dict[str, str]:
    records = {
        "engagement": f"engagements:{visit.planned}",
        "body": f"organisations:{visit.committee}",
        "person": f"people:{visit.chair}",
    }
    return {option: records[option]}


@pytest.mark.parametrize("option", ["engagement", "body", "person"])
def test_nothing_private_of_the_workspace_stands_in_it(workspace: Workspace, visit: Visit, option: str) -> None:
    rendered = paper(workspace.ask, "leave-behind", **about(visit, option))
    metadata = reader(rendered).metadata or {}
    whole = letters(words(rendered)) + letters(" ".join(str(value) for value in metadata.values()))
    assert [planted for planted in PRIVATE if letters(planted) in whole] == []
    assert "overdue" not in whole.lower()
    brief = letters(words(paper(workspace.ask, "brief", confidentiality="restricted", **about(visit, option))))
    assert len([planted for planted in PRIVATE if letters(planted) in brief]) > 6, "nothing to keep back was planted"


def test_our_own_debts_stand_first_and_offices_instead_of_persons(workspace: Workspace, visit: Visit) -> None:
    facts = gather(workspace.ask, choose("leave-behind", **about(visit, "engagement")))
    assert [line.words for line in facts.ours] == ["We will count the taps."]
    assert facts.ours[0].said == "Our Voice → Chairperson, Committee on Water, 12 Apr 2026"
    assert facts.ours[0].standing == "Outstanding; the date, 12 May 2026, has passed"
    assert [line.said for line in facts.theirs] == [
        "Committee on Water → Our Voice, 12 Mar 2026",
        "Chairperson, Committee on Water → Our Voice, 12 Apr 2026",
    ]
    assert facts.theirs[1].standing == "Outstanding; no date was given"
    text = words(paper(workspace.ask, "leave-behind", **about(visit, "engagement")))
    assert text.index("What we promised") < text.index("What you promised")
    for shown in ("Water in ward 3", "Committee room 2", "A budget line for taps", "12 Jun 2026: A date for tap 4"):
        assert shown in text


def test_what_was_kept_is_thanked_for(workspace: Workspace, visit: Visit) -> None:
    seen = [EvidenceDraft("Seen", "visit", None, TODAY, "")]
    workspace.do(change_status, visit.theirs, "closed", TODAY, note="Done", outcome="kept", evidence=seen)
    facts = gather(workspace.ask, choose("leave-behind", **about(visit, "body")))
    assert [(line.words, line.standing) for line in facts.kept] == [("We will mend the tap.", "Kept 22 Nov 2026")]


def test_an_engagement_that_is_not_open_has_none(workspace: Workspace, visit: Visit) -> None:
    workspace.do(set_confidentiality, visit.planned, 1)
    with pytest.raises(UserError) as problem:
        gather(workspace.ask, choose("leave-behind", **about(visit, "engagement")))
    assert problem.value.code == "report-about-confidential"


@pytest.mark.parametrize("text", ["<b>&", "w" * 5000, "😀 السلام \u202e\x00", "(((\\", "\n\n", ""])
def test_hostile_text_never_breaks_it(text: str) -> None:
    line = Line(text, text, text, text, text, True, text)
    facts = LeaveBehindFacts(
        title=text,
        scope=text,
        meeting=((text, text),),
        agenda=(text,),
        ours=(line,),
        theirs=(line,),
        kept=(line,),
        asks=(Asked(text, True),),
        to_come_back_to=(text,),
        clauses=(),
        organisation_name=text,
        reach=(text,),
        made_on=TODAY,
    )
    rendered = build(facts)
    assert "Page 1 of" in words(rendered)
    assert all(40 < x < 560 and 20 < y < 810 for _page, x, y, _text in places(rendered))
