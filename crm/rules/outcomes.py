"""Outcomes, harvested: what somebody does differently now, and what our part in it was (domain vocabulary, e.1)."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Kind(StrEnum):
    """In what somebody changed; nothing where it is not said."""

    NOT_SAID = ""
    BEHAVIOUR = "behaviour"
    RELATIONSHIP = "relationship"
    ACTION = "action"
    POLICY = "policy"
    PRACTICE = "practice"


class Indicator(StrEnum):
    """What the field counts; nothing where an outcome is none of these."""

    NONE = ""
    POLICY_CHANGED = "policy_changed"
    SERVICE_GAINED = "service_gained"
    ACCOUNTABILITY_IMPROVED = "accountability_improved"


class Level(StrEnum):
    """How much of it we brought about; nothing where it is not said."""

    NOT_SAID = ""
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


_LABELS: dict[str, str] = {
    Kind.NOT_SAID: mark("Not said"),
    Kind.BEHAVIOUR: mark("Behaviour"),
    Kind.RELATIONSHIP: mark("Relationship"),
    Kind.ACTION: mark("Action"),
    Kind.POLICY: mark("Policy"),
    Kind.PRACTICE: mark("Practice"),
    Indicator.POLICY_CHANGED: mark("Policy changed"),
    Indicator.SERVICE_GAINED: mark("Service gained"),
    Indicator.ACCOUNTABILITY_IMPROVED: mark("Accountability improved"),
    Level.HIGH: mark("High"),
    Level.MEDIUM: mark("Medium"),
    Level.LOW: mark("Low"),
}


def label(value: str) -> str:
    """The words for a stored value (“service_gained” → “Service gained”)."""
    return _(_LABELS[value])
