"""What one can rely on about petitions: only legal steps, each with its row; nothing is forgotten; undo is whole."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.operations.commitments import save_commitment
from crm.operations.movements import EvidenceDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.operations.petitions import (
    PetitionDraft,
    add_evidence,
    change_status,
    check_point,
    draft_petition,
    draft_undertaking,
    follow_up,
    move_date,
    note_progress,
    save_petition,
    tell_petitioner,
)
from crm.operations.records import remove, set_confidentiality, set_next_look
from crm.operations.review import Said, answer
from crm.queries.commitments import get_commitment_rows
from crm.queries.history import list_history
from crm.queries.people import list_timeline
from crm.queries.petitions import (
    PetitionPage,
    PetitionRow,
    PetitionsFilter,
    find_petition,
    get_petition,
    get_petition_rows,
    list_petitions,
)
from crm.queries.records import find, get_found, get_record
from crm.queries.review import list_review
from crm.queries.review_items import get_review_item
from crm.queries.today import list_due
from crm.rules import petitions
from crm.rules.admissibility import points_for
from crm.rules.commitments import Lateness
from crm.rules.errors import UserError
from crm.rules.petitions import Outcome, Status
from crm.rules.review import Key, Kind, ReviewScope, Scope
from crm.workspace import Workspace
from tests.conftest import some

ON = date(2026, 11, 20)


@pytest.fixture
def house(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sample Legislature", "legislature")).value[0]


@pytest.fixture
def committee(workspace: Workspace, house: int) -> int:
    draft = OrganisationDraft("Committee on Sample Water", "committee", parent_id=house)
    return workspace.do(save_organisation, draft).value[0]


@pytest.fixture
def petition(workspace: Workspace, house: int) -> int:
    draft = PetitionDraft("Water for Sampleville", body_id=house, petitioner_name="Sampleville Water Group")
    return workspace.do(save_petition, draft).value[0]


def page_of(workspace: Workspace, petition_id: int) -> PetitionPage:
    page = workspace.ask(get_petition, petition_id)
    assert page is not None
    return page


def row_of(workspace: Workspace, petition_id: int) -> PetitionRow:
    return workspace.ask(get_petition_rows, [petition_id])[0]


def go(workspace: Workspace, petition_id: int, *statuses: str) -> None:
    for status in statuses:
        workspace.do(change_status, petition_id, status, ON, note="As it was heard")


def next_look_of(workspace: Workspace, petition_id: int) -> date | None:
    head = workspace.ask(get_record, petition_id)
    assert head is not None
    return head.next_look


def test_a_petition_gets_a_reference_of_the_year_it_was_handed_in(workspace: Workspace, house: int) -> None:
    first = workspace.do(save_petition, PetitionDraft("One", body_id=house))
    second = workspace.do(save_petition, PetitionDraft("Two", submitted_on=date(2025, 5, 5), status="submitted"))
    third = workspace.do(save_petition, PetitionDraft("Three"))
    assert [each.value[1] for each in (first, second, third)] == ["P-2026-0001", "P-2025-0001", "P-2026-0002"]
    assert first.label == "Save petition P-2026-0001"
    assert workspace.ask(find_petition, "P-2025-0001") == second.value[0]


def test_it_goes_through_the_house_and_every_step_leaves_its_row(
    workspace: Workspace, petition: int, committee: int
) -> None:
    go(workspace, petition, "ready", "submitted", "acknowledged")
    workspace.do(change_status, petition, "registered", ON, their_number="PET 7/2026")
    go(workspace, petition, "admissible")
    workspace.do(
        change_status,
        petition,
        "referred",
        ON,
        committee_id=committee,
        note="Letter of the Speaker",
        source="PET 7/2026, page 2",
    )
    go(workspace, petition, "awaiting_response", "response_received", "committee_report", "in_house")
    go(workspace, petition, "house_resolution", "monitored")
    done = workspace.do(change_status, petition, "closed", ON, outcome="granted")
    assert done.label == "P-2026-0001: Granted"
    page = page_of(workspace, petition)
    assert [step[2] for step in page.steps][:4] == ["ready", "submitted", "acknowledged", "registered"]
    assert len(page.steps) == 13
    assert page.steps[5] == (ON, "admissible", "referred", "", "Letter of the Speaker", "PET 7/2026, page 2")
    row = page.row
    assert (row.their_number, row.committee, row.submitted_on, row.acknowledged_on, row.closed_on) == (
        "PET 7/2026",
        "Committee on Sample Water",
        ON,
        ON,
        ON,
    )
    assert (row.status, row.outcome, row.lateness, row.stands) == ("closed", "granted", Lateness.CLOSED, "Granted")


@pytest.mark.parametrize(
    ("status", "named", "code"),
    [
        ("registered", {}, "no-such-step"),
        ("nonsense", {}, "no-such-step"),
        ("closed", {}, "outcome-missing"),
        ("ready", {"outcome": "granted"}, "outcome-missing"),
        ("closed", {"outcome": "granted"}, "no-such-ending"),
        ("closed", {"outcome": "nonsense"}, "no-such-step"),
        ("closed", {"outcome": "merged"}, "note-missing"),
    ],
)
def test_what_the_table_does_not_allow_is_refused_and_leaves_nothing(
    workspace: Workspace, petition: int, status: str, named: dict[str, str], code: str
) -> None:
    before = page_of(workspace, petition)
    with pytest.raises(UserError) as caught:
        workspace.do(change_status, petition, status, ON, **named)
    assert caught.value.code == code
    assert page_of(workspace, petition) == before


def test_a_step_lies_in_the_past_and_an_acknowledgement_after_the_submission(
    workspace: Workspace, petition: int, today: date
) -> None:
    go(workspace, petition, "submitted")
    with pytest.raises(UserError) as caught:
        workspace.do(change_status, petition, "acknowledged", ON - timedelta(days=1))
    assert caught.value.code == "acknowledged-before-submitted"
    with pytest.raises(UserError) as caught:
        workspace.do(change_status, petition, "registered", today + timedelta(days=1))
    assert caught.value.code == "made-in-future"


def test_what_was_returned_goes_back_to_the_draft_and_is_handed_in_again(workspace: Workspace, petition: int) -> None:
    workspace.do(change_status, petition, "submitted", date(2026, 10, 1))
    go(workspace, petition, "returned", "draft")
    assert row_of(workspace, petition).submitted_on is None
    go(workspace, petition, "submitted")
    assert row_of(workspace, petition).submitted_on == ON
    assert [step[2] for step in page_of(workspace, petition).steps] == ["submitted", "returned", "draft", "submitted"]


def test_a_closed_one_is_opened_again_and_that_is_a_row_too(workspace: Workspace, petition: int) -> None:
    workspace.do(change_status, petition, "closed", ON, outcome="withdrawn")
    assert next_look_of(workspace, petition) is None
    go(workspace, petition, "draft")
    row = row_of(workspace, petition)
    assert (row.status, row.outcome, row.closed_on) == ("draft", None, None)
    assert next_look_of(workspace, petition) is not None


def test_an_ended_petition_comes_up_until_the_petitioner_was_told(
    workspace: Workspace, petition: int, today: date
) -> None:
    go(workspace, petition, "submitted")
    workspace.do(change_status, petition, "closed", ON, outcome="not_granted")
    assert petition in workspace.ask(list_due, today)
    assert workspace.ask(list_petitions, PetitionsFilter(status="to_tell")) == [petition]
    assert row_of(workspace, petition).sentence == "Not granted 20 Nov; the petitioner is still to be told."
    workspace.do(tell_petitioner, petition, today, "Meeting in the hall")
    assert next_look_of(workspace, petition) is None
    assert workspace.ask(list_petitions, PetitionsFilter(status="to_tell")) == []
    assert page_of(workspace, petition).steps[-1][4] == "Petitioner told: Meeting in the hall"
    workspace.undo()
    assert petition in workspace.ask(list_due, today)


def test_the_review_asks_for_the_next_step_and_then_that_the_petitioner_is_told(
    workspace: Workspace, house: int, today: date
) -> None:
    draft = PetitionDraft("Late", body_id=house, status="monitored", due_on=date(2026, 10, 1))
    late = workspace.do(save_petition, draft).value[0]
    assert late in workspace.ask(list_review)
    assert late in workspace.ask(list_review, ReviewScope(Scope.BODY, house))
    item = workspace.ask(get_review_item, late)
    assert item is not None
    assert (item.kind, item.reach.rings.name, Key.CLOSE_OUT in item.keys) == (Kind.PETITION, "Sample Legislature", True)
    workspace.do(change_status, late, "closed", ON, outcome="granted")
    assert late in workspace.ask(list_review)
    item = workspace.ask(get_review_item, late)
    assert item is not None
    call = answer(item, Key.DONE, Said())
    workspace.do(call.operation, *call.args, **call.named)
    assert late not in workspace.ask(list_review)


def test_of_a_watched_petition_others_tell(workspace: Workspace, house: int) -> None:
    draft = PetitionDraft("A partner’s", body_id=house, is_watched=True, status="referred")
    watched = workspace.do(save_petition, draft).value[0]
    workspace.do(change_status, watched, "closed", ON, outcome="no_response")
    assert next_look_of(workspace, watched) is None


def test_the_date_of_an_answer_is_corrected_until_it_moves(workspace: Workspace, petition: int, today: date) -> None:
    draft = workspace.ask(draft_petition, petition)
    draft.due_on = date(2026, 11, 10)
    workspace.do(save_petition, draft)
    assert row_of(workspace, petition).lateness is Lateness.OVERDUE
    workspace.do(move_date, petition, date(2026, 12, 10), ON, said_by="The secretary", reason="Recess", is_agreed=False)
    row = row_of(workspace, petition)
    assert (row.due_on, row.due_agreed, row.lateness) == (date(2026, 12, 10), date(2026, 11, 10), Lateness.OVERDUE)
    draft = workspace.ask(draft_petition, petition)
    draft.due_on = date(2026, 12, 24)
    with pytest.raises(UserError) as caught:
        workspace.do(save_petition, draft)
    assert caught.value.code == "date-has-moved"
    with pytest.raises(UserError) as caught:
        workspace.do(move_date, petition, date(2026, 12, 10), ON)
    assert caught.value.code == "same-date"


def test_a_follow_up_takes_it_off_today_for_two_weeks(workspace: Workspace, house: int, today: date) -> None:
    draft = PetitionDraft("Late", body_id=house, status="referred", due_on=date(2026, 10, 1))
    late = workspace.do(save_petition, draft).value[0]
    assert late in workspace.ask(list_due, today)
    workspace.do(follow_up, late, today, channel="phone", to_whom="The secretary", answer="It is on the agenda")
    assert next_look_of(workspace, late) == today + timedelta(days=14)
    row = row_of(workspace, late)
    assert (row.follow_ups, row.last_movement) == (1, "Followed up (phone): It is on the agenda")


def test_progress_and_evidence_are_movements(workspace: Workspace, petition: int, tmp_path: Path) -> None:
    workspace.do(note_progress, petition, ON, "A tanker came")
    assert row_of(workspace, petition).last_movement == "A tanker came"
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("stamped")
    workspace.do(add_evidence, petition, EvidenceDraft("Stamped receipt", "photo", receipt, ON))
    (piece,) = page_of(workspace, petition).evidence
    assert (piece.words, piece.file_name) == ("Stamped receipt", "receipt.txt")
    with pytest.raises(UserError) as caught:
        workspace.do(note_progress, petition, ON, " ")
    assert caught.value.code == "note-missing"


def test_what_is_closed_is_not_moved_or_followed_up(workspace: Workspace, petition: int, today: date) -> None:
    workspace.do(change_status, petition, "closed", ON, outcome="withdrawn")
    for refused in (
        lambda: workspace.do(follow_up, petition, ON),
        lambda: workspace.do(move_date, petition, today, ON),
        lambda: workspace.do(note_progress, petition, ON, "x"),
    ):
        with pytest.raises(UserError) as caught:
            refused()
        assert caught.value.code == "already-closed"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (PetitionDraft(" "), "petition-without-title"),
        (PetitionDraft("x", kind="letter"), "no-such-choice"),
        (PetitionDraft("x", form="many"), "no-such-choice"),
        (PetitionDraft("x", signatures=-1), "bad-count"),
        (PetitionDraft("x", submitted_on=date(2027, 1, 1)), "made-in-future"),
        (PetitionDraft("x", submitted_on=ON, acknowledged_on=date(2026, 1, 1)), "acknowledged-before-submitted"),
        (PetitionDraft("x", status="closed"), "outcome-missing"),
        (PetitionDraft("x", status="lost"), "no-such-step"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(
    workspace: Workspace, today: date, draft: PetitionDraft, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        workspace.do(save_petition, draft)
    assert caught.value.code == code
    assert workspace.ask(list_petitions, PetitionsFilter(status="all")) == []


def test_one_that_ended_before_it_was_written_down_keeps_its_day(workspace: Workspace, today: date) -> None:
    draft = PetitionDraft("Old", status="closed", outcome="granted", closed_on=date(2024, 3, 1))
    old = workspace.do(save_petition, draft).value[0]
    row = row_of(workspace, old)
    assert (row.closed_on, row.outcome, row.last_movement_on) == (date(2024, 3, 1), Outcome.GRANTED, date(2024, 3, 1))


def test_lists_narrow_by_body_status_person_and_words(
    workspace: Workspace, petition: int, house: int, committee: int
) -> None:
    member = workspace.do(save_person, PersonDraft("Hon. Sample Member")).value[0]
    other = workspace.do(
        save_petition,
        PetitionDraft(
            "Roads", prayer="Grade the gravel road", committee_id=committee, member_id=member, status="hearing"
        ),
    ).value[0]
    ask = workspace.ask
    assert ask(list_petitions, PetitionsFilter(body_id=house)) == [petition, other]
    assert ask(list_petitions, PetitionsFilter(body_id=committee)) == [other]
    assert ask(list_petitions, PetitionsFilter(party_id=member)) == [other]
    assert ask(list_petitions, PetitionsFilter(status="hearing")) == [other]
    assert ask(list_petitions, PetitionsFilter(text="gravel")) == [other]
    assert ask(list_petitions, PetitionsFilter(sort="reference", descending=True)) == [other, petition]
    assert [one.name for one in ask(find, "gravel")] == ["P-2026-0002 Roads"]
    assert ask(get_found, [petition])[0].detail == "Draft"
    assert row_of(workspace, petition).missing == ("no owner",)


def test_it_can_be_removed_and_comes_back_whole(workspace: Workspace, petition: int) -> None:
    workspace.do(set_confidentiality, petition, 2)
    go(workspace, petition, "submitted")
    before = page_of(workspace, petition)
    workspace.do(remove, petition)
    assert workspace.ask(get_petition, petition) is None
    workspace.undo()
    assert page_of(workspace, petition) == before
    assert before.row.confidentiality == 2
    assert workspace.check() == []


def test_two_people_do_not_write_over_one_another(workspace: Workspace, petition: int) -> None:
    mine, theirs = workspace.ask(draft_petition, petition), workspace.ask(draft_petition, petition)
    theirs.title = "Water and roads"
    workspace.do(save_petition, theirs)
    mine.title = "Water"
    with pytest.raises(UserError) as caught:
        workspace.do(save_petition, mine)
    assert caught.value.code == "changed-meanwhile"


def test_the_history_tells_the_steps_in_words(workspace: Workspace, petition: int) -> None:
    go(workspace, petition, "submitted", "acknowledged", "registered")
    lines = [line for entry in workspace.ask(list_history, petition) for line in entry.lines]
    assert "status: Acknowledged → Registered" in lines
    draft = workspace.ask(draft_petition, petition)
    draft.kind = "oversight_request"
    workspace.do(save_petition, draft)
    lines = [line for entry in workspace.ask(list_history, petition) for line in entry.lines]
    assert "kind: Petition → Request for oversight" in lines


def test_an_open_one_cannot_be_put_off_for_good(workspace: Workspace, petition: int, today: date) -> None:
    workspace.do(set_next_look, petition, None)
    assert next_look_of(workspace, petition) == today + timedelta(days=30)


@some(10)
@given(
    kind=st.sampled_from(list(petitions.Kind)),
    choices=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
    due=st.none() | st.dates(date(2026, 10, 1), date(2027, 6, 1)),
)
def test_whatever_happens_no_open_petition_is_forgotten_and_undo_takes_it_all_back(
    workspace: Workspace, today: date, kind: petitions.Kind, choices: list[tuple[int, int]], due: date | None
) -> None:
    gauteng = workspace.do(save_organisation, OrganisationDraft("Gauteng Legislature", "legislature")).value[0]
    petition_id = workspace.do(save_petition, PetitionDraft("Any", kind=kind, body_id=gauteng, due_on=due)).value[0]
    seen = [page_of(workspace, petition_id)]
    for step, ending in choices:
        stands = Status(seen[-1].row.status)
        offered = petitions.next_steps(kind, stands)
        taken = offered[step % len(offered)]
        endings = petitions.endings(kind, stands) if taken is Status.CLOSED else ()
        outcome = endings[ending % len(endings)] if endings else ""
        workspace.do(change_status, petition_id, taken, ON, outcome=outcome, note="so it was")
        seen.append(page_of(workspace, petition_id))
        look = seen[-1].row.next_look
        must = petitions.is_open(taken) or seen[-1].row.is_to_tell
        assert (look is not None) == must
        assert look is None or look <= today + timedelta(days=30)
    for page in reversed(seen[:-1]):
        workspace.undo()
        assert page_of(workspace, petition_id) == page


# --- The checklist, and what they undertook --------------------------------------------------------------------------


def test_ready_asks_for_the_checklist_and_a_note_says_why_it_goes_on_all_the_same(
    workspace: Workspace, petition: int
) -> None:
    with pytest.raises(UserError, match="not-all-met") as refused:
        workspace.do(change_status, petition, "ready", ON)
    assert "it asks for a specific action" in str(refused.value.params["points"])
    for point in points_for("petition"):
        workspace.do(check_point, petition, point.key, True, "Seen")
    assert all(check.is_met and check.note == "Seen" for check in page_of(workspace, petition).checks)
    workspace.do(change_status, petition, "ready", ON)
    workspace.undo()
    workspace.do(check_point, petition, "signed", False)
    with pytest.raises(UserError, match="not-all-met"):
        workspace.do(change_status, petition, "ready", ON)
    workspace.do(change_status, petition, "ready", ON, note="The last signatures come by bus on Friday")
    assert row_of(workspace, petition).status is Status.READY
    with pytest.raises(UserError, match="no-such-choice"):
        workspace.do(check_point, petition, "colour", True)


def test_a_point_names_the_law_of_the_jurisdiction_that_asks_for_it(workspace: Workspace, petition: int) -> None:
    assert all(not check.law for check in page_of(workspace, petition).checks), "nothing is known of a sample house"
    gauteng = workspace.do(save_organisation, OrganisationDraft("Gauteng Provincial Legislature", "legislature")).value[
        0
    ]
    there = workspace.do(save_petition, PetitionDraft("Water", body_id=gauteng)).value[0]
    laws = {check.key: check.law for check in page_of(workspace, there).checks}
    assert laws["remedies"].startswith("Gauteng, Act 5 of 2002")
    assert not laws["manner"]
    submission = workspace.do(save_petition, PetitionDraft("On a bill", kind="submission_on_bill")).value[0]
    assert page_of(workspace, submission).checks == ()


def test_a_photo_that_comes_with_handing_it_in_is_the_proof_of_receipt(
    workspace: Workspace, petition: int, tmp_path: Path
) -> None:
    photo = tmp_path / "stamp.jpg"
    photo.write_bytes(b"a photo")
    workspace.do(change_status, petition, "submitted", ON, evidence=[EvidenceDraft("Stamped", "photo", photo)])
    page = page_of(workspace, petition)
    assert (page.receipt, page.receipt_id) == ("stamp.jpg", page.evidence[0].attachment_id)
    other = tmp_path / "letter.pdf"
    other.write_bytes(b"a letter")
    workspace.do(add_evidence, petition, EvidenceDraft("Letter", "document", other), is_receipt=True)
    assert page_of(workspace, petition).receipt == "letter.pdf"


def test_what_they_undertook_becomes_a_promise_that_belongs_to_the_petition(
    workspace: Workspace, petition: int, house: int
) -> None:
    department = workspace.do(save_organisation, OrganisationDraft("Sample Department", "department")).value[0]
    draft = workspace.ask(draft_petition, petition)
    draft.respondent_id, draft.tried_first = department, "Two letters to the municipality"
    workspace.do(save_petition, draft)
    undertaking = workspace.ask(draft_undertaking, petition)
    assert (undertaking.kind, undertaking.bound_id) == ("executive_undertaking", department)
    undertaking.words, undertaking.made_on = "The pump is replaced by March", date(2026, 11, 2)
    undertaking.due_on = date(2026, 11, 20)
    promise = workspace.do(save_commitment, undertaking).value[0]
    page = page_of(workspace, petition)
    assert (page.commitments, page.row.respondent, page.tried_first) == (
        (promise,),
        "Sample Department",
        "Two letters to the municipality",
    )
    assert workspace.ask(list_petitions, PetitionsFilter(body_id=department)) == [petition], "it has to answer"
    assert [one.id for one in workspace.ask(list_timeline, department) if one.noun == "petitions"] == [petition]
    (row,) = workspace.ask(get_commitment_rows, [promise])
    assert (row.owed_to_name, row.lateness) == ("Sampleville Water Group", Lateness.OVERDUE)
    go(workspace, petition, "submitted", "registered", "referred", "hearing", "committee_report", "in_house")
    resolution = workspace.ask(draft_undertaking, petition)
    assert (resolution.kind, resolution.bound_id) == ("house_resolution", house)
    workspace.undo()


# --- Paths -----------------------------------------------------------------------------------------------------------


def test_a_submission_goes_its_own_way(workspace: Workspace, house: int) -> None:
    submission = workspace.do(save_petition, PetitionDraft("On the water bill", kind="submission_on_bill")).value[0]
    assert row_of(workspace, submission).status is Status.DRAFTING
    go(
        workspace,
        submission,
        "approved_by_cso",
        "submitted",
        "receipt_confirmed",
        "slot_asked",
        "presented",
        "outcome_known",
    )
    row = row_of(workspace, submission)
    assert (row.submitted_on, row.acknowledged_on) == (ON, ON)
    with pytest.raises(UserError, match="no-such-step"):
        workspace.do(change_status, submission, "referred", ON)
    with pytest.raises(UserError, match="no-such-ending"):
        workspace.do(change_status, submission, "closed", ON, outcome="granted")
    workspace.do(change_status, submission, "closed", ON, outcome="partly_taken_up")
    assert row_of(workspace, submission).stands == "Partly taken up"
    assert row_of(workspace, submission).is_to_tell, "it is reported back when the petitioner was told"


def test_another_kind_takes_over_where_it_stands_in_its_own_words(workspace: Workspace, petition: int) -> None:
    draft = workspace.ask(draft_petition, petition)
    draft.kind = "submission_on_bill"
    workspace.do(save_petition, draft)
    page = page_of(workspace, petition)
    assert page.row.status is Status.DRAFTING
    assert page.steps[-1][1:5] == ("draft", "drafting", "", "Now a submission on a bill")
    workspace.undo()
    assert row_of(workspace, petition).status is Status.DRAFT


def test_a_kind_whose_path_does_not_know_where_it_stands_is_refused(workspace: Workspace, petition: int) -> None:
    go(workspace, petition, "submitted", "registered", "referred")
    draft = workspace.ask(draft_petition, petition)
    draft.kind = "submission_on_bill"
    with pytest.raises(UserError, match="not-on-that-path"):
        workspace.do(save_petition, draft)
    row = row_of(workspace, petition)
    assert (row.kind, row.status) == ("petition", Status.REFERRED)
