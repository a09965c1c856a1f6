"""What one does with opportunities: note them, decide, tell the CSOs they suit, and write down what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.operations.base import (
    check_choice,
    check_not_future,
    check_unchanged,
    clean,
    dicts,
    new_record,
    next_reference,
    operation,
    read_time,
    row_of,
    set_head,
    update_row,
)
from crm.operations.engagements import EngagementDraft, write_engagement
from crm.operations.movements import add_step, move_due, set_last_movement
from crm.operations.petitions import PetitionDraft, add_petition
from crm.operations.petitions import look_again as look_again_at_petition
from crm.operations.ties import add_tie, set_ties, tied_to
from crm.operations.topics import draft_head, set_topics_of, topics_of
from crm.queries.people import get_names
from crm.rules import clock, engagements, petitions, ties
from crm.rules.errors import UserError
from crm.rules.next_look import next_look
from crm.rules.opportunities import SUBMISSIONS, Days, Decision, Kind, is_open, label, status, submission_for
from crm.tables.base import Record
from crm.tables.opportunities import Opportunity
from crm.tables.petitions import Petition
from resources.translations import _


@dataclass
class OpportunityDraft:
    """An opportunity as the form holds it; `areas` are places beside the first one."""

    title: str
    kind: str = Kind.CALL_FOR_COMMENT.value
    words: str = ""
    body_id: int | None = None
    committee_id: int | None = None
    contact_id: int | None = None
    place_id: int | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    closes_at: str = ""
    event_on: date | None = None
    event_until: date | None = None
    event_time: str = ""
    venue: str = ""
    languages: str = ""
    transport: str = ""
    owner_id: int | None = None
    uid: str = ""
    confidentiality: int = 0
    source: str = ""
    areas: list[int] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


_TEXTS = ("title", "words", "venue", "languages", "transport", "uid")
_TIMES = ("closes_at", "event_time")
_DAYS = ("opens_on", "closes_on", "event_on", "event_until")
_COPIED = ("kind", "body_id", "committee_id", "contact_id", "place_id", "owner_id")


@operation(lambda saved: _("Save opportunity {reference}").format(reference=saved[1]))
def save_opportunity(draft: OpportunityDraft) -> tuple[int, str]:
    """Keep a new opportunity or change one; returns the id and the reference.

    A closing day that moves takes the submission along that was due on it and is not handed in.
    Raises UserError: "opportunity-without-title", "no-such-choice", "closes-before-it-opens",
    "event-ends-before-it-begins", "bad-time", "changed-meanwhile".
    """
    if draft.id is None:
        return add_opportunity(draft)
    row = row_of(Opportunity, draft.id)
    check_unchanged(draft.id, draft.seen_change)
    update_row(Opportunity, draft.id, **_columns(draft))
    if draft.closes_on and row["closes_on"] not in (None, draft.closes_on):
        _move_submissions(row, draft.closes_on)
    set_head(draft.id, confidentiality=draft.confidentiality, source=draft.source)
    _write_around(draft.id, draft)
    return draft.id, str(row["reference"])


def add_opportunity(draft: OpportunityDraft) -> tuple[int, str]:
    """Write a new one inside another operation; returns the id and the reference. Raises as `save_opportunity`."""
    columns, today = _columns(draft), clock.today()
    reference = next_reference("N", (draft.opens_on or today).year)
    opportunity_id = new_record("opportunities", confidentiality=draft.confidentiality, source=clean(draft.source))
    Opportunity.insert(
        id=opportunity_id,
        reference=reference,
        decision=Decision.NONE,
        reason="",
        result="",
        last_movement_on=today,
        **columns,
    ).execute()
    add_step(opportunity_id, "", "", today, note=_("Noted"))
    _write_around(opportunity_id, draft)
    return opportunity_id, reference


def _columns(draft: OpportunityDraft) -> dict[str, object]:
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    if not columns["title"]:
        raise UserError("opportunity-without-title")
    check_choice(Kind, draft.kind)
    _check_days(draft)
    columns |= {name: read_time(clean(getattr(draft, name))) for name in _TIMES}
    return columns | {name: getattr(draft, name) for name in (*_DAYS, *_COPIED)}


def _check_days(draft: OpportunityDraft) -> None:
    if draft.opens_on and draft.closes_on and draft.closes_on < draft.opens_on:
        raise UserError("closes-before-it-opens", opens=draft.opens_on.isoformat(), closes=draft.closes_on.isoformat())
    if draft.event_until and (draft.event_on is None or draft.event_until < draft.event_on):
        begins = draft.event_on.isoformat() if draft.event_on else _("no day")
        raise UserError("event-ends-before-it-begins", begins=begins, ends=draft.event_until.isoformat())


def _write_around(opportunity_id: int, draft: OpportunityDraft) -> None:
    set_topics_of(opportunity_id, draft.topics, draft.tags)
    set_ties(opportunity_id, ties.Kind.AREA, (area for area in draft.areas if area != draft.place_id))
    look_again(opportunity_id)


@dataclass(frozen=True)
class Decided:
    """What was decided of which one, and what was begun with it."""

    opportunity_id: int
    reference: str
    decision: str
    petition_id: int | None = None
    engagement_id: int | None = None


@operation(lambda done: _("{reference}: {decision}").format(reference=done.reference, decision=label(done.decision)))
def decide(
    opportunity_id: int,
    decision: str,
    on: date,
    *,
    reason: str = "",
    submission_kind: str = "",
    plans_engagement: bool = False,
) -> Decided:
    """Say what we do about it. Submitting begins a submission, unless one that answers it is open already.

    `submission_kind`: one of `SUBMISSIONS`, on a bill unless said; `plans_engagement` puts its event into our calendar.
    Raises UserError: "no-such-choice", "made-in-future", "opportunity-without-event".
    """
    check_choice(Decision, decision)
    check_not_future(on)
    row = row_of(Opportunity, opportunity_id)
    add_step(opportunity_id, row["decision"], decision, on, note=reason)
    update_row(
        Opportunity, opportunity_id, decision=decision, decided_on=on if decision else None, reason=clean(reason)
    )
    _moved(opportunity_id, on)
    petition_id = _begin_submission(row, submission_kind) if decision == Decision.SUBMITTING else None
    engagement_id = _plan_engagement(row) if plans_engagement else None
    return Decided(opportunity_id, str(row["reference"]), decision, petition_id, engagement_id)


def _begin_submission(row: dict[str, Any], kind: str) -> int | None:
    """A submission that is being drafted, due on the closing day; None where one is open already."""
    answers = Petition.opportunity_id == row["id"]
    if Petition.select().where(answers, Petition.status != petitions.Status.CLOSED).exists():
        return None
    kind = kind or submission_for(row["kind"])
    if kind not in SUBMISSIONS:
        raise UserError("no-such-choice", value=kind, known=", ".join(SUBMISSIONS))
    draft = PetitionDraft(
        row["title"],
        kind,
        body_id=row["body_id"],
        committee_id=row["committee_id"],
        official_id=row["contact_id"],
        place_id=row["place_id"],
        owner_id=row["owner_id"],
        due_on=row["closes_on"],
        opportunity_id=row["id"],
        confidentiality=row_of(Record, row["id"])["confidentiality"],
        source=str(row["reference"]),
        topics=topics_of(row["id"]),
    )
    return add_petition(draft)[0]


def _move_submissions(row: dict[str, Any], closes_on: date) -> None:
    """What answers a call and is not handed in yet is due on the new closing day, if it was on the old one."""
    answers = (Petition.opportunity_id == row["id"]) & Petition.submitted_on.is_null()
    due_then = (Petition.status != petitions.Status.CLOSED) & (Petition.due_on == row["closes_on"])
    reason = _("The closing day of {reference} moved").format(reference=row["reference"])
    for submission in dicts(Petition.select().where(answers & due_then)):
        move_due(Petition, submission, closes_on, clock.today(), reason=reason)
        look_again_at_petition(submission["id"])


_ENGAGEMENTS = {
    Kind.PUBLIC_HEARING: engagements.Kind.PUBLIC_HEARING,
    Kind.COMMITTEE_MEETING: engagements.Kind.COMMITTEE_MEETING,
    Kind.SECTORAL_PARLIAMENT: engagements.Kind.SECTORAL_PARLIAMENT,
    Kind.OVERSIGHT: engagements.Kind.OVERSIGHT_VISIT,
}


def _plan_engagement(row: dict[str, Any]) -> int:
    if row["event_on"] is None:
        raise UserError("opportunity-without-event", reference=row["reference"])
    engagement_id = write_engagement(
        EngagementDraft(
            row["title"],
            row["event_on"],
            _ENGAGEMENTS.get(Kind(row["kind"]), engagements.Kind.MEETING).value,
            start_time=row["event_time"],
            organisation_id=row["committee_id"] or row["body_id"],
            place_id=row["place_id"],
            venue=row["venue"],
            purpose=row["words"],
            confidentiality=row_of(Record, row["id"])["confidentiality"],
            topics=topics_of(row["id"]),
        )
    )
    add_tie(row["id"], engagement_id)
    return engagement_id


@operation(lambda reference: _("Tell CSOs of {reference}").format(reference=reference))
def tell_organisations(opportunity_id: int, organisation_ids: Sequence[int], on: date, note: str = "") -> str:
    """These CSOs were told of it; returns the reference. Raises UserError("nobody-told"), ("made-in-future")."""
    row = row_of(Opportunity, opportunity_id)
    check_not_future(on)
    if not organisation_ids:
        raise UserError("nobody-told", reference=row["reference"])
    for organisation_id in organisation_ids:
        add_tie(opportunity_id, organisation_id, ties.Kind.WITH)
    names = ", ".join(get_names(list(organisation_ids)).values())
    told = _("Told {names}").format(names=names)
    said = f"{told}: {clean(note)}" if clean(note) else told
    add_step(opportunity_id, row["decision"], row["decision"], on, note=said)
    _moved(opportunity_id, on)
    return str(row["reference"])


@operation(lambda reference: _("Result of {reference}").format(reference=reference))
def set_result(opportunity_id: int, on: date, result: str) -> str:
    """Write down what came of it; no words take the result back. Returns the reference.

    Raises UserError("made-in-future").
    """
    row = row_of(Opportunity, opportunity_id)
    check_not_future(on)
    words = clean(result)
    note = _("Result: {words}").format(words=words) if words else _("Result taken back")
    add_step(opportunity_id, row["decision"], row["decision"], on, note=note)
    update_row(Opportunity, opportunity_id, result=words, closed_on=on if words else None)
    _moved(opportunity_id, on)
    return str(row["reference"])


def _moved(opportunity_id: int, on: date) -> None:
    set_last_movement(Opportunity, opportunity_id, on)
    look_again(opportunity_id)


def look_again(opportunity_id: int) -> None:
    """Set the day it comes up on Today: until it was declined, or its result is known."""
    row, today = row_of(Opportunity, opportunity_id), clock.today()
    days = Days(**{name: row[name] for name in _DAYS})
    stands = status(days, Decision(row["decision"]), bool(row["result"]), today)
    due = days.next_day(today) or days.ends_on
    day = next_look("opportunities", due, row["last_movement_on"], today) if is_open(stands) else None
    update_row(Record, opportunity_id, next_look=day)


def draft_opportunity(opportunity_id: int) -> OpportunityDraft:
    """The form of an opportunity as kept now. Raises UserError("not-found")."""
    row = row_of(Opportunity, opportunity_id)
    return OpportunityDraft(
        **{name: row[name] for name in (*_TEXTS, *_TIMES, *_DAYS, *_COPIED)},
        areas=tied_to(opportunity_id, ties.Kind.AREA),
        **draft_head(opportunity_id),
    )
