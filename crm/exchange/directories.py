"""Directories nested by province, municipality, ward and office, as gov.za and the IEC give them in JSON.

No level is asked for: what a level is shows in its keys, and where it ends in the details that stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from crm.exchange import bodies
from crm.exchange.bodies import Body, Spot
from crm.exchange.candidates import Reading
from crm.exchange.cells import clean
from crm.exchange.columns import CONTACT_FIELDS, NAME_FIELDS, Field, field_of_heading
from crm.exchange.entries import Entries, Entry, Held, Named, body_called
from crm.rules.names import fold
from crm.rules.organisations import find_province
from resources import reference
from resources.translations import _

_DEEPEST = 12
_WITH_CODE = re.compile(r"([A-Z]{2,3}\d{0,3})\b\s*[-–:]?\s*(.*)")
_SORT = re.compile(r"^(the )?(city of )?|( city)?( (local|district|metro(politan)?))?( municipality)?$")
_ALIKE = 85  # of a hundred; the names of one province are less alike than 80
_SHORTEST = 6
_WARD = re.compile(r"(?:ward )?(\d{8})", re.IGNORECASE)
_ITSELF = frozenset(("municipality", "council", "office", "contact", "contacts", "details", "general", "itself", ""))
_LEAF_FIELDS = (*CONTACT_FIELDS, *NAME_FIELDS)
_SOCIAL_NETWORKS = ("twitter", "facebook", "instagram", "linkedin")


@dataclass(frozen=True)
class _Here:
    """Where in the directory we are: the keys so far, and what they named."""

    path: tuple[str, ...] = ()
    province: str = ""
    body: Body | None = None
    spot: Spot | None = None

    @property
    def line(self) -> str:
        """Where it stands, in the directory's own words: “Emthanjeni > Mayor (Northern Cape)”."""
        provinces = [key for key in self.path if _province(key)]
        rest = " > ".join(key[:60] for key in self.path if key not in provinces)
        return f"{rest} ({', '.join(provinces)})" if provinces and rest else rest or ", ".join(provinces)


def is_directory(document: Any, *, has_list: bool = False) -> bool:
    """Whether a document is nested by names and ends in contact details.

    Where it `has_list` too, only if it names places: details beside a list are whose it is.
    """
    is_nested = isinstance(document, dict) and not _is_leaf(document)
    return is_nested and _has_leaves(document, 0, is_placed=False, needs_place=has_list)


def _has_leaves(value: Mapping[str, Any], depth: int, *, is_placed: bool, needs_place: bool) -> bool:
    """Whether details stand below; a list of them only below the name of a place, for it may be a table."""
    for key, inner in value.items():
        is_here = is_placed or _below(clean(str(key)), _Here()) != _Here()
        is_detail = depth > 0 and (is_here or not needs_place) and _is_leaf(inner)
        is_list = is_here and isinstance(inner, list) and any(map(_is_leaf, inner))
        goes_on = isinstance(inner, dict) and depth < _DEEPEST
        if (
            is_detail
            or is_list
            or (goes_on and _has_leaves(inner, depth + 1, is_placed=is_here, needs_place=needs_place))
        ):
            return True
    return False


def _is_leaf(value: Any) -> bool:
    """Whether an object says how to reach somebody, or who somebody is."""
    return isinstance(value, dict) and any(
        field_of_heading(str(key)) in _LEAF_FIELDS and _texts(inner) for key, inner in value.items()
    )


def read_directory(document: Mapping[str, Any], source_name: str, sha256: str) -> Reading:
    """The organisations and people of a directory, each with the keys that lead to it."""
    walk = _Walk()
    walk.through(document, _Here())
    walk.entries.tell()
    top = [fold(str(key)) for key in document]
    layout = "directory:" + ("provinces" if _province(next(iter(top), "")) else ",".join(sorted(top))[:80])
    return replace(walk.entries.found.finish(layout, source_name, sha256), format=_("directory in JSON"))


class _Walk:
    """One walk through a directory."""

    def __init__(self) -> None:
        self.entries = Entries()

    def through(self, value: Mapping[str, Any], here: _Here) -> None:
        """Everything below one object."""
        if len(here.path) > _DEEPEST:
            self.entries.found.miss(here.line, _("is nested too deeply"))
            return
        for key, inner in value.items():
            words = clean(str(key))
            path = (*here.path, words)
            if _is_leaf(inner):
                self._leaf(words, inner, replace(here, path=path))
            elif isinstance(inner, list) and any(_is_leaf(each) for each in inner):
                self._several(words, inner, _below(words, replace(here, path=path)))
            elif isinstance(inner, dict) and inner:
                self.through(inner, _below(words, replace(here, path=path)))
            elif inner not in ("", None, [], {}):
                self.entries.pass_over([words])

    def _several(self, key: str, found: list[Any], here: _Here) -> None:
        for at, each in enumerate(found, start=1):
            place = replace(here, path=(*here.path, str(at)))
            if _is_leaf(each):
                self._leaf(
                    _first(each, Field.ROLE) or ("" if here.body and here.body.name == key else key), each, place
                )
            else:
                self.entries.found.miss(place.line, _("is not a record"))

    def _leaf(self, key: str, value: Mapping[str, Any], here: _Here) -> None:
        known = (*_LEAF_FIELDS, Field.PARTY, Field.TITLE, Field.ROLE)
        self.entries.pass_over(str(each) for each in value if field_of_heading(str(each)) not in known)
        entry = Entry(here.line, _named(value), reach=list(_reach(value)))
        body = here.body or self._body_above(here)
        if not _has_name(entry.name):
            self._of_office(key, entry, body or body_called(key))
            return
        party = bodies.party(_first(value, Field.PARTY))
        if body is not None:
            title = "" if fold(key) in _ITSELF or key.isdecimal() else key
            entry.held.append(Held(body, title, party, here.spot))
        elif party is not None:
            entry.held.append(Held(party, key))
        if not self.entries.add_person(entry):
            self.entries.found.miss(here.line, _("no name stands here"))

    def _of_office(self, key: str, entry: Entry, body: Body) -> None:
        """The details of an organisation itself, or of a post that the directory names nobody for."""
        if fold(key) not in _ITSELF and fold(key) != fold(body.name):
            entry.reach = [(kind, text, label or key) for kind, text, label in entry.reach]
        self.entries.add_organisation(entry, body)

    def _body_above(self, here: _Here) -> Body | None:
        """The organisation that the key above names, where no level was a municipality."""
        above = here.path[-2] if len(here.path) > 1 else ""
        return body_called(above) if above and not _province(above) and not above.isdecimal() else None


def _below(key: str, here: _Here) -> _Here:
    """Where the objects under a key stand."""
    province = _province(key)
    if province:
        return replace(here, province=province)
    ward = _WARD.fullmatch(key)
    if ward is not None:
        return replace(here, spot=bodies.spot(ward[1]))
    municipality = _municipality(key, here.province)
    if municipality is not None:
        return replace(here, body=municipality)
    if here.province and here.body is None:
        return replace(here, body=bodies.council(key))
    return here


def _province(key: str) -> str:
    found = find_province(key, reference.provinces()) if key else None
    return found.code if found is not None else ""


def _municipality(key: str, province: str) -> Body | None:
    """The council of a municipality by code or name, in its province where two have the name."""
    coded = _WITH_CODE.match(key)
    codes = _municipalities()
    for name in (coded[1] if coded else "", key):
        code = codes.get((fold(name), "")) or codes.get((_bare(name), province))
        if code:
            return bodies.council(code)
    return _much_alike(_bare(key), province)


@cache
def _municipalities() -> dict[tuple[str, str], str]:
    """Codes by code, and by bare name and province."""
    found = {(_bare(each.name), each.province_code): each.code for each in reference.municipalities()}
    return found | {(fold(each.code), ""): each.code for each in reference.municipalities()}


def _bare(name: str) -> str:
    """The letters of a name without what sort of municipality it is: “!Kheis” is “Kheis” too."""
    return "".join(letter for letter in _SORT.sub("", fold(name)) if letter.isalnum())


@lru_cache(2_000)
def _much_alike(bare: str, province: str) -> Body | None:
    """The council whose name is spelled nearly so: within a province no two names are half as much alike."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    names = {code: name for (name, at), code in _municipalities().items() if at == province}
    found = extractOne(bare, names, scorer=ratio, score_cutoff=_ALIKE) if province and len(bare) >= _SHORTEST else None
    return bodies.council(found[2]) if found is not None else None


def _named(value: Mapping[str, Any]) -> Named:
    return Named(
        whole=_first(value, Field.NAME),
        title=_first(value, Field.TITLE),
        given=_first(value, Field.GIVEN),
        family=_first(value, Field.FAMILY),
        known_as=_first(value, Field.KNOWN_AS),
    )


def _has_name(name: Named) -> bool:
    return bool(name.whole or name.given or name.family)


def _reach(value: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, inner in value.items():
        field = field_of_heading(str(key))
        if field in CONTACT_FIELDS:
            label = str(key) if fold(str(key)) in _SOCIAL_NETWORKS else ""
            for text in _texts(inner):
                yield field.value, text, label


def _first(value: Mapping[str, Any], field: Field) -> str:
    """The first text under a key that means this."""
    keys = (inner for key, inner in value.items() if field_of_heading(str(key)) == field)
    return next((text for inner in keys for text in _texts(inner)), "")


def _texts(value: Any) -> list[str]:
    """The texts that are a value, or a list of them."""
    if isinstance(value, list):
        return [text for each in value if not isinstance(each, list) for text in _texts(each)]
    if isinstance(value, str):
        text = clean(value)
        return [text] if text else []
    return [str(value)[:40]] if isinstance(value, int) and not isinstance(value, bool) else []
