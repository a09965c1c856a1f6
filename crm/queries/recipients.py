"""Whom a text goes to: how they are addressed, where it reaches them, and who holds the office a rung turns to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm.queries.base import ids, one, rows
from crm.queries.contacts import Contact, list_contacts
from crm.queries.offices import HOLDS_ON
from crm.queries.people import PersonPage, get_person
from crm.queries.rights import USE_STOPPED, refuse_stopped
from crm.rules import clock, letters
from crm.rules.escalation import Whom
from crm.rules.escalation import label as whom_label
from crm.rules.forms_of_address import how_to_address
from crm.rules.names import PersonName, fold
from crm.rules.organisations import Kind
from resources.translations import _

ADDRESS_KINDS = ("postal", "address")


@dataclass(frozen=True)
class Recipient:
    """Whom a text goes to, how to address them, and where it reaches them; nothing that is marked private."""

    record_id: int | None
    name: str
    office: str
    organisation: str
    spoken: str
    letter: str
    languages: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    unwanted: str = ""
    """By which ways this person does not want to be reached, as kept."""
    unwanted_reason: str = ""

    @property
    def block(self) -> tuple[str, ...]:
        """The lines above a letter."""
        lines = (self.name, self.office, self.organisation, *self.address)
        return tuple(dict.fromkeys(line for line in lines if line))


def get_recipient(record_id: int | None, name: str = "", maker_id: int | None = None) -> Recipient:
    """Whom to write to about what this person, post or organisation is bound to.

    Of a post it is the holder; where that is unknown, “Dear Chairperson”. Of an organisation it is who spoke for it.
    Of somebody who is not to be used it is the office, which still has to keep what it promised; UserError
    ("use-is-stopped") where there is none.
    """
    if record_id is None:
        return recipient_of_person(maker_id) or Recipient(None, name, "", "", name, name)
    found = recipient_of_person(record_id) or _in_office_of(record_id)
    if found is not None:
        return found
    post = one(
        "SELECT p.title, o.id, o.name FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = ?",
        record_id,
    )
    if post is not None:
        return _of_post(record_id, post[0], post[1], post[2], maker_id)
    return _of_organisation(record_id, maker_id)


def recipient_of_person(person_id: int | None) -> Recipient | None:
    """A person as a reader; None where it is nobody, no person, or somebody who is not to be used."""
    person = get_person(person_id) if person_id is not None else None
    return _of_person(person) if person is not None and person.standing.may_be_used else None


def _in_office_of(person_id: int) -> Recipient | None:
    """The office of somebody who is not to be used; None where it is no person."""
    person = get_person(person_id)
    if person is None:
        return None
    if not person.current:
        refuse_stopped(person_id)
    office = person.current[0]
    post_id = ids("SELECT post_id FROM role WHERE id = ?", office.role_id)[0]
    return _of_post(post_id, office.title, office.organisation_id, office.organisation, None)


def _of_person(person: PersonPage, post_title: str = "", body_id: int | None = None) -> Recipient:
    name = PersonName(person.title, person.given, person.family, person.known_as)
    said = how_to_address(name, [(office.title, office.organisation_kind) for office in person.current])
    office = next((o for o in person.current if o.title == post_title and o.organisation_id == body_id), None)
    office = office or (person.current[0] if person.current else None)
    contacts = _public(person.contacts)
    own = _of_kinds(contacts, ADDRESS_KINDS)
    return Recipient(
        person.id,
        person.name,
        office.title if office else "",
        office.organisation if office else "",
        said.spoken,
        said.letter,
        letters.languages_of(person.languages),
        _of_kinds(contacts, ("whatsapp", "mobile")),
        _of_kinds(contacts, ("email",)),
        _lines(own) or (_address_of(office.organisation_id) if office else ()),
        person.do_not_contact,
        person.do_not_contact_reason,
    )


def _of_post(post_id: int, title: str, body_id: int, body: str, maker_id: int | None) -> Recipient:
    holders = _holders(post_id)
    chosen = holders[0] if len(holders) == 1 else maker_id if maker_id in holders else None
    person = get_person(chosen) if chosen is not None else None
    if person is not None:
        return _of_person(person, title, body_id)
    contacts = _public(list_contacts(post_id))
    return Recipient(
        post_id,
        "",
        title,
        body,
        title,
        title,
        emails=_of_kinds(contacts, ("email",)),
        numbers=_of_kinds(contacts, ("whatsapp", "mobile")),
        address=_lines(_of_kinds(contacts, ADDRESS_KINDS)) or _address_of(body_id),
    )


def _holders(post_id: int) -> list[int]:
    today = clock.today()
    return ids(
        "SELECT r.person_id FROM role r JOIN person p ON p.id = r.person_id LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE r.post_id = ? AND {HOLDS_ON} AND NOT {USE_STOPPED}",
        post_id,
        today,
        today,
    )


def _of_organisation(organisation_id: int, maker_id: int | None) -> Recipient:
    found = recipient_of_person(maker_id)
    if found is not None:
        return found
    row = one("SELECT name FROM organisation WHERE id = ?", organisation_id)
    contacts = _public(list_contacts(organisation_id))
    return Recipient(
        organisation_id,
        "",
        "",
        row[0] if row else "",
        "",
        "",
        emails=_of_kinds(contacts, ("email",)),
        numbers=_of_kinds(contacts, ("whatsapp", "mobile")),
        address=_lines(_of_kinds(contacts, ADDRESS_KINDS)),
    )


def _public(contacts: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in contacts if not contact.is_private]


def _of_kinds(contacts: Sequence[Contact], kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(contact.value for kind in kinds for contact in contacts if contact.kind == kind)


def _lines(addresses: Sequence[str]) -> tuple[str, ...]:
    """The first address, a line each."""
    first = addresses[0] if addresses else ""
    return tuple(part.strip() for part in first.replace("\n", ",").split(",") if part.strip())


def _address_of(organisation_id: int) -> tuple[str, ...]:
    return _lines(_of_kinds(_public(list_contacts(organisation_id)), ADDRESS_KINDS))


# The ladder

_TITLES = {
    Whom.COORDINATOR: ("co-ordinator", "coordinator", "secretary"),
    Whom.CHAIRPERSON: ("chairperson", "chair"),
    Whom.SPEAKER: ("speaker",),
}
"""What the title of the office holds, where a body names it."""
_HOUSES = (Kind.LEGISLATURE, Kind.COUNCIL)


@dataclass(frozen=True)
class Doors:
    """Who can be turned to about one matter: whom it goes to first, who presents it, the committee and the body."""

    first: Recipient
    member_id: int | None = None
    committee_id: int | None = None
    body_id: int | None = None


def recipient_at(to_whom: str, doors: Doors) -> Recipient:
    """Whom a rung turns to; where nobody is known in that office the text goes to the office."""
    if to_whom in ("", Whom.OFFICIAL):
        return doors.first
    if to_whom == Whom.MEMBER:
        return recipient_of_person(doors.member_id) or _of_words(_("Honourable Member"))
    if to_whom == Whom.SPEAKER:
        return in_office(_house_of(doors.body_id or doors.committee_id), Whom.SPEAKER)
    if to_whom in _TITLES:
        return in_office(_committee_of(doors), Whom(to_whom))
    return _named(whom_label(to_whom))


def in_office(organisation_id: int | None, whom: Whom) -> Recipient:
    """Who holds this office in a body: as a post of it says, else the office by its name."""
    title = whom_label(whom)
    if organisation_id is None:
        return _of_words(title)
    post_id = _find_post(organisation_id, _TITLES[whom])
    if post_id is not None:
        return get_recipient(post_id)
    return replace(_of_organisation(organisation_id, None), office=title, spoken=title, letter=title)


def _find_post(organisation_id: int, titles: Sequence[str]) -> int | None:
    """The office of the body whose title begins with the earliest of these words; a deputy is another office."""
    found = [(row[0], row[1].casefold()) for row in rows(_POSTS, organisation_id)]
    for words in titles:
        for post_id, title in found:
            if words in title and not title.startswith(("deputy", "vice")):
                return int(post_id)
    return None


_POSTS = "SELECT id, title FROM post WHERE organisation_id = ? ORDER BY is_single DESC, id"


def _committee_of(doors: Doors) -> int | None:
    """The committee, or the body where that is one."""
    if doors.committee_id is not None or doors.body_id is None:
        return doors.committee_id
    found = one("SELECT kind FROM organisation WHERE id = ?", doors.body_id)
    return doors.body_id if found is not None and found[0] in (Kind.COMMITTEE, *_HOUSES) else None


def _house_of(organisation_id: int | None) -> int | None:
    """The legislature or council that a body is, or is part of."""
    seen: set[int] = set()
    while organisation_id is not None and organisation_id not in seen:
        seen.add(organisation_id)
        found = one("SELECT kind, parent_id FROM organisation WHERE id = ?", organisation_id)
        if found is None or found[0] in _HOUSES:
            return organisation_id if found else None
        organisation_id = found[1]
    return None


def _named(name: str) -> Recipient:
    """A body or person of this name, else the name alone."""
    found = one(
        "SELECT id FROM organisation WHERE fold = ? UNION ALL SELECT id FROM person WHERE fold = ? LIMIT 1",
        fold(name),
        fold(name),
    )
    known = get_recipient(found[0]) if found else None
    return replace(known, spoken=known.spoken or name, letter=known.letter or name) if known else _of_words(name)


def _of_words(name: str) -> Recipient:
    return Recipient(None, name, "", "", name, name)
