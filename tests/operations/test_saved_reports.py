"""The choices of a report are kept under a name, changed, renamed and removed; undo brings all of it back."""

from __future__ import annotations

import pytest

from crm.operations.records import remove
from crm.operations.reports import rename_report, save_report
from crm.queries.reports import find_saved_report, list_saved_reports
from crm.rules.errors import UserError
from crm.workspace import Workspace


def kept(workspace: Workspace) -> list[tuple[str, str, dict[str, str]]]:
    return [(row.name, row.report, row.options) for row in workspace.ask(list_saved_reports)]


def test_saved_again_under_its_name_it_is_the_newer_choice_and_undo_brings_the_older(workspace: Workspace) -> None:
    workspace.do(save_report, " For  the Speaker ", "follow-up", {"by": "month", "from": ""})
    assert kept(workspace) == [("For the Speaker", "follow-up", {"by": "month"})]
    workspace.do(save_report, "for the speaker", "follow-up", {"by": "body"})
    assert kept(workspace) == [("For the Speaker", "follow-up", {"by": "body"})]
    workspace.undo()
    assert kept(workspace) == [("For the Speaker", "follow-up", {"by": "month"})]
    workspace.undo()
    assert kept(workspace) == []


def test_renamed_and_removed_and_both_undone(workspace: Workspace) -> None:
    saved_id, _name = workspace.do(save_report, "For the Speaker", "follow-up", {"by": "month"}).value
    workspace.do(rename_report, saved_id, "Monthly")
    assert workspace.ask(find_saved_report, "MONTHLY") is not None
    done = workspace.do(remove, saved_id)
    assert (done.value, kept(workspace)) == ("Monthly", [])
    workspace.undo()
    workspace.undo()
    assert kept(workspace) == [("For the Speaker", "follow-up", {"by": "month"})]


def test_a_name_says_one_report_only(workspace: Workspace) -> None:
    workspace.do(save_report, "Monthly", "follow-up", {})
    other = workspace.do(save_report, "Register", "petition-register", {}).value[0]
    for code, operation, values in (
        ("saved-report-exists", save_report, ("monthly", "petition-register", {})),
        ("saved-report-exists", rename_report, (other, "Monthly")),
        ("saved-report-without-name", save_report, ("  ", "follow-up", {})),
        ("saved-report-without-name", rename_report, (other, "")),
    ):
        with pytest.raises(UserError) as caught:
            workspace.do(operation, *values)  # type: ignore[arg-type]
        assert caught.value.code == code
    assert [name for name, _report, _options in kept(workspace)] == ["Monthly", "Register"]
