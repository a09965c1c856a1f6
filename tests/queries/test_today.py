"""What Today says besides promises."""

from __future__ import annotations

from datetime import date

from crm.operations.commitments import CommitmentDraft, follow_up, save_commitment
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.team import set_setting
from crm.queries.organisations import get_home
from crm.queries.today import get_today
from crm.workspace import Workspace


def test_it_reminds_of_the_recovery_sheet_until_one_is_made(workspace: Workspace, today: date) -> None:
    assert workspace.ask(get_today).needs_recovery_sheet
    workspace.do(set_setting, "recovery_sheet_made_on", today.isoformat())
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
