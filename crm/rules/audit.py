"""What the audit trail can be narrowed to: kinds of acts, and the nouns of what was touched."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Act(StrEnum):
    """What kind of thing was done."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    BROUGHT_IN = "brought_in"
    TAKEN_OUT = "taken_out"
    TAKEN_BACK = "taken_back"
    KEYS = "keys"
    ERASED = "erased"


_LABELS: dict[str, str] = {
    Act.ADDED: mark("Something added"),
    Act.CHANGED: mark("Something changed"),
    Act.REMOVED: mark("Something removed"),
    Act.BROUGHT_IN: mark("Lists brought in"),
    Act.TAKEN_OUT: mark("Papers and lists taken out"),
    Act.TAKEN_BACK: mark("Undone, or done again"),
    Act.KEYS: mark("Keys and passphrases"),
    Act.ERASED: mark("Erased, or old values dropped"),
}
REVERSALS = ("undo", "undo_rest", "redo", "redo_rest")
KEY_OPERATIONS = (
    "give_key",
    "take_key",
    "reset_passphrase",
    "change_own_passphrase",
    "print_recovery_sheet",
    "renew_file_key",
)
COMPACTION = "compact_journal"

NOUN_LABELS: dict[str, str] = {
    "people": mark("People"),
    "organisations": mark("Organisations"),
    "places": mark("Places"),
    "offices": mark("Offices"),
    "engagements": mark("Engagements"),
    "commitments": mark("Commitments"),
    "agreements": mark("Agreements"),
    "petitions": mark("Petitions"),
    "plans": mark("Plans"),
    "templates": mark("Templates of plans"),
    "outcomes": mark("Outcomes"),
    "issues": mark("Issues"),
    "opportunities": mark("Opportunities"),
    "routes": mark("Routes"),
    "clocks": mark("Legal limits and rungs"),
    "letters": mark("Templates of letters"),
    "topics": mark("Topics"),
    "notes": mark("Notes"),
    "attachments": mark("Files kept"),
    "calendar": mark("Holidays and programme"),
    "team": mark("Colleagues"),
    "imports": mark("Lists brought in"),
    "privacy": mark("Papers and lists taken out"),
    "requests": mark("Requests under POPIA"),
    "erasures": mark("Erasures"),
    "reports": mark("Saved reports"),
    "translations": mark("Own words"),
}
"""What the records of each noun are called."""


def label(act: Act | str) -> str:
    """The words for a kind of act."""
    return _(_LABELS[act])


def noun_label(noun: str) -> str:
    """The words for the records of a noun."""
    return _(NOUN_LABELS[noun])
