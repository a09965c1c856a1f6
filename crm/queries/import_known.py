"""What the workspace already holds of the things a file names, read in few questions however long the file is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from crm.exchange import bodies
from crm.exchange.own import OWN_SCHEME
from crm.queries.base import in_chunks, rows
from crm.rules.names import fold
from crm.rules.organisations import Kind, match_key

_DISTINCT = 20_000


@lru_cache(_DISTINCT)
def canonical(name: str, kind: str) -> str:
    """The key that a party, legislature or council known from the reference data has under all its names, or empty."""
    if kind == Kind.LEGISLATURE:
        key = bodies.organisation(name, kind).key
        return key if key.startswith("legislature/") else ""
    if kind == Kind.PARTY:
        party = bodies.known_party(name)
        return party.key if party is not None else ""
    if kind == Kind.COUNCIL:
        council = bodies.known_council(name)
        return council.key if council is not None else ""
    return ""


class KnownOrganisation(NamedTuple):
    """An organisation of ours."""

    id: int
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    place_id: int | None
    summary: str


class KnownOrganisations:
    """All organisations of ours, to be found by any of their names."""

    def __init__(self) -> None:
        self.by_id = {
            row[0]: KnownOrganisation(*row)
            for row in rows(
                "SELECT id, name, short_name, kind, parent_id, place_id, summary FROM organisation ORDER BY id"
            )
        }
        self.by_canonical: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for known in self.by_id.values():
            self._add(known, known.name)
            self._add(known, known.short_name)
        for record_id, name in rows("SELECT record_id, name FROM other_name ORDER BY id"):
            if record_id in self.by_id:
                self._add(self.by_id[record_id], name)

    def _add(self, known: KnownOrganisation, name: str) -> None:
        key = match_key(name)
        if key and known.id not in self.by_name[key]:
            self.by_name[key].append(known.id)
        if found := canonical(name, known.kind):
            self.by_canonical.setdefault(found, known.id)

    def named(self, name: str, kind: str) -> list[int]:
        """Those with this name whose kind may be the same."""
        found = [self.by_id[known] for known in self.by_name.get(match_key(name), ())]
        return [known.id for known in found if known.kind == kind or Kind.OTHER in (known.kind, kind)]


class KnownPlaces:
    """All places of ours, to be found by code or by name."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self.by_code: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self._kinds: dict[int, str] = {}
        self._demarcations: dict[int, str] = {}
        for place_id, name, folded, kind, code, demarcation in rows(
            "SELECT id, name, fold, kind, code, demarcation FROM place ORDER BY demarcation, id"
        ):
            self.names[place_id], self._kinds[place_id] = name, kind
            self._demarcations[place_id] = demarcation
            self.by_name[folded].append(place_id)
            if code:
                self.by_code[code] = place_id

    def named(self, name: str, kind: str) -> list[int]:
        """Those with this name and kind, else with this name; of a ward as it is drawn in the newest table here."""
        found = self.by_name.get(fold(name), [])
        alike = [place_id for place_id in found if self._kinds[place_id] == kind] or list(found)
        newest = max((self._demarcations[place_id] for place_id in alike), default="")
        return [place_id for place_id in alike if self._demarcations[place_id] == newest or not newest]


class ImportedRow(NamedTuple):
    """What this layout last said of a record."""

    id: int
    record_id: int
    fields: str


def imported_rows(layout: str) -> dict[str, dict[str, ImportedRow]]:
    """What earlier files of this layout said, by noun and key."""
    found: dict[str, dict[str, ImportedRow]] = defaultdict(dict)
    for noun, key, *row in rows(
        "SELECT r.noun, i.key, i.id, i.record_id, i.fields FROM imported i JOIN record r ON r.id = i.record_id "
        "WHERE i.source = ? ORDER BY i.id",
        layout,
    ):
        found[noun][key] = ImportedRow(*row)
    return found


def identifier_owners(wanted: Collection[tuple[str, str]], table: str) -> dict[tuple[str, str], list[int]]:
    """The records of a table that carry these identifiers."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    sql = f'SELECT i.scheme, i.value, i.record_id FROM identifier i JOIN "{table}" t ON t.id = i.record_id'
    own = [value for scheme, value in wanted if scheme == OWN_SCHEME]
    of_record = f'SELECT r.uuid, r.id FROM record r JOIN "{table}" t ON t.id = r.id WHERE r.uuid IN ({{marks}})'
    for uuid, record_id in in_chunks(of_record, own):
        found[OWN_SCHEME, uuid].append(record_id)
    for scheme, value, record_id in in_chunks(sql + " WHERE i.value IN ({marks})", {value for _, value in wanted}):
        found[scheme, value].append(record_id)
    return found


class DateColumns(NamedTuple):
    """A date as a row holds it."""

    text: str
    first: str | None
    last: str | None


@dataclass(slots=True)
class OurRole:
    """A holding of a post as we have it; `span` counts the term's dates where it has none of its own."""

    id: int
    organisation_id: int
    fold: str
    title: str
    organisation: str
    party: int | None
    place: int | None
    term: int | None
    start: DateColumns
    end: DateColumns
    span: tuple[str | None, str | None]


@dataclass(slots=True)
class OurDetails:
    """The children of a record of ours: (key, row id, text, whether nobody has touched it)."""

    contacts: dict[tuple[str, str], tuple[int, str, bool]] = field(default_factory=dict)
    identifiers: dict[tuple[str, str], int] = field(default_factory=dict)
    names: dict[str, tuple[int, str]] = field(default_factory=dict)


def our_people(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """The columns of people that a file may speak of."""
    columns = ("title", "given", "family", "known_as", "name", "summary")
    sql = f"SELECT id, {', '.join(columns)} FROM person WHERE id IN ({{marks}})"
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in in_chunks(sql, ids)}


def our_roles(ids: Collection[int]) -> dict[int, list[OurRole]]:
    """All holdings of these people."""
    found: dict[int, list[OurRole]] = defaultdict(list)
    for row in in_chunks(
        "SELECT r.person_id, r.id, p.organisation_id, p.fold, p.title, o.name, r.party_id, r.place_id, r.term_id, "
        "r.start_text, r.start_from, r.start_to, r.end_text, r.end_from, r.end_to, "
        "coalesce(r.start_from, t.start_from), coalesce(r.end_to, t.end_to) FROM role r "
        "JOIN post p ON p.id = r.post_id JOIN organisation o ON o.id = p.organisation_id "
        "LEFT JOIN term t ON t.id = r.term_id WHERE r.person_id IN ({marks}) ORDER BY r.id",
        ids,
    ):
        own: list[Any] = [*row[1:9], DateColumns(*row[9:12]), DateColumns(*row[12:15]), (row[15], row[16])]
        found[row[0]].append(OurRole(*own))
    return found


def our_details(ids: Sequence[int]) -> Callable[[int], OurDetails]:
    """The contact details, identifiers and other names of these records."""
    found: dict[int, OurDetails] = defaultdict(OurDetails)
    for record_id, row_id, kind, value, normal, *touched in in_chunks(
        "SELECT record_id, id, kind, value, normal, is_preferred, is_private, checked_on IS NOT NULL "
        "FROM contact_point WHERE record_id IN ({marks}) ORDER BY id",
        ids,
    ):
        found[record_id].contacts[contact_key(kind, value, normal)] = (row_id, value, not any(touched))
    for record_id, row_id, scheme, value in in_chunks(
        "SELECT record_id, id, scheme, value FROM identifier WHERE record_id IN ({marks}) ORDER BY id", ids
    ):
        found[record_id].identifiers[scheme, value] = row_id
    for record_id, row_id, name, folded in in_chunks(
        "SELECT record_id, id, name, fold FROM other_name WHERE record_id IN ({marks}) ORDER BY id", ids
    ):
        found[record_id].names[folded] = (row_id, name)
    return found.__getitem__


def contact_key(kind: str, value: str, normal: str) -> tuple[str, str]:
    """By what a contact detail is the same however it is typed; a number may be called mobile or phone."""
    return ("number" if kind in ("mobile", "phone", "whatsapp") else kind, normal or " ".join(value.casefold().split()))
