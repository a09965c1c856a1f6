"""What one can rely on about agreements: clauses bring deliverables, colours are explained, nothing is overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm.operations.agreements import (
    AgreementDraft,
    AmendmentDraft,
    PartyDraft,
    amend,
    change_status,
    draft_agreement,
    hold_review,
    keep_signed_copy,
    renew,
    save_agreement,
    write_agreement,
)
from crm.operations.clauses import ClauseDraft, draft_clause, put_under_clause, save_clause
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.deliverables import (
    DeliverableDraft,
    add_deliverable_evidence,
    change_deliverable_status,
    draft_deliverable,
    follow_up_deliverable,
    move_deliverable_date,
    record_progress,
    save_deliverable,
    set_light,
)
from crm.operations.movements import EvidenceDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.records import remove, set_confidentiality
from crm.queries.agreements import (
    AgreementPage,
    AgreementsFilter,
    agreement_of,
    find_agreement,
    get_agreement,
    get_clause_rows,
    list_agreements,
    list_binding_clauses,
)
from crm.queries.commitments import CommitmentFilter, get_commitment, list_commitments
from crm.queries.deliverables import DeliverablesFilter, get_deliverable, list_deliverables, rag_counts
from crm.queries.organisations import get_home
from crm.queries.records import find, get_found, get_record
from crm.queries.review import list_review
from crm.queries.today import get_today, list_due
from crm.rules import clock
from crm.rules.agreements import DeliverableStatus, Rag, Status
from crm.rules.errors import UserError
from crm.workspace import Workspace


@pytest.fixture
def legislature(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sample Legislature", "legislature")).value[0]


@pytest.fixture
def home(workspace: Workspace) -> int:
    found = workspace.ask(get_home)
    assert found is not None
    return found[0]


@pytest.fixture
def mou(workspace: Workspace, legislature: int, home: int) -> int:
    draft = AgreementDraft(
        "Working together on inclusive education",
        [
            PartyDraft(home, signatory_name="Our Director", signatory_post="Director", signed_on=date(2026, 2, 1)),
            PartyDraft(legislature, signatory_name="The Speaker", focal_name="The Secretary"),
        ],
        status="in_force",
        signed_on=date(2026, 2, 1),
        effective_on=date(2026, 2, 1),
        expires_on=date(2027, 1, 31),
        review_every="six_monthly",
        next_review_on=date(2026, 8, 1),
    )
    return workspace.do(save_agreement, draft).value[0]


def page_of(workspace: Workspace, agreement_id: int) -> AgreementPage:
    page = workspace.ask(get_agreement, agreement_id)
    assert page is not None
    return page


def add_quarterly(workspace: Workspace, mou: int, legislature: int) -> int:
    draft = ClauseDraft(
        mou,
        "4.2",
        "Quarterly meetings",
        "The parties meet each quarter.",
        responsible_id=legislature,
        every="quarterly",
        first_due_on=date(2026, 3, 31),
        unit="meetings",
        planned=1,
    )
    return workspace.do(save_clause, draft).value[0]


def test_a_clause_that_comes_round_makes_one_dated_deliverable_a_period(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    clause_id = add_quarterly(workspace, mou, legislature)
    (clause,) = workspace.ask(get_clause_rows, [clause_id])
    assert [row.due_on for row in clause.deliverables] == [
        date(2026, 3, 31),
        date(2026, 6, 30),
        date(2026, 9, 30),
        date(2026, 12, 31),
    ]
    assert clause.deliverables[0].title == "Quarterly meetings, by 31 Mar 2026"
    assert clause.deliverables[1].starts_on == date(2026, 4, 1)
    assert clause.responsible == "Sample Legislature"
    assert clause.deliverables[0].responsible == "Sample Legislature"
    assert clause.light.rag is Rag.RED
    assert clause.light.reason == "3 of 4 are red"


def test_a_corrected_date_brings_no_second_deliverable_and_a_later_end_brings_more(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    clause_id = add_quarterly(workspace, mou, legislature)
    first = workspace.ask(list_deliverables, DeliverablesFilter(clause_id=clause_id))[0]
    draft = draft_deliverable(first)
    draft.due_on = date(2026, 4, 10)
    workspace.do(save_deliverable, draft)
    workspace.do(save_clause, draft_clause(clause_id))
    assert len(workspace.ask(list_deliverables, DeliverablesFilter(clause_id=clause_id))) == 4
    workspace.do(amend, mou, AmendmentDraft("Six months longer", date(2026, 11, 1), expires_on=date(2027, 7, 31)))
    assert len(workspace.ask(list_deliverables, DeliverablesFilter(clause_id=clause_id))) == 6


def test_planned_and_actual_give_progress_and_a_variance_with_its_reason(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    clause_id = add_quarterly(workspace, mou, legislature)
    draft = DeliverableDraft(
        clause_id, "Schools visited", due_on=date(2026, 12, 15), planned=8, unit="schools", weight=3
    )
    deliverable_id = workspace.do(save_deliverable, draft).value[0]
    workspace.do(record_progress, deliverable_id, date(2026, 11, 20), actual=6, reason="two roads were flooded")
    page = workspace.ask(get_deliverable, deliverable_id)
    assert page is not None
    assert (page.row.progress, page.row.variance, page.row.reason) == (75, -2, "two roads were flooded")
    assert page.row.status is DeliverableStatus.UNDER_WAY
    assert page.progress == ((date(2026, 11, 20), 75, 6, ""),)


def test_accepting_wants_evidence_and_cancelling_a_reason(workspace: Workspace, mou: int, legislature: int) -> None:
    add_quarterly(workspace, mou, legislature)
    first, second = workspace.ask(list_deliverables)[:2]
    workspace.do(change_deliverable_status, first, "delivered", date(2026, 11, 1))
    with pytest.raises(UserError) as caught:
        workspace.do(change_deliverable_status, first, "accepted", date(2026, 11, 2))
    assert caught.value.code == "evidence-missing"
    seen = EvidenceDraft("Signed attendance register", "document")
    workspace.do(change_deliverable_status, first, "accepted", date(2026, 11, 2), evidence=[seen])
    page = workspace.ask(get_deliverable, first)
    assert page is not None
    assert page.row.light.rag is Rag.BLUE
    assert page.row.sentence == "Due 31 Mar; delivered 1 Nov, 215 days after the date."
    assert page.row.evidence[0].words == "Signed attendance register"
    with pytest.raises(UserError) as caught:
        workspace.do(change_deliverable_status, second, "cancelled_by_agreement", date(2026, 11, 2))
    assert caught.value.code == "note-missing"


def test_a_moved_date_is_kept_and_only_an_agreed_one_changes_the_colour(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    add_quarterly(workspace, mou, legislature)
    third = workspace.ask(list_deliverables)[2]
    said = date(2026, 10, 2)
    workspace.do(move_deliverable_date, third, date(2027, 1, 15), said, said_by="The Secretary", is_agreed=False)
    page = workspace.ask(get_deliverable, third)
    assert page is not None
    assert page.row.light.rag is Rag.RED
    assert page.row.sentence == "Due 30 Sep; they moved it to 15 Jan, we did not agree; 53 days late."
    workspace.do(move_deliverable_date, third, date(2027, 1, 20), said, said_by="The Secretary")
    page = workspace.ask(get_deliverable, third)
    assert page is not None
    assert page.row.light.rag is not Rag.RED
    assert len(page.moves) == 2


def test_a_colour_by_hand_asks_why(workspace: Workspace, mou: int, legislature: int) -> None:
    add_quarterly(workspace, mou, legislature)
    first = workspace.ask(list_deliverables)[0]
    with pytest.raises(UserError) as caught:
        workspace.do(set_light, first, "green")
    assert caught.value.code == "colour-without-reason"
    workspace.do(set_light, first, "green", "the House was in recess")
    page = workspace.ask(get_deliverable, first)
    assert page is not None
    assert page.row.light.is_overridden
    assert page.row.light.reason == "the House was in recess"
    workspace.do(set_light, first, "")
    page = workspace.ask(get_deliverable, first)
    assert page is not None
    assert not page.row.light.is_overridden


def test_promise_clause_deliverable_and_evidence_are_found_from_each_other(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    clause_id = add_quarterly(workspace, mou, legislature)
    deliverable_id = workspace.ask(list_deliverables)[0]
    promise = CommitmentDraft("We shall call the meeting", date(2026, 3, 1), bound_id=legislature)
    commitment_id, reference = workspace.do(save_commitment, promise).value
    assert workspace.do(put_under_clause, commitment_id, None, deliverable_id).label == (
        f"Put {reference} under a clause"
    )
    (clause,) = workspace.ask(get_clause_rows, [clause_id])
    assert clause.promises == (commitment_id,)
    assert clause.deliverables[0].promises == (commitment_id,)
    wanted = CommitmentFilter(agreement_id=mou)
    assert workspace.ask(list_commitments, wanted) == [commitment_id]
    assert page_of(workspace, mou).promises == (commitment_id,)
    kept = workspace.ask(get_commitment, commitment_id)
    assert kept is not None
    assert (kept.row.clause_id, kept.row.deliverable_id) == (clause_id, deliverable_id)
    assert kept.row.clause_name == "4.2 Quarterly meetings, M-2026-0001"
    other = workspace.do(save_clause, ClauseDraft(mou, "5", "Training")).value[0]
    with pytest.raises(UserError) as caught:
        workspace.do(put_under_clause, commitment_id, other, deliverable_id)
    assert caught.value.code == "deliverable-of-another-clause"


def test_an_amendment_makes_a_version_and_takes_clauses_out(workspace: Workspace, mou: int, legislature: int) -> None:
    clause_id = add_quarterly(workspace, mou, legislature)
    done = workspace.do(amend, mou, AmendmentDraft("Meetings are dropped", date(2026, 11, 1), clauses_out=[clause_id]))
    assert done.value == ("Working together on inclusive education", 2)
    page = page_of(workspace, mou)
    assert page.version == 2
    (clause,) = page.clauses
    assert not clause.is_standing
    assert {row.status for row in clause.deliverables} == {DeliverableStatus.CANCELLED}
    assert page.row.deliverables == 0
    later = workspace.do(save_clause, ClauseDraft(mou, "4.3", "A liaison desk")).value[0]
    (added,) = workspace.ask(get_clause_rows, [later])
    assert added.since_version == 2
    workspace.undo()
    workspace.undo()
    assert page_of(workspace, mou).version == 1
    assert page_of(workspace, mou).clauses[0].is_standing


def test_a_review_sets_the_next_one(workspace: Workspace, mou: int) -> None:
    workspace.do(hold_review, mou, date(2026, 8, 20), "On course; meetings are late")
    page = page_of(workspace, mou)
    assert page.row.next_review_on == date(2027, 2, 20)
    assert page.reviews == ((date(2026, 8, 20), date(2026, 8, 1), "On course; meetings are late", None, ""),)


def test_expiry_comes_up_on_today_before_the_end(workspace: Workspace, mou: int) -> None:
    workspace.do(hold_review, mou, date(2026, 11, 20), "All well", next_review_on=date(2027, 1, 20))
    record = workspace.ask(get_record, mou)
    assert record is not None
    assert record.next_look == date(2026, 11, 2)  # 90 days before 31 Jan 2027
    assert mou in workspace.ask(list_due)
    assert workspace.ask(list_agreements, AgreementsFilter(status="expiring")) == [mou]
    assert mou in [row.id for row in workspace.ask(get_today).agreements.agreements.rows]


def test_renewing_closes_the_old_one_and_carries_what_stands(workspace: Workspace, mou: int, legislature: int) -> None:
    add_quarterly(workspace, mou, legislature)
    new_id = workspace.do(renew, mou, date(2027, 2, 1), date(2028, 1, 31)).value[0]
    old, new = page_of(workspace, mou), page_of(workspace, new_id)
    assert (old.row.status, old.row.outcome, old.renewed_by_id) == (Status.CLOSED, "renewed", new_id)
    assert (new.row.status, new.renewed_from) == (Status.IN_NEGOTIATION, "M-2026-0001")
    assert [row.due_on for row in new.clauses[0].deliverables] == [
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 9, 30),
        date(2027, 12, 31),
    ]
    assert [party.name for party in new.parties] == [party.name for party in old.parties]
    workspace.undo()
    assert page_of(workspace, mou).row.status is Status.IN_FORCE
    assert workspace.ask(get_agreement, new_id) is None


def test_parties_show_what_each_has_to_deliver(workspace: Workspace, mou: int, legislature: int) -> None:
    clause_id = add_quarterly(workspace, mou, legislature)
    workspace.do(save_deliverable, DeliverableDraft(clause_id, "Joint statement", due_on=date(2027, 1, 10)))
    ours, theirs = page_of(workspace, mou).parties
    assert (ours.deliverables, ours.overdue) == (0, 0)
    assert (theirs.deliverables, theirs.overdue, theirs.light.rag) == (5, 3, Rag.RED)
    assert theirs.focal == "The Secretary"


def test_clauses_bind_a_committee_of_the_legislature_that_signed(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    clause_id = add_quarterly(workspace, mou, legislature)
    committee = workspace.do(
        save_organisation, OrganisationDraft("Committee on Education", "committee", parent_id=legislature)
    ).value[0]
    assert workspace.ask(list_binding_clauses, committee) == [clause_id]
    assert workspace.ask(list_agreements, AgreementsFilter(body_id=committee)) == [mou]
    workspace.do(change_status, mou, "closed", date(2026, 11, 20), outcome="completed")
    assert workspace.ask(list_binding_clauses, committee) == []


def test_a_follow_up_takes_a_deliverable_off_today(workspace: Workspace, mou: int, legislature: int) -> None:
    add_quarterly(workspace, mou, legislature)
    first = workspace.ask(list_deliverables)[0]
    assert first in workspace.ask(list_due)
    workspace.do(follow_up_deliverable, first, date(2026, 11, 22), channel="phone", words="When is the meeting?")
    assert first not in workspace.ask(list_due)


def test_confidentiality_passes_on_to_clauses_and_deliverables(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    add_quarterly(workspace, mou, legislature)
    draft = draft_agreement(mou)
    draft.confidentiality = 2
    workspace.do(save_agreement, draft)
    (clause,) = page_of(workspace, mou).clauses
    assert clause.confidentiality == 2
    assert {row.confidentiality for row in clause.deliverables} == {2}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "agreement-without-title"),
        ({"parties": [PartyDraft(name="Alone")]}, "agreement-without-parties"),
        ({"effective_on": date(2026, 5, 1), "expires_on": date(2026, 4, 1)}, "agreement-ends-before-it-begins"),
        ({"signed_on": date(2026, 12, 1)}, "signed-in-future"),
        ({"review_every": "fortnightly"}, "no-such-choice"),
        ({"remind_days": -1}, "bad-count"),
    ],
)
def test_what_cannot_be_is_refused(workspace: Workspace, today: date, change: dict[str, object], code: str) -> None:
    values = {"title": "An agreement", "parties": [PartyDraft(name="One"), PartyDraft(name="Two")]} | change
    with pytest.raises(UserError) as caught:
        workspace.do(save_agreement, AgreementDraft(**values))  # type: ignore[arg-type]
    assert caught.value.code == code
    assert workspace.ask(list_agreements) == []


def test_the_signed_copy_lies_inside(workspace: Workspace, mou: int, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(b"%PDF-1.4 signed")
    draft = draft_agreement(mou)
    draft.signed_copy = file
    workspace.do(save_agreement, draft)
    assert page_of(workspace, mou).signed_copy == "signed.pdf"


def test_agreements_are_found_and_named(workspace: Workspace, mou: int, legislature: int) -> None:
    clause_id = add_quarterly(workspace, mou, legislature)
    first = workspace.ask(list_deliverables)[0]
    assert workspace.ask(find_agreement, "M-2026-0001") == mou
    assert workspace.ask(agreement_of, first) == workspace.ask(agreement_of, clause_id) == mou
    assert mou in [found.id for found in workspace.ask(find, "inclusive educ")]
    named = {found.id: (found.noun, found.name) for found in workspace.ask(get_found, [mou, clause_id, first])}
    assert named[mou] == ("agreements", "M-2026-0001 Working together on inclusive education")
    assert named[clause_id] == ("agreements", "4.2 Quarterly meetings, M-2026-0001")
    assert named[first] == ("agreements", "Quarterly meetings, by 31 Mar 2026, M-2026-0001")


def test_colours_are_counted_without_what_was_taken_out(workspace: Workspace, mou: int, legislature: int) -> None:
    add_quarterly(workspace, mou, legislature)
    found = workspace.ask(list_deliverables)
    note = "Amendment 1"
    workspace.do(change_deliverable_status, found[0], "cancelled_by_agreement", date(2026, 11, 1), note=note)
    rows = [row for clause in page_of(workspace, mou).clauses for row in clause.deliverables]
    assert rag_counts(rows)[Rag.RED] == 2


def test_everything_an_agreement_does_can_be_undone_to_the_start(workspace: Workspace, legislature: int) -> None:
    before = workspace.ask(list_agreements)
    clock.choose(date(2026, 11, 22))
    draft = AgreementDraft("Short lived", [PartyDraft(name="One"), PartyDraft(legislature)], status="in_force")
    agreement_id = workspace.do(save_agreement, draft).value[0]
    add_quarterly(workspace, agreement_id, legislature)
    first = workspace.ask(list_deliverables)[0]
    workspace.do(record_progress, first, date(2026, 11, 20), percent=40, note="Half")
    workspace.do(set_confidentiality, agreement_id, 1)
    for _ in range(4):
        workspace.undo()
    assert workspace.ask(list_agreements) == before
    assert workspace.ask(list_deliverables) == []
    assert workspace.check() == []


def refused(workspace: Workspace, record_id: int) -> UserError:
    with pytest.raises(UserError) as caught:
        workspace.do(remove, record_id)
    return caught.value


def test_an_agreement_is_removed_with_its_clauses_and_papers_and_its_promises_stay(
    workspace: Workspace, mou: int, legislature: int, tmp_path: Path
) -> None:
    paper = tmp_path / "signed.pdf"
    paper.write_bytes(b"%PDF-1.4 a sample")
    workspace.do(keep_signed_copy, mou, paper)
    workspace.do(amend, mou, AmendmentDraft("A second paper", date(2026, 11, 1), paper))
    clause = add_quarterly(workspace, mou, legislature)
    first = workspace.ask(list_deliverables, DeliverablesFilter(clause_id=clause))[0]
    workspace.do(add_deliverable_evidence, first, EvidenceDraft("Minutes", "minutes", paper))
    promise = CommitmentDraft("We host it", date(2026, 3, 1), bound_id=legislature, deliverable_id=first)
    promise_id = workspace.do(save_commitment, promise).value[0]
    before = page_of(workspace, mou)
    workspace.do(remove, mou)
    assert workspace.ask(get_agreement, mou) is None
    assert workspace.ask(get_clause_rows, [clause]) == []
    assert workspace.ask(get_deliverable, first) is None
    kept = workspace.ask(get_commitment, promise_id)
    assert kept is not None and kept.row.clause_id is None
    assert workspace.check() == []
    workspace.undo()
    assert page_of(workspace, mou) == before
    assert before.promises == (promise_id,)
    assert workspace.check() == []


def test_a_clause_takes_its_deliverables_along_and_a_deliverable_leaves_the_promise_under_the_clause(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    clause = add_quarterly(workspace, mou, legislature)
    first, second, *_more = workspace.ask(list_deliverables, DeliverablesFilter(clause_id=clause))
    promise = CommitmentDraft("We host it", date(2026, 3, 1), bound_id=legislature, deliverable_id=first)
    workspace.do(save_commitment, promise)
    workspace.do(remove, first)
    (row,) = workspace.ask(get_clause_rows, [clause])
    assert (len(row.deliverables), len(row.promises)) == (3, 1)
    workspace.do(remove, clause)
    assert workspace.ask(get_deliverable, second) is None
    assert page_of(workspace, mou).clauses == ()
    workspace.undo()
    assert workspace.ask(get_clause_rows, [clause]) == [row]


def test_an_agreement_that_was_renewed_is_not_removed(workspace: Workspace, mou: int) -> None:
    workspace.do(renew, mou, date(2027, 2, 1), date(2028, 1, 31), on=date(2026, 11, 20))
    assert refused(workspace, mou).code == "still-in-use"


def test_clauses_and_deliverables_are_as_confidential_as_their_agreement_is_made(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    clause = add_quarterly(workspace, mou, legislature)
    workspace.do(set_confidentiality, mou, 2)
    (row,) = workspace.ask(get_clause_rows, [clause])
    assert {row.confidentiality, *(each.confidentiality for each in row.deliverables)} == {2}
    workspace.undo()
    (row,) = workspace.ask(get_clause_rows, [clause])
    assert {row.confidentiality, *(each.confidentiality for each in row.deliverables)} == {0}


def test_an_agreement_is_written_down_whole_or_not_at_all(workspace: Workspace, home: int, legislature: int) -> None:
    draft = AgreementDraft("Whole", [PartyDraft(home), PartyDraft(legislature)], expires_on=date(2027, 6, 30))
    clause = ClauseDraft(0, "1", "Meetings", every="quarterly", first_due_on=date(2026, 12, 31))
    deliverable = DeliverableDraft(0, "A list", due_on=date(2026, 12, 1))
    agreement_id, _title = workspace.do(write_agreement, draft, [(clause, [deliverable])]).value
    (written,) = page_of(workspace, agreement_id).clauses
    assert written.deliverables[0].title == "A list"
    assert len(written.deliverables) == 4
    workspace.undo()
    assert workspace.ask(list_agreements) == []
    wrong = DeliverableDraft(0, "")
    with pytest.raises(UserError, match="deliverable-without-title"):
        workspace.do(write_agreement, draft, [(clause, [wrong])])
    assert workspace.ask(list_agreements, AgreementsFilter(status="all")) == []


def test_what_is_closed_is_not_amended_and_nothing_begins_closed(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    workspace.do(change_status, mou, "closed", date(2026, 11, 20), outcome="expired")
    with pytest.raises(UserError) as caught:
        workspace.do(amend, mou, AmendmentDraft("One more year", date(2026, 11, 20), expires_on=date(2028, 1, 31)))
    assert caught.value.code == "no-such-step"
    parties = [PartyDraft(legislature), PartyDraft(name="Another")]
    with pytest.raises(UserError) as caught:
        workspace.do(save_agreement, AgreementDraft("An old one", parties, status="closed"))
    assert caught.value.code == "no-such-step"


def test_what_was_not_delivered_is_gone_through_also_when_the_agreement_ended(
    workspace: Workspace, mou: int, legislature: int
) -> None:
    clause = add_quarterly(workspace, mou, legislature)
    late = workspace.ask(list_deliverables, DeliverablesFilter(clause_id=clause))[0]
    workspace.do(change_status, mou, "closed", date(2026, 11, 20), outcome="expired")
    assert late in workspace.ask(list_review)
    workspace.do(change_deliverable_status, late, "cancelled_by_agreement", date(2026, 11, 20), note="It ended")
    assert late not in workspace.ask(list_review)
