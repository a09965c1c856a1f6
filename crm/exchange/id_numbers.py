"""South African identity numbers: found in whatever a list holds, and taken out of it before anything is stored.

A table is gone through cell by cell, so that row and column can be told; every other reading through its candidates.
The number itself is never told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from crm.exchange.candidates import ContactCandidate, NotUnderstood, PersonCandidate, Reading
from crm.exchange.columns import Column, Field, Mapping
from crm.exchange.tables import Row, Table
from resources.translations import _

T = TypeVar("T")

_BETWEEN = r"[ \u00a0\u2010-\u2015-]"
_UUID = r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"  # of a register: its figures are no number
_NUMBER = re.compile(
    rf"{_UUID}|(?<![\d+])(?:\d{{13}}|\d{{6}}{_BETWEEN}?\d{{4}}{_BETWEEN}?\d{{2}}{_BETWEEN}?\d)(?:\.0+)?(?!\d)"
    r"|(?<![\d+])(?<!\d[ \u00a0-])\d(?:[ \u00a0]?\d){12}(?![ \u00a0-]?\d)"
)
_MANY_DIGITS = re.compile(r"\d[\d \u00a0\u2010-\u2015-]{11,}\d")  # a quick look, which lets more through
_SPECIMEN = "[…]"
_IN_SENTENCES = (Field.PROMISE, Field.NOTE)
_IGNORED = (Field.LEFT_OUT, Field.UNKNOWN)


def has_id_number(text: str) -> bool:
    """Whether 13 digits in the text are an identity number: a birth date, and the check digit fits."""
    return _MANY_DIGITS.search(text) is not None and any(_is_real(found[0]) for found in _NUMBER.finditer(text))


def without_id_numbers(text: str, instead: str = "") -> str:
    """The text without the identity numbers in it; in a sentence something stands `instead`."""
    if not has_id_number(text):
        return text
    rest = _NUMBER.sub(lambda found: instead if _is_real(found[0]) else found[0], text)
    return " ".join(rest.split()) if instead else " ".join(rest.split()).strip(" ,;:/()|-")


def _is_real(written: str) -> bool:
    digits = re.sub(r"\D", "", written.partition(".")[0])
    if any(map(str.isalpha, written)):
        return False
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


# --- Tables ----------------------------------------------------------------------------------------------------------


def clear_table(table: Table, mapping: Mapping) -> Table:
    """The table without the identity numbers in the columns that are read, and where they stood."""
    columns = [column for column in mapping.columns if column.field not in _IGNORED]
    problems = list(_cleared(table.not_understood))
    rows = [_cleared_row(row, columns, problems) if _has_one(row.cells) else row for row in table.rows]
    return replace(table, rows=tuple(rows), not_understood=tuple(problems))


def _has_one(cells: Sequence[str]) -> bool:
    return _MANY_DIGITS.search("\n".join(cells)) is not None


def _cleared_row(row: Row, columns: Sequence[Column], problems: list[NotUnderstood]) -> Row:
    cells = list(row.cells)
    for column in columns:
        text = cells[column.index]
        cells[column.index] = without_id_numbers(text, _SPECIMEN if column.field in _IN_SENTENCES else "")
        if cells[column.index] != text:
            where = column.heading or str(column.index + 1)
            problems.append(
                NotUnderstood(
                    row.line, _("an identity number in the column “{heading}” was left out").format(heading=where)
                )
            )
    return replace(row, cells=cells)


# --- Candidates ------------------------------------------------------------------------------------------------------


def clear_reading(reading: Reading) -> Reading:
    """The reading without the identity numbers in any of its candidates, and where they stood.

    That of a table was gone through cell by cell before.
    """
    if reading.mapping is not None:
        return reading
    found = {at: kept for at, kept in enumerate(reading.candidates) if _MANY_DIGITS.search("\n".join(_texts(kept)))}
    cleared = {at: _cleared(candidate) for at, candidate in found.items()}
    changed = {at: candidate for at, candidate in cleared.items() if candidate != found[at]}
    not_understood = _cleared(reading.not_understood)
    if not changed and not_understood == reading.not_understood:
        return reading
    candidates = [changed.get(at, candidate) for at, candidate in enumerate(reading.candidates)]
    told = [NotUnderstood(candidate.line, _("an identity number was left out")) for candidate in changed.values()]
    return replace(
        reading,
        candidates=tuple(_own_keys(candidates)),
        not_understood=(*not_understood, *told),
        terms=_cleared(reading.terms),
    )


def _texts(value: Any) -> Iterator[str]:
    """Every text in a candidate."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))


def _cleared(value: T) -> T:
    """The same without identity numbers; what consisted of nothing else is gone from its list."""
    found: Any = value
    if isinstance(value, str):
        found = without_id_numbers(value)
    elif isinstance(value, tuple):
        found = tuple(cleared for part in value if (cleared := _cleared(part)) == part or not _is_empty(cleared))
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{field.name: _cleared(getattr(value, field.name)) for field in fields(value)})
    result: T = found
    return result


def _is_empty(cleared: object) -> bool:
    """Whether a contact detail, an identifier or a name is nothing without the number that was in it."""
    if isinstance(cleared, ContactCandidate):
        return not cleared.value or (cleared.kind == "email" and "@" not in cleared.value[1:])
    return not cleared or (isinstance(cleared, tuple) and not all(cleared))


def _own_keys(candidates: Sequence[Any]) -> Iterator[Any]:
    """Those whose keys were told apart by the number alone: each person keeps one, of the others the first stays."""
    seen: set[tuple[type, str]] = set()
    for candidate in candidates:
        known = (type(candidate), candidate.key)
        if known not in seen:
            seen.add(known)
            yield candidate
        elif isinstance(candidate, PersonCandidate):
            yield replace(candidate, key=f"{candidate.key}|{candidate.line}")
