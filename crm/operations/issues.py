"""What one does with issues: write down what is wrong, take it to those responsible, go to see it until it is fixed.

An issue touches people whom it never names: what looks like an identity number is refused in every text of it, and a
telephone number where it says whom it touches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Unpack

import peewee

from crm.exchange.id_numbers import has_id_number
from crm.operations.attachments import keep_file
from crm.operations.base import (
    check_choice,
    check_count,
    check_not_future,
    check_unchanged,
    clean,
    new_record,
    next_reference,
    operation,
    read_status,
    row_of,
    set_head,
    update_row,
)
from crm.operations.movements import (
    FOLLOW_UP_AGAIN,
    Asked,
    EvidenceDraft,
    add_evidence_of,
    add_follow_up,
    add_step,
    has_evidence,
    set_last_movement,
)
from crm.operations.petitions import PetitionDraft, add_petition
from crm.operations.plans import PlanDraft, StepDraft, add_plan_with
from crm.operations.ties import add_tie
from crm.operations.topics import draft_head, set_topics_of
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.issues import (
    Kind,
    State,
    Status,
    is_open,
    label,
    next_steps,
    see_again_on,
    wants_note,
    wants_route,
)
from crm.rules.next_look import next_look
from crm.rules.phones import read_phones
from crm.tables.base import Record
from crm.tables.issues import Issue, MonitoringVisit
from crm.tables.organisations import Organisation
from crm.tables.plans import Plan
from resources.translations import _


@dataclass
class IssueDraft:
    """An issue as the form holds it; `status` is where a new one stands, later `change_status` takes the steps."""

    title: str
    words: str = ""
    kind: str = Kind.SERVICE_DELIVERY.value
    place_id: int | None = None
    spot: str = ""
    touches: str = ""
    households: int | None = None
    respondent_id: int | None = None
    reported_by_id: int | None = None
    their_number: str = ""
    owner_id: int | None = None
    reported_on: date | None = None
    review_on: date | None = None
    status: str = Status.NEW.value
    confidentiality: int = 0
    source: str = ""
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


@dataclass(frozen=True)
class VisitDraft:
    """Somebody went to look; without a day to go again the usual interval runs."""

    issue_id: int
    on_day: date
    state: str
    finding: str = ""
    by_whom: str = ""
    photo: Path | None = None
    engagement_id: int | None = None
    again_on: date | None = None


_TEXTS = ("title", "words", "spot", "touches", "their_number")
_COPIED = ("kind", "place_id", "households", "respondent_id", "reported_by_id", "owner_id", "review_on")


@operation(lambda saved: _("Save issue {reference}").format(reference=saved[1]))
def save_issue(draft: IssueDraft) -> tuple[int, str]:
    """Keep a new issue or change one; returns the id and the reference.

    Raises UserError: "issue-without-title", "id-number-in-text", "phone-in-touches", "no-such-choice", "bad-count",
    "made-in-future", "changed-meanwhile"; for a new one "no-such-step".
    """
    if draft.id is None:
        return add_issue(draft)
    row = row_of(Issue, draft.id)
    check_unchanged(draft.id, draft.seen_change)
    update_row(Issue, draft.id, **_columns(draft, row["reported_on"]))
    set_head(draft.id, confidentiality=draft.confidentiality, source=draft.source)
    set_topics_of(draft.id, draft.topics, draft.tags)
    look_again(draft.id)
    return draft.id, str(row["reference"])


def add_issue(draft: IssueDraft) -> tuple[int, str]:
    """Write a new issue inside another operation; returns the id and the reference. Raises as `save_issue`."""
    columns = _columns(draft, clock.today())
    status = read_status(Status, draft.status, clean(draft.title))
    reported_on = draft.reported_on or clock.today()
    reference = next_reference("I", reported_on.year)
    issue_id = new_record("issues", confidentiality=draft.confidentiality, source=clean(draft.source))
    Issue.insert(
        id=issue_id,
        reference=reference,
        status=status,
        closed_on=None if is_open(status) else reported_on,
        last_movement_on=reported_on,
        **columns,
    ).execute()
    set_topics_of(issue_id, draft.topics, draft.tags)
    look_again(issue_id)
    return issue_id, reference


def _columns(draft: IssueDraft, reported_on: date) -> dict[str, object]:
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    if not columns["title"]:
        raise UserError("issue-without-title")
    check_names_nobody(draft.title, draft.words, draft.spot, draft.touches)
    if any(phone.e164 for phone in read_phones(draft.touches)):
        raise UserError("phone-in-touches")
    check_choice(Kind, draft.kind)
    check_count(draft.households)
    check_not_future(draft.reported_on or reported_on)
    copied = {name: getattr(draft, name) for name in _COPIED}
    return columns | copied | {"reported_on": draft.reported_on or reported_on}


def check_names_nobody(*texts: str) -> None:
    """Raises UserError("id-number-in-text") where one of the texts holds an identity number."""
    if any(has_id_number(text) for text in texts):
        raise UserError("id-number-in-text")


# --- The life-cycle --------------------------------------------------------------------------------------------------


@operation(lambda done: _("{reference}: {status}").format(reference=done[0], status=label(done[1])))
def change_status(
    issue_id: int,
    status: str,
    on: date,
    *,
    note: str = "",
    source: str = "",
    duplicate_of_id: int | None = None,
    evidence: Sequence[EvidenceDraft] = (),
) -> tuple[str, str]:
    """Take a step of the life-cycle, on or back; returns the reference and the status.

    A duplicate names the issue it repeats, and is tied to it; what is fixed wants a visit that found it so, something
    that shows it, or a note.
    Raises UserError: "no-such-step", "note-missing", "duplicate-of-missing", "fixed-without-proof", "tied-to-itself",
    "made-in-future", "id-number-in-text".
    """
    row = row_of(Issue, issue_id)
    check_not_future(on)
    step = read_status(Status, status, row["reference"])
    _check_step(row, step, note, duplicate_of_id)
    for piece in evidence:
        add_evidence_of(issue_id, piece)
    if step is Status.FIXED and not (clean(note) or _was_seen_fixed(issue_id) or has_evidence(issue_id)):
        raise UserError("fixed-without-proof", reference=row["reference"])
    if step is Status.DUPLICATE and duplicate_of_id is not None:
        row_of(Issue, duplicate_of_id)
        add_tie(issue_id, duplicate_of_id)
    _take(row, step, on, note, source)
    return str(row["reference"]), step


def _check_step(row: dict[str, Any], step: Status, note: str, duplicate_of_id: int | None) -> None:
    reference = str(row["reference"])
    check_names_nobody(note)
    if step not in next_steps(Status(row["status"])):
        raise UserError("no-such-step", reference=reference, step=label(step))
    if wants_note(step) and not clean(note):
        raise UserError("note-missing", reference=reference)
    if step is Status.DUPLICATE and duplicate_of_id is None:
        raise UserError("duplicate-of-missing", reference=reference)


def _was_seen_fixed(issue_id: int) -> bool:
    """Whether the last visit found it fixed."""
    last = (
        MonitoringVisit.select(MonitoringVisit.state)
        .where(MonitoringVisit.issue_id == issue_id)
        .order_by(MonitoringVisit.on_day.desc(), MonitoringVisit.id.desc())
        .tuples()
        .first()
    )
    return last is not None and last[0] == State.FIXED


def _take(row: dict[str, Any], step: Status, on: date, note: str, source: str) -> None:
    add_step(row["id"], row["status"], step, on, note=note, source=source)
    update_row(Issue, row["id"], status=step, closed_on=None if is_open(step) else on)
    _moved(row["id"], on)


@operation(lambda done: _("Send {reference} to {name}").format(reference=done[0], name=done[1]))
def reroute(issue_id: int, respondent_id: int, on: date, *, note: str = "", source: str = "") -> tuple[str, str]:
    """Somebody else has to put it right: it begins anew with them. Returns the reference and who that is.

    Raises UserError: "same-respondent", "already-closed", "made-in-future", "id-number-in-text".
    """
    row = row_of(Issue, issue_id)
    check_not_future(on)
    check_names_nobody(note)
    stands = Status(row["status"])
    if not is_open(stands) and not wants_route(stands):
        raise UserError("already-closed", reference=row["reference"])
    name = str(row_of(Organisation, respondent_id)["name"])
    if respondent_id == row["respondent_id"]:
        raise UserError("same-respondent", reference=row["reference"], name=name)
    update_row(Issue, issue_id, respondent_id=respondent_id, their_number="")
    _take(row, Status.NEW, on, "; ".join(filter(None, (_route_words(row, name), clean(note)))), source)
    return str(row["reference"]), name


def _route_words(row: dict[str, Any], name: str) -> str:
    """What the step says: whom it was with, under which number, and whom it is with now."""
    if row["respondent_id"] is None:
        return _("Now with {name}").format(name=name)
    before = str(row_of(Organisation, row["respondent_id"])["name"])
    if row["their_number"]:
        before = f"{before} ({row['their_number']})"
    return _("From {before} to {name}").format(before=before, name=name)


# --- What moves in it ------------------------------------------------------------------------------------------------


@operation(lambda reference: _("Visit to {reference}").format(reference=reference))
def add_visit(draft: VisitDraft) -> str:
    """Somebody went to look. Returns the reference.

    A visit never changes where the issue stands: that it is fixed is a step of its own, which the visit then shows.
    Raises UserError: "no-such-choice", "visit-without-finding", "made-in-future", "visit-before-report",
    "id-number-in-text", "file-missing", "attachment-too-large"; EnvironmentProblem("file-unreadable").
    """
    row = row_of(Issue, draft.issue_id)
    _check_visit(row, draft)
    photo = keep_file(draft.issue_id, draft.photo, draft.finding) if draft.photo else None
    MonitoringVisit.insert(
        issue_id=draft.issue_id,
        on_day=draft.on_day,
        by_whom=clean(draft.by_whom),
        state=draft.state,
        finding=clean(draft.finding),
        attachment_id=photo,
        engagement_id=draft.engagement_id,
    ).execute()
    if draft.again_on is not None or (row["review_on"] and row["review_on"] <= draft.on_day):
        update_row(Issue, draft.issue_id, review_on=draft.again_on)
    _moved(draft.issue_id, draft.on_day)
    return str(row["reference"])


def _check_visit(row: dict[str, Any], draft: VisitDraft) -> None:
    check_choice(State, draft.state)
    check_not_future(draft.on_day)
    check_names_nobody(draft.finding)
    if draft.on_day < row["reported_on"]:
        raise UserError("visit-before-report", day=draft.on_day.isoformat(), reported=row["reported_on"].isoformat())
    if not clean(draft.finding) and draft.photo is None:
        raise UserError("visit-without-finding")


@operation(lambda reference: _("Remove visit to {reference}").format(reference=reference))
def remove_visit(visit_id: int) -> str:
    """A visit was written down by mistake; its photo stays with the issue. Returns the reference."""
    visit = row_of(MonitoringVisit, visit_id)
    MonitoringVisit.delete().where(MonitoringVisit.id == visit_id).execute()
    look_again(visit["issue_id"])
    return str(row_of(Issue, visit["issue_id"])["reference"])


@operation(lambda reference: _("Follow up {reference}").format(reference=reference))
def follow_up(issue_id: int, on: date, *, next_look_on: date | None = None, **asked: Unpack[Asked]) -> str:
    """We asked those responsible; it leaves Today until `next_look_on` (two weeks on, unless said).

    Returns the reference. Raises UserError("already-closed"), ("made-in-future").
    """
    row = _open_row(issue_id)
    check_not_future(on)
    add_follow_up(issue_id, on, **asked)
    if clean(asked.get("answer")):
        _moved(issue_id, on)
    look_again(issue_id, next_look_on or clock.today() + FOLLOW_UP_AGAIN)
    return str(row["reference"])


@operation(lambda reference: _("Progress of {reference}").format(reference=reference))
def note_progress(issue_id: int, on: date, note: str) -> str:
    """Something happened that is no step of the life-cycle. Returns the reference.

    Raises UserError("already-closed"), ("note-missing"), ("made-in-future"), ("id-number-in-text").
    """
    row = _open_row(issue_id)
    check_not_future(on)
    check_names_nobody(note)
    if not clean(note):
        raise UserError("note-missing", reference=row["reference"])
    add_step(issue_id, row["status"], row["status"], on, note=note)
    _moved(issue_id, on)
    return str(row["reference"])


@operation(lambda reference: _("Add evidence to {reference}").format(reference=reference))
def add_evidence(issue_id: int, evidence: EvidenceDraft) -> str:
    """Keep what shows how it stands, such as the logged call; returns the reference."""
    row = row_of(Issue, issue_id)
    check_names_nobody(evidence.words)
    add_evidence_of(issue_id, evidence)
    _moved(issue_id, evidence.seen_on or clock.today())
    return str(row["reference"])


# --- What comes of it ------------------------------------------------------------------------------------------------


@operation(lambda saved: _("Start petition {reference}").format(reference=saved[1]))
def start_petition(record_id: int, draft: PetitionDraft) -> tuple[int, str]:
    """Write a petition that is about an issue, or belongs to whatever it began with; returns its id and reference.

    Raises as `save_petition` does.
    """
    saved = add_petition(draft)
    if row_of(Record, record_id)["noun"] == "issues":
        return _come_of(record_id, saved)
    add_tie(saved[0], record_id)
    return saved


@operation(lambda saved: _("Start plan {reference}").format(reference=saved[1]))
def start_plan(issue_id: int, draft: PlanDraft, steps: Sequence[StepDraft] = ()) -> tuple[int, str]:
    """Write an advocacy plan on the issue with its steps; returns its id and reference. Raises as `write_plan`."""
    saved = add_plan_with(draft, steps)
    update_row(Plan, saved[0], issue_id=issue_id)
    return _come_of(issue_id, saved)


def _come_of(issue_id: int, saved: tuple[int, str]) -> tuple[int, str]:
    row = row_of(Issue, issue_id)
    add_tie(saved[0], issue_id)
    words = _("{reference} was started").format(reference=saved[1])
    add_step(issue_id, row["status"], row["status"], clock.today(), note=words)
    _moved(issue_id, clock.today())
    return saved


def draft_petition_of(issue_id: int) -> PetitionDraft:
    """A petition to begin with what the issue knows."""
    row, head = row_of(Issue, issue_id), draft_head(issue_id)
    return PetitionDraft(
        row["title"],
        body_id=None,
        petitioner_id=row["reported_by_id"],
        place_id=row["place_id"],
        owner_id=row["owner_id"],
        confidentiality=head["confidentiality"],
        topics=head["topics"],
        tags=head["tags"],
    )


def draft_plan_of(issue_id: int) -> PlanDraft:
    """A plan to begin with what the issue knows."""
    row, head = row_of(Issue, issue_id), draft_head(issue_id)
    return PlanDraft(
        row["title"],
        issue=row["words"] or row["title"],
        organisation_id=row["reported_by_id"],
        place_id=row["place_id"],
        owner_id=row["owner_id"],
        confidentiality=head["confidentiality"],
        topics=head["topics"],
        tags=head["tags"],
        issue_id=issue_id,
    )


# --- When it comes up ------------------------------------------------------------------------------------------------


def _open_row(issue_id: int) -> dict[str, Any]:
    row = row_of(Issue, issue_id)
    if not is_open(Status(row["status"])):
        raise UserError("already-closed", reference=row["reference"])
    return row


def _moved(issue_id: int, on: date) -> None:
    set_last_movement(Issue, issue_id, on)
    look_again(issue_id)


def look_again(issue_id: int, put_off_until: date | None = None) -> None:
    """Set the day it comes up on Today: while it is open, and while nobody was found to put it right.

    Letters do not count as seeing it: an open one comes up when nobody went to look for a month.
    """
    row = row_of(Issue, issue_id)
    status, day = Status(row["status"]), None
    if is_open(status):
        see_again = see_again_on(_last_seen(issue_id), row["reported_on"])
        due = min(row["review_on"] or see_again, see_again)
        day = next_look("issues", due, row["last_movement_on"], clock.today(), put_off_until)
    elif wants_route(status):
        day = next_look("issues", None, row["last_movement_on"], clock.today(), put_off_until)
    update_row(Record, issue_id, next_look=day)


def _last_seen(issue_id: int) -> date | None:
    newest = MonitoringVisit.select(peewee.fn.MAX(MonitoringVisit.on_day))
    found: date | None = newest.where(MonitoringVisit.issue_id == issue_id).scalar()
    return found


def draft_issue(issue_id: int) -> IssueDraft:
    """The form of an issue as kept now. Raises UserError("not-found")."""
    row = row_of(Issue, issue_id)
    return IssueDraft(
        **{name: row[name] for name in (*_TEXTS, *_COPIED, "reported_on", "status")},
        **draft_head(issue_id),
    )
