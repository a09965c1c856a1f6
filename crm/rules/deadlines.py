"""The kinds of deadlines: what a day is, on whose word it stands, and how late or soon it is."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from crm.rules.dates import format_day
from resources.translations import _, mark, ngettext


class Kind(StrEnum):
    """What falls on a day."""

    PROMISE = "promise"
    HAND_IN = "hand_in"
    ANSWER = "answer"
    REVIEW = "review"
    RUNG = "rung"
    STEP = "step"
    PLAN_END = "plan_end"
    LOOK = "look"
    CLOSING = "closing"
    EVENT = "event"
    DELIVERABLE = "deliverable"
    REPORT = "report"
    TARGET = "target"
    AGREEMENT_REVIEW = "agreement_review"
    EXPIRY = "expiry"
    REQUEST = "request"
    PROGRAMME = "programme"


class Basis(StrEnum):
    """On whose word a day stands."""

    LAW = "law"
    TOLD = "told"
    AGREED = "agreed"
    OURS = "ours"


PASSING = (Kind.CLOSING, Kind.EVENT, Kind.PROGRAMME)
"""What is over when its day is over: nobody can be late for it any more."""
BACKGROUND = (Kind.PROGRAMME,)
"""What nobody has to do anything for."""
_BASES: dict[Kind, Basis] = {
    Kind.PROMISE: Basis.AGREED,
    Kind.HAND_IN: Basis.OURS,
    Kind.ANSWER: Basis.TOLD,
    Kind.REVIEW: Basis.OURS,
    Kind.RUNG: Basis.OURS,
    Kind.STEP: Basis.OURS,
    Kind.PLAN_END: Basis.OURS,
    Kind.LOOK: Basis.OURS,
    Kind.CLOSING: Basis.TOLD,
    Kind.EVENT: Basis.TOLD,
    Kind.DELIVERABLE: Basis.AGREED,
    Kind.REPORT: Basis.AGREED,
    Kind.TARGET: Basis.AGREED,
    Kind.AGREEMENT_REVIEW: Basis.AGREED,
    Kind.EXPIRY: Basis.AGREED,
    Kind.REQUEST: Basis.LAW,
    Kind.PROGRAMME: Basis.TOLD,
}
_LABELS: dict[str, str] = {
    Kind.PROMISE: mark("Promise due"),
    Kind.HAND_IN: mark("To be handed in"),
    Kind.ANSWER: mark("Answer due"),
    Kind.REVIEW: mark("Look again, no legal limit known"),
    Kind.RUNG: mark("Next rung of the ladder"),
    Kind.STEP: mark("Step due"),
    Kind.PLAN_END: mark("Plan ends"),
    Kind.LOOK: mark("Go and look again"),
    Kind.CLOSING: mark("Closes"),
    Kind.EVENT: mark("Takes place"),
    Kind.DELIVERABLE: mark("Deliverable due"),
    Kind.REPORT: mark("Report due"),
    Kind.TARGET: mark("Target to be reached"),
    Kind.AGREEMENT_REVIEW: mark("Review of the agreement"),
    Kind.EXPIRY: mark("Agreement expires"),
    Kind.REQUEST: mark("Request to be answered"),
    Kind.PROGRAMME: mark("Programme"),
    Basis.LAW: mark("By law"),
    Basis.TOLD: mark("As they said"),
    Basis.AGREED: mark("As agreed"),
    Basis.OURS: mark("Our practice"),
}


def label(value: str) -> str:
    """The words for a stored value (“plan_end” → “Plan ends”)."""
    return _(_LABELS[value])


def basis(kind: Kind, law: str) -> Basis:
    """On whose word the day stands: the law only where one is named."""
    return Basis.LAW if law else _BASES[kind]


def is_late(kind: Kind, on: date, today: date) -> bool:
    """Whether the day is over and something is still owed; a hearing that was held is over, not late."""
    return on < today and kind not in PASSING


def when_words(kind: Kind, on: date, today: date) -> str:
    """“today”, “in 5 days”, “3 days late”; of what is over, “3 days ago”."""
    days = (on - today).days
    if not days:
        return _("today")
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days)
    if is_late(kind, on, today):
        return ngettext("{count} day late", "{count} days late", -days)
    return ngettext("{count} day ago", "{count} days ago", -days)


def week_words(on: date, today: date) -> str:
    """“This week, until 29 Nov”, “Next week, until 6 Dec”, “7 Dec to 13 Dec”."""
    monday = on - timedelta(days=on.weekday())
    until = monday + timedelta(days=6)
    ahead = (monday - (today - timedelta(days=today.weekday()))).days // 7
    if ahead in (0, 1):
        words = _("Next week, until {day}") if ahead else _("This week, until {day}")
        return words.format(day=format_day(until, today))
    return _("{first} to {last}").format(first=format_day(monday, today), last=format_day(until, today))
