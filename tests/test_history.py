"""History speaks the words of the screen, not those of the tables."""

from __future__ import annotations

from datetime import date

from crm.operations.commitments import CommitmentDraft, change_status, move_date, save_commitment
from crm.operations.engagements import EngagementDraft, close_out
from crm.operations.records import set_confidentiality
from crm.workspace import Workspace


def test_values_are_said_in_words(workspace: Workspace, today: date) -> None:
    made = workspace.do(save_commitment, CommitmentDraft("A nurse", date(2026, 3, 12), due_on=date(2026, 6, 30))).value[
        0
    ]
    workspace.do(move_date, made, date(2026, 9, 15), date(2026, 7, 1))
    workspace.do(change_status, made, "claimed_done", today, note="They phoned")
    workspace.do(set_confidentiality, made, 2)
    lines = {line for entry in workspace.history(made) for line in entry.lines}
    assert "date as last said: 30 Jun 2026 → 15 Sep 2026" in lines
    assert "status: Noted → Claimed done" in lines
    assert "confidentiality: open → restricted" in lines


def test_an_engagement_closed_out_says_so(workspace: Workspace, today: date) -> None:
    held = workspace.do(close_out, EngagementDraft("A call", date(2026, 11, 20))).value[0]
    undone = workspace.undo()
    assert undone.value == "Close out A call"
    entries = workspace.history(held)
    assert [entry.label for entry in entries] == ["Undo: Close out A call", "Close out A call"]
    assert not entries[0].can_undo and entries[1].undone
