"""Trainings that count, and goals and feedback of engagements: summed apart, and feedback on no paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crm.operations.engagements import (
    EngagementDraft,
    close_out,
    draft_engagement,
    log_engagement,
    save_engagement,
    write_goals,
)
from crm.operations.ties import tie
from crm.operations.topics import add_topic
from crm.queries.engagements import EngagementPage, get_engagement
from crm.queries.head_counts import Figure, HeadCountsFilter, sum_head_counts
from crm.queries.places import find_by_code
from crm.queries.records import find
from crm.rules.errors import UserError
from crm.workspace import Workspace

ON = date(2026, 11, 2)


def held(workspace: Workspace, title: str = "Budget training", **said: Any) -> int:
    draft = EngagementDraft(title, said.pop("on_day", ON), kind=said.pop("kind", "training"), **said)
    return workspace.do(log_engagement, draft).value[0]


def page_of(workspace: Workspace, engagement_id: int) -> EngagementPage:
    page = workspace.ask(get_engagement, engagement_id)
    assert page is not None
    return page


def figures(workspace: Workspace, **wanted: Any) -> dict[str, Figure]:
    return {one.name: one for one in workspace.ask(sum_head_counts, HeadCountsFilter(**wanted)).figures}


def test_a_training_keeps_sessions_attendances_and_people_apart(workspace: Workspace, today: date) -> None:
    training = held(workspace, sessions=3, attendances=55, women=12, men=8, youth=9, total=20)
    page = page_of(workspace, training)
    assert (page.sessions, page.attendances, page.total, page.disability) == (3, 55, 20, None)
    draft = workspace.ask(draft_engagement, training)
    assert (draft.sessions, draft.attendances) == (3, 55)


def test_what_contradicts_itself_is_refused_and_nothing_is_lost(workspace: Workspace, today: date) -> None:
    draft = EngagementDraft("Training", ON, kind="training", total=20, attendances=12)
    with pytest.raises(UserError) as refused:
        workspace.do(close_out, draft)
    assert refused.value.code == "fewer-attendances-than-people"
    assert (draft.total, draft.attendances) == (20, 12)
    kept = held(workspace, total=20, attendances=40)
    with pytest.raises(UserError):
        workspace.do(save_engagement, replace(workspace.ask(draft_engagement, kept), women=15, men=9))
    assert page_of(workspace, kept).women is None


def test_the_sum_never_adds_people_and_attendances_and_says_who_did_not_record(
    workspace: Workspace, today: date
) -> None:
    held(workspace, sessions=3, attendances=55, women=12, men=8)
    held(workspace, "Workshop", kind="workshop", total=15, disability=0)
    held(workspace, "A meeting", kind="meeting", total=99)
    workspace.do(save_engagement, EngagementDraft("Still to come", date(2026, 12, 4), kind="training", sessions=2))
    found = figures(workspace)
    assert workspace.ask(sum_head_counts).engagements == 2
    assert found["total"] == Figure("total", 35, 2, 0)
    assert found["attendances"] == Figure("attendances", 55, 1, 1)
    assert found["women"] == Figure("women", 12, 1, 1)
    assert found["disability"] == Figure("disability", 0, 1, 1), "nobody is recorded, which is not “not recorded”"
    assert found["youth"] == Figure("youth", None, 0, 2)


def test_the_sum_narrows_by_period_topic_place_kind_agreement_and_confidentiality(
    workspace: Workspace, today: date
) -> None:
    from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement

    topic = workspace.do(add_topic, "Budgets").value[0]
    town, district = workspace.ask(find_by_code, "NC091"), workspace.ask(find_by_code, "DC9")
    assert town and district
    one = held(workspace, total=10, topics=[topic], place_id=town)
    held(workspace, "Earlier", on_day=date(2026, 3, 1), total=7)
    held(workspace, "Hearing", kind="public_hearing", total=100)
    held(workspace, "Secret", total=3, confidentiality=2, on_day=date(2026, 5, 1))
    grant = workspace.do(
        save_agreement, AgreementDraft("A grant", [PartyDraft(name="Us"), PartyDraft(name="A funder")])
    ).value[0]
    workspace.do(tie, one, grant, "counts")

    def people(**wanted: Any) -> int | None:
        return figures(workspace, **wanted)["total"].value

    assert people() == 20
    assert people(from_day=date(2026, 11, 1)) == 10
    assert people(to_day=date(2026, 4, 1)) == 7
    assert people(topic_id=topic) == people(place_id=town) == people(place_id=district) == 10
    assert people(agreement_id=grant) == 10
    assert people(kinds=("public_hearing",)) == 100
    assert people(max_confidentiality=1) == 17


def test_goals_and_feedback_are_written_when_planned_held_and_long_after(workspace: Workspace, today: date) -> None:
    plan = workspace.do(save_engagement, EngagementDraft("Training", ON, wanted="Ten people read a budget")).value[0]
    workspace.do(close_out, replace(workspace.ask(draft_engagement, plan), got="Eight do"))
    done = workspace.do(write_goals, plan, feedback="Too fast in the afternoon")
    assert done.label == "Goals and feedback of Training"
    page = page_of(workspace, plan)
    assert (page.wanted, page.got, page.feedback) == (
        "Ten people read a budget",
        "Eight do",
        "Too fast in the afternoon",
    )
    assert page.is_locked, "it is no part of the minutes"
    assert [found.id for found in workspace.ask(find, "afternoon")] == [plan]
    workspace.undo()
    assert page_of(workspace, plan).feedback == ""
    with pytest.raises(UserError) as refused:
        workspace.do(write_goals, plan)
    assert refused.value.code == "goals-empty"


def test_the_brief_says_what_we_want_and_no_paper_has_the_feedback(
    workspace: Workspace, today: date, tmp_path: Any
) -> None:
    from pypdfium2 import PdfDocument

    from reports.catalog import make

    plan = workspace.do(
        save_engagement,
        EngagementDraft("Training", date(2026, 12, 1), wanted="Read a budget", feedback="Zebra feedback"),
    ).value[0]
    words = {}
    for name in ("brief", "leave-behind", "meeting-form", "sign-in"):
        made = make(workspace.ask, name, {"engagement": f"engagements:{plan}"}, tmp_path / f"{name}.pdf")
        with PdfDocument(made.file) as document:
            words[name] = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Read a budget" in words["brief"]
    assert not [name for name, text in words.items() if "Zebra" in text]
    assert "Read a budget" not in words["leave-behind"]
