"""Life-cycle and fixed lists of petitions, requests for oversight and submissions.

Status is what we say happened, outcome how it ended; lateness is computed as of a commitment. The arrows are those of
the field (domain vocabulary, e.3); the four public steps of a legislature are tabled, referred, considered by the
House and finalised, which here is “closed” with an outcome.
"""

from __future__ import annotations

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
    """Where it stands on its way through the House."""

    DRAFT = "draft"
    READY = "ready"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    REGISTERED = "registered"
    ADMISSIBLE = "admissible"
    RETURNED = "returned"
    REFERRED = "referred"
    AWAITING_RESPONSE = "awaiting_response"
    RESPONSE_RECEIVED = "response_received"
    HEARING = "hearing"
    REPORTED = "committee_report"
    IN_HOUSE = "in_house"
    RESOLVED = "house_resolution"
    MONITORED = "monitored"
    BEFORE_COURT = "before_court"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How it ended."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    NOT_GRANTED = "not_granted"
    RESOLVED_OTHERWISE = "resolved_otherwise"
    NO_RESPONSE = "no_response"
    NOT_ADMISSIBLE = "not_admissible"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    MERGED = "merged"


_ON: dict[Status, tuple[Status, ...]] = {
    # The usual step first. What an officer hears late may be passed over where the House itself does not stop there.
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
}
_BACK: dict[Status, tuple[Status, ...]] = {
    # What was written down too early is taken back; that leaves a row too.
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
}
_NOT_SENT = (Status.DRAFT, Status.READY)


def _steps(status: Status) -> tuple[Status, ...]:
    """On, then out at the side, then back."""
    if status is Status.CLOSED:
        return _BACK[status]
    to_court = () if status in (*_NOT_SENT, Status.BEFORE_COURT) else (Status.BEFORE_COURT,)
    return (*_ON[status], Status.CLOSED, *to_court, *_BACK.get(status, ()))


TRANSITIONS: dict[Status, tuple[Status, ...]] = {status: _steps(status) for status in Status}

_AT_ANY_POINT = (Outcome.RESOLVED_OTHERWISE, Outcome.WITHDRAWN, Outcome.TRANSFERRED, Outcome.MERGED)
_ANSWERS = (Outcome.GRANTED, Outcome.PARTLY_GRANTED, Outcome.NOT_GRANTED, Outcome.NO_RESPONSE)


def endings(status: Status) -> tuple[Outcome, ...]:
    """How it may end from here: what was never handed in has no answer, and only the House finds it not admissible."""
    if status in _NOT_SENT:
        return _AT_ANY_POINT
    if status is Status.RETURNED:
        return (Outcome.NOT_ADMISSIBLE, *_AT_ANY_POINT)
    return (*_ANSWERS, *_AT_ANY_POINT)


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
    Status.READY: mark("Ready"),
    Status.SUBMITTED: mark("Submitted"),
    Status.ACKNOWLEDGED: mark("Acknowledged"),
    Status.REGISTERED: mark("Registered"),
    Status.ADMISSIBLE: mark("Admissible, tabled"),
    Status.RETURNED: mark("Returned, not admissible"),
    Status.REFERRED: mark("Referred to committee"),
    Status.AWAITING_RESPONSE: mark("Awaiting response"),
    Status.RESPONSE_RECEIVED: mark("Response received"),
    Status.HEARING: mark("Hearing or oversight visit"),
    Status.REPORTED: mark("Committee report"),
    Status.IN_HOUSE: mark("House considers"),
    Status.RESOLVED: mark("House resolution"),
    Status.MONITORED: mark("Implementation monitored"),
    Status.BEFORE_COURT: mark("Before a court"),
    Status.CLOSED: mark("Closed"),
    Outcome.GRANTED: mark("Granted"),
    Outcome.PARTLY_GRANTED: mark("Partly granted"),
    Outcome.NOT_GRANTED: mark("Not granted"),
    Outcome.RESOLVED_OTHERWISE: mark("Resolved otherwise"),
    Outcome.NO_RESPONSE: mark("No response"),
    Outcome.NOT_ADMISSIBLE: mark("Not admissible"),
    Outcome.WITHDRAWN: mark("Withdrawn"),
    Outcome.TRANSFERRED: mark("Transferred"),
    Outcome.MERGED: mark("Merged with a similar one"),
}


def label(value: str) -> str:
    """The words for a stored value (“awaiting_response” → “Awaiting response”)."""
    return _(_LABELS[value])


def next_steps(status: Status) -> tuple[Status, ...]:
    """The statuses that may follow, the usual one first, steps back last."""
    return TRANSITIONS[status]


def is_step_back(status: Status, step: Status) -> bool:
    """Whether the step takes back what was written down, rather than going on."""
    return step in _BACK.get(status, ()) and step not in _ON.get(status, ())


def is_open(status: Status) -> bool:
    """Whether something still has to come of it."""
    return status is not Status.CLOSED


def is_with_them(status: Status) -> bool:
    """Whether it was handed in and has no end yet: the next move is the other side’s."""
    return is_sent(status) and status is not Status.RETURNED


def awaits_report_back(status: Status, outcome: str, told_on: date | None, is_watched: bool) -> bool:
    """Whether it ended and the petitioner has not heard: who withdrew it knows, and of a watched one others tell."""
    return not is_open(status) and told_on is None and not is_watched and outcome != Outcome.WITHDRAWN


def is_sent(status: Status) -> bool:
    """Whether it was handed in; a closed one may or may not have been."""
    return status not in (*_NOT_SENT, Status.CLOSED)


def wants_note(outcome: Outcome) -> bool:
    """Whether the outcome says nothing without a line of words: how, to whom, or with which one."""
    return outcome in (Outcome.RESOLVED_OTHERWISE, Outcome.TRANSFERRED, Outcome.MERGED)
