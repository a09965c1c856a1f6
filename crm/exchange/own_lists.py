"""Lists of people and of organisations that we take out, one a row: how they are laid out, and how they are read back.

What a record has several of stands in numbered columns (“Mobile 2”, “Organisation 3”). The first column holds the uuid
of the record: by it a row is known again, and a list that has that column is read word for word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crm.exchange import bodies
from crm.exchange.candidates import (
    ContactCandidate,
    OrganisationCandidate,
    PersonCandidate,
    PlaceCandidate,
    Reading,
    SeatCandidate,
)
from crm.exchange.cells import quick_fold
from crm.exchange.gathering import Gathering, OrganisationDraft, PersonDraft
from crm.exchange.own import OWN_SCHEME, Named, own_contact, own_uuid, written_date
from crm.exchange.tables import Table
from crm.rules.names import PersonName, fold
from crm.rules.organisations import Kind
from resources.translations import _

RECORD = "Kgotla ID"
"""The heading of the column that holds the uuid of the record."""

_CONTACTS = {
    "Mobile": "mobile",
    "Phone": "phone",
    "WhatsApp": "whatsapp",
    "Fax": "fax",
    "Email": "email",
    "Address": "address",
    "Postal address": "postal",
    "Website": "web",
    "Social media": "social",
}
_OTHER_CONTACT = "Other contact"  # “kind: value”
_PERSON = ("Title", "Given names", "Surname", "Known as")
_BODY = ("Organisation", "Part of", "Organisation kind")
_SEAT = (*_BODY, "Position", "Party", "Place", "Place kind", "Place code", "Term", "Start", "End")
_ORGANISATION = (*_BODY, "Short name", "Place", "Place kind", "Place code")
_MORE = ("Other name", "Identifier")
_NOTE = "Note"

_Row = dict[str, list[str]]
"""The cells of a row by heading, without the numbers."""


# --- Out -------------------------------------------------------------------------------------------------------------


@dataclass
class Layout:
    """How many columns of each heading a list needs."""

    counts: dict[str, int] = field(default_factory=dict)

    def make_room(self, row: _Row) -> None:
        """Let the row fit."""
        for heading, cells in row.items():
            self.counts[heading] = max(self.counts.get(heading, 0), len(cells))

    def headings(self, groups: Sequence[Sequence[str]]) -> list[tuple[str, int]]:
        """The columns in order: those of one group stand beside each other, once for each time it is needed."""
        made = []
        for group in groups:
            for at in range(max((self.counts.get(heading, 0) for heading in group), default=0)):
                made += [(heading, at) for heading in group if self.counts.get(heading)]
        return made


_GROUPS: tuple[tuple[str, ...], ...] = (
    (RECORD,),
    _PERSON,
    *((heading,) for heading in (*_CONTACTS, _OTHER_CONTACT)),
    _SEAT,
    ("Short name",),
    *((heading,) for heading in _MORE),
    (_NOTE,),
)


def lay_out(
    make: Callable[[], Iterable[PersonCandidate | OrganisationCandidate]], named: Named
) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """The headings of a list and its rows; the records are made twice, first to see what columns they need."""
    layout = Layout()
    for candidate in make():
        layout.make_room(_row(candidate, named))
    columns = layout.headings(_GROUPS)
    headings = tuple(heading if at == 0 else f"{heading} {at + 1}" for heading, at in columns)

    def rows() -> Iterator[list[str]]:
        for candidate in make():
            row = _row(candidate, named)
            yield [row[heading][at] if at < len(row.get(heading, ())) else "" for heading, at in columns]

    return headings, rows()


def _row(candidate: PersonCandidate | OrganisationCandidate, named: Named) -> _Row:
    row: _Row = defaultdict(list)
    row[RECORD].append(own_uuid(candidate.identifiers))
    if isinstance(candidate, PersonCandidate):
        parts = (candidate.title, candidate.given, candidate.family, candidate.known_as)
        row.update({heading: [part] for heading, part in zip(_PERSON, parts, strict=True)})
        for seat in candidate.seats:
            _put(row, _SEAT, _seat_cells(seat, named))
        _put(row, (_NOTE,), (candidate.note,))
    else:
        place = named.places.get(candidate.place_key)
        cells = (*_body_cells(candidate.key, named), candidate.short_name, *_place_cells(place))
        _put(row, _ORGANISATION, cells)
    for contact in candidate.contacts:
        heading = next((heading for heading, kind in _CONTACTS.items() if kind == contact.kind), "")
        row[heading or _OTHER_CONTACT].append(contact.value if heading else f"{contact.kind}: {contact.value}")
    row["Other name"] += candidate.other_names
    row["Identifier"] += [f"{scheme}: {value}" for scheme, value in candidate.identifiers if scheme != OWN_SCHEME]
    return {heading: cells for heading, cells in row.items() if any(cells) or heading == RECORD}


def _put(row: _Row, headings: Sequence[str], cells: Sequence[str]) -> None:
    for heading, cell in zip(headings, cells, strict=True):
        row[heading].append(cell)


def _seat_cells(seat: SeatCandidate, named: Named) -> tuple[str, ...]:
    term = named.terms.get(seat.term_key)
    return (
        *_body_cells(seat.organisation_key, named),
        seat.title,
        seat.party,
        *_place_cells(named.places.get(seat.place_key)),
        term.name if term else "",
        written_date(seat.start),
        written_date(seat.end),
    )


def _body_cells(key: str, named: Named) -> tuple[str, str, str]:
    body = named.organisations[key]
    parent = named.organisations.get(body.parent_key)
    return body.name, parent.name if parent else "", body.kind


def _place_cells(place: PlaceCandidate | None) -> tuple[str, str, str]:
    return (place.name, place.kind, place.code) if place else ("", "", "")


# --- In --------------------------------------------------------------------------------------------------------------


def is_own_list(headings: Sequence[str]) -> bool:
    """Whether a table is a list that we took out."""
    return RECORD in headings and any(heading in headings for heading in ("Surname", "Given names", "Organisation"))


def read_own_list(table: Table) -> Reading:
    """The people or organisations of a list that we took out, as they stand in it."""
    return _OwnList(table).read()


class _OwnList:
    """One reading of one list."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._found = Gathering()
        self._columns = [_unnumbered(heading) for heading in table.headings]
        self._has_people = bool({"Surname", "Given names"} & set(self._columns))

    def read(self) -> Reading:
        self._found.problems += self._table.not_understood
        for row in self._table.rows:
            cells: _Row = defaultdict(list)
            for heading, cell in zip(self._columns, row.cells, strict=False):
                cells[heading].append(cell)
            (self._person if self._has_people else self._organisation)(row.line, cells)
        source = self._table.source
        kind = "people" if self._has_people else "organisations"
        reading = self._found.finish(f"{OWN_SCHEME}:{kind}", source.name, source.sha256)
        return replace(
            reading,
            is_whole=False,
            is_exact=True,
            sheet=source.sheet,
            sheets=source.sheets,
            format=_("a list taken out of Kgotla"),
        )

    def _person(self, line: str, cells: _Row) -> None:
        title, given, family, known_as = (_first(cells, heading) for heading in _PERSON)
        if not (given or family):
            self._found.miss(line, _("no name stands in this row"))
            return
        draft = PersonDraft(line, self._key(line, cells), PersonName(title, given, family, known_as))
        if draft.key in self._found.people:
            self._found.miss(line, _("the same record stands in an earlier row"))
            return
        self._found.people[draft.key] = draft
        self._describe(draft, cells)
        draft.notes += filter(None, cells[_NOTE])
        for at in range(len(cells["Organisation"])):
            seat = {heading: cells[heading][at] if at < len(cells[heading]) else "" for heading in _SEAT}
            if seat["Organisation"]:
                draft.seats.append(self._seat(line, seat))

    def _organisation(self, line: str, cells: _Row) -> None:
        body = {heading: _first(cells, heading) for heading in _ORGANISATION}
        if not body["Organisation"]:
            self._found.miss(line, _("no name stands in this row"))
            return
        draft = self._body(line, body)
        draft.line = line
        draft.short_name = body["Short name"]
        draft.place_key = self._place(line, body)
        self._describe(draft, cells)

    def _key(self, line: str, cells: _Row) -> str:
        """The uuid, and for a row that somebody added the line it stands in."""
        return _first(cells, RECORD) or line

    def _describe(self, draft: PersonDraft | OrganisationDraft, cells: _Row) -> None:
        uuid = _first(cells, RECORD)
        if uuid:
            draft.identifiers.append((OWN_SCHEME, uuid))
        draft.other_names += filter(None, cells["Other name"])
        for identifier in filter(None, cells["Identifier"]):
            scheme, _colon, value = identifier.partition(": ")
            draft.identifiers.append((scheme, value))
        draft.contacts += self._contacts(cells)

    def _contacts(self, cells: _Row) -> Iterator[ContactCandidate]:
        for heading, kind in _CONTACTS.items():
            yield from (own_contact(kind, value) for value in cells[heading] if value)
        for cell in filter(None, cells[_OTHER_CONTACT]):
            kind, _colon, value = cell.partition(": ")
            yield own_contact(kind, value)

    def _body(self, line: str, cells: Mapping[str, str]) -> OrganisationDraft:
        """The organisation that cells name, with what it is part of."""
        name, parent, kind = (cells[heading] for heading in _BODY)
        kind = kind or Kind.OTHER
        draft = self._found.body(line, bodies.Body(f"{kind}/{fold(name)}|{fold(parent)}", name, kind))
        if parent and not draft.parent_key:
            houses = [known for known in self._found.organisations.values() if known.name == parent]
            above = houses[0] if houses else self._found.body(line, bodies.organisation(parent))
            draft.parent_key = above.key if above is not draft else ""
        return draft

    def _seat(self, line: str, cells: Mapping[str, str]) -> SeatCandidate:
        body = self._body(line, cells)
        party = cells["Party"]
        of_party = (
            self._body(line, {"Organisation": party, "Part of": "", "Organisation kind": Kind.PARTY}) if party else None
        )
        return SeatCandidate(
            organisation=body.name,
            organisation_key=body.key,
            organisation_kind=body.kind,
            title=cells["Position"] or bodies.seat_title("", body.kind),
            party=party,
            party_key=of_party.key if of_party else "",
            place=cells["Place"],
            place_key=self._place(line, cells),
            term_key=self._found.term(cells["Term"], body.key),
            start=self._found.date(line, cells["Start"]),
            end=self._found.date(line, cells["End"]),
        )

    def _place(self, line: str, cells: Mapping[str, str]) -> str:
        name, kind, code = cells["Place"], cells["Place kind"], cells["Place code"]
        if not name:
            return ""
        key = code or f"{quick_fold(name)}|{kind}"
        return self._found.spot(line, bodies.Spot(key, name, kind or "other", code))


def _first(cells: _Row, heading: str) -> str:
    return next(iter(cells[heading]), "")


def _unnumbered(heading: str) -> str:
    """“Mobile 2” is another “Mobile”."""
    words, _blank, number = heading.rpartition(" ")
    return words if words and number.isdecimal() else heading
