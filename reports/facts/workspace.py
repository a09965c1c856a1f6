"""What every paper says of the workspace it came from, and the names of the records it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.privacy import InformationOfficer
from reports.options import Chosen, Option


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose workspace it is, and who made the paper."""

    organisation_name: str
    made_by: str


def get_origin(ask: Callable[..., Any], made_by: str) -> Origin:
    """The home organisation, and the colleague at work."""
    from crm.queries import organisations

    home = ask(organisations.get_home)
    return Origin(home[1] if home else "", made_by)


def get_name(ask: Callable[..., Any], record_id: int, noun: str) -> str:
    """The name of a record; raises UserError("record-not-found") when there is none of that noun."""
    from crm.queries import records

    for found in ask(records.get_found, [record_id]):
        if found.noun == noun:
            return str(found.name)
    raise UserError("record-not-found", record=f"{noun}:{record_id}")


def names_of(ask: Callable[..., Any], chosen: Chosen, options: Sequence[Option]) -> tuple[str, ...]:
    """The names of the records that were chosen. Raises as `get_name` does."""
    return tuple(
        get_name(ask, record_id, option.noun)
        for option in options
        if (record_id := chosen.record(option.name)) is not None
    )


def get_officer(ask: Callable[..., Any], today: date) -> InformationOfficer:
    """Who answers for personal information: as set, else whoever holds a post of that name in the home organisation."""
    from crm.queries import offices, organisations, privacy

    officer: InformationOfficer = ask(privacy.get_information_officer)
    home = ask(organisations.get_home)
    if officer.name or not home:
        return officer
    holders = ask(offices.list_holders, home[0], today)
    named = (office.person for office in holders if fold(office.title).startswith("information officer"))
    return InformationOfficer(next(named, ""))


def get_home_ways(ask: Callable[..., Any]) -> tuple[str, ...]:
    """How the home organisation is reached, what is private left out."""
    from crm.queries import contacts, organisations
    from crm.rules.phones import display_phone

    home = ask(organisations.get_home)
    found = ask(contacts.list_contacts, home[0]) if home else ()
    return tuple(
        display_phone(each.normal) if each.normal.startswith("+") else " ".join(each.value.split())
        for each in found
        if not each.is_private
    )
