"""Redrawn wards: how long a demarcation holds, and what a ward says of its boundaries.

A demarcation is called by the year of the municipal election it was drawn for. A ward of the same number, or even of
the same code, in the next demarcation is another place: only a mapping or a person says where a place lies now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from crm.rules.errors import UserError
from crm.rules.organisations import Kind
from crm.rules.terms import standard_terms
from resources.translations import _

_YEAR = re.compile(r"(?:19|20)\d\d")


def check_demarcation(name: str) -> str:
    """The name of a demarcation: the year of the election it was drawn for. Raises UserError("demarcation-no-year")."""
    cleaned = name.strip()
    if not _YEAR.fullmatch(cleaned):
        raise UserError("demarcation-no-year", name=cleaned)
    return cleaned


def holds_until(demarcation: str) -> date | None:
    """The last day of the councils it was drawn for; None where the next election is not known yet."""
    for term in standard_terms(Kind.COUNCIL):
        if term.start.earliest and str(term.start.earliest.year) == demarcation:
            return term.end.latest
    return None


def list_ended(on: date) -> tuple[str, ...]:
    """The demarcations whose councils are over on the day: their wards may be drawn anew."""
    years = (term.start.earliest.year for term in standard_terms(Kind.COUNCIL) if term.start.earliest)
    return tuple(str(year) for year in years if has_ended(str(year), on))


def has_ended(demarcation: str, on: date) -> bool:
    """Whether the councils it was drawn for are over on the day."""
    last = holds_until(demarcation)
    return last is not None and last < on


def boundary_words(demarcation: str) -> str:
    """“2021 boundaries”."""
    return _("{demarcation} boundaries").format(demarcation=demarcation)


def without_boundaries(name: str) -> str:
    """A name as it stands whatever the day: “Phokwane ward 5” for “Phokwane ward 5 (2021 boundaries)”."""
    said = re.escape(f" ({boundary_words('0000')})").replace("0000", r"\d{4}")
    return re.sub(f"{said}$", "", name)


def find_one(successors: Iterable[int]) -> int | None:
    """Where a place lies now, when there is no doubt: it went into one other, whole."""
    found = set(successors)
    return found.pop() if len(found) == 1 else None
