"""The short message: what happened, in one language, in so many letters, for WhatsApp, SMS and radio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.facts import telling
from reports.facts.telling import Item, TellingFacts
from reports.options import Chosen, Option, OptionKind
from resources.translations import mark

LETTERS = Option(
    "letters",
    mark("At most so many letters"),
    OptionKind.CHOICE,
    (("320", mark("320: two SMS")), ("160", mark("160: one SMS")), ("600", mark("600: WhatsApp or radio"))),
)
OPTIONS = (*telling.ABOUT, LETTERS, *telling.OPTIONS[len(telling.ABOUT) :])


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """The text, with what the paper says of itself."""

    text: str
    most: int
    telling: TellingFacts


def gather(ask: Callable[..., Any], chosen: Chosen) -> ShortMessage:
    """Read what was asked for and put it into so many letters. Raises as `telling.gather` does."""
    facts, most = telling.gather(ask, chosen), int(chosen.choice(LETTERS.name))
    return ShortMessage(compose(facts, most), most, facts)


def compose(facts: TellingFacts, most: int) -> str:
    """As many matters as go in, the first one first; it ends with whom to ask, and no sentence is cut."""
    whom = " ".join(filter(None, (facts.organisation_name, facts.reach[0] if facts.reach else "")))
    closing = ": ".join(filter(None, (facts.ask_us_labels[0], whom)))
    lines = [facts.scope] if facts.scope != facts.organisation_name else []
    for item in facts.items:
        fitting = (line for line in _lines(item) if len("\n".join([*lines, line, closing])) <= most)
        lines += [line for line in [next(fitting, "")] if line]
    return "\n".join([*lines, closing])[:most]


def _lines(item: Item) -> tuple[str, str]:
    """What was said or asked and what happened; and what happened alone, where there is no room for both."""
    column = item.columns[0]
    place = f"{item.place}:" if item.place else ""
    status = f"({column.status})" if column.status else ""
    *before, happened = [said.words for said in column.sentences]
    return " ".join(filter(None, (place, *before[-1:], happened, status))), " ".join(
        filter(None, (place, happened, status))
    )
