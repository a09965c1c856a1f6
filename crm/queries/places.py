"""Places: provinces, municipalities, wards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import Where, ids, marks, one, rows
from crm.rules import clock
from crm.rules.demarcation import boundary_words, find_one, has_ended, list_ended
from crm.store import search


@dataclass(frozen=True)
class PlaceRow:
    """A place in a list."""

    id: int
    name: str
    kind: str
    code: str
    parent_id: int | None
    parent: str
    demarcation: str
    words: str
    """The name, with its boundaries for a ward that was drawn anew since, or may have been."""


def place_name(place: str = "pl") -> str:
    """SQL for the name of a place, empty for none: “Phokwane ward 5 (2021 boundaries)”.

    A ward says of which demarcation it is once the councils of that are over, or a newer table is here.
    """
    ended = ", ".join(f"'{each}'" for each in list_ended(clock.today())) or "''"
    said = boundary_words("{}").replace("'", "''")
    return (
        f"coalesce({place}.name || CASE WHEN {place}.demarcation <> '' AND ({place}.demarcation IN ({ended}) OR EXISTS "
        f"(SELECT 1 FROM place nw WHERE nw.parent_id = {place}.parent_id AND nw.kind = 'ward' "
        f"AND nw.demarcation > {place}.demarcation)) "
        f"THEN ' (' || replace('{said}', '{{}}', {place}.demarcation) || ')' ELSE '' END, '')"
    )


INSIDE = (
    "{place} IN (WITH RECURSIVE here(id) AS (SELECT ? UNION SELECT p.id FROM place p JOIN here ON "
    "p.parent_id = here.id) SELECT id FROM here)"
)
"""A condition: the column `place` names this place, or one inside it."""


def list_places(text: str = "", kind: str = "", parent_id: int | None = None) -> list[int]:
    """Ids of places by name."""
    where = Where()
    if search.expression(text):
        where.add(search.MATCHES.format(id="p.id"), search.expression(text))
    if kind:
        where.add("p.kind = ?", kind)
    if parent_id is not None:
        where.add("p.parent_id = ?", parent_id)
    # Wards are many: whoever types a municipality's name wants the municipality first.
    return ids(
        f"SELECT p.id FROM place p{where} ORDER BY p.kind = 'ward', p.fold, p.demarcation DESC, p.code, p.id",
        *where.values,
    )


def get_place_rows(place_ids: list[int]) -> list[PlaceRow]:
    """Rows for these places, in this order."""
    found = rows(
        f"SELECT p.id, p.name, p.kind, p.code, p.parent_id, coalesce(up.name, ''), p.demarcation, {place_name('p')} "
        f"FROM place p LEFT JOIN place up ON up.id = p.parent_id WHERE p.id IN ({marks(place_ids)})",
        *place_ids,
    )
    by_id = {row[0]: PlaceRow(*row) for row in found}
    return [by_id[place_id] for place_id in place_ids if place_id in by_id]


def find_places(text: str, limit: int = 8) -> list[tuple[int, str, str]]:
    """Places for a field that completes names: (id, name, what it is and where)."""
    found = get_place_rows(list_places(text)[:limit]) if text.strip() else []
    return [(row.id, row.words, ", ".join(part for part in (row.kind, row.parent) if part)) for row in found]


def find_by_code(code: str) -> int | None:
    """The place with this code of the demarcation board or ward number."""
    found = ids("SELECT id FROM place WHERE code = ? ORDER BY id DESC", code)
    return found[0] if found else None


def list_successors(place_id: int, note: str = "") -> list[int]:
    """The places this one went into, as far as it is known; with a note only those that are known that way."""
    return ids(
        "SELECT successor_id FROM place_successor WHERE record_id = ? AND (? = '' OR note = ?) ORDER BY id",
        place_id,
        note,
        note,
    )


def get_place_now(place_id: int, note: str = "") -> int:
    """Where a place lies now: followed through every redrawing of which there is no doubt."""
    seen = {place_id}
    while (after := find_one(list_successors(place_id, note))) is not None and after not in seen:
        place_id = after
        seen.add(after)
    return place_id


def is_same_seat(place_id: int | None, later_id: int | None, on: date) -> bool:
    """Whether a seat for a place is that of another on a later day: a ward may have been drawn anew in between."""
    if place_id is None or later_id is None or get_place_now(place_id) != get_place_now(later_id):
        return False
    return is_place_still(get_place_now(place_id), on)


def is_place_still(place_id: int, on: date) -> bool:
    """Whether a place is the same on that day, and not a ward whose councils were over by then."""
    found = one("SELECT kind, demarcation FROM place WHERE id = ?", place_id)
    return found is not None and (found[0] != "ward" or not has_ended(found[1], on))
