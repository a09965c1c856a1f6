"""What our own files have in common: they come back word for word, and nothing in them is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm.exchange.candidates import ContactCandidate, OrganisationCandidate, PlaceCandidate, TermCandidate
from crm.exchange.cells import approximate
from crm.rules.contacts import normal_form
from crm.rules.dates import ApproximateDate

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
    if day.earliest is None or _says(day.text, day):
        return day.text
    return plain_date(day) or (day.latest or day.earliest).isoformat()


def plain_date(day: ApproximateDate) -> str:
    """A date as yyyy-mm-dd, yyyy-mm or yyyy; empty where it is none of these."""
    first = day.earliest.isoformat() if day.earliest is not None else ""
    return next((text for text in (first, first[:7], first[:4]) if text and _says(text, day)), "")


def _says(text: str, day: ApproximateDate) -> bool:
    """Whether a text is read as this date."""
    found = approximate(text)
    return found is not None and (found.earliest, found.latest) == (day.earliest, day.latest)


def own_contact(kind: str, value: str, label: str = "") -> ContactCandidate:
    """A contact detail just as it is written, with its normal form where it has one."""
    return ContactCandidate(kind, value, normal_form(kind, value), label)


def own_uuid(identifiers: tuple[tuple[str, str], ...]) -> str:
    """The uuid of the record that identifiers name, or nothing."""
    return next((value for scheme, value in identifiers if scheme == OWN_SCHEME and _UUID.fullmatch(value)), "")
