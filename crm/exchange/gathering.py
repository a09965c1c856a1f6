"""Where a reader puts what it finds, row by row, until the whole file is known and can be given as a `Reading`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from crm.exchange.bodies import Body, Spot
from crm.exchange.candidates import (
    UNKNOWN_DATE,
    Candidate,
    ContactCandidate,
    NotUnderstood,
    OrganisationCandidate,
    PersonCandidate,
    PlaceCandidate,
    Reading,
    SeatCandidate,
    TermCandidate,
)
from crm.exchange.cells import approximate, quick_fold
from crm.rules.dates import ApproximateDate
from crm.rules.names import PersonName, fold, sort_name
from crm.rules.organisations import Kind
from resources.translations import _


@dataclass(slots=True)
class PersonDraft:
    """A person as far as the file has been read."""

    line: str
    key: str
    name: PersonName
    other_names: list[str] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    contacts: list[ContactCandidate] = field(default_factory=list)
    seats: list[SeatCandidate] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fold: str = ""  # of the name, where the reader needed it


@dataclass(slots=True)
class OrganisationDraft:
    """An organisation as far as the file has been read."""

    line: str
    key: str
    name: str
    kind: str
    short_name: str = ""
    parent_key: str = ""
    place_key: str = ""
    record_id: int | None = None
    other_names: list[str] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    contacts: list[ContactCandidate] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Gathering:
    """The people, organisations, places, terms and problems found so far; the first mention gives the line."""

    def __init__(self) -> None:
        self.people: dict[str, PersonDraft] = {}
        self.organisations: dict[str, OrganisationDraft] = {}
        self.places: dict[str, PlaceCandidate] = {}
        self.terms: dict[str, TermCandidate] = {}
        self.problems: list[NotUnderstood] = []
        self.left_out: dict[str, None] = {}
        self.warnings: dict[str, None] = {}

    def miss(self, line: str, reason: str) -> None:
        """Note what could not be understood."""
        self.problems.append(NotUnderstood(line, reason))

    def body(self, line: str, body: Body) -> OrganisationDraft:
        """The draft of an organisation, begun when it is named for the first time."""
        draft = self.organisations.get(body.key)
        if draft is None:
            draft = OrganisationDraft(line, body.key, body.name, body.kind, body.short_name, record_id=body.record_id)
            self.organisations[body.key] = draft
        return draft

    def spot(self, line: str, spot: Spot) -> str:
        """The key of a place, noted when it is named for the first time."""
        if spot.key not in self.places:
            self.places[spot.key] = PlaceCandidate(line, spot.key, spot.name, spot.kind, spot.code)
        return spot.key

    def term(self, name: str, organisation_key: str) -> str:
        """The key of a term of office that is known by its name alone, empty without one."""
        key = f"{organisation_key}|{fold(name)}" if name else ""
        if key and key not in self.terms:
            self.terms[key] = TermCandidate(key, name, organisation_key, UNKNOWN_DATE, UNKNOWN_DATE)
        return key

    def date(self, line: str, text: str) -> ApproximateDate:
        """The date in a cell; what is none is noted, and unknown."""
        found = approximate(text)
        if found is None:
            self.miss(line, _("“{text}” is not a date").format(text=text[:60]))
        return found or UNKNOWN_DATE

    def house_committees(self) -> None:
        """Put the committees into the one legislature there is, where the file says nothing else of them."""
        houses = [draft for draft in self.organisations.values() if draft.kind == Kind.LEGISLATURE]
        if len(houses) == 1:
            for draft in self.organisations.values():
                if draft.kind == Kind.COMMITTEE and not draft.parent_key:
                    draft.parent_key = houses[0].key

    def finish(self, layout: str, source_name: str, sha256: str) -> Reading:
        """Everything found, with contact details of several people marked as shared."""
        counts = Counter(normal for draft in self.people.values() for normal in _normals(draft.contacts))
        shared = frozenset(normal for normal, count in counts.items() if count > 1)
        candidates: list[Candidate] = [_organisation(draft) for draft in _parents_first(self.organisations)]
        candidates += self.places.values()
        candidates += (_person(draft, shared) for draft in self.people.values())
        return Reading(
            layout=layout,
            source_name=source_name,
            sha256=sha256,
            candidates=tuple(candidates),
            not_understood=tuple(self.problems),
            terms=tuple(self.terms.values()) or guess_terms(self.people.values()),
            left_out=tuple(self.left_out),
            warnings=tuple(self.warnings),
        )


def add_new(into: list[ContactCandidate], found: Iterable[ContactCandidate]) -> bool:
    """Add the contact details that are not there yet; whether any was new."""
    new = [contact for contact in found if contact not in into]
    into += new
    return bool(new)


def guess_terms(people: Iterable[PersonDraft]) -> tuple[TermCandidate, ...]:
    """Terms of office that the dates suggest: each start that at least a fifth of the dated seats have in common."""
    seats = [seat for person in people for seat in person.seats if seat.start.earliest is not None]
    starts = Counter(seat.start.text for seat in seats)
    common = [start for start, count in starts.most_common(5) if count * 5 >= len(seats)]
    return tuple(_guessed(start, [seat for seat in seats if seat.start.text == start]) for start in common)


def _guessed(start: str, seats: list[SeatCandidate]) -> TermCandidate:
    ends: Counter[ApproximateDate] = Counter(seat.end for seat in seats)
    bodies = {seat.organisation_key for seat in seats}
    only_body = next(iter(bodies)) if len(bodies) == 1 else ""
    return TermCandidate(start, "", only_body, seats[0].start, ends.most_common(1)[0][0], is_guess=True)


def _normals(contacts: list[ContactCandidate]) -> set[str]:
    return {contact.normal for contact in contacts if contact.normal}


def _parents_first(drafts: dict[str, OrganisationDraft]) -> list[OrganisationDraft]:
    """Every organisation after its parent; a ring of parents is cut where it closes."""
    ordered: dict[str, OrganisationDraft] = {}
    for draft in drafts.values():
        chain: list[OrganisationDraft] = []
        seen: set[str] = set()
        at: OrganisationDraft | None = draft
        while at is not None and at.key not in ordered and at.key not in seen:
            chain.append(at)
            seen.add(at.key)
            at = drafts.get(at.parent_key)
        if at is not None and at.key in seen:
            chain[-1].parent_key = ""
        ordered.update((link.key, link) for link in reversed(chain))
    return list(ordered.values())


def _organisation(draft: OrganisationDraft) -> OrganisationCandidate:
    return OrganisationCandidate(
        line=draft.line,
        key=draft.key,
        name=draft.name,
        kind=str(draft.kind),
        short_name=draft.short_name,
        other_names=tuple(draft.other_names),
        identifiers=tuple(draft.identifiers),
        contacts=tuple(draft.contacts),
        links=tuple(draft.links),
        parent_key=draft.parent_key,
        place_key=draft.place_key,
        record_id=draft.record_id,
        note="\n".join(draft.notes),
    )


def _person(draft: PersonDraft, shared: frozenset[str]) -> PersonCandidate:
    name = draft.name
    whole = f"{name.given} {name.family}".strip()
    return PersonCandidate(
        line=draft.line,
        key=draft.key,
        name=whole,
        title=name.title,
        given=name.given,
        family=name.family,
        known_as=name.known_as,
        sort_name=sort_name(name),
        fold=draft.fold or quick_fold(whole),
        other_names=tuple(draft.other_names),
        identifiers=tuple(draft.identifiers),
        contacts=tuple([_marked(contact, shared) for contact in draft.contacts]) if draft.contacts else (),
        seats=tuple(draft.seats),
        links=tuple(draft.links),
        note="\n".join(draft.notes),
    )


def _marked(contact: ContactCandidate, shared: frozenset[str]) -> ContactCandidate:
    return replace(contact, is_shared=True) if contact.normal in shared else contact
