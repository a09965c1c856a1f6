"""Rows of any table that point at a record, made from the models alone, so that a new table is tried too."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

import peewee

from crm.operations.base import dicts, new_record, operation
from crm.tables.all import NOUNS, TABLES
from crm.tables.base import Table
from crm.tables.links import Link, _links
from crm.workspace import Workspace

_NOUN_OF = {table: noun for noun, tables in NOUNS.items() for table in tables}
_TARGETS = {(link.table, link.column): target for link, target in _links()}
_BY_NAME = {table._meta.table_name: table for table in TABLES}
_numbers = itertools.count(1)


@operation("Point at records")
def point_at(links: Sequence[tuple[Link, int]]) -> None:
    """A new row for each of these columns, holding this id."""
    for link, record_id in links:
        make_row(link.table, {link.column: record_id})


def make_row(table: type[Table], given: dict[str, Any]) -> int:
    """A row of a table with what it cannot do without; what it must point at is made too."""
    name = table._meta.table_name
    values: dict[str, Any] = {}
    for field in table._meta.sorted_fields:
        column = field.column_name
        if column in given:
            values[column] = given[column]
        elif field.primary_key:
            if not isinstance(field, peewee.AutoField):
                values[column] = new_record(_NOUN_OF[name])
        elif (table, column) in _TARGETS:
            values[column] = None if field.null else _some(_TARGETS[table, column])
        elif not field.null:
            values[column] = _filler(field)
    return int(table.insert(**values).execute() if "id" not in values else _insert(table, values))


def _insert(table: type[Table], values: dict[str, Any]) -> int:
    table.insert(**values).execute()
    return int(values["id"])


def _some(table_name: str) -> int:
    return new_record("notes") if table_name == "record" else make_row(_BY_NAME[table_name], {})


def _filler(field: Any) -> object:
    if isinstance(field, peewee.DateField):
        return date(2026, 1, 1)
    if isinstance(field, peewee.TextField):
        return f"{field.column_name} {next(_numbers)}" if field.unique or field.default == "" else field.default
    return field.default


def everything(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table whose changes are kept."""
    return {
        table._meta.table_name: workspace.ask(lambda each: dicts(each.select().order_by(each.id)), table)
        for table in TABLES
    }
