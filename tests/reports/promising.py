"""Commitments of every kind in a workspace, for the papers that list and count them."""

from __future__ import annotations

from datetime import date

from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.movements import EvidenceDraft
from crm.queries.organisations import get_home
from crm.workspace import Workspace

MADE = date(2026, 3, 2)


def promise(workspace: Workspace, words: str, due: date | None, **more: object) -> int:
    """One of somebody outside, to us, unless said."""
    named = {"bound_name": "The MEC"} | more
    return int(workspace.do(save_commitment, CommitmentDraft(words, MADE, due_on=due, **named)).value[0])  # type: ignore[arg-type]


def promise_of_ours(workspace: Workspace, words: str, due: date | None, **more: object) -> int:
    """One that we made to somebody outside."""
    home = workspace.ask(get_home)
    assert home is not None
    return promise(workspace, words, due, bound_name="", bound_id=home[0], owed_to_name="The MEC", **more)


def end(workspace: Workspace, commitment: int, outcome: str, on: date, shown_by: str = "") -> None:
    """Close it."""
    evidence = [EvidenceDraft(shown_by, seen_on=on)] if shown_by else []
    workspace.do(change_status, commitment, "closed", on, outcome=outcome, note="It was said", evidence=evidence)
