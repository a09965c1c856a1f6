"""By what one person can be recognised in a text: every form of the name, numbers, addresses, and keys of machines."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crm.exchange.own import OWN_SCHEME
from crm.queries.base import ids, marks, rows
from crm.queries.known_names import KnownName, keys_of, list_known_names, list_names_of_bodies
from crm.rules.contact_finding import EMAIL, NUMBER, significant_digits
from crm.rules.erasing import Span, cover
from crm.rules.name_finding import NameFinder, bare_letters, is_title, words_of

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Traces:
    """What finds one person in any text; made by `get_traces`."""

    record_ids: tuple[int, ...]
    """The person's, and those of records that went into it."""
    names: tuple[KnownName, ...]
    contacts: tuple[str, ...]
    """As typed and in their normal form, of this person alone."""
    uuids: tuple[str, ...]
    """The record's own, and those of records that went into it."""
    identifiers: tuple[str, ...]
    _finder: NameFinder
    _keys: tuple[str, ...]
    _given_keys: tuple[str, ...]
    _addresses: frozenset[str]
    _numbers: frozenset[str]

    @property
    def person_id(self) -> int:
        """The record of the person."""
        return self.record_ids[0]

    def find(self, text: str, *, is_near: bool = False, is_sure: bool = False) -> list[Span]:
        """Where in the text the person is named, or has a number, an address or a key.

        A given name alone counts only when `is_near`: in a text of a record that has to do with the person. With
        `is_sure` what may as well name somebody else is left out.
        """
        found = self._find_names(text, is_near, is_sure)
        if "@" in text or _DIGIT.search(text):
            found += self._find_keys(text)
        return sorted(set(found))

    def _find_names(self, text: str, is_near: bool, is_sure: bool) -> list[Span]:
        bare = bare_letters(text)
        if not any(key in bare for key in (self._given_keys if is_near else self._keys)):
            return []
        texts = (text, *(each.name for each in self.names)) if is_near else (text,)
        mentions = self._finder.find(texts).get(text, ())
        own = (each for each in mentions if self.person_id in each.whose)
        return [(each.start, each.end) for each in own if not is_sure or each.whose <= {self.person_id, None}]

    def _find_keys(self, text: str) -> list[Span]:
        found = [each.span() for each in EMAIL.finditer(text) if each[0].casefold() in self._addresses]
        found += [each.span() for each in NUMBER.finditer(text) if significant_digits(each[0]) in self._numbers]
        for key in (*self.uuids, *self.identifiers):
            if key in text:
                found += [each.span() for each in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", text)]
        return found

    def is_all(self, text: str, spans: Collection[Span]) -> bool:
        """Whether a text is the person's full name or number and nothing else, so that there is nothing to read."""
        if len(spans) != 1:
            return False
        start, end = next(iter(spans))
        if text[:start].strip(" .,;") or text[end:].strip(" .,;"):
            return False
        mentions = self._finder.find([text]).get(text, ())
        if not mentions:
            return True  # a number, an address or a key
        is_only = all(each.whose == {self.person_id} for each in mentions)
        return is_only and len([word for word in words_of(text) if not is_title(word)]) > 1

    def covered(self, text: str, *, is_near: bool = False, is_sure: bool = False) -> str:
        """The text with the person covered."""
        return cover(text, self.find(text, is_near=is_near, is_sure=is_sure))

    def covered_json(self, text: str, *, is_sure: bool = False) -> str:
        """A JSON text with the person covered in each of its texts."""
        value = json.loads(text)
        made = self._covered_value(value, is_sure)
        return text if made == value else json.dumps(made, ensure_ascii=False, sort_keys=True)

    def _covered_value(self, value: Any, is_sure: bool) -> Any:
        if isinstance(value, str):
            return self.covered(value, is_sure=is_sure)
        if isinstance(value, list):
            return [self._covered_value(each, is_sure) for each in value]
        if isinstance(value, dict):
            return {
                self.covered(key, is_sure=is_sure): self._covered_value(each, is_sure) for key, each in value.items()
            }
        return value

    def forms(self) -> list[str]:
        """What to look for in the bytes of a file: full names, numbers, addresses and uuids; no surname alone."""
        made = [form for name in self.names for form in _written(name)]
        numbers = [number.lstrip("+") for number in self._numbers]
        return list(dict.fromkeys([*made, *self.contacts, *numbers, *self.uuids, *self.identifiers]))


def _written(name: KnownName) -> Iterator[str]:
    """The ways a full name is written and kept."""
    yield from (each for each in (name.name,) if len(name.name.split()) > 1)
    if name.given and name.family:
        yield f"{name.given} {name.family}"
        yield f"{name.family}, {name.given}"
        yield f"{name.family} {name.given}"
    if name.known_as and name.family:
        yield f"{name.known_as} {name.family}"


def get_traces(person_id: int) -> Traces:
    """By what this person is recognised now, or was before the record was changed."""
    uuids, identifiers = _machine_keys(person_id)
    record_ids = (person_id, *_merged(uuids))
    known = list_known_names()
    own = tuple(
        {each: None for each in known if each.person_id == person_id} | dict.fromkeys(_former_names(record_ids))
    )
    contacts = _own_contacts(record_ids)
    last, given = keys_of(own), _given_keys(own)
    return Traces(
        record_ids,
        own,
        tuple(dict.fromkeys(text for pair in contacts for text in pair if text)),
        uuids,
        identifiers,
        _finder(own, known),
        last,
        (*last, *given),
        frozenset(normal.casefold() for _value, normal in contacts if "@" in normal),
        frozenset(significant_digits(normal) for _value, normal in contacts if "@" not in normal) - {""},
    )


def _merged(uuids: Sequence[str]) -> list[int]:
    """The records that went into this one."""
    return ids(
        "SELECT record_id FROM change WHERE tbl = 'record' AND kind = '-' AND old IS NOT NULL "
        f"AND json_extract(old, '$.uuid') IN ({marks(uuids)})",
        *uuids,
    )


def _former(table: str, record_ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """What the journal knows of rows that were changed or removed."""
    found = ids(
        "SELECT old FROM change WHERE tbl = ? AND old IS NOT NULL "
        f"AND record_id IN ({marks(record_ids)}) ORDER BY id DESC",
        table,
        *record_ids,
    )
    return (json.loads(str(old)) for old in found)


def _former_names(record_ids: Sequence[int]) -> Iterator[KnownName]:
    """Names of before; a column that did not change then is as it came to be later."""
    later: dict[str, Any] = {}
    for row in rows("SELECT name, given, family, known_as FROM person WHERE id = ?", record_ids[0]):
        later = dict(zip(("name", "given", "family", "known_as"), row, strict=True))
    for old in _former("person", record_ids):
        changed = {column: value for column, value in old.items() if column in later}
        if changed:
            later |= changed
            yield KnownName(record_ids[0], **later)
    for old in _former("other_name", record_ids):
        if old.get("name"):
            yield KnownName(record_ids[0], old["name"])


def _own_contacts(record_ids: Sequence[int]) -> list[tuple[str, str]]:
    """What reaches this person, or did, and is no number or address of anybody else's too."""
    found = rows("SELECT value, normal FROM contact_point WHERE record_id = ? AND is_shared = 0", record_ids[0])
    found += [
        (old.get("value", ""), old.get("normal", ""))
        for old in _former("contact_point", record_ids)
        if not old.get("is_shared")
    ]
    others = {
        normal for (normal,) in rows("SELECT normal FROM contact_point WHERE record_id <> ?", record_ids[0]) if normal
    }
    return [(str(value), str(normal)) for value, normal in found if normal not in others]


def _machine_keys(person_id: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (uuid,) = rows("SELECT uuid FROM record WHERE id = ?", person_id)[0]
    found = rows("SELECT scheme, value FROM identifier WHERE record_id = ?", person_id)
    uuids = (uuid, *(value for scheme, value in found if scheme == OWN_SCHEME))
    long = (value for scheme, value in found if scheme != OWN_SCHEME and len(value) >= _LEAST_KEY)
    return tuple(dict.fromkeys(uuids)), tuple(dict.fromkeys(long))


_LEAST_KEY = 6
"""Characters below which the number another system gives somebody may stand anywhere by chance."""


def _given_keys(own: Iterable[KnownName]) -> tuple[str, ...]:
    """The given names that may stand alone, as words are compared."""
    given = [word for each in own for word in words_of(each.given if each.family else f"{each.given} {each.name}")]
    return tuple(dict.fromkeys(word for word in given if len(word) > 1 and not is_title(word)))


def _finder(own: Iterable[KnownName], known: Iterable[KnownName]) -> NameFinder:
    """Finds the person, and whoever and whatever else may be meant by the same words."""
    words = {word for each in own for text in (each.name, each.known_as) for word in words_of(text)}
    bodies = [name for name in list_names_of_bodies() if words.intersection(words_of(name))]
    finder = NameFinder(words.union(*(words_of(name) for name in bodies)))
    whole = [set(words_of(each.name)) for each in own if len(each.name.split()) > 1]
    for each in (*known, *own):
        if each.person_id is None and any(name <= set(words_of(each.name)) for name in whole):
            continue  # somebody of whom only the name was written down, in longer words: it is the same one
        finder.add_person(each.person_id, each.name, each.given, each.family, each.known_as)
    for name in bodies:
        finder.add_body(name)
    return finder
