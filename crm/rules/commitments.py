"""Life-cycle, direction and lateness of a commitment.

Status is what we say happened, outcome how it ended, lateness what the calendar says. They never stand for one
another: “overdue” is not set by hand, and “kept” is not a status.
"""

from __future__ import annotations

from datetime import date

from crm.rules.commitment_sentence import lateness_sentence
from crm.rules.commitment_terms import (
    TRANSITIONS,
    Direction,
    DueBasis,
    Kind,
    Lateness,
    OnChangeOfOffice,
    Outcome,
    Priority,
    Side,
    Status,
    Strength,
    label,
)
from crm.rules.due_dates import DateMove, DueDates
from crm.rules.working_days import WorkingCalendar
from resources.translations import _

__all__ = [
    "DUE_SOON_DAYS",
    "LONG_OVERDUE_WORKING_DAYS",
    "STALLED_AFTER_DAYS",
    "STALLED_AFTER_FOLLOW_UPS",
    "TRANSITIONS",
    "DateMove",
    "Direction",
    "DueBasis",
    "DueDates",
    "Kind",
    "Lateness",
    "OnChangeOfOffice",
    "Outcome",
    "Priority",
    "Side",
    "Status",
    "Strength",
    "direction",
    "is_open",
    "is_stalled",
    "label",
    "lateness",
    "lateness_sentence",
    "missing",
    "needs",
    "next_steps",
]

STALLED_AFTER_DAYS = 60
STALLED_AFTER_FOLLOW_UPS = 2
DUE_SOON_DAYS = 7
LONG_OVERDUE_WORKING_DAYS = 20


def next_steps(status: Status) -> tuple[Status, ...]:
    """The statuses that may follow, the usual one first."""
    return TRANSITIONS[status]


def needs(status: Status, outcome: Outcome | None = None) -> tuple[str, ...]:
    """What must be given when a commitment enters the status: “note”, and “evidence” before it counts as kept."""
    if status is Status.NOTED:
        return ()
    return ("note", "evidence") if outcome is Outcome.KEPT else ("note",)


def is_open(status: Status) -> bool:
    """Whether it still has to be done, or at least seen to be done."""
    return status is not Status.CLOSED


def is_stalled(
    last_movement: date,
    today: date,
    follow_ups_since: int,
    stalled_days: int = STALLED_AFTER_DAYS,
    stalled_follow_ups: int = STALLED_AFTER_FOLLOW_UPS,
) -> bool:
    """Whether an open commitment did not move for `stalled_days` calendar days or through that many follow-ups."""
    return follow_ups_since >= stalled_follow_ups or (today - last_movement).days >= stalled_days


def direction(maker: Side | None, owed_to: Side | None) -> Direction:
    """Who owes whom; an unknown maker counts as public, and a promise to nobody named as made to us."""
    made_by_public = maker in (None, Side.PUBLIC)
    made_to_public = owed_to is Side.PUBLIC
    if made_by_public:
        return Direction.THIRD_PARTY if made_to_public else Direction.THEY_OWE_US
    return Direction.WE_OWE_THEM if made_to_public else Direction.CSO_TO_CSO


def lateness(
    due: DueDates,
    is_open: bool,
    today: date,
    calendar: WorkingCalendar,
    soon_days: int = DUE_SOON_DAYS,
    long_days: int = LONG_OVERDUE_WORKING_DAYS,
) -> Lateness:
    """What the calendar says, from the last agreed date; soon is in calendar days, long overdue in working days."""
    if not is_open:
        return Lateness.CLOSED
    if due.agreed is None:
        return Lateness.NO_DATE
    if today > due.agreed:
        is_long = calendar.between(due.agreed, today) > long_days
        return Lateness.LONG_OVERDUE if is_long else Lateness.OVERDUE
    if due.is_slipping:
        return Lateness.MOVED
    return Lateness.DUE_SOON if (due.agreed - today).days <= soon_days else Lateness.NOT_DUE


def missing(
    *,
    has_due_date: bool,
    has_owner: bool,
    has_words: bool = True,
    has_maker: bool = True,
    is_maker_named: bool = False,
    has_owed_to: bool = True,
) -> tuple[str, ...]:
    """What a commitment still lacks, in words, the most important first.

    A maker may be named and yet be nobody we know: then there is somebody to identify.
    """
    no_maker = _("who made it is to identify") if is_maker_named else _("nobody named who made it")
    checks = (
        (has_words, _("no exact words")),
        (has_maker, no_maker),
        (has_due_date, _("no due date")),
        (has_owner, _("no owner")),
        (has_owed_to, _("nobody named it is owed to")),
    )
    return tuple(words for is_there, words in checks if not is_there)
