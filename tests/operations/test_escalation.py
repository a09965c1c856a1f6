"""The ladder in a workspace: ours once it is edited, a follow-up at a rung as one step, and whom each rung turns to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.escalation import (
    RungDraft,
    draft_rung,
    follow_up_at_rung,
    move_rung,
    remove_rung,
    restore_ladder,
    save_rung,
)
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.operations.petitions import PetitionDraft, move_date, save_petition
from crm.operations.petitions import change_status as take_step
from crm.operations.plans import PlanDraft, save_plan
from crm.queries.commitments import get_commitment
from crm.queries.escalation import get_climb, has_own_ladder, list_escalations, list_rungs
from crm.queries.history import list_history
from crm.queries.letters import Prepared, prepare
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.petitions import get_petition
from crm.queries.today import list_due
from crm.rules.errors import UserError
from crm.rules.letters import Way
from crm.workspace import Workspace

HANDED_IN = date(2026, 9, 1)


@pytest.fixture
def committee(workspace: Workspace, today: date) -> int:
    house: list[int] = workspace.ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))
    draft = OrganisationDraft("Committee on Water", kind="committee", parent_id=house[0])
    return int(workspace.do(save_organisation, draft).value[0])


@pytest.fixture
def petition(workspace: Workspace, committee: int) -> int:
    draft = PetitionDraft(
        "Water for the ward",
        prayer="That the pipe to the clinic is mended. Ring 082 555 0199.",
        body_id=committee,
        committee_id=committee,
        petitioner_name="Residents of Ward 5",
        their_number="PET 12/2026",
        submitted_on=HANDED_IN,
        due_on=date(2026, 10, 14),
        status="submitted",
    )
    return int(workspace.do(save_petition, draft).value[0])


@pytest.fixture
def promise(workspace: Workspace, today: date) -> int:
    draft = CommitmentDraft("We will fix the ramp", date(2026, 3, 12), bound_name="The clinic")
    return int(workspace.do(save_commitment, draft).value[0])


def letter(workspace: Workspace, record_id: int, rung: int = 0) -> Prepared:
    found: Prepared = workspace.ask(prepare, [record_id], Way.LETTER, "Lerato Tester", rung=rung)
    return found


# The ladder


def test_nothing_is_copied_before_the_first_change_and_what_ships_comes_back(workspace: Workspace, today: date) -> None:
    shipped = workspace.ask(list_rungs)
    assert [rung.name for rung in shipped][:2] == ["Reminder to the contact official", "Committee co-ordinator"]
    assert not workspace.ask(has_own_ladder)
    workspace.do(save_rung, replace(workspace.ask(draft_rung, 2), name="Secretary of the committee", length=5))
    assert workspace.ask(has_own_ladder)
    changed = workspace.ask(list_rungs)
    assert (changed[1].name, changed[1].length) == ("Secretary of the committee", 5)
    assert [*changed[:1], *changed[2:]] == [*shipped[:1], *shipped[2:]]
    workspace.undo()
    assert workspace.ask(list_rungs) == shipped
    assert not workspace.ask(has_own_ladder)
    workspace.do(remove_rung, 1)
    assert workspace.do(restore_ladder).value == len(shipped) - 1
    assert workspace.ask(list_rungs) == shipped


def test_rungs_are_added_moved_and_removed(workspace: Workspace, today: date) -> None:
    names = [rung.name for rung in workspace.ask(list_rungs)]
    position, _ = workspace.do(save_rung, RungDraft("Open letter in the paper", length=None)).value
    assert position == len(names) + 1
    workspace.do(move_rung, position, 3)
    assert [rung.name for rung in workspace.ask(list_rungs)] == [*names[:2], "Open letter in the paper", *names[2:]]
    workspace.do(remove_rung, 3)
    assert [rung.name for rung in workspace.ask(list_rungs)] == names
    assert [rung.position for rung in workspace.ask(list_rungs)] == list(range(1, len(names) + 1))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "rung-without-name"),
        ({"name": "Committee co-ordinator"}, "rung-exists"),
        ({"length": 0}, "rung-days"),
        ({"length": 251}, "rung-days"),
        ({"unit": "moons"}, "no-such-choice"),
        ({"applies_to": "plans"}, "no-such-choice"),
        ({"letter_kind": "nonsense"}, "letter-kind-not-known"),
        ({"position": 99}, "rung-not-known"),
    ],
)
def test_what_cannot_be_a_rung_is_said_and_changes_nothing(
    workspace: Workspace, today: date, change: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as problem:
        workspace.do(save_rung, replace(RungDraft("A rung"), **change))  # type: ignore[arg-type]
    assert problem.value.code == code
    assert not workspace.ask(has_own_ladder)


def test_the_last_rung_stays(workspace: Workspace, today: date) -> None:
    while len(workspace.ask(list_rungs)) > 1:
        workspace.do(remove_rung, 1)
    with pytest.raises(UserError) as problem:
        workspace.do(remove_rung, 1)
    assert problem.value.code == "rung-last"


# Following up at a rung


def test_a_follow_up_at_a_rung_is_logged_looks_again_when_its_clock_runs_out_and_is_one_step_back(
    workspace: Workspace, petition: int, today: date
) -> None:
    before = workspace.ask(get_petition, petition)
    assert petition in workspace.ask(list_due, today)
    climb = workspace.ask(get_climb, petition, "petitions")
    assert climb.next is not None
    assert (climb.next.position, climb.next_due) == (1, date(2026, 12, 4))
    done = workspace.do(
        follow_up_at_rung, petition, 1, today, channel="Letter", to_whom="Ms Official", words="As it was sent"
    )
    assert done.label == "Follow up P-2026-0001: Reminder to the contact official"
    page = workspace.ask(get_petition, petition)
    assert page is not None
    assert page.follow_ups == ((today, "Letter", "Ms Official", "As it was sent", ""),)
    assert page.row.next_look == date(2026, 12, 4), "ten working days, from a Sunday on"
    assert petition not in workspace.ask(list_due, date(2026, 12, 3))
    (taken,) = workspace.ask(list_escalations, petition)
    assert (taken.name, taken.on, taken.due_on) == ("Reminder to the contact official", today, date(2026, 12, 4))
    after = workspace.ask(get_climb, petition, "petitions")
    assert after.next is not None
    assert after.next.name == "Committee co-ordinator"
    assert done.label in [entry.label for entry in workspace.ask(list_history, petition, 5)]
    workspace.undo()
    assert workspace.ask(get_petition, petition) == before
    assert workspace.ask(list_escalations, petition) == ()


def test_a_rung_with_a_long_clock_is_left_alone_until_it_runs_out(
    workspace: Workspace, petition: int, today: date
) -> None:
    workspace.do(follow_up_at_rung, petition, 6, today)
    page = workspace.ask(get_petition, petition)
    assert page is not None
    assert page.row.next_look == date(2026, 12, 21), "twenty working days over the Day of Reconciliation"


@pytest.mark.parametrize(
    ("position", "before", "after"),
    [
        (1, "confirmed", "confirmed"),  # a reminder goes to whom we asked first
        (2, "confirmed", "escalated"),
        (3, "in_progress", "escalated"),
        (2, "noted", "noted"),  # only what was confirmed to its maker can be escalated
        (2, "claimed_done", "escalated"),
    ],
)
def test_a_commitment_is_escalated_where_its_life_cycle_allows_it(
    workspace: Workspace, promise: int, today: date, position: int, before: str, after: str
) -> None:
    if before != "noted":
        workspace.do(change_status, promise, before, date(2026, 4, 1), note="It moved")
    workspace.do(follow_up_at_rung, promise, position, today)
    page = workspace.ask(get_commitment, promise)
    assert page is not None
    assert page.row.status == after
    assert page.row.follow_ups == 1
    workspace.undo()
    page = workspace.ask(get_commitment, promise)
    assert page is not None
    assert (page.row.status, page.row.follow_ups) == (before, 0)


def test_an_escalated_commitment_goes_on_up(workspace: Workspace, promise: int, today: date) -> None:
    workspace.do(change_status, promise, "confirmed", date(2026, 4, 1), note="By letter")
    workspace.do(follow_up_at_rung, promise, 2, date(2026, 11, 2))
    workspace.do(follow_up_at_rung, promise, 3, today)
    assert [one.position for one in workspace.ask(list_escalations, promise)] == [2, 3]


def test_what_ended_or_is_no_matter_of_the_ladder_is_refused(workspace: Workspace, petition: int, today: date) -> None:
    plan = workspace.do(save_plan, PlanDraft("Water by winter")).value[0]
    with pytest.raises(UserError) as problem:
        workspace.do(follow_up_at_rung, plan, 1, today)
    assert problem.value.code == "rung-not-for"
    with pytest.raises(UserError) as problem:
        workspace.do(follow_up_at_rung, petition, 9, today)
    assert problem.value.code == "rung-not-known"
    workspace.do(take_step, petition, "closed", today, outcome="withdrawn", note="They asked us to")
    with pytest.raises(UserError) as problem:
        workspace.do(follow_up_at_rung, petition, 1, today)
    assert problem.value.code == "already-closed"
    assert workspace.ask(list_escalations, petition) == ()


# The letters


def test_each_rung_writes_to_whom_it_turns_to(workspace: Workspace, petition: int, committee: int) -> None:
    clerk = PersonDraft(
        "", title="Ms", given="Elna", family="Brand", roles=[RoleDraft(committee, "Committee co-ordinator")]
    )
    chair = PersonDraft("", title="Mr", given="Tebogo", family="Moeti", roles=[RoleDraft(committee, "Chairperson")])
    deputy = PersonDraft("", given="Not", family="Asked", roles=[RoleDraft(committee, "Deputy Chairperson")])
    for draft in (deputy, clerk, chair):
        workspace.do(save_person, draft)
    assert [letter(workspace, petition, rung).recipient.name for rung in (1, 2, 3)] == [
        "Ms Elna Brand",
        "Ms Elna Brand",
        "Mr Tebogo Moeti",
    ]
    speaker = letter(workspace, petition, 4)
    assert speaker.text.words.startswith("Dear Speaker\n")
    assert speaker.recipient.block[:2] == ("Speaker", "Northern Cape Provincial Legislature")
    assert letter(workspace, petition, 5).text.words.startswith("Dear Honourable Member\n")
    assert letter(workspace, petition, 6).recipient.block == ("Public Protector",)


def test_the_letter_names_the_petition_its_number_and_days_and_claims_no_law_that_is_not_known(
    workspace: Workspace, petition: int, today: date
) -> None:
    workspace.do(follow_up_at_rung, petition, 2, date(2026, 11, 2), channel="Letter")
    said = letter(workspace, petition, 4)
    words = f"{said.text.subject}\n{said.text.words}"
    for part in (
        "For the attention of the Speaker: the petition “Water for the ward” (PET 12/2026) (P-2026-0001)",
        "We write about the petition “Water for the ward” of Residents of Ward 5, registered as PET 12/2026, handed in "
        "on 1 Sep 2026.",
        "By our record it is outstanding since 14 Oct 2026. It asks: “That the pipe to the clinic is mended. Ring "
        "[number left out]”",
        "2 Nov 2026: Committee co-ordinator",
        "an answer by 11 Dec 2026",
    ):
        assert part in words
    assert "Under" not in words
    assert "overdue" not in words
    plain = letter(workspace, petition)
    assert plain.template.kind == "rung_reminder"
    assert "an answer by" not in plain.text.words, "without a rung there is no clock"


def test_where_the_law_is_known_the_letter_names_it_its_days_the_day_they_ran_out_and_an_extension(
    workspace: Workspace, today: date
) -> None:
    house = workspace.do(save_organisation, OrganisationDraft("North West Provincial Legislature", kind="legislature"))
    draft = PetitionDraft("Water for the ward", body_id=house.value[0], submitted_on=HANDED_IN, status="submitted")
    about = workspace.do(save_petition, draft).value[0]
    workspace.do(take_step, about, "registered", date(2026, 9, 7))
    workspace.do(take_step, about, "admissible", date(2026, 9, 14))
    words = letter(workspace, about, 3).text.words
    law = (
        "Under the North West Petitions Act 2 of 2010 there are 30 working days for this; they ran out on 27 Oct 2026."
    )
    assert law in words, "Heritage Day is no working day"
    assert "By our record it is outstanding since 27 Oct 2026." in words
    workspace.do(move_date, about, date(2026, 12, 15), today, said_by="The committee", is_agreed=True)
    words = letter(workspace, about, 3).text.words
    assert law in words
    assert "More time was agreed, until 15 Dec 2026. By our record it is to be answered by 15 Dec 2026." in words


def test_a_promise_goes_up_in_the_same_letters(workspace: Workspace, promise: int, committee: int) -> None:
    said = letter(workspace, promise, 3).text.words
    assert "On 12 Mar 2026 it was said: “We will fix the ramp”." in said
    assert "We write about" not in said
    assert "set a day on which the committee deals with it" in said
