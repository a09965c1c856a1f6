"""How a commitment looks wherever it is shown: its pills, its arrow, and its words cut to one line."""

from __future__ import annotations

from typing import Protocol

from crm.rules.commitments import Direction, Lateness, Outcome, Status, label
from resources.translations import _
from ui.icons import Icon
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

ARROWS = {
    Direction.THEY_OWE_US: Icon.ARROW_LEFT,
    Direction.WE_OWE_THEM: Icon.ARROW_RIGHT,
    Direction.CSO_TO_CSO: Icon.SWAP,
    Direction.THIRD_PARTY: Icon.ARROW_SQUARE_OUT,
}
"""The arrow points to whoever waits: towards us where they owe us."""

_LATENESS = {
    Lateness.NO_DATE: Tone.NEUTRAL,
    Lateness.NOT_DUE: Tone.INFO,
    Lateness.DUE_SOON: Tone.WARNING,
    Lateness.MOVED: Tone.WARNING,
    Lateness.OVERDUE: Tone.BAD,
    Lateness.LONG_OVERDUE: Tone.BAD,
    Lateness.CLOSED: Tone.NEUTRAL,
}
_OUTCOMES = {Outcome.KEPT: Tone.GOOD, Outcome.PARTLY_KEPT: Tone.WARNING, Outcome.NOT_KEPT: Tone.BAD}


class CommitmentLike(Protocol):
    """What the looks need of a row."""

    @property
    def lateness(self) -> Lateness: ...  # noqa: D102
    @property
    def status(self) -> Status: ...  # noqa: D102
    @property
    def outcome(self) -> Outcome | None: ...  # noqa: D102


class PartiesLike(Protocol):
    """Who owes whom."""

    @property
    def direction(self) -> Direction: ...  # noqa: D102
    @property
    def bound_name(self) -> str: ...  # noqa: D102
    @property
    def owed_to_name(self) -> str: ...  # noqa: D102


def lateness_pill(row: CommitmentLike) -> Pill:
    """What the calendar says."""
    return lateness_pill_of(row.lateness)


def lateness_pill_of(lateness: Lateness) -> Pill:
    """What the calendar says."""
    return Pill(label(lateness), _LATENESS[lateness])


def status_words(row: CommitmentLike) -> str:
    """Where it stands; how it ended where it is closed."""
    return label(row.outcome or row.status)


def status_pill(row: CommitmentLike) -> Pill:
    """Where it stands; how it ended where it is closed."""
    tone = _OUTCOMES.get(row.outcome, Tone.NEUTRAL) if row.outcome else Tone.INFO
    return Pill(status_words(row), tone)


def level_words(level: int) -> str:
    """The words for a degree of confidentiality."""
    return (_("Open"), _("Internal"), _("Restricted"))[level]


def other_party(row: PartiesLike) -> str:
    """The name on the other side of us: whoever promised, or whom we promised it to."""
    return row.owed_to_name if row.direction is Direction.WE_OWE_THEM else row.bound_name


def party_words(name: str) -> str:
    """A name, or that it is still to be found out."""
    return name or _("To identify")


def shortened(text: str, most: int = 120) -> str:
    """One line of at most so many letters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0]
    return f"{cut}…"


def quoted(text: str, most: int = 0) -> str:
    """The exact words between quotation marks."""
    return f"“{shortened(text, most) if most else text.strip()}”"
