"""The minutes: the register, what was raised, asked and promised, who does what; for the body nothing private."""

from __future__ import annotations

from datetime import date

import pytest
from paper import letters, words
from visits import Visit, choose, paper, plant

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import (
    AgendaDraft,
    AskDraft,
    AttendanceDraft,
    EngagementDraft,
    PointDraft,
    close_out,
    save_engagement,
)
from crm.operations.people import PersonDraft, save_person
from crm.workspace import Workspace
from reports.facts.minutes import MinutesFacts, gather


@pytest.fixture
def visit(workspace: Workspace, today: date) -> Visit:
    return plant(workspace)


@pytest.fixture
def meeting(workspace: Workspace, visit: Visit) -> int:
    """A meeting that was closed out, with an apology, an alternate, an answer that is to come, and a promise."""
    away = workspace.do(save_person, PersonDraft("", title="Hon.", given="Absent", family="Member")).value[0]
    made = workspace.do(
        close_out,
        EngagementDraft(
            "Taps of ward 3",
            date(2026, 11, 12),
            organisation_id=visit.committee,
            minutes="The taps were counted together.",
            attendance=[
                AttendanceDraft(visit.chair, side="theirs", code="P", part="chair", organisation_id=visit.committee),
                AttendanceDraft(visit.secretary, side="theirs", code="L", alternate_for_id=away),
                AttendanceDraft(away, side="theirs", code="AP"),
                AttendanceDraft(name="Lerato Tester", side="ours", code="P"),
            ],
            agenda=[AgendaDraft("The dry tap", 20, "The chairperson")],
            points=[PointDraft("The pump is old.", "Hon. Seekoei", impression="Impression-planted")],
            asks=[AskDraft("A date for the pump", response="will_revert", answer="After the recess")],
        ),
    ).value
    engagement = int(made[0] if isinstance(made, tuple) else made)
    workspace.do(
        save_commitment,
        CommitmentDraft(
            "The pump will run by Christmas",
            date(2026, 11, 12),
            due_on=date(2026, 12, 24),
            maker_id=visit.chair,
            maker_office="Chairperson, Committee on Water",
            bound_id=visit.committee,
            engagement_id=engagement,
        ),
    )
    return engagement


def facts(workspace: Workspace, engagement: int, **options: str) -> MinutesFacts:
    return gather(workspace.ask, choose("minutes", engagement=f"engagements:{engagement}", **options))


def test_the_register_says_who_was_there_in_words_for_whom_and_as_whose_alternate(
    workspace: Workspace, meeting: int
) -> None:
    found = facts(workspace, meeting)
    assert [(each.code, each.alternate_for) for each in found.theirs] == [
        ("Present", ""),
        ("Late", "Hon. Absent Member"),
        ("Apology", ""),
    ]
    assert found.theirs[0].whom == "Committee on Water"
    assert dict(found.counts) == {"Present": 2, "Late": 1, "Apology": 1}


def test_the_actions_say_who_does_what_by_when_and_what_they_will_come_back_to(
    workspace: Workspace, meeting: int
) -> None:
    first, second = facts(workspace, meeting).actions
    assert (first.what, first.by_when) == ("The pump will run by Christmas", "24 Dec 2026")
    assert first.reference.startswith("C-2026-")
    assert (second.who, second.what) == ("Committee on Water", "Come back to: A date for the pump")


def test_it_says_agenda_points_answers_exact_words_the_next_meeting_and_where_to_sign(
    workspace: Workspace, meeting: int
) -> None:
    said = letters(words(paper(workspace.ask, "minutes", engagement=f"engagements:{meeting}")))
    for part in (
        "The dry tap",
        "The pump is old.",
        "[Impression-planted]",
        "Will revert After the recess",
        "“The pump will run by Christmas”",
        "The taps were counted together.",
        "26 Nov 2026: Water in ward 3",
        "Read and agreed",
        "For Our Voice",
        "For Committee on Water",
        "2 present; 1 late; 1 apology",
    ):
        assert letters(part) in said, part


def test_a_closed_out_meeting_is_locked_and_a_planned_one_a_draft(
    workspace: Workspace, visit: Visit, meeting: int
) -> None:
    assert "locked" in words(paper(workspace.ask, "minutes", engagement=f"engagements:{meeting}"))
    assert "Draft." in words(paper(workspace.ask, "minutes", engagement=f"engagements:{visit.planned}"))
    assert workspace.do(save_engagement, EngagementDraft("Another", date(2026, 11, 30))) is not None


def test_the_body_reads_offices_and_no_impression(workspace: Workspace, meeting: int) -> None:
    said = words(paper(workspace.ask, "minutes", engagement=f"engagements:{meeting}", audience="body"))
    assert "The pump is old." in said
    for hidden in ("Impression-planted", "Seekoei", "Louw", "Lerato Tester", "Next Ask"):
        assert hidden not in said, hidden
    assert "Chairperson" in said
