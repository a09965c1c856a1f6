"""Stakeholder mapping: how somebody stands to an issue on a day, as we see it. Not set is not neutral.

Whoever is mapped may ask to read it (Protection of Personal Information Act, section 23): write what you would say.
"""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Level(StrEnum):
    """How much influence or interest; nothing where it is not set."""

    NOT_SET = ""
    VERY_LOW = "very_low"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Stance(StrEnum):
    """Where they stand; nothing where it is not set, which is not neutral."""

    NOT_SET = ""
    OPPOSED = "opposed"
    SCEPTICAL = "sceptical"
    NEUTRAL = "neutral"
    SUPPORTIVE = "supportive"
    CHAMPION = "champion"


LEVELS = tuple(Level)[1:]
"""The levels that can be drawn, the lowest first."""

_LABELS: dict[str, str] = {
    Level.NOT_SET: mark("Not set"),
    Level.VERY_LOW: mark("Very low"),
    Level.LOW: mark("Low"),
    Level.MEDIUM: mark("Medium"),
    Level.HIGH: mark("High"),
    Level.VERY_HIGH: mark("Very high"),
    Stance.OPPOSED: mark("Opposed"),
    Stance.SCEPTICAL: mark("Sceptical"),
    Stance.NEUTRAL: mark("Neutral"),
    Stance.SUPPORTIVE: mark("Supportive"),
    Stance.CHAMPION: mark("Champion"),
}
_SIGNS: dict[str, str] = {
    Stance.NOT_SET: "?",
    Stance.OPPOSED: "−−",
    Stance.SCEPTICAL: "−",
    Stance.NEUTRAL: "0",
    Stance.SUPPORTIVE: "+",
    Stance.CHAMPION: "++",
}


def label(value: str) -> str:
    """The words for a stored value; nothing is “not set”."""
    return _(_LABELS[value])


def sign(stance: Stance) -> str:
    """The stance without colour and in little room: “+”, “−−”, “?” where it is not set."""
    return _SIGNS[stance]


def may_read_words() -> str:
    """What stands beside the field for the reason."""
    return _("This person may ask to read this.")


def can_be_drawn(influence: Level, interest: Level) -> bool:
    """Whether there is a place for it in the map; one that is not set is listed apart."""
    return influence is not Level.NOT_SET and interest is not Level.NOT_SET
