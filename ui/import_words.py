"""What the things of a list that is brought in are called: one, several, and counted."""

from __future__ import annotations

from resources.translations import _, mark, ngettext

_WORDS: dict[str, tuple[str, str, str, str]] = {
    "people": (mark("Person"), mark("People"), mark("{count} person"), mark("{count} people")),
    "organisations": (
        mark("Organisation"),
        mark("Organisations"),
        mark("{count} organisation"),
        mark("{count} organisations"),
    ),
    "places": (mark("Place"), mark("Places"), mark("{count} place"), mark("{count} places")),
    "offices": (mark("Office"), mark("Posts and terms"), mark("{count} office"), mark("{count} offices")),
    "commitments": (mark("Commitment"), mark("Commitments"), mark("{count} commitment"), mark("{count} commitments")),
    "engagements": (mark("Engagement"), mark("Engagements"), mark("{count} engagement"), mark("{count} engagements")),
    "petitions": (mark("Petition"), mark("Petitions"), mark("{count} petition"), mark("{count} petitions")),
    "clauses": (mark("Clause"), mark("Clauses"), mark("{count} clause"), mark("{count} clauses")),
    "opportunities": (
        mark("Opportunity"),
        mark("Opportunities"),
        mark("{count} opportunity"),
        mark("{count} opportunities"),
    ),
    "programme": (mark("Period"), mark("Programme"), mark("{count} period"), mark("{count} periods")),
    "steps": (mark("Step"), mark("Steps"), mark("{count} step"), mark("{count} steps")),
}

NOUNS = tuple(_WORDS)
"""In the order in which they are told."""


def one_of(noun: str) -> str:
    """“Person”; of what is no noun the word itself."""
    return _(_WORDS[noun][0]) if noun in _WORDS else noun


def many_of(noun: str) -> str:
    """“People”."""
    return _(_WORDS[noun][1])


def counted(noun: str, count: int) -> str:
    """“49 people”."""
    return ngettext(*_WORDS[noun][2:], count)
