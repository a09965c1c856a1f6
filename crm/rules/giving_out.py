"""How a paper goes to whoever gets it."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class How(StrEnum):
    """The ways in which a paper is handed over."""

    PRINTED = "printed"
    EMAIL = "email"
    BY_HAND = "by_hand"


_LABELS = {How.PRINTED: mark("Printed"), How.EMAIL: mark("By e-mail"), How.BY_HAND: mark("By hand, as a file")}


def label(how: str) -> str:
    """The words of a way; nothing for none."""
    return _(_LABELS[How(how)]) if how else ""
