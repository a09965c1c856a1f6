"""What left the workspace is remembered, and cannot be un-given; a paper handed over is kept to the byte."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.operations.privacy import HandOverDraft, hand_over, record_hand_over
from crm.operations.records import remove
from crm.queries.privacy import list_hand_overs, read_kept
from crm.rules.errors import UserError
from crm.rules.giving_out import How
from crm.store import check
from crm.store.engine import database
from crm.workspace import Workspace

PDF = b"%PDF-1.4 the follow-up report as it was on that day"


def draft(**more: Any) -> HandOverDraft:
    return HandOverDraft("follow-up", "Follow-up report", {"by": "body"}, PDF, 3, "Follow-up.pdf", **more)


def test_a_paper_given_out_is_remembered_with_its_hash_and_what_it_could_know(
    workspace: Workspace, today: date
) -> None:
    newest = workspace.history()[0].operation_id
    done = workspace.do(record_hand_over, "follow-up", "Follow-up report: a.pdf", {"by": "body"}, "ab" * 32, 3)
    (row,) = workspace.ask(list_hand_overs, "follow-up")
    assert (row.title, row.options, row.sha256, row.pages, row.on) == (
        "Follow-up report: a.pdf",
        {"by": "body"},
        "ab" * 32,
        3,
        today,
    )
    assert row.at_operation == newest
    with pytest.raises(UserError) as caught:
        workspace.reverse(done.operation_id)
    assert caught.value.code == "cannot-undo"
    with pytest.raises(UserError) as caught:
        workspace.ask(read_kept, row.id)
    assert caught.value.code == "paper-not-kept"


def test_a_paper_handed_over_is_kept_to_the_byte_with_who_got_it_when_and_how(
    workspace: Workspace, today: date
) -> None:
    body = workspace.do(save_organisation, OrganisationDraft("Office of the Speaker", "legislature")).value[0]
    newest = workspace.history()[0].operation_id
    given = draft(audience="body", receiver_id=body, on=date(2026, 11, 20), how=How.BY_HAND, note="at the sitting")
    done = workspace.do(hand_over, given)
    (row,) = workspace.ask(list_hand_overs, receiver_id=body)
    assert (row.to_whom, row.receiver_id, row.receiver_noun) == ("Office of the Speaker", body, "organisations")
    assert (row.on, row.how, row.why, row.audience) == (date(2026, 11, 20), "by_hand", "at the sitting", "body")
    assert (row.is_kept, row.file_name, row.pages) == (True, "Follow-up.pdf", 3)
    assert (row.sha256, row.at_operation) == (hashlib.sha256(PDF).hexdigest(), newest)
    kept = workspace.ask(read_kept, row.id)
    assert (kept.data, kept.file_name, kept.sha256) == (PDF, "Follow-up.pdf", row.sha256)
    assert done.label == "Hand over Follow-up report to Office of the Speaker"


def test_what_is_kept_never_changes(workspace: Workspace, today: date) -> None:
    """No undo, no removal; and the same bytes given twice are kept once, for both."""
    done = workspace.do(hand_over, draft(to_whom=" The clerk "))
    again = workspace.do(hand_over, draft(to_whom="The board", on=today))
    assert not done.is_undoable
    with pytest.raises(UserError) as caught:
        workspace.do(remove, done.value[0])
    assert caught.value.code == "given-out-stays"
    assert [row.to_whom for row in workspace.ask(list_hand_overs)] == ["The board", "The clerk"]
    assert {workspace.ask(read_kept, each.value[0]).data for each in (done, again)} == {PDF}
    assert database.execute_sql("SELECT count(*) FROM blob").fetchone()[0] == 1


def test_a_person_who_was_given_a_paper_is_not_removed_without_a_trace(workspace: Workspace, today: date) -> None:
    person = workspace.do(save_person, PersonDraft("Nomsa Tester")).value[0]
    workspace.do(hand_over, draft(receiver_id=person))
    with pytest.raises(UserError) as caught:
        workspace.do(remove, person)
    assert caught.value.code == "still-in-use"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"to_whom": "  "}, "hand-over-to-nobody"),
        ({"receiver_id": 10**9}, "hand-over-to-nobody"),
        ({"to_whom": "The clerk", "on": date(2026, 11, 23)}, "made-in-future"),
        ({"to_whom": "The clerk", "how": "carrier pigeon"}, "no-such-choice"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused_and_nothing_is_kept(
    workspace: Workspace, today: date, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError) as caught:
        workspace.do(hand_over, draft(**more))
    assert caught.value.code == code
    assert workspace.ask(list_hand_overs) == []
    assert database.execute_sql("SELECT count(*) FROM blob").fetchone()[0] == 0


def test_a_kept_paper_that_is_gone_is_found_by_the_check(workspace: Workspace, today: date) -> None:
    workspace.do(hand_over, draft(to_whom="The clerk"))
    assert check._attachments(database.raw()) == []
    database.execute_sql("DELETE FROM blob")
    assert [found.code for found in check._attachments(database.raw())] == ["attachment-damaged"]
