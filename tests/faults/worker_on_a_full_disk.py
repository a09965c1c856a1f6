"""A process whose disk is full at the first write, then at the second, and so on through everything it does.

Usage, with full_disk.so preloaded: worker_on_a_full_disk.py WORKSPACE SEED WAYS
Prints a line of JSON for each case: what was done, at which write the disk was full, what is wrong (nothing, if all is
well). The short run leaves out more writes the further it gets.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from crm import copying, erasure
from crm.operations.erasing import erase_person
from crm.queries.traces import get_traces
from crm.rules.erasing import Because, Kind
from crm.rules.errors import EnvironmentProblem
from crm.store import backups, engine, journal, keys, scrubbing
from crm.store.engine import database
from crm.workspace import Done, Workspace
from tests.conftest import PASSPHRASE
from tests.faults.counting import IS_LONG
from tests.faults.killing import Acknowledged, is_sound, is_there
from tests.faults.mixed_work import MixedWork

Way = Callable[[], Done[Any]]
DISK = ctypes.CDLL(None)
MOST_WRITES = 20_000


def on_a_full_disk(
    what: str, action: Callable[[], Any], wrong_after: Callable[[], str], is_over: Callable[[], bool] = lambda: False
) -> Any:
    """Do it with room for no write, for one, for two … until it is done; returns what it returned.

    What goes on after its operation is written may be over before it is done: what is left is another thing to do.
    """
    for writes in each_write():
        DISK.disk_full_after(writes)
        try:
            value = action()
        except EnvironmentProblem as problem:
            DISK.disk_full_after(-1)
            told = "" if problem.code == "disk-full" else f"told {problem.code}"
        else:
            is_done = not DISK.disk_full_refused()
            DISK.disk_full_after(-1)
            if is_done:
                return value
            say(what, writes, wrong_after())
            return value  # it did without that write, as the engine does when it cannot copy the log back
        say(what, writes, told or wrong_after())
        if is_over():
            return None
    raise AssertionError(f"{what} never ends")


def each_write() -> Iterator[int]:
    """How many writes the disk has room for, one case after the other."""
    writes = 0
    while writes < MOST_WRITES:
        yield writes
        writes += 1 if IS_LONG else 1 + writes


def say(what: str, writes: int, wrong: str) -> None:
    print(json.dumps({"what": what, "writes": writes, "wrong": wrong}), flush=True)


class Day:
    """One after another everything that writes: opening, operations, erasing, keys, backups, closing, restoring."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._elsewhere = folder.parent / "elsewhere"
        self._seed = seed
        self._told: list[Acknowledged] = []
        self._gone: list[str] = []
        """How those were written who were erased."""

    def live(self, ways: int) -> None:
        self.workspace = on_a_full_disk("open", lambda: Workspace.open(self._folder, PASSPHRASE), lambda: "")
        self._work = MixedWork(self.workspace, self._seed, self._folder.parent)
        for way in self._work.each_way(ways):
            self._operation(way)
        self._erase()
        self._erase_when_opening()
        self._compact()
        self._keys()
        self._backup()
        self._close()
        self._restore()
        self._new()

    def _operation(self, way: Way) -> None:
        state, before = self._work.chance.getstate(), newest()

        def again() -> Any:
            self._work.chance.setstate(state)
            return self._work.do(way)

        def wrong() -> str:
            if newest() != before:
                return "" if newest() == before + 1 else "more than one operation"
            return "" if all(map(is_there, self._told[-3:])) else "an operation is gone"

        done = on_a_full_disk("operation", again, wrong)
        self._tell(done.operation_id)
        self._look(done.label)

    def _tell(self, operation_id: int) -> None:
        entry = journal.get(database.raw(), operation_id)
        self._told.append(Acknowledged(entry.id, entry.first_change, entry.last_change))

    def _look(self, what: str) -> None:
        if not (is_sound(self.workspace) and all(map(is_there, self._told))):
            say(what, -1, "the workspace is not whole")
        if self.workspace.look_for(self._gone).found:
            say(what, -1, "somebody erased still stands there")

    def _erase(self) -> None:
        """Until the operation is written the person is there, whole; then the file can be written anew at last."""
        person, before = self._person(), newest()
        forms = get_traces(person).forms()

        def erase() -> Any:
            return erasure.erase(self.workspace, person, Kind.ERASE, Because.REQUEST)

        def wrong() -> str:
            return "" if self._is_here(person) == (newest() == before) else "half of somebody"

        on_a_full_disk("erasing", erase, wrong, is_over=lambda: newest() > before)
        self._tell(newest())
        on_a_full_disk("deleting for good", self.workspace.scrub, wrong)
        erasure.finish(self.workspace, forms)
        self._gone += forms
        self._look("deleting for good")

    def _erase_when_opening(self) -> None:
        """The program was killed after the operation: opening deletes for good, as soon as there is room."""
        person = self._person()
        self._gone += get_traces(person).forms()
        self._tell(self.workspace.do(erase_person, person, Because.REQUEST).operation_id)
        self.workspace.close()
        self.workspace = on_a_full_disk("deleting when opening", self._open_without_traces, lambda: "")
        self._work.workspace = self.workspace
        copying.renew(self.workspace, None)
        self._look("deleting when opening")

    def _open_without_traces(self) -> Workspace:
        """It opens without room too, and deletes another time."""
        workspace = Workspace.open(self._folder, PASSPHRASE)
        if not scrubbing.is_due(database.raw()):
            return workspace
        workspace.close()
        raise EnvironmentProblem("disk-full")

    def _compact(self) -> None:
        """An automatic backup is made first."""
        before = newest()
        on_a_full_disk(
            "compaction",
            lambda: self._work.do(self._work.compact),
            nothing_half_made_in(self.workspace.folder.backups),
            is_over=lambda: newest() > before,
        )
        self._tell(newest())
        self.workspace.scrub()
        self._look("compaction")

    def _person(self) -> int:
        (person,) = database.raw().execute("SELECT min(id) FROM person").fetchone()
        return int(person)

    def _is_here(self, person: int) -> bool:
        return database.raw().execute("SELECT 1 FROM person WHERE id = ?", (person,)).fetchone() is not None

    def _keys(self) -> None:
        def wrong() -> str:
            keys.unlock(self.workspace.folder.read_keys(), keys.Passphrase(PASSPHRASE))
            return ""

        on_a_full_disk("keys", self.workspace.make_recovery_sheet, wrong)

    def _backup(self) -> None:
        out = self._elsewhere / "Monday.kgotla-backup"
        self._backed_up = list(self._told)
        on_a_full_disk("backup", lambda: self.workspace.back_up(out), nothing_half_made_in(self._elsewhere))

    def _close(self) -> None:
        """The log cannot be copied back: it stays, and is read at the next opening."""
        for writes in each_write():
            self._tell(self._work.do(self._work.new_note).operation_id)  # so that there is something to copy
            DISK.disk_full_after(writes)
            self.workspace.close()
            is_done = not DISK.disk_full_refused()
            DISK.disk_full_after(-1)
            self.workspace = self._work.workspace = Workspace.open(self._folder, PASSPHRASE)
            is_kept = is_sound(self.workspace) and all(map(is_there, self._told))
            say("close", writes, "" if is_kept else "an operation is gone")
            if is_done:
                break
        self.workspace.close()

    def _restore(self) -> None:
        to, file = self._elsewhere / "Again.kgotla", self._elsewhere / "Monday.kgotla-backup"
        on_a_full_disk(
            "restore",
            lambda: backups.restore(file, to, keys.Passphrase(PASSPHRASE)),
            nothing_half_made_in(self._elsewhere),
        )
        workspace = Workspace.open(to, PASSPHRASE)
        if not (is_sound(workspace) and all(map(is_there, self._backed_up))):
            say("restore", -1, "an operation is gone")
        workspace.close()

    def _new(self) -> None:
        place = self._elsewhere / "New.kgotla"
        made = on_a_full_disk(
            "new workspace",
            lambda: Workspace.create(place, PASSPHRASE, "Lerato", "Ours"),
            lambda: "a half made folder" if place.exists() and not database.database else "",
        )
        made.close()


def newest() -> int:
    return journal.newest(database.raw())


def nothing_half_made_in(folder: Path) -> Callable[[], str]:
    """What a backup or restore that was given up has left behind here; a whole backup is none of it."""
    before = set(folder.glob("*"))
    return lambda: ", ".join(path.name for path in set(folder.glob("*")) - before if path.suffix != backups.SUFFIX)


if __name__ == "__main__":
    engine.synchronous = "OFF"  # the same writes, not waited for
    keys.create = partial(keys.create, cost=keys.Cost(passes=1, lanes=1, memory=8))  # nobody tries to guess
    Day(Path(sys.argv[1]), int(sys.argv[2])).live(int(sys.argv[3]))
