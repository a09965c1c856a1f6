"""The MoU progress report: one page that sums up, and the way from a promise to its evidence in one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from memoranda import PRIVATE, Mou, add_mou, facts_of, grow, paper_of, plant, promise
from paper import fonts, places, reader, words
from pypdf import PdfReader

from crm.operations.agreements import draft_agreement, save_agreement
from crm.operations.commitments import change_status, move_date
from crm.operations.deliverables import (
    add_deliverable_evidence,
    change_deliverable_status,
    move_deliverable_date,
    record_progress,
    set_light,
)
from crm.operations.movements import EvidenceDraft
from crm.operations.privacy import HandOverDraft, hand_over
from crm.operations.records import set_confidentiality
from crm.queries.agreements import get_agreement
from crm.queries.commitments import CommitmentFilter, list_commitments
from crm.queries.deliverables import DeliverablesFilter, list_deliverables
from crm.queries.movements import list_evidence
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports.catalog import REPORTS
from reports.documents.mou_progress import build, promise_totals, summary_sentence
from reports.facts.mou_progress import MouFacts, examples
from reports.layout.page import Rendered

HOSTILE = (
    "<b>bold</b> & <i>",
    "w" * 3000,
    "😀👍🏽🇿🇦",
    "السلام עליכם \u202egnol",
    "nul\x00 bell\x07 esc\x1b del\x7f",
    "ṱ ḓ ṋ ḽ ṅ š ê ô ǃ ǂ ǁ ǀ",
    "(((\\)\\ %s {0} {name}",
    "\n\n\n",
    "\ud800",
    "",
)


@pytest.fixture
def mou(workspace: Workspace, today: date) -> Mou:
    return plant(workspace)


def row_at(rendered: Rendered, first: str, column: str) -> str:
    """The words that begin on the line of the table which begins with `first` on the page with this column heading."""
    found = list(places(rendered))
    pages = {page for page, _x, _y, text in found if text.strip() == column}
    page, top = next((page, y) for page, x, y, text in found if text.strip() == first and page in pages and x < 60)
    same = [(x, text.strip()) for number, x, y, text in found if number == page and abs(y - top) < 1]
    return " | ".join(text for _x, text in sorted(same, key=itemgetter(0)))


# --- From promise to evidence ------------------------------------------------------------------------------------


def test_promise_clause_deliverable_and_evidence_stand_in_one_line(workspace: Workspace, mou: Mou) -> None:
    rendered = paper_of(workspace, mou.id)
    assert row_at(rendered, mou.references[mou.kept], "Promise") == (
        f"{mou.references[mou.kept]} | 4.2 | Quarterly meetings, | Invitation on the | ✓ | Kept"
    )
    text = words(rendered)
    assert "“We shall call the meeting”" in text
    assert "Invitation on the letterhead, seen 20 Mar 2026" in text
    assert "Attendance register, seen 30 Mar 2026 (deliverable)" in text


def test_the_totals_of_a_clause_count_each_promise_once(workspace: Workspace, mou: Mou) -> None:
    facts = facts_of(workspace, mou.id)
    clause = next(each for each in facts.clauses if each.number == "4.2")
    assert promise_totals(clause, facts) == "4.2 Quarterly meetings · 3 promises: 1 kept, 1 overdue, 1 lapsed"
    assert "4.2 Quarterly meetings · 3 promises: 1 kept, 1 overdue, 1 lapsed" in words(build(facts))


def test_every_promise_and_deliverable_is_printed_once(workspace: Workspace, mou: Mou) -> None:
    facts = facts_of(workspace, mou.id)
    promised = sorted(line.id for clause in facts.clauses for line in clause.promises)
    assert promised == sorted(workspace.ask(list_commitments, CommitmentFilter(agreement_id=mou.id, status="all")))
    delivered = sorted(line.id for clause in facts.clauses for line in clause.deliverables)
    wanted = DeliverablesFilter(agreement_id=mou.id, status="all")
    assert delivered == sorted(workspace.ask(list_deliverables, wanted))


# --- The first page ----------------------------------------------------------------------------------------------


def test_the_totals_are_those_of_the_screen(workspace: Workspace, mou: Mou) -> None:
    facts = facts_of(workspace, mou.id)
    page = workspace.ask(get_agreement, mou.id)
    assert page is not None
    row, whole = page.row, facts.whole
    assert (whole.deliverables, whole.delivered, whole.overdue) == (row.deliverables, row.delivered, row.overdue)
    assert (whole.progress, whole.light, whole.promises.open) == (row.progress, row.light, row.open_promises)
    by_clause = {clause.name: clause for clause in page.clauses}
    for standing in facts.by_clause:
        clause = by_clause[standing.name]
        assert (standing.light, standing.progress) == (clause.light, clause.progress)
        assert standing.promises.all == len(clause.promises)
    for party, standing in zip(page.parties, facts.by_party, strict=True):
        shown = (standing.name, standing.light, standing.progress, standing.deliverables, standing.overdue)
        assert shown == (party.name, party.light, party.progress, party.deliverables, party.overdue)


def test_the_first_page_says_where_the_agreement_stands(workspace: Workspace, mou: Mou) -> None:
    first = " ".join(reader(paper_of(workspace, mou.id)).pages[0].extract_text().split())
    for expected in (
        "MoU progress report",
        "M-2026-0001 · Working together",
        "Sample Legislature; Our Voice",
        "Memorandum of Understanding, version 2, in force since 1 Feb 2026",
        "31 Jan 2027, in 70 days",
        "renewal to be spoken of now: its day was 2 Nov 2026; review due 20 Feb 2027, in 90 days",
        "23 Aug 2026 to 22 Nov 2026; all figures as on 22 Nov 2026",
        "restricted records are left out",
        "4.2 Quarterly meetings",
        "4.3 Schools",
        "* Set by hand to amber, 4.2 Quarterly meetings, by 30 Sep 2026: the House was in recess",
        "Nothing to deliver is laid down in: 1 Respect.",
    ):
        assert expected in first


def test_the_summary_is_a_few_sentences(workspace: Workspace, mou: Mou) -> None:
    sentence = summary_sentence(facts_of(workspace, mou.id))
    assert sentence.startswith("Delivered: 1 of 5 deliverables, 3 are overdue; ")
    assert "As a whole it is red: 2 of 5 are red." in sentence
    assert "5 promises were made under it: 1 kept, 1 overdue, 2 open, 1 lapsed." in sentence


def test_a_dozen_clauses_fit_on_the_first_page(workspace: Workspace, mou: Mou) -> None:
    grow(workspace, mou.id, 10, 3)
    pages = reader(paper_of(workspace, mou.id)).pages
    first = pages[0].extract_text()
    assert "9.9 Clause number 9" in first
    assert "* Set by hand" in first
    assert "Nothing to deliver is laid down in" in first
    assert "Deliverables, clause by clause" in pages[1].extract_text()


@pytest.mark.parametrize(("clauses", "deliverables"), [(0, 0), (1, 0), (3, 20), (30, 2)])
def test_any_size_makes_a_paper(workspace: Workspace, today: date, clauses: int, deliverables: int) -> None:
    mou, _home, _legislature = add_mou(workspace)
    grow(workspace, mou, clauses, deliverables)
    facts = facts_of(workspace, mou)
    rendered = build(facts)
    text = words(rendered)
    assert f"Page 1 of {rendered.pages}" in text
    assert facts.whole.deliverables == clauses * deliverables
    assert all(f"Thing {i}.{j}" in text for i in range(clauses) for j in range(deliverables))
    if not clauses:
        assert "Nothing is to be delivered under it yet." in text
        assert "No promise was made under it." in text


# --- Deliverables ------------------------------------------------------------------------------------------------


def test_planned_actual_and_variance_stand_with_their_reason(workspace: Workspace, mou: Mou) -> None:
    rendered = paper_of(workspace, mou.id)
    assert row_at(rendered, "Eight schools visited", "Deliverable").startswith("Eight schools visited | 8 | 6 | −2 | ")
    assert "Why it differs: two roads were flooded" in words(rendered)


def test_a_date_that_moved_is_told_and_the_colour_has_its_shape_and_reason(workspace: Workspace, mou: Mou) -> None:
    text = words(paper_of(workspace, mou.id))
    assert "they moved it to 10 Dec, we did not agree" in text
    assert "Red · Not started 145 days past its date" in text
    assert "Amber* · Not started the House was in recess" in text


# --- What changed ------------------------------------------------------------------------------------------------


def told(facts: MouFacts) -> list[str]:
    return [f"{line.about}: {line.words}" for line in facts.changes]


def give_out(workspace: Workspace, mou: int, **options: str) -> None:
    chosen = {"agreement": f"agreements:{mou}", **options}
    workspace.do(hand_over, HandOverDraft("mou-progress", "report", chosen, b"%PDF", 5, "report.pdf", to_whom="Board"))


def test_in_the_period_stands_what_carries_a_day_of_it(workspace: Workspace, mou: Mou) -> None:
    facts = facts_of(workspace, mou.id)
    assert facts.since == "from 23 Aug 2026 to 22 Nov 2026"
    assert facts.is_first
    late = f"{mou.references[mou.late]} “The minutes will follow”"
    assert told(facts) == [
        "Quarterly meetings, by 30 Jun 2026: Followed up (e-mail)",
        f"{late}: Followed up (phone)",
        "Eight schools visited: 75 % done, 6 so far",
        "Eight schools visited: Under way",
    ]
    assert "No report was given out before." in words(build(facts))
    wider = told(facts_of(workspace, mou.id, from_="2026-07-01", to="2026-08-31"))
    assert "The agreement: Amended, now version 2: Schools in two districts" in wider
    assert "The agreement: Reviewed: On course, the minutes are late" in wider


def test_since_the_last_report_is_what_came_after_it_and_not_before(workspace: Workspace, mou: Mou) -> None:
    workspace.do(move_date, mou.late, date(2026, 10, 1), date(2026, 11, 20))
    give_out(workspace, mou.id)
    assert told(facts_of(workspace, mou.id)) == []
    workspace.do(record_progress, mou.visits, date(2026, 11, 22), actual=7)
    workspace.do(change_status, mou.late, "claimed_done", date(2026, 11, 21), note="Step-note-planted")
    facts = facts_of(workspace, mou.id)
    late = f"{mou.references[mou.late]} “The minutes will follow”"
    assert facts.since == "since the last report, given out on 22 Nov 2026"
    assert told(facts) == [f"{late}: They say it is done", "Eight schools visited: 88 % done, 7 so far"] or told(facts)[
        1
    ] == ("Eight schools visited: 88 % done, 7 so far")
    assert "What changed since the last report, given out on 22 Nov 2026" in words(build(facts))


def test_what_was_undone_is_no_change_and_what_was_reported_and_undone_is_taken_back(
    workspace: Workspace, mou: Mou
) -> None:
    workspace.do(record_progress, mou.visits, date(2026, 11, 21), actual=7)
    give_out(workspace, mou.id)
    workspace.do(set_light, mou.visits, "green", "the last visit is booked")
    workspace.undo()
    workspace.do(move_deliverable_date, mou.visits, date(2026, 12, 1), date(2026, 11, 22))
    workspace.undo()
    assert told(facts_of(workspace, mou.id)) == []
    workspace.undo()
    assert told(facts_of(workspace, mou.id)) == ["Eight schools visited: Taken back: 88 % done, 7 so far"]
    in_period = told(facts_of(workspace, mou.id, since="period"))
    assert "Eight schools visited: 88 % done, 7 so far" not in in_period


def test_promises_and_texts_that_changed_since_are_told(workspace: Workspace, mou: Mou) -> None:
    give_out(workspace, mou.id)
    new, reference = promise(workspace, "A list by Friday", clause_id=mou.schools)
    workspace.do(set_light, mou.visits, "green", "the last visit is booked")
    draft = draft_agreement(mou.id)
    draft.expires_on = date(2027, 6, 30)
    workspace.do(save_agreement, draft)
    assert told(facts_of(workspace, mou.id)) == [
        f"{reference} “A list by Friday”: Promised",
        "Eight schools visited: Colour set by hand: green",
        "The agreement: End moved from 31 Jan 2027 to 30 Jun 2027",
        "Quarterly meetings, by 31 Mar 2027: New deliverable",
        "Quarterly meetings, by 30 Jun 2027: New deliverable",
    ]
    assert new in workspace.ask(list_commitments, CommitmentFilter(agreement_id=mou.id))


def test_the_last_report_is_that_of_this_agreement_and_this_reader(workspace: Workspace, mou: Mou) -> None:
    give_out(workspace, mou.id + 1)
    give_out(workspace, mou.id, audience="body")
    assert facts_of(workspace, mou.id).is_first
    assert not facts_of(workspace, mou.id, audience="body").is_first


def test_a_period_that_is_written_down_goes_before_the_last_report(workspace: Workspace, mou: Mou) -> None:
    give_out(workspace, mou.id)
    facts = facts_of(workspace, mou.id, from_="2026-08-01")
    assert (facts.since, facts.period) == ("from 1 Aug 2026 to 22 Nov 2026", "1 Aug 2026 to 22 Nov 2026")
    with pytest.raises(UserError) as problem:
        facts_of(workspace, mou.id, from_="2026-08-01", to="2026-07-01")
    assert problem.value.code == "report-period-reversed"


# --- Outstanding, next, signatures -------------------------------------------------------------------------------


def test_what_is_outstanding_stands_under_the_party_that_owes_it(workspace: Workspace, mou: Mou) -> None:
    theirs, ours = facts_of(workspace, mou.id).outstanding
    assert theirs.party == "Sample Legislature"
    assert [line.what for line in theirs.lines] == [
        "Quarterly meetings, by 30 Jun 2026",
        f"{mou.references[mou.late]} “The minutes will follow”",
        "Quarterly meetings, by 30 Sep 2026",
    ]
    assert (ours.party, [line.what for line in ours.lines]) == ("Our Voice", ["Eight schools visited"])


def test_what_is_due_in_the_next_period_says_by_whom(workspace: Workspace, mou: Mou) -> None:
    facts = facts_of(workspace, mou.id)
    assert facts.next_until == date(2027, 2, 22)
    assert [(line.due, line.what, line.standing) for line in facts.due_next] == [
        (date(2026, 12, 31), "Quarterly meetings, by 31 Dec 2026", "Sample Legislature")
    ]


def test_what_a_body_inside_a_party_owes_is_that_partys(workspace: Workspace, mou: Mou) -> None:
    (kept,) = [
        line for clause in facts_of(workspace, mou.id).clauses for line in clause.promises if line.id == mou.kept
    ]
    assert kept.who == "Committee on Education"
    assert facts_of(workspace, mou.id).by_party[0].promises.kept == 1


def test_every_party_has_a_line_to_sign_on(workspace: Workspace, mou: Mou) -> None:
    text = words(paper_of(workspace, mou.id))
    assert "How the colours are reckoned: our practice" in text
    end = text[text.index("Signatures") :]
    for expected in ("Sample Legislature", "Hon. Invented", "Speaker", "Our Voice", "Ms Director", "Signature", "Date"):
        assert expected in end


# --- Who may read what -------------------------------------------------------------------------------------------


def test_the_other_party_reads_our_debts_first_and_nothing_we_noted_for_ourselves(
    workspace: Workspace, mou: Mou
) -> None:
    facts = facts_of(workspace, mou.id, audience="body", from_="2026-02-01")
    assert [each.name for each in facts.by_party] == ["Our Voice", "Sample Legislature"]
    assert [each.party for each in facts.outstanding] == ["Our Voice", "Sample Legislature"]
    text = words(build(replace(facts, made_by="", clauses=facts.clauses)))
    assert "Outstanding, by party" in text
    assert not re.search(r"overdue|days late|Our owner|did not agree", text, re.IGNORECASE)
    for private in PRIVATE:
        assert private not in text
    home = words(build(facts_of(workspace, mou.id, from_="2026-02-01")))
    assert all(private in home for private in PRIVATE)


def test_the_name_of_a_file_is_for_those_who_may_see_the_file(workspace: Workspace, mou: Mou, tmp_path: Path) -> None:
    file = tmp_path / "private-name.txt"
    file.write_text("Register", encoding="utf-8")
    seen = EvidenceDraft("Photographs of the visits", "photo", file, date(2026, 11, 20))
    workspace.do(add_deliverable_evidence, mou.visits, seen)
    assert "Photographs of the visits (private-name.txt)" in words(paper_of(workspace, mou.id))
    theirs = words(paper_of(workspace, mou.id, audience="body"))
    assert "Photographs of the visits, seen 20 Nov 2026" in theirs
    assert "private-name" not in theirs
    (kept,) = workspace.ask(list_evidence, [mou.visits])[mou.visits]
    workspace.do(set_confidentiality, kept.attachment_id, 2)
    assert "private-name" not in words(paper_of(workspace, mou.id))


def test_a_body_that_is_more_confidential_than_the_paper_is_named_nowhere_in_it(workspace: Workspace, mou: Mou) -> None:
    workspace.do(set_confidentiality, mou.legislature, 2)
    for audience in ("ourselves", "body"):
        text = words(paper_of(workspace, mou.id, audience=audience))
        assert "Sample Legislature" not in text
        assert "name withheld" in text


def test_restricted_records_are_left_out_and_counted(workspace: Workspace, mou: Mou) -> None:
    workspace.do(set_confidentiality, mou.late, 2)
    workspace.do(set_confidentiality, mou.visits, 2)
    facts = facts_of(workspace, mou.id)
    assert facts.filters == ("restricted records are left out", "2 records are not shown for that")
    text = words(build(facts))
    assert "The minutes will follow" not in text
    assert "Eight schools visited" not in text
    assert facts.whole.deliverables == 4
    whole = facts_of(workspace, mou.id, confidentiality="restricted")
    assert whole.filters == ("restricted records are included, as chosen",)
    assert whole.whole.deliverables == 5
    theirs = facts_of(workspace, mou.id, audience="body")
    assert not any("not shown" in words for words in theirs.filters)


def test_a_restricted_agreement_wants_that_said(workspace: Workspace, mou: Mou) -> None:
    workspace.do(set_confidentiality, mou.id, 2)
    with pytest.raises(UserError) as problem:
        facts_of(workspace, mou.id)
    assert problem.value.code == "report-agreement-withheld"
    assert facts_of(workspace, mou.id, confidentiality="restricted").reference == "M-2026-0001"


def test_an_agreement_that_is_not_there_is_named_and_a_clause_stands_for_its_agreement(
    workspace: Workspace, mou: Mou
) -> None:
    with pytest.raises(UserError) as problem:
        facts_of(workspace, 9_999_999)
    assert problem.value.code == "record-not-found"
    assert facts_of(workspace, mou.meetings).reference == "M-2026-0001"


def test_what_the_sample_shows_is_every_agreement_in_force(workspace: Workspace, today: date) -> None:
    assert examples(workspace.ask) == []
    mou, _home, _legislature = add_mou(workspace)
    paper = {"agreement": f"agreements:{mou}"}
    assert examples(workspace.ask) == [paper, {**paper, "audience": "body"}]
    assert REPORTS["mou-progress"].examples is examples


# --- The paper ---------------------------------------------------------------------------------------------------


def with_text(value: Any, text: str, keep: Callable[[str], bool]) -> Any:
    """The facts with this text in every field that is a text."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: with_text(getattr(value, field.name), text, keep)
            for field in fields(value)
            if not keep(field.name)
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(with_text(each, text, keep) for each in value)
    return text if isinstance(value, str) else value


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_never_breaks_the_paper(workspace: Workspace, mou: Mou, text: str) -> None:
    facts = facts_of(workspace, mou.id, from_="2026-02-01")
    keep = ("rag", "lateness", "outcome", "ended").__contains__
    rendered = build(with_text(facts, text, keep))
    assert "Page 1 of" in words(rendered)
    for _page, x, y, _text in places(rendered):
        assert 40 < x < 560
        assert 20 < y < 810


def test_the_outline_leads_to_every_part_and_clause(workspace: Workspace, mou: Mou) -> None:
    outline: Any = reader(paper_of(workspace, mou.id)).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles == [
        "MoU progress report",
        "Deliverables, clause by clause",
        "From promise to evidence",
        "What changed from 23 Aug 2026 to 22 Nov 2026",
        "Overdue, by party",
        "Next period: due by 22 Feb 2027",
        "Amendments and reviews",
        "How the colours are reckoned: our practice",
        "Signatures",
    ]
    clauses = next(entry for entry in outline if isinstance(entry, list))
    assert [entry.title for entry in clauses] == [
        "4.2 Quarterly meetings · Sample Legislature",
        "4.3 Schools · Our Voice",
    ]


def test_colours_are_words_and_shapes_in_black_and_the_fonts_are_inside(workspace: Workspace, mou: Mou) -> None:
    rendered = paper_of(workspace, mou.id)
    assert "▲ Red" in words(rendered)
    file: PdfReader = reader(rendered)
    code = b"".join(page.get_contents().get_data() for page in file.pages)  # type: ignore[union-attr]
    for red, green, blue in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", code):
        assert red == green == blue
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts(rendered))
    metadata = file.metadata
    assert metadata is not None
    assert metadata.title == "MoU progress report: M-2026-0001 Working together"


def test_the_same_facts_give_the_same_bytes_when_invariant(workspace: Workspace, mou: Mou) -> None:
    assert paper_of(workspace, mou.id).data == paper_of(workspace, mou.id).data


def test_a_delivered_thing_is_delivered_on_both_papers(workspace: Workspace, mou: Mou) -> None:
    second = workspace.ask(list_deliverables, DeliverablesFilter(clause_id=mou.meetings))[0]
    seen = EvidenceDraft("Minutes of the meeting", "minutes", seen_on=date(2026, 11, 20))
    workspace.do(change_deliverable_status, second, "delivered", date(2026, 11, 20), evidence=[seen])
    for audience in ("ourselves", "body"):
        text = words(paper_of(workspace, mou.id, audience=audience))
        assert "elivered 20 Nov" in text
        assert "Minutes of the meeting, seen 20 Nov 2026" in text
