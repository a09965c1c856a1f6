"""Issues and opportunities in the Review: their own keys, each an operation of their own, undone in one step."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.issues import IssueDraft, change_status, save_issue
from crm.operations.opportunities import OpportunityDraft, decide, save_opportunity
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.review import Said, answer
from crm.queries.issues import get_issue_rows
from crm.queries.opportunities import get_opportunity_rows
from crm.queries.review import list_review
from crm.queries.review_items import ReviewItem, get_review_item
from crm.rules.errors import UserError
from crm.rules.issues import Status
from crm.rules.opportunities import Decision
from crm.rules.review import Key, Kind, ReviewScope, Scope, key_words
from crm.workspace import Workspace

SOON = date(2026, 11, 27)


@pytest.fixture
def council(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("A Council", "council")).value[0]


@pytest.fixture
def issue(workspace: Workspace, council: int) -> int:
    draft = IssueDraft("A dry tap", reported_on=date(2026, 9, 1), respondent_id=council)
    return workspace.do(save_issue, draft).value[0]


@pytest.fixture
def call(workspace: Workspace, council: int) -> int:
    return workspace.do(save_opportunity, OpportunityDraft("Water Bill", body_id=council, closes_on=SOON)).value[0]


def item(workspace: Workspace, record_id: int) -> ReviewItem:
    found = workspace.ask(get_review_item, record_id)
    assert found is not None
    return found


def press(workspace: Workspace, record_id: int, key: Key, said: Said | None = None) -> int:
    wanted = answer(item(workspace, record_id), key, said or Said())
    return workspace.do(wanted.operation, *wanted.args, **wanted.named).operation_id


def test_they_come_up_with_whom_to_ask_and_only_where_they_belong(
    workspace: Workspace, council: int, issue: int, call: int
) -> None:
    assert {issue, call} <= set(workspace.ask(list_review, ReviewScope(Scope.BODY, council)))
    assert issue in workspace.ask(list_review)
    assert item(workspace, issue).reach.rings.name == item(workspace, call).reach.rings.name == "A Council"
    other = workspace.do(save_organisation, OrganisationDraft("Another", "council")).value[0]
    assert workspace.ask(list_review, ReviewScope(Scope.BODY, other)) == []
    listed = workspace.ask(list_review, ReviewScope(Scope.BODY, council))
    assert listed.count(issue) == listed.count(call) == 1


def test_an_issue_is_asked_after_seen_or_put_off(workspace: Workspace, issue: int) -> None:
    assert item(workspace, issue).kind is Kind.ISSUE
    assert key_words(Key.CLOSE_OUT, Kind.ISSUE) == "Visit"
    with pytest.raises(UserError) as refused:
        press(workspace, issue, Key.CLOSE_OUT)
    assert refused.value.params["command"] == f"visit issues:{issue}"
    press(workspace, issue, Key.FOLLOW_UP, Said("They will send somebody"))
    assert workspace.ask(get_issue_rows, [issue])[0].follow_ups == 1
    press(workspace, issue, Key.SNOOZE, Said(on=date(2026, 12, 1)))
    assert item(workspace, issue).next_look == date(2026, 12, 1)
    assert issue not in workspace.ask(list_review)


def test_what_is_not_theirs_is_sent_elsewhere_and_what_is_fixed_takes_no_key(workspace: Workspace, issue: int) -> None:
    today = date(2026, 11, 22)
    workspace.do(change_status, issue, Status.NOT_THEIRS, today, note="The province owns the line")
    astray = item(workspace, issue)
    assert (astray.kind, astray.keys) == (Kind.ASTRAY, (Key.CLOSE_OUT, Key.SNOOZE))
    with pytest.raises(UserError) as refused:
        press(workspace, issue, Key.CLOSE_OUT)
    assert refused.value.params["command"] == f"reroute issues:{issue}"
    workspace.do(change_status, issue, Status.REFERRED, today, note="To the province")
    workspace.do(change_status, issue, Status.FIXED, today, note="Seen by the ward committee")
    assert item(workspace, issue).keys == ()


def test_an_undecided_call_is_decided_or_let_go_of_and_that_is_undone(workspace: Workspace, call: int) -> None:
    assert item(workspace, call).keys == (Key.CLOSE_OUT, Key.LAPSED, Key.SNOOZE)
    with pytest.raises(UserError) as refused:
        press(workspace, call, Key.CLOSE_OUT)
    assert refused.value.params["command"] == f"decide opportunities:{call}"
    before = workspace.ask(get_opportunity_rows, [call])
    done = press(workspace, call, Key.LAPSED, Said("Nobody can go"))
    row = workspace.ask(get_opportunity_rows, [call])[0]
    assert (row.decision, row.reason, item(workspace, call).keys) == (Decision.DECLINED, "Nobody can go", ())
    workspace.reverse(done)
    assert workspace.ask(get_opportunity_rows, [call]) == before


def test_what_is_over_wants_its_result(workspace: Workspace, council: int) -> None:
    draft = OpportunityDraft("A hearing", "public_hearing", body_id=council, event_on=date(2026, 11, 18))
    hearing = workspace.do(save_opportunity, draft).value[0]
    assert item(workspace, hearing).keys == (Key.DONE, Key.LAPSED, Key.SNOOZE), "nothing was decided: it was missed"
    workspace.do(decide, hearing, Decision.ATTENDING, date(2026, 11, 10))
    assert item(workspace, hearing).keys == (Key.DONE, Key.SNOOZE)
    press(workspace, hearing, Key.DONE, Said("They took up two of our points"))
    assert workspace.ask(get_opportunity_rows, [hearing])[0].result == "They took up two of our points"
    assert item(workspace, hearing).keys == ()
