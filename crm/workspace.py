"""The workspace: one encrypted folder, opened by one person, asked with queries and changed with operations.

Plain and synchronous: the command line uses it as it is, the window runs it on worker threads. Models are bound to
one database, so a process has one workspace open at a time. The thread that opens it is its writer.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

from crm.operations.base import declared
from crm.operations.erasing import erase_again
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.reference import put_in_reference_data
from crm.operations.team import (
    add_user,
    change_own_passphrase,
    give_key,
    print_recovery_sheet,
    renew_file_key,
    reset_passphrase,
    take_key,
)
from crm.queries.erasing import find_erased
from crm.queries.history import HistoryEntry, list_history
from crm.queries.records import get_found
from crm.queries.team import get_setting
from crm.rules import clock, rotation
from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.store import backups, check, folder, forgetting, journal, keys, locking, migrate, rekey, scrubbing
from crm.store.backup_folder import BackupFolder, Numbered
from crm.store.backups import Progress, unwatched
from crm.store.engine import connect, database, environment_problems
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Passphrase, PersonKey, Secret, Slot, Unlocked
from crm.tables.all import NOUNS, OWNERS
from resources.translations import _

P = ParamSpec("P")
R = TypeVar("R")

MANY = 1000
"""Above this many records an operation is said to have touched “all” of a noun."""

ALL = -1
"""Stands for every record of a noun in `Changes`."""


@dataclass(frozen=True)
class Changes:
    """The records an operation touched, by noun; `(ALL,)` where they are too many to name."""

    by_noun: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def everything(cls) -> Changes:
        """Every record of every noun."""
        return cls(dict.fromkeys(NOUNS, (ALL,)))

    @classmethod
    def of_all(cls, several: Iterable[Changes]) -> Changes:
        """The records that any of these touched."""
        together: dict[str, tuple[int, ...]] = {}
        for changes in several:
            for noun, touched in changes.by_noun.items():
                together[noun] = tuple(dict.fromkeys((*together.get(noun, ()), *touched)))
        return cls(together)

    def touches(self, noun: str, record_id: int | None = None) -> bool:
        """Whether anything of this noun (this record) was touched."""
        touched = self.by_noun.get(noun, ())
        return bool(touched) if record_id is None else ALL in touched or record_id in touched


@dataclass(frozen=True)
class Done(Generic[R]):
    """What came of an operation."""

    value: R
    operation_id: int
    label: str
    changes: Changes
    is_undoable: bool = True


class Workspace:
    """An open workspace. Use `create`, `open` or `open_to_read`; close it when done."""

    def __init__(self, place: WorkspaceFolder, unlocked: Unlocked, lock: locking.WriterLock | None) -> None:
        self.folder = place
        self._unlocked = unlocked
        self._lock = lock
        self._head = place.read_head() if lock is None else b""
        self._alone = 0
        self._looked_at = 0  # the newest operation of which it was asked whether another program wrote it
        self._own: set[int] = set()
        self._seen_at_opening = 0
        self.migrated_from: int | None = None
        self.flaw: Problem | None = None
        """What is wrong in the backup made last, as in the workspace itself, where that stops no backup."""

    # --- Opening and closing -----------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        user_name: str,
        organisation_name: str,
        provinces: Sequence[str] | None = None,
    ) -> Workspace:
        """Make a new workspace folder and open it.

        `provinces` chooses the reference data that is put in: those named, all for an empty list, none for None.
        Raises UserError and EnvironmentProblem as `crm.store.folder` says; nothing is left behind.
        """
        if not user_name.strip():
            raise UserError("person-without-name")
        if not organisation_name.strip():
            raise UserError("organisation-without-name")
        if database.database:
            raise RuntimeError("a workspace is open already")
        place = folder.create(path, user_name.strip(), passphrase, migrate.migrate)
        try:
            workspace = cls.open(place.path, passphrase)
            workspace._begin(user_name, organisation_name, provinces)
        except BaseException:
            shutil.rmtree(place.path, ignore_errors=True)
            raise
        return workspace

    def _begin(self, user_name: str, organisation_name: str, provinces: Sequence[str] | None) -> None:
        """Put in what a new workspace has from its first moment; closed again when that cannot be done."""
        try:
            self.do(add_user, user_name)
            self.do(save_organisation, OrganisationDraft(organisation_name, "cso_partner", side="ours"))
            if provinces is not None:
                self.do(put_in_reference_data, list(provinces))
            self._seen_at_opening = self.newest_operation()
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, path: Path, secret: Secret | str) -> Workspace:
        """Open a workspace to read and write it; a plain string is a passphrase.

        Migrates an older one after a verified backup. Raises UserError("wrong-passphrase") and the problems of
        `crm.store.folder`; the files stay untouched then.
        """
        return _open(path, secret, lock=locking.NAME)

    @classmethod
    def open_for_command(cls, path: Path, secret: Secret | str) -> Workspace:
        """Open a workspace to read and write it for one command, also while a window has it open.

        Waits a little for a command that is running. Raises as `open`, and EnvironmentProblem("command-running").
        """
        return _open(path, secret, lock=locking.COMMANDS)

    @classmethod
    def open_to_read(cls, path: Path, secret: Secret | str) -> Workspace:
        """Open a workspace only to read it, also while another process writes it."""
        return _open(path, secret)

    def _prepare(self, schema: int) -> None:
        """Bring the database to this version's schema, after a verified backup, and make its triggers."""
        connection = database.raw()
        if schema != migrate.newest():
            with self.alone():
                self.back_up_before("migration")
                self.migrated_from = migrate.migrate(connection)
        journal.prepare(connection, OWNERS)
        self._erase_again()
        self._scrub_if_due()
        self._seen_at_opening = self._looked_at = journal.newest(connection)

    def _erase_again(self) -> None:
        """After a restore: whoever is known to have been erased since is erased from what was brought back too."""
        noted = self.backups.noted_erasures()
        if self.ask(find_erased, noted):
            with self.alone():
                self.do(erase_again, noted)
                self.scrub()

    def _scrub_if_due(self) -> None:
        """What a program that was killed had only covered is deleted for good; another time where it cannot be now."""
        if scrubbing.is_due(database.raw()):
            with suppress(EnvironmentProblem):
                self.backups.note_erasures(self.erasures())
                self.scrub()
                self.backups.remove_half_made()

    def close(self) -> None:
        """Lock the workspace: close every connection and wipe the keys."""
        try:
            database.close_all(checkpoint=self._lock is not None)
        finally:
            self._unlocked.wipe()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep everybody else from writing, for work that needs the file for itself; may be nested.

        Raises EnvironmentProblem("open-elsewhere") when a window has it open, ("command-running") when a command
        writes, UserError("only-reading") when this workspace is only read.
        """
        held = self._writing()
        taken = None
        if not self._alone:
            taken = locking.WriterLock.take(self.folder.path, self.user_name, held.other)
        self._alone += 1
        try:
            yield
        finally:
            self._alone -= 1
            if taken is not None:
                taken.release()

    @property
    def is_read_only(self) -> bool:
        """Whether it was opened only to read."""
        return self._lock is None

    @property
    def writer(self) -> dict[str, object]:
        """The `user` of the window that writes it, on which `computer` and `since` when."""
        return locking.holder(self.folder.path)

    def _writing(self) -> locking.WriterLock:
        """The lock of whoever may write. Raises UserError("only-reading")."""
        if self._lock is None:
            raise UserError("only-reading", **self.writer)
        return self._lock

    # --- What others wrote -------------------------------------------------------------------------------------------

    def newest_operation(self) -> int:
        """The id of the newest operation, whoever did it.

        Raises EnvironmentProblem("file-exchanged") to who only reads a file that is no longer the workspace's.
        """
        if self._lock is None and self.folder.read_head() != self._head:
            raise EnvironmentProblem("file-exchanged")
        with environment_problems(), database.reading():
            return journal.newest(database.raw())

    def look_elsewhere(self) -> tuple[list[str], Changes]:
        """What others wrote since this was asked last: the labels of their operations, and the records they touched.

        For the writer's thread, which knows what this program itself wrote.
        """
        connection = database.raw()
        with environment_problems():
            done = journal.after(connection, self._looked_at)
            found = [entry for entry in done if entry.id not in self._own]
            changes = Changes.of_all([self._changes(entry) for entry in found])
            if done:
                self._looked_at = done[-1].id  # not the newest of all, which may have come since
        self._own = {operation_id for operation_id in self._own if operation_id > self._looked_at}
        return [entry.label for entry in found], changes

    # --- Asking and doing --------------------------------------------------------------------------------------------

    def ask(self, query: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What a query answers, read in one transaction on this thread's connection."""
        with environment_problems(), database.reading():
            return query(*args, **kwargs)

    def do(self, operation: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Done[R]:
        """Run an operation: all of it is written and journaled, or nothing is.

        Raises what the operation raises, and UserError("points-at-nothing") when a form names a record that was
        removed, or undone, since it was opened. "only-reading" where it was opened only to read.
        """
        self._writing()
        with environment_problems():
            try:
                entry, value = self._run(database.raw(), operation, *args, **kwargs)
            except journal.ORPHANS as error:
                if "FOREIGN KEY" not in str(error):
                    raise
                raise UserError("points-at-nothing") from error
            self._own.add(entry.id)
            changes = self._changes(entry)
            if changes.touches("erasures"):  # an older backup must not bring them back
                self.backups.note_erasures(self.erasures())
            return Done(value, entry.id, entry.label, changes, entry.is_undoable)

    def _run(
        self, connection: Any, operation: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[journal.Entry, R]:
        declaration = declared(operation)
        return journal.run(
            connection,
            operation.__name__,
            lambda: operation(*args, **kwargs),
            lambda value: _(declaration.label_for(value)),
            by=self.user_name,
            schema=migrate.newest(),
            is_undoable=declaration.is_undoable,
        )

    def _changes(self, entry: journal.Entry) -> Changes:
        connection = database.raw()
        touched = journal.records_touched(connection, entry, MANY)
        if touched is None:
            return Changes(dict.fromkeys(journal.nouns_touched(connection, entry) or NOUNS, (ALL,)))
        by_noun: dict[str, list[int]] = {}
        for record_id, noun in touched:
            by_noun.setdefault(noun, []).append(record_id)
        return Changes({noun: tuple(found) for noun, found in by_noun.items()})

    # --- Undo and redo -----------------------------------------------------------------------------------------------

    def undo(self, *, since_opening: bool = True) -> Done[str]:
        """Undo this person's last standing operation. Raises UserError("nothing-to-undo")."""
        target = self._next_undo(since_opening)
        if target is None:
            raise UserError("nothing-to-undo")
        return self.reverse(target)

    def redo(self, *, since_opening: bool = True) -> Done[str]:
        """Do again what this person undid last. Raises UserError("nothing-to-redo")."""
        target = self._next_redo(since_opening)
        if target is None:
            raise UserError("nothing-to-redo")
        return self.reverse(target)

    def reverse(self, operation_id: int, rest: bool = False) -> Done[str]:
        """Undo a standing operation, or redo an undone one; the value is the label of the operation itself.

        With `rest`, what later work touched is left and only the remaining rows are put back. Raises UserError:
        "no-such-operation", "undo-dropped", "cannot-undo", "undo-older-schema", or "undo-conflict" naming the later
        work.
        """
        self._writing()
        connection = database.raw()
        with environment_problems():
            target = self._reversible(connection, operation_id)
            try:
                entry = journal.reverse(
                    connection,
                    operation_id,
                    lambda is_redo: (_("Redo: {label}") if is_redo else _("Undo: {label}")).format(label=target.label),
                    by=self.user_name,
                    schema=migrate.newest(),
                    rest=rest,
                )
            except journal.Conflict as conflict:
                raise UserError(
                    "undo-conflict", label=target.label, because=self._why(connection, conflict), operation=target.id
                ) from conflict
            self._own.add(entry.id)
            return Done(target.label, entry.id, entry.label, self._changes(entry))

    @staticmethod
    def _reversible(connection: Any, operation_id: int) -> journal.Entry:
        try:
            target = journal.get(connection, operation_id)
        except KeyError as error:
            raise UserError("no-such-operation", id=operation_id) from error
        if target.is_compacted:
            raise UserError("undo-dropped", label=target.label)
        if not target.is_undoable or target.reverses is not None:
            raise UserError("cannot-undo", label=target.label)
        if target.schema != migrate.newest():
            raise UserError("undo-older-schema", label=target.label)
        return target

    @staticmethod
    def _why(connection: Any, conflict: journal.Conflict) -> str:
        """The later operations in the way, or the records that would be left pointing at nothing."""
        labels = [journal.get(connection, clash.operation_id).label for clash in conflict.clashes if clash.operation_id]
        if not labels:
            found = get_found([clash.record_id for clash in conflict.clashes if clash.record_id])
            labels = [_("something still points at {name}").format(name=record.name) for record in found]
        return "; ".join(list(dict.fromkeys(labels))[:3]) or _("later work")

    def undo_label(self, *, since_opening: bool = True) -> str | None:
        """What Undo would undo, or None."""
        target = self._next_undo(since_opening)
        return journal.get(database.raw(), target).label if target else None

    def redo_label(self, *, since_opening: bool = True) -> str | None:
        """What Redo would do again, or None."""
        target = self._next_redo(since_opening)
        return journal.get(database.raw(), target).label if target else None

    def _next_undo(self, since_opening: bool) -> int | None:
        if self._lock is None:
            return None
        return journal.next_undo(database.raw(), self.user_name, self._seen_at_opening if since_opening else 0)

    def _next_redo(self, since_opening: bool) -> int | None:
        if self._lock is None:
            return None
        return journal.next_redo(database.raw(), self.user_name, self._seen_at_opening if since_opening else 0)

    def history(self, record_id: int | None = None, limit: int = 100, before: int | None = None) -> list[HistoryEntry]:
        """What was done, newest first: everything, or to one record."""
        return self.ask(list_history, record_id, limit, before)

    @property
    def is_sample(self) -> bool:
        """Whether everybody in it is invented: `crm.sample` made it."""
        return bool(self.ask(get_setting, "is_sample", False))

    # --- Keys --------------------------------------------------------------------------------------------------------

    @property
    def user_name(self) -> str:
        """Whose slot opened the workspace; operations carry this name."""
        return self._unlocked.slot.name

    @property
    def user_key(self) -> PersonKey:
        """The key a keyring may remember for this person."""
        return self._unlocked.person_key

    @property
    def file_key(self) -> keys.Key:
        """The key of the database, for what reads copies of it."""
        return self._unlocked.file_key

    @property
    def workspace_id(self) -> str:
        """The name under which a keyring knows this workspace."""
        return self.folder.read_keys().workspace_id

    @property
    def has_recovery_sheet(self) -> bool:
        """Whether a recovery sheet was made."""
        return self.folder.read_keys().has_recovery

    def list_keys(self) -> tuple[Slot, ...]:
        """Everyone who can open the workspace, and the recovery sheet."""
        return self.folder.read_keys().slots

    def change_passphrase(self, old: str, new: str) -> None:
        """Another passphrase for this person, and another key pair: the old one opens only backups made before.

        What a keyring remembers is out of date then. Raises UserError("wrong-passphrase"), ("empty-passphrase"),
        ("recovery-has-no-passphrase").
        """
        with self.alone():
            stored = self.folder.read_keys()
            slot = self._unlocked.slot
            if slot.kind != "person":
                raise UserError("recovery-has-no-passphrase")
            keys.unlock(stored, Passphrase(old), slot_id=slot.id).wipe()
            changed = keys.reset_passphrase(stored, self._unlocked, slot.id, new)
            again = keys.unlock(changed, Passphrase(new), slot_id=slot.id)
            self._keep_keys(changed, change_own_passphrase)
            keys.wipe(again.file_key)
            keys.wipe(self._unlocked.person_key.private)
            self._unlocked = Unlocked(slot, self._unlocked.file_key, again.person_key)

    def make_recovery_sheet(self) -> str:
        """A new recovery code to print; an older sheet no longer opens the workspace."""
        with self.alone():
            stored, code = keys.add_recovery(self.folder.read_keys(), self._unlocked.file_key)
            self._keep_keys(stored, print_recovery_sheet)
        return code

    def add_person(self, name: str, passphrase: str) -> str:
        """Let one more person open the workspace, who becomes a colleague of this name; returns the slot's id.

        Raises UserError("person-without-name"), ("person-has-access"), ("empty-passphrase").
        """
        with self.alone():
            stored, theirs = keys.add_person(self.folder.read_keys(), self._unlocked.file_key, name, passphrase)
            keys.wipe(theirs.person_key.private)
            self._keep_keys(stored, give_key, theirs.slot.name)
        return theirs.slot.id

    def reset_passphrase(self, slot_id: str, passphrase: str) -> None:
        """A new passphrase for a colleague who forgot hers; what her computer remembers no longer opens it.

        Raises UserError("person-has-no-access"), ("empty-passphrase"), ("recovery-has-no-passphrase").
        """
        with self.alone():
            stored = keys.reset_passphrase(self.folder.read_keys(), self._unlocked, slot_id, passphrase)
            self._keep_keys(stored, reset_passphrase, self._person(slot_id).name)

    def remove_person(self, slot_id: str) -> None:
        """Take a person's key away: her slot goes, and the database is written anew under a new file key.

        Backups made before open as they did. Raises UserError("person-has-no-access"), ("cannot-remove-oneself"),
        ("last-person"), and EnvironmentProblem as `crm.store.rekey` says.
        """
        if slot_id == self._unlocked.slot.id:
            raise UserError("cannot-remove-oneself")

        def without_person(stored: keys.Keys, file_key: keys.Key) -> keys.Keys:
            return keys.remove_person(stored, file_key, slot_id)

        self._change_file_key(without_person, take_key, self._person(slot_id).name)

    def renew_file_key(self) -> None:
        """Write the database anew under a new file key for the same people: an old copy of the key opens it no more."""
        self._change_file_key(lambda stored, _key: stored, renew_file_key)

    def _change_file_key(
        self, change: rekey.Change, operation: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        def record(connection: Any) -> None:
            entry, _value = self._run(connection, operation, *args, **kwargs)
            self._own.add(entry.id)

        with self.alone():
            change(self.folder.read_keys(), self._unlocked.file_key)  # it refuses before anything is written
            rekey.change_file_key(self.folder, self._unlocked.file_key, change, record)

    def _person(self, slot_id: str) -> Slot:
        for slot in self.list_keys():
            if slot.id == slot_id and slot.kind == "person":
                return slot
        raise UserError("person-has-no-access")

    def _keep_keys(self, stored: keys.Keys, operation: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Write `keys.json`, and into the journal before it: nobody can come to a key without a trace."""
        self.do(operation, *args, **kwargs)
        self.folder.write_keys(stored)

    # --- Care --------------------------------------------------------------------------------------------------------

    def check(self) -> list[check.Finding]:
        """What is wrong with the files and what is in them; nothing when all is well."""
        head = self.folder.read_head()
        return check.check(database.raw(), self.folder.read_keys(), head, self._unlocked.file_key)

    def empty_log(self) -> None:
        """Copy the write-ahead log back into the file; what a reader still needs of it waits for the next time."""
        if self._lock is not None:
            with environment_problems():
                database.empty_log(can_wait=False)

    def back_up(self, out: Path, progress: Progress = unwatched) -> Path:
        """Write the whole workspace into one verified file; also while others write, and on any thread."""
        with self._beside() as connection:
            return self._note_flaw(backups.back_up(connection, self.folder, self._unlocked.file_key, out, progress))

    def back_up_before(self, reason: str, progress: Progress = unwatched) -> Path:
        """A verified backup in the workspace's own folder, before something large is done to it."""
        with self._beside() as connection:
            return self._note_flaw(
                self.backups.make(connection, self.folder, self._unlocked.file_key, reason, progress)
            )

    def _note_flaw(self, made: backups.Made) -> Path:
        self.flaw = made.flaw
        return made.file

    def back_up_when_due(self, progress: Progress = unwatched) -> Path | None:
        """A backup in the workspace's own folder, if something changed and an hour or a day went by since the last."""
        reason = self.backup_due()
        return self.back_up_before(reason, progress) if reason else None

    def back_up_if_changed(self, reason: str, progress: Progress = unwatched) -> Path | None:
        """A backup in the workspace's own folder, unless the newest there holds all the work."""
        if self.is_backed_up():
            return None
        return self.back_up_before(reason, progress)

    def is_backed_up(self, there: BackupFolder | None = None) -> bool:
        """Whether the newest backup, in the workspace's own folder unless another is named, holds all the work."""
        with self._beside() as connection:
            return (there or self.backups).is_current(connection, self.folder.read_keys().mac)

    def backup_due(self) -> str:
        """The reason of the backup that `back_up_when_due` would make; nothing when none is due."""
        newest = self.backups.newest()
        reason = rotation.due(newest.copy.at if newest else None, clock.now())
        if not reason or (newest is None and self._is_young()) or self.is_backed_up():
            return ""
        return reason

    def erasures(self) -> dict[str, str]:
        """Who was erased from it, as hashes, each with its kind."""
        with self._beside() as connection:
            return backups.state_of(connection).erasures

    def list_holding(self, there: BackupFolder) -> list[Numbered]:
        """The backups in a folder that may still hold somebody who was erased since."""
        with self._beside() as connection:
            erased, covered = backups.state_of(connection).erasures, forgetting.last_covered(connection)
        return there.list_holding(erased, covered) if erased else []

    @property
    def backups(self) -> BackupFolder:
        """The backups that Kgotla made by itself, in the workspace's own folder."""
        return BackupFolder(self.folder.backups)

    def _is_young(self) -> bool:
        """Whether the workspace was made within the last hour: then there is little to lose yet."""
        with environment_problems(), database.reading():
            first = database.raw().execute("SELECT at FROM operation ORDER BY id LIMIT 1").fetchone()
        return first is None or datetime.now(UTC) - datetime.fromisoformat(first[0]) < rotation.HOUR

    def keeping_key(self) -> AbstractContextManager[None]:
        """The file key is not changed meanwhile: what was written under it is still to be read."""
        return database.in_place()

    @contextmanager
    def _beside(self) -> Iterator[Any]:
        """A connection of its own that only reads, so that nobody waits for a backup."""
        with environment_problems(), database.in_place():
            connection = connect(self.folder.database, self._unlocked.file_key, self.folder.read_mode)
            try:
                yield connection
            finally:
                connection.close()

    def scrub(self) -> scrubbing.Scrubbed:
        """Delete for good what was deleted: from free pages, the search index and the log.

        Raises as `alone` does, and EnvironmentProblem("disk-full") where there is no room for a second copy.
        """
        with self.alone(), environment_problems():
            return scrubbing.scrub(database.raw())

    def look_for(self, texts: Iterable[str]) -> scrubbing.Proof:
        """Look for texts in every byte of the database, its log and the automatic backups."""
        with environment_problems():
            return scrubbing.look_for(database.raw(), self.folder, self._unlocked.file_key, texts)


def _open(path: Path, secret: Secret | str, *, lock: str = "") -> Workspace:
    """Open a workspace to write it, holding the lock of this name, or without one to read it."""
    place = folder.find(path)
    stored = place.read_keys()
    unlocked = keys.unlock(stored, Passphrase(secret) if isinstance(secret, str) else secret)
    try:
        schema = _probe(place, stored, unlocked)
        return _open_to_write(place, unlocked, schema, lock) if lock else _open_to_read(place, unlocked, schema)
    except BaseException:
        unlocked.wipe()
        raise


def _probe(place: WorkspaceFolder, stored: keys.Keys, unlocked: Unlocked) -> int:
    """The schema number; looks twice where the file key was changed since the keys were read."""
    try:
        return folder.probe(place, unlocked.file_key, place.read_mode)
    except EnvironmentProblem:
        now = place.read_keys()
        if now == stored:
            raise
    keys.unlock_again(now, unlocked)
    return folder.probe(place, unlocked.file_key, place.read_mode)


def _open_to_read(place: WorkspaceFolder, unlocked: Unlocked, schema: int) -> Workspace:
    if schema != migrate.newest():
        raise UserError("migrate-first")
    database.set_file(place.database, unlocked.file_key, place.read_mode)
    workspace = Workspace(place, unlocked, None)
    try:
        with environment_problems():
            workspace._looked_at = journal.newest(database.raw())
        if workspace.ask(find_erased, workspace.backups.noted_erasures()):
            raise UserError("erase-first")
    except BaseException:
        database.close_all()
        raise
    return workspace


def _open_to_write(place: WorkspaceFolder, unlocked: Unlocked, schema: int, lock: str) -> Workspace:
    patience = locking.PATIENCE if lock == locking.COMMANDS else 0.0
    held = locking.WriterLock.take(place.path, unlocked.slot.name, lock, patience)
    try:
        rekey.settle(place)
        keys.unlock_again(place.read_keys(), unlocked)  # whom we waited for may have changed the keys
        database.set_file(place.database, unlocked.file_key)
        workspace = Workspace(place, unlocked, held)
        with environment_problems():
            workspace._prepare(schema)
    except BaseException:
        database.close_all()
        held.release()
        raise
    return workspace
