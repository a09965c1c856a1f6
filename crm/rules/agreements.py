"""The fixed lists and life-cycles of agreements and their deliverables, and how red, amber or green one is.

Sources: the field's words for an MoU (domain vocabulary, e.3). The thresholds of the traffic light are our practice,
not law; the screen and the paper say so by showing the reason beside the colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crm.rules.dates import add_months
from crm.rules.errors import UserError
from resources.translations import _, mark, ngettext

EXPIRING_DAYS = 90
"""An agreement that ends within so many days is expiring, unless it says otherwise (`remind_days`)."""
AMBER_POINTS = 10
RED_POINTS = 25
"""Percentage points behind the time elapsed from which a deliverable is amber, and red."""
DUE_SOON_DAYS = 14
"""A deliverable due within so many days of which nothing is done yet is amber."""
LAST_PART = 75
"""Per cent of the time elapsed from which nothing done yet is amber, however long the time is."""


class Status(StrEnum):
    """Where an agreement stands. That it expires soon is computed, never stored."""

    IDEA = "idea"
    IN_NEGOTIATION = "in_negotiation"
    APPROVED = "approved"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a closed agreement ended."""

    RENEWED = "renewed"
    COMPLETED = "completed"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    NOT_SIGNED = "not_signed"


class Kind(StrEnum):
    """What kind of agreement it is."""

    MOU = "mou"
    COOPERATION = "cooperation"
    GRANT = "grant"
    OTHER = "other_agreement"


class PartyRole(StrEnum):
    """What a party is in the agreement, where it is more than one of its parties."""

    NONE = ""
    FUNDER = "funder"
    GRANTEE = "grantee"
    PARTNER = "partner"


class ClauseKind(StrEnum):
    """What a clause does; only obligations bring deliverables."""

    OBLIGATION = "obligation"
    PRINCIPLE = "principle"
    PROCESS = "process"


class Every(StrEnum):
    """How often something comes round."""

    NEVER = ""
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six_monthly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """Months from one to the next; 0 for never."""
        return {"": 0, "monthly": 1, "quarterly": 3, "six_monthly": 6, "yearly": 12}[self.value]


class DeliverableStatus(StrEnum):
    """Where a deliverable stands: delivered is what one party says, accepted what the other says."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled_by_agreement"
    SUPERSEDED = "superseded"


class Rag(StrEnum):
    """The traffic light; grey has not begun, blue is complete."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"
    BLUE = "blue"


WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY, Rag.BLUE)

TRANSITIONS: dict[Status, tuple[Status, ...]] = {
    # The last entries step back; each step leaves a row.
    Status.IDEA: (Status.IN_NEGOTIATION, Status.CLOSED),
    Status.IN_NEGOTIATION: (Status.APPROVED, Status.SIGNED, Status.CLOSED, Status.IDEA),
    Status.APPROVED: (Status.SIGNED, Status.CLOSED, Status.IN_NEGOTIATION),
    Status.SIGNED: (Status.IN_FORCE, Status.CLOSED, Status.APPROVED),
    Status.IN_FORCE: (Status.UNDER_REVIEW, Status.CLOSED, Status.SIGNED),
    Status.UNDER_REVIEW: (Status.IN_FORCE, Status.CLOSED),
    Status.CLOSED: (Status.IN_FORCE, Status.IN_NEGOTIATION),
}

DELIVERABLE_TRANSITIONS: dict[DeliverableStatus, tuple[DeliverableStatus, ...]] = {
    DeliverableStatus.NOT_STARTED: (
        DeliverableStatus.UNDER_WAY,
        DeliverableStatus.DELIVERED,
        DeliverableStatus.ON_HOLD,
        DeliverableStatus.CANCELLED,
        DeliverableStatus.SUPERSEDED,
    ),
    DeliverableStatus.UNDER_WAY: (
        DeliverableStatus.DELIVERED,
        DeliverableStatus.ON_HOLD,
        DeliverableStatus.CANCELLED,
        DeliverableStatus.SUPERSEDED,
        DeliverableStatus.NOT_STARTED,
    ),
    DeliverableStatus.DELIVERED: (DeliverableStatus.ACCEPTED, DeliverableStatus.UNDER_WAY),
    DeliverableStatus.ACCEPTED: (DeliverableStatus.DELIVERED,),
    DeliverableStatus.ON_HOLD: (
        DeliverableStatus.UNDER_WAY,
        DeliverableStatus.CANCELLED,
        DeliverableStatus.SUPERSEDED,
    ),
    DeliverableStatus.CANCELLED: (DeliverableStatus.UNDER_WAY,),
    DeliverableStatus.SUPERSEDED: (DeliverableStatus.UNDER_WAY,),
}

_LABELS: dict[str, str] = {
    Status.IDEA: mark("Idea"),
    Status.IN_NEGOTIATION: mark("In negotiation"),
    Status.APPROVED: mark("Approved"),
    Status.SIGNED: mark("Signed"),
    Status.IN_FORCE: mark("In force"),
    Status.UNDER_REVIEW: mark("Under review"),
    Status.CLOSED: mark("Closed"),
    Outcome.RENEWED: mark("Renewed"),
    Outcome.COMPLETED: mark("Completed"),
    Outcome.EXPIRED: mark("Expired"),
    Outcome.TERMINATED: mark("Terminated"),
    Outcome.NOT_SIGNED: mark("Not signed"),
    Kind.MOU: mark("Memorandum of Understanding"),
    Kind.COOPERATION: mark("Cooperation agreement"),
    Kind.GRANT: mark("Grant agreement"),
    Kind.OTHER: mark("Other agreement"),
    PartyRole.FUNDER: mark("Funder"),
    PartyRole.GRANTEE: mark("Grantee"),
    PartyRole.PARTNER: mark("Partner"),
    ClauseKind.OBLIGATION: mark("Obligation"),
    ClauseKind.PRINCIPLE: mark("Principle"),
    ClauseKind.PROCESS: mark("Process"),
    Every.NEVER: mark("Once"),
    Every.MONTHLY: mark("Monthly"),
    Every.QUARTERLY: mark("Quarterly"),
    Every.SIX_MONTHLY: mark("Six-monthly"),
    Every.YEARLY: mark("Yearly"),
    DeliverableStatus.NOT_STARTED: mark("Not started"),
    DeliverableStatus.UNDER_WAY: mark("Under way"),
    DeliverableStatus.DELIVERED: mark("Delivered"),
    DeliverableStatus.ACCEPTED: mark("Accepted"),
    DeliverableStatus.ON_HOLD: mark("On hold"),
    DeliverableStatus.CANCELLED: mark("Cancelled by agreement"),
    DeliverableStatus.SUPERSEDED: mark("Superseded"),
    Rag.RED: mark("Red"),
    Rag.AMBER: mark("Amber"),
    Rag.GREEN: mark("Green"),
    Rag.GREY: mark("Grey"),
    Rag.BLUE: mark("Blue"),
}


def label(value: str) -> str:
    """The words for a stored value (“six_monthly” → “Six-monthly”)."""
    return _(_LABELS[value])


def next_steps(status: Status) -> tuple[Status, ...]:
    """The steps offered from here."""
    return TRANSITIONS[status]


def next_deliverable_steps(status: DeliverableStatus) -> tuple[DeliverableStatus, ...]:
    """The steps offered from here."""
    return DELIVERABLE_TRANSITIONS[status]


def is_open(status: Status) -> bool:
    """Whether something still has to come of the agreement."""
    return status is not Status.CLOSED


def binds(status: Status) -> bool:
    """Whether the parties are bound by it now."""
    return status in (Status.SIGNED, Status.IN_FORCE, Status.UNDER_REVIEW)


def is_open_deliverable(status: DeliverableStatus) -> bool:
    """Whether something still has to come of the deliverable."""
    return status not in (DeliverableStatus.ACCEPTED, DeliverableStatus.CANCELLED, DeliverableStatus.SUPERSEDED)


def counts(status: DeliverableStatus) -> bool:
    """Whether it counts in totals and progress: what was cancelled or replaced by agreement does not."""
    return status not in (DeliverableStatus.CANCELLED, DeliverableStatus.SUPERSEDED)


def is_expiring(status: Status, expires_on: date | None, today: date, remind_days: int = EXPIRING_DAYS) -> bool:
    """Whether a binding agreement ends within `remind_days`, or ended and nobody said what became of it."""
    return binds(status) and expires_on is not None and expires_on <= today + timedelta(days=remind_days)


@dataclass(frozen=True, slots=True)
class Light:
    """The colour of a deliverable, clause, party or agreement, and the reason in words.

    `is_overridden`: somebody set it by hand; the paper prints an asterisk and the reason given.
    """

    rag: Rag
    reason: str
    is_overridden: bool = False


def light(
    status: DeliverableStatus,
    progress: int,
    starts_on: date | None,
    due_on: date | None,
    today: date,
    *,
    override: str = "",
    override_reason: str = "",
) -> Light:
    """How a deliverable stands, and why. `progress` in per cent; `due_on` as last agreed.

    Blue: accepted. Red: overdue, or begun and more than 25 points behind the time elapsed. Amber: 10 to 25 points
    behind, on hold, or nothing done with 14 days or a quarter of the time left. Grey: not begun and not due yet, or
    taken out. Green: the rest.
    """
    if override:
        return Light(Rag(override), override_reason, is_overridden=True)
    if status is DeliverableStatus.ACCEPTED:
        return Light(Rag.BLUE, _("accepted by the other party"))
    if not counts(status):
        return Light(Rag.GREY, label(status).lower())
    if status is DeliverableStatus.DELIVERED:
        return Light(Rag.GREEN, _("delivered, not accepted yet"))
    if due_on is not None and due_on < today:
        days = (today - due_on).days
        return Light(Rag.RED, ngettext("{count} day past its date", "{count} days past its date", days))
    if status is DeliverableStatus.ON_HOLD:
        return Light(Rag.AMBER, _("on hold"))
    return _by_time(status, progress, starts_on, due_on, today)


def _by_time(
    status: DeliverableStatus, progress: int, starts_on: date | None, due_on: date | None, today: date
) -> Light:
    has_begun = progress > 0 or status is not DeliverableStatus.NOT_STARTED
    if due_on is None:
        return Light(Rag.GREEN, _("under way, no date")) if has_begun else Light(Rag.GREY, _("not begun, no date"))
    time = elapsed(starts_on, due_on, today)
    if not has_begun or progress == 0:
        late_to_begin = due_on <= today + timedelta(days=DUE_SOON_DAYS) or time > LAST_PART
        if late_to_begin:
            return Light(Rag.AMBER, _nothing_done((due_on - today).days))
        if not has_begun:
            return Light(Rag.GREY, _("not begun, not due yet"))
    behind = time - progress
    if behind > AMBER_POINTS:
        reason = _("{progress} % done, {behind} points behind the time").format(progress=progress, behind=behind)
        return Light(Rag.RED if behind > RED_POINTS else Rag.AMBER, reason)
    return Light(Rag.GREEN, _("{progress} % done, in step with the time").format(progress=progress))


def _nothing_done(days: int) -> str:
    if days == 0:
        return _("due today, nothing done yet")
    return ngettext("due in {count} day, nothing done yet", "due in {count} days, nothing done yet", days)


def elapsed(starts_on: date | None, due_on: date, today: date) -> int:
    """How much of the time is over, in per cent; without a start none is until the date itself."""
    if today >= due_on:
        return 100
    if starts_on is None or today <= starts_on:
        return 0
    return round(100 * (today - starts_on).days / (due_on - starts_on).days)


def together(lights: Sequence[tuple[Light, str]]) -> Light:
    """The colour of a clause, a party or the whole: the worst of its parts, each given with its name.

    Nothing to deliver is grey.
    """
    for rag in WORST_FIRST:
        names = [name for each, name in lights if each.rag is rag]
        if names and rag is Rag.GREY and len(names) < len(lights):
            continue  # what has not begun says nothing of what is done
        if names:
            if len(lights) == 1:
                return lights[0][0]
            return Light(rag, _reason(rag, len(names), len(lights), names[0]))
    return Light(Rag.GREY, _("nothing to deliver"))


def _reason(rag: Rag, count: int, of: int, first: str) -> str:
    colour = label(rag).lower()
    if count == 1:
        return _("1 of {of} is {colour}: {name}").format(of=of, colour=colour, name=first)
    return _("{count} of {of} are {colour}").format(count=count, of=of, colour=colour)


def weighted_progress(parts: Sequence[tuple[int, int]]) -> int:
    """Progress of the whole in per cent, from (weight, progress) of each part; 0 where nothing has weight."""
    weight = sum(each for each, _progress in parts)
    return round(sum(each * progress for each, progress in parts) / weight) if weight else 0


def progress_of(planned: int | None, actual: int | None) -> int | None:
    """Progress in per cent where it can be counted, else None."""
    if not planned or actual is None:
        return None
    return max(0, min(100, round(100 * actual / planned)))


def due_dates(first: date, every: Every, until: date) -> list[date]:
    """The dates of a clause that recurs, from the first to the end of the agreement.

    The day of the month stays that of the first, or the month's last. Raises UserError("recurs-without-end") for more
    than 240 periods.
    """
    if not every.months:
        return [first] if first <= until else []
    found: list[date] = []
    while (due := add_months(first, every.months * len(found))) <= until:
        found.append(due)
        if len(found) > MOST_PERIODS:
            raise UserError("recurs-without-end", count=MOST_PERIODS)
    return found


MOST_PERIODS = 240
