"""Is the workspace whole? Pages, structure, links, journal, attachments and keys, each told by name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher

from crm.rules.errors import Problem
from crm.store import blobs, journal, keys, sealing, search
from crm.store.engine import Mode, connect
from crm.store.keys import SALT_BYTES, Key, Keys

T = TypeVar("T")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: a code of `ui/words.py` with its parameters."""

    code: str
    params: dict[str, object] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        """The same as it is told."""
        return Problem(self.code, **self.params)


SHOWN = 20
_UNREADABLE = ("page-damaged", "structure-damaged")
BEARABLE = ("attachment-damaged", "search-incomplete")
"""What stops no backup: the rest is whole, and work goes on that would else be in none."""


def check(connection: Any, stored: Keys, head: bytes, key: Key | None = None) -> list[Finding]:
    """Everything that is wrong with an open workspace; `head` is the beginning of its database file.

    With the database's `key` it is also seen whether a slot in `keys.json` was altered by somebody without it.
    """
    found = check_database(connection, key)
    if stored.salt != head[:SALT_BYTES]:
        found.append(Finding("salt-differs"))
    if key is not None and not keys.verify(stored, key):
        found.append(Finding("keys-altered"))
    if not any(finding.code in _UNREADABLE for finding in found):
        found += _seals(connection)
    return found[:SHOWN]


def check_database(connection: Any, key: Key | None = None) -> list[Finding]:
    """What is wrong with the database itself; nothing when all is well. With its `key`, what stands there is named.

    `cipher_integrity_check` names pages whose bytes changed, but misses pages that are gone altogether;
    `integrity_check` finds those.
    """
    try:
        _copy_log_back(connection)
        found = [Finding("page-damaged", {"what": row[0]}) for row in _rows(connection, "cipher_integrity_check")]
        if found:  # reading on would fail at the same pages
            return found[:SHOWN] + (_damaged_tables(connection, key) if key is not None else [])
        found += [
            Finding("structure-damaged", {"what": row[0]})
            for row in _rows(connection, "integrity_check")
            if row[0] != "ok"
        ]
        found += [
            Finding("link-broken", {"table": row[0], "row": row[1], "to": row[2]})
            for row in _rows(connection, "foreign_key_check")
        ]
        found += [Finding(code) for code in journal.check(connection)]
        found += _attachments(connection) + _search(connection)
    except (sqlcipher.DatabaseError, sqlcipher.OperationalError) as error:
        found = [Finding("structure-damaged", {"what": str(error)})]
    return found[:SHOWN]


def _damaged_tables(connection: Any, key: Key) -> list[Finding]:
    """What stands on damaged pages; nothing where they are free, or where not even the tables' names can be read."""
    file = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    mode: Mode = "read" if file.with_name(file.name + "-wal").exists() else "immutable"
    tables, named = _read_afresh(file, key, mode, _tables) or [], []
    while tables:
        _read_afresh(file, key, mode, lambda fresh: _drop_sound(fresh, tables))
        named += tables[-1:]
        del tables[-1:]
    return [Finding("tables-on-page", {"tables": ", ".join(sorted(named))})] if named else []


def _read_afresh(file: Path, key: Key, mode: Mode, read: Callable[[Any], T]) -> T | None:
    """Read with a connection of its own: after a damaged page, one reads nothing any more."""
    fresh = connect(file, key, mode)
    try:
        return read(fresh)
    except sqlcipher.DatabaseError:
        return None
    finally:
        fresh.close()


def _tables(connection: Any) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    return [row[0] for row in rows]


def _drop_sound(connection: Any, tables: list[str]) -> None:
    """Take sound tables from the end of the list, up to one that is not."""
    while tables and _rows(connection, f'integrity_check("{tables[-1]}")') == [("ok",)]:
        del tables[-1:]


def _copy_log_back(connection: Any) -> None:
    """`cipher_integrity_check` looks past the log, at pages a killed program may have left half copied back."""
    with suppress(sqlcipher.OperationalError):  # only a reader: then the writer copies
        _rows(connection, "wal_checkpoint(PASSIVE)")


def _rows(connection: Any, pragma: str) -> list[tuple[Any, ...]]:
    return list(connection.execute(f"PRAGMA {pragma}").fetchall())


def _attachments(connection: Any) -> list[Finding]:
    """What is kept with records whose bytes are gone or not those of their hash; read one at a time, some are large."""
    found = [
        Finding("attachment-damaged", blobs.told(connection, sha256))
        for sha256, data in connection.execute("SELECT sha256, data FROM blob")
        if hashlib.sha256(data).hexdigest() != sha256
    ]
    missing = blobs.list_missing(connection)
    return found + [Finding("attachment-damaged", blobs.told(connection, sha256)) for sha256 in missing]


def _search(connection: Any) -> list[Finding]:
    """Records the index has forgotten, or remembers after they are gone."""
    return [] if search.is_complete(connection) else [Finding("search-incomplete")]


def _seals(connection: Any) -> list[Finding]:
    """Where what was done, or what it left, was altered past the journal."""
    return [
        Finding(
            broken.code,
            {
                "table": broken.table.replace("_", " "),
                "row": broken.row_id,
                "record": broken.record_id,
                **_told(connection, broken.operation_id),
            },
        )
        for broken in sealing.check(connection)
    ]


def _told(connection: Any, operation_id: int) -> dict[str, object]:
    try:
        entry = journal.get(connection, operation_id)
    except KeyError:
        return {"operation": operation_id}
    return {"operation": entry.id, "label": entry.label, "by": entry.by, "day": entry.at[:10]}
