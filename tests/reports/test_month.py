"""The month: what waits, lies still, is due and moved, on one page however much there is."""

from __future__ import annotations

from datetime import date, timedelta

from paper import words

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.commitments import CommitmentDraft, follow_up, save_commitment
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.records import set_confidentiality
from crm.workspace import Workspace
from reports import catalog
from reports.catalog import REPORTS
from reports.facts.month import MonthFacts, gather
from reports.options import read_options

PARTIES = [PartyDraft(name="The Legislature"), PartyDraft(name="Our Voice")]


def facts_of(workspace: Workspace, today: date, **options: str) -> MonthFacts:
    return gather(workspace.ask, read_options(REPORTS["month"].options, options, today, "Lerato"))


def promise(workspace: Workspace, said: str, made: date, due: date | None) -> int:
    return int(workspace.do(save_commitment, CommitmentDraft(said, made, due_on=due)).value[0])


def test_an_empty_workspace_says_that_there_is_nothing(workspace: Workspace, today: date) -> None:
    facts = facts_of(workspace, today)
    assert facts.summary == "Nothing needs your call or signature."
    assert [section.count for section in facts.sections] == [0, 0, 0, 0]


def test_each_thing_stands_where_it_belongs(workspace: Workspace, today: date) -> None:
    late = promise(workspace, "The road is graded", date(2026, 6, 1), date(2026, 9, 1))
    promise(workspace, "The tap runs", date(2026, 6, 1), date(2026, 12, 1))
    promise(workspace, "A bridge next year", date(2026, 6, 1), date(2027, 9, 1))
    workspace.do(follow_up, late, date(2026, 10, 1), channel="phone")
    workspace.do(save_petition, PetitionDraft("Water for the ward", status="ready"))
    workspace.do(save_agreement, AgreementDraft("MoU on roads", parties=PARTIES, status="approved"))
    to_sign, stuck, due, _moved = facts_of(workspace, today).sections
    assert {line.why for line in to_sign.lines} == {"ready to sign and hand in", "agreed, to be signed"}
    (still,) = stuck.lines
    assert "The road is graded" in still.name and still.why == "no movement since 1 Jun 2026; followed up once"
    (soon,) = due.lines
    assert "The tap runs" in soon.name and soon.why.startswith("1 Dec 2026")


def test_what_is_restricted_is_counted_nowhere_but_said(workspace: Workspace, today: date) -> None:
    late = promise(workspace, "Said in confidence", date(2026, 6, 1), date(2026, 9, 1))
    workspace.do(set_confidentiality, late, 2)
    facts = facts_of(workspace, today)
    assert facts.sections[1].count == 0 and "1 record is not shown for that" in str(facts.head.rows)
    assert facts_of(workspace, today, confidentiality="restricted").sections[1].count == 1


def test_it_is_one_page_however_much_there_is(workspace: Workspace, today: date) -> None:
    for number in range(12):
        said = f"Promise {number} whose words go on " * 6
        promise(workspace, said, date(2026, 6, 1), date(2026, 9, 1))
        promise(workspace, said, date(2026, 6, 1), today + timedelta(days=number))
        workspace.do(save_petition, PetitionDraft(f"Petition {number}", status="ready"))
    paper = catalog.render(workspace.ask, "month", {}, made_by="Lerato", today=today, invariant=True)
    assert paper.pages == 1
    assert words(paper).count("and 7 more") == 3
