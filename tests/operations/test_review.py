"""Each key of the Review does what the record's own noun does, and is undone in one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.deliverables import DeliverableDraft, save_deliverable
from crm.operations.engagements import EngagementDraft, log_engagement, save_engagement
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.operations.records import set_next_look
from crm.operations.review import Said, answer
from crm.queries.agreements import get_agreement
from crm.queries.attachments import list_attachments
from crm.queries.commitments import get_commitment
from crm.queries.deliverables import get_deliverable
from crm.queries.engagements import get_engagement
from crm.queries.records import get_record
from crm.queries.review import list_review
from crm.queries.review_items import ReviewItem, get_review_item
from crm.rules.errors import UserError
from crm.rules.review import Key, Kind, ReviewScope, Scope
from crm.workspace import Workspace

Press = Callable[..., ReviewItem]


@pytest.fixture
def press(workspace: Workspace, today: date) -> Press:
    """Answer a record, and see it as it stands then."""

    def pressed(record_id: int, key: Key, **said: Any) -> ReviewItem:
        call = answer(item(workspace, record_id), key, Said(**said))
        workspace.do(call.operation, *call.args, **call.named)
        return item(workspace, record_id)

    return pressed


def item(workspace: Workspace, record_id: int) -> ReviewItem:
    found = workspace.ask(get_review_item, record_id)
    assert found is not None
    return found


@pytest.fixture
def person(workspace: Workspace) -> int:
    draft = PersonDraft("", given="Naledi", family="Louw", contacts=[ContactDraft("mobile", "082 555 0101")])
    return workspace.do(save_person, draft).value[0]


@pytest.fixture
def promise(workspace: Workspace, person: int, today: date) -> int:
    draft = CommitmentDraft("A ramp at the clinic", date(2026, 3, 2), due_on=date(2026, 10, 1), bound_id=person)
    return workspace.do(save_commitment, draft).value[0]


@pytest.fixture
def agreement(workspace: Workspace, person: int, today: date) -> int:
    body = workspace.do(save_organisation, OrganisationDraft("A Department", "department")).value[0]
    draft = AgreementDraft(
        "MoU on clinics",
        status="in_force",
        signed_on=date(2025, 12, 1),
        effective_on=date(2025, 12, 1),
        expires_on=date(2026, 11, 1),
        parties=[PartyDraft(name="Us"), PartyDraft(organisation_id=body, focal_id=person)],
    )
    return workspace.do(save_agreement, draft).value[0]


@pytest.fixture
def deliverable(workspace: Workspace, agreement: int) -> int:
    clause = workspace.do(save_clause, ClauseDraft(agreement, number="4.2", heading="Ramps")).value[0]
    return workspace.do(save_deliverable, DeliverableDraft(clause, "Ten ramps", due_on=date(2026, 10, 1))).value[0]


@pytest.fixture
def meeting(workspace: Workspace, today: date) -> int:
    return workspace.do(save_engagement, EngagementDraft("Visit", today - timedelta(days=2))).value[0]


def test_tried_no_answer_is_a_follow_up_that_moves_nothing(workspace: Workspace, promise: int, press: Press) -> None:
    before = item(workspace, promise)
    after = press(promise, Key.TRIED, on=date(2026, 11, 25))
    page = workspace.ask(get_commitment, promise)
    assert page is not None
    assert page.follow_ups == ((date(2026, 11, 22), "phone", "Naledi Louw", "tried, no answer", ""),)
    assert after.next_look == date(2026, 11, 25)
    assert (after.status, after.sentence) == (before.status, before.sentence)
    assert promise not in workspace.ask(list_review)


@pytest.mark.parametrize(
    ("key", "said", "status", "is_open"),
    [
        (Key.DONE, {"note": "Ms Louw says so"}, "claimed_done", True),
        (Key.KEPT, {"note": "Seen in use"}, "kept", False),
        (Key.NOT_KEPT, {"note": "No money"}, "not_kept", False),
        (Key.LAPSED, {"note": "The clinic closed"}, "lapsed", False),
        (Key.PROGRESS, {"note": "Tender out"}, "in_progress", True),
    ],
)
def test_a_promise_takes_the_step(
    workspace: Workspace, promise: int, press: Press, key: Key, said: dict[str, str], status: str, is_open: bool
) -> None:
    before = item(workspace, promise)
    after = press(promise, key, **said)
    assert after.status == status
    assert bool(after.keys) is is_open
    assert said["note"] in after.last_movement or key is Key.KEPT
    workspace.undo()
    assert item(workspace, promise) == before


def test_a_photo_is_evidence_too(workspace: Workspace, promise: int, press: Press, tmp_path: Path) -> None:
    photo = tmp_path / "ramp.jpg"
    photo.write_bytes(b"a picture")
    press(promise, Key.KEPT, photo=photo)
    page = workspace.ask(get_commitment, promise)
    assert page is not None
    assert (page.row.outcome, page.evidence[0][0], page.evidence[0][3]) == ("kept", "photo", "ramp.jpg")
    workspace.undo()
    assert workspace.ask(list_attachments, promise) == []


def test_kept_wants_evidence_and_every_other_ending_a_note(workspace: Workspace, promise: int, press: Press) -> None:
    before = item(workspace, promise)
    for key, code in ((Key.KEPT, "evidence-missing"), (Key.NOT_KEPT, "note-missing"), (Key.PROGRESS, "note-missing")):
        with pytest.raises(UserError, match=code):
            press(promise, key, note=" ")
    assert item(workspace, promise) == before


@pytest.mark.parametrize("is_agreed", [True, False])
def test_a_date_moves_agreed_or_only_noted(workspace: Workspace, promise: int, press: Press, is_agreed: bool) -> None:
    before = item(workspace, promise)
    after = press(promise, Key.MOVED, on=date(2026, 12, 15), by="Naledi Louw", is_agreed=is_agreed)
    assert after.due_on == date(2026, 12, 15)
    assert ("did not agree" in after.sentence) is not is_agreed
    page = workspace.ask(get_commitment, promise)
    assert page is not None
    assert page.moves[0][3:5] == ("Naledi Louw", "phone")
    workspace.undo()
    assert item(workspace, promise) == before


def test_a_snooze_and_a_follow_up_say_when_to_look_again(workspace: Workspace, promise: int, press: Press) -> None:
    assert press(promise, Key.SNOOZE, on=date(2026, 11, 29)).next_look == date(2026, 11, 29)
    after = press(promise, Key.FOLLOW_UP, note="Next week, she says", on=date(2026, 12, 1))
    assert (after.next_look, after.asked_before[0].answer) == (date(2026, 12, 1), "Next week, she says")


def test_a_key_that_does_not_fit_is_refused(workspace: Workspace, promise: int, meeting: int, press: Press) -> None:
    with pytest.raises(UserError, match="review-key-not-for"):
        press(promise, Key.CLOSE_OUT)
    with pytest.raises(UserError, match="review-key-not-for"):
        press(meeting, Key.KEPT, note="seen")
    with pytest.raises(UserError, match="review-needs-date"):
        press(promise, Key.MOVED)
    workspace.do(change_status, promise, "claimed_done", date(2026, 11, 22), note="says so")
    with pytest.raises(UserError, match="review-key-not-for"):
        press(promise, Key.DONE, note="says so")


def test_a_deliverable_is_gone_through_like_a_promise(
    workspace: Workspace, agreement: int, deliverable: int, press: Press
) -> None:
    first = item(workspace, deliverable)
    assert (first.kind, first.reach.rings.name) == (Kind.DELIVERABLE, "Naledi Louw")
    assert first.clause.endswith("MoU on clinics, clause 4.2 Ramps")
    assert "late" in first.sentence
    assert "Red" in first.sentence
    assert Key.KEPT not in first.keys
    assert press(deliverable, Key.PROGRESS, note="60 %, plans approved").status == "under_way"
    page = workspace.ask(get_deliverable, deliverable)
    assert page is not None
    assert page.progress[0][1:] == (60, None, "plans approved")
    assert press(deliverable, Key.MOVED, on=date(2026, 12, 15)).due_on == date(2026, 12, 15)
    assert press(deliverable, Key.TRIED, on=date(2026, 11, 25)).follow_ups == 1
    assert press(deliverable, Key.FOLLOW_UP, note="Next week").asked_before[0].answer == "Next week"
    assert press(deliverable, Key.SNOOZE, on=date(2026, 11, 29)).next_look == date(2026, 11, 29)
    assert press(deliverable, Key.DONE, note="They say so").status == "delivered"
    with pytest.raises(UserError, match="evidence-missing"):
        press(deliverable, Key.KEPT)
    assert press(deliverable, Key.KEPT, note="Ten ramps seen").keys == ()
    for _step in range(7):
        workspace.undo()
    assert item(workspace, deliverable) == first


def test_a_deliverable_is_cancelled_with_the_amendment_named(
    workspace: Workspace, deliverable: int, press: Press
) -> None:
    assert press(deliverable, Key.LAPSED, note="Amendment 2").status == "cancelled_by_agreement"


def test_an_agreement_is_reviewed_completed_or_expired(workspace: Workspace, agreement: int, press: Press) -> None:
    first = item(workspace, agreement)
    assert first.sentence.startswith("In force; until 1 Nov, ended 21 days ago")
    assert first.keys == (Key.PROGRESS, Key.KEPT, Key.LAPSED, Key.SNOOZE)
    press(agreement, Key.PROGRESS, note="Half of it is done")
    page = workspace.ask(get_agreement, agreement)
    assert page is not None
    workspace.undo()
    assert press(agreement, Key.LAPSED, note="Not renewed").status == "closed"
    workspace.undo()
    assert press(agreement, Key.KEPT, note="All of it done").status == "closed"
    workspace.undo()
    assert item(workspace, agreement) == first


def test_the_scope_of_an_agreement_holds_it_its_deliverables_and_the_promises_under_it(
    workspace: Workspace, agreement: int, deliverable: int, person: int
) -> None:
    page = workspace.ask(get_agreement, agreement)
    assert page is not None
    under = workspace.do(
        save_commitment,
        CommitmentDraft("The plans", date(2026, 3, 2), bound_id=person, deliverable_id=deliverable,
                        clause_id=page.clauses[0].id),
    ).value[0]  # fmt: skip
    workspace.do(save_commitment, CommitmentDraft("Another", date(2026, 3, 2), bound_id=person))
    found = workspace.ask(list_review, ReviewScope(Scope.AGREEMENT, agreement))
    assert sorted(found) == sorted([agreement, deliverable, under])
    assert item(workspace, under).clause.endswith("clause 4.2 Ramps")


@pytest.mark.parametrize(
    ("key", "said", "status"),
    [
        (Key.MOVED, {"on": date(2026, 12, 3)}, "postponed"),
        (Key.NOT_KEPT, {"note": "Nobody there"}, "no_show"),
        (Key.LAPSED, {"note": "The road is closed"}, "cancelled"),
        (Key.SNOOZE, {"on": date(2026, 11, 24)}, "planned"),
    ],
)
def test_an_engagement_whose_day_has_passed(
    workspace: Workspace, meeting: int, press: Press, key: Key, said: dict[str, Any], status: str
) -> None:
    before = item(workspace, meeting)
    press(meeting, key, **said)
    page = workspace.ask(get_engagement, meeting)
    assert page is not None
    assert page.status == status
    assert meeting not in workspace.ask(list_review)
    workspace.undo()
    assert item(workspace, meeting) == before


def test_a_held_engagement_is_closed_out_as_it_is(workspace: Workspace, press: Press, today: date) -> None:
    held = workspace.do(log_engagement, EngagementDraft("Visit", today - timedelta(days=1))).value[0]
    assert press(held, Key.CLOSE_OUT).status == "closed_out"


def test_what_was_only_to_be_looked_at_again_is_done_with_one_key(
    workspace: Workspace, person: int, press: Press, today: date
) -> None:
    workspace.do(set_next_look, person, today)
    press(person, Key.DONE)
    head = workspace.ask(get_record, person)
    assert head is not None
    assert head.next_look is None
