"""Whoever leaves hands over everything open at once, nothing forgotten, and undo gives all of it back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crm.operations.base import operation, update_row
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.leaving import hand_over_work
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.team import add_user, set_has_left
from crm.queries.base import rows, scalar
from crm.queries.leaving import OWNER, PAST, list_in_hand, owned_links
from crm.queries.team import list_users
from crm.rules.errors import UserError
from crm.tables.commitments import Commitment
from crm.tables.links import links_to
from crm.workspace import Workspace
from tests.operations.pointing_rows import point_at


@pytest.fixture
def team(workspace: Workspace, today: date) -> dict[str, int]:
    """Three colleagues."""
    return {name: int(workspace.do(add_user, name).value[0]) for name in ("Anele", "Boitumelo", "Cwenga")}


def promise(workspace: Workspace, body: str, owner: int) -> int:
    """A promise of a body that somebody of ours follows up."""
    bound = int(workspace.do(save_organisation, OrganisationDraft(body, "committee")).value[0])
    draft = CommitmentDraft(f"{body} will mend it", date(2026, 10, 1), bound_id=bound, owner_id=owner)
    workspace.do(save_commitment, draft)
    return bound


def owner_of(record_id: int, table: str) -> Any:
    """Who has it in hand."""
    return scalar(f'SELECT {OWNER} FROM "{table}" WHERE id = ?', record_id)


def test_every_column_that_names_a_colleague_says_what_is_in_hand_or_what_was_done_once() -> None:
    columns = {link.column for link in links_to("user")}
    assert columns == {OWNER, *PAST}, "a new one has to be decided on: does it go to whoever takes over?"
    closing = {"closed_on", "answered_on"}
    assert all(closing & set(link.table._meta.columns) for link in owned_links()), (
        "what tells that it is no longer open"
    )


def test_all_that_is_open_goes_to_the_other_and_one_undo_gives_it_back(
    workspace: Workspace, team: dict[str, int]
) -> None:
    promise(workspace, "Committee on Water", team["Anele"])
    others = [link for link in owned_links() if link.table is not Commitment]
    workspace.do(point_at, [(link, team["Anele"]) for link in others])
    in_hand = workspace.ask(list_in_hand, team["Anele"])
    assert {str(each.link.table._meta.table_name) for each in in_hand} == {
        str(link.table._meta.table_name) for link in owned_links()
    }
    done = workspace.do(hand_over_work, team["Anele"], team["Boitumelo"])
    assert done.label == f"Hand over Anele’s work to Boitumelo ({len(in_hand)} records)"
    assert workspace.ask(list_in_hand, team["Anele"]) == []
    assert len(workspace.ask(list_in_hand, team["Boitumelo"])) == len(in_hand)
    assert "Anele" not in [user.name for user in workspace.ask(list_users)]
    workspace.undo()
    assert workspace.ask(list_in_hand, team["Anele"]) == in_hand
    assert workspace.ask(list_in_hand, team["Boitumelo"]) == []
    assert "Anele" in [user.name for user in workspace.ask(list_users)]


def test_what_is_with_one_body_may_go_to_somebody_else(workspace: Workspace, team: dict[str, int]) -> None:
    water, roads = (promise(workspace, body, team["Anele"]) for body in ("Committee on Water", "Committee on Roads"))
    assert [each.relation for each in workspace.ask(list_in_hand, team["Anele"])] == [
        "Committee on Roads",
        "Committee on Water",
    ]
    workspace.do(hand_over_work, team["Anele"], team["Boitumelo"], {water: team["Cwenga"]})
    (kept,) = workspace.ask(list_in_hand, team["Cwenga"])
    assert (kept.relation_id, kept.relation) == (water, "Committee on Water")
    assert [each.relation_id for each in workspace.ask(list_in_hand, team["Boitumelo"])] == [roads]


def test_what_is_closed_stays_in_the_name_of_whoever_did_it(workspace: Workspace, team: dict[str, int]) -> None:
    promise(workspace, "Committee on Water", team["Anele"])
    ((record_id,),) = rows("SELECT id FROM commitment")

    @operation("Close")
    def close() -> None:
        update_row(Commitment, record_id, status="closed", outcome="kept", closed_on=date(2026, 11, 1))

    workspace.do(close)
    workspace.do(hand_over_work, team["Anele"], team["Boitumelo"])
    assert owner_of(record_id, "commitment") == team["Anele"]


def test_nobody_hands_over_to_herself_or_to_one_who_left(workspace: Workspace, team: dict[str, int]) -> None:
    workspace.do(set_has_left, team["Cwenga"], True)
    for to, code in (("Anele", "hand-over-to-oneself"), ("Cwenga", "colleague-has-left")):
        with pytest.raises(UserError, match=code):
            workspace.do(hand_over_work, team["Anele"], team[to])
    assert "Anele" in [user.name for user in workspace.ask(list_users)]
