"""What somebody may ask of us under POPIA, within what time, and on which grounds something is withheld.

The sections are those for a private body, which a CSO is. The Acts were read on 26 November 2026 in what
popia.co.za (sections 23 and 24) and acts.co.za (PAIA sections 56 and 57) reproduce, the grounds in a manual under PAIA
section 51 that repeats them. That a complaint comes before a court was read in Elite Plumbing v Casper Le Roux (2023
ZAGPJHC 181), its form on the Regulator's pages, its 180 days in manuals under PAIA. None of it is legal advice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from resources.translations import _, mark

DAYS = 30
"""Calendar days from the receipt of a request to our answer, and once as many more where it is extended."""
LOOK_BEFORE = 14
"""Days before its last one; our practice, not law."""
LAW = mark("Promotion of Access to Information Act 2 of 2000, section 56(1)")
EXTENSION_LAW = mark("Promotion of Access to Information Act 2 of 2000, section 57")

PAIA_COMPLAINTS = "PAIAComplaints@inforegulator.org.za"
"""Where a complaint about access goes, as the Regulator's Form 5 gave it in 2026."""

ANSWER = "request-answer"
"""The report that answers a request."""
STAGE, DRAFT = "stage", "draft"
"""Its choice of a paper to read at home, that is marked as such."""
HELD = "access-request"
"""The report of all that is held on a person, read or not: it stays in the house."""
HISTORY = "operation"
"""The table that stands for the history of the person's record: one thing to read, its line is 0."""
HISTORY_LINES = 500
"""So many of the newest changes are listed: a register of members is changed once a month."""


class Kind(StrEnum):
    """What is asked."""

    CONFIRM = "confirm"
    ACCESS = "access"
    CORRECT = "correct"
    DELETE = "delete"
    OBJECT = "object"
    WITHDRAW_CONSENT = "withdraw_consent"


class Status(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    IDENTITY_SEEN = "identity_seen"
    DECIDING = "deciding"
    ANSWERED = "answered"


class Outcome(StrEnum):
    """How a request was answered; of anything but access, “given” is that it was done as asked."""

    GIVEN = "given"
    GIVEN_IN_PART = "given_in_part"
    REFUSED = "refused"
    NOTHING_HELD = "nothing_held"
    WITHDRAWN = "withdrawn"


class Choice(StrEnum):
    """What is done with one thing that is held."""

    GIVE = "give"
    COVER = "cover"
    WITHHOLD = "withhold"


class Ground(StrEnum):
    """Why a thing is withheld: POPIA section 23(4) takes over the grounds of PAIA, part 3, chapter 4."""

    PRIVACY = "privacy"
    TRADE = "trade"
    CONFIDENCE = "confidence"
    SAFETY = "safety"
    PRIVILEGE = "privilege"
    RESEARCH = "research"


_SECTIONS: dict[Ground, str] = {
    Ground.PRIVACY: "63",
    Ground.TRADE: "64",
    Ground.CONFIDENCE: "65",
    Ground.SAFETY: "66",
    Ground.PRIVILEGE: "67",
    Ground.RESEARCH: "69",
}
_LABELS: dict[str, str] = {
    Kind.CONFIRM: mark("Do you hold anything?"),
    Kind.ACCESS: mark("See what is held"),
    Kind.CORRECT: mark("Correct it"),
    Kind.DELETE: mark("Delete it"),
    Kind.OBJECT: mark("Stop using it"),
    Kind.WITHDRAW_CONSENT: mark("Consent withdrawn"),
    Status.RECEIVED: mark("Received"),
    Status.IDENTITY_SEEN: mark("Identity seen"),
    Status.DECIDING: mark("Being decided"),
    Status.ANSWERED: mark("Answered"),
    Outcome.GIVEN: mark("Given"),
    Outcome.GIVEN_IN_PART: mark("Given in part"),
    Outcome.REFUSED: mark("Refused"),
    Outcome.NOTHING_HELD: mark("Nothing held"),
    Outcome.WITHDRAWN: mark("Withdrawn"),
    Choice.GIVE: mark("Give"),
    Choice.COVER: mark("Cover names"),
    Choice.WITHHOLD: mark("Withhold"),
    Ground.PRIVACY: mark("The privacy of somebody else"),
    Ground.TRADE: mark("Trade secrets of somebody else"),
    Ground.CONFIDENCE: mark("Confidence owed by agreement"),
    Ground.SAFETY: mark("The life or safety of somebody"),
    Ground.PRIVILEGE: mark("Legal privilege"),
    Ground.RESEARCH: mark("Research that is not finished"),
}
_CITED: dict[Kind, str] = {
    Kind.CONFIRM: "23(1)(a)",
    Kind.ACCESS: "23(1)(b)",
    Kind.CORRECT: "24(1)(a)",
    Kind.DELETE: "24(1)",
    Kind.OBJECT: "11(3)",
    Kind.WITHDRAW_CONSENT: "11(2)(b)",
}


def label(value: str) -> str:
    """The words for a stored value (“given_in_part” → “Given in part”)."""
    return _(_LABELS[value])


def cited(kind: str) -> str:
    """Where the law gives the right: “POPIA section 23(1)(b)”."""
    return _("POPIA section {section}").format(section=_CITED[Kind(kind)])


def ground_words(ground: str) -> str:
    """A ground with its section: “Legal privilege (PAIA section 67)”."""
    section = _SECTIONS[Ground(ground)]
    return _("{ground} (PAIA section {section})").format(ground=label(ground), section=section)


def is_open(status: Status) -> bool:
    """Whether it still has to be answered."""
    return status is not Status.ANSWERED


def due_on(received_on: date) -> date:
    """The last day for the answer; the day of receipt is day zero."""
    return received_on + timedelta(days=DAYS)


def look_on(due: date) -> date:
    """From when on an open request has its turn in the Review: reading what is held takes days."""
    return due - timedelta(days=LOOK_BEFORE)


def latest_extension(received_on: date) -> date:
    """The last day to which the time may be extended, once."""
    return received_on + timedelta(days=2 * DAYS)


def wants_reading(kind: str) -> bool:
    """Whether its answer brings what is held, so that each thing has to be read."""
    return kind == Kind.ACCESS


def is_under_paia(kind: str) -> bool:
    """Whether a complaint about the answer goes the way of the Promotion of Access to Information Act."""
    return kind in (Kind.CONFIRM, Kind.ACCESS)


def brings_what_is_held(outcome: str | None) -> bool:
    """Whether an answer that ended so has something of what is held in it."""
    return outcome in (Outcome.GIVEN, Outcome.GIVEN_IN_PART)


def wants_reason(outcome: str) -> bool:
    """Whether the asker is told why."""
    return outcome == Outcome.REFUSED


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one thing until somebody has read it."""

    choice: Choice
    ground: str = ""


def propose(*, is_restricted: bool, may_harm: bool, names_others: bool, is_file: bool) -> Proposal:
    """Withhold what could harm its source and what is restricted, cover what names others, give the rest.

    Nobody can cover a name inside a file, so one is given whole only when somebody says so.
    """
    if may_harm:
        return Proposal(Choice.WITHHOLD, Ground.SAFETY)
    if is_restricted:
        return Proposal(Choice.WITHHOLD, Ground.PRIVACY)
    return Proposal(Choice.COVER if names_others or is_file else Choice.GIVE)


def outcome_of(choices: Collection[str]) -> Outcome:
    """How an answer ends by what was chosen for each thing: covered names are left out, so it is given in part."""
    if not choices:
        return Outcome.NOTHING_HELD
    kinds = set(choices)
    if kinds == {Choice.WITHHOLD}:
        return Outcome.REFUSED
    return Outcome.GIVEN if kinds == {Choice.GIVE} else Outcome.GIVEN_IN_PART
