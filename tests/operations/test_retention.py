"""Whom we may no longer need to keep comes up to be looked through: nobody touched, nothing open, no longer decided."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, draft_person, save_person
from crm.operations.retention import keep_person_until, set_months
from crm.operations.rights import set_ground, withdraw_consent
from crm.queries.retention import Retention, get_months, list_to_look_through
from crm.rules.commitments import Outcome, Status
from crm.rules.errors import UserError
from crm.rules.privacy import Ground
from crm.rules.retention import Kind, Months
from crm.workspace import Workspace


def found(workspace: Workspace, today: date, **more: int) -> list[int]:
    return [each.id for each in look(workspace, today, **more).people]


def look(workspace: Workspace, today: date, **more: int) -> Retention:
    return workspace.ask(list_to_look_through, today, **more)


LATER = date(2028, 6, 1)
"""A day on which whoever is here since November 2026 was not touched for 18 months."""


def save(workspace: Workspace, name: str, **more: object) -> int:
    return workspace.do(save_person, PersonDraft(name, **more)).value[0]  # type: ignore[arg-type]


@pytest.fixture
def council(workspace: Workspace) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sample Council", "council")).value[0]


def test_each_kind_comes_up_after_its_own_months(workspace: Workspace, council: int, today: date) -> None:
    partner = workspace.do(save_organisation, OrganisationDraft("A Partner", "cso_partner", side="partner")).value[0]
    past = {"start": "2020", "end": "2024-06-30"}
    holder = save(workspace, "Held Sample", roles=[RoleDraft(council, "Mayor", **past)])
    member = save(workspace, "Member Sample", roles=[RoleDraft(partner, "Chairperson", **past)])
    other = save(workspace, "Other Sample")
    assert found(workspace, date(2027, 11, 1)) == []
    assert found(workspace, date(2028, 1, 1)) == [other]
    assert found(workspace, date(2030, 1, 1)) == [member, other]
    people = {each.id: each for each in look(workspace, date(2032, 1, 1)).people}
    assert {who: each.kind for who, each in people.items()} == {
        holder: Kind.OFFICE,
        member: Kind.PARTNER,
        other: Kind.OTHER,
    }
    assert people[holder].detail == "Mayor, Sample Council"
    assert people[holder].why.startswith("Held an office; last had to do with us on ")


def test_the_months_are_set_and_undone(workspace: Workspace, today: date) -> None:
    save(workspace, "Other Sample")
    done = workspace.do(set_months, Months(other=24))
    assert workspace.ask(get_months).other == 24 and found(workspace, LATER) == []
    workspace.reverse(done.operation_id)
    assert workspace.ask(get_months) == Months(60, 36, 12) and len(found(workspace, LATER)) == 1
    with pytest.raises(UserError) as caught:
        workspace.do(set_months, Months(office=0))
    assert caught.value.code == "bad-months"


def test_whoever_is_in_office_or_has_something_open_is_not_asked_about(
    workspace: Workspace, council: int, today: date
) -> None:
    save(workspace, "Mayor Sample", roles=[RoleDraft(council, "Mayor", start="2024")])
    maker = save(workspace, "Promising Sample")
    draft = CommitmentDraft("A nurse", date(2026, 11, 2), bound_id=council, maker_id=maker)
    promise = workspace.do(save_commitment, draft).value[0]
    assert found(workspace, LATER) == []
    workspace.do(change_status, promise, Status.CLOSED, date(2026, 11, 20), outcome=Outcome.LAPSED, note="Over")
    assert found(workspace, LATER) == [maker]


def test_what_happened_since_counts_and_tidying_the_record_does_not(workspace: Workspace, today: date) -> None:
    person = save(workspace, "Other Sample")
    workspace.do(add_note, person, "Rang us", today)
    assert found(workspace, LATER) == [person]
    workspace.do(set_ground, [person], Ground.LEGITIMATE_INTEREST, "the website", today)
    draft = workspace.ask(draft_person, person)
    draft.summary, draft.verified_on = "Still there", date(2028, 1, 5)
    assert found(workspace, LATER) == [person]
    workspace.do(save_person, draft)
    assert found(workspace, LATER) == []


def test_one_that_is_kept_longer_comes_up_again_when_the_day_is_over(workspace: Workspace, today: date) -> None:
    person = save(workspace, "Other Sample")
    done = workspace.do(keep_person_until, person, date(2029, 1, 31), "A court case")
    assert found(workspace, LATER) == []
    (again,) = look(workspace, date(2029, 2, 1)).people
    assert (again.keep_until, again.keep_reason) == (date(2029, 1, 31), "A court case")
    assert again.why.endswith("was to be kept until 31 Jan 2029")
    workspace.reverse(done.operation_id)
    assert found(workspace, LATER) == [person]
    for until, because, code in (
        (date(2029, 1, 31), " ", "keep-without-reason"),
        (today, "A court case", "keep-until-past"),
    ):
        with pytest.raises(UserError) as caught:
            workspace.do(keep_person_until, person, until, because)
        assert caught.value.code == code


def test_consent_taken_back_comes_up_at_once_and_first(workspace: Workspace, council: int, today: date) -> None:
    other = save(workspace, "Other Sample")
    roles = [RoleDraft(council, "Mayor", start="2024")]
    person = save(workspace, "Naledi Sample", ground=Ground.CONSENT, ground_source="her form", roles=roles)
    workspace.do(withdraw_consent, person, today)
    assert found(workspace, today) == [person], "though she holds an office, and was met this month"
    assert found(workspace, LATER) == [person, other]
    assert look(workspace, today).people[0].why == (
        "Consent was taken back on 22 Nov 2026, and there is no other ground"
    )
    workspace.do(set_ground, [person], Ground.LEGITIMATE_INTEREST, "the public record", today)
    assert found(workspace, today) == []


def test_a_long_queue_is_cut_and_says_so(workspace: Workspace, today: date) -> None:
    people = [save(workspace, f"Other {name} Sample") for name in "ABC"]
    shown = look(workspace, LATER, most=2)
    assert ([each.id for each in shown.people], shown.is_whole) == (people[:2], False)
    assert look(workspace, LATER).is_whole
