"""What happened with a body: whatever noun it was written down as."""

from __future__ import annotations

from datetime import date

from crm.operations.issues import IssueDraft, save_issue
from crm.operations.opportunities import OpportunityDraft, save_opportunity
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plans import PlanDraft, save_plan
from crm.queries.people import list_timeline
from crm.workspace import Workspace


def test_a_body_has_its_calls_the_plans_aimed_at_it_its_petitions_and_issues(workspace: Workspace, today: date) -> None:
    house = workspace.do(save_organisation, OrganisationDraft("A House", "legislature")).value[0]
    forum = workspace.do(save_organisation, OrganisationDraft("A Forum", "cso_partner", side="partner")).value[0]
    do = workspace.do
    call = do(save_opportunity, OpportunityDraft("Water Bill", body_id=house, opens_on=date(2026, 11, 2))).value[0]
    plan = do(
        save_plan,
        PlanDraft("Water", organisation_id=forum, starts_on=date(2026, 11, 3), aims_at=[house]),
    ).value[0]
    petition = do(
        save_petition,
        PetitionDraft("A pump", "submission_on_bill", body_id=house, petitioner_id=forum, submitted_on=None),
    ).value[0]
    issue = do(
        save_issue, IssueDraft("A dry tap", respondent_id=house, reported_by_id=forum, reported_on=date(2026, 11, 1))
    ).value[0]
    of_house = {(moment.noun, moment.id) for moment in workspace.ask(list_timeline, house)}
    assert of_house == {("opportunities", call), ("plans", plan), ("petitions", petition), ("issues", issue)}
    of_forum = workspace.ask(list_timeline, forum)
    assert {moment.id for moment in of_forum} == {plan, petition, issue}
    days = [moment.on for moment in of_forum]
    assert days == sorted(days, reverse=True)
