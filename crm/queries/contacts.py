"""How a person, organisation or post is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import build, day, rows
from crm.queries.rights import USE_STOPPED


@dataclass(frozen=True)
class Contact:
    """One contact detail."""

    id: int
    kind: str
    value: str
    normal: str
    label: str
    is_preferred: bool
    is_private: bool
    is_shared: bool
    source: str
    checked_on: date | None


@dataclass(frozen=True)
class Through:
    """The person one goes through to reach another."""

    id: int
    via_id: int
    via: str
    note: str
    contacts: tuple[Contact, ...]


def list_contacts(record_id: int) -> tuple[Contact, ...]:
    """Contact details, the preferred first."""
    found = rows(
        "SELECT id, kind, value, normal, label, is_preferred, is_private, is_shared, source, checked_on "
        "FROM contact_point WHERE record_id = ? ORDER BY is_preferred DESC, id",
        record_id,
    )
    return tuple(build(Contact, *row[:5], *(bool(value) for value in row[5:8]), row[8], day(row[9])) for row in found)


def list_gatekeepers(record_id: int) -> tuple[Through, ...]:
    """Through whom one reaches a person, organisation or post, with their contact details that may be used."""
    found = rows(
        f"SELECT g.id, g.via_id, p.name, g.note, {USE_STOPPED} FROM gatekeeper g JOIN person p ON p.id = g.via_id "
        "WHERE g.record_id = ? AND g.ended_on IS NULL ORDER BY g.id",
        record_id,
    )
    return tuple(build(Through, *row[:4], contacts=() if row[4] else list_contacts(row[1])) for row in found)
