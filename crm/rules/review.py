"""The Review: going through open records one by one, each answered with one key and at most one line.

Which keys a record takes follows from its kind and from where it stands; what each key writes is an operation of the
record's own noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crm.rules import agreements, commitments, engagements, issues, opportunities, petitions, plans, requests
from crm.rules.errors import UserError
from crm.rules.working_days import WorkingCalendar
from resources.translations import _, mark

TRY_AGAIN_AFTER = 3  # working days
SNOOZE_DAYS = 7


class Scope(StrEnum):
    """Whose open records are gone through."""

    DUE = "due"
    PARTNER = "partner"
    BODY = "body"
    AGREEMENT = "agreement"
    COLLEAGUE = "colleague"


@dataclass(frozen=True)
class ReviewScope:
    """Whose records: everything due, or all that is open of one partner, body, MoU or colleague."""

    scope: Scope = Scope.DUE
    of_id: int | None = None
    max_confidentiality: int | None = None

    def __post_init__(self) -> None:
        """Raises UserError("review-of-nothing") for a scope that does not say of what."""
        if self.scope is not Scope.DUE and self.of_id is None:
            raise UserError("review-of-nothing", scope=self.scope.value)


class Kind(StrEnum):
    """What a record of the Review is."""

    COMMITMENT = "commitment"
    ENGAGEMENT = "engagement"
    AGREEMENT = "agreement"
    DELIVERABLE = "deliverable"
    PETITION = "petition"
    PLAN = "plan"
    STEP = "step"
    ISSUE = "issue"
    ASTRAY = "astray"
    OPPORTUNITY = "opportunity"
    REQUEST = "request"
    POST = "post"
    OTHER = "other"


class Key(StrEnum):
    """The answer to one record; the value is the letter to press."""

    TRIED = "t"
    DONE = "d"
    KEPT = "k"
    NOT_KEPT = "n"
    MOVED = "m"
    PROGRESS = "p"
    FOLLOW_UP = "f"
    SNOOZE = "s"
    LAPSED = "x"
    CLOSE_OUT = "c"


class Asks(StrEnum):
    """What an answer still wants to be told, in one line."""

    NOTE = "note"
    EVIDENCE = "evidence"
    LOOK_AGAIN = "look_again"
    NEW_DATE = "new_date"
    FORM = "form"  # a form of its own
    NOTHING = "nothing"


_ASKS: dict[Key, Asks] = {
    Key.TRIED: Asks.LOOK_AGAIN,
    Key.DONE: Asks.NOTE,
    Key.KEPT: Asks.EVIDENCE,
    Key.NOT_KEPT: Asks.NOTE,
    Key.MOVED: Asks.NEW_DATE,
    Key.PROGRESS: Asks.NOTE,
    Key.FOLLOW_UP: Asks.FORM,
    Key.SNOOZE: Asks.LOOK_AGAIN,
    Key.LAPSED: Asks.NOTE,
    Key.CLOSE_OUT: Asks.FORM,
}
_ASKS_OF_KIND: dict[tuple[Kind, Key], Asks] = {
    (Kind.DELIVERABLE, Key.FOLLOW_UP): Asks.NOTE,
    (Kind.AGREEMENT, Key.KEPT): Asks.NOTE,
    (Kind.STEP, Key.FOLLOW_UP): Asks.NOTE,
    (Kind.PLAN, Key.KEPT): Asks.NOTE,
    (Kind.ISSUE, Key.FOLLOW_UP): Asks.NOTE,
    (Kind.OTHER, Key.DONE): Asks.NOTHING,
}
_WORDS: dict[Key, str] = {
    Key.TRIED: mark("Tried, no answer"),
    Key.DONE: mark("They say done"),
    Key.KEPT: mark("Kept"),
    Key.NOT_KEPT: mark("Not kept"),
    Key.MOVED: mark("Date moved"),
    Key.PROGRESS: mark("Progress"),
    Key.FOLLOW_UP: mark("Follow up"),
    Key.SNOOZE: mark("Snooze"),
    Key.LAPSED: mark("Lapsed"),
    Key.CLOSE_OUT: mark("Close out"),
}
_WORDS_OF_KIND: dict[tuple[Kind, Key], str] = {
    (Kind.DELIVERABLE, Key.DONE): mark("They delivered"),
    (Kind.DELIVERABLE, Key.KEPT): mark("Accepted"),
    (Kind.DELIVERABLE, Key.LAPSED): mark("Cancelled"),
    (Kind.AGREEMENT, Key.PROGRESS): mark("Review held"),
    (Kind.AGREEMENT, Key.KEPT): mark("Completed"),
    (Kind.AGREEMENT, Key.LAPSED): mark("Expired"),
    (Kind.PETITION, Key.CLOSE_OUT): mark("Next step"),
    (Kind.PETITION, Key.DONE): mark("Petitioner told"),
    (Kind.PLAN, Key.DONE): mark("It goes on"),
    (Kind.PLAN, Key.KEPT): mark("Achieved"),
    (Kind.PLAN, Key.LAPSED): mark("Abandoned"),
    (Kind.STEP, Key.DONE): mark("Done"),
    (Kind.STEP, Key.LAPSED): mark("Skipped"),
    (Kind.ISSUE, Key.CLOSE_OUT): mark("Visit"),
    (Kind.ASTRAY, Key.CLOSE_OUT): mark("Send elsewhere"),
    (Kind.REQUEST, Key.CLOSE_OUT): mark("Read and decide"),
    (Kind.OPPORTUNITY, Key.CLOSE_OUT): mark("Decide"),
    (Kind.OPPORTUNITY, Key.DONE): mark("Result"),
    (Kind.OPPORTUNITY, Key.LAPSED): mark("Declined"),
    (Kind.ENGAGEMENT, Key.MOVED): mark("New date"),
    (Kind.ENGAGEMENT, Key.NOT_KEPT): mark("No-show"),
    (Kind.ENGAGEMENT, Key.LAPSED): mark("Cancelled"),
    (Kind.OTHER, Key.DONE): mark("Looked at"),
    (Kind.POST, Key.CLOSE_OUT): mark("Who comes?"),
}
_SCOPES: dict[Scope, str] = {
    Scope.DUE: mark("Everything due"),
    Scope.PARTNER: mark("One CSO partner"),
    Scope.BODY: mark("One body"),
    Scope.AGREEMENT: mark("One MoU"),
    Scope.COLLEAGUE: mark("One colleague's work"),
}
_KINDS: dict[Kind, str] = {
    Kind.COMMITMENT: mark("Commitment"),
    Kind.ENGAGEMENT: mark("Engagement"),
    Kind.AGREEMENT: mark("Agreement"),
    Kind.DELIVERABLE: mark("Deliverable"),
    Kind.PETITION: mark("Petition"),
    Kind.PLAN: mark("Advocacy plan"),
    Kind.STEP: mark("Step of a plan"),
    Kind.ISSUE: mark("Issue"),
    Kind.ASTRAY: mark("Issue of another body"),
    Kind.OPPORTUNITY: mark("Opportunity"),
    Kind.REQUEST: mark("Request under POPIA"),
    Kind.POST: mark("Post"),
    Kind.OTHER: mark("Time to look again"),
}


def scope_words(scope: Scope) -> str:
    """What the scope is called."""
    return _(_SCOPES[scope])


def kind_words(kind: Kind) -> str:
    """What a record of this kind is called."""
    return _(_KINDS[kind])


def key_words(key: Key, kind: Kind) -> str:
    """What the key says of a record of this kind."""
    return _(_WORDS_OF_KIND.get((kind, key), _WORDS[key]))


def asks(key: Key, kind: Kind) -> Asks:
    """What the answer wants to be told."""
    return _ASKS_OF_KIND.get((kind, key), _ASKS[key])


def keys_of_commitment(status: commitments.Status) -> tuple[Key, ...]:
    """The keys an open commitment takes."""
    if not commitments.is_open(status):
        return ()
    keys = [Key.TRIED, Key.KEPT, Key.NOT_KEPT, Key.MOVED, Key.PROGRESS, Key.FOLLOW_UP, Key.SNOOZE, Key.LAPSED]
    if commitments.Status.CLAIMED_DONE in commitments.next_steps(status):
        keys.insert(1, Key.DONE)
    return tuple(keys)


def keys_of_engagement(status: engagements.Status) -> tuple[Key, ...]:
    """The keys an engagement takes whose day has come."""
    if status is engagements.Status.PLANNED:
        return (Key.CLOSE_OUT, Key.MOVED, Key.NOT_KEPT, Key.LAPSED, Key.SNOOZE)
    if status is engagements.Status.POSTPONED:
        return (Key.CLOSE_OUT, Key.MOVED, Key.LAPSED, Key.SNOOZE)
    return (Key.CLOSE_OUT, Key.SNOOZE) if status is engagements.Status.HELD else ()


def keys_of_deliverable(status: agreements.DeliverableStatus) -> tuple[Key, ...]:
    """The keys an open deliverable takes; only what was delivered can be accepted."""
    steps = agreements.next_deliverable_steps(status)
    if not agreements.is_open_deliverable(status):
        return ()
    keys = [Key.TRIED, Key.MOVED, Key.PROGRESS, Key.FOLLOW_UP, Key.SNOOZE]
    for key, step in (
        (Key.DONE, agreements.DeliverableStatus.DELIVERED),
        (Key.KEPT, agreements.DeliverableStatus.ACCEPTED),
        (Key.LAPSED, agreements.DeliverableStatus.CANCELLED),
    ):
        if step in steps:
            keys.append(key)
    return tuple(keys)


def keys_of_agreement(status: agreements.Status, expires_on: date | None, today: date) -> tuple[Key, ...]:
    """The keys an open agreement takes: only one past its end has expired."""
    if not agreements.binds(status):
        return (Key.SNOOZE,) if agreements.is_open(status) else ()
    has_ended = expires_on is not None and expires_on < today
    return (Key.PROGRESS, Key.KEPT, *([Key.LAPSED] if has_ended else []), Key.SNOOZE)


def keys_of_petition(status: petitions.Status, *, is_to_tell: bool) -> tuple[Key, ...]:
    """The keys of a petition: its next step while it is open, then telling the petitioner."""
    if petitions.is_open(status):
        return (Key.TRIED, Key.CLOSE_OUT, Key.MOVED, Key.PROGRESS, Key.FOLLOW_UP, Key.SNOOZE)
    return (Key.DONE, Key.SNOOZE) if is_to_tell else ()


def keys_of_plan(status: plans.Status) -> tuple[Key, ...]:
    """The keys an open plan takes."""
    if not plans.is_open(status):
        return ()
    keys = [Key.PROGRESS, Key.SNOOZE]
    for key, step in PLAN_STEPS.items():
        if step in plans.next_steps(status):
            keys.append(key)
    return tuple(keys)


PLAN_STEPS = {
    Key.DONE: plans.Status.ACTIVE,
    Key.KEPT: plans.Status.ACHIEVED,
    Key.LAPSED: plans.Status.ABANDONED,
}
"""Where each of these keys takes a plan."""


def keys_of_step(status: plans.StepStatus) -> tuple[Key, ...]:
    """The keys an open step of a plan takes; a blocked one goes on before it is done."""
    if not plans.is_open_step(status):
        return ()
    keys = [Key.TRIED, Key.MOVED, Key.PROGRESS, Key.FOLLOW_UP, Key.SNOOZE, Key.LAPSED]
    if plans.StepStatus.DONE in plans.next_step_statuses(status):
        keys.insert(1, Key.DONE)
    return tuple(keys)


def keys_of_issue(status: issues.Status) -> tuple[Key, ...]:
    """The keys of an issue: somebody goes to look while it is open; what is not theirs is sent elsewhere."""
    if issues.is_open(status):
        return (Key.TRIED, Key.CLOSE_OUT, Key.PROGRESS, Key.FOLLOW_UP, Key.SNOOZE)
    return (Key.CLOSE_OUT, Key.SNOOZE) if issues.wants_route(status) else ()


def keys_of_opportunity(status: opportunities.Status) -> tuple[Key, ...]:
    """The keys of an opportunity: a decision until its day, then its result; what was missed can only be let go of."""
    return {
        opportunities.Status.OPEN: (Key.CLOSE_OUT, Key.LAPSED, Key.SNOOZE),
        opportunities.Status.CLOSING_SOON: (Key.CLOSE_OUT, Key.LAPSED, Key.SNOOZE),
        opportunities.Status.DECIDED: (Key.CLOSE_OUT, Key.LAPSED, Key.SNOOZE),
        opportunities.Status.OVER: (Key.DONE, Key.SNOOZE),
        opportunities.Status.MISSED: (Key.DONE, Key.LAPSED, Key.SNOOZE),
    }.get(status, ())


def keys_of_request(status: requests.Status) -> tuple[Key, ...]:
    """The keys of a request under POPIA: what is held is read and decided on its own page."""
    return (Key.CLOSE_OUT, Key.SNOOZE) if requests.is_open(status) else ()


def try_again_on(today: date, calendar: WorkingCalendar) -> date:
    """When to ring again where nobody answered."""
    return calendar.add(today, TRY_AGAIN_AFTER).result


def usual_day(key: Key, today: date, calendar: WorkingCalendar) -> date | None:
    """The day that is meant unless another is said: when to try again, or to look again."""
    if key is Key.TRIED:
        return try_again_on(today, calendar)
    return today + timedelta(days=SNOOZE_DAYS) if key is Key.SNOOZE else None


_PERCENT = re.compile(r"\s*(\d{1,3})\s*(?:%|per ?cent\b)[\s,;:.–-]*", re.IGNORECASE)


def read_percent(text: str) -> tuple[int | None, str]:
    """Progress said in front of a note (“60 %, the ramp is poured”), and the note without it."""
    found = _PERCENT.match(text)
    return (int(found[1]), text[found.end() :].strip()) if found else (None, text.strip())
