"""Watches every statement of every test: what somebody typed is a parameter, never a part of the statement.

The people and bodies that tests invent are called Sample, and so is much that tests type into fields. A statement that
holds the word was put together from what was typed.
"""

from __future__ import annotations

import re
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from crm.store import engine

TYPED = re.compile(r"\b(Sample|Naledi|Thabo|Lerato)\b")
_connect = sqlcipher.connect


class TypedIntoSql(BaseException):
    """Not an Exception: nothing on the way may catch it."""


class _Cursor(sqlcipher.Cursor):  # type: ignore[misc]
    def execute(self, sql: str, *more: Any) -> Any:
        look_at(sql)
        return super().execute(sql, *more)

    def executemany(self, sql: str, *more: Any) -> Any:
        look_at(sql)
        return super().executemany(sql, *more)


class _Connection(sqlcipher.Connection):  # type: ignore[misc]
    def cursor(self, *arguments: Any) -> Any:
        return super().cursor(*(arguments or (_Cursor,)))

    def execute(self, sql: str, *more: Any) -> Any:
        look_at(sql)
        return super().execute(sql, *more)

    def executemany(self, sql: str, *more: Any) -> Any:
        look_at(sql)
        return super().executemany(sql, *more)


_clean: set[int] = set()
"""Hashes of the statements that need not be read again: not their texts, one of which holds the key."""


def look_at(sql: str) -> None:
    """Raise when a statement holds what a test typed."""
    if hash(sql) in _clean:
        return
    if TYPED.search(sql):
        raise TypedIntoSql(sql)
    _clean.add(hash(sql))


def watch() -> None:
    """Watch every connection made from now on."""
    engine.sqlcipher.connect = lambda *arguments, **named: _connect(*arguments, factory=_Connection, **named)
