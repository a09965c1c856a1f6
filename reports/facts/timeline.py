"""What happened with a person or body, as a paper may tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crm.rules.dates import format_day
from reports.facts.confidentiality import Gate

MOST = 60
_TOLD = ("engagements", "petitions", "issues", "opportunities", "plans")
"""Promises and notes have their own places."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened."""

    on: str
    title: str


def gather_timeline(ask: Callable[..., Any], gate: Gate, record_id: int) -> tuple[Moment, ...]:
    """What happened, newest first, without what is more confidential than the paper."""
    from crm.queries.people import list_timeline

    return tuple(
        Moment(format_day(each.on), each.title)
        for each in ask(list_timeline, record_id, MOST)
        if each.noun in _TOLD and gate.passes(each.id)
    )
