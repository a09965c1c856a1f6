"""The answers of the Review. Each is an operation of the record's own noun: nothing is written here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from crm.operations import agreements as of_agreements
from crm.operations import commitments as of_commitments
from crm.operations import deliverables as of_deliverables
from crm.operations import engagements as of_engagements
from crm.operations import issues as of_issues
from crm.operations import opportunities as of_opportunities
from crm.operations import petitions as of_petitions
from crm.operations import plans as of_plans
from crm.operations.base import clean
from crm.operations.movements import EvidenceDraft
from crm.operations.records import set_next_look
from crm.queries.review_items import ReviewItem
from crm.rules import clock
from crm.rules.agreements import DeliverableStatus
from crm.rules.agreements import Outcome as AgreementOutcome
from crm.rules.agreements import Status as AgreementStatus
from crm.rules.commitments import Outcome, Status
from crm.rules.engagements import Status as EngagementStatus
from crm.rules.errors import UserError
from crm.rules.opportunities import Decision
from crm.rules.plans import StepStatus
from crm.rules.review import PLAN_STEPS, Key, Kind, key_words, read_percent
from resources.translations import _

BY_PHONE = "phone"


@dataclass(frozen=True)
class Said:
    """What was typed into the one line an answer asks for."""

    note: str = ""
    """A note; for “kept” what shows it; for a follow-up what they answered."""
    on: date | None = None
    """The day to look again, or the new date."""
    by: str = ""
    """Who said so."""
    is_agreed: bool = True
    """Of a new date: we agree, or only note it."""
    photo: Path | None = None
    channel: str = BY_PHONE


@dataclass(frozen=True)
class Call:
    """An operation with its arguments, for `Workspace.do`."""

    operation: Callable[..., object]
    args: tuple[object, ...]
    named: dict[str, Any] = field(default_factory=dict)


def answer(item: ReviewItem, key: Key, said: Said) -> Call:
    """The operation that answers a record so.

    Raises UserError: "review-key-not-for", "review-needs-date", "review-needs-form"; the operation raises what it does.
    """
    if key not in item.keys:
        raise UserError("review-key-not-for", key=key.value, name=item.name, known=", ".join(item.keys))
    if key in (Key.TRIED, Key.SNOOZE, Key.MOVED) and said.on is None:
        raise UserError("review-needs-date", key=key.value, answer=key_words(key, item.kind))
    return _ANSWERS[item.kind](item, key, said)


def _of_commitment(item: ReviewItem, key: Key, said: Said) -> Call:
    today = clock.today()
    if key in (Key.TRIED, Key.FOLLOW_UP):
        return Call(of_commitments.follow_up, (item.id, today), _follow_up(item, key, said))
    if key is Key.MOVED:
        return Call(of_commitments.move_date, (item.id, said.on, today), _move(said))
    if key is Key.PROGRESS:
        return Call(of_commitments.note_progress, (item.id, today, said.note))
    if key is Key.SNOOZE:
        return Call(of_commitments.snooze, (item.id, said.on))
    if key is Key.DONE:
        return Call(of_commitments.change_status, (item.id, Status.CLAIMED_DONE, today), {"note": said.note})
    outcome = {Key.KEPT: Outcome.KEPT, Key.NOT_KEPT: Outcome.NOT_KEPT, Key.LAPSED: Outcome.LAPSED}[key]
    named: dict[str, Any] = {"outcome": outcome}
    named |= {"evidence": _evidence(said)} if key is Key.KEPT else {"note": said.note}
    return Call(of_commitments.change_status, (item.id, Status.CLOSED, today), named)


def _of_deliverable(item: ReviewItem, key: Key, said: Said) -> Call:
    today = clock.today()
    if key in (Key.TRIED, Key.FOLLOW_UP):
        return Call(of_deliverables.follow_up_deliverable, (item.id, today), _follow_up(item, key, said))
    if key is Key.MOVED:
        return Call(of_deliverables.move_deliverable_date, (item.id, said.on, today), _move(said))
    if key is Key.PROGRESS:
        percent, note = read_percent(said.note)
        return Call(of_deliverables.record_progress, (item.id, today), {"percent": percent, "note": note})
    if key is Key.SNOOZE:
        return Call(set_next_look, (item.id, said.on))
    step = {
        Key.DONE: DeliverableStatus.DELIVERED,
        Key.KEPT: DeliverableStatus.ACCEPTED,
        Key.LAPSED: DeliverableStatus.CANCELLED,
    }[key]
    named: dict[str, Any] = {"evidence": _evidence(said)} if key is Key.KEPT else {"note": said.note}
    return Call(of_deliverables.change_deliverable_status, (item.id, step, today), named)


def _of_agreement(item: ReviewItem, key: Key, said: Said) -> Call:
    today = clock.today()
    if key is Key.SNOOZE:
        return Call(set_next_look, (item.id, said.on))
    if key is Key.PROGRESS:
        return Call(of_agreements.hold_review, (item.id, today, said.note))
    outcome = AgreementOutcome.COMPLETED if key is Key.KEPT else AgreementOutcome.EXPIRED
    named = {"note": said.note, "outcome": outcome}
    return Call(of_agreements.change_status, (item.id, AgreementStatus.CLOSED, today), named)


def _of_engagement(item: ReviewItem, key: Key, said: Said) -> Call:
    if key is Key.SNOOZE:
        return Call(set_next_look, (item.id, said.on))
    if key is Key.CLOSE_OUT:
        return Call(of_engagements.close_out, (of_engagements.draft_engagement(item.id),))
    if key is Key.MOVED:
        is_planned = item.status == EngagementStatus.PLANNED
        step = EngagementStatus.POSTPONED if is_planned else EngagementStatus.PLANNED
        return Call(of_engagements.change_status, (item.id, step, said.note, said.on))
    step = EngagementStatus.NO_SHOW if key is Key.NOT_KEPT else EngagementStatus.CANCELLED
    return Call(of_engagements.change_status, (item.id, step, said.note))


def _of_petition(item: ReviewItem, key: Key, said: Said) -> Call:
    today = clock.today()
    if key is Key.CLOSE_OUT:
        raise UserError("review-takes-step", name=item.name, command=f"step petitions:{item.id}")
    if key in (Key.TRIED, Key.FOLLOW_UP):
        return Call(of_petitions.follow_up, (item.id, today), _follow_up(item, key, said))
    if key is Key.MOVED:
        return Call(of_petitions.move_date, (item.id, said.on, today), _move(said))
    if key is Key.PROGRESS:
        return Call(of_petitions.note_progress, (item.id, today, said.note))
    if key is Key.DONE:
        return Call(of_petitions.tell_petitioner, (item.id, today, said.note))
    return Call(set_next_look, (item.id, said.on))


def _of_plan(item: ReviewItem, key: Key, said: Said) -> Call:
    today = clock.today()
    if key is Key.SNOOZE:
        return Call(set_next_look, (item.id, said.on))
    if key is Key.PROGRESS:
        return Call(of_plans.note_progress, (item.id, today, said.note))
    return Call(of_plans.change_status, (item.id, PLAN_STEPS[key], today), {"note": said.note})


def _of_step(item: ReviewItem, key: Key, said: Said) -> Call:
    today = clock.today()
    if key in (Key.TRIED, Key.FOLLOW_UP):
        return Call(of_plans.follow_up_step, (item.id, today), _follow_up(item, key, said))
    if key is Key.MOVED:
        return Call(of_plans.move_step_date, (item.id, said.on, today), _move(said))
    if key is Key.PROGRESS:
        return Call(of_plans.note_step_progress, (item.id, today, said.note))
    if key is Key.SNOOZE:
        return Call(set_next_look, (item.id, said.on))
    step = StepStatus.DONE if key is Key.DONE else StepStatus.SKIPPED
    return Call(of_plans.change_step_status, (item.id, step, today), {"note": said.note})


def _of_issue(item: ReviewItem, key: Key, said: Said) -> Call:
    today = clock.today()
    if key is Key.CLOSE_OUT:
        command = "reroute" if item.kind is Kind.ASTRAY else "visit"
        raise UserError("review-takes-step", name=item.name, command=f"{command} issues:{item.id}")
    if key in (Key.TRIED, Key.FOLLOW_UP):
        return Call(of_issues.follow_up, (item.id, today), _follow_up(item, key, said))
    if key is Key.PROGRESS:
        return Call(of_issues.note_progress, (item.id, today, said.note))
    return Call(set_next_look, (item.id, said.on))


def _of_opportunity(item: ReviewItem, key: Key, said: Said) -> Call:
    today = clock.today()
    if key is Key.CLOSE_OUT:
        raise UserError("review-takes-step", name=item.name, command=f"decide opportunities:{item.id}")
    if key is Key.DONE:
        return Call(of_opportunities.set_result, (item.id, today, said.note))
    if key is Key.LAPSED:
        return Call(of_opportunities.decide, (item.id, Decision.DECLINED, today), {"reason": said.note})
    return Call(set_next_look, (item.id, said.on))


def _of_request(item: ReviewItem, key: Key, said: Said) -> Call:
    if key is Key.CLOSE_OUT:
        raise UserError("review-takes-step", name=item.name, command=f"request items {item.reference}")
    return Call(set_next_look, (item.id, said.on))


def _of_post(item: ReviewItem, key: Key, said: Said) -> Call:
    if key is Key.CLOSE_OUT:
        raise UserError("review-needs-form", name=item.name)
    return Call(set_next_look, (item.id, said.on))


def _of_other(item: ReviewItem, key: Key, said: Said) -> Call:
    return Call(set_next_look, (item.id, said.on if key is Key.SNOOZE else None))


_ANSWERS: dict[Kind, Callable[[ReviewItem, Key, Said], Call]] = {
    Kind.COMMITMENT: _of_commitment,
    Kind.DELIVERABLE: _of_deliverable,
    Kind.AGREEMENT: _of_agreement,
    Kind.ENGAGEMENT: _of_engagement,
    Kind.PETITION: _of_petition,
    Kind.PLAN: _of_plan,
    Kind.STEP: _of_step,
    Kind.ISSUE: _of_issue,
    Kind.ASTRAY: _of_issue,
    Kind.OPPORTUNITY: _of_opportunity,
    Kind.REQUEST: _of_request,
    Kind.POST: _of_post,
    Kind.OTHER: _of_other,
}


def _follow_up(item: ReviewItem, key: Key, said: Said) -> dict[str, Any]:
    """A call nobody answered is a follow-up without an answer: it is no movement."""
    is_tried = key is Key.TRIED
    return {
        "channel": said.channel,
        "to_whom": said.by or item.reach.rings.name,
        "words": _("tried, no answer") if is_tried else "",
        "answer": "" if is_tried else said.note,
        "next_look_on": said.on,
    }


def _move(said: Said) -> dict[str, Any]:
    return {"said_by": said.by, "how": said.channel, "reason": said.note, "is_agreed": said.is_agreed}


def _evidence(said: Said) -> list[EvidenceDraft]:
    if not clean(said.note) and said.photo is None:
        return []
    kind = "photo" if said.photo else "witness"
    return [EvidenceDraft(said.note, kind, said.photo, clock.today(), said.by)]
