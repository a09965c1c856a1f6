"""People and organisations as they go out: the candidates that their own file gives when it comes back.

What is more confidential than asked for is not named, not even as where somebody sits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from crm.exchange.candidates import (
    ContactCandidate,
    OrganisationCandidate,
    PersonCandidate,
    PlaceCandidate,
    SeatCandidate,
    TermCandidate,
)
from crm.exchange.own import OWN_SCHEME
from crm.queries.base import chunks, in_chunks, rows
from crm.queries.records import list_ids_above
from crm.rules.dates import ApproximateDate

_PERSON = ("title", "given", "family", "known_as", "sort_name", "fold")


@dataclass
class Bodies:
    """Every organisation, place and term that may be named, by our id, under the uuid as its key."""

    level: int
    with_private: bool = False
    hidden: frozenset[int] = frozenset()
    organisations: dict[int, OrganisationCandidate] = field(default_factory=dict)
    places: dict[int, PlaceCandidate] = field(default_factory=dict)
    terms: dict[int, TermCandidate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hidden = frozenset(list_ids_above(self.level))
        self.places = _places(self.hidden)
        self.organisations = _organisations(self.hidden, self.places)
        self.terms = _terms(self.hidden, self.organisations)

    def may_leave(self, record_ids: Sequence[int]) -> list[int]:
        """Those of these records that are no more confidential than asked for."""
        return [record_id for record_id in record_ids if record_id not in self.hidden]


def _dated(text: str, first: str | None, last: str | None) -> ApproximateDate:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    return ApproximateDate(text, days[0], days[1])


def _places(hidden: Collection[int]) -> dict[int, PlaceCandidate]:
    found = rows(
        "SELECT p.id, r.uuid, p.name, p.kind, p.code, coalesce(up.uuid, '') FROM place p JOIN record r ON r.id = p.id "
        "LEFT JOIN record up ON up.id = p.parent_id ORDER BY p.id"
    )
    return {row[0]: PlaceCandidate("", *row[1:]) for row in found if row[0] not in hidden}


def _organisations(hidden: Collection[int], places: Mapping[int, PlaceCandidate]) -> dict[int, OrganisationCandidate]:
    found = rows(
        "SELECT o.id, r.uuid, o.name, o.kind, o.short_name, o.parent_id, o.place_id FROM organisation o "
        "JOIN record r ON r.id = o.id ORDER BY o.id"
    )
    uuids = {row[0]: row[1] for row in found if row[0] not in hidden}
    return {
        row[0]: OrganisationCandidate(
            line="",
            key=row[1],
            name=row[2],
            kind=row[3],
            short_name=row[4],
            identifiers=((OWN_SCHEME, row[1]),),
            parent_key=uuids.get(row[5], ""),
            place_key=places[row[6]].key if row[6] in places else "",
        )
        for row in found
        if row[0] in uuids
    }


def _terms(hidden: Collection[int], bodies: Mapping[int, OrganisationCandidate]) -> dict[int, TermCandidate]:
    found = rows(
        "SELECT t.id, r.uuid, t.name, t.organisation_id, t.start_text, t.start_from, t.start_to, t.end_text, "
        "t.end_from, t.end_to FROM term t JOIN record r ON r.id = t.id ORDER BY t.id"
    )
    return {
        row[0]: TermCandidate(row[1], row[2], bodies[row[3]].key, _dated(*row[4:7]), _dated(*row[7:10]))
        for row in found
        if row[0] not in hidden and row[3] in bodies
    }


@dataclass
class _Details:
    contacts: list[ContactCandidate] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def _details(record_ids: Sequence[int], with_private: bool) -> Mapping[int, _Details]:
    """How these records are reached and what else they are called; private ways only when asked for."""
    found: dict[int, _Details] = defaultdict(_Details)
    contacts = in_chunks(
        "SELECT record_id, kind, value, normal, label, is_shared, is_private FROM contact_point "
        "WHERE record_id IN ({marks}) ORDER BY id",
        record_ids,
    )
    for record_id, kind, value, normal, label, is_shared, is_private in contacts:
        if with_private or not is_private:
            found[record_id].contacts.append(ContactCandidate(kind, value, normal, label, bool(is_shared)))
    identifiers = in_chunks(
        "SELECT record_id, scheme, value FROM identifier WHERE record_id IN ({marks}) ORDER BY id", record_ids
    )
    for record_id, scheme, value in identifiers:
        found[record_id].identifiers.append((scheme, value))
    names = in_chunks("SELECT record_id, name FROM other_name WHERE record_id IN ({marks}) ORDER BY id", record_ids)
    for record_id, name in names:
        found[record_id].names.append(name)
    return found


def people_to_take_out(person_ids: Sequence[int], bodies: Bodies) -> Iterator[PersonCandidate]:
    """These people in this order, some hundreds read at a time; those too confidential are passed over."""
    allowed = bodies.may_leave(person_ids)
    for part in chunks(allowed):
        details, seats = _details(part, bodies.with_private), _seats(part, bodies)
        heads = {
            row[0]: row[1:]
            for row in in_chunks(
                f"SELECT p.id, r.uuid, {', '.join(f'p.{name}' for name in _PERSON)}, p.summary FROM person p "
                "JOIN record r ON r.id = p.id WHERE p.id IN ({marks})",
                part,
            )
        }
        for person_id in part:
            if person_id in heads:
                uuid, *parts, summary = heads[person_id]
                named, more = dict(zip(_PERSON, parts, strict=True)), details[person_id]
                yield PersonCandidate(
                    line="",
                    key=uuid,
                    name=f"{named['given']} {named['family']}".strip(),
                    **named,
                    other_names=tuple(more.names),
                    identifiers=((OWN_SCHEME, uuid), *more.identifiers),
                    contacts=tuple(more.contacts),
                    seats=tuple(seats[person_id]),
                    note=summary,
                )


def _seats(person_ids: Sequence[int], bodies: Bodies) -> Mapping[int, list[SeatCandidate]]:
    found: dict[int, list[SeatCandidate]] = defaultdict(list)
    for person_id, post_id, body_id, title, party_id, place_id, term_id, *days in in_chunks(
        "SELECT r.person_id, r.post_id, p.organisation_id, p.title, r.party_id, r.place_id, "
        "r.term_id, r.start_text, r.start_from, r.start_to, r.end_text, r.end_from, r.end_to FROM role r "
        "JOIN post p ON p.id = r.post_id WHERE r.person_id IN ({marks}) ORDER BY r.id",
        person_ids,
    ):
        body = bodies.organisations.get(body_id)
        if body is None or post_id in bodies.hidden:
            continue
        party, place, term = (
            bodies.organisations.get(party_id),
            bodies.places.get(place_id),
            bodies.terms.get(term_id),
        )
        found[person_id].append(
            SeatCandidate(
                organisation=body.name,
                organisation_key=body.key,
                organisation_kind=body.kind,
                title=title,
                party=party.name if party else "",
                party_key=party.key if party else "",
                place=place.name if place else "",
                place_key=place.key if place else "",
                term_key=term.key if term else "",
                start=_dated(*days[:3]),
                end=_dated(*days[3:]),
            )
        )
    return found


def organisations_to_take_out(organisation_ids: Sequence[int], bodies: Bodies) -> Iterator[OrganisationCandidate]:
    """These organisations in this order, with all that they are called and how they are reached."""
    allowed = [found for found in bodies.may_leave(organisation_ids) if found in bodies.organisations]
    for part in chunks(allowed):
        details = _details(part, bodies.with_private)
        for organisation_id in part:
            body, more = bodies.organisations[organisation_id], details[organisation_id]
            yield replace(
                body,
                other_names=tuple(more.names),
                identifiers=(*body.identifiers, *more.identifiers),
                contacts=tuple(more.contacts),
            )


def popolo_ids() -> dict[str, str]:
    """What records were called in the Popolo documents they came in with, by their uuid; each id counts once."""
    found = rows(
        "SELECT r.uuid, i.key FROM imported i JOIN record r ON r.id = i.record_id "
        "WHERE i.source LIKE 'popolo%' AND r.noun IN ('people', 'organisations') ORDER BY i.id"
    )
    by_id: dict[str, str] = {}
    for uuid, key in found:
        by_id.setdefault(key, uuid)
    return {uuid: key for key, uuid in by_id.items()}
