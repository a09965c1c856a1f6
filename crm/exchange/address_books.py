"""Address books as tables (Outlook, Thunderbird, Google, Roundcube): columns that belong together become one.

These programs give a street, a town and a code a column each, and beside each number another column with its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from crm.exchange.columns import heading_words
from crm.exchange.tables import Row, Table

_PART_OF_ADDRESS = re.compile(
    r"(home|work|business|other) (?:address )?"
    r"((?:street|address)(?: \d)?|po box|city|state|province|zip(?: ?code)?|postal ?code|country(?: region)?)"
)
_TYPED = re.compile(r"(e mail|phone|website|address|organi[sz]ation) (\d+) (.+)")
_KIND = ("type", "label")
_SAME_PLACE = {"business": "work"}
_OF_ORGANISATION = {"name": "Organization", "title": "Job Title"}
_BODIES = ("company", "organization", "organisation", "organization name")
_POST = (("job title", "organization title"), ("department", "organization department"))
_BETWEEN_VALUES = " ::: "  # of Google, where one kind of detail stands several times


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that is made of others."""

    heading: str
    made_of: tuple[int, ...]
    cell: Callable[[Sequence[str]], str]


def simplify(table: Table) -> Table:
    """The same table with the columns of an address book put together; any other table as it is."""
    made = list(_made(table))
    if not made:
        return table
    used = {index for column in made for index in column.made_of}
    kept = [_Column(heading, (index,), _at(index)) for index, heading in enumerate(table.headings) if index not in used]
    columns = sorted((*made, *kept), key=lambda column: column.made_of[0])
    rows = tuple(Row(row.number, [column.cell(row.cells) for column in columns], row.lines) for row in table.rows)
    return replace(table, headings=tuple(column.heading for column in columns), rows=rows)


def _made(table: Table) -> Iterator[_Column]:
    words = [heading_words(heading) for heading in table.headings]
    yield from _addresses(words)
    typed = _typed(words)
    for (noun, number), parts in typed.items():
        yield from _typed_columns(noun, number, parts, table)
    yield from _post(words)


def _addresses(words: Sequence[str]) -> Iterator[_Column]:
    """“Home Street”, “Home City” and “Home Zip” are one address."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        found = _PART_OF_ADDRESS.fullmatch(word)
        if found is not None:
            places.setdefault(_SAME_PLACE.get(found[1], found[1]), []).append(index)
    for place, parts in places.items():
        if len(parts) > 1:
            yield _Column(f"{place.capitalize()} Address", tuple(parts), _joined(parts))


def _typed(words: Sequence[str]) -> dict[tuple[str, str], dict[str, int]]:
    """“Phone 1 - Type” and “Phone 1 - Value” by what and number; numbers alone (“E-mail 2 Address”) are not such."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for index, word in enumerate(words):
        match = _TYPED.fullmatch(word)
        if match is not None:
            found.setdefault((match[1], match[2]), {})[match[3]] = index
    return {key: parts for key, parts in found.items() if any(kind in parts for kind in _KIND)}


def _typed_columns(noun: str, number: str, parts: dict[str, int], table: Table) -> Iterator[_Column]:
    kind = next(parts[word] for word in _KIND if word in parts)
    if noun == "address":
        rest = [index for word, index in parts.items() if word not in (*_KIND, "formatted")]
        whole = parts.get("formatted", kind)
        yield _Column(f"Address {number}", (kind, *rest, whole), _whole_or_joined(parts.get("formatted"), rest))
    elif noun.startswith("organi"):
        for word, heading in _OF_ORGANISATION.items():
            if word in parts:
                yield _Column(heading, (parts[word], kind), _at(parts[word]))
    elif "value" in parts:
        value = parts["value"]
        is_fax = noun == "phone" and any("fax" in row.cells[kind].casefold() for row in table.rows)
        heading = f"{noun.capitalize()} {number}"
        yield _Column(heading, (kind, value), _of_kind(value, kind, is_fax=False) if is_fax else _at(value))
        if is_fax:
            yield _Column(f"Fax {number}", (kind, value), _of_kind(value, kind, is_fax=True))


def _post(words: Sequence[str]) -> Iterator[_Column]:
    """“Job Title” and “Department” of a company are one post."""
    parts = [words.index(next(each for each in names if each in words)) for names in _POST if set(names) & set(words)]
    if not any(body in words for body in _BODIES) or not set(_POST[0]) & set(words):
        return
    if len(parts) > 1 or words[parts[0]] != _POST[0][0]:
        yield _Column("Job Title", tuple(parts), _joined(parts))


def _at(index: int) -> Callable[[Sequence[str]], str]:
    return lambda cells: cells[index].replace(_BETWEEN_VALUES, " / ")


def _joined(parts: Sequence[int]) -> Callable[[Sequence[str]], str]:
    return lambda cells: ", ".join(cells[index] for index in parts if cells[index])


def _whole_or_joined(whole: int | None, parts: Sequence[int]) -> Callable[[Sequence[str]], str]:
    joined = _joined(parts)
    return lambda cells: joined(cells) or (cells[whole] if whole is not None else "")


def _of_kind(value: int, kind: int, *, is_fax: bool) -> Callable[[Sequence[str]], str]:
    """The number where it is a fax, or where it is none."""
    at = _at(value)
    return lambda cells: at(cells) if ("fax" in cells[kind].casefold()) == is_fax else ""
