"""The people one meets: what they are, how to address them, how to reach them, and when we last met."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crm.rules import privacy
from crm.rules.dates import format_approximate, format_day, parse_approximate
from crm.rules.forms_of_address import how_to_address
from crm.rules.names import PersonName
from crm.rules.organisations import Kind
from crm.rules.phones import display_phone
from reports.facts.confidentiality import Gate
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.contacts import Contact, Through
    from crm.queries.engagements import Contacted
    from crm.queries.offices import Office
    from crm.queries.people import PersonPage

OLD_AFTER = timedelta(days=365)
"""A number that nobody checked for so long is called old: our practice."""
MOST_CONTACTS = 3
MOST_WAYS = 4


@dataclass(frozen=True, slots=True)
class Way:
    """A number or address, and when somebody last checked it."""

    value: str
    checked: str


@dataclass(frozen=True, slots=True)
class Door:
    """Whom one goes through."""

    name: str
    note: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A person we meet."""

    id: int
    name: str
    part: str
    spoken: str
    letter: str
    offices: tuple[str, ...]
    """Each with since when, “Speaker, Northern Cape Provincial Legislature, since 14 Jun 2024”."""
    seats: tuple[str, ...]
    """Committees, in the same words."""
    languages: str
    needs: str
    about: str
    caution: str
    ways: tuple[Way, ...]
    withheld_ways: int
    """How many numbers are private, and on no paper."""
    doors: tuple[Door, ...]
    last: tuple[str, ...]
    """The last contacts, newest first."""


def gather_people(
    ask: Callable[..., Any], gate: Gate, person_ids: Sequence[int], today: date, parts: Mapping[int, str] | None = None
) -> tuple[Met, ...]:
    """These people, without those more confidential than the paper; `parts` are theirs in the engagement."""
    from crm.queries.engagements import list_last_contacts
    from crm.queries.people import get_person

    shown = [person_id for person_id in dict.fromkeys(person_ids) if gate.passes(person_id)]
    contacts = ask(list_last_contacts, shown, today)
    found = [ask(get_person, person_id, today) for person_id in shown]
    return tuple(
        _met(person, gate, contacts.get(person.id, ()), today, (parts or {}).get(person.id, ""))
        for person in found
        if person is not None
    )


def _met(person: PersonPage, gate: Gate, contacts: Sequence[Contacted], today: date, part: str) -> Met:
    name = PersonName(person.title, person.given, person.family, person.known_as)
    address = how_to_address(name, [(office.title, office.organisation_kind) for office in person.current])
    held = [office for office in person.current if gate.passes(office.organisation_id)]
    seats = [office for office in held if office.organisation_kind == Kind.COMMITTEE]
    usable = person.usable_contacts
    public = [contact for contact in usable if not contact.is_private]
    return Met(
        id=person.id,
        name=person.name,
        part=part,
        spoken=address.spoken,
        letter=address.letter,
        offices=_offices([office for office in held if office not in seats]),
        seats=tuple(office_words(office) for office in seats),
        languages=person.languages,
        needs=person.access_needs,
        about=person.summary,
        caution=_caution(person),
        ways=tuple(way(contact, today) for contact in public[:MOST_WAYS]),
        withheld_ways=len(usable) - len(public),
        doors=tuple(_door(through, today) for through in person.through if gate.passes(through.via_id)),
        last=_last(contacts, gate),
    )


def _offices(held: Sequence[Office]) -> tuple[str, ...]:
    """One line a body: the office there that says most, then the others there."""
    lines: dict[int, str] = {}
    for office in held:
        before = lines.get(office.organisation_id)
        if before is None:
            lines[office.organisation_id] = office_words(office)
        else:
            lines[office.organisation_id] = _("{office}; also {title}").format(office=before, title=office.title)
    return tuple(lines.values())


def office_words(office: Office) -> str:
    """An office with its party and since when it is held."""
    words = f"{office.words} ({office.party})" if office.party else office.words
    start = format_approximate(parse_approximate(office.start_text)) if office.start_text else ""
    if start:
        return _("{office}, since {start}").format(office=words, start=start)
    return f"{words}, {office.term}" if office.term else words


def _caution(person: PersonPage) -> str:
    if not person.standing.may_be_used:
        return person.standing.stopped_words
    if not person.do_not_contact:
        return ""
    words = _("Do not contact: {how}").format(how=privacy.label(person.do_not_contact).lower())
    return f"{words} ({person.do_not_contact_reason})" if person.do_not_contact_reason else words


def way(contact: Contact, today: date) -> Way:
    """A number or address with when it was checked, or that it is old or never was."""
    value = display_phone(contact.normal) if contact.normal.startswith("+") else contact.value
    if contact.label:
        value = f"{value} ({contact.label})"
    if contact.checked_on is None:
        return Way(value, _("never checked"))
    day = format_day(contact.checked_on, today)
    if today - contact.checked_on > OLD_AFTER:
        return Way(value, _("checked {day}: old").format(day=day))
    return Way(value, _("checked {day}").format(day=day))


def _door(through: Through, today: date) -> Door:
    ways = [way(contact, today) for contact in through.contacts if not contact.is_private]
    return Door(through.via, through.note, tuple(ways[:MOST_WAYS]))


def _last(contacts: Sequence[Contacted], gate: Gate) -> tuple[str, ...]:
    shown = [contact for contact in contacts if gate.passes(contact.engagement_id)][:MOST_CONTACTS]
    return tuple(_("{day}: {title}").format(day=format_day(contact.on_day), title=contact.title) for contact in shown)


def private_words(count: int) -> str:
    """That numbers are left out because they are private; empty for none."""
    words = ngettext("{count} private number is on no paper", "{count} private numbers are on no paper", count)
    return words if count else ""
