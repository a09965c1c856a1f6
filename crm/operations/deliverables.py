"""What one does with deliverables: name them, write down how far they are, move their dates, have them accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from crm.operations.base import (
    check_count,
    check_not_future,
    check_unchanged,
    clean,
    dicts,
    level_of,
    new_record,
    newest_change,
    operation,
    read_status,
    row_of,
    update_row,
)
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
from crm.rules import clock
from crm.rules.agreements import (
    DeliverableStatus,
    Rag,
    is_open_deliverable,
    label,
    next_deliverable_steps,
    progress_of,
)
from crm.rules.errors import UserError
from crm.rules.next_look import next_look
from crm.tables.agreements import Deliverable, Progress
from crm.tables.base import Record
from resources.translations import _


@dataclass
class DeliverableDraft:
    """A deliverable as the form holds it. Without a `responsible_id` the clause's party is responsible."""

    clause_id: int
    title: str = ""
    responsible_id: int | None = None
    starts_on: date | None = None
    due_on: date | None = None
    weight: int = 1
    unit: str = ""
    planned: int | None = None
    reason: str = ""
    id: int | None = None
    seen_change: int | None = None


@operation(lambda saved: _("Save deliverable {title}").format(title=saved[1]))
def save_deliverable(draft: DeliverableDraft) -> tuple[int, str]:
    """Keep a new deliverable or change one; returns the id and the title.

    The date can be corrected here while it never moved; afterwards only `move_deliverable_date` changes it.
    Raises UserError: "deliverable-without-title", "bad-count", "bad-weight", "due-before-start", "date-has-moved",
    "changed-meanwhile".
    """
    if draft.id is None:
        return insert_deliverable(draft), clean(draft.title)
    row = row_of(Deliverable, draft.id)
    check_unchanged(draft.id, draft.seen_change)
    columns = _deliverable_columns(draft)
    columns |= corrected_due(row, draft.due_on, row["title"])
    update_row(Deliverable, draft.id, **columns)
    _look_again_at_deliverable(draft.id)
    return draft.id, clean(draft.title)


def insert_deliverable(draft: DeliverableDraft) -> int:
    """Write a new deliverable inside another operation; returns its id. Raises as `save_deliverable` does."""
    columns = _deliverable_columns(draft)
    deliverable_id = new_record("agreements", confidentiality=level_of(draft.clause_id))
    columns |= due_columns(draft.due_on)
    Deliverable.insert(
        id=deliverable_id, clause_id=draft.clause_id, last_movement_on=clock.today(), **columns
    ).execute()
    _look_again_at_deliverable(deliverable_id)
    return deliverable_id


def _deliverable_columns(draft: DeliverableDraft) -> dict[str, object]:
    title = clean(draft.title)
    if not title:
        raise UserError("deliverable-without-title")
    check_count(draft.planned)
    if not 0 <= draft.weight <= 1000:
        raise UserError("bad-weight", weight=draft.weight)
    if draft.starts_on and draft.due_on and draft.due_on < draft.starts_on:
        raise UserError("due-before-start", due=draft.due_on.isoformat(), start=draft.starts_on.isoformat())
    return {
        "title": title,
        "responsible_id": draft.responsible_id,
        "starts_on": draft.starts_on,
        "weight": draft.weight,
        "unit": clean(draft.unit),
        "planned": draft.planned,
        "reason": clean(draft.reason),
    }


@operation(lambda title: _("Progress of {title}").format(title=title))
def record_progress(
    deliverable_id: int,
    on: date,
    *,
    percent: int | None = None,
    actual: int | None = None,
    note: str = "",
    reason: str | None = None,
    evidence: Sequence[EvidenceDraft] = (),
) -> str:
    """Write down how far a deliverable is; returns its title.

    Without `percent` it is reckoned from actual and planned, else stays. `reason`: why actual differs from planned.
    What had not begun is under way from here. Raises UserError: "bad-percent", "bad-count", "already-closed",
    "made-in-future", "progress-empty".
    """
    row = _open_deliverable(deliverable_id)
    check_not_future(on)
    check_count(actual)
    if percent is None and actual is None and not clean(note) and reason is None and not evidence:
        raise UserError("progress-empty")
    if percent is not None and not 0 <= percent <= 100:
        raise UserError("bad-percent", percent=percent)
    reckoned = progress_of(row["planned"], actual)
    done = next(each for each in (percent, reckoned, row["progress"]) if each is not None)
    Progress.insert(deliverable_id=deliverable_id, on_day=on, percent=done, actual=actual, note=clean(note)).execute()
    for piece in evidence:
        add_evidence_of(deliverable_id, piece)
    values: dict[str, object] = {"progress": done}
    if actual is not None:
        values["actual"] = actual
    if reason is not None:
        values["reason"] = clean(reason)
    update_row(Deliverable, deliverable_id, **values)
    if row["status"] == DeliverableStatus.NOT_STARTED:
        take_step(deliverable_id, row, DeliverableStatus.UNDER_WAY, on, "")
    _deliverable_moved(deliverable_id, on)
    return str(row["title"])


@operation(lambda done: _("{title}: {status}").format(title=done[0], status=label(done[1])))
def change_deliverable_status(
    deliverable_id: int, status: str, on: date, *, note: str = "", evidence: Sequence[EvidenceDraft] = ()
) -> tuple[str, str]:
    """Take a step of a deliverable's life-cycle; returns its title and the status.

    “Accepted” is the other party's word and wants evidence; cancelling wants the amendment named in the note.
    Raises UserError: "no-such-step", "evidence-missing", "note-missing", "made-in-future".
    """
    row = row_of(Deliverable, deliverable_id)
    check_not_future(on)
    step = read_status(DeliverableStatus, status, row["title"])
    if step not in next_deliverable_steps(DeliverableStatus(row["status"])):
        raise UserError("no-such-step", reference=row["title"], step=label(step))
    for piece in evidence:
        add_evidence_of(deliverable_id, piece)
    if step is DeliverableStatus.ACCEPTED and not has_evidence(deliverable_id):
        raise UserError("evidence-missing", reference=row["title"])
    if step in _WANT_NOTE and not clean(note):
        raise UserError("note-missing", reference=row["title"])
    take_step(deliverable_id, row, step, on, note)
    return str(row["title"]), step


_WANT_NOTE = (DeliverableStatus.CANCELLED, DeliverableStatus.SUPERSEDED, DeliverableStatus.ON_HOLD)


def take_step(deliverable_id: int, row: dict[str, Any], step: DeliverableStatus, on: date, note: str) -> None:
    """Take a step that was checked; `row` as it was before."""
    add_step(deliverable_id, row["status"], step, on, note=note)
    values: dict[str, object] = {"status": step}
    if step is DeliverableStatus.DELIVERED:
        values |= {"delivered_on": on, "accepted_on": None, "progress": 100}
    elif step is DeliverableStatus.ACCEPTED:
        values["accepted_on"] = on
    elif is_open_deliverable(step):
        values |= {"delivered_on": None, "accepted_on": None}
    update_row(Deliverable, deliverable_id, **values)
    _deliverable_moved(deliverable_id, on)


@operation(lambda title: _("Move date of {title}").format(title=title))
def move_deliverable_date(deliverable_id: int, new_due: date, said_on: date, **said: Unpack[DateSaid]) -> str:
    """The date of a deliverable moves; its colour goes by the last date both agreed to. Returns the title.

    Raises UserError: "already-closed", "same-date", "made-in-future", "due-before-start".
    """
    row = _open_deliverable(deliverable_id)
    check_not_future(said_on)
    if row["starts_on"] and new_due < row["starts_on"]:
        raise UserError("due-before-start", due=new_due.isoformat(), start=row["starts_on"].isoformat())
    move_due(Deliverable, row, new_due, said_on, **said)
    _deliverable_moved(deliverable_id, said_on)
    return str(row["title"])


@operation(lambda title: _("Follow up {title}").format(title=title))
def follow_up_deliverable(
    deliverable_id: int, on: date, *, next_look_on: date | None = None, **asked: Unpack[Asked]
) -> str:
    """We asked how it stands; it leaves Today until `next_look_on` (two weeks on, unless said). Returns the title.

    Raises UserError("already-closed"), ("made-in-future").
    """
    row = _open_deliverable(deliverable_id)
    check_not_future(on)
    add_follow_up(deliverable_id, on, **asked)
    if clean(asked.get("answer")):
        _deliverable_moved(deliverable_id, on)
    _look_again_at_deliverable(deliverable_id, next_look_on or clock.today() + FOLLOW_UP_AGAIN)
    return str(row["title"])


@operation(lambda title: _("Add evidence to {title}").format(title=title))
def add_deliverable_evidence(deliverable_id: int, evidence: EvidenceDraft) -> str:
    """Keep what shows that it was done; returns the title. Raises UserError("evidence-empty"), ("made-in-future")."""
    row = row_of(Deliverable, deliverable_id)
    add_evidence_of(deliverable_id, evidence)
    _deliverable_moved(deliverable_id, evidence.seen_on or clock.today())
    return str(row["title"])


@operation(lambda title: _("Set the colour of {title}").format(title=title))
def set_light(deliverable_id: int, rag: str, reason: str = "") -> str:
    """Give a deliverable a colour by hand, or with "" the reckoned one again; returns its title.

    Paper marks it with an asterisk and prints the reason.
    Raises UserError("colour-without-reason"), ("no-such-colour").
    """
    row = row_of(Deliverable, deliverable_id)
    if rag and rag not in tuple(Rag):
        raise UserError("no-such-colour", colour=rag, known=", ".join(Rag))
    if rag and not clean(reason):
        raise UserError("colour-without-reason", title=row["title"])
    update_row(Deliverable, deliverable_id, rag_override=rag, rag_reason=clean(reason) if rag else "")
    return str(row["title"])


def _open_deliverable(deliverable_id: int) -> dict[str, Any]:
    row = row_of(Deliverable, deliverable_id)
    if not is_open_deliverable(DeliverableStatus(row["status"])):
        raise UserError("already-closed", reference=row["title"])
    return row


def _deliverable_moved(deliverable_id: int, on: date) -> None:
    set_last_movement(Deliverable, deliverable_id, on)
    _look_again_at_deliverable(deliverable_id)


def _look_again_at_deliverable(deliverable_id: int, put_off_until: date | None = None) -> None:
    """Set the day an open deliverable comes up on Today; one whose time has not begun waits for its date."""
    row = row_of(Deliverable, deliverable_id)
    day = None
    if is_open_deliverable(DeliverableStatus(row["status"])):
        since = max(row["last_movement_on"], row["starts_on"] or row["last_movement_on"])
        day = next_look("agreements", row["due_agreed"], since, max(clock.today(), since), put_off_until)
    update_row(Record, deliverable_id, next_look=day)


def deliverables_of(clause_id: int) -> list[dict[str, Any]]:
    """The rows of a clause's deliverables, oldest first."""
    return dicts(Deliverable.select().where(Deliverable.clause_id == clause_id).order_by(Deliverable.id))


def draft_deliverable(deliverable_id: int) -> DeliverableDraft:
    """The form of a deliverable as kept now. Raises UserError("not-found")."""
    row = row_of(Deliverable, deliverable_id)
    kept = ("clause_id", "title", "responsible_id", "starts_on", "due_on", "weight", "unit", "planned", "reason", "id")
    return DeliverableDraft(**{name: row[name] for name in kept}, seen_change=newest_change(deliverable_id))
