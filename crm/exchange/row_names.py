"""The name in a row: in one column or several, in capitals, surname first or last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crm.exchange.column_guesses import guess_surname_first, surname_first_by_email
from crm.exchange.columns import Field, Mapping
from crm.exchange.tables import Row
from crm.rules.emails import read_emails
from crm.rules.names import PersonName, fold, proper_case, split_name, take_known_as

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LOOSE_HYPHEN = re.compile(r"(?<=\w)(?: -|- )(?=\w)")
_MOST_WORDS = 50_000


class RowNames:
    """Reads the names of one table; a part of a name is put in its proper case once."""

    def __init__(self, mapping: Mapping, rows: Sequence[Row] = ()) -> None:
        self._at = {field: mapping.column(field) for field in Field}
        self._cased: dict[str, str] = {}
        self._mailboxes = self._mailboxes_of(rows) if mapping.has(Field.CONTACT_VALUE) else {}
        self._has_names = mapping.names_anything
        self._whole = [column.index for column in mapping.of(Field.NAME)]
        self._surname_first = mapping.surname_first
        if self._surname_first is None and self._mailboxes:
            self._surname_first = guess_surname_first(list(self._mailboxes), list(self._mailboxes.values()))

    def read(self, cells: Sequence[str]) -> tuple[PersonName, list[str]]:
        """The name in its parts, and the other names the row gives; all parts are empty when there is none."""
        name = self._from_parts(cells)
        whole = " ".join([cells[index] for index in self._whole if cells[index]])
        if not (name.given or name.family):
            name = self._from_whole(whole, cells)
            whole = ""
        if not (name.given or name.family):
            return self._from_address(cells), []
        name = self._proper(name)
        known_as = self._cell(cells, Field.KNOWN_AS)
        others = [other for other in (whole, self._cell(cells, Field.OTHER_NAME), known_as) if other]
        if known_as:
            name = replace(name, known_as=_short_form(known_as, name))
        return name, _distinct(others, name) if others else []

    def _from_parts(self, cells: Sequence[str]) -> PersonName:
        given, middle = self._cell(cells, Field.GIVEN), self._cell(cells, Field.MIDDLE)
        given, known_as = f"{given} {middle}".strip() if middle else given, ""
        if not given.replace(" ", "").isalpha():
            given, known_as = take_known_as(given)
        return PersonName(self._cell(cells, Field.TITLE), given, _joined(self._cell(cells, Field.FAMILY)), known_as)

    def _from_whole(self, text: str, cells: Sequence[str]) -> PersonName:
        if not text:
            return PersonName()
        address = self._cell(cells, Field.EMAIL) or self._mailboxes.get(text, "")
        surname_first = surname_first_by_email(text, address)
        name = split_name(_joined(text), self._surname_first if surname_first is None else surname_first)
        title = self._cell(cells, Field.TITLE)
        return replace(name, title=title) if title else name

    def _from_address(self, cells: Sequence[str]) -> PersonName:
        """Nobody, but in a list of nothing but addresses: who stands there is called by theirs."""
        found = [] if self._has_names else read_emails(self._cell(cells, Field.EMAIL))
        return PersonName(family=found[0]) if found else PersonName()

    def _mailboxes_of(self, rows: Iterable[Row]) -> dict[str, str]:
        """The address that stands beside each name where a row is one contact, for the rows without it."""
        found: dict[str, str] = {}
        for row in rows:
            name, value = self._cell(row.cells, Field.NAME), self._cell(row.cells, Field.CONTACT_VALUE)
            if name and "@" in value:
                found.setdefault(name, value)
        return found

    def _proper(self, name: PersonName) -> PersonName:
        """In proper case; beside a surname in capitals short names are names too, not initials."""
        whole = name.given + name.family
        if whole.isupper() and _LONG_WORD.search(whole):
            return PersonName(name.title, self._case(name.given), self._case(name.family), name.known_as)
        if self._is_shouted(name.given) or self._is_shouted(name.family):
            given, family = self._if_shouted(name.given), self._if_shouted(name.family)
            return PersonName(name.title, given, family, name.known_as)
        return name

    def _if_shouted(self, part: str) -> str:
        return self._case(part) if self._is_shouted(part) else part

    def _is_shouted(self, part: str) -> bool:
        """Whether a part of a name is in capitals and no mere initials."""
        return part.isupper() and _LONG_WORD.search(part) is not None

    def _case(self, part: str) -> str:
        """In proper case; long plain words do not depend on one another, and lists repeat them."""
        known = self._cased.get(part)
        if known is not None:
            return known
        words = part.split()
        if all(len(word) > 5 and word.isascii() and word.isalpha() for word in words):
            return " ".join([self._known_case(word) for word in words])
        return self._known_case(part)

    def _known_case(self, part: str) -> str:
        known = self._cased.get(part)
        if known is None:
            known = proper_case(part)
            if len(self._cased) < _MOST_WORDS:
                self._cased[part] = known
        return known

    def _cell(self, cells: Sequence[str], field: Field) -> str:
        index = self._at[field]
        return "" if index is None else cells[index]


def _joined(text: str) -> str:
    """A double surname in one word: “Dlamini- Zulu”."""
    return _LOOSE_HYPHEN.sub("-", text) if "-" in text else text


def _short_form(known_as: str, name: PersonName) -> str:
    """The given part of a name like “Chris Hattingh”, the whole where the surname is another one."""
    family = f" {name.family}" if name.family else ""
    is_same_family = bool(family) and fold(known_as).endswith(" " + fold(name.family))
    return known_as[: -len(family)].strip() if is_same_family and len(known_as) > len(family) else known_as


def _distinct(others: list[str], name: PersonName) -> list[str]:
    """The other names that are not the name itself, each once."""
    own = {fold(f"{name.given} {name.family}"), fold(f"{name.title} {name.given} {name.family}"), ""}
    kept: list[str] = []
    for other in others:
        if fold(other) not in own:
            own.add(fold(other))
            kept.append(other)
    return kept
