"""People and organisations as a Popolo document, and such a document of ours read back word for word.

What came in from Popolo keeps the ids it had there. Gender, birth date and pictures are left out by design.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from crm.exchange.bodies import Body, Spot
from crm.exchange.candidates import (
    ContactCandidate,
    OrganisationCandidate,
    PersonCandidate,
    Reading,
    SeatCandidate,
    TermCandidate,
)
from crm.exchange.files import replacing
from crm.exchange.gathering import Gathering, OrganisationDraft, PersonDraft
from crm.exchange.own import OWN_SCHEME, Named, own_contact, plain_date
from crm.exchange.popolo_document import Item, Popolo
from crm.exchange.writers import write_array
from crm.rules.dates import ApproximateDate
from crm.rules.names import PersonName, fold
from resources.translations import _

GENERATOR = "Kgotla"

Record = dict[str, Any]
People = Callable[[], Iterable[PersonCandidate]]


# --- Out -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ids:
    """What a record is called in the document, by its uuid: what it was called where it came from, else that uuid."""

    known: Mapping[str, str]

    def of(self, key: str) -> str:
        """The id of a record."""
        return self.known.get(key, key)


def write_popolo(
    people: People, organisations: Iterable[OrganisationCandidate], named: Named, ids: Ids, path: Path
) -> int:
    """Write a document and return how many people it holds. Raises as `files.replacing` does.

    The people are made three times rather than kept: once each for themselves, their posts and their memberships.
    """
    used = _used(people, organisations, named)
    bodies = {key: found for key, found in named.organisations.items() if key in used}
    bodies |= {found.key: found for found in organisations}
    with replacing(path, "utf-8") as file:
        file.write(f'{{"meta": {json.dumps({"generator": GENERATOR})}')
        count = _write(file, "persons", (_person(person, ids) for person in people()))
        _write(file, "organizations", (_organisation(found, named, ids) for found in bodies.values()))
        _write(file, "posts", _posts(people, ids))
        _write(file, "memberships", _memberships(people, ids))
        _write(file, "areas", (_area(named, key, used) for key in named.places if key in used))
        _write(file, "events", (_event(found, ids) for key, found in named.terms.items() if key in used))
        file.write("\n}\n")
    return count


def _used(people: People, organisations: Iterable[OrganisationCandidate], named: Named) -> set[str]:
    """The keys of all that is named, and of what that hangs on."""
    used = {found.key for found in organisations}
    for person in people():
        for seat in person.seats:
            used.update((seat.organisation_key, seat.party_key, seat.place_key, seat.term_key))
    for key in list(used):
        _add_above(key, used, named)
    return used


def _add_above(key: str, used: set[str], named: Named) -> None:
    body, place, term = named.organisations.get(key), named.places.get(key), named.terms.get(key)
    above = [body.parent_key, body.place_key] if body else []
    above += [place.parent_key] if place else []
    above += [term.organisation_key] if term else []
    for each in above:
        if each and each not in used:
            used.add(each)
            _add_above(each, used, named)


def _write(file: IO[str], part: str, records: Iterable[Record]) -> int:
    file.write(f',\n"{part}": ')
    return write_array(file, ({key: value for key, value in record.items() if value} for record in records))


def _person(person: PersonCandidate, ids: Ids) -> Record:
    return {
        "id": ids.of(person.key),
        "name": person.name,
        "given_name": person.given,
        "family_name": person.family,
        "honorific_prefix": person.title,
        "sort_name": person.sort_name,
        "summary": person.note,
        **_details(person, [{"name": person.known_as, "note": "known as"}] if person.known_as else []),
    }


def _organisation(found: OrganisationCandidate, named: Named, ids: Ids) -> Record:
    return {
        "id": ids.of(found.key),
        "name": found.name,
        "classification": found.kind,
        "parent_id": ids.of(found.parent_key) if found.parent_key in named.organisations else "",
        "area_id": found.place_key if found.place_key in named.places else "",
        **_details(found, [{"name": found.short_name, "note": "short name"}] if found.short_name else []),
    }


def _details(found: PersonCandidate | OrganisationCandidate, names: list[Record]) -> Record:
    return {
        "other_names": [*names, *({"name": name} for name in found.other_names)],
        "identifiers": [{"scheme": scheme, "identifier": value} for scheme, value in found.identifiers],
        "contact_details": [
            {"type": contact.kind, "value": contact.value, **({"label": contact.label} if contact.label else {})}
            for contact in found.contacts
        ],
        "links": [
            {"url": contact.value}
            for contact in found.contacts
            if contact.kind == "web" and contact.value.startswith(("http://", "https://"))
        ],
    }


def _post_id(seat: SeatCandidate, ids: Ids) -> str:
    return f"{ids.of(seat.organisation_key)}/{fold(seat.title)}"


def _posts(people: People, ids: Ids) -> Iterator[Record]:
    seen: set[str] = set()
    for person in people():
        for seat in person.seats:
            own_id = _post_id(seat, ids)
            if own_id not in seen:
                seen.add(own_id)
                yield {
                    "id": own_id,
                    "label": seat.title,
                    "role": seat.title,
                    "organization_id": ids.of(seat.organisation_key),
                }


def _memberships(people: People, ids: Ids) -> Iterator[Record]:
    for person in people():
        for seat in person.seats:
            yield {
                "person_id": ids.of(person.key),
                "organization_id": ids.of(seat.organisation_key),
                "post_id": _post_id(seat, ids),
                "role": seat.title,
                "on_behalf_of_id": ids.of(seat.party_key) if seat.party_key else "",
                "area_id": seat.place_key,
                "legislative_period_id": seat.term_key,
                "start_date": _day(seat.start),
                "end_date": _day(seat.end),
            }


def _area(named: Named, key: str, used: set[str]) -> Record:
    place = named.places[key]
    parent = place.parent_key if place.parent_key in used else ""
    return {
        "id": key,
        "name": place.name,
        "classification": place.kind,
        "identifier": place.code,
        "parent_id": parent,
    }


def _event(term: TermCandidate, ids: Ids) -> Record:
    return {
        "id": term.key,
        "name": term.name,
        "classification": "legislative period",
        "organization_id": ids.of(term.organisation_key),
        "start_date": _day(term.start),
        "end_date": _day(term.end),
    }


def _day(day: ApproximateDate) -> str:
    """A date as Popolo has it: a day, a month or a year; of a span that is none of these, its first day."""
    return plain_date(day) or (day.earliest.isoformat() if day.earliest is not None else "")


# --- In --------------------------------------------------------------------------------------------------------------


def is_own_document(document: Any) -> bool:
    """Whether a document is one that we took out."""
    meta = document.get("meta") if isinstance(document, dict) else None
    return isinstance(meta, dict) and meta.get("generator") == GENERATOR


def read_own_document(document: Popolo, source_name: str, sha256: str) -> Reading:
    """The people and organisations of a document that we took out, as they stand in it."""
    return _OwnDocument(document).read(source_name, sha256)


class _OwnDocument:
    """One reading of one document."""

    def __init__(self, document: Popolo) -> None:
        self._document = document
        self._found = Gathering()

    def read(self, source_name: str, sha256: str) -> Reading:
        for line, reason in self._document.problems:
            self._found.miss(line, reason)
        for item in self._document.areas:
            spot = Spot(
                _text(item, "id"), _text(item, "name"), _text(item, "classification"), _text(item, "identifier")
            )
            self._found.spot(item.line, spot)
        for item in self._document.organizations:
            self._organisation(item)
        for item in self._document.events:
            self._event(item)
        for item in self._document.persons:
            self._person(item)
        for item in self._document.memberships:
            self._membership(item)
        # Where only people are told of, an organisation without a telephone has lost none.
        what = "people" if self._found.people else "organisations"
        reading = self._found.finish(f"{OWN_SCHEME}:popolo:{what}", source_name, sha256)
        return replace(reading, is_whole=False, is_exact=True)

    def _organisation(self, item: Item) -> None:
        body = Body(_text(item, "id"), _text(item, "name"), _text(item, "classification") or "other")
        if not body.name:
            self._found.miss(item.line, _("an organisation without a name"))
            return
        draft = self._found.body(item.line, body)
        draft.parent_key, draft.place_key = _text(item, "parent_id"), _text(item, "area_id")
        draft.short_name = self._describe(draft, item, "short name")

    def _describe(self, draft: PersonDraft | OrganisationDraft, item: Item, noted: str) -> str:
        """Put the details into a draft; returns the name that is marked by this note."""
        marked = ""
        for child in item.children("other_names"):
            if _text(child, "note") == noted:
                marked = _text(child, "name")
            elif _text(child, "name"):
                draft.other_names.append(_text(child, "name"))
        draft.identifiers += [
            (_text(child, "scheme"), _text(child, "identifier")) for child in item.children("identifiers")
        ]
        draft.contacts += self._contacts(item)
        return marked

    def _contacts(self, item: Item) -> Iterator[ContactCandidate]:
        for child in item.children("contact_details"):
            if _text(child, "value"):
                yield own_contact(_text(child, "type"), _text(child, "value"), _text(child, "label"))

    def _event(self, item: Item) -> None:
        key = _text(item, "id")
        self._found.terms[key] = TermCandidate(
            key,
            _text(item, "name"),
            _text(item, "organization_id"),
            self._date(item, "start_date"),
            self._date(item, "end_date"),
        )

    def _person(self, item: Item) -> None:
        name = PersonName(_text(item, "honorific_prefix"), _text(item, "given_name"), _text(item, "family_name"))
        if not (name.given or name.family):
            self._found.miss(item.line, _("a person without a name"))
            return
        draft = PersonDraft(item.line, _text(item, "id"), name)
        known_as = self._describe(draft, item, "known as")
        draft.name = replace(name, known_as=known_as)
        draft.notes += filter(None, [_text(item, "summary")])
        self._found.people[draft.key] = draft

    def _membership(self, item: Item) -> None:
        person = self._found.people.get(_text(item, "person_id"))
        body = self._found.organisations.get(_text(item, "organization_id"))
        if person is None or body is None:
            self._found.miss(item.line, _("a membership of nobody in the file"))
            return
        party = self._found.organisations.get(_text(item, "on_behalf_of_id"))
        place = self._found.places.get(_text(item, "area_id"))
        term = _text(item, "legislative_period_id")
        person.seats.append(
            SeatCandidate(
                organisation=body.name,
                organisation_key=body.key,
                organisation_kind=body.kind,
                title=_text(item, "role"),
                party=party.name if party else "",
                party_key=party.key if party else "",
                place=place.name if place else "",
                place_key=place.key if place else "",
                term_key=term if term in self._found.terms else "",
                start=self._date(item, "start_date"),
                end=self._date(item, "end_date"),
            )
        )

    def _date(self, item: Item, key: str) -> ApproximateDate:
        return self._found.date(item.line, _text(item, key))


def _text(item: Item, key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""
