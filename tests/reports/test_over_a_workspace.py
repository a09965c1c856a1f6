"""The paper over a real workspace: its totals are the screen's, and what it leaves out it counts."""

from __future__ import annotations

from datetime import date

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.records import set_confidentiality
from crm.queries.commitments import CommitmentFilter, list_commitments
from crm.workspace import Workspace
from reports.catalog import REPORTS
from reports.facts.follow_up import gather
from reports.options import read_options


def test_what_is_not_shown_is_counted_so_that_paper_and_screen_agree(workspace: Workspace, today: date) -> None:
    made = [
        workspace.do(
            save_commitment, CommitmentDraft(f"Promise {i}", date(2026, 3, i + 1), bound_name="The MEC")
        ).value[0]
        for i in range(5)
    ]
    workspace.do(set_confidentiality, made[0], 2)
    facts = gather(workspace.ask, read_options(REPORTS["follow-up"].options, {}, today, "Lerato"))
    shown = sum(len(group.lines) for section in facts.sections for group in section.groups)
    on_screen = len(workspace.ask(list_commitments, CommitmentFilter()))
    assert (shown, on_screen) == (4, 5)
    assert facts.filters[-1] == "1 commitment is not shown for that"
    whole = gather(
        workspace.ask, read_options(REPORTS["follow-up"].options, {"confidentiality": "restricted"}, today, "Lerato")
    )
    assert sum(len(group.lines) for section in whole.sections for group in section.groups) == on_screen
