"""Life-cycles and fixed lists of advocacy plans and their steps (domain vocabulary, e.3)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from resources.translations import _, mark

BEGIN_BEFORE_DAYS = 7
"""A step that has not begun comes up so many days before its date, in time to begin: our practice, not law."""


class Kind(StrEnum):
    """Whose plan it is: of one CSO, or of several together."""

    INDIVIDUAL = "individual"
    GROUP = "group"


class Status(StrEnum):
    """Where a plan stands; achieved, closed and abandoned are its three ends."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ACHIEVED = "achieved"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class StepStatus(StrEnum):
    """Where a step stands."""

    NOT_STARTED = "not_started"
    READY = "ready"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    BLOCKED = "blocked"
    SKIPPED = "skipped"
    DEFERRED = "deferred"


class StepKind(StrEnum):
    """What is done in a step; nothing where it is none of these."""

    NOT_SAID = ""
    EVIDENCE = "evidence"
    IDENTIFY = "identify"
    MEET = "meet"
    REQUEST = "request"
    DRAFT = "draft"
    SUBMIT = "submit"
    FOLLOW_UP = "follow_up"
    PRESENT = "present"
    MEDIA = "media"
    REPORT_BACK = "report_back"


class Anchor(StrEnum):
    """What the day of a step is counted from; nothing where the day is as typed."""

    NOTHING = ""
    PLAN_START = "plan_start"
    STEP_DUE = "step_due"
    STEP_DONE = "step_done"
    PLAN_END = "plan_end"


class DayUnit(StrEnum):
    """In which days the distance is counted; calendar days where nothing is said."""

    NOT_SAID = ""
    CALENDAR = "calendar"
    WORKING = "working"


TRANSITIONS: dict[Status, tuple[Status, ...]] = {
    # The last entries step back; each step leaves a row.
    Status.DRAFT: (Status.ACTIVE, Status.ABANDONED),
    Status.ACTIVE: (Status.ACHIEVED, Status.PAUSED, Status.CLOSED, Status.ABANDONED, Status.DRAFT),
    Status.PAUSED: (Status.ACTIVE, Status.CLOSED, Status.ABANDONED),
    Status.ACHIEVED: (Status.ACTIVE,),
    Status.CLOSED: (Status.ACTIVE,),
    Status.ABANDONED: (Status.DRAFT, Status.ACTIVE),
}

STEP_TRANSITIONS: dict[StepStatus, tuple[StepStatus, ...]] = {
    StepStatus.NOT_STARTED: (
        StepStatus.READY,
        StepStatus.IN_PROGRESS,
        StepStatus.DONE,
        StepStatus.WAITING,
        StepStatus.BLOCKED,
        StepStatus.DEFERRED,
        StepStatus.SKIPPED,
    ),
    StepStatus.READY: (
        StepStatus.IN_PROGRESS,
        StepStatus.DONE,
        StepStatus.WAITING,
        StepStatus.BLOCKED,
        StepStatus.DEFERRED,
        StepStatus.SKIPPED,
        StepStatus.NOT_STARTED,
    ),
    StepStatus.IN_PROGRESS: (
        StepStatus.DONE,
        StepStatus.WAITING,
        StepStatus.BLOCKED,
        StepStatus.DEFERRED,
        StepStatus.SKIPPED,
        StepStatus.READY,
    ),
    StepStatus.WAITING: (
        StepStatus.DONE,
        StepStatus.IN_PROGRESS,
        StepStatus.BLOCKED,
        StepStatus.DEFERRED,
        StepStatus.SKIPPED,
    ),
    StepStatus.DONE: (StepStatus.IN_PROGRESS,),
    StepStatus.BLOCKED: (
        StepStatus.IN_PROGRESS,
        StepStatus.READY,
        StepStatus.WAITING,
        StepStatus.DEFERRED,
        StepStatus.SKIPPED,
    ),
    StepStatus.SKIPPED: (StepStatus.NOT_STARTED, StepStatus.READY),
    StepStatus.DEFERRED: (
        StepStatus.READY,
        StepStatus.IN_PROGRESS,
        StepStatus.DONE,
        StepStatus.WAITING,
        StepStatus.BLOCKED,
        StepStatus.SKIPPED,
    ),
}

_LABELS: dict[str, str] = {
    Kind.INDIVIDUAL: mark("Of one CSO"),
    Kind.GROUP: mark("Of a group"),
    Status.DRAFT: mark("Draft"),  # also what the kind of step is called
    Status.ACTIVE: mark("Active"),
    Status.PAUSED: mark("Paused"),
    Status.ACHIEVED: mark("Achieved"),
    Status.CLOSED: mark("Closed"),
    Status.ABANDONED: mark("Abandoned"),
    StepStatus.NOT_STARTED: mark("Not started"),
    StepStatus.READY: mark("Ready"),
    StepStatus.IN_PROGRESS: mark("In progress"),
    StepStatus.WAITING: mark("Waiting on someone else"),
    StepStatus.DONE: mark("Done"),
    StepStatus.BLOCKED: mark("Blocked"),
    StepStatus.SKIPPED: mark("Skipped"),
    StepStatus.DEFERRED: mark("Deferred"),
    StepKind.NOT_SAID: mark("Other"),
    StepKind.EVIDENCE: mark("Gather evidence"),
    StepKind.IDENTIFY: mark("Identify"),
    StepKind.MEET: mark("Meet"),
    StepKind.REQUEST: mark("Request information"),
    StepKind.SUBMIT: mark("Submit"),
    StepKind.FOLLOW_UP: mark("Follow up"),
    StepKind.PRESENT: mark("Present it"),
    StepKind.MEDIA: mark("Media"),
    StepKind.REPORT_BACK: mark("Report back"),
}


def label(value: str) -> str:
    """The words for a stored value (“report_back” → “Report back”)."""
    return _(_LABELS[value])


def next_steps(status: Status) -> tuple[Status, ...]:
    """What may become of a plan from here, the usual first."""
    return TRANSITIONS[status]


def next_step_statuses(status: StepStatus) -> tuple[StepStatus, ...]:
    """What may become of a step from here, the usual first."""
    return STEP_TRANSITIONS[status]


def is_open(status: Status) -> bool:
    """Whether somebody still works on the plan, or means to."""
    return status in (Status.DRAFT, Status.ACTIVE, Status.PAUSED)


def presses(status: Status) -> bool:
    """Whether the steps of a plan come up: those of a paused one rest until the plan itself is looked at."""
    return status in (Status.DRAFT, Status.ACTIVE)


def is_open_step(status: StepStatus) -> bool:
    """Whether something still has to come of a step."""
    return status not in (StepStatus.DONE, StepStatus.SKIPPED)


def wants_reason(status: StepStatus) -> bool:
    """Whether one has to say why: what holds it up, or why it is left out."""
    return status in (StepStatus.BLOCKED, StepStatus.SKIPPED)


def rests_until(status: StepStatus, due: date | None) -> date | None:
    """The day until which a step waits for its date; None for one that is under way or has none."""
    if due is None or status not in (StepStatus.NOT_STARTED, StepStatus.DEFERRED):
        return None
    return due - timedelta(days=BEGIN_BEFORE_DAYS) if status is StepStatus.NOT_STARTED else due
