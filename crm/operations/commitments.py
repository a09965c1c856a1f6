"""What one does with commitments: note them, move their dates, follow them up, close them with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Unpack

from crm.operations.base import (
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
from crm.operations.clauses import clause_of
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
    has_evidence,
    move_due,
    set_last_movement,
)
from crm.operations.ties import add_tie
from crm.operations.topics import draft_head, set_topics_of
from crm.rules import clock
from crm.rules.commitments import Outcome, Status, is_open, label, needs, next_steps
from crm.rules.errors import UserError
from crm.rules.next_look import next_look
from crm.tables.base import Record
from crm.tables.commitments import Commitment
from resources.translations import _


@dataclass
class CommitmentDraft:
    """A commitment as the form holds it. Who is bound or owed is a record, or a name still to identify."""

    words: str
    made_on: date
    language: str = ""
    translation: str = ""
    kind: str = "informal"
    engagement_id: int | None = None
    said_where: str = ""
    maker_id: int | None = None
    maker_office: str = ""
    bound_id: int | None = None
    bound_name: str = ""
    owed_to_id: int | None = None
    owed_to_name: str = ""
    owner_id: int | None = None
    witness_id: int | None = None
    place_id: int | None = None
    strength: str = "firm"
    measure: str = ""
    priority: str = "normal"
    due_on: date | None = None
    due_words: str = ""
    on_change: str = ""
    clause_id: int | None = None
    deliverable_id: int | None = None
    belongs_to_id: int | None = None
    """What a new one is tied to: the petition it was said about."""
    is_initialled: bool = False
    """Read back to whoever made it, and initialled on the meeting form: a new one begins as confirmed."""
    confidentiality: int = 0
    source: str = ""
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


_COPIED = [
    "kind",
    "engagement_id",
    "maker_id",
    "bound_id",
    "owed_to_id",
    "owner_id",
    "witness_id",
    "place_id",
    "strength",
    "priority",
    "on_change",
    "made_on",
    "clause_id",
    "deliverable_id",
]
_TEXTS = [
    "words",
    "language",
    "translation",
    "said_where",
    "maker_office",
    "bound_name",
    "owed_to_name",
    "measure",
    "due_words",
]


@operation(lambda saved: _("Save commitment {reference}").format(reference=saved[1]))
def save_commitment(draft: CommitmentDraft) -> tuple[int, str]:
    """Keep a new commitment or change one; returns the id and the reference.

    The due date can be corrected here while it never moved; afterwards only `move_date` changes it.
    Raises UserError: "commitment-without-words", "made-in-future", "due-before-made", "changed-meanwhile",
    "date-has-moved".
    """
    if draft.id is None:
        return add_commitment(draft)
    return _change_commitment(draft.id, draft)


def add_commitment(draft: CommitmentDraft) -> tuple[int, str]:
    """Write a new commitment inside another operation; returns the id and the reference."""
    columns = commitment_columns(draft)
    reference = next_reference("C", draft.made_on.year)
    commitment_id = new_record("commitments", confidentiality=draft.confidentiality, source=clean(draft.source))
    columns |= due_columns(draft.due_on)
    Commitment.insert(
        id=commitment_id, reference=reference, status=Status.NOTED, last_movement_on=draft.made_on, **columns
    ).execute()
    set_topics_of(commitment_id, draft.topics, draft.tags)
    if draft.belongs_to_id is not None:
        add_tie(commitment_id, draft.belongs_to_id)
    if draft.is_initialled:
        _confirm_by_initials(commitment_id, draft.made_on)
    look_again(commitment_id)
    return commitment_id, reference


def _confirm_by_initials(commitment_id: int, on: date) -> None:
    note = _("Read back and initialled on the meeting form")
    add_step(commitment_id, Status.NOTED, Status.CONFIRMED, on, note=note)
    update_row(Commitment, commitment_id, status=Status.CONFIRMED)


def _change_commitment(commitment_id: int, draft: CommitmentDraft) -> tuple[int, str]:
    row = row_of(Commitment, commitment_id)
    check_unchanged(commitment_id, draft.seen_change)
    columns = commitment_columns(draft)
    columns |= corrected_due(row, draft.due_on, row["reference"])
    update_row(Commitment, commitment_id, **columns)
    set_head(commitment_id, confidentiality=draft.confidentiality, source=draft.source)
    set_topics_of(commitment_id, draft.topics, draft.tags)
    look_again(commitment_id)
    return commitment_id, str(row["reference"])


def commitment_columns(draft: CommitmentDraft) -> dict[str, object]:
    """The columns of a form, checked. Raises UserError as `save_commitment` does."""
    if not clean(draft.words):
        raise UserError("commitment-without-words")
    check_not_future(draft.made_on)
    if draft.due_on and draft.due_on < draft.made_on:
        raise UserError("due-before-made", due=draft.due_on.isoformat(), made=draft.made_on.isoformat())
    columns: dict[str, object] = {name: getattr(draft, name) for name in _COPIED}
    columns |= {name: clean(getattr(draft, name)) for name in _TEXTS}
    columns["clause_id"] = clause_of(draft.clause_id, draft.deliverable_id)
    if draft.bound_id is None and draft.maker_id is not None and not clean(draft.bound_name):
        columns["bound_id"] = draft.maker_id  # who speaks is bound, unless somebody else is named
    return columns


@operation(lambda moved: _("Move date of {reference}").format(reference=moved))
def move_date(commitment_id: int, new_due: date, said_on: date, **said: Unpack[DateSaid]) -> str:
    """Somebody said it will be another day; lateness goes on from the last date we agreed to.

    `engagement_id`: the call or message it was said in. Returns the reference. Raises UserError: "already-closed",
    "same-date", "made-in-future", "before-made", "due-before-made".
    """
    row = _open_row(commitment_id)
    _check_day(row, said_on)
    if new_due < row["made_on"]:
        raise UserError("due-before-made", due=new_due.isoformat(), made=row["made_on"].isoformat())
    move_due(Commitment, row, new_due, said_on, **said)
    update_row(Commitment, commitment_id, due_words="")
    _moved(commitment_id, said_on)
    return str(row["reference"])


@operation(lambda reference: _("Follow up {reference}").format(reference=reference))
def follow_up(commitment_id: int, on: date, *, next_look_on: date | None = None, **asked: Unpack[Asked]) -> str:
    """We asked what became of it; it leaves Today until `next_look_on` (two weeks on, unless said).

    Returns the reference. Raises UserError("already-closed"), ("made-in-future"), ("before-made").
    """
    row = _open_row(commitment_id)
    _check_day(row, on)
    add_follow_up(commitment_id, on, **asked)
    if clean(asked.get("answer")):
        _moved(commitment_id, on)
    look_again(commitment_id, next_look_on or clock.today() + FOLLOW_UP_AGAIN)
    return str(row["reference"])


@operation(lambda references: _("Follow up {references}").format(references=", ".join(references)))
def follow_up_together(
    commitment_ids: Sequence[int],
    on: date,
    *,
    channel: str = "",
    to_whom: str = "",
    words: str = "",
    next_look_on: date | None = None,
) -> list[str]:
    """One letter asked about several promises; each is followed up. Returns the references, raises as `follow_up`."""
    return [
        follow_up(commitment_id, on, next_look_on=next_look_on, channel=channel, to_whom=to_whom, words=words)
        for commitment_id in commitment_ids
    ]


@operation(lambda done: _("{reference}: {status}").format(reference=done[0], status=label(done[1])))
def change_status(
    commitment_id: int,
    status: str,
    on: date,
    *,
    note: str = "",
    outcome: str = "",
    evidence: Sequence[EvidenceDraft] = (),
) -> tuple[str, str]:
    """Take a step of the life-cycle; returns the reference and the status, or the outcome where it closed.

    “Kept” wants evidence: without it the honest step is “claimed done”.
    Raises UserError: "no-such-step", "outcome-missing", "note-missing", "evidence-missing", "made-in-future",
    "before-made".
    """
    row = row_of(Commitment, commitment_id)
    _check_day(row, on)
    step, ending = _checked_step(row, status, outcome, note, bool(evidence) or has_evidence(commitment_id))
    for piece in evidence:
        add_evidence_of(commitment_id, piece)
    add_step(commitment_id, row["status"], step, on, outcome=ending or "", note=note)
    seen = has_evidence(commitment_id)
    update_row(Commitment, commitment_id, **status_columns(step, ending, on, row["said_done_on"], has_evidence=seen))
    _moved(commitment_id, on)
    return str(row["reference"]), ending or step


def status_columns(
    step: Status, ending: Outcome | None, on: date, said_done_on: date | None = None, *, has_evidence: bool = False
) -> dict[str, object]:
    """The columns of a commitment that took a step on that day; `said_done_on` is as it was before."""
    closed = not is_open(step)
    return {
        "status": step,
        "outcome": ending or "",
        "said_done_on": on if step is Status.CLAIMED_DONE else said_done_on if closed else None,
        "closed_on": on if closed else None,
        "is_verified": closed and ending in (Outcome.KEPT, Outcome.PARTLY_KEPT) and has_evidence,
    }


def _checked_step(
    row: dict[str, object], status: str, outcome: str, note: str, has_evidence: bool
) -> tuple[Status, Outcome | None]:
    try:
        step, ending = Status(status), Outcome(outcome) if outcome else None
    except ValueError as error:
        raise UserError("no-such-step", reference=row["reference"], step=outcome or status) from error
    if step not in next_steps(Status(str(row["status"]))):
        raise UserError("no-such-step", reference=row["reference"], step=label(step))
    if (step is Status.CLOSED) != (ending is not None):
        raise UserError("outcome-missing", reference=row["reference"])
    wanted = needs(step, ending)
    if "evidence" in wanted and not has_evidence:
        raise UserError("evidence-missing", reference=row["reference"])
    if "note" in wanted and not clean(note) and "evidence" not in wanted:
        raise UserError("note-missing", reference=row["reference"])
    return step, ending


@operation(lambda reference: _("Progress of {reference}").format(reference=reference))
def note_progress(commitment_id: int, on: date, note: str) -> str:
    """Something is being done about it: it is in progress from here, or goes on being so. Returns the reference.

    Raises UserError("already-closed"), ("note-missing"), ("made-in-future"), ("before-made").
    """
    row = _open_row(commitment_id)
    _check_day(row, on)
    if not clean(note):
        raise UserError("note-missing", reference=row["reference"])
    add_step(commitment_id, row["status"], Status.IN_PROGRESS, on, note=note)
    update_row(Commitment, commitment_id, status=Status.IN_PROGRESS, said_done_on=None)
    _moved(commitment_id, on)
    return str(row["reference"])


@operation(lambda reference: _("Add evidence to {reference}").format(reference=reference))
def add_evidence(commitment_id: int, evidence: EvidenceDraft) -> str:
    """Keep what shows that it was done; returns the reference."""
    row = row_of(Commitment, commitment_id)
    add_evidence_of(commitment_id, evidence)
    _moved(commitment_id, evidence.seen_on or clock.today())
    return str(row["reference"])


@operation(lambda reference: _("Snooze {reference}").format(reference=reference))
def snooze(commitment_id: int, until: date) -> str:
    """Take it off Today until that day, at most one interval away; returns the reference."""
    row = _open_row(commitment_id)
    look_again(commitment_id, until)
    return str(row["reference"])


def _check_day(row: dict[str, Any], on: date) -> None:
    """Nothing happens to a promise after today, or before it was made."""
    check_not_future(on)
    if on < row["made_on"]:
        raise UserError("before-made", day=on.isoformat(), made=row["made_on"].isoformat())


def _open_row(commitment_id: int) -> dict[str, Any]:
    row = row_of(Commitment, commitment_id)
    if not is_open(Status(row["status"])):
        raise UserError("already-closed", reference=row["reference"])
    return row


def _moved(commitment_id: int, on: date) -> None:
    """Something happened to it on that day: it counts from there, and comes up again by the usual rule."""
    set_last_movement(Commitment, commitment_id, on)
    look_again(commitment_id)


def look_again(commitment_id: int, put_off_until: date | None = None) -> None:
    """Set the day an open commitment comes up on Today; a closed one never does."""
    row = row_of(Commitment, commitment_id)
    day = None
    if is_open(Status(row["status"])):
        moved = row["last_movement_on"] or row["made_on"]
        day = next_look("commitments", row["due_agreed"], moved, clock.today(), put_off_until)
    update_row(Record, commitment_id, next_look=day)


def draft_commitment(commitment_id: int) -> CommitmentDraft:
    """The form of a commitment as kept now. Raises UserError("not-found")."""
    row = row_of(Commitment, commitment_id)
    copied = {name: row[name] for name in (*_COPIED, *_TEXTS, "due_on")}
    return CommitmentDraft(
        **copied,
        **draft_head(commitment_id),
    )
