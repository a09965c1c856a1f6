"""Which numbers and addresses a paper may show: private ones only where they are asked for, and stay in the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reports.facts.audience import PRIVATE, YES, Audience, Reader, reader_of
from reports.facts.people import Way, way
from reports.options import Chosen

if TYPE_CHECKING:
    from crm.queries.contacts import Contact


def shows_private_ways(chosen: Chosen) -> bool:
    """Whether private numbers may stand there: asked for at home, or of the person who reads it."""
    reader: Reader = reader_of(chosen)
    is_asked_for = chosen.choices.get(PRIVATE.name) == YES
    return reader.audience is Audience.PERSON or (reader.is_at_home and is_asked_for)


def ways_of(contacts: Sequence[Contact], today: date, *, with_private: bool) -> tuple[Way, ...]:
    """Each with when it was checked, the preferred first."""
    return tuple(way(each, today) for each in contacts if with_private or not each.is_private)
