"""The bodies and people that an answer to “Who deals with this?” is made of, each asked for once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import build, day, in_chunks, marks, rows
from crm.queries.offices import HOLDS_ON, post_name
from crm.queries.rights import USE_STOPPED
from crm.queries.where import Where
from crm.rules.names import fold
from crm.rules.organisations import CommitteeKind, Kind
from crm.rules.privacy import DoNotContact
from crm.rules.routing import Part, is_title, rank_of
from crm.rules.terms import last_end, serves_a_term
from crm.rules.ties import Kind as Tie
from resources import reference

BY_PHONE = ("phone", "mobile")
_TERMS = {Kind.COUNCIL: Kind.COUNCIL, Kind.LEGISLATURE: Kind.LEGISLATURE, Kind.COMMITTEE: Kind.LEGISLATURE}
"""Whose terms the elected offices of a body follow."""


@dataclass(frozen=True)
class Body:
    """A legislature, council, department, committee or constituency office."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    place_id: int | None
    sphere: str
    committee_kind: str
    is_suggested: bool
    verified_on: date | None
    is_closed: bool = False


def only_named(name: str, kind: Kind, *, is_suggested: bool = False) -> Body:
    """A body of which nothing but the name is known here."""
    return Body(0, name, kind, None, None, "", "", is_suggested, None)


@dataclass(frozen=True)
class Holder:
    """Somebody in an office that matters here, or the last one known; `until` says that their term is over."""

    person_id: int
    person: str
    post_id: int
    title: str
    office: str
    body_id: int
    place_id: int | None
    is_current: bool
    until: date | None
    verified_on: date | None

    @property
    def is_old(self) -> bool:
        """Whether somebody else may hold the office by now."""
        return not self.is_current or self.until is not None


_BODIES = (
    "SELECT o.id, o.name, o.kind, o.parent_id, o.place_id, o.sphere, o.committee_kind, o.is_suggested, o.verified_on, "
    "o.is_closed FROM organisation o"
)


def list_bodies(where: Where) -> list[Body]:
    """Every legislature, department and committee, and the councils and constituency offices of these places."""
    near = where.ids[: -1 if where.province and where.province.id else None]
    here = marks(near)
    offices = (
        f"o.place_id IN ({here}) OR EXISTS (SELECT 1 FROM tie WHERE tie.record_id = o.id AND tie.kind = ? "
        f"AND tie.other_id IN ({here})) OR EXISTS (SELECT 1 FROM role r JOIN post p ON p.id = r.post_id "
        f"WHERE p.organisation_id = o.id AND coalesce(r.place_id, p.place_id) IN ({here}))"
    )
    found = rows(
        f"{_BODIES} WHERE NOT o.is_closed AND (o.kind IN (?, ?, ?) "
        f"OR (o.kind = ? AND o.place_id IN ({here})) OR (o.kind = ? AND ({offices}))) ORDER BY o.id",
        *(Kind.LEGISLATURE, Kind.DEPARTMENT, Kind.COMMITTEE, Kind.COUNCIL),
        *near,
        Kind.CONSTITUENCY_OFFICE,
        *near,
        Tie.AREA,
        *near,
        *near,
    )
    return [_body(row) for row in found]


def list_called_after(where: Where) -> list[Body]:
    """Constituency offices that name no place, but are called after the municipality or its town."""
    names = where.town_names
    called = " OR ".join("o.fold LIKE ?" for _name in names) or "0"
    found = rows(
        f"{_BODIES} WHERE NOT o.is_closed AND o.kind = ? AND o.place_id IS NULL AND ({called}) ORDER BY o.id",
        Kind.CONSTITUENCY_OFFICE,
        *(f"%{name}%" for name in names),
    )
    return [_body(row) for row in found]


def get_body(body_id: int) -> Body:
    """One body, also of another kind or one that is closed: somebody named it."""
    (row,) = rows(f"{_BODIES} WHERE o.id = ?", body_id)
    return _body(row)


def _body(row: Sequence[Any]) -> Body:
    return build(Body, *row[:7], bool(row[7]), day(row[8]), bool(row[9]))


def find_legislature(bodies: Iterable[Body], where: Where) -> Body | None:
    """The legislature of the province, checked ones before suggested."""
    province = where.province
    if province is None:
        return None
    names = {fold(each.legislature) for each in reference.provinces() if each.code == province.code}
    found = [
        body
        for body in bodies
        if body.kind == Kind.LEGISLATURE and (body.place_id == province.id or fold(body.name) in names)
    ]
    return found[0] if found else None


def find_department(bodies: Iterable[Body], words: Sequence[str], where: Where) -> Body | None:
    """The province's department that is recognised by the first of these words."""
    province = where.province
    others = [fold(each.name) for each in reference.provinces() if province is None or each.code != province.code]
    ranked = []
    for body in bodies:
        rank = rank_of(body.name, words)
        if body.kind != Kind.DEPARTMENT or rank is None or body.sphere == "national":
            continue
        is_here = province is not None and (body.place_id == province.id or fold(province.name) in fold(body.name))
        is_elsewhere = body.place_id is not None or any(name in fold(body.name) for name in others)
        if is_here or not is_elsewhere:
            ranked.append((rank, not is_here, body.is_suggested, body.id, body))
    return min(ranked)[-1] if ranked else None


def find_committee(bodies: Iterable[Body], words: Sequence[str], house: Body | None) -> Body | None:
    """The committee of a house that is recognised by the first of these words, checked ones before suggested."""
    ranked = [
        (rank, body.is_suggested, body.committee_kind not in (CommitteeKind.PORTFOLIO, ""), body.id, body)
        for body in bodies
        if house is not None
        and body.kind == Kind.COMMITTEE
        and body.parent_id == house.id
        and (rank := rank_of(body.name, words)) is not None
    ]
    return min(ranked)[-1] if ranked else None


def suggest_committee(house: str, words: Sequence[str]) -> str:
    """The name of a committee that such a house has or had, where the workspace has none; empty for none."""
    ranked = [
        (rank, each.kind != CommitteeKind.PORTFOLIO, each.full_name)
        for each in reference.committees()
        if each.legislature == house and (rank := rank_of(each.name, words)) is not None
    ]
    return min(ranked)[-1] if ranked else ""


# People


def list_holders(bodies: Collection[Body], ward_id: int | None, on: date) -> list[Holder]:
    """Who holds or held an office in these bodies or for the ward, or is an MEC; sitting ones first."""
    kinds = {body.id: body.kind for body in bodies}
    found = rows(
        f"SELECT pe.id, pe.name, p.id, p.title, {post_name()}, o.id, coalesce(r.place_id, p.place_id), {HOLDS_ON}, "
        "coalesce(r.start_from, t.start_from), coalesce(r.end_to, t.end_to), pe.verified_on, o.kind "
        "FROM role r JOIN post p ON p.id = r.post_id JOIN organisation o ON o.id = p.organisation_id "
        "JOIN person pe ON pe.id = r.person_id LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE p.organisation_id IN ({marks([*kinds])}) OR coalesce(r.place_id, p.place_id) = ? "
        "OR p.fold LIKE 'mec%' OR p.fold LIKE 'member of the executive%' ORDER BY pe.sort_name, r.id",
        on,
        on,
        *kinds,
        ward_id,
    )
    holders = [_holder(row, on) for row in found if row[7] or not (row[8] and row[8] > on.isoformat())]
    return sorted(holders, key=lambda each: (each.is_old, -(each.until or date.max).toordinal()))


def _holder(row: Sequence[object], on: date) -> Holder:
    *who, place_id, holds, start, end, verified, kind = row
    verified_on, until = day(_text(verified)), day(_text(end))
    if holds:
        until = _over_since(str(kind), str(who[3]), day(_text(start)), verified_on, on)
    return build(Holder, *who, place_id, bool(holds), until, verified_on)


def _text(value: object) -> str | None:
    return str(value) if value else None


def _over_since(kind: str, title: str, start: date | None, verified_on: date | None, on: date) -> date | None:
    """The last day of a term that nobody wrote down as ended, though all bodies of the kind were elected anew since."""
    last = last_end(_TERMS[Kind(kind)], on) if kind in _TERMS and serves_a_term(title) else None
    if last is None or start is None or start > last or (verified_on and verified_on > last):
        return None
    return last


def holders_of(holders: Iterable[Holder], part: Part, body: Body | None) -> list[Holder]:
    """Those with this office in a body, only the sitting ones where there are any; else the last one."""
    found = [each for each in holders if body is not None and each.body_id == body.id and is_title(each.title, part)]
    return newest(found)


def newest(holders: Sequence[Holder]) -> list[Holder]:
    """The sitting ones, or where none is known the one who was the last; each person once."""
    sitting = [each for each in holders if not each.is_old]
    return list({each.person_id: each for each in sitting or holders[:1]}.values())


# Numbers


def list_ways(record_ids: Collection[int]) -> dict[int, str]:
    """A phone number and an e-mail address of each, the preferred first; no private ones, and no unwanted way."""
    found: dict[int, dict[str, str]] = {}
    for record_id, kind, value, unwanted in in_chunks(
        "SELECT c.record_id, c.kind, c.value, coalesce(p.do_not_contact, '') FROM contact_point c "
        f"LEFT JOIN person p ON p.id = c.record_id WHERE NOT c.is_private AND NOT {USE_STOPPED} "
        "AND c.record_id IN ({marks}) "
        "ORDER BY c.is_preferred DESC, c.id",
        record_ids,
    ):
        way = "phone" if kind in BY_PHONE else kind
        if way in ("phone", "email") and unwanted not in (way, DoNotContact.ALL):
            found.setdefault(record_id, {}).setdefault(way, value)
    return {
        record_id: " · ".join(ways[way] for way in ("phone", "email") if way in ways)
        for record_id, ways in found.items()
    }
