"""What Today says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.commitments import CommitmentDraft, follow_up, save_commitment
from crm.operations.issues import IssueDraft, save_issue
from crm.operations.issues import change_status as change_issue
from crm.operations.opportunities import OpportunityDraft, decide, save_opportunity
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.petitions import change_status as change_petition
from crm.operations.reporting_periods import PeriodDraft, save_period
from crm.operations.team import set_setting
from crm.queries.organisations import get_home
from crm.queries.records import get_record
from crm.queries.reporting_periods import list_reports_due
from crm.queries.today import get_today, sentences
from crm.workspace import Workspace


def test_it_reminds_of_the_recovery_sheet_until_one_is_made(workspace: Workspace) -> None:
    assert workspace.ask(get_today).needs_recovery_sheet
    workspace.make_recovery_sheet()
    assert not workspace.ask(get_today).needs_recovery_sheet


def test_a_sample_needs_none(workspace: Workspace, today: date) -> None:
    workspace.do(set_setting, "is_sample", True)
    assert not workspace.ask(get_today).needs_recovery_sheet


def test_a_late_promise_stands_on_one_card_only_and_each_card_says_what_it_is(
    workspace: Workspace, today: date
) -> None:
    home = workspace.ask(get_home)
    assert home
    body = workspace.do(save_organisation, OrganisationDraft("A Department", "department")).value[0]
    partner = workspace.do(save_organisation, OrganisationDraft("A Partner", "cso_partner", side="partner")).value[0]
    made = {
        name: workspace.do(
            save_commitment,
            CommitmentDraft(name, date(2026, 1, 5), bound_id=by, owed_to_id=to, due_on=date(2026, 3, 1)),
        ).value[0]
        for name, by, to in (("to us", body, None), ("by us", home[0], body), ("partner", partner, home[0]))
    }
    page = workspace.ask(get_today)
    assert [row.id for row in page.overdue_to_us] == [made["to us"]]
    assert [row.id for row in page.overdue_by_us] == [made["by us"]]
    assert [row.id for row in page.to_look_at] == [made["partner"]]


def test_what_was_followed_up_leaves_the_page_until_its_next_look(workspace: Workspace, today: date) -> None:
    draft = CommitmentDraft("A nurse", date(2026, 1, 5), bound_name="The clinic", due_on=date(2026, 3, 1))
    made = workspace.do(save_commitment, draft).value[0]
    assert workspace.ask(get_today).overdue_to_us_count == 1
    workspace.do(follow_up, made, today, words="When?", next_look_on=date(2026, 12, 1))
    page = workspace.ask(get_today)
    assert (page.overdue_to_us_count, page.to_look_at_count) == (0, 0)
    assert workspace.ask(get_today, date(2026, 12, 1)).overdue_to_us_count == 1


# What a community asks for, and what was signed -----------------------------------------------------------------------


def said(workspace: Workspace, on: date | None = None) -> dict[str, str]:
    return dict(sentences(workspace.ask(get_today, on)))


def test_an_empty_day_has_no_sentence_and_no_card(workspace: Workspace, today: date) -> None:
    page = workspace.ask(get_today)
    assert sentences(page) == []
    assert (page.advocacy.ids, page.agreements.ids, page.agreements.reports.count) == (set(), set(), 0)


def test_petitions_that_want_an_answer_and_petitioners_to_tell_are_two_things(
    workspace: Workspace, today: date
) -> None:
    def petition(title: str, due_on: date) -> int:
        draft = PetitionDraft(title, status="submitted", submitted_on=date(2026, 11, 2), due_on=due_on)
        return workspace.do(save_petition, draft).value[0]

    late, ended = petition("A nurse", date(2026, 11, 9)), petition("A road", date(2027, 3, 1))
    assert said(workspace)["petitions"] == ("1 petition is outstanding, due or to be looked at. Ask how it stands.")
    workspace.do(change_petition, ended, "closed", today, outcome="granted", note="By letter")
    page = workspace.ask(get_today)
    assert [row.id for row in page.advocacy.petitions.rows] == [late]
    assert [row.id for row in page.advocacy.to_tell.rows] == [ended]
    assert said(workspace)["to_tell"] == "1 petitioner does not know how it ended. Report back."
    assert ended not in [found.id for found in page.others]


def test_calls_that_close_this_week_or_wait_come_up_until_they_are_declined(workspace: Workspace, today: date) -> None:
    call = workspace.do(save_opportunity, OpportunityDraft("Water Bill", closes_on=date(2026, 11, 27))).value[0]
    far = workspace.do(save_opportunity, OpportunityDraft("Budget", closes_on=date(2027, 6, 1))).value[0]
    page = workspace.ask(get_today)
    assert call in page.advocacy.calls.ids and far not in workspace.ask(get_today, today).advocacy.calls.ids
    assert said(workspace)["calls"].endswith("Decide, or note its result.")
    workspace.do(decide, call, "declined", today, reason="Not ours")
    assert workspace.ask(get_today).advocacy.calls.count == 0


def test_an_issue_is_gone_to_after_a_month_and_one_that_is_not_theirs_is_sent_elsewhere(
    workspace: Workspace, today: date
) -> None:
    old = workspace.do(save_issue, IssueDraft("A dry tap", reported_on=date(2026, 10, 1))).value[0]
    workspace.do(save_issue, IssueDraft("A pothole", reported_on=date(2026, 11, 20)))
    assert workspace.ask(get_today).advocacy.issues.ids == (old,)
    workspace.do(change_issue, old, "not_their_responsibility", today, note="The province owns the line")
    assert workspace.ask(get_today).advocacy.ids == set(), "somebody just saw to it"
    head = workspace.ask(get_record, old)
    assert head is not None and head.next_look is not None
    assert workspace.ask(get_today, head.next_look).advocacy.not_theirs.ids == (old,)
    assert said(workspace, head.next_look)["not_theirs"].endswith("Find out whose it is.")


def test_reports_are_due_two_weeks_ahead_until_they_are_handed_in(workspace: Workspace, today: date) -> None:
    parties = [PartyDraft(name="A Funder"), PartyDraft(name="Us")]
    agreement = workspace.do(save_agreement, AgreementDraft("A grant", parties=parties)).value[0]
    period = PeriodDraft(agreement, date(2026, 7, 1), date(2026, 9, 30), due_on=date(2026, 11, 30))
    workspace.do(save_period, period)
    assert said(workspace)["reports"].startswith("1 report is outstanding")
    assert "reports" not in said(workspace, date(2026, 11, 15))
    kept = workspace.ask(list_reports_due)[0]
    workspace.do(save_period, replace(period, id=kept.id, submitted_on=today))
    assert "reports" not in said(workspace)
