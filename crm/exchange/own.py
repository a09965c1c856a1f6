"""What our own files have in common: they come back word for word, and nothing in them is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm.exchange.candidates import ContactCandidate, OrganisationCandidate, PlaceCandidate, TermCandidate
from crm.rules.contacts import normal_form
from crm.rules.dates import ApproximateDate, parse_approximate
from crm.rules.errors import UserError

OWN_SCHEME = "kgotla"
"""The scheme of an identifier that is the uuid of a record of ours: it is never kept as an identifier."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Named:
    """What people and organisations may name, by key."""

    organisations: Mapping[str, OrganisationCandidate]
    places: Mapping[str, PlaceCandidate]
    terms: Mapping[str, TermCandidate]


def written_date(day: ApproximateDate) -> str:
    """A date as a file gives it: as it was typed where that is read as the same again."""
    if day.earliest is None or _span(day.text) == (day.earliest, day.latest):
        return day.text
    first, last = day.earliest.isoformat(), day.latest.isoformat() if day.latest else ""
    return next(
        (text for text in (first, first[:7], first[:4]) if _span(text) == (day.earliest, day.latest)), last or first
    )


def _span(text: str) -> object:
    try:
        found = parse_approximate(text)
    except UserError:
        return None
    return found.earliest, found.latest


def own_contact(kind: str, value: str, label: str = "") -> ContactCandidate:
    """A contact detail just as it is written, with its normal form where it has one."""
    return ContactCandidate(kind, value, normal_form(kind, value), label)


def own_uuid(identifiers: tuple[tuple[str, str], ...]) -> str:
    """The uuid of the record that identifiers name, or nothing."""
    return next((value for scheme, value in identifiers if scheme == OWN_SCHEME and _UUID.fullmatch(value)), "")
