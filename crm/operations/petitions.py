"""What one does with petitions, requests for oversight and submissions, from the draft through the House to its end.

What the other side hands down (its number, the committee, a new date) comes with the step that brings it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Unpack

from crm.operations import clocks
from crm.operations.base import (
    check_choice,
    check_count,
    check_not_future,
    check_unchanged,
    clean,
    new_record,
    next_reference,
    operation,
    row_of,
    set_head,
    update_row,
)
from crm.operations.commitments import CommitmentDraft
from crm.operations.movements import (
    FOLLOW_UP_AGAIN,
    Asked,
    DateSaid,
    EvidenceDraft,
    add_evidence_of,
    add_follow_up,
    add_step,
    corrected_due,
    due_columns,
    move_due,
    set_last_movement,
)
from crm.operations.topics import draft_head, set_topics_of
from crm.queries.petitions import list_unmet
from crm.rules import clock, commitment_terms
from crm.rules.admissibility import find_point, points_for
from crm.rules.errors import UserError
from crm.rules.next_look import next_look
from crm.rules.petitions import (
    Form,
    Kind,
    Outcome,
    Status,
    awaits_report_back,
    endings,
    is_open,
    is_sent,
    label,
    next_steps,
    outcome_on,
    path_of,
    status_on,
    wants_note,
)
from crm.tables.base import Record
from crm.tables.petitions import Petition, PetitionCheck
from resources.translations import _


@dataclass
class PetitionDraft:
    """A petition as the form holds it. The petitioner is a record, or a name.

    `status`, `outcome` and `closed_on` say where a new one stands already, empty at the beginning of its path; later
    `change_status` takes the steps.
    """

    title: str
    kind: str = Kind.PETITION.value
    form: str = ""
    their_number: str = ""
    prayer: str = ""
    body_id: int | None = None
    committee_id: int | None = None
    member_id: int | None = None
    official_id: int | None = None
    respondent_id: int | None = None
    tried_first: str = ""
    petitioner_id: int | None = None
    petitioner_name: str = ""
    is_watched: bool = False
    signatures: int | None = None
    language: str = ""
    place_id: int | None = None
    owner_id: int | None = None
    submitted_on: date | None = None
    submitted_how: str = ""
    acknowledged_on: date | None = None
    petitioner_told_on: date | None = None
    due_on: date | None = None
    status: str = ""
    outcome: str = ""
    closed_on: date | None = None
    opportunity_id: int | None = None
    """The call that a submission answers."""
    confidentiality: int = 0
    source: str = ""
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


_TEXTS = ("title", "their_number", "prayer", "petitioner_name", "language", "submitted_how", "tried_first")
_WITH_RECEIPT = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.RECEIPT_CONFIRMED)
_COPIED = (
    "kind",
    "form",
    "body_id",
    "committee_id",
    "member_id",
    "official_id",
    "respondent_id",
    "petitioner_id",
    "is_watched",
    "signatures",
    "place_id",
    "owner_id",
    "submitted_on",
    "acknowledged_on",
    "petitioner_told_on",
    "opportunity_id",
)


@operation(lambda saved: _("Save petition {reference}").format(reference=saved[1]))
def save_petition(draft: PetitionDraft) -> tuple[int, str]:
    """Keep a new petition or change one; returns the id and the reference.

    The date an answer is due can be corrected here while it never moved; afterwards only `move_date` changes it.
    Raises UserError: "petition-without-title", "no-such-choice", "bad-count", "made-in-future",
    "acknowledged-before-submitted", "date-has-moved", "changed-meanwhile", "not-on-that-path"; for a new one
    "no-such-step", "outcome-missing".
    """
    if draft.id is None:
        return add_petition(draft)
    row = row_of(Petition, draft.id)
    check_unchanged(draft.id, draft.seen_change)
    columns = (
        petition_columns(draft) | corrected_due(row, draft.due_on, row["reference"]) | _change_path(row, draft.kind)
    )
    update_row(Petition, draft.id, **columns)
    set_head(draft.id, confidentiality=draft.confidentiality, source=draft.source)
    set_topics_of(draft.id, draft.topics, draft.tags)
    look_again(draft.id)
    return draft.id, str(row["reference"])


def add_petition(draft: PetitionDraft) -> tuple[int, str]:
    """Write a new petition inside another operation; returns the id and the reference. Raises as `save_petition`."""
    columns = petition_columns(draft) | _where_it_stands(draft) | due_columns(draft.due_on)
    year = (draft.submitted_on or clock.today()).year
    reference = next_reference("P", year)
    petition_id = new_record("petitions", confidentiality=draft.confidentiality, source=clean(draft.source))
    Petition.insert(id=petition_id, reference=reference, **columns).execute()
    set_topics_of(petition_id, draft.topics, draft.tags)
    look_again(petition_id)
    return petition_id, reference


def petition_columns(draft: PetitionDraft) -> dict[str, object]:
    """The columns of a form, checked. Raises UserError as `save_petition` does."""
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    if not columns["title"]:
        raise UserError("petition-without-title")
    check_choice(Kind, draft.kind)
    check_choice(Form, draft.form)
    check_count(draft.signatures)
    for day in (draft.submitted_on, draft.acknowledged_on, draft.petitioner_told_on):
        if day is not None:
            check_not_future(day)
    _check_order(draft.submitted_on, draft.acknowledged_on)
    return columns | {name: getattr(draft, name) for name in _COPIED}


def _check_order(submitted_on: date | None, acknowledged_on: date | None) -> None:
    if submitted_on and acknowledged_on and acknowledged_on < submitted_on:
        raise UserError(
            "acknowledged-before-submitted",
            acknowledged=acknowledged_on.isoformat(),
            submitted=submitted_on.isoformat(),
        )


def _where_it_stands(draft: PetitionDraft) -> dict[str, object]:
    """Where a new one is already on its way; one that ended says how."""
    name = clean(draft.title)
    status, outcome = _step(draft.status or path_of(draft.kind).first, draft.outcome, name)
    _check_outcome(status, outcome, name)
    stands = _on_path(draft.kind, status, outcome, name)
    ended = None if is_open(status) else draft.closed_on or clock.today()
    if ended is not None:
        check_not_future(ended)
    days = (draft.submitted_on, draft.acknowledged_on, ended)
    moved = max((day for day in days if day is not None), default=clock.today())
    return {**stands, "closed_on": ended, "last_movement_on": moved}


def _on_path(kind: str, status: Status, outcome: Outcome | None, name: str) -> dict[str, object]:
    """What the path of a kind calls that. Raises UserError("not-on-that-path") where it knows nothing like it."""
    path = path_of(kind)
    stands, ended = status_on(path, status), outcome_on(path, outcome) if outcome else None
    if stands is None or (outcome and ended is None):
        raise UserError("not-on-that-path", reference=name, status=label(outcome or status), path=_(path.name))
    return {"status": stands, "outcome": ended or ""}


def _change_path(row: dict[str, Any], kind: str) -> dict[str, object]:
    """Another kind may have another path: where it stands there leaves a row."""
    if path_of(kind) is path_of(row["kind"]):
        return {}
    status, outcome = _step(row["status"], row["outcome"], row["reference"])
    stands = _on_path(kind, status, outcome, row["reference"])
    if stands["status"] != status:
        note = _("Now a {kind}").format(kind=label(kind).lower())
        add_step(row["id"], status, str(stands["status"]), clock.today(), note=note)
    return stands


def _step(status: str, outcome: str, name: str) -> tuple[Status, Outcome | None]:
    try:
        return Status(status), Outcome(outcome) if outcome else None
    except ValueError as error:
        raise UserError("no-such-step", reference=name, step=outcome or status) from error


def _check_outcome(status: Status, outcome: Outcome | None, name: str) -> None:
    if is_open(status) != (outcome is None):
        raise UserError("outcome-missing", reference=name)


@operation(lambda done: _("{reference}: {status}").format(reference=done[0], status=label(done[1])))
def change_status(
    petition_id: int,
    status: str,
    on: date,
    *,
    note: str = "",
    source: str = "",
    outcome: str = "",
    their_number: str = "",
    committee_id: int | None = None,
    review_on: date | None = None,
    is_day_known: bool = True,
    evidence: Sequence[EvidenceDraft] = (),
) -> tuple[str, str]:
    """Take a step of the life-cycle; returns the reference and the status, or the outcome where it closed.

    `source` is what it is known from: a letter, the papers of the House. `their_number` and `committee_id` are what
    came with the step, `review_on` the day we look again where no limit is known. Handing in sets the day
    it was submitted, an acknowledgement the day of that.
    Where the day is only the one on which we heard of it (`is_day_known`), no limit is counted from it.
    What is marked ready though points of its checklist are not met wants a note why. A file that comes with what was
    handed in or acknowledged is the proof of receipt.
    Raises UserError: "no-such-step", "outcome-missing", "no-such-ending", "note-missing", "made-in-future",
    "acknowledged-before-submitted", "not-all-met".
    """
    row = row_of(Petition, petition_id)
    check_not_future(on)
    step, ending = _checked_step(row, status, outcome, note)
    if step is Status.READY and not clean(note):
        _check_all_met(row)
    files = [add_evidence_of(petition_id, piece) for piece in evidence]
    add_step(petition_id, row["status"], step, on, outcome=ending or "", note=note, source=source)
    columns = _columns_of_step(row, step, ending, on)
    if clean(their_number):
        columns["their_number"] = clean(their_number)
    if committee_id is not None:
        columns["committee_id"] = committee_id
    if review_on is not None:
        columns["review_on"] = review_on
    if step in _WITH_RECEIPT and any(files):
        columns["receipt_id"] = next(file for file in files if file)
    update_row(Petition, petition_id, **columns)
    clocks.clock_step(petition_id, Status(row["status"]), on, is_day_known=is_day_known)
    _moved(petition_id, on)
    return str(row["reference"]), ending or step


def _checked_step(row: dict[str, Any], status: str, outcome: str, note: str) -> tuple[Status, Outcome | None]:
    reference, stands = str(row["reference"]), Status(row["status"])
    step, ending = _step(status, outcome, reference)
    if step not in next_steps(row["kind"], stands):
        raise UserError("no-such-step", reference=reference, step=label(step))
    _check_outcome(step, ending, reference)
    if ending is not None and ending not in endings(row["kind"], stands):
        raise UserError("no-such-ending", reference=reference, outcome=label(ending))
    if ending is not None and wants_note(ending) and not clean(note):
        raise UserError("note-missing", reference=reference)
    return step, ending


def _check_all_met(row: dict[str, Any]) -> None:
    unmet = [_(point.words).lower() for point in list_unmet(row["id"], row["kind"])]
    if unmet:
        raise UserError("not-all-met", reference=row["reference"], points="; ".join(unmet))


def _columns_of_step(row: dict[str, Any], step: Status, ending: Outcome | None, on: date) -> dict[str, object]:
    columns: dict[str, object] = {"status": step, "outcome": ending or "", "closed_on": None if is_open(step) else on}
    before = Status(row["status"])
    if not is_sent(step) and is_open(step):
        columns |= {"submitted_on": None, "acknowledged_on": None}
    elif step is Status.SUBMITTED and not is_sent(before):
        columns["submitted_on"] = on
    elif step in (Status.ACKNOWLEDGED, Status.RECEIPT_CONFIRMED) and before is Status.SUBMITTED:
        _check_order(row["submitted_on"], on)
        columns["acknowledged_on"] = on
    if not is_open(before):
        columns["petitioner_told_on"] = None
    return columns


@operation(lambda reference: _("Move date of {reference}").format(reference=reference))
def move_date(petition_id: int, new_due: date, said_on: date, **said: Unpack[DateSaid]) -> str:
    """An answer is due on another day; lateness goes on from the last date we agreed to. Returns the reference.

    Raises UserError: "already-closed", "same-date", "made-in-future".
    """
    row = _open_row(petition_id)
    check_not_future(said_on)
    move_due(Petition, row, new_due, said_on, **said)
    if row["stopped_on"] is not None:  # no date runs until the clock goes on; what was added is added then
        update_row(Petition, petition_id, due_agreed=None)
    _moved(petition_id, said_on)
    return str(row["reference"])


@operation(lambda reference: _("Clock of {reference} begins").format(reference=reference))
def start_clock(petition_id: int, on: date) -> str:
    """The limit of where it stands is counted from this day, heard late. Returns the reference.

    Raises UserError: "clock-runs", "no-limit-known", "made-in-future", "already-closed".
    """
    row = _open_row(petition_id)
    clocks.begin(petition_id, on)
    look_again(petition_id)
    return str(row["reference"])


@operation(lambda reference: _("Clock of {reference} stops").format(reference=reference))
def stop_clock(petition_id: int, on: date, reason: str) -> str:
    """They asked us for clarification: the clock stands still after this day. Returns the reference.

    Raises UserError: "note-missing", "no-clock", "clock-stands-still", "stop-before-start", "made-in-future".
    """
    row = _open_row(petition_id)
    if not clean(reason):
        raise UserError("note-missing", reference=row["reference"])
    clocks.halt(petition_id, on, reason)
    _note_of_clock(row, on, _("Clock stopped: {reason}").format(reason=clean(reason)))
    return str(row["reference"])


@operation(lambda reference: _("Clock of {reference} goes on").format(reference=reference))
def resume_clock(petition_id: int, on: date, note: str = "") -> str:
    """We gave what they asked for: the clock goes on after this day with what was left. Returns the reference.

    Raises UserError: "no-clock", "clock-goes", "stop-before-start", "made-in-future".
    """
    row = _open_row(petition_id)
    clocks.resume(petition_id, on)
    said = _("Clock goes on: {note}").format(note=clean(note)) if clean(note) else _("Clock goes on")
    _note_of_clock(row, on, said)
    return str(row["reference"])


def _note_of_clock(row: dict[str, Any], on: date, note: str) -> None:
    add_step(row["id"], row["status"], row["status"], on, note=note)
    _moved(row["id"], on)


@operation(lambda reference: _("Look at {reference} again").format(reference=reference))
def set_review(petition_id: int, review_on: date | None) -> str:
    """The day we look at it again, where no legal limit is known; None lets go of it. Returns the reference.

    Raises UserError("already-closed").
    """
    row = _open_row(petition_id)
    update_row(Petition, petition_id, review_on=review_on)
    look_again(petition_id)
    return str(row["reference"])


@operation(lambda reference: _("Follow up {reference}").format(reference=reference))
def follow_up(petition_id: int, on: date, *, next_look_on: date | None = None, **asked: Unpack[Asked]) -> str:
    """We asked what became of it; it leaves Today until `next_look_on` (two weeks on, unless said).

    Returns the reference. Raises UserError("already-closed"), ("made-in-future").
    """
    row = _open_row(petition_id)
    check_not_future(on)
    add_follow_up(petition_id, on, **asked)
    if clean(asked.get("answer")):
        _moved(petition_id, on)
    look_again(petition_id, next_look_on or clock.today() + FOLLOW_UP_AGAIN)
    return str(row["reference"])


@operation(lambda reference: _("Progress of {reference}").format(reference=reference))
def note_progress(petition_id: int, on: date, note: str) -> str:
    """Something happened that is no step of the life-cycle. Returns the reference.

    Raises UserError("already-closed"), ("note-missing"), ("made-in-future").
    """
    row = _open_row(petition_id)
    check_not_future(on)
    if not clean(note):
        raise UserError("note-missing", reference=row["reference"])
    add_step(petition_id, row["status"], row["status"], on, note=note)
    _moved(petition_id, on)
    return str(row["reference"])


@operation(lambda reference: _("Tell the petitioner of {reference}").format(reference=reference))
def tell_petitioner(petition_id: int, on: date, note: str = "") -> str:
    """The petitioner was told what became of it; only then does an ended petition leave Today. Returns the reference.

    Raises UserError("made-in-future").
    """
    row = row_of(Petition, petition_id)
    check_not_future(on)
    told = _("Petitioner told")
    add_step(petition_id, row["status"], row["status"], on, note=f"{told}: {clean(note)}" if clean(note) else told)
    update_row(Petition, petition_id, petitioner_told_on=on)
    _moved(petition_id, on)
    return str(row["reference"])


@operation(lambda told: _("Tell the petitioners of {references}").format(references=", ".join(told)))
def tell_petitioners(petition_ids: Sequence[int], on: date, note: str = "") -> list[str]:
    """As `tell_petitioner`, of several at once: one paper told them. Returns the references."""
    return [tell_petitioner(petition_id, on, note) for petition_id in petition_ids]


@operation(lambda reference: _("Add evidence to {reference}").format(reference=reference))
def add_evidence(petition_id: int, evidence: EvidenceDraft, *, is_receipt: bool = False) -> str:
    """Keep what shows where it stands; `is_receipt`: its file is the proof of receipt. Returns the reference."""
    row = row_of(Petition, petition_id)
    file = add_evidence_of(petition_id, evidence)
    if is_receipt and file is not None:
        update_row(Petition, petition_id, receipt_id=file)
    _moved(petition_id, evidence.seen_on or clock.today())
    return str(row["reference"])


@operation(lambda reference: _("Check {reference}").format(reference=reference))
def check_point(petition_id: int, point: str, is_met: bool, note: str = "") -> str:
    """Say whether a point of the checklist is met, and by what; returns the reference.

    Raises UserError("no-such-choice"), ("already-closed").
    """
    row = _open_row(petition_id)
    if find_point(row["kind"], point) is None:
        known = ", ".join(each.key for each in points_for(row["kind"]))
        raise UserError("no-such-choice", value=point, known=known)
    said = {"is_met": is_met, "on_day": clock.today(), "note": clean(note)}
    same = (PetitionCheck.petition_id == petition_id) & (PetitionCheck.item == point)
    if not PetitionCheck.update(**said).where(same).execute():
        PetitionCheck.insert(petition_id=petition_id, item=point, **said).execute()
    return str(row["reference"])


def _open_row(petition_id: int) -> dict[str, Any]:
    row = row_of(Petition, petition_id)
    if not is_open(Status(row["status"])):
        raise UserError("already-closed", reference=row["reference"])
    return row


def _moved(petition_id: int, on: date) -> None:
    set_last_movement(Petition, petition_id, on)
    look_again(petition_id)


def look_again(petition_id: int, put_off_until: date | None = None) -> None:
    """Set the day it comes up on Today: while it is open, and after its end until the petitioner was told."""
    row = row_of(Petition, petition_id)
    day, today = None, clock.today()
    if is_open(Status(row["status"])):
        review = row["review_on"] if row["due_agreed"] is None else None
        due = min((each for each in (row["due_agreed"], row["review_on"]) if each is not None), default=None)
        day = next_look("petitions", due, row["last_movement_on"], today, put_off_until or review)
    elif awaits_report_back(Status(row["status"]), row["outcome"], row["petitioner_told_on"], row["is_watched"]):
        day = next_look("petitions", row["closed_on"], row["closed_on"], today, put_off_until)
    update_row(Record, petition_id, next_look=day)


def draft_undertaking(petition_id: int) -> CommitmentDraft:
    """The form of what they undertook to do about a petition, tied to it: by the House, once it resolved.

    Raises UserError("not-found").
    """
    row = row_of(Petition, petition_id)
    is_resolved = row["status"] in (Status.IN_HOUSE, Status.RESOLVED)
    answers = (row["body_id"],) if is_resolved else (row["respondent_id"], row["committee_id"], row["body_id"])
    kind = commitment_terms.Kind.HOUSE_RESOLUTION if is_resolved else commitment_terms.Kind.EXECUTIVE_UNDERTAKING
    head = draft_head(petition_id)
    return CommitmentDraft(
        words="",
        made_on=clock.today(),
        kind=kind,
        bound_id=next((body for body in answers if body is not None), None),
        owed_to_id=row["petitioner_id"],
        owed_to_name=row["petitioner_name"],
        owner_id=row["owner_id"],
        place_id=row["place_id"],
        said_where=" · ".join(part for part in (row["reference"], row["their_number"]) if part),
        confidentiality=head["confidentiality"],
        topics=head["topics"],
        belongs_to_id=petition_id,
    )


def draft_petition(petition_id: int) -> PetitionDraft:
    """The form of a petition as kept now. Raises UserError("not-found")."""
    row = row_of(Petition, petition_id)
    kept = (*_TEXTS, *_COPIED, "due_on", "status", "outcome", "closed_on")
    return PetitionDraft(
        **{name: row[name] for name in kept},
        **draft_head(petition_id),
    )
