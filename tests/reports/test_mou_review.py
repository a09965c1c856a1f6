"""The annex with every promise, and the review: a draft to be answered, then the version with the answers."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from memoranda import Mou, plant
from paper import letters, reader, words

from crm.operations.privacy import HandOverDraft, hand_over
from crm.operations.responses import respond
from crm.queries.responses import find_answerable, list_responses
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports.catalog import REPORTS, make_bytes
from reports.documents import mou_annex as annex_document
from reports.documents import mou_review as review_document
from reports.facts import mou_annex, mou_review
from reports.options import Chosen, read_options

TODAY = date(2026, 11, 22)


@pytest.fixture
def mou(workspace: Workspace, today: date) -> Mou:
    return plant(workspace)


def chosen(report: str, mou: Mou, **more: str) -> Chosen:
    return read_options(REPORTS[report].options, {"agreement": f"agreements:{mou.id}", **more}, TODAY, "Lerato Tester")


def review(workspace: Workspace, mou: Mou, **more: str) -> mou_review.ReviewFacts:
    return mou_review.gather(workspace.ask, chosen("mou-review", mou, **more))


def test_the_annex_says_of_each_clause_its_words_and_every_promise(workspace: Workspace, mou: Mou) -> None:
    facts = mou_annex.gather(workspace.ask, chosen("mou-annex", mou))
    meetings = facts.clauses[0]
    assert annex_document.totals(meetings, facts) == "Clause 4.2: 3 promises, 1 kept, 1 outstanding, 1 lapsed"
    text = words(annex_document.build(facts))
    for said in ("“The minutes will follow”", "Invitation on the letterhead", "Outstanding", "1 Sep 2026"):
        assert letters(said) in letters(text), said
    assert "Internal-promise-planted" not in text
    ours = mou_annex.gather(workspace.ask, chosen("mou-annex", mou, audience="ourselves"))
    assert "1 overdue" in annex_document.totals(ours.clauses[0], ours)
    assert "Internal-promise-planted" in words(annex_document.build(ours))


def test_the_annex_leads_from_clause_to_promise_and_back(workspace: Workspace, mou: Mou) -> None:
    facts = mou_annex.gather(workspace.ask, chosen("mou-annex", mou))
    pages = reader(annex_document.build(facts)).pages
    links = [each.get_object() for page in pages for each in page.get("/Annots", ())]
    assert len([each for each in links if each["/Subtype"] == "/Link"]) >= 2 * len(facts.clauses[0].promises)


def test_the_draft_has_our_debts_first_and_room_for_their_answer(workspace: Workspace, mou: Mou) -> None:
    facts = review(workspace, mou)
    assert [line.reference for part in facts.ours for line in part.promises] == [
        row for key, row in mou.references.items() if key not in (mou.kept, mou.late, mou.internal)
    ][1:]
    assert (facts.is_draft, facts.other_party, facts.responses) == (True, "Sample Legislature", {})
    text = words(review_document.build(facts))
    assert "The response of Sample Legislature" in text
    assert text.index("What we undertook") < text.index("Clause by clause: Sample Legislature")
    assert "no response" not in text


def test_the_agreed_version_has_the_answers_and_names_the_draft(workspace: Workspace, mou: Mou) -> None:
    draft = make_bytes(workspace.ask, "mou-review", {"agreement": f"agreements:{mou.id}"}, today=TODAY)
    given = HandOverDraft(
        "mou-review", "Review", {"agreement": f"agreements:{mou.id}"}, draft, 2, "review.pdf", to_whom="The Speaker"
    )
    workspace.do(hand_over, given)
    late = workspace.ask(find_answerable, mou.id, mou.references[mou.late])
    assert late == mou.late
    workspace.do(respond, mou.id, {mou.meetings: "We agree", late: "They are typed"}, TODAY, "The Secretary")
    facts = review(workspace, mou, version="agreed")
    sha256 = dict(facts.facts)["Answers"]
    assert sha256.startswith("draft given to The Speaker on 22 Nov 2026, SHA-256 ") and len(sha256.split()[-1]) == 64
    assert facts.unanswered == ("4.3 Schools", "1 Respect")
    text = words(review_document.build(facts))
    for said in (
        "We agree",
        "They are typed",
        "The Secretary, 22 Nov 2026",
        "no response",
        "2 clauses were not answered",
    ):
        assert letters(said) in letters(text), said
    of_word = Document(BytesIO(review_document.build_docx(facts).data))
    assert any("We agree" in place.text for table in of_word.tables for row in table.rows for place in row.cells)


def test_an_answer_is_corrected_taken_back_and_undone(workspace: Workspace, mou: Mou) -> None:
    clause = workspace.ask(find_answerable, mou.id, "4.2")
    workspace.do(respond, mou.id, {clause: "We agree"}, TODAY, "The Secretary")
    workspace.do(respond, mou.id, {clause: "We agree in part"}, TODAY)
    assert workspace.ask(list_responses, mou.id)[clause].words == "We agree in part"
    workspace.undo()
    assert workspace.ask(list_responses, mou.id)[clause].words == "We agree"
    workspace.do(respond, mou.id, {clause: ""}, TODAY)
    assert workspace.ask(list_responses, mou.id) == {}
    workspace.undo()
    workspace.undo()
    assert workspace.ask(list_responses, mou.id) == {}


@pytest.mark.parametrize(("answers", "code"), [({}, "no-new-response"), ({1: "x"}, "response-to-nothing")])
def test_what_cannot_be_answered_is_refused(workspace: Workspace, mou: Mou, answers: dict[int, str], code: str) -> None:
    with pytest.raises(UserError) as problem:
        workspace.do(respond, mou.id, answers, TODAY)
    assert problem.value.code == code
    with pytest.raises(UserError):
        workspace.ask(find_answerable, mou.id, "9.9")
