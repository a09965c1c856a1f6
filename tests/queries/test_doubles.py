"""Possible doubles in a real workspace: found, explained, and not found where an office shares a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries.doubles import find_alike, find_doubles, get_double_sides
from crm.rules.names import PersonName, split_name
from crm.workspace import Workspace

Add = Callable[..., int]


@pytest.fixture
def add(workspace: Workspace) -> Add:
    def person(name: str, *ways: tuple[str, str], body: int | None = None, **more: Any) -> int:
        contacts = [ContactDraft(kind, value) for kind, value in ways]
        roles = [RoleDraft(body, "Member")] if body else []
        parts = split_name(name)
        given = {"title": parts.title, "given": parts.given, "family": parts.family, "known_as": parts.known_as}
        return workspace.do(save_person, PersonDraft(name, **given, contacts=contacts, roles=roles, **more)).value[0]

    return person


def body(workspace: Workspace, name: str, **more: Any) -> int:
    return workspace.do(save_organisation, OrganisationDraft(name, **more)).value[0]


def pairs(workspace: Workspace, noun: str = "people") -> dict[tuple[int, int], int]:
    return {(pair.one, pair.other): pair.score.points for pair in workspace.ask(find_doubles, noun).pairs}


def test_doubles_are_found_and_explained(workspace: Workspace, add: Add) -> None:
    house = body(workspace, "Sample House", kind="council")
    one = add("Ms Thandi Sample", ("mobile", "082 000 0001"), body=house)
    other = add("Sample T.", ("phone", "+27820000001"), body=house)
    add("Kagiso Sample", body=house)
    (pair,) = workspace.ask(find_doubles, "people").pairs
    assert (pair.one, pair.other, pair.score.points) == (one, other, 100)
    assert pair.score.pro == ("the same surname and initials", "the same mobile number", "both in Sample House")
    first, second = workspace.ask(get_double_sides, "people", [one, other])
    assert (first.name, first.detail) == ("Ms Thandi Sample", "Member, Sample House, 082 000 0001")
    assert second.id == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thabo Sample", "Sample Thabo"),
        ("Thabo Mokoena", "Thabo Mokwena"),
        ("Mokgadi Magret Sample", "Mokgadi Sample"),
        ("Elsabé van der Merwe", "Elsabe van der Merwe"),
        ("Thabo (Johnny) Sample", "Johnny Sample"),
        ("Sample", "Sample"),
    ],
)
def test_every_way_lists_write_a_name_meets_the_other(workspace: Workspace, add: Add, one: str, other: str) -> None:
    ways = ("mobile", "082 000 0001")
    assert (add(one, ways), add(other, ways)) in pairs(workspace)


def test_48_members_with_one_address_and_switchboard_are_48_people(workspace: Workspace, add: Add) -> None:
    house = body(workspace, "Sample House", kind="legislature")
    for at in range(48):
        name = f"{'ABCDEFGHIJKLMNOPQRSTUVWX'[at % 24] * 4}o Sample{at // 2}"
        add(name, ("email", "secretary@example.org"), ("phone", "015 298 7000"), body=house)
    assert pairs(workspace) == {}


def test_the_number_of_a_body_is_nobodys_own(workspace: Workspace, add: Add) -> None:
    body(workspace, "Sample Office", contacts=[ContactDraft("phone", "082 000 0001")])
    one, other = (add(name, ("mobile", "082 000 0001")) for name in ("Thandi Sample", "Thandi Example"))
    assert (one, other) not in pairs(workspace)


def test_organisations_are_found_too(workspace: Workspace) -> None:
    one = body(workspace, "Sample Health Forum", kind="cso_partner")
    other = body(workspace, "The Sample Health Forum NPC", kind="cso_partner")
    first = body(workspace, "First House of Samples", kind="legislature")
    second = body(workspace, "Second House of Samples", kind="legislature")
    for house in (first, second):
        body(workspace, "Portfolio Committee on Samples", kind="committee", parent_id=house)
    found = pairs(workspace, "organisations")
    assert [pair for pair in found if one in pair] == [(one, other)]
    assert len(found) == 1


def test_progress_goes_to_the_end_and_may_stop_the_search(workspace: Workspace, add: Add) -> None:
    for _ in range(2):
        add("Thandi Sample")
    told: list[float] = []
    workspace.ask(find_doubles, "people", progress=lambda done, total: told.append(done / total))
    assert told == sorted(told)
    assert told[-1] == 1

    def stop(_done: int, _total: int) -> None:
        raise KeyError("stopped")

    with pytest.raises(KeyError):
        workspace.ask(find_doubles, "people", progress=stop)


def test_the_likeliest_come_first_and_the_count_is_whole(workspace: Workspace, add: Add) -> None:
    for _ in range(3):
        add("Thandi Sample")
    likely = [add("Naledi Example", ("mobile", "082 000 0009")) for _ in range(2)]
    found = workspace.ask(find_doubles, "people", 2)
    assert (found.pairs[0].one, found.pairs[0].other) == tuple(likely)
    assert (len(found.pairs), found.count) == (2, 4)


def alike(workspace: Workspace, text: str, *ways: str, leave_out: int = 0) -> list[int]:
    return [each.id for each in workspace.ask(find_alike, split_name(text), ways, leave_out)]


def test_whoever_is_typed_is_recognised_while_typing(workspace: Workspace, add: Add) -> None:
    house = body(workspace, "Sample House", kind="council")
    thandi = add("Ms Thandi Dube-Sample", ("mobile", "082 000 0001"), body=house)
    for typed in ("Thandi Dube-Sample", "T Dube-Sample", "Dube-Sample Thandi", "Thandie Dube-Sample"):
        assert alike(workspace, typed) == [thandi], typed
    assert alike(workspace, "Kagiso Dube-Sample") == []
    assert alike(workspace, "Thandi Example") == []
    assert alike(workspace, "Thandi Example", "+27820000001") == [thandi]
    assert alike(workspace, "Thandi Dube-Sample", leave_out=thandi) == []
    (found,) = workspace.ask(find_alike, PersonName("", "Thandi", "Dube-Sample"))
    assert (found.name, found.detail) == ("Ms Thandi Dube-Sample", "Member, Sample House, 082 000 0001")


def test_half_a_name_warns_of_nobody(workspace: Workspace, add: Add) -> None:
    add("Thandi Sample")
    assert alike(workspace, "Thandi") == []
    assert alike(workspace, "") == []
