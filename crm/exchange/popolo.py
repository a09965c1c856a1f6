"""Popolo JSON, the interchange format of the civic world: people, organisations and memberships, linked or nested.

Nearly nothing is required by its schema, so each part that is missing or of the wrong shape is listed and the rest is
read. Gender, birth date and pictures are left out by design.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crm.exchange import bodies
from crm.exchange.bodies import Body
from crm.exchange.candidates import ContactCandidate, Reading, SeatCandidate, TermCandidate
from crm.exchange.cells import clean, contact_kind, contacts
from crm.exchange.files import check_length
from crm.exchange.gathering import Gathering, OrganisationDraft, PersonDraft, add_new
from crm.exchange.id_numbers import has_id_number
from crm.exchange.popolo_document import Item, Popolo
from crm.rules.dates import ApproximateDate
from crm.rules.names import PersonName, fold, split_name
from resources import reference
from resources.translations import _

_NATIONAL_SCHEMES = frozenset(("sin", "ssn", "said", "rsa id", "id number", "national id", "passport"))


def read_document(document: Popolo, source_name: str, sha256: str) -> Reading:
    """Read a Popolo document that was taken apart already; raises UserError “list-too-long”."""
    check_length(len(document.persons), source_name)
    return _PopoloReader(document).read(source_name, sha256)


class _PopoloReader:
    """One reading of one document."""

    def __init__(self, document: Popolo) -> None:
        self._document = document
        self._found = Gathering()
        self._bodies: dict[str, Body | None] = {}
        self._areas = {_text(area.get("id")): area for area in document.areas}
        self._posts = {_text(post.get("id")): post for post in document.posts}
        self._people: dict[str, PersonDraft] = {}
        self._languages = {language.code for language in reference.languages()}

    def read(self, source_name: str, sha256: str) -> Reading:
        for line, reason in self._document.problems:
            self._found.miss(line, reason)
        self._found.left_out.update(dict.fromkeys(self._document.left_out))
        for item in self._document.organizations:
            self._organisation(item)
        self._link_parents()
        for item in self._document.events:
            self._event(item)
        for item in self._document.persons:
            self._person(item)
        for item in self._document.memberships:
            self._membership(item)
        return self._found.finish(self._layout(), source_name, sha256)

    def _layout(self) -> str:
        """Popolo files of different houses use the same ids (“legislature”, “term/26”): keep them apart by house."""
        names = sorted(fold(draft.name) for draft in self._found.organisations.values() if draft.kind != "party")
        return f"popolo:{names[0]}" if names else "popolo"

    # Organisations, places, terms

    def _organisation(self, item: Item) -> None:
        name = _text(item.get("name"))
        own_id = _text(item.get("id")) or name
        if not name:
            self._found.miss(item.line, _("an organisation without a name"))
            return
        classification = _text(item.get("classification"))
        kind = bodies.organisation_kind(classification, name)
        if kind == "party":
            self._bodies[own_id] = bodies.party(name)
            self._note_no_party(name)
        else:
            self._bodies[own_id] = Body(own_id, name, kind)
        body = self._bodies[own_id]
        if body is not None:
            self._describe(self._found.body(item.line, body), item)

    def _note_no_party(self, name: str) -> None:
        if bodies.party(name) is None:
            text = _("“{name}” is no party: those members are brought in without one").format(name=name)
            self._found.left_out[text] = None

    def _describe(self, draft: OrganisationDraft, item: Item) -> None:
        draft.other_names += self._other_names(item, draft.name)
        draft.identifiers += self._identifiers(item)
        add_new(draft.contacts, self._contacts(item))
        draft.links += self._links(item)
        draft.parent_key = draft.parent_key or _text(item.get("parent_id"))

    def _link_parents(self) -> None:
        for draft in self._found.organisations.values():
            parent = self._bodies.get(draft.parent_key)
            draft.parent_key = parent.key if parent is not None and parent.key != draft.key else ""

    def _event(self, item: Item) -> None:
        key, name = _text(item.get("id")), _text(item.get("name"))
        if not key or "legislative" not in fold(_text(item.get("classification")) or "legislative period"):
            return
        body = self._bodies.get(_text(item.get("organization_id")))
        self._found.terms[key] = TermCandidate(
            key, name, body.key if body else "", self._date(item, "start_date"), self._date(item, "end_date")
        )

    def _date(self, item: Item, key: str) -> ApproximateDate:
        return self._found.date(item.line, _text(item.get(key)))

    # People

    def _person(self, item: Item) -> None:
        given, family = _text(item.get("given_name")), _text(item.get("family_name"))
        whole = _text(item.get("name")) or f"{given} {family}".strip()
        if not whole:
            self._found.miss(item.line, _("a person without a name"))
            return
        own_id = _text(item.get("id")) or fold(whole)
        if own_id in self._people:
            self._found.miss(item.line, _("a second person with the id “{id}”").format(id=own_id[:60]))
            return
        person = PersonDraft(item.line, own_id, _name(whole, given, family, _text(item.get("honorific_prefix"))))
        self._people[own_id] = self._found.people[own_id] = person
        person.other_names += self._other_names(item, whole)
        person.identifiers += self._identifiers(item)
        person.links += self._links(item)
        add_new(person.contacts, self._contacts(item))

    def _other_names(self, item: Item, own_name: str) -> Iterator[str]:
        """Each other name once, in the languages of the country."""
        seen = {fold(own_name), ""}
        for other in item.children("other_names"):
            name, language = _text(other.get("name")), _text(other.get("lang"))[:2]
            if fold(name) not in seen and (not language or language in self._languages):
                seen.add(fold(name))
                yield name

    def _identifiers(self, item: Item) -> Iterator[tuple[str, str]]:
        for child in item.children("identifiers"):
            scheme, value = _text(child.get("scheme")), _text(child.get("identifier"))
            if fold(scheme) in _NATIONAL_SCHEMES or has_id_number(value):
                self._found.left_out[_("identity numbers are left out: the program keeps none")] = None
            elif value:
                yield scheme, value

    def _links(self, item: Item) -> Iterator[tuple[str, str]]:
        """Web addresses; of an encyclopaedia in many languages only those of the country."""
        for child in item.children("links"):
            url, note = _text(child.get("url")), _text(child.get("note"))
            language = note.rpartition("(")[2].rstrip(")") if note.endswith(")") else ""
            is_foreign = 2 <= len(language) <= 3 and language.islower() and language not in self._languages
            if url.startswith(("http://", "https://")) and not is_foreign:
                yield url, note

    def _contacts(self, item: Item) -> Iterator[ContactCandidate]:
        email = _text(item.get("email"))
        if email:
            yield from self._read_contact(item, "email", email, "")
        for child in item.children("contact_details"):
            kind, value = contact_kind(_text(child.get("type"))) or "other", _text(child.get("value"))
            label = _text(child.get("label")) or (_text(child.get("type")) if kind in ("social", "other") else "")
            if value:
                yield from self._read_contact(child, kind, value, label)

    def _read_contact(self, item: Item, kind: str, value: str, label: str) -> list[ContactCandidate]:
        found = list(contacts(kind, value, label))
        if not found:
            self._found.miss(item.line, _("“{text}” is not a contact detail").format(text=value[:60]))
        return found

    # Seats

    def _membership(self, item: Item) -> None:
        person = self._people.get(_text(item.get("person_id")))
        if person is None:
            self._found.miss(item.line, _("a membership of nobody in the file"))
            return
        post = self._posts.get(_text(item.get("post_id")), Item("", {}))
        organisation_id = _text(item.get("organization_id")) or _text(post.get("organization_id"))
        body = self._bodies.get(organisation_id)
        if body is None:
            if organisation_id not in self._bodies:
                text = _("the organisation “{id}” is not in the file").format(id=organisation_id[:60])
                self._found.miss(item.line, text)
            return
        seat = self._seat(item, post, body)
        if seat not in person.seats:
            person.seats.append(seat)
        add_new(person.contacts, self._contacts(item))

    def _seat(self, item: Item, post: Item, body: Body) -> SeatCandidate:
        role = (
            _text(item.get("role")) or _text(post.get("role")) or _text(post.get("label")) or _text(item.get("label"))
        )
        party = self._bodies.get(_text(item.get("on_behalf_of_id")))
        area = self._areas.get(_text(item.get("area_id")) or _text(post.get("area_id")))
        place, place_key = self._place(area) if area is not None else ("", "")
        term = _text(item.get("legislative_period_id"))
        return SeatCandidate(
            organisation=body.name,
            organisation_key=body.key,
            organisation_kind=str(body.kind),
            title=bodies.seat_title(role, body.kind),
            party=party.name if party else "",
            party_key=party.key if party else "",
            place=place,
            place_key=place_key,
            term_key=term if term in self._found.terms else "",
            start=self._date(item, "start_date"),
            end=self._date(item, "end_date"),
        )

    def _place(self, area: Item) -> tuple[str, str]:
        name = _text(area.get("name"))
        if not name:
            return "", ""
        spot = bodies.spot(name, _text(area.get("classification")) or _text(area.get("type")))
        return spot.name, self._found.spot(area.line, spot)


def _name(whole: str, given: str, family: str, title: str) -> PersonName:
    """A name in its parts; the parts a file gives count only when they make up the whole name."""
    if given and family and fold(f"{given} {family}") == fold(whole):
        return PersonName(title, given, family)
    if family and fold(whole).endswith(" " + fold(family)):
        return PersonName(title, whole[: -len(family)].strip(), family)
    split = split_name(whole, surname_first=False)
    return PersonName(title or split.title, split.given, split.family, split.known_as)


def _text(value: Any) -> str:
    """A value as clean text; lists and objects are none."""
    if isinstance(value, str):
        return clean(value)
    return str(value)[:100] if isinstance(value, int | float) and not isinstance(value, bool) else ""
