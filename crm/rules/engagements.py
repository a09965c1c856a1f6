"""Life-cycle and fixed lists of an engagement: planned, held, closed out; who came; what was asked and answered."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Status(StrEnum):
    """Where an engagement stands; closed out means its minutes are locked."""

    PLANNED = "planned"
    HELD = "held"
    CLOSED_OUT = "closed_out"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class AttendanceCode(StrEnum):
    """The attendance codes of parliamentary minutes; stored as they are printed, read in any case."""

    P = "P"
    AP = "AP"
    A = "A"
    L = "L"
    DE = "DE"
    LDE = "LDE"
    U = "U"

    @classmethod
    def _missing_(cls, value: object) -> AttendanceCode | None:
        return cls.__members__.get(str(value).strip().upper())

    @property
    def was_there(self) -> bool:
        """Whether the person was in the room for at least a part."""
        return self in (AttendanceCode.P, AttendanceCode.L, AttendanceCode.DE, AttendanceCode.LDE)


_PRESENCE = (
    AttendanceCode.U,
    AttendanceCode.A,
    AttendanceCode.AP,
    AttendanceCode.LDE,
    AttendanceCode.DE,
    AttendanceCode.L,
    AttendanceCode.P,
)


def presence(code: str) -> int:
    """How much of a meeting a code says somebody was at, for choosing between two codes of one person."""
    return _PRESENCE.index(AttendanceCode(code)) if code else -1


class Kind(StrEnum):
    """The kinds shipped; a workspace may add its own, stored as the words the user typed."""

    MEETING = "meeting"
    CALL = "call"
    COMMITTEE_MEETING = "committee_meeting"
    PUBLIC_HEARING = "public_hearing"
    OVERSIGHT_VISIT = "oversight_visit"
    SITE_VISIT = "site_visit"
    SECTORAL_PARLIAMENT = "sectoral_parliament"
    TRAINING = "training"
    WORKSHOP = "workshop"
    CORRESPONDENCE = "correspondence"
    MEDIA = "media"
    INFORMAL = "informal"


class Mode(StrEnum):
    """How people met."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Response(StrEnum):
    """What they answered to an ask."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    WILL_REVERT = "will_revert"
    NOT_RAISED = "not_raised"


class AskKind(StrEnum):
    """Whether the meeting was for this ask."""

    PRIMARY = "primary"
    SUPPORTING = "supporting"


class PointStatus(StrEnum):
    """What became of a point that was raised."""

    OPEN = "open"
    FOLLOWED_UP = "followed_up"
    UNRESOLVED = "unresolved"


class AttendanceRole(StrEnum):
    """What a person did in the engagement, or is to do: first the parts of a delegation."""

    LEAD = "lead"
    ASKER = "asker"
    NOTE_TAKER = "note_taker"
    FOLLOW_UP = "follow_up"
    PHOTO = "photo"
    CHAIR = "chair"
    SPEAKER = "speaker"
    OBSERVER = "observer"


TRANSITIONS: dict[Status, tuple[Status, ...]] = {
    Status.PLANNED: (Status.HELD, Status.POSTPONED, Status.CANCELLED, Status.NO_SHOW),
    Status.HELD: (Status.CLOSED_OUT, Status.PLANNED),
    Status.CLOSED_OUT: (Status.HELD,),  # unlocking the minutes, which leaves a row
    Status.POSTPONED: (Status.PLANNED, Status.HELD, Status.CANCELLED),
    Status.CANCELLED: (Status.PLANNED,),
    Status.NO_SHOW: (Status.PLANNED, Status.HELD),
}

_LABELS: dict[str, str] = {
    Status.PLANNED: mark("Planned"),
    Status.HELD: mark("Held"),
    Status.CLOSED_OUT: mark("Closed out"),
    Status.POSTPONED: mark("Postponed"),
    Status.CANCELLED: mark("Cancelled"),
    Status.NO_SHOW: mark("No-show"),
    AttendanceCode.P: mark("Present"),
    AttendanceCode.A: mark("Absent"),
    AttendanceCode.AP: mark("Apology"),
    AttendanceCode.L: mark("Late"),
    AttendanceCode.DE: mark("Departed early"),
    AttendanceCode.LDE: mark("Late and departed early"),
    AttendanceCode.U: mark("Unknown"),
    Kind.MEETING: mark("Meeting"),
    Kind.CALL: mark("Phone or online call"),
    Kind.COMMITTEE_MEETING: mark("Committee meeting"),
    Kind.PUBLIC_HEARING: mark("Public hearing"),
    Kind.OVERSIGHT_VISIT: mark("Oversight visit"),
    Kind.SITE_VISIT: mark("Site visit"),
    Kind.SECTORAL_PARLIAMENT: mark("Sectoral parliament"),
    Kind.TRAINING: mark("Training"),
    Kind.WORKSHOP: mark("Workshop"),
    Kind.CORRESPONDENCE: mark("Correspondence"),
    Kind.MEDIA: mark("Media"),
    Kind.INFORMAL: mark("Informal"),
    Mode.IN_PERSON: mark("In person"),
    Mode.ONLINE: mark("Online"),
    Mode.HYBRID: mark("In person and online"),
    Response.YES: mark("Yes"),
    Response.MAYBE: mark("Maybe"),
    Response.NO: mark("No"),
    Response.WILL_REVERT: mark("Will revert"),
    Response.NOT_RAISED: mark("Not raised"),
    AskKind.PRIMARY: mark("Primary ask"),
    AskKind.SUPPORTING: mark("Supporting ask"),
    PointStatus.OPEN: mark("Open"),
    PointStatus.FOLLOWED_UP: mark("Followed up"),
    PointStatus.UNRESOLVED: mark("Unresolved"),
    AttendanceRole.LEAD: mark("Leads us"),
    AttendanceRole.FOLLOW_UP: mark("Follows up"),
    AttendanceRole.PHOTO: mark("Photos"),
    AttendanceRole.CHAIR: mark("Chair"),
    AttendanceRole.SPEAKER: mark("Speaker"),
    AttendanceRole.NOTE_TAKER: mark("Note-taker"),
    AttendanceRole.ASKER: mark("Makes the ask"),
    AttendanceRole.OBSERVER: mark("Observer"),
}


CLOSE_OUT = (
    mark("Who came"),
    mark("Points raised"),
    mark("Asks and answers"),
    mark("Commitments"),
    mark("Next contact"),
)
"""The steps of a close-out, numbered from 1, in the window and on the meeting form; translate where they are shown."""


def label(value: str) -> str:
    """The words for a stored value; a kind the workspace added itself is its own words."""
    return _(_LABELS[value]) if value in _LABELS else value


def next_steps(status: Status) -> tuple[Status, ...]:
    """The statuses that may follow, the usual one first."""
    return TRANSITIONS[status]


def is_open(status: Status) -> bool:
    """Whether someone still has to do something: hold it, set a new date, or close it out."""
    return status in (Status.PLANNED, Status.HELD, Status.POSTPONED)
