"""Which columns point at which table, read from the models, so that a new table cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crm.tables.all import NOUNS, TABLES
from crm.tables.base import Table

_REFERENCES = re.compile(r'REFERENCES "?(\w+)"?\(id\)')


@dataclass(frozen=True)
class Link:
    """A column that may hold the id of a row of another table."""

    table: type[Table]
    column: str

    @property
    def is_owner(self) -> bool:
        """Whether the row is a part of what it points at, such as a contact detail."""
        return self.column == self.table.owner


@cache
def links_to(*table_names: str) -> tuple[Link, ...]:
    """Every column that may point at a row of these tables; the shared id of a noun's row is none."""
    return tuple(link for link, target in _links() if target in table_names)


def links_to_record_in(table_name: str) -> tuple[Link, ...]:
    """Every column that may point at a record which is a row of this table."""
    return links_to("record", table_name)


def links_to_any_record() -> tuple[Link, ...]:
    """Every column that may point at a record, whatever its noun; the ids of child rows are others."""
    return links_to("record", *(table_name for names in NOUNS.values() for table_name in names))


def _links() -> Iterator[tuple[Link, str]]:
    for table in TABLES:
        for field in table._meta.sorted_fields:
            for constraint in field.constraints or ():
                found = _REFERENCES.search(constraint.sql)
                if found and not field.primary_key:
                    yield Link(table, field.column_name), found[1]
