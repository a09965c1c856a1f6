"""What restoring a backup would lose and bring back, against the workspace as it is now.

Models are bound to the one open workspace, so both databases are read with the driver itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from crm.rules.erasing import uuid_hash
from crm.rules.errors import EnvironmentProblem, UserError
from crm.store import backups, folder, keys, sealing
from crm.store.backups import Manifest, Progress, unwatched
from crm.store.engine import connect, environment_problems
from crm.store.files import work_folder
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Secret

LOOK = "kgotla-look-"
"""How the folders begin in which backups are looked into; what lies there is encrypted."""

SHOWN = 50
"""Operations that are named; of more only the number is told."""

Fit = Callable[[keys.Keys], keys.Key]
"""What finds the key of a database from those who can open it."""


@dataclass(frozen=True)
class Work:
    """One operation."""

    operation_id: int
    label: str
    at: str
    """UTC, ISO 8601."""
    by: str


@dataclass(frozen=True)
class Difference:
    """The backup against the workspace as it is now."""

    lost_work: tuple[Work, ...]
    """What was done since, newest first; at most `SHOWN`."""
    lost_work_count: int
    lost: dict[str, int]
    """Records by noun that are there now and not in the backup."""
    gained: dict[str, int]
    """Records by noun that are in the backup and not there now."""
    differing: dict[str, int]
    """Records by noun that are in both, and changed since."""

    @property
    def is_nothing(self) -> bool:
        """Whether the backup holds what there is now."""
        return not (self.lost_work_count or self.lost or self.gained or self.differing)


@dataclass(frozen=True)
class Preview:
    """What a backup holds, and what restoring it would come to."""

    manifest: Manifest
    newest: Work | None
    counts: dict[str, int]
    erased_again: int
    """How many in it were erased later: restoring erases them again."""
    difference: Difference | None = None
    """None where there is nothing to compare with."""
    why_not: str = ""
    """The code of why the workspace as it is now could not be looked at."""
    params: Mapping[str, object] = field(default_factory=dict)


def by_secret(secret: Secret) -> Fit:
    """The key that this secret opens."""
    return lambda stored: keys.unlock(stored, secret).file_key


def by_key(key: keys.Key) -> Fit:
    """A key that is known; raises UserError("backup-of-other-key") where the database had another."""

    def fit(stored: keys.Keys) -> keys.Key:
        if not keys.verify(stored, key):
            raise UserError("backup-of-other-key")
        return key

    return fit


@contextmanager
def opened_backup(file: Path, fit: Fit, progress: Progress = unwatched) -> Iterator[Any]:
    """The database in a backup, unpacked for a while and only to read; it stays encrypted."""
    with work_folder(LOOK) as work:
        backups.extract(file, work, progress)
        place = WorkspaceFolder(work)
        key = fit(place.read_keys())
        folder.probe(place, key, "immutable")
        with environment_problems():
            connection = connect(place.database, key, "immutable")
            try:
                yield connection
            finally:
                connection.close()


@contextmanager
def opened_workspace(place: WorkspaceFolder, key: keys.Key) -> Iterator[Any]:
    """The database of a workspace, only to read, also while others write; no file is left beside it."""
    folder.probe(place, key, place.read_mode)
    with environment_problems():
        connection = connect(place.database, key, place.read_mode if place.log.exists() else "immutable")
        try:
            yield connection
        finally:
            connection.close()


def look_at(
    file: Path,
    fit: Fit,
    present: WorkspaceFolder | None,
    fit_present: Fit,
    erased: Collection[str] = (),
    progress: Progress = unwatched,
) -> Preview:
    """What restoring the backup would come to; `erased` are the hashes of those known to be erased.

    Raises as `backups.restore` does of the backup. A workspace that cannot be opened is only not compared with.
    """
    manifest = backups.read_manifest(file)
    with opened_backup(file, fit, progress) as then:
        state, newest = backups.state_of(then), _newest(then)
        people = _uuids(then, "people")
        again = sum(uuid_hash(uuid) in erased for uuid in people)
        if present is None:
            return Preview(manifest, newest, state.counts, again)
        try:
            with opened_workspace(present, fit_present(present.read_keys())) as now:
                later = backups.state_of(now).erasures.keys() - erased
                again += sum(uuid_hash(uuid) in later for uuid in people)
                return Preview(manifest, newest, state.counts, again, compare(then, now))
        except (UserError, EnvironmentProblem) as problem:
            return Preview(manifest, newest, state.counts, again, None, problem.code, problem.params)


def compare(then: Any, now: Any) -> Difference:
    """What an older and the present database of one workspace have, that the other has not."""
    shared = _last_shared(then, now)
    after = "FROM operation WHERE id > ? AND name <> ?"
    words = f"SELECT id, label, at, by {after} ORDER BY id DESC LIMIT {SHOWN}"
    lost_work = [Work(*row) for row in now.execute(words, (shared, backups.NOTE_COPY)).fetchall()]
    count = int(now.execute(f"SELECT count(*) {after}", (shared, backups.NOTE_COPY)).fetchone()[0])
    old, new = _records(then), _records(now)
    touched = _touched(then, shared) | _touched(now, shared)
    return Difference(
        tuple(lost_work),
        count,
        _by_noun(new[uuid] for uuid in new.keys() - old.keys()),
        _by_noun(old[uuid] for uuid in old.keys() - new.keys()),
        _by_noun(new[uuid] for uuid in touched & old.keys() & new.keys()),
    )


def work_after(connection: Any, operation: int) -> tuple[tuple[Work, ...], bool]:
    """What was done after an operation, oldest first, and whether a damaged database told it to its end."""
    words = "SELECT id, label, at, by FROM operation WHERE id > ? AND name <> ? ORDER BY id"
    found: list[Work] = []
    try:
        for row in connection.execute(words, (operation, backups.NOTE_COPY)):
            found.append(Work(*row))
    except sqlcipher.DatabaseError:
        return tuple(found), False
    return tuple(found), True


def _last_shared(then: Any, now: Any) -> int:
    """The last operation of both: after one was restored before, work goes on from an older state on its own."""
    for (operation_id,) in then.execute("SELECT id FROM operation ORDER BY id DESC").fetchall():
        if _is_shared(then, now, operation_id):
            return int(operation_id)
    return 0


def _is_shared(then: Any, now: Any, operation_id: int) -> bool:
    """Whether both have it: known by its digests, and where one has none, by what it was, when and whose."""
    old, new = sealing.beginnings(then, operation_id), sealing.beginnings(now, operation_id)
    if old and new:
        return not old.isdisjoint(new)
    words = "SELECT name, at, by FROM operation WHERE id = ?"
    found = [each.execute(words, (operation_id,)).fetchone() for each in (then, now)]
    return found[0] is not None and found[0] == found[1]


def _newest(connection: Any) -> Work | None:
    words = "SELECT id, label, at, by FROM operation WHERE name <> ? ORDER BY id DESC LIMIT 1"
    found = connection.execute(words, (backups.NOTE_COPY,)).fetchone()
    return Work(*found) if found else None


def _uuids(connection: Any, noun: str) -> list[str]:
    return [row[0] for row in connection.execute("SELECT uuid FROM record WHERE noun = ?", (noun,)).fetchall()]


def _records(connection: Any) -> dict[str, str]:
    return dict(connection.execute("SELECT uuid, noun FROM record WHERE noun <> 'settings'").fetchall())


def _touched(connection: Any, shared: int) -> set[str]:
    words = "SELECT DISTINCT r.uuid FROM change c JOIN record r ON r.id = c.record_id WHERE c.operation_id > ?"
    return {row[0] for row in connection.execute(words, (shared,)).fetchall()}


def _by_noun(nouns: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(nouns).items()))
