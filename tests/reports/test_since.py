"""What changed since a paper was last handed over is marked on it, by the journal and for the same reader only."""

from __future__ import annotations

from datetime import date

import pytest
from paper import words

from crm.operations.commitments import CommitmentDraft, follow_up, save_commitment
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.privacy import HandOverDraft, hand_over, record_hand_over
from crm.operations.records import set_next_look
from crm.queries.history import get_changed_since, get_newest
from crm.rules import clock
from crm.workspace import Workspace
from reports.catalog import REPORTS
from reports.documents.follow_up import build
from reports.facts.follow_up import FollowUpFacts, gather
from reports.options import read_options


@pytest.fixture
def promises(workspace: Workspace, today: date) -> tuple[int, int]:
    def made(said: str) -> int:
        return int(workspace.do(save_commitment, CommitmentDraft(words=said, made_on=date(2026, 3, 12))).value[0])

    return made("A ramp at the clinic"), made("A second nurse before winter")


def facts_of(workspace: Workspace, **options: str) -> FollowUpFacts:
    return gather(workspace.ask, read_options(REPORTS["follow-up"].options, options, clock.today()))


def marks_of(workspace: Workspace, **options: str) -> dict[int, str]:
    facts = facts_of(workspace, **options)
    lines = [line for section in facts.sections for group in section.groups for line in group.lines]
    return {line.id: mark for line in lines if (mark := facts.marks.of(line.id))}


def give(workspace: Workspace, receiver_id: int | None = None, **options: str) -> None:
    audience = options.get("audience", "ourselves")
    paper = HandOverDraft("follow-up", "Follow-up report", options, b"%PDF", 1, "a.pdf", audience, "Ms N", receiver_id)
    workspace.do(hand_over, paper)


def test_without_a_hand_over_nothing_is_marked_and_a_saved_paper_is_none(
    workspace: Workspace, promises: tuple[int, int], today: date
) -> None:
    workspace.do(record_hand_over, "follow-up", "a.pdf", {}, "0" * 64, 1)
    workspace.do(follow_up, promises[0], today, channel="phone", words="Rang")
    facts = facts_of(workspace)
    assert (facts.marks.since, marks_of(workspace)) == ("", {})
    assert "Marks" not in words(build(facts))


def test_new_and_changed_lines_are_marked_by_shape_and_word_and_the_title_says_since_when(
    workspace: Workspace, promises: tuple[int, int], today: date
) -> None:
    speaker = workspace.do(save_organisation, OrganisationDraft("Office of the Speaker", "legislature")).value[0]
    give(workspace, speaker)
    workspace.do(follow_up, promises[0], today, channel="phone", words="Rang")
    new = workspace.do(save_commitment, CommitmentDraft(words="A road", made_on=date(2026, 11, 20))).value[0]
    assert marks_of(workspace) == {promises[0]: "◆ changed", new: "◇ new"}
    said = words(build(facts_of(workspace)))
    assert "Marks show what changed since 22 Nov 2026, when it was given to Office of the Speaker" in said
    assert "◆ changed" in said
    assert "◇ new" in said
    assert marks_of(workspace, since="none") == {}
    give(workspace, speaker)
    assert marks_of(workspace) == {}, "what was handed over last is where the next one begins"


def test_work_that_was_undone_and_what_no_reader_sees_is_no_change(
    workspace: Workspace, promises: tuple[int, int], today: date
) -> None:
    give(workspace)
    workspace.do(follow_up, promises[0], today, channel="phone", words="Rang")
    workspace.undo()
    workspace.do(set_next_look, promises[1], date(2026, 12, 1))
    assert marks_of(workspace) == {}


def test_marks_are_of_the_same_reader_and_of_what_the_paper_is_about(
    workspace: Workspace, promises: tuple[int, int], today: date
) -> None:
    give(workspace, audience="body", by="month")
    workspace.do(follow_up, promises[0], today, channel="phone", words="Rang")
    assert marks_of(workspace, audience="body", by="person", status="open") == {promises[0]: "◆ changed"}
    assert marks_of(workspace) == {}, "we ourselves were given none"
    body = workspace.do(save_organisation, OrganisationDraft("Department of Health", "department")).value[0]
    assert marks_of(workspace, audience="body", body=f"organisations:{body}") == {}, "of that body none was given"


def test_whoever_got_the_last_one_is_named_only_where_people_are(
    workspace: Workspace, promises: tuple[int, int], today: date
) -> None:
    give(workspace)
    assert facts_of(workspace).marks.since.endswith("when it was given to Ms N")
    assert facts_of(workspace, names="none").marks.since.endswith("when it was last handed over")


def test_the_journal_tells_which_records_changed_and_no_other_is_asked_about(
    workspace: Workspace, promises: tuple[int, int], today: date
) -> None:
    before = workspace.ask(get_newest)
    for promise in promises:
        workspace.do(follow_up, promise, today, channel="phone", words="Rang")
    found = workspace.ask(get_changed_since, before, promises[:1])
    assert (found.new, found.changed) == (frozenset(), frozenset(promises[:1]))
    assert workspace.ask(get_changed_since, 0, promises).new == frozenset(promises)


def test_the_commitments_register_marks_its_lines_too(
    workspace: Workspace, promises: tuple[int, int], today: date
) -> None:
    paper = HandOverDraft("commitments", "Commitments register", {}, b"%PDF", 1, "a.pdf", "ourselves", "The board")
    workspace.do(hand_over, paper)
    workspace.do(follow_up, promises[1], today, channel="phone", words="Rang")
    report = REPORTS["commitments"]
    facts = report.gather(workspace.ask, read_options(report.options, {}, today))
    said = words(report.build(facts, False))
    assert said.count("◆ changed") == 1
    assert "Marks show what changed since 22 Nov 2026, when it was given to The board" in said
