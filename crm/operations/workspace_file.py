"""Bring a whole workspace in from its file: into a new one, row by row as it was; never into one that is in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from math import isfinite
from typing import Any

import peewee

from crm.exchange.workspace_file import WorkspaceFile
from crm.operations.base import insert_rows, operation
from crm.operations.team import set_setting
from crm.queries.export_workspace import OF_THIS_COPY, fields_of, has_own_record, name_of, rows_of
from crm.queries.team import get_setting
from crm.rules.errors import UserError
from crm.store import blobs, journal, migrate
from crm.store.engine import database
from crm.tables.all import TABLES
from crm.tables.base import Table
from resources.translations import _

_OF_A_NEW_ONE = {"add_user": 1, "save_organisation": 1, "put_in_reference_data": 100, "set_setting": 100}
"""How often each operation may have been run in a workspace in which nobody has worked yet; no other may."""

_LARGEST_NUMBER = 2**63


@operation(lambda count: _("Bring in a whole workspace ({count} rows)").format(count=count), is_undoable=False)
def bring_in_workspace(file: WorkspaceFile, progress: Callable[[int, int], object] | None = None) -> int:
    """Make this new workspace the one of the file; returns how many rows were written.

    What a new workspace begins with gives way. Raises UserError: “workspace-file-version” (made by another version),
    “workspace-file-damaged”, “import-changes-nothing” (all of it is here already), “workspace-not-empty”.
    """
    check_workspace_file(file)
    kept = {key: get_setting(key) for key in OF_THIS_COPY}
    database.execute_sql("PRAGMA defer_foreign_keys = ON")
    for table in reversed(TABLES):
        database.execute_sql(f'DELETE FROM "{name_of(table)}"')
    try:
        count = _insert(file, progress)
        for key, value in kept.items():
            if value is not None:
                set_setting(key, value)
    except journal.ORPHANS as error:
        raise UserError("workspace-file-damaged", file=file.path.name, where=str(error)) from error
    for name, value in file.counters.items():
        database.execute_sql("INSERT OR REPLACE INTO counter(name, value) VALUES(?, ?)", (name, value))
    _put_files(file)
    if database.execute_sql("PRAGMA foreign_key_check").fetchone() is not None:
        raise UserError("workspace-file-damaged", file=file.path.name, where="FOREIGN KEY")
    return count


def check_workspace_file(file: WorkspaceFile) -> None:
    """Whether the file can be brought in here; raises as `bring_in_workspace` does."""
    if file.version != migrate.newest():
        raise UserError("workspace-file-version", file=file.path.name, theirs=file.version, ours=migrate.newest())
    for table in TABLES:
        _check_rows(file, table)
    if set(file.rows) != {name_of(table) for table in TABLES}:
        raise UserError("workspace-file-damaged", file=file.path.name, where="rows")
    if _is_new():
        return
    if all(_is_here(file, table) for table in TABLES):
        raise UserError("import-changes-nothing", file=file.path.name)
    raise UserError("workspace-not-empty", file=file.path.name)


def missing_files(file: WorkspaceFile) -> int:
    """How many files kept with records the file names and does not hold."""
    return len(_wanted_files(file) - file.files)


def _wanted_files(file: WorkspaceFile) -> set[str]:
    """The hashes of its attachments, and of the papers that were handed over."""
    papers = {row["sha256"] for row in file.rows["hand_over"] if row["is_kept"]}
    return papers | {row["sha256"] for row in file.rows["attachment"]}


def _is_new() -> bool:
    """Whether nobody has worked in this workspace yet."""
    found = database.execute_sql(
        "SELECT name, count(*) FROM operation WHERE last_change IS NOT NULL GROUP BY name"
    ).fetchall()
    return all(count <= _OF_A_NEW_ONE.get(name, 0) for name, count in found)


def _is_here(file: WorkspaceFile, table: type[Table]) -> bool:
    """Whether each row of the file stands here just so."""
    theirs = {row["id"]: row for row in file.rows[name_of(table)]}
    for row in rows_of(table):
        if row["id"] in theirs and theirs.pop(row["id"]) != row:
            return False
    return not theirs


def _insert(file: WorkspaceFile, progress: Callable[[int, int], object] | None) -> int:
    total = sum(map(len, file.rows.values()))
    done = 0

    def lines(table: type[Table], names: list[str]) -> Iterator[list[object]]:
        nonlocal done
        for row in file.rows[name_of(table)]:
            if progress is not None and done % 500 == 0:
                progress(done, total)
            done += 1
            yield [row[name] for name in names]

    for table in TABLES:
        names = [name for name, _field in fields_of(table)]
        insert_rows(table, names, lines(table, names))
    return done


def _put_files(file: WorkspaceFile) -> None:
    for sha256 in _wanted_files(file) & file.files:
        if blobs.put(database.raw(), file.read_file(sha256)) != sha256:
            raise UserError("workspace-file-damaged", file=file.path.name, where=sha256[:12])


def _check_rows(file: WorkspaceFile, table: type[Table]) -> None:
    """Whether every row has the columns of its table, each with what it may hold."""
    checks = {name: _check_of(field) for name, field in fields_of(table)}
    wanted = set(checks) | ({"uuid"} if has_own_record(table) else set())
    for at, row in enumerate(file.rows.get(name_of(table), ())):
        bad = set(row) ^ wanted or {name for name, is_right in checks.items() if not is_right(row[name])}
        if bad:
            where = f"{name_of(table)}[{at}].{min(bad)}"
            raise UserError("workspace-file-damaged", file=file.path.name, where=where)


def _check_of(field: peewee.Field) -> Callable[[Any], bool]:
    is_right = _is_text
    if isinstance(field, peewee.BooleanField):
        is_right = _is_flag
    elif isinstance(field, peewee.IntegerField):  # the ids too
        is_right = _is_number
    elif isinstance(field, peewee.FloatField):
        is_right = _is_measure
    elif isinstance(field, peewee.DateField):
        is_right = _is_day
    return (lambda value: value is None or is_right(value)) if field.null else is_right


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_measure(value: Any) -> bool:
    return type(value) in (int, float) and isfinite(value)


def _is_number(value: Any) -> bool:
    return type(value) is int and -_LARGEST_NUMBER <= value < _LARGEST_NUMBER


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
