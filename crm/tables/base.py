"""What all tables share: the database, who owns a row's history, and the record every noun's row is.

A noun's row shares its id with a row of `record`, so that a link may point at anything with a real foreign key.
A child row (a contact detail, a date move) has an id of its own and one *owner*: the record whose history it is in.
"""

from __future__ import annotations

from typing import Any, ClassVar

import peewee

from crm.store.engine import database

# peewee's own annotations tell a nullable column from another by literals; ours take it as an argument.
_Integer: Any = peewee.IntegerField
_Text: Any = peewee.TextField
_Date: Any = peewee.DateField


class Table(peewee.Model):
    """A table of the workspace whose every change is in the journal."""

    id: Any
    owner: ClassVar[str] = "id"
    """The column that names the record a row's history belongs to."""

    class Meta:  # noqa: D106
        database = database
        legacy_table_names = False


def record_link(null: bool = False, index: bool = True) -> Any:
    """A column that points at any record."""
    return _Integer(null=null, index=index, constraints=[peewee.SQL("REFERENCES record(id)")])


def link(table: str, null: bool = False, index: bool = True) -> Any:
    """A column that points at a row of one table.

    Links are plain ids: a lazy foreign key object would ask the database from whatever thread touches it.
    """
    return _Integer(null=null, index=index, constraints=[peewee.SQL(f'REFERENCES "{table}"(id)')])


def noun_id() -> Any:
    """The primary key of a noun's table: the id of its record."""
    return _Integer(primary_key=True, constraints=[peewee.SQL("REFERENCES record(id)")])


def string(null: bool = False, default: str | None = "", index: bool = False) -> Any:
    """A text column; empty rather than unknown unless `null`."""
    return _Text(null=null, default=None if null else default, index=index)


def day(null: bool = True, index: bool = False) -> Any:
    """A calendar day, kept as yyyy-mm-dd."""
    return _Date(null=null, index=index)


def flag() -> Any:
    """Yes or no; no unless said."""
    return peewee.BooleanField(default=False)


def measure() -> Any:
    """A measured number, unknown unless said."""
    return peewee.FloatField(null=True, default=None)


def number(null: bool = False) -> Any:
    """A whole number; 0 unless said, or unknown where `null`."""
    return _Integer(null=null, default=None if null else 0)


class Record(Table):
    """One thing the workspace keeps, of any noun."""

    id = peewee.AutoField()
    noun = string()
    uuid = peewee.TextField(unique=True)
    confidentiality = number()  # 0 open, 1 internal, 2 restricted
    next_look = day(index=True)
    source = string()
