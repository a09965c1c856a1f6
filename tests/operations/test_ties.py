"""Two records of one matter: tied once, found from either side, let go, and back with undo."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plans import PlanDraft, save_plan
from crm.operations.ties import tie, untie
from crm.queries.ties import list_tied, list_tied_from
from crm.rules.errors import UserError
from crm.rules.ties import Kind
from crm.workspace import Workspace


@pytest.fixture
def pair(workspace: Workspace, today: date) -> tuple[int, int]:
    petition, _ = workspace.do(save_petition, PetitionDraft("Water for the ward")).value
    plan, _ = workspace.do(save_plan, PlanDraft("Water by winter")).value
    return petition, plan


def test_what_belongs_together_is_found_from_either_side(workspace: Workspace, pair: tuple[int, int]) -> None:
    petition, plan = pair
    done = workspace.do(tie, petition, plan)
    assert done.label == "Tie P-2026-0001 Water for the ward to A-2026-0001 Water by winter"
    workspace.do(tie, plan, petition)  # the other way round it is the same tie
    assert [found.id for found in workspace.ask(list_tied, petition)] == [plan]
    assert [found.id for found in workspace.ask(list_tied, plan)] == [petition]
    workspace.do(untie, plan, petition)
    assert workspace.ask(list_tied, petition) == workspace.ask(list_tied, plan) == []
    workspace.undo()
    assert [found.id for found in workspace.ask(list_tied, plan)] == [petition]


def test_a_tie_with_a_direction_is_found_from_its_end(workspace: Workspace, pair: tuple[int, int]) -> None:
    _, plan = pair
    body, _ = workspace.do(save_organisation, OrganisationDraft("A municipality", "council")).value
    workspace.do(tie, plan, body, Kind.AIMS_AT)
    assert [found.id for found in workspace.ask(list_tied, plan, Kind.AIMS_AT)] == [body]
    assert [found.id for found in workspace.ask(list_tied_from, body, Kind.AIMS_AT)] == [plan]
    assert workspace.ask(list_tied, plan) == [], "of another kind"


def test_nothing_belongs_to_itself(workspace: Workspace, pair: tuple[int, int]) -> None:
    petition, _ = pair
    with pytest.raises(UserError) as caught:
        workspace.do(tie, petition, petition)
    assert caught.value.code == "tied-to-itself"
