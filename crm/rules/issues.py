"""Life-cycle and fixed lists of issues: what is wrong where people live, until it is put right (vocabulary, e.3).

An issue is seen again and again: what a monitoring visit finds is one thing, what we say it stands at another.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from resources.translations import _, mark

SEE_AGAIN_DAYS = 30
"""An open issue that nobody went to look at for so long comes up: our practice, not law."""


class Kind(StrEnum):
    """What is wrong."""

    SERVICE_DELIVERY = "service_delivery"
    COMPLAINT = "complaint"


class Status(StrEnum):
    """Where an issue stands with those who have to put it right."""

    NEW = "new"
    INVESTIGATING = "investigating"
    ACTION_PLANNED = "action_planned"
    IN_PROGRESS = "in_progress"
    FIXED = "fixed"
    NO_ACTION = "no_further_action"
    NOT_THEIRS = "not_their_responsibility"
    DUPLICATE = "duplicate"
    REFERRED = "referred_on"


class Family(StrEnum):
    """What the statuses come down to."""

    OPEN = "open"
    FIXED = "fixed"
    CLOSED = "closed"


class State(StrEnum):
    """What a monitoring visit found, beside the time before."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    FIXED = "fixed"


_ENDS = (Status.NOT_THEIRS, Status.REFERRED, Status.NO_ACTION, Status.DUPLICATE)
_ON: dict[Status, tuple[Status, ...]] = {
    # The usual step first; what an officer hears late may be passed over.
    Status.NEW: (Status.INVESTIGATING, Status.ACTION_PLANNED, Status.IN_PROGRESS, Status.FIXED, *_ENDS),
    Status.INVESTIGATING: (Status.ACTION_PLANNED, Status.IN_PROGRESS, Status.FIXED, *_ENDS),
    Status.ACTION_PLANNED: (Status.IN_PROGRESS, Status.FIXED, *_ENDS),
    Status.IN_PROGRESS: (Status.FIXED, *_ENDS),
    Status.FIXED: (),
    Status.NO_ACTION: (),
    Status.NOT_THEIRS: (Status.REFERRED, Status.NO_ACTION),
    Status.DUPLICATE: (),
    Status.REFERRED: (Status.FIXED, Status.NO_ACTION),
}
_BACK: dict[Status, tuple[Status, ...]] = {
    # What was written down too early, or did not last, is taken back; that leaves a row too.
    Status.NEW: (),
    Status.INVESTIGATING: (Status.NEW,),
    Status.ACTION_PLANNED: (Status.INVESTIGATING,),
    Status.IN_PROGRESS: (Status.ACTION_PLANNED,),
    Status.FIXED: (Status.IN_PROGRESS, Status.INVESTIGATING),
    Status.NO_ACTION: (Status.INVESTIGATING,),
    Status.NOT_THEIRS: (Status.NEW, Status.INVESTIGATING),
    Status.DUPLICATE: (Status.NEW,),
    Status.REFERRED: (Status.NEW, Status.INVESTIGATING),
}
TRANSITIONS: dict[Status, tuple[Status, ...]] = {status: (*_ON[status], *_BACK[status]) for status in Status}

_LABELS: dict[str, str] = {
    Kind.SERVICE_DELIVERY: mark("Service delivery"),
    Kind.COMPLAINT: mark("Complaint"),
    Status.NEW: mark("New"),
    Status.INVESTIGATING: mark("Investigating"),
    Status.ACTION_PLANNED: mark("Action planned"),
    Status.IN_PROGRESS: mark("In progress"),
    Status.FIXED: mark("Fixed"),  # also what a visit finds
    Status.NO_ACTION: mark("No further action"),
    Status.NOT_THEIRS: mark("Not their responsibility"),
    Status.DUPLICATE: mark("Duplicate"),
    Status.REFERRED: mark("Referred"),
    Family.OPEN: mark("Open"),
    Family.CLOSED: mark("Closed"),
    State.WORSE: mark("Worse"),
    State.SAME: mark("The same"),
    State.BETTER: mark("Better"),
}


def label(value: str) -> str:
    """The words for a stored value (“action_planned” → “Action planned”)."""
    return _(_LABELS[value])


def next_steps(status: Status) -> tuple[Status, ...]:
    """The statuses that may follow, the usual one first, steps back last."""
    return TRANSITIONS[status]


def is_step_back(status: Status, step: Status) -> bool:
    """Whether the step takes back what was written down, rather than going on."""
    return step in _BACK[status]


def family(status: Status) -> Family:
    """Open, fixed, or closed without being fixed."""
    if status is Status.FIXED:
        return Family.FIXED
    return Family.CLOSED if status in _ENDS else Family.OPEN


def is_open(status: Status) -> bool:
    """Whether those responsible still have to put it right."""
    return family(status) is Family.OPEN


def wants_route(status: Status) -> bool:
    """Whether somebody else has to be found for it: the community still has the problem."""
    return status is Status.NOT_THEIRS


def wants_note(status: Status) -> bool:
    """Whether the step says nothing without a line of words: why, who said so, or to whom."""
    return status in (Status.NO_ACTION, Status.NOT_THEIRS, Status.REFERRED)


def see_again_on(last_seen_on: date | None, reported_on: date) -> date:
    """The day by which somebody should have gone to look again."""
    return (last_seen_on or reported_on) + timedelta(days=SEE_AGAIN_DAYS)
