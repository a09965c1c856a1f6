"""On paper, a promise that passed to a post is the post's: of its holder in the house, of the office on the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from visits import choose

from crm.operations.replacements import replace_holder, suggested_draft
from crm.queries.replacements import Start, get_replacement
from crm.workspace import Workspace
from reports.facts.follow_up import gather as gather_follow_up
from reports.facts.leave_behind import gather as gather_leave_behind
from tests.operations.replacement_scene import CHANGE, POST, Scene, make_scene


@pytest.fixture
def scene(workspace: Workspace, today: date) -> Scene:
    made = make_scene(workspace, today)
    preview = workspace.ask(get_replacement, Start(role_id=made.role), CHANGE)
    assert preview is not None
    workspace.do(replace_holder, replace(suggested_draft(preview, CHANGE), comes_id=made.newcomer))
    return made


def test_in_the_house_it_stands_under_the_post_and_its_holder(workspace: Workspace, scene: Scene) -> None:
    facts = gather_follow_up(workspace.ask, choose("follow-up", body=f"organisations:{scene.committee}", by="person"))
    names = [group.name for section in facts.sections for group in section.groups]
    assert f"{POST} (now Hon. Bongani Example)" in names
    assert "Hon. Anna Sample" in names, "what stayed with her"


def test_on_the_table_lies_the_office_without_a_name(workspace: Workspace, scene: Scene) -> None:
    facts = gather_leave_behind(workspace.ask, choose("leave-behind", body=f"organisations:{scene.committee}"))
    said = {line.reference: line.said for line in (*facts.ours, *facts.theirs)}
    assert said["C-2026-0001"] == f"{POST} → Our Voice, 1 Sep 2026"
    assert not any("Bongani" in words for words in said.values())
