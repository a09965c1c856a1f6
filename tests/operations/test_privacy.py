"""What left the workspace is remembered, and cannot be un-given."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.privacy import record_hand_over
from crm.queries.privacy import list_hand_overs
from crm.rules.errors import UserError
from crm.workspace import Workspace


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
