"""Bring a database from the schema it has to the schema of this version.

A script runs whole or not at all, with its `user_version`, in one transaction. Triggers are dropped first and made
again by `journal.prepare`, so that a migration is not itself journaled.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from crm.rules.errors import EnvironmentProblem
from crm.store import sealing


@cache
def scripts() -> dict[int, str]:
    """The SQL of each schema number, in order."""
    folder = resources.files("crm.store.migrations")
    found = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return {int(name[:4]): (folder / name).read_text(encoding="utf-8") for name in found}


def newest() -> int:
    """The schema number this version writes."""
    return max(scripts())


def schema_of(connection: Any) -> int:
    """The schema number of a database; 0 when nothing was made in it yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def statements(script: str) -> list[str]:
    """The statements of a script; a trigger's body counts as one with its trigger."""
    bare = re.sub(r"--[^\n]*", "", script)
    parts = re.split(r";\s*(?=CREATE|INSERT|UPDATE|DELETE|ALTER|DROP|\Z)", bare)
    return [part.strip() for part in parts if part.strip()]


def migrate(connection: Any) -> int:
    """Run every script the database has not had; returns the schema it had before.

    Raises EnvironmentProblem("newer-version") for a database of a newer version, which stays untouched.
    """
    before = schema_of(connection)
    if before > newest():
        raise EnvironmentProblem("newer-version", theirs=before, ours=newest())
    for number, script in scripts().items():
        if number > before:
            _run(connection, number, script)
    return before


def _run(connection: Any, number: int, script: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal\\_%' ESCAPE '\\'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
        if number == newest():
            sealing.reseal(connection, 1, f"schema {number}", "")  # rows have other columns now
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
