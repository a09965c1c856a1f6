"""The fixed values of a commitment, their words on screen and paper, and which status may follow which."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Status(StrEnum):
    """Where a commitment stands."""

    NOTED = "noted"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    ESCALATED = "escalated"
    CLAIMED_DONE = "claimed_done"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a closed commitment ended."""

    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    NOT_KEPT = "not_kept"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    NOT_A_COMMITMENT = "not_a_commitment"


class Lateness(StrEnum):
    """What the calendar says; `moved` is not late yet, but the date slipped too often to be called on time."""

    NO_DATE = "no_date"
    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    MOVED = "moved"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long_overdue"
    CLOSED = "closed"


class Direction(StrEnum):
    """Who owes whom; computed from the sides."""

    THEY_OWE_US = "they_owe_us"
    WE_OWE_THEM = "we_owe_them"
    CSO_TO_CSO = "cso_to_cso"
    THIRD_PARTY = "third_party"


class Side(StrEnum):
    """The home organisation and its people, its CSO partners, and the rest."""

    OURS = "ours"
    PARTNER = "partner"
    PUBLIC = "public"


class Strength(StrEnum):
    """How binding the words were."""

    FIRM = "firm"
    SOFT = "soft"
    EXPLORATORY = "exploratory"


class Kind(StrEnum):
    """In what form it was made."""

    INFORMAL = "informal"
    MINUTED = "minuted"
    EXECUTIVE_UNDERTAKING = "executive_undertaking"
    MOU_CLAUSE = "mou_clause"
    COMMITTEE_RECOMMENDATION = "committee_recommendation"
    HOUSE_RESOLUTION = "house_resolution"


class DueBasis(StrEnum):
    """Where the due date comes from."""

    FIXED = "fixed"
    RELATIVE = "relative"
    AT_EVENT = "at_event"
    NONE = "none"


class Priority(StrEnum):
    """How much it matters to us."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class OnChangeOfOffice(StrEnum):
    """What becomes of it when its maker leaves the office."""

    STAYS_WITH_PERSON = "stays_with_person"
    PASSES_TO_POST = "passes_to_post"
    LAPSES = "lapses"


TRANSITIONS: dict[Status, tuple[Status, ...]] = {
    # Only what was confirmed to its maker can be escalated. The last entries step back; each step leaves a row.
    Status.NOTED: (Status.CONFIRMED, Status.IN_PROGRESS, Status.CLAIMED_DONE, Status.CLOSED),
    Status.CONFIRMED: (Status.IN_PROGRESS, Status.CLAIMED_DONE, Status.ESCALATED, Status.CLOSED, Status.NOTED),
    Status.IN_PROGRESS: (Status.CLAIMED_DONE, Status.ESCALATED, Status.CLOSED, Status.CONFIRMED),
    Status.ESCALATED: (Status.IN_PROGRESS, Status.CLAIMED_DONE, Status.CLOSED),
    Status.CLAIMED_DONE: (Status.CLOSED, Status.ESCALATED, Status.IN_PROGRESS),
    Status.CLOSED: (Status.IN_PROGRESS,),
}

_LABELS: dict[str, str] = {
    Status.NOTED: mark("Noted"),
    Status.CONFIRMED: mark("Confirmed"),
    Status.IN_PROGRESS: mark("In progress"),
    Status.ESCALATED: mark("Escalated"),
    Status.CLAIMED_DONE: mark("Claimed done"),
    Status.CLOSED: mark("Closed"),
    Outcome.KEPT: mark("Kept"),
    Outcome.PARTLY_KEPT: mark("Partly kept"),
    Outcome.NOT_KEPT: mark("Not kept"),
    Outcome.WITHDRAWN: mark("Withdrawn"),
    Outcome.LAPSED: mark("Lapsed"),
    Outcome.SUPERSEDED: mark("Superseded"),
    Outcome.DUPLICATE: mark("Duplicate"),
    Outcome.NOT_A_COMMITMENT: mark("Not a commitment"),
    Lateness.NO_DATE: mark("No date"),
    Lateness.NOT_DUE: mark("Not due"),
    Lateness.DUE_SOON: mark("Due soon"),
    Lateness.MOVED: mark("Date moved"),
    Lateness.OVERDUE: mark("Overdue"),
    Lateness.LONG_OVERDUE: mark("Long overdue"),
    Direction.THEY_OWE_US: mark("They owe us"),
    Direction.WE_OWE_THEM: mark("We owe them"),
    Direction.CSO_TO_CSO: mark("CSO to CSO"),
    Direction.THIRD_PARTY: mark("Third party"),
    Side.OURS: mark("Ours"),
    Side.PARTNER: mark("Partner"),
    Side.PUBLIC: mark("Public"),
    Strength.FIRM: mark("Firm"),
    Strength.SOFT: mark("Soft"),
    Strength.EXPLORATORY: mark("Exploratory"),
    Kind.INFORMAL: mark("Informal"),
    Kind.MINUTED: mark("Minuted"),
    Kind.EXECUTIVE_UNDERTAKING: mark("Executive undertaking"),
    Kind.MOU_CLAUSE: mark("MoU clause"),
    Kind.COMMITTEE_RECOMMENDATION: mark("Committee recommendation"),
    Kind.HOUSE_RESOLUTION: mark("House resolution"),
    DueBasis.FIXED: mark("Fixed date"),
    DueBasis.RELATIVE: mark("Counted from another date"),
    DueBasis.AT_EVENT: mark("At an event"),
    DueBasis.NONE: mark("No date given"),
    Priority.LOW: mark("Low"),
    Priority.NORMAL: mark("Normal"),
    Priority.HIGH: mark("High"),
    Priority.URGENT: mark("Urgent"),
    OnChangeOfOffice.STAYS_WITH_PERSON: mark("Stays with the person"),
    OnChangeOfOffice.PASSES_TO_POST: mark("Passes to the post"),
    OnChangeOfOffice.LAPSES: mark("Lapses"),
}


def label(value: str) -> str:
    """The words for a stored value (“claimed_done” → “Claimed done”)."""
    return _(_LABELS[value])
