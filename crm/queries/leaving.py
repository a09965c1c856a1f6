"""What a colleague who leaves has in hand: everything open that she owns, by the body or person it is with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crm.queries.base import in_chunks, one, rows
from crm.queries.commitments import get_commitment_rows
from crm.queries.records import get_found
from crm.rules import life_cycles
from crm.rules.errors import UserError
from crm.rules.plans import StepStatus, is_open_step
from crm.tables.links import Link, links_to

OWNER = "owner_id"
"""The column that says who has a record in hand; all that a colleague owns is found by it, also in new tables."""
PAST = frozenset(("author_id", "added_by_id"))
"""Columns that say who did something once: that stays true of whoever left."""

_RELATIONS = {
    "agreement": "(SELECT p.organisation_id FROM agreement_party p JOIN organisation o ON o.id = p.organisation_id "
    "WHERE p.agreement_id = t.id AND o.side <> 'ours' ORDER BY p.id LIMIT 1)",
    "opportunity": "coalesce(t.committee_id, t.body_id)",
    "issue": "t.respondent_id",
    "petition": "coalesce(t.committee_id, t.body_id)",
    "plan": "t.organisation_id",
    "access_request": "t.person_id",
}
"""With whom a record of each table is; a commitment says it itself."""


@dataclass(frozen=True)
class InHand:
    """One open thing: what it is, how it stands, and with whom; `relation_id` 0 is nobody in particular.

    `link` is the column that names the colleague (or her own person, as of a step), and `row_id` its row.
    """

    link: Link
    row_id: int
    record_id: int
    noun: str
    name: str
    status: str
    relation_id: int
    relation: str


@dataclass(frozen=True)
class Leaver:
    """A colleague, and the person she is among the people kept, if she is."""

    id: int
    name: str
    person_id: int | None
    has_left: bool


def owned_links() -> tuple[Link, ...]:
    """Every column that says which colleague has a record in hand."""
    return tuple(link for link in links_to("user") if link.column == OWNER)


def get_leaver(user_id: int) -> Leaver:
    """A colleague. Raises UserError("not-found")."""
    row = one('SELECT id, name, person_id, has_left FROM "user" WHERE id = ?', user_id)
    if row is None:
        raise UserError("not-found", what="colleague", id=user_id)
    return Leaver(row[0], row[1], row[2], bool(row[3]))


def list_in_hand(user_id: int) -> list[InHand]:
    """Everything open that this colleague has in hand, by whom it is with. Raises UserError("not-found")."""
    leaver = get_leaver(user_id)
    found: list[tuple[Link, int, int, str, int]] = []
    for link in owned_links():
        found += [(link, row[0], row[0], row[1], row[2] or 0) for row in _open_of(link, user_id)]
    if leaver.person_id is not None:
        found += _as_person(leaver.person_id)
    bodies = _bodies([record_id for link, _row, record_id, *_rest in found if _name(link) == "commitment"])
    related = [bodies.get(record_id, relation) for _link, _row, record_id, _status, relation in found]
    names = {each.id: each for each in get_found(sorted({*(each[2] for each in found), *related} - {0}))}
    in_hand = [
        InHand(
            link,
            row_id,
            record_id,
            names[record_id].noun,
            names[record_id].name,
            life_cycles.label(status),
            relation if relation in names else 0,
            names[relation].name if relation in names else "",
        )
        for (link, row_id, record_id, status, _old), relation in zip(found, related, strict=True)
        if record_id in names
    ]
    return sorted(in_hand, key=lambda each: (not each.relation_id, each.relation.casefold(), each.noun, each.name))


def _name(link: Link) -> str:
    return str(link.table._meta.table_name)


def _open_of(link: Link, user_id: int) -> list[tuple[int, str, int | None]]:
    table = _name(link)
    closed = "closed_on" if "closed_on" in link.table._meta.columns else "answered_on"
    status = "t.status" if "status" in link.table._meta.columns else "''"
    relation = _RELATIONS.get(table, "NULL")
    sql = f'SELECT t.id, {status}, {relation} FROM "{table}" t WHERE t."{link.column}" = ? AND t.{closed} IS NULL'
    return [(row[0], row[1], row[2]) for row in rows(f"{sql} ORDER BY t.id", user_id)]


def _as_person(person_id: int) -> list[tuple[Link, int, int, str, int]]:
    """Open steps of plans that she does, and agreements whose focal person she is."""
    by_column = {(_name(link), link.column): link for link in links_to("person")}
    steps = rows(
        "SELECT s.id, s.id, s.status, coalesce(p.organisation_id, 0) FROM plan_step s JOIN plan p ON p.id = s.plan_id "
        "WHERE s.responsible_id = ? AND p.closed_on IS NULL ORDER BY s.id",
        person_id,
    )
    focal = rows(
        "SELECT f.id, a.id, a.status, coalesce((SELECT p.organisation_id FROM agreement_party p "
        "JOIN organisation o ON o.id = p.organisation_id WHERE p.agreement_id = a.id AND o.side <> 'ours' "
        "ORDER BY p.id LIMIT 1), 0) FROM agreement_party f JOIN agreement a ON a.id = f.agreement_id "
        "WHERE f.focal_id = ? AND a.closed_on IS NULL ORDER BY f.id",
        person_id,
    )
    return [
        *((by_column["plan_step", "responsible_id"], *row) for row in steps if is_open_step(StepStatus(row[2]))),
        *((by_column["agreement_party", "focal_id"], *row) for row in focal),
    ]


def _bodies(commitment_ids: list[int]) -> Mapping[int, int]:
    """With which body, else which person, each promise is."""
    found = {row.id: row.body_id or row.bound_id or 0 for row in get_commitment_rows(commitment_ids)}
    posts: dict[int, int] = dict(
        in_chunks("SELECT id, organisation_id FROM post WHERE id IN ({marks})", sorted(found.values()))
    )
    return {commitment_id: posts.get(relation, relation) for commitment_id, relation in found.items()}
