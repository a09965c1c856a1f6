"""Where a place lies: its ward, municipality, district and province, also by a ward id that is not among our places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crm.queries.base import marks, rows
from crm.queries.places import find_places, get_place_now, place_name
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.routing import near_names, near_words
from crm.rules.ward_ids import LENGTH, WardPlace, find_digits, read_ward_id
from resources import reference
from resources.reference import WARD_DEMARCATION, Municipality

_MUNICIPAL = ("metropolitan", "local")
_UP = """
WITH RECURSIVE up(id, parent_id, level) AS (
    SELECT id, parent_id, 0 FROM place WHERE id = ?
    UNION ALL SELECT p.id, p.parent_id, up.level + 1 FROM place p JOIN up ON p.id = up.parent_id WHERE up.level < 9)
"""


@dataclass(frozen=True)
class Area:
    """A place, or one that only the shipped tables know: then it has no id."""

    id: int | None
    name: str
    kind: str
    code: str
    demarcation: str = ""


@dataclass(frozen=True)
class Where:
    """A place with all it lies in, the narrowest first."""

    areas: tuple[Area, ...]

    @property
    def words(self) -> str:
        """“Khâi-Ma ward 3, Namakwa, Northern Cape”."""
        names = [area.name for area in self.areas]
        repeats = {name for at, name in enumerate(names) if any(each.startswith(f"{name} ") for each in names[:at])}
        return ", ".join(name for name in names if name not in repeats)

    @property
    def ids(self) -> list[int]:
        """The places of the workspace among them."""
        return [area.id for area in self.areas if area.id is not None]

    @property
    def town_names(self) -> tuple[str, ...]:
        """The folded names by which an office there may be called: of the municipality, and of the town of its seat."""
        here = self.municipality
        towns = [each.town_2016 for each in reference.municipalities() if here is not None and each.code == here.code]
        return tuple(dict.fromkeys(fold(name) for name in (here.name if here else "", *towns) if name))

    @property
    def ward(self) -> Area | None:
        """The ward, where it is that narrow."""
        return self._first("ward")

    @property
    def municipality(self) -> Area | None:
        """The local or metropolitan municipality."""
        return self._first(*_MUNICIPAL)

    @property
    def district(self) -> Area | None:
        """The district municipality; a metro has none."""
        return self._first("district")

    @property
    def province(self) -> Area | None:
        """The province."""
        return self._first("province")

    def _first(self, *kinds: str) -> Area | None:
        return next((area for area in self.areas if area.kind in kinds), None)


def get_where(place_id: int) -> Where:
    """Where a place of the workspace lies, a redrawn ward as it is now. Raises UserError("not-found")."""
    found = rows(
        f"{_UP} SELECT pl.id, {place_name()}, pl.kind, pl.code, pl.demarcation "
        "FROM up JOIN place pl ON pl.id = up.id ORDER BY up.level",
        get_place_now(place_id),
    )
    if not found:
        raise UserError("not-found", what="place", id=place_id)
    return Where(tuple(Area(*row) for row in found))


def find_where(text: str) -> Where:
    """The place that a name, a code or a ward id stands for, in the workspace or in the shipped tables.

    Raises UserError: "route-place-not-known", and those of `read_ward_id`.
    """
    digits = find_digits(text)
    code = digits or text.strip().upper()
    found = rows("SELECT id FROM place WHERE code = ? AND code <> '' ORDER BY demarcation DESC, id DESC", code)
    if found:
        return get_where(found[0][0])
    if digits:
        return _shipped_ward(read_ward_id(digits))
    return _named(text)


def _named(text: str) -> Where:
    key = fold(text).strip()
    found = rows("SELECT id FROM place WHERE fold = ? AND fold <> '' ORDER BY demarcation DESC, id", key)
    if found:
        return get_where(found[0][0])
    municipality = _shipped_municipality(key)
    if municipality is not None:
        return _with_ids(_areas_of(municipality))
    near = [name for _id, name, _detail in find_places(text)]
    names = near or near_names(text, (name for (name,) in rows("SELECT name FROM place WHERE kind <> 'ward'")))
    raise UserError("route-place-not-known", text=text.strip(), near=near_words(names))


def _shipped_municipality(key: str) -> Municipality | None:
    """A municipality by its folded name or code, else by the town of its seat where that is the seat of one alone."""
    named = [each for each in reference.municipalities() if key and key in (fold(each.name), fold(each.code))]
    seated = [each for each in reference.municipalities() if each.kind in _MUNICIPAL and fold(each.town_2016) == key]
    return named[0] if named else seated[0] if key and len(seated) == 1 else None


def find_ward_choice(text: str) -> tuple[str, str] | None:
    """(ward id, what it is and where) of a shipped ward, for a field that completes what is typed."""
    digits = find_digits(text)
    if len(digits) != LENGTH:
        return None
    try:
        where = _shipped_ward(read_ward_id(digits))
    except UserError:
        return None
    return digits, where.words


def _shipped_ward(ward: WardPlace) -> Where:
    return _with_ids([Area(None, ward.name, "ward", ward.ward_id, WARD_DEMARCATION), *_areas_of(ward.municipality)])


def _areas_of(municipality: Municipality) -> list[Area]:
    areas = [Area(None, municipality.name, municipality.kind, municipality.code)]
    if municipality.district_code:
        areas.append(Area(None, municipality.district, "district", municipality.district_code))
    return [*areas, Area(None, municipality.province, "province", municipality.province_code)]


def _with_ids(areas: Iterable[Area]) -> Where:
    """The same areas, those that are places of the workspace with their ids."""
    wanted = list(areas)
    codes = [area.code for area in wanted]
    known = {row[0]: row[1] for row in rows(f"SELECT code, id FROM place WHERE code IN ({marks(codes)})", *codes)}
    return Where(tuple(replace(area, id=known.get(area.code)) for area in wanted))
