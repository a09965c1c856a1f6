"""Opportunities: where a community can be heard, how much notice there was, where it stands, and whom it suits.

Only what we decided and what came of it is written down; everything else is computed from the days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.rules import petitions
from crm.rules.names import fold
from resources.translations import _, mark, ngettext

CLOSING_SOON_DAYS = 7
SHORT_NOTICE_DAYS = 14
"""Fewer days than these are short notice: our practice, not law."""


class Kind(StrEnum):
    """In what way one is heard."""

    CALL_FOR_COMMENT = "call_for_comment"
    PUBLIC_HEARING = "public_hearing"
    COMMITTEE_MEETING = "committee_meeting"
    SITTING = "sitting"
    SECTORAL_PARLIAMENT = "sectoral_parliament"
    OPENING = "opening"
    TAKEN_TO_THE_PEOPLE = "taken_to_the_people"
    OVERSIGHT = "oversight"
    IMBIZO = "imbizo"
    CONSULTATION = "consultation"
    IDP_MEETING = "idp_meeting"
    OTHER = "other_opportunity"


class Decision(StrEnum):
    """What we do about it; nothing until somebody looked."""

    NONE = ""
    CONSIDER = "consider"
    ATTENDING = "attending"
    SUBMITTING = "submitting"
    DECLINED = "declined"


DECISIONS = (Decision.SUBMITTING, Decision.ATTENDING, Decision.CONSIDER, Decision.DECLINED)
"""What can be decided, in the order in which it is offered."""


SUBMISSIONS = tuple(kind for kind in petitions.Kind if petitions.path_of(kind) is petitions.SUBMISSION)
"""What an opportunity can be answered with."""


def submission_for(kind: str) -> petitions.Kind:
    """What usually answers an opportunity of this kind."""
    is_call = kind == Kind.CALL_FOR_COMMENT
    return petitions.Kind.SUBMISSION_ON_BILL if is_call else petitions.Kind.SUBMISSION_TO_INQUIRY


class Status(StrEnum):
    """Where it stands, computed from its days and our decision."""

    OPEN = "to_decide"
    CLOSING_SOON = "closing_soon"
    DECIDED = "decided"
    MISSED = "missed"
    OVER = "over"
    RESULT_KNOWN = "result_known"
    DECLINED = "not_taken"


_LABELS: dict[str, str] = {
    Kind.CALL_FOR_COMMENT: mark("Call for comment"),
    Kind.PUBLIC_HEARING: mark("Public hearing"),
    Kind.COMMITTEE_MEETING: mark("Committee meeting"),
    Kind.SITTING: mark("Sitting of the House"),
    Kind.SECTORAL_PARLIAMENT: mark("Sectoral parliament"),
    Kind.OPENING: mark("Opening or SOPA"),
    Kind.TAKEN_TO_THE_PEOPLE: mark("Legislature to the people"),
    Kind.OVERSIGHT: mark("Oversight week or visit"),
    Kind.IMBIZO: mark("Imbizo"),
    Kind.CONSULTATION: mark("Consultation"),
    Kind.IDP_MEETING: mark("IDP meeting"),
    Kind.OTHER: mark("Other opportunity"),
    Decision.NONE: mark("Not decided"),
    Decision.CONSIDER: mark("Considering"),
    Decision.ATTENDING: mark("Attending"),
    Decision.SUBMITTING: mark("Submitting"),
    Decision.DECLINED: mark("Declined"),
    Status.OPEN: mark("To decide"),
    Status.CLOSING_SOON: mark("Closing soon"),
    Status.DECIDED: mark("Decided"),
    Status.MISSED: mark("Missed"),
    Status.OVER: mark("Over, no result yet"),
    Status.RESULT_KNOWN: mark("Over, with result"),
    Status.DECLINED: mark("Declined"),
}


def label(value: str) -> str:
    """The words for a stored or computed value (“call_for_comment” → “Call for comment”)."""
    return _(_LABELS[value])


_KIND_WORDS = (
    (Kind.IDP_MEETING, ("idp",)),
    (Kind.IMBIZO, ("imbizo",)),
    (Kind.TAKEN_TO_THE_PEOPLE, ("to the people",)),
    (Kind.SECTORAL_PARLIAMENT, ("parliament", "sectoral")),
    (Kind.OPENING, ("opening", "sopa", "state of the province")),
    (Kind.PUBLIC_HEARING, ("hearing", "verhoor")),
    (Kind.CALL_FOR_COMMENT, ("comment", "submission")),
    (Kind.OVERSIGHT, ("oversight", "oorsig")),
    (Kind.COMMITTEE_MEETING, ("committee", "komitee", "scopa")),
    (Kind.SITTING, ("sitting", "plenary", "debate")),
    (Kind.CONSULTATION, ("consultation", "workshop")),
)


def kind_of(title: str) -> Kind:
    """The kind that the title of a calendar's entry speaks of."""
    words = fold(title)
    return next((kind for kind, known in _KIND_WORDS if any(word in words for word in known)), Kind.OTHER)


@dataclass(frozen=True)
class Days:
    """The days of an opportunity: when it was opened, until when one can write, and when one can come."""

    opens_on: date | None = None
    closes_on: date | None = None
    event_on: date | None = None
    event_until: date | None = None

    @property
    def ends_on(self) -> date | None:
        """The last day on which anything can still be done."""
        return max((day for day in (self.closes_on, self.event_on, self.event_until) if day), default=None)

    def next_day(self, today: date) -> date | None:
        """What comes next: the closing day or the event."""
        days = (self.closes_on, self.event_on, self.event_until)
        return min((day for day in days if day and day >= today), default=None)

    @property
    def first_day(self) -> date | None:
        """The day up to which notice is given: the closing day, else the event."""
        return self.closes_on or self.event_on


def status(days: Days, decision: Decision, has_result: bool, today: date) -> Status:
    """Where it stands on a day; what was never decided in time is missed."""
    if has_result:
        return Status.RESULT_KNOWN
    if decision is Decision.DECLINED:
        return Status.DECLINED
    is_decided = decision in (Decision.ATTENDING, Decision.SUBMITTING)
    next_day = days.next_day(today)
    if next_day is None and days.ends_on is not None:
        return Status.OVER if is_decided else Status.MISSED
    if is_decided:
        return Status.DECIDED
    is_soon = next_day is not None and (next_day - today).days <= CLOSING_SOON_DAYS
    return Status.CLOSING_SOON if is_soon else Status.OPEN


def is_open(stands: Status) -> bool:
    """Whether something is still to be decided, done or written down."""
    return stands not in (Status.RESULT_KNOWN, Status.DECLINED)


def notice_days(days: Days, noted_on: date | None = None) -> int | None:
    """How many days there were between the call, or the day we heard of it, and its closing or event.

    None where no day is known; a call that we heard of after its end gave no notice at all.
    """
    start, end = days.opens_on or noted_on, days.first_day
    return None if start is None or end is None else max(0, (end - start).days)


def is_short(notice: int | None) -> bool:
    """Whether the notice is too short for a community to prepare, by our practice."""
    return notice is not None and notice < SHORT_NOTICE_DAYS


def notice_words(notice: int | None) -> str:
    """“7 days' notice: short”; empty where it is not known."""
    if notice is None:
        return ""
    said = ngettext("{count} day's notice", "{count} days' notice", notice)
    return _("{notice}: short").format(notice=said) if is_short(notice) else said


@dataclass(frozen=True)
class Shared:
    """What a call and a CSO have in common, in topics or in areas."""

    is_asked: bool
    """Whether the call says anything of this."""
    is_known: bool
    """Whether anything of this is recorded of the CSO."""
    words: tuple[str, ...] = ()

    @property
    def contradicts(self) -> bool:
        """Whether both say something, and not the same."""
        return self.is_asked and self.is_known and not self.words

    @property
    def is_missing(self) -> bool:
        """Whether it would matter, and is not recorded of the CSO."""
        return self.is_asked and not self.is_known


def fits(topics: Shared, areas: Shared) -> bool:
    """Whether a call suits a CSO: they share a topic or an area, and nothing speaks against it."""
    return bool(topics.words or areas.words) and not topics.contradicts and not areas.contradicts


def fit_words(topics: Shared, areas: Shared) -> str:
    """Why, to go on after the name of a CSO: “works on health and serves Ward 3.”, and what is not recorded."""
    works = _("works on {topics}").format(topics=_joined(topics.words)) if topics.words else ""
    serves = _("serves {areas}").format(areas=_joined(areas.words)) if areas.words else ""
    said = [f"{_(' and ').join(filter(None, (works, serves)))}."]
    if topics.is_missing:
        said.append(_("What it works on is not recorded."))
    if areas.is_missing:
        said.append(_("Where it works is not recorded."))
    return " ".join(said)


def _joined(words: tuple[str, ...]) -> str:
    return _(" and ").join(filter(None, (", ".join(words[:-1]), words[-1])))
