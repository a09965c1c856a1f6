"""Stakeholder mapping: a new look is a new row, not set is not neutral, merging keeps both, and no paper has it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import reports
from crm.operations.issues import IssueDraft, save_issue
from crm.operations.mapping import LookDraft, look_at, take_back_look
from crm.operations.merging import MergeDraft, merge_people
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.queries.history import list_history
from crm.queries.mapping import get_map, list_looks
from crm.rules.errors import UserError
from crm.rules.mapping import LEVELS, Level, Stance, can_be_drawn, label, sign
from crm.workspace import Workspace

EARLIER, LATER = date(2026, 9, 1), date(2026, 11, 20)


@pytest.fixture
def issue(workspace: Workspace, today: date) -> int:
    return workspace.do(save_issue, IssueDraft("No water in Extension 4")).value[0]


@pytest.fixture
def person(workspace: Workspace, today: date) -> int:
    return workspace.do(save_person, PersonDraft("", given="Naledi", family="Sample")).value[0]


def test_a_new_look_is_a_new_row_and_the_latest_is_shown(workspace: Workspace, person: int, issue: int) -> None:
    workspace.do(look_at, LookDraft(person, issue, EARLIER, "high", "low", "opposed", reason="Said so in the council"))
    done = workspace.do(look_at, LookDraft(person, issue, LATER, "high", "high", "supportive", "A visit a month"))
    assert done.label.startswith("Map ") and "Naledi" in done.label
    latest, before = workspace.ask(list_looks, person)
    assert (latest.stance, latest.effort, latest.is_latest) == (Stance.SUPPORTIVE, "A visit a month", True)
    assert (before.stance, before.reason, before.is_latest) == (Stance.OPPOSED, "Said so in the council", False)
    assert latest.by_whom == "Lerato Tester"
    assert [look.id for look in workspace.ask(get_map, issue).drawn] == [latest.id]
    assert workspace.ask(list_history, person, 3)[0].label == done.label
    workspace.undo()
    assert workspace.ask(list_looks, person)[0].stance is Stance.OPPOSED


def test_a_look_at_an_earlier_day_written_down_later_is_not_the_latest(
    workspace: Workspace, person: int, issue: int
) -> None:
    workspace.do(look_at, LookDraft(person, issue, LATER, stance="neutral"))
    workspace.do(look_at, LookDraft(person, issue, EARLIER, stance="opposed"))
    assert [look.stance for look in workspace.ask(list_looks, person) if look.is_latest] == [Stance.NEUTRAL]


def test_not_set_is_not_neutral_and_is_listed_apart(workspace: Workspace, person: int, issue: int) -> None:
    body = workspace.do(save_organisation, OrganisationDraft("Sampleville Council", "council")).value[0]
    workspace.do(look_at, LookDraft(person, issue, LATER, "very_high", "medium", "neutral"))
    workspace.do(look_at, LookDraft(body, issue, LATER, "high", stance=""))
    found = workspace.ask(get_map, issue)
    assert [look.name for look in found.at(Level.VERY_HIGH, Level.MEDIUM)] == [found.drawn[0].name]
    assert [(look.name, look.stance) for look in found.not_set] == [("Sampleville Council", Stance.NOT_SET)]
    assert (label(Stance.NOT_SET), label(Stance.NEUTRAL)) == ("Not set", "Neutral")
    assert sign(Stance.NOT_SET) != sign(Stance.NEUTRAL)
    assert not can_be_drawn(Level.NOT_SET, Level.HIGH)
    assert len({sign(stance) for stance in Stance}) == len(Stance), "the map is read without colour"
    assert Level.NOT_SET not in LEVELS


def test_a_look_in_general_stands_beside_one_at_an_issue(workspace: Workspace, person: int, issue: int) -> None:
    workspace.do(look_at, LookDraft(person, None, LATER, "high"))
    workspace.do(look_at, LookDraft(person, issue, LATER, "low"))
    looks = workspace.ask(list_looks, person)
    assert [(look.about, look.is_latest) for look in looks] == [
        ("I-2026-0001 No water in Extension 4", True),
        ("", True),
    ]


def test_what_is_nothing_or_cannot_be_is_refused(workspace: Workspace, person: int, issue: int) -> None:
    for draft, code in (
        (LookDraft(person, issue), "mapping-empty"),
        (LookDraft(issue, None, influence="high"), "mapping-of-no-party"),
        (LookDraft(person, person, influence="high"), "mapping-about-nothing"),
        (LookDraft(person, issue, influence="enormous"), "no-such-choice"),
        (LookDraft(person, issue, stance="lukewarm"), "no-such-choice"),
        (LookDraft(person, issue, date(2026, 11, 23), "high"), "made-in-future"),
        (LookDraft(person, issue, reason="ID 8001015009087"), "id-number-in-text"),
    ):
        with pytest.raises(UserError) as refused:
            workspace.do(look_at, draft)
        assert refused.value.code == code
    assert workspace.ask(list_looks, person) == []


def test_a_look_written_down_by_mistake_is_taken_back(workspace: Workspace, person: int) -> None:
    workspace.do(look_at, LookDraft(person, influence="high"))
    workspace.do(take_back_look, workspace.ask(list_looks, person)[0].id)
    assert workspace.ask(list_looks, person) == []


def test_merging_two_people_keeps_what_was_seen_of_both(workspace: Workspace, person: int, issue: int) -> None:
    other = workspace.do(save_person, PersonDraft("", given="N.", family="Sample")).value[0]
    workspace.do(look_at, LookDraft(person, issue, LATER, "high", reason="One"))
    workspace.do(look_at, LookDraft(other, issue, EARLIER, "low", reason="Two"))
    workspace.do(merge_people, MergeDraft(person, other))
    assert [look.reason for look in workspace.ask(list_looks, person)] == ["One", "Two"]
    assert len(workspace.ask(get_map, issue).drawn + workspace.ask(get_map, issue).not_set) == 1
    workspace.undo()
    assert [look.reason for look in workspace.ask(list_looks, other)] == ["Two"]


def test_no_paper_asks_how_anybody_stands() -> None:
    folder = Path(reports.__file__).parent
    asking = [
        path.name for path in folder.rglob("*.py") if re.search(r"queries\.mapping|rules\.mapping", path.read_text())
    ]
    assert asking == []
