"""The facts of the meeting form: what is known before a meeting, so that the hand writes the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.rules.dates import format_day
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS, Gate, foot_words
from reports.facts.meeting import About, Asked, Delegate, about_options, asks_of, read_about, where_words
from reports.facts.workspace import get_origin
from reports.options import Chosen

MOST_MEMBERS = 8
OPTIONS = about_options(is_needed=False)


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What stands on the form already; a blank one holds nothing but the organisation's name."""

    title: str
    body: str
    day: str
    time: str
    place: str
    delegates: tuple[Delegate, ...]
    asks: tuple[Asked, ...]
    organisation_name: str
    made_by: str
    made_on: date
    confidentiality: str


def gather(ask: Callable[..., Any], chosen: Chosen) -> FormFacts:
    """Read what the options name, if anything. Raises as `reports.facts.meeting.read_about` does."""
    gate = Gate(ask, LEVELS[level_of(chosen)])
    return form_of(ask, chosen, read_about(ask, chosen, gate))


def form_of(ask: Callable[..., Any], chosen: Chosen, about: About | None) -> FormFacts:
    """The form for what a paper is about."""
    origin = get_origin(ask, chosen.made_by)
    page = about.engagement if about else None
    return FormFacts(
        title=about.title if about else "",
        body=about.body if about else "",
        day=format_day(page.on_day) if page else "",
        time=" – ".join(part for part in (page.start_time, page.end_time) if part) if page else "",
        place=where_words(page) if page else "",
        delegates=_delegates(about) if about else (),
        asks=asks_of(page),
        organisation_name=origin.organisation_name,
        made_by=origin.made_by,
        made_on=chosen.today,
        confidentiality=foot_words(chosen, origin.organisation_name),
    )


def _delegates(about: About) -> tuple[Delegate, ...]:
    """Who is expected; of a body without a plan those who stand first in it, so that the form stays a form."""
    return about.delegates if about.engagement else about.delegates[:MOST_MEMBERS]
