"""The results report of a grant: the same facts on paper, in Word and in a workbook."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from paper import letters, words
from python_calamine import CalamineWorkbook

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.counting import count_towards
from crm.operations.deliverables import (
    DeliverableDraft,
    change_deliverable_status,
    move_deliverable_date,
    save_deliverable,
)
from crm.operations.engagements import EngagementDraft, log_engagement
from crm.operations.indicators import IndicatorDraft, MeasurementDraft, measure, save_indicator
from crm.operations.movements import EvidenceDraft
from crm.operations.outcomes import OutcomeDraft, save_outcome
from crm.operations.plans import PlanDraft, StepDraft, write_plan
from crm.operations.records import set_confidentiality
from crm.operations.reporting_periods import PeriodDraft, save_period
from crm.queries.organisations import get_home
from crm.workspace import Workspace
from reports.catalog import REPORTS, make
from reports.documents.results import build, build_docx, build_xlsx, summary_sentence
from reports.facts.results import ResultsFacts, gather
from reports.options import read_options

TODAY = date(2026, 11, 22)


@pytest.fixture
def grant(workspace: Workspace, today: date, tmp_path: Path) -> int:
    found = _grant(workspace)
    result = workspace.do(save_clause, ClauseDraft(found, "R1", "People know how to petition")).value[0]
    _indicators(workspace, found, result)
    _activities(workspace, found, result, tmp_path)
    _who_came(workspace, found)
    _outcome(workspace, found)
    _promises(workspace, found, result)
    workspace.do(
        save_period,
        PeriodDraft(
            found,
            date(2026, 7, 1),
            date(2026, 12, 31),
            due_on=date(2027, 1, 31),
            achievements="Taps run.",
            challenges="The road was closed.",
            corrective="We walked.",
            lessons="Ask twice.",
            next_period="More taps.",
        ),
    )
    return found


def _grant(workspace: Workspace) -> int:
    draft = AgreementDraft(
        "Taps that run",
        [PartyDraft(name="Our Network", role="grantee"), PartyDraft(name="Sample Fund", role="funder")],
        kind="grant",
        contract_number="SF-2026-07",
        status="in_force",
        signed_on=date(2026, 1, 1),
        effective_on=date(2026, 1, 1),
        expires_on=date(2026, 12, 31),
    )
    return workspace.do(save_agreement, draft).value[0]


def _indicators(workspace: Workspace, grant: int, result: int) -> None:
    readers = IndicatorDraft(
        grant, "Readers", unit="readers", clause_id=result, baseline=20, target=1250, data_source="Lists", means="Count"
    )
    indicator_id = workspace.do(save_indicator, readers).value[0]
    workspace.do(measure, indicator_id, MeasurementDraft(412.5, date(2026, 9, 30), note="Two boxes got wet"))
    workspace.do(save_indicator, IndicatorDraft(grant, "=People()", target=100, counted="people"))


def _activities(workspace: Workspace, grant: int, result: int, folder: Path) -> None:
    photo = folder / "guide.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    do = workspace.do
    guide = do(save_deliverable, DeliverableDraft(result, "Guide in print", due_on=date(2026, 8, 3))).value[0]
    seen = EvidenceDraft("The guide", "document", photo, date(2026, 8, 20), "Lerato Seer")
    do(change_deliverable_status, guide, "delivered", date(2026, 8, 20), evidence=[seen])
    course = do(save_deliverable, DeliverableDraft(result, "Training", due_on=date(2026, 9, 1))).value[0]
    do(move_deliverable_date, course, date(2027, 1, 11), date(2026, 8, 28), reason="the hall was flooded")
    do(save_deliverable, DeliverableDraft(result, "Of the next year", due_on=date(2027, 6, 1)))
    step = StepDraft(title="Ask the clinic", due_on=date(2026, 10, 1))
    plan = do(write_plan, PlanDraft("A nurse"), [step]).value[0]
    do(count_towards, plan, [grant])


def _who_came(workspace: Workspace, grant: int) -> None:
    came = (("Know your ward", 30, 55, 2), ("Round of the taps", 12, None, None), ("Closed meeting", 7, 7, 1))
    for title, total, attendances, sessions in came:
        draft = EngagementDraft(
            title, date(2026, 9, 1), "training", total=total, attendances=attendances, sessions=sessions
        )
        met = workspace.do(log_engagement, draft).value[0]
        workspace.do(count_towards, met, [grant])
        if title == "Closed meeting":
            workspace.do(set_confidentiality, met, 2)


def _outcome(workspace: Workspace, grant: int) -> None:
    draft = OutcomeDraft(
        "The council answers",
        actor_name="The council",
        on_day=date(2026, 10, 5),
        contribution="We counted taps",
        substantiated_by="The ward committee",
    )
    workspace.do(count_towards, workspace.do(save_outcome, draft).value[0], [grant])


def _promises(workspace: Workspace, grant: int, result: int) -> None:
    home = workspace.ask(get_home)
    assert home is not None
    kept = _promise(workspace, "A tank by spring", clause_id=result, due_on=date(2026, 9, 15))
    shown = EvidenceDraft("Photo of the tank", "photo")
    workspace.do(change_status, kept, "closed", date(2026, 9, 10), outcome="kept", evidence=[shown])
    _promise(workspace, "A pump by then", clause_id=result, due_on=date(2026, 10, 1))
    _promise(workspace, "A pipe next year", clause_id=result, due_on=date(2027, 3, 1))
    lapsed = _promise(workspace, "A desk", due_on=date(2026, 10, 1))
    workspace.do(change_status, lapsed, "closed", date(2026, 10, 2), outcome="lapsed", note="The term ended")
    workspace.do(count_towards, lapsed, [grant])
    _promise(workspace, "We bring the list", clause_id=result, bound_id=home[0], owed_to_name="The House")


def _promise(workspace: Workspace, said: str, **more: object) -> int:
    draft = CommitmentDraft(said, date(2026, 8, 1), **more)  # type: ignore[arg-type]
    return workspace.do(save_commitment, draft).value[0]


def facts_of(workspace: Workspace, grant: int, **options: str) -> ResultsFacts:
    given = {"agreement": f"agreements:{grant}", **{name.rstrip("_"): value for name, value in options.items()}}
    return gather(workspace.ask, read_options(REPORTS["results"].options, given, TODAY, "Lerato Tester"))


def sheets_of(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_object(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_period_is_the_one_that_is_due_and_a_given_one_holds(workspace: Workspace, grant: int) -> None:
    assert facts_of(workspace, grant).period.words == "1 Jul 2026 to 22 Nov 2026"
    before = facts_of(workspace, grant, from_="2026-01-01", to="2026-06-30")
    assert before.period.words == "1 Jan 2026 to 30 Jun 2026"
    assert (before.activities, before.gatherings, before.outcomes) == ((), (), ())


def test_an_indicator_has_its_figures_source_and_why_it_differs(workspace: Workspace, grant: int) -> None:
    readers, people = facts_of(workspace, grant).grant.indicators
    assert readers.figures == (20, 1250, 412.5, -837.5)
    assert (readers.reason, readers.proof) == ("Two boxes got wet", ("Lists", "Count"))
    assert people.figures[2] == 42, "the restricted meeting is not counted for a funder"
    assert "2 engagements" in people.counted


def test_activities_are_planned_done_or_slipped_and_say_why(workspace: Workspace, grant: int) -> None:
    facts = facts_of(workspace, grant)
    guide, course, step = facts.activities
    assert (guide.is_done, guide.done_on, guide.slip) == (True, date(2026, 8, 20), 17)
    assert (course.planned, course.due, course.slip) == (date(2026, 9, 1), date(2027, 1, 11), 132)
    assert course.why == ("moved to 11 Jan 2027: the hall was flooded",)
    assert (step.title, step.is_late, step.slip) == ("Ask the clinic", True, 52)
    assert facts.activities_elsewhen == 1


def test_attendances_and_people_are_never_added_and_what_nobody_recorded_is_said(
    workspace: Workspace, grant: int
) -> None:
    facts = facts_of(workspace, grant)
    assert [(each.title, each.attendances, each.people) for each in facts.gatherings] == [
        ("Know your ward", 55, 30),
        ("Round of the taps", None, 12),
    ]
    assert "2 engagements were held: separate people 42; attendances 55; 1 did not record it." in summary_sentence(
        facts
    )
    ours = facts_of(workspace, grant, audience="ourselves", confidentiality="restricted")
    assert [each.title for each in ours.gatherings][-1] == "Closed meeting"


def test_undertakings_are_kept_n_of_m_due_and_what_is_not_due_stands_apart(workspace: Workspace, grant: int) -> None:
    theirs, ours = facts_of(workspace, grant).undertakings
    assert theirs.words == "1 kept of 2 due; 1 not due yet or without a day; 1 lapsed"
    assert ours.words == "none was due; 1 not due yet or without a day"
    assert [each.standing for each in theirs.due] == ["Kept 10 Sep 2026", "Outstanding since 1 Oct 2026"]
    at_home = facts_of(workspace, grant, audience="ourselves").undertakings[0]
    assert "52 days late" in at_home.due[1].standing
    assert "%" not in theirs.words


def test_the_annex_tells_each_piece_with_its_hash_and_who_saw_it_at_home_only(workspace: Workspace, grant: int) -> None:
    guide, tank = facts_of(workspace, grant, audience="ourselves").proofs
    assert (guide.of, guide.what, guide.kind, guide.seen_by) == (
        "Guide in print",
        "The guide",
        "document",
        "Lerato Seer",
    )
    assert (len(guide.sha256), guide.file_name, tank.sha256) == (64, "guide.png", "")
    assert facts_of(workspace, grant).proofs[0].seen_by == ""


def test_paper_word_and_workbook_say_the_same(workspace: Workspace, grant: int) -> None:
    facts = facts_of(workspace, grant)
    document = Document(BytesIO(build_docx(facts).data))
    of_word = [paragraph.text for paragraph in document.paragraphs]
    of_word += [place.text for table in document.tables for row in table.rows for place in row.cells]
    book = sheets_of(build_xlsx(facts).data)
    of_book = [str(value) for rows in book.values() for row in rows for value in row]
    for text in (words(build(facts)), " ".join(of_word), "\n".join(of_book)):
        for said in (
            "SF-2026-07",
            "Two boxes got wet",
            "the hall was flooded",
            "Round of the taps",
            "The council answers",
            "We counted taps",
            "The ward committee",
            "1 kept of 2 due",
            "Photo of the tank",
            "Ask twice.",
            "guide.png",
        ):
            assert letters(said) in letters(text), said
    assert document.core_properties.title == "Results report: M-2026-0001 Taps that run"
    assert (document.core_properties.author, document.core_properties.language) == ("Lerato Tester", "en-ZA")
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == list(book)[1:]


def test_the_workbook_reckons_with_figures_and_runs_nothing(workspace: Workspace, grant: int) -> None:
    data = build_xlsx(facts_of(workspace, grant)).data
    cells = [value for row in sheets_of(data)["Indicators, as on 22 Nov 2026"] for value in row]
    assert 412.5 in cells and -837.5 in cells
    packed = zipfile.ZipFile(BytesIO(data))
    assert not any("<f>" in packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    assert any(str(value).startswith("=People()") for value in cells), "it stands there as text"


def test_the_same_facts_give_the_same_files(workspace: Workspace, grant: int, tmp_path: Path) -> None:
    made = [
        make(
            workspace.ask,
            "results",
            {"agreement": f"agreements:{grant}"},
            tmp_path / f"{number}{ending}",
            today=TODAY,
            invariant=True,
        )
        for ending in REPORTS["results"].endings
        for number in (1, 2)
    ]
    assert len({each.sha256 for each in made}) == 3
    assert [each.pages > 0 for each in made] == [True, True, False, False, False, False]


def test_what_no_xml_can_hold_is_left_out_of_word_and_workbook(workspace: Workspace, grant: int) -> None:
    odd = workspace.do(
        save_outcome, OutcomeDraft("Bell \x07 rings \ufffe here", actor_name="Somebody", on_day=date(2026, 10, 6))
    ).value[0]
    workspace.do(count_towards, odd, [grant])
    facts = facts_of(workspace, grant)
    assert "rings" in " ".join(
        place.text
        for table in Document(BytesIO(build_docx(facts).data)).tables
        for row in table.rows
        for place in row.cells
    )
    assert "rings" in str(sheets_of(build_xlsx(facts).data)["Outcomes"])
