"""Plain words: one sentence for the community on what was asked, what was said, and what happened.

The length is our practice: what is read out at a meeting, or off a wall, is one breath long. Where a matter stands is
said in four ways only, each with a shape of its own, so that it can be read without colour and without our terms.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from crm.rules import commitments, issues, petitions
from crm.rules.errors import UserError
from resources.translations import _, mark

MOST_LETTERS = 160
"""Letters of one sentence."""


class Part(StrEnum):
    """What the sentence tells."""

    ASKED = "asked"
    SAID = "said"
    HAPPENED = "happened"


class Stands(StrEnum):
    """What became of it, as a community asks."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    WAITING = "waiting"


PARTS: Mapping[str, tuple[Part, ...]] = {
    "commitments": tuple(Part),
    "petitions": tuple(Part),
    "issues": tuple(Part),
    "outcomes": (Part.HAPPENED,),
}
"""What can be told of a record, by its noun."""
NEEDED: Mapping[str, tuple[Part, ...]] = {
    "commitments": (Part.SAID, Part.HAPPENED),
    "petitions": (Part.ASKED, Part.HAPPENED),
    "issues": (Part.ASKED, Part.HAPPENED),
    "outcomes": (Part.HAPPENED,),
}
"""What a community has to be told of it."""

_LABELS: dict[str, str] = {
    Part.ASKED: mark("What was asked"),
    Part.SAID: mark("What was said"),
    Part.HAPPENED: mark("What happened"),
    Stands.DONE: mark("Done"),
    Stands.PARTLY: mark("Partly done"),
    Stands.NOT_DONE: mark("Not done"),
    Stands.WAITING: mark("Still waiting"),
}
_ENDS: dict[str, Stands] = {
    commitments.Outcome.KEPT: Stands.DONE,
    commitments.Outcome.PARTLY_KEPT: Stands.PARTLY,
    petitions.Outcome.GRANTED: Stands.DONE,
    petitions.Outcome.PARTLY_GRANTED: Stands.PARTLY,
    petitions.Outcome.RESOLVED_OTHERWISE: Stands.DONE,
    petitions.Outcome.TAKEN_UP: Stands.DONE,
    petitions.Outcome.PARTLY_TAKEN_UP: Stands.PARTLY,
    issues.Status.FIXED: Stands.DONE,
    issues.Status.NO_ACTION: Stands.NOT_DONE,
}


def label(value: str) -> str:
    """The words for a part, or for what became of it (“Still waiting”)."""
    return _(_LABELS[value])


def english(value: str) -> str:
    """The words as they stand in the source, to be said in another language."""
    return _LABELS[value]


def stands(noun: str, status: str, outcome: str) -> Stands:
    """What became of it, in one of four ways; an issue that is not theirs still waits for somebody."""
    if noun == "outcomes":
        return Stands.DONE
    ended = _ENDS.get(outcome or status)
    if ended is not None:
        return ended
    return Stands.NOT_DONE if status == "closed" else Stands.WAITING


def wanted_parts(noun: str, told: Mapping[str, Collection[Part]]) -> tuple[Part, ...]:
    """What each language has to tell of it: what is needed, and what another language tells already."""
    return tuple(part for part in PARTS[noun] if part in NEEDED[noun] or any(part in said for said in told.values()))


def parts_of(noun: str) -> tuple[Part, ...]:
    """What can be told of a record of this noun. Raises UserError("no-plain-words") where nothing is."""
    if noun not in PARTS:
        raise UserError("no-plain-words")
    return PARTS[noun]
