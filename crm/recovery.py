"""A damaged workspace: what is wrong, which backup is the newest good one, what it lacks, and putting it in the place.

The damaged workspace is kept aside, never deleted. Nothing is brought across from it: what stands on a damaged page may
be anything. What was done after the backup is named instead, as far as the damaged file still tells.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crm.restoring import DAMAGED, restore_in_place
from crm.rules import clock
from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.store import backups, check, comparing, folder, keys, raw_pages
from crm.store.backup_folder import BackupFolder
from crm.store.backups import Opener, Progress, unwatched
from crm.store.check import Finding
from crm.store.comparing import Work, by_key, opened_workspace
from crm.store.engine import connect, environment_problems
from crm.store.files import file_problems, work_folder, write_whole
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Key, Keys, Secret

__all__ = ["DAMAGED", "GoodCopy", "Recovered", "Work", "find_damage", "find_good_copy", "recover"]

_NOT_GOOD = DAMAGED | {"backup-damaged", "newer-version", "disk-error"}


@dataclass(frozen=True)
class GoodCopy:
    """The newest backup that is whole, against a damaged workspace."""

    damage: tuple[Finding, ...]
    """What is wrong with the workspace."""
    file: Path
    made_at: str
    """When the backup was made: UTC, ISO 8601."""
    is_only_keys: bool
    """Whether the database is sound, so that only `keys.json` is put back and no work is lost."""
    lost_work: tuple[Work, ...]
    """What was done after the backup, oldest first, as far as the damaged file tells."""
    is_all_told: bool
    """Whether the damaged file told it to its end."""
    passed_over: tuple[Path, ...]
    """Newer backups that are damaged too."""


@dataclass(frozen=True)
class Recovered:
    """What came of it."""

    folder: Path
    aside: Path
    """Where what was damaged is now."""
    copy: GoodCopy


def find_good_copy(path: Path, secret: Secret, progress: Progress = unwatched) -> GoodCopy:
    """What is wrong with the workspace in a folder, and what can be put in its place; changes nothing.

    Raises UserError("not-damaged") where nothing is wrong, EnvironmentProblem("no-good-backup"), and as `keys.unlock`
    where the secret opens neither the workspace nor what belongs in its place.
    """
    return _Patient(_place(path), secret).look(progress)[0]


def find_damage(path: Path, secret: Secret) -> tuple[Finding, ...]:
    """What is wrong with a workspace that does not open, named as far as its keys still open it; changes nothing."""
    return _Patient(_place(path), secret).damage()


def recover(path: Path, secret: Secret, progress: Progress = unwatched) -> Recovered:
    """Put the newest good backup in the place of a damaged workspace, which is kept aside.

    Nobody may have it open. Raises as `find_good_copy` and `crm.restoring.restore_in_place`; all is as it was then.
    """
    place = _place(path)
    patient = _Patient(place, secret)
    copy, source = patient.look(progress)
    present = patient.sound_keys(source.key)
    if copy.is_only_keys:
        aside = place.path / f"keys damaged {clock.now():%Y-%m-%d %H%M%S}.json"
        with file_problems():
            if place.keys_file.exists():
                write_whole(aside, place.keys_file.read_bytes())
        place.write_keys(keys.with_salt(present or source.keys, place.read_head()))
        return Recovered(place.path, aside, copy)
    done = restore_in_place(source.file, source.opener, place.path, None, present)
    return Recovered(done.folder, done.aside, copy)


def _place(path: Path) -> WorkspaceFolder:
    """The folder, also where one of its files is missing. Raises UserError as `crm.store.folder.find`."""
    try:
        return folder.find(path)
    except EnvironmentProblem:
        return WorkspaceFolder(path if path.exists() else path.with_name(path.name + folder.SUFFIX))


@dataclass(frozen=True)
class _Source:
    """A backup that is whole, opened."""

    file: Path
    keys: Keys
    key: Key
    opener: Opener
    operation: int
    """The newest operation in it."""


class _Patient:
    """A workspace that may be damaged, with what its keys still open for a secret."""

    def __init__(self, place: WorkspaceFolder, secret: Secret) -> None:
        self._place = place
        self._openers: list[Opener] = [secret]
        self._key: Key | None = None
        self._keys: Keys | None = None
        self._refused: Problem | None = None
        try:
            self._keys = place.read_keys()
            unlocked = keys.unlock(self._keys, secret)
        except Problem as problem:
            self._refused = problem
            return
        self._key = unlocked.file_key
        self._openers.insert(0, by_key(self._key))  # also made before the passphrase was changed

    def sound_keys(self, key: Key) -> Keys | None:
        """The keys in the folder, if the last who changed them held this file key."""
        return self._keys if self._keys is not None and keys.verify(self._keys, key) else None

    def look(self, progress: Progress) -> tuple[GoodCopy, _Source]:
        """As `find_good_copy`, with the backup opened."""
        damage = self.damage()
        if not damage and self._refused is None:
            raise UserError("not-damaged", folder=str(self._place.path))
        is_torn = not damage or any(found.code not in check.BEARABLE for found in damage)
        source, passed_over = self._newest_good(check.BEARABLE if is_torn else (), progress)
        if self._refused is not None and self.sound_keys(source.key):
            raise self._refused  # nothing is wrong with them: the passphrase was another one when the backup was made
        is_only_keys = not self._database_damage(source.key)
        lost, is_all = ((), True) if is_only_keys else self._lost_work(source)
        made_at = backups.read_manifest(source.file).made_at
        told = damage or (Finding("keys-damaged", {"path": str(self._place.keys_file)}),)
        return GoodCopy(told, source.file, made_at, is_only_keys, lost, is_all, tuple(passed_over)), source

    def damage(self) -> tuple[Finding, ...]:
        """What is wrong as far as the keys in the folder open it."""
        if isinstance(self._refused, EnvironmentProblem):
            return (Finding(self._refused.code, dict(self._refused.params)),)
        if self._key is None or self._keys is None:
            return ()
        found = self._database_damage(self._key)
        if not found and self._keys.salt != self._place.read_head():
            found += (Finding("salt-differs"),)
        if not keys.verify(self._keys, self._key):
            found += (Finding("keys-altered"),)
        return found

    def _database_damage(self, key: Key) -> tuple[Finding, ...]:
        try:
            folder.require_database(self._place)
            with opened_workspace(self._place, key) as connection:
                return tuple(check.check_database(connection, key))
        except EnvironmentProblem as problem:
            if problem.code not in DAMAGED:
                raise
            told = Finding(problem.code, dict(problem.params))
            return (told, *self._damaged_pages(key)) if problem.code == "database-damaged" else (told,)

    def _damaged_pages(self, key: Key) -> list[Finding]:
        """The pages that are not as they were written, of a database the engine cannot read for it."""
        pages = islice(raw_pages.damaged_pages(self._place.database, key), check.SHOWN)
        return [Finding("page-damaged", {"what": f"HMAC verification failed for page {page}"}) for page in pages]

    def _newest_good(self, flaws: Collection[str], progress: Progress) -> tuple[_Source, list[Path]]:
        passed_over: list[Path] = []
        refused: UserError | None = None
        for each in BackupFolder(self._place.backups).copies():
            try:
                return _opened(each.file, self._openers, flaws, progress), passed_over
            except UserError as problem:
                refused = refused or problem
            except EnvironmentProblem as problem:
                if problem.code not in _NOT_GOOD:
                    raise
                passed_over.append(each.file)
        raise self._refused or refused or EnvironmentProblem("no-good-backup", folder=str(self._place.backups))

    def _lost_work(self, source: _Source) -> tuple[tuple[Work, ...], bool]:
        for key in (self._key, source.key):
            with suppress(EnvironmentProblem):
                if key is not None:
                    with opened_workspace(self._place, key) as connection:
                        return comparing.work_after(connection, source.operation)
        return (), False


def _opened(file: Path, openers: Sequence[Opener], flaws: Collection[str], progress: Progress) -> _Source:
    """A backup that one of these opens. Raises EnvironmentProblem unless all of it is whole but for these flaws."""
    with work_folder(comparing.LOOK) as work:
        backups.extract(file, work, progress)
        stored = WorkspaceFolder(work).read_keys()
        opener, key = _fitting(stored, openers)
        folder.probe(WorkspaceFolder(work), key, "immutable")
        with environment_problems():
            connection = connect(WorkspaceFolder(work).database, key, "immutable")
            try:
                found = check.check_database(connection)
                if any(each.code not in flaws for each in found) or not keys.verify(stored, key):
                    raise EnvironmentProblem("backup-damaged", file=str(file))
                return _Source(file, stored, key, opener, backups.state_of(connection).operation)
            finally:
                connection.close()


def _fitting(stored: Keys, openers: Sequence[Opener]) -> tuple[Opener, Key]:
    """The first that opens these keys, with the key it gives. Raises as the last of them when none does."""
    for opener in openers[:-1]:
        with suppress(UserError):
            return opener, backups.key_by(opener, stored)
    return openers[-1], backups.key_by(openers[-1], stored)
