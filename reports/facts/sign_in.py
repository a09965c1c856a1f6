"""The facts of the sign-in sheet: for which meeting, and what POPIA section 18 wants people told before they sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.rules.dates import format_day
from crm.rules.privacy import REGULATOR
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.meeting import ABOUT, read_about, when_words, where_words
from reports.facts.workspace import get_home_ways, get_officer, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

COUNTS = "counts-only"
OPTIONS = (
    Option(
        "kind",
        mark("Kind"),
        OptionKind.CHOICE,
        (("names", mark("Names and signatures")), (COUNTS, mark("Counts only, no names"))),
    ),
    Option("engagement", mark("One engagement"), OptionKind.RECORD, noun="engagements", one_of=ABOUT),
)


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """What stands on the sheet."""

    is_counts_only: bool
    title: str
    body: str
    day: str
    place: str
    organisation_name: str
    reach: tuple[str, ...]
    officer: str
    made_on: date


def gather(ask: Callable[..., Any], chosen: Chosen) -> SignInFacts:
    """Read the meeting, if one was named. Raises as `reports.facts.meeting.read_about` does."""
    about = read_about(ask, chosen, Gate(ask, LEVELS[level_of(chosen)]))
    page = about.engagement if about else None
    return SignInFacts(
        is_counts_only=chosen.choice("kind") == COUNTS,
        title=about.title if about else "",
        body=about.body if about else "",
        day=when_words(page) if page else "",
        place=where_words(page) if page else "",
        organisation_name=get_origin(ask, "").organisation_name,
        reach=get_home_ways(ask),
        officer=get_officer(ask, chosen.today).name,
        made_on=chosen.today,
    )


def notice(facts: SignInFacts) -> tuple[str, ...]:
    """What people are told before they sign: who, why, that they need not, who sees it, their rights, the Regulator."""
    who = facts.organisation_name
    return (
        _(
            "{organisation} asks for these details to record who took part, to send you what was agreed and to invite"
            " you to what follows. It is voluntary: you may take part without signing, or leave a column empty; we"
            " then cannot write to you."
        ).format(organisation=who),
        _(
            "Only those at {organisation} who do this work see the sheet. It goes to nobody else unless you agree or"
            " the law requires it, and is kept no longer than it is needed."
        ).format(organisation=who),
        _(
            "You may ask what we hold about you, have it corrected or deleted, and object to its use (Protection of"
            " Personal Information Act 4 of 2013). You may complain to the {regulator}."
        ).format(regulator=REGULATOR),
    )


def day_words(facts: SignInFacts) -> str:
    """When the sheet was made."""
    return format_day(facts.made_on)
