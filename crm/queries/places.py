"""Places: provinces, municipalities, wards."""

from __future__ import annotations

from dataclasses import dataclass

from crm.queries.base import Where, ids, marks, rows
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
    return ids(f"SELECT p.id FROM place p{where} ORDER BY p.kind = 'ward', p.fold, p.code, p.id", *where.values)


def get_place_rows(place_ids: list[int]) -> list[PlaceRow]:
    """Rows for these places, in this order."""
    found = rows(
        "SELECT p.id, p.name, p.kind, p.code, p.parent_id, coalesce(up.name, ''), p.demarcation FROM place p "
        f"LEFT JOIN place up ON up.id = p.parent_id WHERE p.id IN ({marks(place_ids)})",
        *place_ids,
    )
    by_id = {row[0]: PlaceRow(*row) for row in found}
    return [by_id[place_id] for place_id in place_ids if place_id in by_id]


def find_places(text: str, limit: int = 8) -> list[tuple[int, str, str]]:
    """Places for a field that completes names: (id, name, what it is and where)."""
    found = get_place_rows(list_places(text)[:limit]) if text.strip() else []
    return [(row.id, row.name, ", ".join(part for part in (row.kind, row.parent) if part)) for row in found]


def find_by_code(code: str) -> int | None:
    """The place with this code of the demarcation board or ward number."""
    found = ids("SELECT id FROM place WHERE code = ? ORDER BY id DESC", code)
    return found[0] if found else None
