"""What people's own words for where something stands mean to us: known, guessed, or to be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from crm.rules import agreements, engagements, petitions, plans
from crm.rules.commitments import Outcome, Status, is_open, label, next_steps
from crm.rules.list_words import ListWords
from crm.rules.names import fold

NOTE_ONLY = "note"
"""The word says nothing about the life-cycle: the promise stays as it is, and the word is kept in a note."""

MEANINGS: tuple[str, ...] = (
    Status.NOTED,
    Status.CONFIRMED,
    Status.IN_PROGRESS,
    Status.CLAIMED_DONE,
    Outcome.KEPT,
    Outcome.PARTLY_KEPT,
    Outcome.NOT_KEPT,
    Outcome.WITHDRAWN,
    Outcome.LAPSED,
    Outcome.SUPERSEDED,
    Outcome.NOT_A_COMMITMENT,
    NOTE_ONLY,
)
"""What a word can be said to mean, the usual ones first."""

LONGEST = 40
"""Letters in the longest cell that is asked about: anything longer is a story, and is kept as a note."""

_ALWAYS: dict[str, str] = {
    fold(label(value)): value for value in (*Status, *Outcome) if value not in (Status.CLOSED, Outcome.DUPLICATE)
} | {"open": Status.NOTED, "": ""}

_GUESSES: dict[str, tuple[str, ...]] = {
    Status.NOTED: (
        "new", "oop", "nuut", "pending", "outstanding", "not started", "not yet started", "to do", "todo", "not done",
        "not yet", "uitstaande", "hangende", "nog nie begin nie", "nog nie", "awaiting", "waiting", "wag", "made",
        "overdue", "late", "laat",
    ),
    Status.CONFIRMED: ("agreed", "accepted", "acknowledged", "bevestig", "aanvaar", "confirmed in writing"),
    Status.IN_PROGRESS: (
        "ongoing", "busy", "started", "under way", "underway", "in process", "on track", "on going", "partial",
        "working on it", "besig", "in wording", "aan die gang", "begin", "progressing", "active", "delayed", "stalled",
    ),
    Status.CLAIMED_DONE: (
        "done", "sorted", "completed", "complete", "finished", "fulfilled", "delivered", "resolved", "achieved",
        "closed", "implemented", "honoured", "met", "kept", "klaar", "afgehandel", "voltooi", "gedoen", "nagekom",
        "afgelewer", "opgelos", "finalised", "finalized", "said done", "reported done", "go dirilwe",
    ),
    Outcome.PARTLY_KEPT: (
        "partly", "partly done", "partially done", "partially kept", "half done", "deels", "gedeeltelik",
    ),
    Outcome.NOT_KEPT: (
        "broken", "failed", "not fulfilled", "not honoured", "not delivered", "unfulfilled", "nie nagekom nie",
        "verbreek", "not met",
    ),
    Outcome.WITHDRAWN: ("cancelled", "canceled", "retracted", "gekanselleer", "teruggetrek", "dropped"),
    Outcome.LAPSED: ("expired", "fell away", "verval", "verstreke"),
    Outcome.SUPERSEDED: ("replaced", "vervang"),
}  # fmt: skip
_BY_WORD = {fold(word): meaning for meaning, words in _GUESSES.items() for word in words}


def known_meaning(word: str) -> str | None:
    """What one of our own words means, as a status or an outcome; None for a word of somebody else's."""
    return _ALWAYS.get(fold(word))


def guess_meaning(word: str) -> str:
    """What a word most likely means, empty when we cannot tell. Never “kept”: nobody has seen it."""
    folded = fold(word).rstrip(" .!")
    known = _ALWAYS.get(folded) or _BY_WORD.get(folded, "")
    return Status.CLAIMED_DONE if known == Outcome.KEPT else known


def state_of(meaning: str, has_evidence: bool = False) -> tuple[str, str]:
    """The status and outcome a meaning stands for. Without evidence “kept” is what they claim, not what we know."""
    if meaning == Outcome.KEPT and not has_evidence:
        return Status.CLAIMED_DONE, ""
    if meaning in set(Outcome):
        return Status.CLOSED, meaning
    return (meaning, "") if meaning in set(Status) else (Status.NOTED, "")


def steps_between(status: Status, wanted: Status) -> tuple[Status, ...]:
    """The shortest way through the life-cycle from one status to another, without the first.

    “Noted” only says that it is open: whatever is open and not claimed done is that already.
    """
    if wanted is Status.NOTED:
        if is_open(status) and status is not Status.CLAIMED_DONE:
            return ()
        wanted = Status.IN_PROGRESS
    return _way(status, wanted, next_steps)


def _way(
    status: Any, wanted: Any, steps: Callable[[Any], tuple[Any, ...]], asides: tuple[Any, ...] = ()
) -> tuple[Any, ...]:
    """The shortest way through a life-cycle, without its beginning; nothing where none leads there.

    `asides` are no part of the way to anywhere else: ends, and what wants a reason or a day.
    """
    ways: list[tuple[Any, ...]] = [()]
    seen = {status}
    for way in ways:
        at = way[-1] if way else status
        if at == wanted:
            return way
        for step in steps(at):
            if step not in seen and (step == wanted or step not in asides):
                seen.add(step)
                ways.append((*way, step))
    return ()


@dataclass(frozen=True)
class StatusWords:
    """The words of one kind of register for where something stands.

    `meanings` are what a word can be said to mean, `known` what one certainly does, `guess` what one most likely does.
    `state_of` gives the status and outcome a meaning stands for, `steps` the way there through the life-cycle.
    """

    meanings: tuple[str, ...]
    label: Callable[[str], str]
    known: Callable[[str], str | None]
    guess: Callable[[str], str]
    state_of: Callable[[str, bool], tuple[str, str]]
    steps: Callable[[Any, Any], tuple[Any, ...]]

    def labels(self) -> tuple[str, ...]:
        """Our own words, in their order."""
        return tuple(self.label(meaning) for meaning in self.meanings if meaning != NOTE_ONLY)


def _life(
    statuses: tuple[str, ...],
    label_of: Callable[[str], str],
    steps: Callable[[Any], tuple[Any, ...]],
    others: Mapping[str, tuple[str, ...]],
    asides: tuple[str, ...] = (),
) -> StatusWords:
    """A life-cycle in which each status has its words, and nothing has to be asked about those."""
    words = ListWords(statuses, label_of, others)
    return StatusWords(
        meanings=(*statuses, NOTE_ONLY),
        label=label_of,
        known=lambda word: words.find(word) if word else "",
        guess=lambda word: words.find(word) or "",
        state_of=lambda meaning, _has_evidence: (meaning if meaning in statuses else "", ""),
        steps=lambda status, wanted: _way(status, type(status)(wanted), steps, asides) if wanted else (),
    )


PROMISE = StatusWords(
    MEANINGS,
    label,
    known_meaning,
    guess_meaning,
    state_of,
    lambda status, wanted: steps_between(status, Status(wanted)),
)

_Met, _Delivered = engagements.Status, agreements.DeliverableStatus
_Asked, _Ending, _Step = petitions.Status, petitions.Outcome, plans.StepStatus

ENGAGEMENT = _life(
    tuple(_Met),
    engagements.label,
    engagements.next_steps,
    {
        _Met.PLANNED: (
            "scheduled",
            "confirmed",
            "upcoming",
            "to come",
            "tentative",
            "beplan",
            "bevestig",
            "geskeduleer",
        ),
        _Met.HELD: ("took place", "happened", "attended", "done", "gehou", "plaasgevind", "held and attended"),
        _Met.CLOSED_OUT: ("completed", "complete", "finalised", "closed", "minuted", "voltooi", "afgehandel"),
        _Met.POSTPONED: ("rescheduled", "moved", "deferred", "uitgestel", "verskuif"),
        _Met.CANCELLED: ("canceled", "called off", "gekanselleer", "did not happen"),
        _Met.NO_SHOW: ("no show", "nobody came", "they did not come", "niemand het opgedaag nie"),
    },
    (_Met.CANCELLED, _Met.NO_SHOW, _Met.POSTPONED),
)

_deliverable = _life(
    (_Delivered.NOT_STARTED, _Delivered.UNDER_WAY, _Delivered.DELIVERED, _Delivered.ACCEPTED, _Delivered.ON_HOLD),
    agreements.label,
    agreements.next_deliverable_steps,
    {
        _Delivered.NOT_STARTED: ("pending", "outstanding", "open", "new", "to do", "nog nie begin nie", "uitstaande"),
        _Delivered.UNDER_WAY: ("in progress", "ongoing", "busy", "started", "underway", "on track", "besig", "delayed"),
        _Delivered.DELIVERED: (
            "done",
            "completed",
            "complete",
            "finished",
            "achieved",
            "afgelewer",
            "klaar",
            "voltooi",
        ),
        _Delivered.ON_HOLD: ("paused", "stopped", "suspended", "gestaak"),
    },
    (_Delivered.ON_HOLD, _Delivered.CANCELLED, _Delivered.SUPERSEDED, _Delivered.ACCEPTED),
)
DELIVERABLE = replace(
    _deliverable,
    # Without evidence “accepted” is what one party says, not the other's word.
    state_of=lambda meaning, has_evidence: _deliverable.state_of(
        _Delivered.DELIVERED if meaning == _Delivered.ACCEPTED and not has_evidence else meaning, has_evidence
    ),
)

_ASKED_ON = tuple(status for status in _Asked if status is not _Asked.CLOSED)
_ASKED_ASIDE = (_Asked.CLOSED, _Asked.BEFORE_COURT, _Asked.RETURNED, _Asked.DECLINED)
_petition = _life(
    (*_ASKED_ON, *_Ending),
    petitions.label,
    partial(petitions.next_steps, petitions.Kind.PETITION),
    {
        _Asked.DRAFT: ("in preparation", "konsep", "being drafted"),
        _Asked.SUBMITTED: ("lodged", "filed", "handed in", "sent", "ingedien", "presented", "open", "pending"),
        _Asked.ACKNOWLEDGED: ("received", "acknowledgement received", "receipt acknowledged", "ontvang", "erken"),
        _Asked.REGISTERED: ("on the register", "geregistreer", "recorded"),
        _Asked.ADMISSIBLE: ("admissible", "tabled", "accepted", "ter tafel gele"),
        _Asked.RETURNED: ("returned", "sent back", "teruggestuur"),
        _Asked.REFERRED: ("referred", "with committee", "before committee", "in committee", "verwys"),
        _Asked.AWAITING_RESPONSE: (
            "waiting",
            "waiting for response",
            "no reply yet",
            "outstanding",
            "wag vir antwoord",
        ),
        _Asked.RESPONSE_RECEIVED: ("responded", "answered", "reply received", "beantwoord"),
        _Asked.HEARING: ("hearing", "oversight visit", "public hearing"),
        _Asked.IN_HOUSE: ("before the house", "debate"),
        _Ending.GRANTED: ("successful", "approved", "toegestaan", "upheld"),
        _Ending.PARTLY_GRANTED: ("partly successful", "partially granted"),
        _Ending.NOT_GRANTED: ("rejected", "refused", "dismissed", "denied", "unsuccessful", "afgekeur", "declined"),
        _Ending.WITHDRAWN: ("teruggetrek", "dropped"),
        _Ending.RESOLVED_OTHERWISE: ("resolved", "closed", "finalised", "afgehandel", "opgelos", "completed"),
    },
    _ASKED_ASIDE,
)
PETITION = replace(
    _petition,
    state_of=lambda meaning, _has_evidence: (
        (_Asked.CLOSED, meaning) if meaning in set(_Ending) else (meaning if meaning in _ASKED_ON else "", "")
    ),
)


def petition_steps(kind: str, status: petitions.Status, wanted: petitions.Status) -> tuple[petitions.Status, ...]:
    """The shortest way on the path of a kind of petition, without its beginning; nothing where none leads there."""
    return _way(status, wanted, partial(petitions.next_steps, kind), _ASKED_ASIDE)


STEP = _life(
    tuple(_Step),
    plans.label,
    plans.next_step_statuses,
    {
        _Step.NOT_STARTED: ("pending", "open", "new", "to do", "todo", "planned", "nog nie begin nie", "uitstaande"),
        _Step.READY: ("gereed",),
        _Step.IN_PROGRESS: ("ongoing", "busy", "started", "under way", "underway", "on track", "besig", "delayed"),
        _Step.WAITING: ("waiting", "awaiting", "awaiting response", "wag", "on hold"),
        _Step.DONE: ("completed", "complete", "finished", "achieved", "closed", "klaar", "voltooi", "gedoen"),
        _Step.BLOCKED: ("stuck", "stopped", "vasgevang"),
        _Step.SKIPPED: ("cancelled", "canceled", "dropped", "not needed", "oorgeslaan"),
        _Step.DEFERRED: ("postponed", "rescheduled", "uitgestel"),
    },
    (_Step.DONE, _Step.BLOCKED, _Step.SKIPPED, _Step.DEFERRED),
)

STATUS_WORDS: Mapping[str, StatusWords] = {
    "commitments": PROMISE,
    "engagements": ENGAGEMENT,
    "petitions": PETITION,
    "clauses": DELIVERABLE,
    "steps": STEP,
}
"""By the noun of a register."""

ALL_MEANINGS: tuple[str, ...] = tuple(
    dict.fromkeys(str(meaning) for words in STATUS_WORDS.values() for meaning in words.meanings)
)
"""What a word may mean in one register or another."""
