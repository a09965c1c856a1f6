"""Who and what in a file is whom and what in the workspace. Nobody is ever recognised by an e-mail address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from crm.exchange.candidates import OrganisationCandidate, PersonCandidate, PlaceCandidate, Reading
from crm.queries.base import in_chunks, rows
from crm.queries.import_known import ImportedRow, KnownOrganisations, KnownPlaces, canonical, identifier_owners
from crm.queries.import_plan import Ref
from crm.queries.people import get_names
from crm.rules.names import fold
from crm.rules.organisations import Kind
from resources.translations import _

_LOCAL_SCHEMES = ("", "id")
"""Schemes whose values only mean something in their own list."""


class Match(NamedTuple):
    """A record of ours, or None with the reason why it is not certain."""

    record_id: int | None
    reason: str = ""
    alternatives: tuple[int, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look."""
        return bool(self.reason)


NOBODY = Match(None)


def match_organisations(
    reading: Reading, known: KnownOrganisations, imported: Mapping[str, ImportedRow]
) -> dict[str, Match]:
    """For each organisation of the file, by key: ours that is meant, found by key, identifier or any of its names."""
    candidates = reading.organisations
    owners = identifier_owners(
        [identifier for found in candidates for identifier in _telling(found.identifiers)], "organisation"
    )
    houses = [found for found in candidates if found.kind == Kind.LEGISLATURE]
    matches: dict[str, Match] = {}
    for candidate in candidates:
        if candidate.record_id in known.by_id:
            matches[candidate.key] = Match(candidate.record_id)
            continue
        row = imported.get(candidate.key)
        record_id = row.record_id if row is not None else _only(owners, candidate.identifiers)
        record_id = record_id or known.by_canonical.get(canonical(candidate.name, candidate.kind))
        if record_id is not None:
            matches[candidate.key] = Match(record_id)
            continue
        parent = candidate.parent_key or (houses[0].key if len(houses) == 1 else "")
        matches[candidate.key] = _by_name(candidate, known, matches.get(parent, NOBODY).record_id)
    return matches


def _by_name(candidate: OrganisationCandidate, known: KnownOrganisations, parent_id: int | None) -> Match:
    names = (candidate.name, *candidate.other_names)
    found = list(dict.fromkeys(record_id for name in names for record_id in known.named(name, candidate.kind)))
    if len(found) > 1 and parent_id is not None:
        found = [record_id for record_id in found if known.by_id[record_id].parent_id == parent_id] or found
    if len(found) > 1:
        return Match(None, _("several organisations of yours have this name"), tuple(found))
    return Match(found[0]) if found else NOBODY


def match_places(candidates: Iterable[PlaceCandidate], known: KnownPlaces) -> dict[str, Match]:
    """For each place of the file, by key: ours with its code, else the only one with its name."""
    matches: dict[str, Match] = {}
    for candidate in candidates:
        by_code = known.by_code.get(candidate.code) if candidate.code else None
        found = [by_code] if by_code is not None else known.named(candidate.name, candidate.kind)
        if len(found) > 1:
            matches[candidate.key] = Match(None, _("several places of yours have this name"), tuple(found))
        else:
            matches[candidate.key] = Match(found[0]) if found else NOBODY
    return matches


def _telling(identifiers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(scheme, value) for scheme, value in identifiers if scheme not in _LOCAL_SCHEMES]


def _only(owners: Mapping[tuple[str, str], list[int]], identifiers: Iterable[tuple[str, str]]) -> int | None:
    """The one record that carries these identifiers, None when there is none or they point at several."""
    found = {record_id for identifier in _telling(identifiers) for record_id in owners.get(identifier, ())}
    return next(iter(found)) if len(found) == 1 else None


class _Place(NamedTuple):
    """Where somebody of ours sits or sat."""

    bodies: set[Ref]
    parties: set[Ref]


class PeopleMatcher:
    """Finds the people of one file among ours: by the list's own key, by identifier, by name and organisation.

    A name alone is enough only when one person of ours has it and nothing speaks against it.
    """

    def __init__(
        self,
        people: Sequence[PersonCandidate],
        organisations: Mapping[str, Ref],
        imported: Mapping[str, ImportedRow],
        chosen: Mapping[str, int],
    ) -> None:
        self._organisations = organisations
        self._imported = imported
        self._chosen = chosen
        self._claimed: set[int] = {imported[person.key].record_id for person in people if person.key in imported}
        strange = [person for person in people if person.key not in imported]
        self._owners = identifier_owners(
            [identifier for person in strange for identifier in _telling(person.identifiers)], "person"
        )
        self._members = _members({ref for ref in organisations.values() if isinstance(ref, int)}) if strange else {}
        self._by_fold = people_named({person.fold for person in strange})
        self._houses = _houses() if strange else {}
        self._places = _places_of({record_id for found in self._by_fold.values() for record_id in found})
        for place in self._places.values():
            place.bodies.update([self._houses[body] for body in place.bodies if body in self._houses])

    def match(self, person: PersonCandidate) -> Match:
        """Who of ours this is; each of ours is taken once."""
        if person.key in self._chosen:
            chosen = self._chosen[person.key]
            return self._claim(chosen) if chosen else self._told_apart(person)
        if person.key in self._imported:
            return Match(self._imported[person.key].record_id)
        found = self._match(person)
        if found.record_id in self._claimed:
            name = get_names([found.record_id]).get(found.record_id, "") if found.record_id else ""
            reason = _("{name} is already somebody else in this file").format(name=name)
            return Match(None, reason, (found.record_id,) if found.record_id else ())
        return self._claim(found.record_id) if found.record_id else found

    def _told_apart(self, person: PersonCandidate) -> Match:
        """Somebody new, and whom of ours the user said that this is not."""
        found = self._match(person)
        return Match(None, "", found.alternatives or ((found.record_id,) if found.record_id else ()))

    def _claim(self, record_id: int | None) -> Match:
        if record_id is not None:
            self._claimed.add(record_id)
        return Match(record_id)

    def _match(self, person: PersonCandidate) -> Match:
        by_identifier = _only(self._owners, person.identifiers)
        if by_identifier is not None:
            return Match(by_identifier)
        named = self._by_fold.get(person.fold, [])
        seats = self._seats(person)
        if not (named or self._members):
            return NOBODY
        colleagues = [found for found in named if self._places[found].bodies & seats.bodies]
        colleagues = colleagues or self._orderless(person, seats)
        if len(colleagues) == 1:
            return Match(colleagues[0])
        if colleagues:
            return Match(None, _("several people of yours there have this name"), tuple(colleagues))
        return self._by_name_alone(named, seats)

    def _by_name_alone(self, named: Sequence[int], seats: _Place) -> Match:
        if not named:
            return NOBODY
        if len(named) > 1:
            return Match(None, _("several people of yours have this name"), tuple(named))
        if _contradict(self._places[named[0]], seats):
            return Match(None, _("somebody with this name sits elsewhere"), tuple(named))
        return Match(named[0])

    def _seats(self, person: PersonCandidate) -> _Place:
        found = _Place(set(), set())
        for seat in person.seats:
            body, party = self._organisations.get(seat.organisation_key), self._organisations.get(seat.party_key)
            if body is not None:
                (found.parties if seat.organisation_kind == Kind.PARTY else found.bodies).add(body)
                if body in self._houses:
                    found.bodies.add(self._houses[body])
            if party is not None:
                found.parties.add(party)
        return found

    def _orderless(self, person: PersonCandidate, seats: _Place) -> list[int]:
        """Members of the same body with this family name and the same given names in another order.

        Else those with the same names, whichever is the family name: a list may have the surname first.
        """
        bodies = [body for body in seats.bodies if isinstance(body, int)]
        for key in (_orderless_key(person.given, person.family), _orderless_key(f"{person.given} {person.family}", "")):
            found = {member for body in bodies for member in self._members.get((body, key), ())}
            if found:
                return sorted(found)
        return []


def _contradict(ours: _Place, theirs: _Place) -> bool:
    """Whether both sit somewhere and nowhere together."""
    if ours.bodies and theirs.bodies:
        return not ours.bodies & theirs.bodies
    return bool(ours.parties and theirs.parties and not ours.parties & theirs.parties)


def _orderless_key(given: str, family: str) -> str:
    return f"{fold(family)}|{' '.join(sorted(fold(given).split()))}"


def _houses() -> dict[Ref, int]:
    """The house of each committee: who sits in one of its committees sits in the house."""
    return dict(rows("SELECT id, parent_id FROM organisation WHERE kind = ? AND parent_id IS NOT NULL", Kind.COMMITTEE))


def _members(organisation_ids: Collection[int]) -> dict[tuple[int, str], list[int]]:
    """Everyone who ever held a post in these bodies, by the names in any order."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for body, person_id, given, family in in_chunks(
        "SELECT DISTINCT po.organisation_id, p.id, p.given, p.family FROM post po JOIN role r ON r.post_id = po.id "
        "JOIN person p ON p.id = r.person_id WHERE po.organisation_id IN ({marks})",
        organisation_ids,
    ):
        found[body, _orderless_key(given, family)].append(person_id)
        if family:
            found[body, _orderless_key(f"{given} {family}", "")].append(person_id)
    return found


def people_named(folds: Collection[str]) -> dict[str, list[int]]:
    """People of ours by these folded names, their own or another one of theirs."""
    found: dict[str, list[int]] = defaultdict(list)
    for sql in (
        "SELECT fold, id FROM person WHERE fold IN ({marks}) ORDER BY id",
        "SELECT o.fold, p.id FROM other_name o JOIN person p ON p.id = o.record_id WHERE o.fold IN ({marks})",
    ):
        for name, person_id in in_chunks(sql, folds):
            if name and person_id not in found[name]:
                found[name].append(person_id)
    return found


def _places_of(people: Collection[int]) -> dict[int, _Place]:
    found: dict[int, _Place] = {person_id: _Place(set(), set()) for person_id in people}
    for person_id, body, kind, party in in_chunks(
        "SELECT r.person_id, o.id, o.kind, r.party_id FROM role r JOIN post p ON p.id = r.post_id "
        "JOIN organisation o ON o.id = p.organisation_id WHERE r.person_id IN ({marks})",
        people,
    ):
        place = found[person_id]
        (place.parties if kind == Kind.PARTY else place.bodies).add(body)
        if party is not None:
            place.parties.add(party)
    return found
