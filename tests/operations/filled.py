"""A workspace filled at random: rows of every table there is, each column with anything it may hold."""

from __future__ import annotations

import random
import string
import uuid
from datetime import date, timedelta
from typing import Any

import peewee

from crm.operations.base import insert_rows, operation
from crm.queries.export_workspace import fields_of, has_own_record, link_of, name_of
from crm.store.engine import database
from crm.tables.all import NOUNS, TABLES
from crm.tables.base import Record, Table

_LETTERS = string.ascii_letters + " ’“”=+-@'\t\n\"\\{}ǃǀéšẑ😀\u2028\ufeff0123456789"
_UNIQUE = ("uuid", "reference", "key", "item", "uuid_hash")


@operation("Fill at random")
def fill_at_random(seed: int, each: int) -> None:
    """Add `each` rows to every table."""
    chance = random.Random(seed)
    for table in TABLES:
        if table is not Record:
            _fill(table, chance, each)


def _fill(table: type[Table], chance: random.Random, each: int) -> None:
    fields = [(name, field) for name, field in fields_of(table) if name != "id" or has_own_record(table)]
    for _time in range(each):
        row = {name: _value(name, field, chance) for name, field in fields if name != "id"}
        if has_own_record(table):
            row["id"] = _record(table, chance)
        insert_rows(table, list(row), [list(row.values())])


def _record(table: type[Table], chance: random.Random) -> int:
    noun = next(noun for noun, tables in NOUNS.items() if name_of(table) in tables)
    values = (noun, str(uuid.UUID(int=chance.getrandbits(128))), chance.randrange(3), _text(chance))
    sql = "INSERT INTO record(noun, uuid, confidentiality, source) VALUES(?, ?, ?, ?) RETURNING id"
    return int(database.execute_sql(sql, values).fetchone()[0])


def _value(name: str, field: peewee.Field, chance: random.Random) -> Any:
    if name in _UNIQUE:
        return f"{chance.getrandbits(64):x}"
    if field.null and chance.random() < 0.3:
        return None
    if link_of(field):
        return _linked(link_of(field), field.null, chance)
    if isinstance(field, peewee.BooleanField):
        return chance.random() < 0.5
    if isinstance(field, peewee.FloatField):
        return chance.randrange(-(10**6), 10**6) / 8
    if isinstance(field, peewee.DateField):
        return (date(2020, 1, 1) + timedelta(chance.randrange(4000))).isoformat()
    return chance.randrange(-5, 10**9) if isinstance(field, peewee.IntegerField) else _text(chance)


def _linked(table: str, is_free: bool, chance: random.Random) -> int | None:
    found = [row[0] for row in database.execute_sql(f'SELECT id FROM "{table}" ORDER BY id').fetchall()]
    return chance.choice(found) if found or not is_free else None


def _text(chance: random.Random) -> str:
    return "".join(chance.choices(_LETTERS, k=chance.randrange(12)))
