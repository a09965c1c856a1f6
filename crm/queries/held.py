"""All that is held on one person, row by row, so that an answer under POPIA section 23 leaves nothing out.

It goes by the tables themselves: whatever column points at the person is found, also one that is added later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee

from crm.queries.base import in_chunks, rows
from crm.queries.export_workspace import fields_of, link_of, name_of
from crm.queries.known_names import KnownName, finder_of, keys_of, list_known_names
from crm.queries.records import get_found
from crm.rules import history_words
from crm.rules.dates import format_day
from crm.rules.name_finding import bare_letters
from crm.tables.all import NOUNS, TABLES
from crm.tables.base import Record, Table
from resources.translations import _

Row = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """One row that speaks of the person: what it is, on which record it stands, and what its columns say.

    `links` are the people and records it points at, with the one it stands on; it is as confidential as the most
    confidential of these but the person, since it says their names. `digest` changes with what is shown.
    """

    table: str
    line: int
    thing: str
    record_id: int
    noun: str
    record: str
    confidentiality: int
    said: tuple[tuple[str, str], ...]
    links: frozenset[int]
    digest: str
    is_mention: bool
    """Whether it only names the person in a text."""


_QUIET = frozenset(
    (
        *("id", "fold", "sort_name", "normal", "uuid", "noun", "position", "next_look", "sha256", "size", "options"),
        *("at_operation", "start_from", "start_to", "end_from", "end_to"),
    )
)
_RECORDS = frozenset(("record", *(table for tables in NOUNS.values() for table in tables)))
"""The tables whose rows have a name."""


def list_held(person_id: int) -> list[Held]:
    """Every row that points at the person, then every other one with a text that names the person.

    A text with the surname alone counts too, though it may mean another of that name: it is read before it goes out.
    """
    tables = [table for table in TABLES if table is not Record]
    pointing: list[tuple[type[Table], Row]] = [(Record, row) for row in _rows(Record, "id = ?", [person_id])]
    pointing += [(table, row) for table in tables for row in _pointing(table, person_id)]
    seen = {(table, row["id"]) for table, row in pointing}
    known = list_known_names()
    keys = keys_of(each for each in known if each.person_id == person_id)
    naming = [(table, row) for table in tables for row in _with_texts(table, keys) if (table, row["id"]) not in seen]
    meant = _that_mean(person_id, naming, known)
    return [*_named(pointing, person_id), *_named(meant, person_id, is_mention=True)]


def _pointing(table: type[Table], person_id: int) -> Iterator[Row]:
    """The rows of a table with a column that points at the person; the person's own row points at itself."""
    columns = [name for name, field in fields_of(table) if link_of(field) in ("record", "person")]
    if columns:
        yield from _rows(table, " OR ".join(f'"{name}" = ?' for name in columns), [person_id] * len(columns))


def _texts_of(table: type[Table]) -> list[str]:
    return [name for name, field in fields_of(table) if isinstance(field, peewee.TextField) and name not in _QUIET]


def _with_texts(table: type[Table], keys: Sequence[str]) -> Iterator[Row]:
    """The rows of a table that may name the person in a text, whatever its capitals and accents."""
    columns = _texts_of(table)
    if not columns or not keys:
        return
    for row in _rows(table, "1 = 1", ()):
        bare = bare_letters(" ".join(str(row[name]) for name in columns if row[name]))
        if any(key in bare for key in keys):
            yield row


def _that_mean(
    person_id: int, found: Sequence[tuple[type[Table], Row]], known: Iterable[KnownName]
) -> list[tuple[type[Table], Row]]:
    """Those of the rows in which one of the names found is the person's."""
    texts = {str(row[name]) for table, row in found for name in _texts_of(table) if row[name]}
    finder = finder_of(known, texts)
    meant = {
        text for text, mentions in finder.find(texts).items() if any(person_id in mention.whose for mention in mentions)
    }
    return [(table, row) for table, row in found if meant.intersection(str(row[name]) for name in _texts_of(table))]


def _rows(table: type[Table], condition: str, values: Iterable[object]) -> Iterator[Row]:
    names = [name for name, _field in fields_of(table)]
    columns = ", ".join(f'"{name}"' for name in names)
    for row in rows(f'SELECT {columns} FROM "{name_of(table)}" WHERE {condition} ORDER BY id', *values):
        yield dict(zip(names, row, strict=True))


def _named(found: Sequence[tuple[type[Table], Row]], person_id: int, *, is_mention: bool = False) -> Iterator[Held]:
    """The rows with what they point at called by its name."""
    owners = {int(row[table.owner]) for table, row in found}
    linked = {each for table, row in found for each in _links(table, row)}
    records = {each.id: each for each in get_found(sorted(owners | linked))}
    names = {each.id: each.name for each in records.values()}
    levels: dict[int, int] = dict(
        in_chunks("SELECT id, confidentiality FROM record WHERE id IN ({marks})", sorted(owners | linked))
    )
    for table, row in found:
        owner = int(row[table.owner])
        others = {*_links(table, row)} - {person_id}
        level = max(levels.get(each, 0) for each in (owner, *others))
        yield Held(
            table=name_of(table),
            line=int(row["id"]),
            thing=history_words.thing(name_of(table)),
            record_id=owner,
            noun=records[owner].noun if owner in records else "",
            record=names.get(owner, ""),
            confidentiality=level,
            said=tuple(_said(table, row, names, person_id)),
            links=frozenset((owner, *_links(table, row))),
            digest=_digest(table, row, names, level),
            is_mention=is_mention,
        )


def _links(table: type[Table], row: Row) -> Iterator[int]:
    """The records a row points at."""
    return (int(row[name]) for name, field in fields_of(table) if row[name] and link_of(field) in _RECORDS)


def _digest(table: type[Table], row: Row, names: Mapping[int, str], level: int) -> str:
    """A hash of all that is shown of a row, the same in every language of the window."""
    shown = {name: value for name, value in row.items() if name not in _QUIET}
    linked = [names.get(each, "") for each in (int(row[table.owner]), *_links(table, row))]
    said = json.dumps([shown, linked, level], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _said(
    table: type[Table], row: Mapping[str, Any], names: Mapping[int, str], person_id: int
) -> Iterator[tuple[str, str]]:
    for name, field in fields_of(table):
        value = row[name]
        if name in _QUIET or name == table.owner or value in (None, "", 0) or value == person_id:
            continue
        heading = history_words.heading(name.removesuffix("_id"))
        heading = heading[:1].upper() + heading[1:]
        if link_of(field):
            if value in names:
                yield heading, names[value]
        elif name == "fields":
            yield from ((key, str(text)) for key, text in json.loads(value).items() if text)
        else:
            yield heading, _words(name, field, value)


def _words(name: str, field: peewee.Field, value: Any) -> str:
    if isinstance(field, peewee.BooleanField):
        return _("yes")
    if isinstance(field, peewee.DateField):
        return format_day(date.fromisoformat(str(value)))
    return history_words.choice(name, str(value)) if history_words.is_choice(name) else str(value)
