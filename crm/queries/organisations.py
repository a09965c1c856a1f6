"""Organisations: the tree, the list, and the organisation's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.attachments import read_attachment
from crm.queries.base import Tuple, Where, build, ids, marks, one, rows
from crm.queries.contacts import Contact, Through, list_contacts, list_gatekeepers
from crm.queries.offices import HOLDS_ON, Office, TermRow, list_holders, list_terms
from crm.queries.people import list_other_names, list_tags_of, list_topics_of
from crm.queries.places import place_name
from crm.queries.successions import with_successions
from crm.rules import clock
from crm.rules.ties import Kind as TieKind
from crm.store import search


@dataclass(frozen=True)
class OrganisationsFilter:
    """Which organisations a list shows."""

    text: str = ""
    kind: str = ""
    side: str = ""
    parent_id: int | None = None
    topic_id: int | None = None
    with_closed: bool = False
    sort: str = "name"  # name, kind
    descending: bool = False


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation in a list."""

    id: int
    name: str
    short_name: str
    kind: str
    parent: str
    place: str
    side: str
    people: int
    open_commitments: int
    is_suggested: bool
    confidentiality: int


@dataclass(frozen=True)
class OrganisationPage:
    """All that the organisation's page shows of it alone."""

    id: int
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    parent: str
    place_id: int | None
    place: str
    side: str
    sphere: str
    committee_kind: str
    member_title: str
    number: str
    summary: str
    is_suggested: bool
    is_closed: bool
    confidentiality: int
    source: str
    contacts: tuple[Contact, ...]
    through: tuple[Through, ...]
    holders: tuple[Office, ...]
    past_holders: tuple[Office, ...]
    parts: tuple[tuple[int, str, str], ...]
    """Bodies that are part of it: (id, name, kind)."""
    terms: tuple[TermRow, ...]
    other_names: tuple[str, ...]
    areas: tuple[str, ...]
    """Places it serves beside its own."""
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]


def list_organisations(wanted: OrganisationsFilter | None = None) -> list[int]:
    """Ids of organisations in the order of the list."""
    wanted = wanted or OrganisationsFilter()
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="o.id"), search.expression(wanted.text))
    for column, value in (("o.kind", wanted.kind), ("o.side", wanted.side), ("o.parent_id", wanted.parent_id)):
        if value:
            where.add(f"{column} = ?", value)
    if wanted.topic_id is not None:
        where.add("o.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id)
    if not wanted.with_closed:
        where.add("o.is_closed = 0")
    order = {"name": "o.fold", "kind": "o.kind"}.get(wanted.sort, "o.fold")
    direction = "DESC" if wanted.descending else "ASC"
    return ids(f"SELECT o.id FROM organisation o{where} ORDER BY {order} {direction}, o.fold, o.id", *where.values)


def get_organisation_rows(organisation_ids: Sequence[int], on: date | None = None) -> list[OrganisationRow]:
    """Rows for these organisations, in this order; people are those who hold an office in it on the day."""
    if not organisation_ids:
        return []
    day = on or clock.today()
    found = rows(
        f"SELECT o.id, o.name, o.short_name, o.kind, coalesce(up.name, ''), {place_name()}, o.side, "
        "(SELECT count(DISTINCT r.person_id) FROM post p JOIN role r ON r.post_id = p.id "
        f"LEFT JOIN term t ON t.id = r.term_id WHERE p.organisation_id = o.id AND {HOLDS_ON}), "
        "(SELECT count(*) FROM commitment c WHERE c.status <> 'closed' AND (c.bound_id = o.id OR c.bound_id IN "
        "(SELECT id FROM post WHERE organisation_id = o.id))), o.is_suggested, rec.confidentiality "
        "FROM organisation o JOIN record rec ON rec.id = o.id LEFT JOIN organisation up ON up.id = o.parent_id "
        f"LEFT JOIN place pl ON pl.id = o.place_id WHERE o.id IN ({marks(organisation_ids)})",
        day,
        day,
        *organisation_ids,
    )
    by_id = {row[0]: build(OrganisationRow, *row[:9], bool(row[9]), row[10]) for row in found}
    return [by_id[organisation_id] for organisation_id in organisation_ids if organisation_id in by_id]


def get_organisation(organisation_id: int, on: date | None = None) -> OrganisationPage | None:
    """The organisation's page, or None when there is no such organisation."""
    row = one(
        "SELECT o.id, o.name, o.short_name, o.kind, o.parent_id, coalesce(up.name, ''), o.place_id, "
        f"{place_name()}, o.side, o.sphere, o.committee_kind, o.member_title, o.number, o.summary, "
        "o.is_suggested, o.is_closed, rec.confidentiality, rec.source FROM organisation o "
        "JOIN record rec ON rec.id = o.id LEFT JOIN organisation up ON up.id = o.parent_id "
        "LEFT JOIN place pl ON pl.id = o.place_id WHERE o.id = ?",
        organisation_id,
    )
    if row is None:
        return None
    holders = with_successions(list_holders(organisation_id, on or clock.today(), current_only=False))
    return build(
        OrganisationPage,
        *row[:14],
        bool(row[14]),
        bool(row[15]),
        *row[16:],
        contacts=list_contacts(organisation_id),
        through=list_gatekeepers(organisation_id),
        holders=tuple(office for office in holders if office.is_current),
        past_holders=tuple(office for office in holders if not office.is_current),
        parts=tuple(
            (part[0], part[1], part[2])
            for part in rows(
                "SELECT id, name, kind FROM organisation WHERE parent_id = ? ORDER BY kind, fold", organisation_id
            )
        ),
        terms=tuple(list_terms(organisation_id)),
        other_names=list_other_names(organisation_id),
        areas=tuple(area for (area,) in _areas(organisation_id)),
        topics=list_topics_of(organisation_id),
        tags=list_tags_of(organisation_id),
    )


def _areas(organisation_id: int) -> list[Tuple]:
    return rows(
        f"SELECT {place_name()} FROM tie t JOIN place pl ON pl.id = t.other_id WHERE t.record_id = ? AND t.kind = ? "
        "ORDER BY t.id",
        organisation_id,
        TieKind.AREA,
    )


@dataclass(frozen=True)
class TreeRow:
    """An organisation in the tree of bodies."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    is_suggested: bool


def list_tree() -> list[TreeRow]:
    """Every organisation that is not closed, by name: what the tree is built from."""
    found = rows(
        "SELECT id, name, kind, parent_id, is_suggested FROM organisation WHERE is_closed = 0 ORDER BY fold, id"
    )
    return [build(TreeRow, *row[:4], bool(row[4])) for row in found]


def find_by_name(fold: str) -> list[int]:
    """Organisations whose matching key, short name or other name is this."""
    return ids(
        "SELECT id FROM organisation WHERE fold = ? OR lower(short_name) = ? UNION SELECT o.record_id "
        "FROM other_name o JOIN organisation b ON b.id = o.record_id WHERE o.fold = ? ORDER BY 1",
        fold,
        fold,
        fold,
    )


def get_home() -> tuple[int, str] | None:
    """The home organisation: (id, name)."""
    row = one("SELECT id, name FROM organisation WHERE side = 'ours' ORDER BY id LIMIT 1")
    return (row[0], row[1]) if row else None


def get_logo() -> bytes | None:
    """The picture that the home organisation's papers carry."""
    row = one("SELECT logo_id FROM organisation WHERE side = 'ours' ORDER BY id LIMIT 1")
    return read_attachment(row[0]) if row and row[0] else None


def list_inside(organisation_id: int) -> list[int]:
    """Ids of a body and of every body inside it."""
    return ids(
        "WITH RECURSIVE inside(id) AS (SELECT ? UNION SELECT o.id FROM organisation o "
        "JOIN inside i ON o.parent_id = i.id) SELECT id FROM inside",
        organisation_id,
    )
