"""What one does with people: keep them, reach them, and say through whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from crm.operations.base import (
    check_unchanged,
    clean,
    dicts,
    new_record,
    operation,
    row_of,
    set_children,
    set_head,
    update_row,
)
from crm.operations.offices import RoleDraft, draft_roles, set_roles
from crm.operations.seats import settle_seats
from crm.operations.topics import draft_head, set_topics_of
from crm.rules.contacts import CONTACT_KINDS, normal_form
from crm.rules.errors import UserError
from crm.rules.names import PersonName, display_name, fold, sort_name, split_name
from crm.tables.people import ContactPoint, Gatekeeper, OtherName, Person
from resources.translations import _, mark


@dataclass
class ContactDraft:
    """One way to reach somebody, as the form holds it."""

    kind: str
    value: str
    label: str = ""
    is_preferred: bool = False
    is_private: bool = False
    is_shared: bool = False
    source: str = ""
    checked_on: date | None = None
    id: int | None = None


@dataclass
class PersonDraft:
    """A person as the form holds it; `id` says which one is changed, `seen_change` what the form had seen."""

    name: str
    title: str = ""
    given: str = ""
    family: str = ""
    known_as: str = ""
    languages: str = ""
    access_needs: str = ""
    summary: str = ""
    ground: str = ""
    special_ground: str = ""
    ground_source: str = ""
    ground_on: date | None = None
    verified_on: date | None = None
    next_check_on: date | None = None
    do_not_contact: str = ""
    do_not_contact_reason: str = ""
    confidentiality: int = 0
    source: str = ""
    contacts: list[ContactDraft] = field(default_factory=list)
    roles: list[RoleDraft] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


@operation(lambda saved: _("Save {name}").format(name=saved[1]))
def save_person(draft: PersonDraft) -> tuple[int, str]:
    """Keep a new person or change one; returns the id and the name.

    Raises UserError("person-without-name"), or ("changed-meanwhile") when the record moved on since the form opened.
    """
    columns = person_columns(draft)
    if draft.id is None:
        person_id = new_record("people", confidentiality=draft.confidentiality, source=clean(draft.source))
        Person.insert(id=person_id, **columns).execute()
    else:
        person_id = draft.id
        check_unchanged(person_id, draft.seen_change)
        update_row(Person, person_id, **columns)
        set_head(person_id, confidentiality=draft.confidentiality, source=draft.source)
    set_contacts(person_id, draft.contacts)
    set_other_names(person_id, draft.other_names)
    set_roles(person_id, draft.roles)
    settle_seats({role.organisation_id for role in draft.roles})
    set_topics_of(person_id, draft.topics, draft.tags)
    return person_id, str(columns["name"])


_COPIED = [
    "known_as",
    "languages",
    "access_needs",
    "summary",
    "ground",
    "special_ground",
    "ground_source",
    "do_not_contact",
    "do_not_contact_reason",
]
_DATES = ["ground_on", "verified_on", "next_check_on"]


def person_columns(draft: PersonDraft) -> dict[str, object]:
    """The columns of a person's row. Raises UserError("person-without-name")."""
    name = _name_of(draft)
    shown = display_name(name)
    if not shown:
        raise UserError("person-without-name")
    columns: dict[str, object] = {attribute: clean(getattr(draft, attribute)) for attribute in _COPIED}
    columns |= {attribute: getattr(draft, attribute) for attribute in _DATES}
    return columns | {
        "name": shown,
        "title": name.title,
        "given": name.given,
        "family": name.family,
        "sort_name": sort_name(name),
        "fold": fold(f"{name.given} {name.family}"),
    }


def _name_of(draft: PersonDraft) -> PersonName:
    """The parts of the name: as given in parts, else read from the whole."""
    if draft.given or draft.family:
        return PersonName(clean(draft.title), clean(draft.given), clean(draft.family), clean(draft.known_as))
    read = split_name(clean(draft.name))
    return PersonName(clean(draft.title) or read.title, read.given, read.family, clean(draft.known_as))


def contact_columns(contact: ContactDraft) -> dict[str, object]:
    """The columns of a contact detail; its normal form is what search and matching use.

    Raises UserError("no-such-contact-kind").
    """
    if contact.kind not in CONTACT_KINDS:
        raise UserError("no-such-contact-kind", kind=contact.kind, known=", ".join(CONTACT_KINDS))
    value = clean(contact.value)
    return {
        "kind": contact.kind,
        "value": value,
        "normal": normal_form(contact.kind, value),
        "label": clean(contact.label),
        "is_preferred": contact.is_preferred,
        "is_private": contact.is_private,
        "is_shared": contact.is_shared,
        "source": clean(contact.source),
        "checked_on": contact.checked_on,
    }


def set_contacts(record_id: int, contacts: Sequence[ContactDraft]) -> None:
    """Make these the ways to reach a person, organisation or post; empty ones are left out."""
    rows = [contact_columns(contact) | {"id": contact.id} for contact in contacts if clean(contact.value)]
    set_children(ContactPoint, record_id, rows)


def set_other_names(record_id: int, names: Sequence[str]) -> None:
    """Make these the other names of a person or organisation."""
    present = {row["name"]: row["id"] for row in dicts(OtherName.select().where(OtherName.record_id == record_id))}
    wanted = dict.fromkeys(clean(name) for name in names if clean(name))
    rows = [{"id": present.get(name), "name": name, "fold": fold(name)} for name in wanted]
    set_children(OtherName, record_id, rows)


@operation(mark("Add gatekeeper"))
def add_gatekeeper(record_id: int, via_id: int, note: str = "") -> int:
    """Reach this person, organisation or post through that person; returns the row's id."""
    row_of(Person, via_id)
    if record_id == via_id:
        raise UserError("own-gatekeeper")
    return int(Gatekeeper.insert(record_id=record_id, via_id=via_id, note=clean(note)).execute())


@operation(mark("Remove gatekeeper"))
def remove_gatekeeper(gatekeeper_id: int) -> None:
    """One no longer goes through this person."""
    Gatekeeper.delete().where(Gatekeeper.id == gatekeeper_id).execute()


def draft_person(person_id: int) -> PersonDraft:
    """The form of a person as kept now. Raises UserError("not-found")."""
    row = row_of(Person, person_id)
    copied = {name: row[name] for name in ("name", "title", "given", "family", *_COPIED, *_DATES)}
    return PersonDraft(
        **copied,
        contacts=draft_contacts(person_id),
        roles=draft_roles(person_id),
        other_names=draft_other_names(person_id),
        **draft_head(person_id),
    )


def draft_contacts(record_id: int) -> list[ContactDraft]:
    """The contact details of a record, as a form holds them."""
    found = dicts(ContactPoint.select().where(ContactPoint.record_id == record_id).order_by(ContactPoint.id))
    return [ContactDraft(**{k: v for k, v in row.items() if k not in ("record_id", "normal")}) for row in found]


def draft_other_names(record_id: int) -> list[str]:
    """The other names of a record."""
    return [row.name for row in OtherName.select().where(OtherName.record_id == record_id).order_by(OtherName.id)]
