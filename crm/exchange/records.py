"""Records in JSON or XML to the rows of a table: nested values become columns, nested people rows of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crm.exchange.cells import clean
from crm.exchange.columns import CONTACT_FIELDS, NAME_FIELDS, Field, field_of_heading
from crm.exchange.files import check_length
from crm.exchange.tables import LOOK_AT, MOST_COLUMNS, Row, Source, Table
from resources.translations import _

Path = tuple[str, ...]
"""The keys that lead to a value inside a record; places in a list count from 1."""

TEXT = ""
"""The key of an element's own text beside its attributes."""

_MOST_IN_A_LIST = 20
_DEEPEST = 12
_KIND_KEYS = ("type", "kind", "label")
_VALUE_KEYS = ("value", "number", "address", TEXT)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WHOSE = re.compile(r"^(person|member|contact|councillor|official|representative)[ _.-]+", re.IGNORECASE)


@dataclass(frozen=True)
class Records:
    """A list of records, what stands beside it, and which other lists there are."""

    items: Sequence[Mapping[str, Any]]
    beside: Mapping[str, Any]
    others: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the whole list is of, where something beside it says so: “National Council of Provinces”."""
        named = {key.casefold(): value for key, value in self.beside.items() if isinstance(value, str)}
        return next((clean(named[key]) for key in ("name", "title", "organisation") if clean(named.get(key, ""))), "")


def records_in(value: Any) -> Records | None:
    """The list of records in a document, the longest where there are several; None when there is none."""
    for _level in range(_DEEPEST):
        if _is_records(value):
            return Records([item for item in value if isinstance(item, dict)], {})
        if not isinstance(value, dict):
            return None
        lists = {key: found for key, found in value.items() if _is_records(found)}
        if _names_somebody(value) and not any(_names_somebody(item) for found in lists.values() for item in found):
            return Records([value], {})
        if lists:
            longest = max(lists, key=lambda key: len(lists[key]))
            items = [item for item in lists[longest] if isinstance(item, dict)]
            return Records(items, value, tuple(key for key in lists if key != longest))
        inner = [found for found in value.values() if isinstance(found, dict)]
        if len(inner) != 1:
            return None
        value = inner[0]
    return None


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and sum(isinstance(item, dict) for item in value) * 2 > len(value)


def table_of(records: Records, source: Source) -> Table:
    """The table of these records; what is nested too deeply or in too many columns is told.

    Raises UserError “list-too-long”.
    """
    check_length(len(records.items), source.name)
    people = _people_key(records.items)
    rows: list[tuple[int, dict[Path, str]]] = []
    for number, item in enumerate(records.items, start=1):
        rows += ((number, cells) for cells in _rows(item, people))
    paths = list(dict.fromkeys(path for _number, cells in rows for path in cells))[:MOST_COLUMNS]
    kept = [Row(number, [cells.get(path, "") for path in paths]) for number, cells in rows if cells]
    warnings = [_("the list “{key}” beside it was not read").format(key=key[:60]) for key in records.others]
    headings = tuple(_headings(paths))
    return Table(
        source, headings, tuple(kept), 0, warnings=tuple(warnings), total=len(kept), first_rows=tuple(kept[:LOOK_AT])
    )


def _people_key(items: Sequence[Mapping[str, Any]]) -> str:
    """The key under which people are listed inside each record (“People” of an office), empty where none is."""
    for key in dict.fromkeys(key for item in items for key in item):
        nested = [each for item in items if _is_records(item.get(key)) for each in item[key] if isinstance(each, dict)]
        if nested and sum(map(_names_somebody, nested)) * 2 > len(nested):
            return key
    return ""


def _names_somebody(item: Any) -> bool:
    return isinstance(item, dict) and any(
        isinstance(value, str) and _field(key) in NAME_FIELDS for key, value in item.items()
    )


def _rows(item: Mapping[str, Any], people: str) -> Iterator[dict[Path, str]]:
    """The record itself, and one row for each of the people in it, who are reached by their own details alone."""
    own = dict(_cells({key: value for key, value in item.items() if key != people}))
    nested = item.get(people) if people else None
    yield own
    for each in nested if isinstance(nested, list) else []:
        if isinstance(each, dict) and (cells := dict(_cells(each, (people,)))):
            about = {path: text for path, text in own.items() if _field(path[-1]) not in CONTACT_FIELDS}
            yield about | cells


def _cells(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Each text in a record that is not empty, and the keys that lead to it."""
    if isinstance(value, dict) and len(path) < _DEEPEST:
        kind, held = _kind_and_value(value)
        if kind:
            yield (*path[:-1], kind, path[-1]) if path else (kind,), held
            return
        for key, inner in value.items():
            yield from _cells(inner, (*path, str(key)) if key != TEXT else path)
    elif isinstance(value, list) and len(path) < _DEEPEST:
        for at, inner in enumerate(value[:_MOST_IN_A_LIST], start=1):
            yield from _cells(inner, (*path, str(at)) if len(value) > 1 else path)
    elif text := _text(value):
        yield path, text


def _kind_and_value(value: Mapping[str, Any]) -> tuple[str, str]:
    """“cell” and the number of {"type": "cell", "value": "082 555 0101"}; empty for anything else."""
    kind = next((_text(value[key]) for key in _KIND_KEYS if _text(value.get(key))), "")
    held = next((_text(value[key]) for key in _VALUE_KEYS if _text(value.get(key))), "")
    return (kind, held) if kind and held and len(value) <= 4 else ("", "")


def _text(value: Any) -> str:
    """A value as clean text; lists and objects are none."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return str(value)[:100]
    return clean(value) if isinstance(value, str) else ""


def _headings(paths: Sequence[Path]) -> Iterator[str]:
    """The last word of each path with the number of its place; the whole path where others end alike."""
    short = [_short(path) for path in paths]
    for path, heading in zip(paths, short, strict=True):
        is_alone = (
            short.count(heading) == 1 or len(path) == 1 or field_of_heading(heading) in (*CONTACT_FIELDS, *NAME_FIELDS)
        )
        yield heading if is_alone else " ".join(map(_heading, path))


def _short(path: Path) -> str:
    words = [each for each in path if not each.isdecimal()] or ["1"]
    number = path[-1] if path and path[-1].isdecimal() and len(path) > 1 else ""
    return f"{_heading(words[-1])} {number}".strip()


@lru_cache(5_000)
def _field(key: str) -> Field:
    """What a key alone says of its value."""
    return field_of_heading(_heading(key))


@lru_cache(5_000)
def _heading(key: str) -> str:
    """“firstName” as words; “person_first_name” without whose it is, where only the rest says what it is."""
    words = _HUMP.sub(" ", key)
    bare = _WHOSE.sub("", words)
    return bare if field_of_heading(words) == Field.UNKNOWN != field_of_heading(bare) else words
