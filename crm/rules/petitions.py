"""Paths and fixed lists of petitions, requests for oversight, submissions and plain requests.

Status is what we say happened, outcome how it ended; lateness is computed as of a commitment. The arrows are those of
the field (domain vocabulary, e.3). A kind has one path; the four public steps of a legislature are tabled, referred,
considered by the House and finalised, which here is “closed” with an outcome. “Reported back” is the day the
petitioner was told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from resources.translations import _, mark


class Kind(StrEnum):
    """In what form something is asked of a legislature, council or body."""

    PETITION = "petition"
    OVERSIGHT_REQUEST = "oversight_request"
    SUBMISSION_ON_BILL = "submission_on_bill"
    SUBMISSION_TO_INQUIRY = "submission_to_inquiry"
    REPRESENTATION = "representation"
    WRITTEN_QUESTION = "written_question"
    PAIA_REQUEST = "paia_request"


class Form(StrEnum):
    """Who signs it; nothing where it is not known or does not matter."""

    NOT_SAID = ""
    SINGLE = "single"
    ASSOCIATION = "association"
    COLLECTIVE = "collective"
    MASS = "mass"


class Status(StrEnum):
    """Where it stands on its path; which of these a path knows, its table says."""

    DRAFT = "draft"
    DRAFTING = "drafting"
    READY = "ready"
    APPROVED = "approved_by_cso"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    RECEIPT_CONFIRMED = "receipt_confirmed"
    REGISTERED = "registered"
    ADMISSIBLE = "admissible"
    ACCEPTED = "request_accepted"
    RETURNED = "returned"
    DECLINED = "request_declined"
    REFERRED = "referred"
    AWAITING_RESPONSE = "awaiting_response"
    RESPONSE_RECEIVED = "response_received"
    HEARING = "hearing"
    VISIT_PLANNED = "visit_planned"
    VISIT_HELD = "visit_held"
    SLOT_ASKED = "slot_asked"
    PRESENTED = "presented"
    REPORTED = "committee_report"
    FINDINGS = "findings_tabled"
    IN_HOUSE = "in_house"
    RESOLVED = "house_resolution"
    MONITORED = "monitored"
    FOLLOW_UP_VISIT = "follow_up_visit"
    OUTCOME_KNOWN = "outcome_known"
    BEFORE_COURT = "before_court"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How it ended."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    NOT_GRANTED = "not_granted"
    RESOLVED_OTHERWISE = "resolved_otherwise"
    NO_RESPONSE = "no_response"
    TAKEN_UP = "taken_up"
    PARTLY_TAKEN_UP = "partly_taken_up"
    NOT_TAKEN_UP = "not_taken_up"
    NO_FEEDBACK = "no_feedback"
    MISSED_DEADLINE = "missed_deadline"
    NOT_SUBMITTED = "not_submitted"
    NOT_ADMISSIBLE = "not_admissible"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    MERGED = "merged"


Steps = Mapping[Status, tuple[Status, ...]]

_NOT_SENT = (Status.DRAFT, Status.DRAFTING, Status.READY, Status.APPROVED)
_TURNED_AWAY = (Status.RETURNED, Status.DECLINED)

_AT_ANY_POINT = (Outcome.RESOLVED_OTHERWISE, Outcome.WITHDRAWN, Outcome.TRANSFERRED, Outcome.MERGED)
_ANSWERS = (Outcome.GRANTED, Outcome.PARTLY_GRANTED, Outcome.NOT_GRANTED, Outcome.NO_RESPONSE)
_FEEDBACK = (Outcome.TAKEN_UP, Outcome.PARTLY_TAKEN_UP, Outcome.NOT_TAKEN_UP, Outcome.NO_FEEDBACK)


@dataclass(frozen=True, eq=False)
class Path:
    """One way through: its table of allowed transitions, and how it may end.

    `steps` are the transitions of each status: the usual one first, the way out at the side, then the steps back.
    `back` says which of them take back what was written down too early; that leaves a row too.
    """

    name: str
    steps: Steps
    back: Steps
    answers: tuple[Outcome, ...]
    unsent: tuple[Outcome, ...] = ()

    @property
    def first(self) -> Status:
        """Where a new one stands."""
        return next(iter(self.steps))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How it may end, from wherever it stands."""
        turned = (Outcome.NOT_ADMISSIBLE,) if any(one in self.steps for one in _TURNED_AWAY) else ()
        return (*self.answers, *self.unsent, *turned, *_AT_ANY_POINT)

    def endings(self, status: Status) -> tuple[Outcome, ...]:
        """How it may end from here: what was never handed in has no answer, and what was turned away none either."""
        if status in _NOT_SENT:
            return (*self.unsent, *_AT_ANY_POINT)
        if status in _TURNED_AWAY:
            return (Outcome.NOT_ADMISSIBLE, *_AT_ANY_POINT)
        return (*self.answers, *_AT_ANY_POINT)


def _path(name: str, on: Steps, back: Steps, answers: tuple[Outcome, ...], unsent: tuple[Outcome, ...] = ()) -> Path:
    """On, then out at the side, then back. A court is a way out where a path knows it, once it was handed in."""

    def steps(status: Status) -> tuple[Status, ...]:
        if status is Status.CLOSED:
            return back[status]
        has_court = Status.BEFORE_COURT in on and status not in (*_NOT_SENT, Status.BEFORE_COURT)
        to_court = (Status.BEFORE_COURT,) if has_court else ()
        return (*on[status], Status.CLOSED, *to_court, *back.get(status, ()))

    return Path(name, {status: steps(status) for status in (*on, Status.CLOSED)}, back, answers, unsent)


PETITION = _path(
    mark("Petition"),
    {
        # The usual step first. What is heard late may be passed over where the House itself does not stop there.
        Status.DRAFT: (Status.READY, Status.SUBMITTED),
        Status.READY: (Status.SUBMITTED,),
        Status.SUBMITTED: (Status.ACKNOWLEDGED, Status.REGISTERED, Status.RETURNED),
        Status.ACKNOWLEDGED: (Status.REGISTERED, Status.RETURNED),
        Status.REGISTERED: (Status.ADMISSIBLE, Status.RETURNED, Status.REFERRED),
        Status.ADMISSIBLE: (Status.REFERRED,),
        Status.RETURNED: (Status.DRAFT,),
        Status.REFERRED: (Status.AWAITING_RESPONSE, Status.HEARING),
        Status.AWAITING_RESPONSE: (Status.RESPONSE_RECEIVED, Status.HEARING),
        Status.RESPONSE_RECEIVED: (Status.HEARING, Status.REPORTED, Status.AWAITING_RESPONSE),
        Status.HEARING: (Status.REPORTED, Status.AWAITING_RESPONSE),
        Status.REPORTED: (Status.IN_HOUSE,),
        Status.IN_HOUSE: (Status.RESOLVED, Status.REFERRED),
        Status.RESOLVED: (Status.MONITORED,),
        Status.MONITORED: (),
        Status.BEFORE_COURT: (Status.REGISTERED, Status.REFERRED),
    },
    {
        Status.READY: (Status.DRAFT,),
        Status.SUBMITTED: (Status.READY,),
        Status.ACKNOWLEDGED: (Status.SUBMITTED,),
        Status.REGISTERED: (Status.ACKNOWLEDGED,),
        Status.ADMISSIBLE: (Status.REGISTERED,),
        Status.RETURNED: (Status.SUBMITTED,),
        Status.REFERRED: (Status.ADMISSIBLE,),
        Status.AWAITING_RESPONSE: (Status.REFERRED,),
        Status.REPORTED: (Status.HEARING,),
        Status.IN_HOUSE: (Status.REPORTED,),
        Status.RESOLVED: (Status.IN_HOUSE,),
        Status.MONITORED: (Status.RESOLVED,),
        # Opened again it stands where the House left off, as far as that is known.
        Status.CLOSED: (Status.DRAFT, Status.SUBMITTED, Status.REFERRED, Status.MONITORED),
    },
    _ANSWERS,
)
OVERSIGHT = _path(
    mark("Request for oversight"),
    {
        Status.DRAFT: (Status.READY, Status.SUBMITTED),
        Status.READY: (Status.SUBMITTED,),
        Status.SUBMITTED: (Status.ACKNOWLEDGED, Status.REGISTERED, Status.ACCEPTED, Status.DECLINED),
        Status.ACKNOWLEDGED: (Status.REGISTERED, Status.ACCEPTED, Status.DECLINED),
        Status.REGISTERED: (Status.ACCEPTED, Status.DECLINED, Status.REFERRED),
        Status.ACCEPTED: (Status.VISIT_PLANNED, Status.REFERRED),
        Status.DECLINED: (Status.DRAFT,),
        Status.REFERRED: (Status.VISIT_PLANNED, Status.VISIT_HELD, Status.AWAITING_RESPONSE),
        Status.AWAITING_RESPONSE: (Status.RESPONSE_RECEIVED, Status.VISIT_PLANNED),
        Status.RESPONSE_RECEIVED: (Status.VISIT_PLANNED, Status.FINDINGS, Status.AWAITING_RESPONSE),
        Status.VISIT_PLANNED: (Status.VISIT_HELD,),
        Status.VISIT_HELD: (Status.FINDINGS, Status.AWAITING_RESPONSE),
        Status.FINDINGS: (Status.IN_HOUSE, Status.FOLLOW_UP_VISIT),
        Status.IN_HOUSE: (Status.RESOLVED, Status.REFERRED),
        Status.RESOLVED: (Status.FOLLOW_UP_VISIT,),
        Status.FOLLOW_UP_VISIT: (),
        Status.BEFORE_COURT: (Status.REGISTERED, Status.REFERRED),
    },
    {
        Status.READY: (Status.DRAFT,),
        Status.SUBMITTED: (Status.READY,),
        Status.ACKNOWLEDGED: (Status.SUBMITTED,),
        Status.REGISTERED: (Status.ACKNOWLEDGED,),
        Status.ACCEPTED: (Status.REGISTERED,),
        Status.DECLINED: (Status.SUBMITTED,),
        Status.REFERRED: (Status.ACCEPTED,),
        Status.AWAITING_RESPONSE: (Status.REFERRED,),
        Status.VISIT_PLANNED: (Status.ACCEPTED, Status.REFERRED),
        Status.VISIT_HELD: (Status.VISIT_PLANNED,),
        Status.FINDINGS: (Status.VISIT_HELD,),
        Status.IN_HOUSE: (Status.FINDINGS,),
        Status.RESOLVED: (Status.IN_HOUSE,),
        Status.FOLLOW_UP_VISIT: (Status.FINDINGS, Status.RESOLVED),
        Status.CLOSED: (Status.DRAFT, Status.SUBMITTED, Status.REFERRED, Status.FOLLOW_UP_VISIT),
    },
    _ANSWERS,
)
SUBMISSION = _path(
    mark("Submission"),
    {
        Status.DRAFTING: (Status.APPROVED,),
        Status.APPROVED: (Status.SUBMITTED,),
        Status.SUBMITTED: (Status.RECEIPT_CONFIRMED,),
        Status.RECEIPT_CONFIRMED: (Status.OUTCOME_KNOWN, Status.SLOT_ASKED),
        Status.SLOT_ASKED: (Status.PRESENTED, Status.OUTCOME_KNOWN),
        Status.PRESENTED: (Status.OUTCOME_KNOWN,),
        Status.OUTCOME_KNOWN: (),
    },
    {
        Status.APPROVED: (Status.DRAFTING,),
        Status.SUBMITTED: (Status.APPROVED,),
        Status.RECEIPT_CONFIRMED: (Status.SUBMITTED,),
        Status.SLOT_ASKED: (Status.RECEIPT_CONFIRMED,),
        Status.PRESENTED: (Status.SLOT_ASKED,),
        Status.OUTCOME_KNOWN: (Status.PRESENTED, Status.RECEIPT_CONFIRMED),
        Status.CLOSED: (Status.DRAFTING, Status.SUBMITTED, Status.OUTCOME_KNOWN),
    },
    _FEEDBACK,
    (Outcome.MISSED_DEADLINE, Outcome.NOT_SUBMITTED),
)
REQUEST = _path(
    mark("Plain request"),
    {
        Status.DRAFT: (Status.SUBMITTED, Status.READY),
        Status.READY: (Status.SUBMITTED,),
        Status.SUBMITTED: (Status.ACKNOWLEDGED, Status.REGISTERED, Status.AWAITING_RESPONSE, Status.RETURNED),
        Status.ACKNOWLEDGED: (Status.AWAITING_RESPONSE, Status.REGISTERED, Status.RETURNED),
        Status.REGISTERED: (Status.AWAITING_RESPONSE, Status.RETURNED),
        Status.RETURNED: (Status.DRAFT,),
        Status.AWAITING_RESPONSE: (Status.RESPONSE_RECEIVED,),
        Status.RESPONSE_RECEIVED: (),
        Status.BEFORE_COURT: (Status.REGISTERED, Status.AWAITING_RESPONSE),
    },
    {
        Status.READY: (Status.DRAFT,),
        Status.SUBMITTED: (Status.DRAFT,),
        Status.ACKNOWLEDGED: (Status.SUBMITTED,),
        Status.REGISTERED: (Status.ACKNOWLEDGED,),
        Status.RETURNED: (Status.SUBMITTED,),
        Status.AWAITING_RESPONSE: (Status.ACKNOWLEDGED,),
        Status.RESPONSE_RECEIVED: (Status.AWAITING_RESPONSE,),
        Status.CLOSED: (Status.DRAFT, Status.SUBMITTED, Status.RESPONSE_RECEIVED),
    },
    _ANSWERS,
)
PATHS = (PETITION, OVERSIGHT, SUBMISSION, REQUEST)

_PATH_OF: dict[str, Path] = {
    Kind.PETITION: PETITION,
    Kind.OVERSIGHT_REQUEST: OVERSIGHT,
    Kind.SUBMISSION_ON_BILL: SUBMISSION,
    Kind.SUBMISSION_TO_INQUIRY: SUBMISSION,
    Kind.REPRESENTATION: REQUEST,
    Kind.WRITTEN_QUESTION: REQUEST,
    Kind.PAIA_REQUEST: REQUEST,
}

_ALIKE: tuple[tuple[Status, ...], ...] = (
    (Status.DRAFT, Status.DRAFTING),
    (Status.READY, Status.APPROVED),
    (Status.ACKNOWLEDGED, Status.RECEIPT_CONFIRMED),
    (Status.ADMISSIBLE, Status.ACCEPTED),
    (Status.RETURNED, Status.DECLINED),
    (Status.HEARING, Status.VISIT_HELD, Status.PRESENTED),
    (Status.REPORTED, Status.FINDINGS),
    (Status.MONITORED, Status.FOLLOW_UP_VISIT),
    (Status.RESPONSE_RECEIVED, Status.OUTCOME_KNOWN),
)
"""What one path calls one thing and another path another."""
_ENDED_ALIKE: tuple[tuple[Outcome, ...], ...] = (
    *zip(_ANSWERS, _FEEDBACK, strict=True),
    (Outcome.NOT_ADMISSIBLE, Outcome.NOT_TAKEN_UP),
)


def path_of(kind: str) -> Path:
    """The path of a kind."""
    return _PATH_OF[kind]


def status_on(path: Path, status: Status) -> Status | None:
    """What this path calls a status of another one; None where it knows nothing like it."""
    alike = next((group for group in _ALIKE if status in group), ())
    return next((one for one in (status, *alike) if one in path.steps), None)


def outcome_on(path: Path, outcome: Outcome) -> Outcome | None:
    """What this path calls an outcome of another one; None where it knows nothing like it."""
    alike = [one for group in _ENDED_ALIKE if outcome in group for one in group]
    return next((one for one in (outcome, *alike) if one in path.outcomes), None)


_LABELS: dict[str, str] = {
    Kind.PETITION: mark("Petition"),
    Kind.OVERSIGHT_REQUEST: mark("Request for oversight"),
    Kind.SUBMISSION_ON_BILL: mark("Submission on a bill"),
    Kind.SUBMISSION_TO_INQUIRY: mark("Submission to an inquiry"),
    Kind.REPRESENTATION: mark("Representation"),
    Kind.WRITTEN_QUESTION: mark("Written question"),
    Kind.PAIA_REQUEST: mark("Request for information (PAIA)"),
    Form.NOT_SAID: mark("Not said"),
    Form.SINGLE: mark("Single"),
    Form.ASSOCIATION: mark("Association"),
    Form.COLLECTIVE: mark("Collective"),
    Form.MASS: mark("Mass or group"),
    Status.DRAFT: mark("Draft"),
    Status.DRAFTING: mark("Drafting"),
    Status.READY: mark("Ready"),
    Status.APPROVED: mark("Approved by the CSO"),
    Status.SUBMITTED: mark("Submitted"),
    Status.ACKNOWLEDGED: mark("Acknowledged"),
    Status.RECEIPT_CONFIRMED: mark("Receipt confirmed"),
    Status.REGISTERED: mark("Registered"),
    Status.ADMISSIBLE: mark("Admissible, tabled"),
    Status.ACCEPTED: mark("Request accepted"),
    Status.RETURNED: mark("Returned, not admissible"),
    Status.DECLINED: mark("Request declined"),
    Status.REFERRED: mark("Referred to committee"),
    Status.AWAITING_RESPONSE: mark("Awaiting response"),
    Status.RESPONSE_RECEIVED: mark("Response received"),
    Status.HEARING: mark("Hearing or oversight visit"),
    Status.VISIT_PLANNED: mark("Visit planned"),
    Status.VISIT_HELD: mark("Visit held"),
    Status.SLOT_ASKED: mark("Oral slot asked"),
    Status.PRESENTED: mark("Presented"),
    Status.REPORTED: mark("Committee report"),
    Status.FINDINGS: mark("Findings tabled"),
    Status.IN_HOUSE: mark("House considers"),
    Status.RESOLVED: mark("House resolution"),
    Status.MONITORED: mark("Implementation monitored"),
    Status.FOLLOW_UP_VISIT: mark("Follow-up visit"),
    Status.OUTCOME_KNOWN: mark("Outcome known"),
    Status.BEFORE_COURT: mark("Before a court"),
    Status.CLOSED: mark("Closed"),
    Outcome.GRANTED: mark("Granted"),
    Outcome.PARTLY_GRANTED: mark("Partly granted"),
    Outcome.NOT_GRANTED: mark("Not granted"),
    Outcome.RESOLVED_OTHERWISE: mark("Resolved otherwise"),
    Outcome.NO_RESPONSE: mark("No response"),
    Outcome.TAKEN_UP: mark("Taken up"),
    Outcome.PARTLY_TAKEN_UP: mark("Partly taken up"),
    Outcome.NOT_TAKEN_UP: mark("Not taken up"),
    Outcome.NO_FEEDBACK: mark("No feedback"),
    Outcome.MISSED_DEADLINE: mark("Missed the deadline"),
    Outcome.NOT_SUBMITTED: mark("Declined: not submitted"),
    Outcome.NOT_ADMISSIBLE: mark("Not admissible"),
    Outcome.WITHDRAWN: mark("Withdrawn"),
    Outcome.TRANSFERRED: mark("Transferred"),
    Outcome.MERGED: mark("Merged with a similar one"),
}


def label(value: str) -> str:
    """The words for a stored value (“awaiting_response” → “Awaiting response”)."""
    return _(_LABELS[value])


def next_steps(kind: str, status: Status) -> tuple[Status, ...]:
    """The statuses that may follow on the path of a kind, the usual one first, steps back last."""
    return path_of(kind).steps[status]


def is_step_back(kind: str, status: str, step: str) -> bool:
    """Whether the step takes back what was written down, rather than going on.

    A step of another path, from before the kind was changed, is none.
    """
    return step in path_of(kind).back.get(Status(status), ())


def endings(kind: str, status: Status) -> tuple[Outcome, ...]:
    """How one of this kind may end from where it stands."""
    return path_of(kind).endings(status)


def is_open(status: Status) -> bool:
    """Whether something still has to come of it."""
    return status is not Status.CLOSED


def is_with_them(status: Status) -> bool:
    """Whether it was handed in and has no end yet: the next move is the other side’s."""
    return is_sent(status) and status not in (*_TURNED_AWAY, Status.OUTCOME_KNOWN)


TOLD_ALREADY = (Outcome.WITHDRAWN, Outcome.NOT_SUBMITTED)
"""Ends of which the petitioner knows: it was theirs to say."""


def awaits_report_back(status: Status, outcome: str, told_on: date | None, is_watched: bool) -> bool:
    """Whether it ended and the petitioner has not heard: of a watched one others tell."""
    return not is_open(status) and told_on is None and not is_watched and outcome not in TOLD_ALREADY


def is_sent(status: Status) -> bool:
    """Whether it was handed in; a closed one may or may not have been."""
    return status not in (*_NOT_SENT, Status.CLOSED)


def is_to_check(status: Status) -> bool:
    """Whether it is with us, to be made ready or better: then its checklist is before us."""
    return status in (*_NOT_SENT, *_TURNED_AWAY)


def wants_note(outcome: Outcome) -> bool:
    """Whether the outcome says nothing without a line of words: how, to whom, or with which one."""
    return outcome in (Outcome.RESOLVED_OTHERWISE, Outcome.TRANSFERRED, Outcome.MERGED)
