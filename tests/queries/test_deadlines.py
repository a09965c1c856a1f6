"""What one can rely on about deadlines: every noun's days in one list, each on somebody's word, narrowed down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.base import new_record, operation
from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.indicators import IndicatorDraft, save_indicator
from crm.operations.issues import IssueDraft, save_issue
from crm.operations.opportunities import OpportunityDraft, decide, save_opportunity
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plans import PlanDraft, StepDraft, save_plan, save_step
from crm.operations.plans import change_status as change_plan
from crm.operations.reporting_periods import PeriodDraft, save_period
from crm.queries.deadlines import Deadline, DeadlinesFilter, list_deadlines
from crm.rules.deadlines import Basis, Kind
from crm.tables.base import Table
from crm.tables.calendar import ProgrammePeriod
from crm.tables.clocks import Clock
from crm.tables.escalation import Escalation
from crm.tables.petitions import Petition
from crm.workspace import Workspace

SOON = date(2026, 12, 4)


@operation("Write down a row")
def put(table: type[Table], **values: object) -> int:
    """A row of a table that other operations write."""
    return int(table.insert(**values).execute())


@pytest.fixture
def house(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sample Legislature", "legislature")).value[0]


@pytest.fixture
def partner(workspace: Workspace, today: date) -> int:
    draft = OrganisationDraft("Sample Water Forum", "cso_partner", side="partner")
    return workspace.do(save_organisation, draft).value[0]


def listed(workspace: Workspace, *days: date | None, **wanted: Any) -> list[Deadline]:
    return workspace.ask(list_deadlines, *(days or (None, None)), DeadlinesFilter(**wanted))


def the_only(workspace: Workspace, kind: Kind) -> Deadline:
    found = listed(workspace, kinds=(kind.value,))
    assert len(found) == 1, found
    return found[0]


# One of each kind ----------------------------------------------------------------------------------------------------


def test_an_answer_runs_by_the_law_that_its_clock_names(workspace: Workspace, house: int) -> None:
    draft = PetitionDraft("Clinic hours", body_id=house, status="submitted", due_on=SOON, petitioner_name="A Forum")
    petition = workspace.do(save_petition, draft).value[0]
    told = the_only(workspace, Kind.ANSWER)
    assert (told.what, told.basis, told.is_legal) == ("Answer due", Basis.TOLD, False)
    clock = {"record_id": petition, "starts_on": date(2026, 10, 20), "due_on": SOON}
    workspace.do(put, Clock, length=30, unit="working", law="Petitions Act of North West", **clock)
    found = the_only(workspace, Kind.ANSWER)
    assert found.what == "Answer due, Petitions Act of North West, 30 working days"
    assert (found.basis, found.is_legal) == (Basis.LAW, True)
    assert (found.day, found.id, found.noun, found.reference) == (SOON, petition, "petitions", "P-2026-0001")
    assert (found.party, found.when, found.is_late) == ("Sample Legislature", "in 12 days", False)


def test_a_draft_is_to_be_handed_in_and_where_no_limit_is_known_the_review_date_is_ours(
    workspace: Workspace, house: int
) -> None:
    workspace.do(save_petition, PetitionDraft("A draft", body_id=house, due_on=SOON))
    assert the_only(workspace, Kind.HAND_IN).basis is Basis.OURS
    petition = workspace.do(save_petition, PetitionDraft("Sent", body_id=house, status="submitted")).value[0]
    workspace.do(_review_on, petition, SOON)
    found = the_only(workspace, Kind.REVIEW)
    assert (found.what, found.basis) == ("Look again, no legal limit known", Basis.OURS)


@operation("Set a review date")
def _review_on(petition_id: int, on: date) -> None:
    Petition.update(review_on=on).where(Petition.id == petition_id).execute()


def test_only_the_newest_rung_of_the_ladder_runs(workspace: Workspace, house: int) -> None:
    petition = workspace.do(save_petition, PetitionDraft("Sent", body_id=house, status="submitted")).value[0]
    for position, (name, day) in enumerate((("Reminder", date(2026, 11, 1)), ("Letter to the Speaker", SOON)), start=1):
        rung = {"record_id": petition, "position": position, "name": name, "on_day": date(2026, 10, position)}
        workspace.do(put, Escalation, due_on=day, **rung)
    assert the_only(workspace, Kind.RUNG).what == "Next rung of the ladder: Letter to the Speaker"


def test_steps_and_ends_of_plans_rest_while_the_plan_does(workspace: Workspace, partner: int) -> None:
    draft = PlanDraft("Water", organisation_id=partner, starts_on=date(2026, 9, 1), ends_on=SOON, status="active")
    plan = workspace.do(save_plan, draft).value[0]
    step = workspace.do(save_step, StepDraft(plan, "See the councillor", due_on=SOON)).value[0]
    assert (the_only(workspace, Kind.STEP).id, the_only(workspace, Kind.PLAN_END).id) == (step, plan)
    assert the_only(workspace, Kind.STEP).party == "Sample Water Forum"
    workspace.do(change_plan, plan, "paused", date(2026, 11, 20))
    assert not listed(workspace, kinds=("step",))


def test_an_issue_comes_up_on_its_review_date_else_when_it_is_to_be_seen_again(workspace: Workspace) -> None:
    workspace.do(save_issue, IssueDraft("A dry tap", reported_on=date(2026, 11, 1)))
    assert the_only(workspace, Kind.LOOK).day == date(2026, 12, 1)
    workspace.do(save_issue, IssueDraft("A pipe", reported_on=date(2026, 11, 1), review_on=date(2026, 11, 27)))
    assert [row.day for row in listed(workspace, kinds=("look",))] == [date(2026, 11, 27), date(2026, 12, 1)]


def test_a_call_closes_and_takes_place_until_it_is_declined(workspace: Workspace, house: int) -> None:
    draft = OpportunityDraft(
        "Water Bill", body_id=house, closes_on=SOON, closes_at="16:00", event_on=SOON + timedelta(days=7)
    )
    call = workspace.do(save_opportunity, draft).value[0]
    assert the_only(workspace, Kind.CLOSING).what == "Closes 16:00"
    assert the_only(workspace, Kind.EVENT).key != the_only(workspace, Kind.CLOSING).key
    workspace.do(decide, call, "declined", date(2026, 11, 22), reason="Not ours")
    assert listed(workspace) == []


def test_an_agreement_expires_is_reviewed_and_its_reports_and_targets_are_due(
    workspace: Workspace, house: int, today: date
) -> None:
    draft = AgreementDraft(
        "A grant",
        parties=[PartyDraft(organisation_id=house), PartyDraft(name="Our side")],
        status="in_force",
        signed_on=date(2026, 1, 5),
        effective_on=date(2026, 1, 5),
        expires_on=date(2027, 3, 31),
        next_review_on=SOON,
    )
    agreement = workspace.do(save_agreement, draft).value[0]
    workspace.do(save_period, PeriodDraft(agreement, date(2026, 7, 1), date(2026, 9, 30), due_on=date(2026, 10, 30)))
    workspace.do(save_indicator, IndicatorDraft(agreement, "People trained", target=40, target_on=SOON))
    report = the_only(workspace, Kind.REPORT)
    assert (report.id, report.when, report.is_late) == (agreement, "23 days late", True)
    assert report.what == "Report due: 1 Jul 2026 to 30 Sep 2026"
    assert the_only(workspace, Kind.TARGET).what == "Target to be reached: People trained"
    assert the_only(workspace, Kind.EXPIRY).party == "Sample Legislature"
    assert the_only(workspace, Kind.AGREEMENT_REVIEW).day == SOON


# The list ------------------------------------------------------------------------------------------------------------


def promise(workspace: Workspace, words: str, due: date | None, **more: Any) -> int:
    draft = CommitmentDraft(words, date(2026, 1, 5), due_on=due, **more)
    return workspace.do(save_commitment, draft).value[0]


def test_it_is_in_order_of_time_and_ends_with_its_last_day(workspace: Workspace, today: date) -> None:
    late, soon = promise(workspace, "A nurse", date(2026, 3, 1)), promise(workspace, "A road", SOON)
    promise(workspace, "A school", date(2027, 12, 1))
    promise(workspace, "Some day", None)
    assert [row.id for row in listed(workspace, None, today + timedelta(days=30))] == [late, soon]
    assert [row.id for row in listed(workspace, SOON, SOON)] == [soon]
    assert [row.id for row in listed(workspace, is_late=True)] == [late]


def test_what_is_closed_or_never_late_leaves_it(workspace: Workspace, house: int, today: date) -> None:
    kept = promise(workspace, "A nurse", date(2026, 3, 1))
    workspace.do(change_status, kept, "closed", today, outcome="lapsed", note="The clinic closed")
    workspace.do(save_opportunity, OpportunityDraft("Over", body_id=house, event_on=date(2026, 11, 2)))
    assert listed(workspace) == []
    assert [row.when for row in listed(workspace, date(2026, 11, 1), today)] == ["20 days ago"]


def test_the_programme_of_a_body_is_background(workspace: Workspace, house: int) -> None:
    workspace.do(_period, house)
    found = the_only(workspace, Kind.PROGRAMME)
    assert (found.noun, found.id, found.what) == ("organisations", house, "Recess until 15 Jan 2027")
    assert listed(workspace, with_background=False) == []


@operation("Write down a period")
def _period(body_id: int) -> None:
    ProgrammePeriod.insert(
        id=new_record("calendar"), body_id=body_id, kind="recess", name="", starts_on=SOON, ends_on=date(2027, 1, 15)
    ).execute()


def test_a_body_has_what_its_people_and_committees_owe(workspace: Workspace, house: int, partner: int) -> None:
    inside = workspace.do(
        save_organisation, OrganisationDraft("Committee on Sample Water", "committee", parent_id=house)
    ).value[0]
    promise(workspace, "A report", SOON, bound_id=inside)
    promise(workspace, "A road", SOON, bound_name="Somebody")
    petition = PetitionDraft("Sent", body_id=house, committee_id=inside, status="submitted", due_on=SOON)
    workspace.do(save_petition, petition)
    assert {row.kind for row in listed(workspace, body_id=house)} == {Kind.PROMISE, Kind.ANSWER}
    assert {row.kind for row in listed(workspace, body_id=inside)} == {Kind.PROMISE, Kind.ANSWER}
    assert listed(workspace, body_id=partner) == []


def test_nothing_more_confidential_than_asked_for_is_listed(workspace: Workspace, today: date) -> None:
    promise(workspace, "A nurse", SOON, confidentiality=2)
    assert len(listed(workspace)) == 1
    assert listed(workspace, max_confidentiality=0) == []


@pytest.mark.parametrize("wanted", [{"kinds": ("promise",)}, {"body_id": 1}, {"owner_id": 1}, {"is_late": True}])
def test_every_filter_only_takes_away(workspace: Workspace, house: int, wanted: dict[str, Any]) -> None:
    promise(workspace, "A nurse", date(2026, 3, 1), bound_id=house)
    workspace.do(save_petition, PetitionDraft("Sent", body_id=house, status="submitted", due_on=SOON))
    keys = {row.key for row in listed(workspace)}
    assert {row.key for row in listed(workspace, **wanted)} <= keys
    assert len(keys) == len(listed(workspace))
