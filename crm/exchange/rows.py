"""Rows of a table to candidates, as a mapping says: one person a row, one contact, one position or one office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crm.exchange import bodies
from crm.exchange.area_codes import complete_numbers
from crm.exchange.bodies import Body
from crm.exchange.candidates import ContactCandidate, Reading, SeatCandidate
from crm.exchange.cells import clean, contact_kind, contacts, quick_fold
from crm.exchange.columns import CONTACT_FIELDS, NAME_FIELDS, Field, Mapping
from crm.exchange.gathering import Gathering, OrganisationDraft, PersonDraft, add_new
from crm.exchange.one_person import contradict, unite
from crm.exchange.row_names import RowNames
from crm.exchange.row_seats import RowSeats, Standing, settle_party
from crm.exchange.tables import Table
from crm.exchange.ward_words import ward_numbers
from crm.rules.names import fold, split_name
from crm.rules.organisations import Kind
from crm.rules.phones import without_phones
from resources.translations import _, ngettext

_OFFICE_CONTACTS = frozenset((Field.ADDRESS, Field.POSTAL, Field.FAX, Field.WEB))
_MOST_VALUES = 50_000


def candidates(table: Table, mapping: Mapping, body: Body | None = None) -> Reading:
    """The people and organisations in the rows of a table; everything not understood is listed with its row.

    Who sits nowhere according to the table sits in `body`, where one is given.
    """
    return _Rows(table, mapping, body).read()


def finished(found: Gathering, mapping: Mapping, table: Table) -> Reading:
    """The reading of a table, with what is known of where it came from."""
    reading = found.finish(mapping.layout, table.source_name, table.sha256)
    source = table.source
    return replace(reading, is_whole=source.is_whole, sheet=source.sheet, sheets=source.sheets)


def note_columns(found: Gathering, mapping: Mapping, table: Table) -> None:
    """Say which columns were left out, and which were not read though something stands in them."""
    for column in mapping.columns:
        heading = column.heading or _("column {number}").format(number=column.index + 1)
        if column.field == Field.LEFT_OUT:
            found.left_out[f"{heading}: {column.reason}"] = None
        elif column.field == Field.UNKNOWN and any(row.cells[column.index] for row in table.rows):
            found.warnings[_("the column “{heading}” was not read").format(heading=heading)] = None


class _Rows:
    """One reading of one table; what a distinct value means is worked out once."""

    def __init__(self, table: Table, mapping: Mapping, body: Body | None) -> None:
        self._table = table
        self._mapping = mapping
        self._found = Gathering()
        self._names = RowNames(mapping, table.rows)
        self._seats = RowSeats(mapping, self._found, body)
        self._has_party = mapping.has(Field.PARTY)
        self._contact_columns = [
            (column.index, column.field) for column in mapping.columns if column.field in CONTACT_FIELDS
        ]
        self._of_office_alone = _contacts_before_name(mapping)
        self._office_people = mapping.of(Field.OFFICE_PERSON)
        self._note_columns = mapping.of(Field.NOTE)
        self._has_names = mapping.has(*NAME_FIELDS) or not mapping.names_anything
        self._is_office_list = mapping.has(Field.OFFICE)
        self._is_by_name = mapping.has(Field.CONTACT_VALUE, Field.ORGANISATION_KIND, Field.COMMITTEE)
        self._contacts: dict[tuple[str, str], tuple[ContactCandidate, ...]] = {}
        self._repeated = 0
        self._at = {field: mapping.column(field) for field in Field}

    def read(self) -> Reading:
        self._found.problems += self._table.not_understood
        self._found.warnings.update(dict.fromkeys(self._table.warnings))
        for row in self._table.rows:
            self._read_row(row.line, row.cells)
        unite(self._found.people)
        self._found.house_committees()
        complete_numbers(self._found)
        for person in self._found.people.values():
            if len(person.seats) > 1:
                settle_party(person)
        note_columns(self._found, self._mapping, self._table)
        if not self._mapping.names_anything:
            self._found.warnings[_("no column names anybody: people are called by their e-mail address")] = None
        if self._repeated:
            text = ngettext(
                "{count} row says nothing new about a person named in an earlier row",
                "{count} rows say nothing new about a person named in an earlier row",
                self._repeated,
            )
            self._found.warnings[text] = None
        return finished(self._found, self._mapping, self._table)

    def _read_row(self, line: str, cells: Sequence[str]) -> None:
        name, other_names = self._names.read(cells)
        standing = self._seats.read(line, cells)
        office = self._office(line, cells)
        has_person = bool(name.given or name.family)
        if has_person:
            self._add_person(line, cells, PersonDraft(line, "", name, other_names), standing)
        elif self._has_names and office is None:
            self._found.miss(line, _("no name stands in this row"))
        for column in self._office_people:
            self._add_office_person(line, cells[column.index], column.heading, standing.seats)
        if office is not None:
            add_new(office.contacts, self._office_contacts(line, cells, has_person))
            office.notes += [note for note in self._office_notes(line, cells, has_person) if note not in office.notes]

    # Who

    def _add_person(self, line: str, cells: Sequence[str], draft: PersonDraft, standing: Standing) -> None:
        identifier = self._cell(cells, Field.IDENTIFIER)
        draft.fold = quick_fold(f"{draft.name.given} {draft.name.family}")
        if identifier:
            draft.identifiers.append(("id", identifier))
        draft.key = identifier or self._own_key(draft, standing)
        person = self._found.people.setdefault(draft.key, draft)
        new_seats = [seat for seat in standing.seats if seat not in person.seats]
        person.seats += new_seats
        has_new_contacts = add_new(person.contacts, self._person_contacts(line, cells))
        new_notes = [note for note in self._notes(cells) if note not in person.notes]
        person.notes += new_notes
        self._repeated += not (person is draft or new_seats or has_new_contacts or new_notes)

    def _notes(self, cells: Sequence[str]) -> Iterator[str]:
        """What is noted about the person; beside other notes, and of a column kept on purpose, with its heading."""
        for column in self._note_columns:
            if text := cells[column.index]:
                is_plain = len(self._note_columns) == 1 and not column.is_sensitive
                yield text if is_plain or not column.heading else f"{column.heading}: {text}"

    def _own_key(self, draft: PersonDraft, standing: Standing) -> str:
        """The key by name and body; another one for somebody else of that name there."""
        key = self._key(draft.fold, standing)
        if key in self._found.people:
            told = replace(draft, seats=list(standing.seats))
            while key in self._found.people and contradict(self._found.people[key], told):
                place, party = (told.seats[0].place_key, told.seats[0].party_key) if told.seats else ("", "")
                key = f"{key}|{place}|{party}|{fold(draft.name.title)}"
        return key

    def _key(self, whole: str, standing: Standing) -> str:
        """What the same person is recognised by in the next file: the name and where they sit."""
        if self._is_by_name:
            return f"{whole}|{standing.party.key if standing.party and self._has_party else ''}"
        return f"{whole}|{standing.seats[0].organisation_key if standing.seats else ''}"

    def _office(self, line: str, cells: Sequence[str]) -> OrganisationDraft | None:
        """The organisation a row is about, in a list of offices or of committees."""
        if self._has_names and not self._is_office_list:
            return None
        key = self._seats.body(line, cells, is_any=not self._has_names)
        return None if key is None else self._found.organisations[key]

    def _add_office_person(self, line: str, cell: str, heading: str, seats: Sequence[SeatCandidate]) -> None:
        """“Names Surname  082 555 0101” under the heading “Administrator”."""
        text = without_phones(cell) if any(map(str.isdigit, cell)) else cell
        name = split_name(text)
        if not (name.given or name.family) or not seats:
            return
        whole = fold(f"{name.given} {name.family}")
        key = f"{whole}|{seats[0].organisation_key}"
        person = self._found.people.setdefault(key, PersonDraft(line, key, name, fold=whole))
        title = clean(heading)
        if title.casefold() in ("administrators", "volunteers"):
            title = title[:-1]
        words = title if title in ("MP", "MPL", "MPP") else bodies.seat_title(title.capitalize(), Kind.OTHER)
        seat = replace(seats[0], title=words)
        if seat not in person.seats:
            person.seats.append(seat)
        add_new(person.contacts, contacts("phone", cell))

    # How to reach them

    def _person_contacts(self, line: str, cells: Sequence[str]) -> Iterator[ContactCandidate]:
        for index, field in self._contact_columns:
            if not (self._is_office_list and (field in _OFFICE_CONTACTS or index in self._of_office_alone)):
                yield from self._contacts_in(line, field, cells[index])
        value = self._cell(cells, Field.CONTACT_VALUE)
        if value:
            kind = contact_kind(self._cell(cells, Field.CONTACT_KIND))
            yield from self._contacts_in(line, kind or "other", value)

    def _office_contacts(self, line: str, cells: Sequence[str], has_person: bool) -> Iterator[ContactCandidate]:
        """How to reach an office: all that stands in its row, but for what is of the person in it alone."""
        for index, field in self._contact_columns:
            is_own = index in self._of_office_alone or field in _OFFICE_CONTACTS
            if is_own or not has_person or (field != Field.EMAIL and not self._of_office_alone):
                yield from self._contacts_in(line, field, cells[index])

    def _office_notes(self, line: str, cells: Sequence[str], has_person: bool) -> Iterator[str]:
        """Which wards an office is for, and what is noted in its row where that is of no person."""
        wards, municipality = self._cell(cells, Field.WARDS), self._cell(cells, Field.MUNICIPALITY)
        numbers = ward_numbers(wards) if wards else None
        if wards and numbers is None:
            self._found.miss(
                line, _("the wards “{text}” do not add up; they are kept as written").format(text=wards[:60])
            )
        words = ", ".join(map(str, numbers)) if numbers else wards
        if municipality:
            yield _("Municipality: {name}").format(name=municipality)
        if words:
            yield _("Wards: {numbers}").format(numbers=words)
        if not has_person:
            yield from self._notes(cells)

    def _contacts_in(self, line: str, kind: str, cell: str) -> tuple[ContactCandidate, ...]:
        if not cell:
            return ()
        known = self._contacts.get((kind, cell))
        if known is None:
            known = tuple(contacts(str(kind), cell, _words_beside(kind, cell)))
            if len(self._contacts) < _MOST_VALUES:
                self._contacts[kind, cell] = known
        if not known:
            self._found.miss(line, _why_not(kind, cell))
        return known

    def _cell(self, cells: Sequence[str], field: Field) -> str:
        index = self._at[field]
        return "" if index is None else cells[index]


def _contacts_before_name(mapping: Mapping) -> frozenset[int]:
    """In a list of offices with telephone or e-mail on both sides of the name: those before it are the office's."""
    name = next((column.index for column in mapping.of(*NAME_FIELDS)), None)
    ways = mapping.of(Field.PHONE, Field.MOBILE, Field.EMAIL)
    if name is None or not mapping.has(Field.OFFICE):
        return frozenset()
    after = {column.field for column in ways if column.index > name}
    return frozenset(column.index for column in ways if column.index < name and column.field in after)


def _words_beside(kind: str, cell: str) -> str:
    """A name that stands in the cell with a telephone number."""
    is_phone = kind in (Field.PHONE, Field.MOBILE, Field.FAX)
    words = without_phones(cell) if is_phone and any(map(str.isalpha, cell)) else ""
    return words if len(words) > 3 else ""


def _why_not(kind: str, cell: str) -> str:
    if kind == Field.EMAIL:
        return _("“{text}” is not an e-mail address").format(text=cell[:60])
    if kind == Field.WEB:
        return _("“{text}” is not a web address").format(text=cell[:60])
    return _("“{text}” is not a telephone number").format(text=cell[:60])
