"""Where the people in the rows of a table sit: organisation, post, party, place, term and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crm.exchange import bodies
from crm.exchange.bodies import Body
from crm.exchange.candidates import SeatCandidate
from crm.exchange.columns import Column, Field, Mapping, heading_words, is_yes
from crm.exchange.gathering import Gathering, PersonDraft
from crm.rules.organisations import Kind
from resources.translations import _

_BODY_FIELDS = (Field.ORGANISATION, Field.MUNICIPALITY, Field.OFFICE, Field.COMMITTEE, Field.PARTY_WITH_ROLE)
_ROLE_FIELDS = (Field.ROLE, Field.ROLE_IF)
_OTHER_FIELDS = (
    Field.PARTY,
    Field.ORGANISATION_KIND,
    *_ROLE_FIELDS,
    Field.PLACE,
    Field.PLACE_KIND,
    Field.TERM,
    Field.START,
    Field.END,
)
_MOST_KNOWN = 50_000
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Standing:
    """What a row says about where someone stands: the party, and the seats."""

    party: Body | None
    seats: tuple[SeatCandidate, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """A column with an organisation and the columns with the roles held there.

    `lent` are roles that are held in the committees after it (`in_committees`), where a row names any of those.
    """

    body: int
    field: Field
    roles: tuple[int, ...]
    lent: tuple[int, ...] = ()
    in_committees: tuple[int, ...] = ()

    def roles_in(self, cells: Sequence[str]) -> tuple[int, ...]:
        """The columns with the roles that a row gives in this organisation."""
        own = tuple(index for index in self.roles if index not in self.lent)
        is_lent = any(cells[index] for index in self.in_committees)
        return own if is_lent or own else self.roles


class RowSeats:
    """Reads the seats of one table; rows that say the same share their seats."""

    def __init__(self, mapping: Mapping, found: Gathering, home: Body | None = None) -> None:
        self._found = found
        self._home = home
        self._roles = tuple(column.index for column in mapping.of(*_ROLE_FIELDS))
        self._posts_of_headings = {column.index: _post_of(column) for column in mapping.of(Field.ROLE_IF)}
        self._groups = _groups(mapping)
        self._places = _narrowest_first(mapping)
        self._at = {field: mapping.column(field) for field in Field}
        also = (Field.ADDRESS,) if mapping.has(Field.OFFICE) else ()
        self._columns = [column.index for column in mapping.of(*_BODY_FIELDS, *_OTHER_FIELDS, *also)]
        self._known: dict[tuple[str, ...], Standing] = {}

    def read(self, line: str, cells: Sequence[str]) -> Standing:
        """The party and seats in a row; what is not understood is noted for every row it stands in."""
        key = tuple([cells[index] for index in self._columns])
        known = self._known.get(key)
        if known is not None:
            return known
        problems = len(self._found.problems)
        party = self._party(line, cells)
        standing = Standing(party, tuple(self._seats(line, cells, party)))
        if len(self._found.problems) == problems and len(self._known) < _MOST_KNOWN:
            self._known[key] = standing
        return standing

    def body(self, line: str, cells: Sequence[str], is_any: bool) -> str | None:
        """The key of the organisation a row is about: its office, or with `is_any` the first one it names."""
        for group in self._groups:
            if (is_any or group.field == Field.OFFICE) and (body := self._body(cells, group)) is not None:
                draft = self._found.body(line, body)
                if group.field == Field.OFFICE and not draft.place_key:
                    draft.place_key = self._office_place(line, cells)
                return draft.key
        return None

    def _office_place(self, line: str, cells: Sequence[str]) -> str:
        """The municipality an office stands in, where its name is one we know, else what the list calls its place."""
        named = [cell for cell in (self._cell(cells, Field.MUNICIPALITY), self._place(cells)) if cell]
        spots = [bodies.spot(cell, self._cell(cells, Field.PLACE_KIND)) for cell in named]
        known = next((spot for spot in spots if spot.code), spots[-1] if self._place(cells) else None)
        return self._found.spot(line, known) if known is not None else ""

    def _party(self, line: str, cells: Sequence[str]) -> Body | None:
        found = bodies.party(self._cell(cells, Field.PARTY))
        if found is None:
            found = next(filter(None, (self._party_in(cells, group) for group in self._groups)), None)
        if found is not None:
            self._found.body(line, found)
        return found

    def _party_in(self, cells: Sequence[str], group: _Group) -> Body | None:
        if group.field not in (Field.PARTY_WITH_ROLE, Field.ORGANISATION):
            return None
        cell = cells[group.body]
        if group.field == Field.PARTY_WITH_ROLE:
            return bodies.party(cell)
        found = self._body(cells, group)
        return found if found is not None and found.kind == Kind.PARTY else None

    def _seats(self, line: str, cells: Sequence[str], party: Body | None) -> Iterator[SeatCandidate]:
        parties: list[Body] = []
        named: set[str] = set()
        has_seat = False
        waiting: tuple[int, ...] = ()  # roles of a body that this row does not name belong to the next one
        for group in self._groups:
            body = self._body(cells, group)
            roles = (*waiting, *group.roles_in(cells))
            if body is None or (body.key in named and not any(cells[index] for index in roles)):
                waiting = roles if body is None and not named else ()
                continue
            waiting = ()
            named.add(body.key)
            if body.kind == Kind.PARTY:
                parties.append(body)
            for title in self._titles(cells, roles, body):
                if body.kind != Kind.PARTY or title != "Member":
                    has_seat = True
                    yield self._seat(line, cells, body, title, party)
        if self._home is not None and not has_seat:
            for title in self._titles(cells, self._roles, self._home):
                yield self._seat(line, cells, self._home, title, party)
            return
        for body in [] if has_seat else [*parties, *([party] if party and not parties else [])]:
            yield self._seat(line, cells, body, self._lone_title(cells), body)

    def _lone_title(self, cells: Sequence[str]) -> str:
        return bodies.seat_title(self._cell(cells, Field.ROLE), Kind.PARTY)

    def _body(self, cells: Sequence[str], group: _Group) -> Body | None:
        cell = cells[group.body]
        if not cell and group.field == Field.OFFICE:
            cell = self._cell(cells, Field.ADDRESS)[:_LONGEST_NAME].rstrip(" ,")  # an office without a name has that
        if not cell:
            return None
        if group.field == Field.MUNICIPALITY:
            known = bodies.known_council(cell)
            return known or (None if self._cell(cells, Field.ORGANISATION) else bodies.council(cell))
        if group.field == Field.PARTY_WITH_ROLE:
            return bodies.party(cell)
        if group.field == Field.COMMITTEE:
            return bodies.organisation(cell, Kind.COMMITTEE)
        if group.field == Field.OFFICE:
            party = bodies.party(self._cell(cells, Field.PARTY))
            return bodies.office(cell, party.key if party else "")
        council = bodies.known_council(cell) if self._cell(cells, Field.MUNICIPALITY) else None
        known = council or bodies.known_party(cell)  # beside its code a municipality is named without that word
        return known or bodies.organisation(cell, self._cell(cells, Field.ORGANISATION_KIND))

    def _titles(self, cells: Sequence[str], roles: Sequence[int], body: Body) -> Iterator[str]:
        """The distinct roles held in one organisation, “Member” where the file names none."""
        found: dict[str, str] = {}
        for index in roles:
            for words in self._posts_in(index, cells[index]):
                title = bodies.seat_title(words, body.kind)
                found.setdefault(bodies.same_post(title), title)
        yield from found.values() or [bodies.seat_title("", body.kind)]

    def _posts_in(self, index: int, cell: str) -> list[str]:
        """The posts a cell names: several between semicolons, or the one in the heading where the cell says yes."""
        post = self._posts_of_headings.get(index)
        if post is not None:
            return [post] if is_yes(cell) else []
        return [words for part in cell.split(";") if (words := part.strip())]

    def _seat(self, line: str, cells: Sequence[str], body: Body, title: str, party: Body | None) -> SeatCandidate:
        self._found.body(line, body)
        place = self._place(cells)
        stands_for_place = bool(place) and body.kind not in (Kind.PARTY, Kind.CONSTITUENCY_OFFICE)
        spot = bodies.spot_within(body, place, self._cell(cells, Field.PLACE_KIND)) if stands_for_place else None
        if spot is not None and body.kind == Kind.COUNCIL and spot.kind == "province":
            spot = None  # where the council is, not what the seat is for
        return SeatCandidate(
            organisation=body.name,
            organisation_key=body.key,
            organisation_kind=str(body.kind),
            title=title,
            party=party.name if party else "",
            party_key=party.key if party else "",
            place=spot.name if spot else "",
            place_key=self._found.spot(line, spot) if spot else "",
            term_key=self._found.term(self._cell(cells, Field.TERM), body.key) if body.kind != Kind.PARTY else "",
            start=self._found.date(line, self._cell(cells, Field.START)),
            end=self._found.date(line, self._cell(cells, Field.END)),
        )

    def _place(self, cells: Sequence[str]) -> str:
        """The narrowest place a row names: the ward where it has one, not the province."""
        return next((cells[index] for index in self._places if cells[index]), "")

    def _cell(self, cells: Sequence[str], field: Field) -> str:
        index = self._at[field]
        return "" if index is None else cells[index]


def _groups(mapping: Mapping) -> tuple[_Group, ...]:
    """Each organisation column with the role columns after it; roles before any organisation go to the first.

    In a list of offices the municipality says where they stand, and nobody sits in its council.
    """
    is_of_offices = mapping.has(Field.OFFICE)
    body_columns = [
        column for column in mapping.of(*_BODY_FIELDS) if not (is_of_offices and column.field == Field.MUNICIPALITY)
    ]
    led = _led_committees(mapping)
    roles: dict[int | None, list[int]] = {column.index: [] for column in body_columns}
    first = body_columns[0].index if body_columns else None
    for role in mapping.of(*_ROLE_FIELDS):
        before = [column.index for column in body_columns if column.index < role.index]
        roles.setdefault(before[-1] if before else first, []).append(role.index)
    return tuple(_group(column, roles[column.index], led) for column in body_columns)


def _group(column: Column, roles: Sequence[int], led: dict[int, int]) -> _Group:
    if column.index in led:
        return _Group(column.index, column.field, (led[column.index],))
    lent = tuple(index for index in roles if index in led.values())
    in_committees = tuple(committee for committee, role in led.items() if role in lent)
    return _Group(column.index, column.field, tuple(roles), lent, in_committees)


def _led_committees(mapping: Mapping) -> dict[int, int]:
    """The role that is held in each committee, where it stands before them: “Organisation, Role, Committee, Committee”.

    Where a role follows the last committee, each committee has its own one behind it.
    """
    columns = mapping.of(*_BODY_FIELDS, *_ROLE_FIELDS)
    last = max((at for at, column in enumerate(columns) if column.field == Field.COMMITTEE), default=len(columns))
    if any(column.field in _ROLE_FIELDS for column in columns[last + 1 : last + 2]):
        return {}
    found: dict[int, int] = {}
    lead: int | None = None
    for column in columns:
        if column.field in _ROLE_FIELDS:
            lead = column.index if column.field == Field.ROLE else None
        elif column.field == Field.COMMITTEE and lead is not None:
            found[column.index] = lead
        else:
            lead = None
    return found


def _narrowest_first(mapping: Mapping) -> list[int]:
    """Where the places of a row stand, wards before constituencies before regions and provinces."""
    ranks = ("ward", "wyk", "constituency", "kiesafdeling", "place", "area", "region", "provin")

    def rank(column: Column) -> int:
        words = heading_words(column.heading)
        return next((at for at, word in enumerate(ranks) if word in words), ranks.index("place"))

    return [column.index for column in sorted(mapping.of(Field.PLACE), key=rank)]


def _post_of(column: Column) -> str:
    """The post in a heading: “IsChairperson?”."""
    words = re.sub(r"^is ?(the |an? )?", "", heading_words(column.heading))
    return _("Alternate member") if words.startswith("altern") else words.capitalize()


def settle_party(person: PersonDraft) -> None:
    """Plain membership of a party says what the other seats are held for, and is no seat of its own beside them."""
    plain = [seat for seat in person.seats if seat.organisation_kind == Kind.PARTY and seat.title == "Member"]
    others = [seat for seat in person.seats if seat not in plain]
    if not plain or not others:
        return
    party, key = plain[0].organisation, plain[0].organisation_key
    person.seats = [seat if seat.party else replace(seat, party=party, party_key=key) for seat in others]
