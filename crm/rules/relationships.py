"""How two people or bodies stand to each other without being one: kinds with words each way, and how strong it is."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Kind(StrEnum):
    """The kinds shipped, said from the first to the other; a workspace may write its own words."""

    WORKS_WITH = "works_with"
    ASSISTANT_OF = "assistant_of"
    REPORTS_TO = "reports_to"
    ALLY_OF = "ally_of"
    FAMILY_OF = "family_of"
    FRIEND_OF = "friend_of"
    REPRESENTS = "represents"
    MEMBER_OF = "member_of"
    FUNDS = "funds"
    PARTNER_OF = "partner_of"
    SUCCEEDED_BY = "succeeded_by"
    OPPOSED_TO = "opposed_to"


class Strength(StrEnum):
    """How well it works, as we know it."""

    NOT_SET = ""
    WEAK = "weak"
    WORKING = "working"
    STRONG = "strong"


_WAYS: dict[str, tuple[str, str]] = {
    Kind.WORKS_WITH: (mark("works with"), mark("works with")),
    Kind.ASSISTANT_OF: (mark("assistant of"), mark("is assisted by")),
    Kind.REPORTS_TO: (mark("reports to"), mark("is reported to by")),
    Kind.ALLY_OF: (mark("ally of"), mark("ally of")),
    Kind.FAMILY_OF: (mark("family of"), mark("family of")),
    Kind.FRIEND_OF: (mark("friend of"), mark("friend of")),
    Kind.REPRESENTS: (mark("represents"), mark("is represented by")),
    Kind.MEMBER_OF: (mark("member of"), mark("has as member")),
    Kind.FUNDS: (mark("funds"), mark("is funded by")),
    Kind.PARTNER_OF: (mark("partner of"), mark("partner of")),
    Kind.SUCCEEDED_BY: (mark("was followed by"), mark("followed")),
    Kind.OPPOSED_TO: (mark("opposed to"), mark("opposed to")),
}

_STRENGTHS = {
    Strength.NOT_SET: mark("Not set"),
    Strength.WEAK: mark("Weak"),
    Strength.WORKING: mark("Working"),
    Strength.STRONG: mark("Strong"),
}


def label(kind: str, is_other_way: bool = False) -> str:
    """What the first is to the other, or the other to the first; words of the workspace's own go both ways."""
    ways = _WAYS.get(kind)
    return _(ways[is_other_way]) if ways else kind


def strength_label(strength: str) -> str:
    """The words for a strength."""
    return _(_STRENGTHS[Strength(strength)])


def kind_of(words: str) -> tuple[str, bool]:
    """The kind meant by words of either way (“is assisted by”, “assistant-of”), and whether they say the other way."""
    plain = " ".join(words.replace("_", " ").replace("-", " ").casefold().split())
    for kind, (first, other) in _WAYS.items():
        if plain in (kind.replace("_", " "), first, _(first).casefold()):
            return kind, False
        if plain in (other, _(other).casefold()):
            return kind, True
    return " ".join(words.split()), False
