"""What people's own words for where a promise stands mean to us: known, guessed, or to be asked."""

from __future__ import annotations

from crm.rules.commitments import Outcome, Status, is_open, label, next_steps
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
    ways: list[tuple[Status, ...]] = [()]
    seen = {status}
    for way in ways:
        at = way[-1] if way else status
        if at is wanted:
            return way
        for step in next_steps(at):
            if step not in seen:
                seen.add(step)
                ways.append((*way, step))
    raise ValueError(wanted)
