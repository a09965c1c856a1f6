"""What was made sure of, by whom, when to ask again; and who is to be asked now, those needed soonest first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm.operations.checking import (
    CheckDraft,
    could_not_reach,
    mark_as_checked,
    set_check_intervals,
)
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, save_engagement
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, draft_person, save_person
from crm.queries.checking import count_to_verify, get_checked, get_intervals, get_to_verify_rows, list_to_verify
from crm.queries.notes import list_notes
from crm.queries.people import get_person
from crm.queries.today import get_today
from crm.rules.errors import UserError
from crm.workspace import Workspace

WAY = [ContactDraft("mobile", "082 000 0001")]


def person(workspace: Workspace, given: str, **more: object) -> int:
    draft = PersonDraft("", given=given, family="Sample", contacts=list(WAY), **more)  # type: ignore[arg-type]
    return workspace.do(save_person, draft).value[0]


def test_a_check_says_who_how_and_when_again(workspace: Workspace, today: date) -> None:
    someone = person(workspace, "Thandi")
    workspace.do(mark_as_checked, CheckDraft(someone, today, "Lerato Tester", "phone"))
    checked = workspace.ask(get_checked, someone)
    assert (checked.verified_on, checked.verified_by) == (today, "Lerato Tester, by phone")
    assert checked.next_check_on == today + timedelta(days=180)
    page = workspace.ask(get_person, someone)
    assert page is not None
    assert [contact.checked_on for contact in page.contacts] == [today]
    workspace.undo()
    assert workspace.ask(get_checked, someone).verified_on is None


def test_holders_of_an_office_and_bodies_with_holders_are_checked_sooner(workspace: Workspace, today: date) -> None:
    house = workspace.do(save_organisation, OrganisationDraft("Sample House", contacts=list(WAY))).value[0]
    member = person(workspace, "Thandi", roles=[RoleDraft(house, "Member")])
    for each in (member, house):
        workspace.do(mark_as_checked, CheckDraft(each, today))
        assert workspace.ask(get_checked, each).next_check_on == today + timedelta(days=120)
    workspace.do(set_check_intervals, 30, 60)
    assert workspace.ask(get_intervals).office == 30
    workspace.do(mark_as_checked, CheckDraft(member, today))
    assert workspace.ask(get_checked, member).next_check_on == today + timedelta(days=30)


@pytest.mark.parametrize(
    ("on", "again", "code"),
    [(1, None, "made-in-future"), (0, 0, "check-before-check"), (-9, -20, "check-before-check")],
)
def test_days_that_cannot_be_are_refused(
    workspace: Workspace, today: date, on: int, again: int | None, code: str
) -> None:
    someone = person(workspace, "Thandi")
    next_on = None if again is None else today + timedelta(days=again)
    with pytest.raises(UserError, match=code):
        workspace.do(mark_as_checked, CheckDraft(someone, today + timedelta(days=on), next_on=next_on))


@pytest.mark.parametrize("days", [0, -1, 4000])
def test_an_interval_is_some_days(workspace: Workspace, days: int) -> None:
    with pytest.raises(UserError, match="bad-interval"):
        workspace.do(set_check_intervals, days, 90)


def test_a_number_alone_may_be_checked(workspace: Workspace, today: date) -> None:
    someone = person(workspace, "Thandi")
    draft = workspace.ask(draft_person, someone)
    assert draft.contacts[0].value == "082 000 0001"
    draft.contacts[0].checked_on = today
    workspace.do(save_person, draft)
    page = workspace.ask(get_person, someone)
    assert page is not None
    assert (page.contacts[0].checked_on, page.verified_on) == (today, None)


def test_nobody_reached_leaves_a_note_and_comes_up_again_soon(workspace: Workspace, today: date) -> None:
    someone = person(workspace, "Thandi")
    workspace.do(could_not_reach, someone, today, "phone")
    checked = workspace.ask(get_checked, someone)
    assert (checked.verified_on, checked.next_check_on) == (None, today + timedelta(days=14))
    (note,) = workspace.ask(list_notes, someone)
    assert "Could not be reached" in note.text and "by phone" in note.text
    assert workspace.ask(list_to_verify, today) == []
    assert workspace.ask(list_to_verify, today + timedelta(days=14)) == [(someone, "people")]


def test_those_needed_soonest_come_first(workspace: Workspace, today: date) -> None:
    later, never_needed, promised, soon = (person(workspace, each) for each in ("Ana", "Ben", "Cor", "Dan"))
    for each, days in ((soon, 2), (later, 30)):
        attendance = [AttendanceDraft(each)]
        workspace.do(save_engagement, EngagementDraft("A visit", today + timedelta(days=days), attendance=attendance))
    promise = CommitmentDraft("We shall meet", made_on=today, bound_id=promised, due_on=today + timedelta(days=9))
    workspace.do(save_commitment, promise)
    found = workspace.ask(list_to_verify, today)
    assert [record_id for record_id, _noun in found] == [soon, promised, later, never_needed]
    rows = workspace.ask(get_to_verify_rows, found, today)
    assert [row.needed_on for row in rows] == [*(today + timedelta(days=days) for days in (2, 9, 30)), None]
    assert rows[0].name == "Dan Sample"


def test_who_was_checked_in_time_and_who_cannot_be_reached_at_all_are_left_out(
    workspace: Workspace, today: date
) -> None:
    fresh = person(workspace, "Ana", verified_on=today - timedelta(days=300))
    stale = person(workspace, "Ben", verified_on=today - timedelta(days=400))
    due = person(workspace, "Cor", verified_on=today - timedelta(days=10), next_check_on=today)
    not_yet = person(workspace, "Dan", verified_on=today - timedelta(days=400), next_check_on=today + timedelta(days=1))
    workspace.do(save_person, PersonDraft("", given="Eve", family="Sample"))
    forum = workspace.do(save_organisation, OrganisationDraft("Sample Forum", contacts=list(WAY))).value[0]
    found = {record_id for record_id, _noun in workspace.ask(list_to_verify, today)}
    assert found == {stale, due, forum}
    assert not found & {fresh, not_yet}
    assert workspace.ask(count_to_verify, today) == workspace.ask(get_today, today).unverified == 3
    assert workspace.ask(list_to_verify, today, "organisations") == [(forum, "organisations")]


def test_what_cannot_be_checked_is_refused(workspace: Workspace, today: date) -> None:
    with pytest.raises(UserError, match="cannot-check"):
        workspace.do(mark_as_checked, CheckDraft(1, today))
