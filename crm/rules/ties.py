"""Ties: what it means that two records belong to one matter."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Kind(StrEnum):
    """How the first record stands to the other."""

    BELONGS = "belongs"  # a petition and its hearing, a step and its submission: either may be first
    COUNTS = "counts"  # counts towards an agreement
    AIMS_AT = "aims_at"  # a plan, at a body or person
    WITH = "with"  # a plan or an opportunity, with a CSO
    AREA = "area"  # a plan, an opportunity or a CSO, in a place


CAN_COUNT = ("engagements", "plans", "outcomes", "commitments", "petitions", "opportunities")
"""The nouns whose records can count towards an agreement."""

_LABELS: dict[str, str] = {
    Kind.BELONGS: mark("Belongs together"),
    Kind.COUNTS: mark("Counts towards"),
    Kind.AIMS_AT: mark("Aims at"),
    Kind.WITH: mark("Together with"),
    Kind.AREA: mark("Area"),
}


def label(value: str) -> str:
    """The words for a stored value (“aims_at” → “Aims at”)."""
    return _(_LABELS[value])
