"""The rows an import writes, in bulk and past the ORM: a tenth of the time for a hundred thousand people."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from crm.exchange.candidates import ContactCandidate, PlaceCandidate, Reading
from crm.exchange.own import OWN_SCHEME, own_uuid
from crm.operations.base import defaults, insert_rows
from crm.operations.offices import is_single_post
from crm.queries.base import in_chunks, rows
from crm.queries.import_comparing import Seat, all_contacts, columns_of
from crm.queries.import_known import contact_key
from crm.queries.import_people import person_name
from crm.queries.import_plan import Details, OrganisationPlan, PersonPlan, PostKey, Ref, RolePlan, TermPlan, Work
from crm.rules import clock
from crm.rules.demarcation import list_ended
from crm.rules.names import fold
from crm.store.engine import database
from crm.tables.base import Record, Table
from crm.tables.imports import Imported, ImportedFile
from crm.tables.offices import Post, Role, Term
from crm.tables.organisations import Organisation
from crm.tables.people import ContactPoint, Identifier, OtherName, Person
from crm.tables.places import Place
from crm.tables.relationships import NotSame

_PERIOD = ("start_text", "start_from", "start_to", "end_text", "end_from", "end_to")
_ROLE_COLUMNS = (
    "person_id",
    "post_id",
    "party_id",
    "place_id",
    "term_id",
    *_PERIOD,
    "end_reason",
    "source",
)
_PERSON_COLUMNS = (
    "id",
    "name",
    "title",
    "given",
    "family",
    "known_as",
    "sort_name",
    "fold",
    "summary",
    "ground",
    "special_ground",
    "ground_source",
    "ground_on",
)
_CONTACT_COLUMNS = ("record_id", "kind", "value", "normal", "label", "is_shared", "source")
IMPORTED_COLUMNS = ("record_id", "source", "key", "fields")

LEGITIMATE_INTEREST = "legitimate_interest"
MADE_PUBLIC = "made_public"


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # made once: there is one text a record

_PASSES = 5  # new people, changed ones, their details, their roles, and what the file said of them
_TELL_EVERY = 200  # rows between two words of how far the work is


class Writer:
    """Writes one plan: first every record, then the rows in an order in which each comes after what it points at."""

    def __init__(self, work: Work, reading: Reading, progress: Callable[[int, int], object] | None = None) -> None:
        self._work, self._reading = work, reading
        self._progress = progress
        self._written = 0
        self._source = reading.source_name
        self._today = clock.today().isoformat()
        self._places: dict[str, int] = {}
        self._organisations: dict[str, int] = {}
        self._terms: dict[str, int] = {}
        self._posts: dict[PostKey, int] = dict(work.post_ids)
        self._ward_posts = _posts_of_wards()
        self._seats: dict[RolePlan, Seat] = {}
        self._people_ids: list[int] = []

    def write(self) -> int:
        """Write everything; returns the record of the import."""
        import_id = self._make_records()
        self._write_places()
        self._write_organisations()
        self._write_offices()
        self._write_people()
        self._write_details()
        self._write_roles()
        self._write_told_apart()
        self._write_imported()
        self._write_file(import_id)
        return import_id

    # --- Records -----------------------------------------------------------------------------------------------------

    def _make_records(self) -> int:
        """The record of every new row, with the ids that the keys of the file stand for from now on."""
        work, nouns = self._work, ["imports"]
        first = next_record_id()

        def give(noun: str) -> int:
            nouns.append(noun)
            return first + len(nouns) - 1

        self._places = {place.key: give("places") for place, _parent in work.places}
        made = [plan for plan in work.organisations if plan.record_id is None]
        self._organisations = {plan.candidate.key: give("organisations") for plan in made}
        self._terms = {term.key: give("offices") for term in work.terms}
        self._posts |= {post.key: give("offices") for post in work.posts}
        self._people_ids = [give("people") if plan.record_id is None else plan.record_id for plan in work.people]
        own = self._own_uuids()
        insert_rows(
            Record,
            ("id", "noun", "uuid", "confidentiality", "source"),
            (
                (first + at, noun, own.get(first + at) or str(uuid.uuid4()), 0, self._source)
                for at, noun in enumerate(nouns)
            ),
        )
        return first

    def _own_uuids(self) -> dict[int, str]:
        """The uuids that new records had in the workspace they were taken out of, as far as none here has them."""
        bodies, people = self._work.organisations, zip(self._people_ids, self._work.people, strict=True)
        wanted = {
            own_uuid(plan.candidate.identifiers): self._organisations[plan.candidate.key]
            for plan in bodies
            if plan.record_id is None
        }
        wanted |= {own_uuid(plan.candidate.identifiers): made for made, plan in people if plan.record_id is None}
        wanted.pop("", None)
        taken = {row[0] for row in in_chunks("SELECT uuid FROM record WHERE uuid IN ({marks})", list(wanted))}
        return {record_id: found for found, record_id in wanted.items() if found not in taken}

    def _organisation(self, ref: Ref | None) -> int | None:
        return self._organisations.get(ref) if isinstance(ref, str) else ref

    def _place(self, ref: Ref | None) -> int | None:
        return self._places.get(ref) if isinstance(ref, str) else ref

    def _term(self, ref: Ref | None) -> int | None:
        return self._terms.get(ref) if isinstance(ref, str) else ref

    def _resolved(self, values: Mapping[str, Any]) -> dict[str, object]:
        """The columns of an update, with ids for what the file only names."""
        by_column = {
            "party_id": self._organisation,
            "parent_id": self._organisation,
            "place_id": self._place,
            "term_id": self._term,
        }
        return {name: by_column[name](value) if name in by_column else value for name, value in values.items()}

    # --- Places, organisations, offices ------------------------------------------------------------------------------

    def _write_places(self) -> None:
        insert_whole(Place, (self._place_row(place) for place, _parent in self._work.places))
        inside = [(place.key, self._place(parent)) for place, parent in self._work.places if parent is not None]
        update_rows(Place, ((self._places[key], {"parent_id": parent}) for key, parent in inside))

    def _place_row(self, place: PlaceCandidate) -> dict[str, object]:
        return {
            "id": self._places[place.key],
            "name": place.name,
            "fold": fold(place.name),
            "kind": place.kind,
            "code": place.code,
        }

    def _write_organisations(self) -> None:
        plans = self._work.organisations
        insert_whole(Organisation, (self._organisation_row(plan) for plan in plans if plan.record_id is None))
        update_rows(
            Organisation,
            ((plan.record_id, self._resolved(plan.columns)) for plan in plans if plan.record_id is not None),
        )

    def _organisation_row(self, plan: OrganisationPlan) -> dict[str, object]:
        candidate = plan.candidate
        return {
            "id": self._organisations[candidate.key],
            "name": candidate.name,
            "short_name": candidate.short_name,
            "fold": fold(candidate.name),
            "kind": candidate.kind,
            "summary": candidate.note,
            "parent_id": self._organisation(plan.parent),
            "place_id": self._place(plan.place),
            "sphere": "local" if candidate.kind == "council" else "",
        }

    def _write_offices(self) -> None:
        insert_whole(Term, map(self._term_row, self._work.terms))
        insert_whole(
            Post,
            (
                {
                    "id": self._posts[post.key],
                    "organisation_id": self._organisation(post.key[0]),
                    "title": post.title,
                    "fold": post.key[1],
                    "is_single": is_single_post(post.key[1], self._organisation(post.key[0])),
                }
                for post in self._work.posts
            ),
        )

    def _term_row(self, term: TermPlan) -> dict[str, object]:
        period = zip(_PERIOD, (*columns_of(term.start), *columns_of(term.end)), strict=True)
        about = {"id": self._terms[term.key], "organisation_id": self._organisation(term.organisation)}
        return {**about, "name": term.name, **dict(period)}

    # --- People ------------------------------------------------------------------------------------------------------

    def _plans(self) -> Iterator[tuple[int, PersonPlan]]:
        for plan in zip(self._people_ids, self._work.people, strict=True):
            if self._progress is not None and self._written % _TELL_EVERY == 0:
                self._progress(self._written, _PASSES * len(self._work.people))
            self._written += 1
            yield plan

    def _write_people(self) -> None:
        rest = {name: value for name, value in defaults(Person).items() if name not in _PERSON_COLUMNS}
        insert_rows(
            Person,
            (*_PERSON_COLUMNS, *rest),
            (
                (*self._person_row(record_id, plan), *rest.values())
                for record_id, plan in self._plans()
                if plan.record_id is None
            ),
        )
        update_rows(Person, ((record_id, plan.columns) for record_id, plan in self._plans() if plan.record_id))

    def _person_row(self, record_id: int, plan: PersonPlan) -> tuple[object, ...]:
        """A new person; for elected members with the ground on which the law lets us keep them (POPIA s11, s27)."""
        who = plan.candidate
        elected = [role for role in plan.roles if role.is_elected]
        ground = LEGITIMATE_INTEREST if elected else ""
        special = MADE_PUBLIC if any(role.party is not None for role in elected) else ""
        return (
            record_id,
            person_name(who),
            who.title,
            who.given,
            who.family,
            who.known_as,
            who.sort_name,
            who.fold,
            who.note,
            ground,
            special,
            self._source if elected else "",
            self._today if elected else None,
        )

    def _write_details(self) -> None:
        """Contact details, identifiers and other names of people and organisations."""
        rest = {name: value for name, value in defaults(ContactPoint).items() if name not in _CONTACT_COLUMNS}
        details = self._details()
        contacts = ((*row, *rest.values()) for row in self._contact_rows(details))
        insert_rows(ContactPoint, (*_CONTACT_COLUMNS, *rest), contacts)
        insert_rows(
            Identifier,
            ("record_id", "scheme", "value"),
            ((record_id, *pair) for record_id, found in details for pair in found.identifiers),
        )
        insert_rows(
            OtherName,
            ("record_id", "name", "fold", "note"),
            ((record_id, name, fold(name), "") for record_id, found in details for name in found.names),
        )
        removed: dict[str, list[tuple[int]]] = defaultdict(list)
        for _record_id, found in details:
            for table, row_id in found.removed:
                removed[table].append((row_id,))
        for table, ids in removed.items():
            database.raw().executemany(f'DELETE FROM "{table}" WHERE id = ?', ids)

    def _details(self) -> list[tuple[int, Details]]:
        found = [(self._organisation_id(plan), _details_of(plan)) for plan in self._work.organisations]
        return found + [(record_id, _details_of(plan)) for record_id, plan in self._plans()]

    def _organisation_id(self, plan: OrganisationPlan) -> int:
        return self._organisations[plan.candidate.key] if plan.record_id is None else plan.record_id

    def _contact_rows(self, details: Iterable[tuple[int, Details]]) -> Iterator[tuple[object, ...]]:
        source = self._reading.source_name
        for record_id, found in details:
            for contact in found.contacts:
                yield (
                    record_id,
                    contact.kind,
                    contact.value,
                    contact.normal,
                    contact.label,
                    int(contact.is_shared),
                    source,
                )

    # --- Roles -------------------------------------------------------------------------------------------------------

    def _write_roles(self) -> None:
        insert_rows(
            Role,
            _ROLE_COLUMNS,
            ((record_id, *self._role_values(role)) for record_id, plan in self._plans() for role in plan.new_roles),
        )
        changed = [found for plan in self._work.people for found in plan.changed_roles]
        changed += [found for gone in self._work.gone for found in gone.roles]
        update_rows(Role, ((role_id, self._resolved(values)) for role_id, values in changed))

    def _post(self, role: RolePlan) -> int:
        """The post of a holding: that of the one seat for its ward, where there is one and the ward holds still."""
        place = self._place(role.place)
        key = (self._organisation(role.post[0]), role.post[1], place)
        return self._ward_posts.get(key, self._posts[role.post]) if place is not None else self._posts[role.post]

    def _role_values(self, role: RolePlan) -> tuple[object, ...]:
        return (
            self._post(role),
            self._organisation(role.party),
            self._place(role.place),
            self._term(role.term),
            *columns_of(role.start),
            *columns_of(role.end),
            "",
            self._reading.source_name,
        )

    def _write_told_apart(self) -> None:
        """Whoever was said to be new although somebody looks like them is not asked about again."""
        people = zip(self._people_ids, self._work.people, strict=True)
        pairs = [sorted((record_id, other)) for record_id, plan in people for other in plan.told_apart]
        insert_rows(NotSame, ("record_id", "other_id", "on_day", "note"), ((*pair, self._today, "") for pair in pairs))

    # --- What the file said ------------------------------------------------------------------------------------------

    def _write_imported(self) -> None:
        """What this file said, for the next one to be compared with."""
        said = list(self._said())
        layout = self._reading.layout
        insert_rows(
            Imported,
            IMPORTED_COLUMNS,
            ((record_id, layout, key, fields) for record_id, key, fields, row_id in said if row_id is None),
        )
        known = [(row_id, {"fields": fields}) for _record_id, _key, fields, row_id in said if row_id is not None]
        known += [(gone.imported_id, {"fields": dumps(gone.fields)}) for gone in self._work.gone]
        update_rows(Imported, known)

    def _said(self) -> Iterator[tuple[int, str, str, int | None]]:
        for plan in self._work.organisations:
            who = plan.candidate
            fields = {"name": who.name, "short_name": who.short_name} | _said_details(plan)
            yield self._organisation_id(plan), who.key, dumps(fields), plan.imported_id
        for record_id, person in self._plans():
            yield record_id, person.candidate.key, dumps(self._said_of(person)), person.imported_id

    def _said_of(self, plan: PersonPlan) -> dict[str, Any]:
        who = plan.candidate
        fields: dict[str, Any] = {"title": who.title, "given": who.given, "family": who.family}
        fields["known_as"] = who.known_as
        seats = [self._seat(role) for role in plan.roles]
        seats += [seat for seat in plan.kept_seats if seat not in seats]
        return fields | _said_details(plan) | {"seats": seats}

    def _seat(self, role: RolePlan) -> Seat:
        if role not in self._seats:
            party, place, term = self._organisation(role.party), self._place(role.place), self._term(role.term)
            organisation = self._organisation(role.post[0])
            self._seats[role] = [organisation, role.post[1], party, place, term, role.start.text, role.end.text]
        return self._seats[role]

    def _write_file(self, import_id: int) -> None:
        terms = {self._term(role.term) for plan in self._work.people for role in plan.roles if role.term is not None}
        insert_whole(
            ImportedFile,
            [
                {
                    "id": import_id,
                    "file_name": self._reading.source_name,
                    "sha256": self._reading.sha256,
                    "layout": self._reading.layout,
                    "term_id": terms.pop() if len(terms) == 1 else None,
                    "on_day": self._today,
                }
            ],
        )


def _posts_of_wards() -> dict[tuple[int | None, str, int | None], int]:
    """The posts that are for one place alone, by body, title and place; not of wards that may be drawn anew."""
    ended = list_ended(clock.today())
    found = rows(
        "SELECT p.organisation_id, p.fold, p.place_id, p.id, pl.demarcation FROM post p "
        "JOIN place pl ON pl.id = p.place_id"
    )
    return {(row[0], row[1], row[2]): row[3] for row in found if row[4] not in ended}


def _details_of(plan: PersonPlan | OrganisationPlan) -> Details:
    """What to add and take away; of a new record everything the file says, but its own name is not another one."""
    candidate = plan.candidate
    if plan.record_id is not None:
        return plan.details
    names = {fold(name): name for name in candidate.other_names}
    if names:
        names.pop(fold(candidate.name), None)
    identifiers = [each for each in dict.fromkeys(candidate.identifiers) if each[0] != OWN_SCHEME]
    return Details(_once(all_contacts(candidate)), identifiers, list(names.values()))


def _once(contacts: Sequence[ContactCandidate]) -> list[ContactCandidate]:
    if len(contacts) < 2:
        return list(contacts)
    by_key: dict[tuple[str, str], ContactCandidate] = {}
    for contact in contacts:
        by_key.setdefault(contact_key(contact.kind, contact.value, contact.normal), contact)
    return list(by_key.values())


def _said_details(plan: PersonPlan | OrganisationPlan) -> dict[str, Any]:
    """The details a file gives, without what it leaves empty."""
    candidate = plan.candidate
    contacts = [(contact.kind, contact.value, contact.normal) for contact in all_contacts(candidate)]
    said: dict[str, Any] = {
        "identifiers": candidate.identifiers,
        "names": candidate.other_names,
        "note": candidate.note,
    }
    return {name: value for name, value in (said | {"contacts": contacts, "note": candidate.note}).items() if value}


def dumps(fields: Mapping[str, Any]) -> str:
    """What a source said of a record, as it is kept."""
    return _JSON.encode(fields)


def next_record_id() -> int:
    """The id that the next record gets."""
    row = database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'record'").fetchone()
    return (int(row[0]) if row else 0) + 1


def insert_whole(table: type[Table], lines: Iterable[Mapping[str, object]]) -> None:
    """Insert rows that name only what is not a column's default."""
    whole = defaults(table)
    columns = ("id", *whole)
    insert_rows(table, columns, [[(whole | line)[name] for name in columns] for line in map(dict, lines)])


def update_rows(table: type[Table], changes: Iterable[tuple[int | None, Mapping[str, object]]]) -> None:
    """Change rows past the ORM, those with the same columns together."""
    groups: dict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
    for row_id, values in changes:
        if values:
            groups[tuple(values)].append((*values.values(), row_id))
    for columns, lines in groups.items():
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        database.raw().executemany(f'UPDATE "{table._meta.table_name}" SET {sets} WHERE id = ?', lines)
