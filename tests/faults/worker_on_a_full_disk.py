"""A process whose disk is full at the first write, then at the second, and so on through everything it does.

Usage, with full_disk.so preloaded: worker_on_a_full_disk.py WORKSPACE SEED OPERATIONS
Prints a line of JSON for each case: what was done, at which write the disk was full, what is wrong (nothing, if all is
well). The short run leaves out more writes the further it gets.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from crm.rules.errors import EnvironmentProblem
from crm.store import backups, engine, journal, keys
from crm.store.engine import database
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.faults.counting import IS_LONG
from tests.faults.killing import Acknowledged, is_sound, is_there
from tests.faults.mixed_work import MixedWork

DISK = ctypes.CDLL(None)
MOST_WRITES = 20_000


def on_a_full_disk(what: str, action: Callable[[], Any], wrong_after: Callable[[], str]) -> Any:
    """Do it with room for no write, for one, for two … until it is done; returns what it returned."""
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
    raise AssertionError(f"{what} never ends")


def each_write() -> Iterator[int]:
    """How many writes the disk has room for, one case after the other."""
    writes = 0
    while writes < MOST_WRITES:
        yield writes
        writes += 1 if IS_LONG else 1 + writes // 2


def say(what: str, writes: int, wrong: str) -> None:
    print(json.dumps({"what": what, "writes": writes, "wrong": wrong}), flush=True)


class Day:
    """One after another everything that writes: opening, operations, keys, backups, closing, restoring."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._elsewhere = folder.parent / "elsewhere"
        self._seed = seed
        self._told: list[Acknowledged] = []

    def live(self, operations: int) -> None:
        self.workspace = on_a_full_disk("open", lambda: Workspace.open(self._folder, PASSPHRASE), lambda: "")
        self._work = MixedWork(self.workspace, self._seed, self._folder.parent)
        for _number in range(operations):
            self._operation()
        self._keys()
        self._backup()
        self._operation(is_looked_at=False)  # so that there is something in the log to copy back
        on_a_full_disk("close", self.workspace.close, lambda: "")
        self._opens_again("close", self._folder, self._told)
        self._restore()
        self._new()

    def _operation(self, *, is_looked_at: bool = True) -> None:
        state, before = self._work.chance.getstate(), newest()

        def again() -> Any:
            self._work.chance.setstate(state)
            return self._work.step()

        def wrong() -> str:
            if newest() != before:
                return "" if newest() == before + 1 else "more than one operation"
            return "" if all(map(is_there, self._told[-3:])) else "an operation is gone"

        done = on_a_full_disk("operation", again, wrong)
        entry = journal.get(database.raw(), done.operation_id)
        self._told.append(Acknowledged(entry.id, entry.first_change, entry.last_change))
        if is_looked_at and not (is_sound(self.workspace) and all(map(is_there, self._told))):
            say(entry.name, -1, "the workspace is not whole")

    def _keys(self) -> None:
        def wrong() -> str:
            keys.unlock(self.workspace.folder.read_keys(), keys.Passphrase(PASSPHRASE))
            return ""

        on_a_full_disk("keys", self.workspace.make_recovery_sheet, wrong)

    def _backup(self) -> None:
        out = self._elsewhere / "Monday.kgotla-backup"
        self._backed_up = list(self._told)
        on_a_full_disk("backup", lambda: self.workspace.back_up(out), lambda: left_in(self._elsewhere))
        on_a_full_disk(
            "automatic backup",
            lambda: self.workspace.back_up_before("import"),
            lambda: left_in(self.workspace.folder.backups),
        )

    def _restore(self) -> None:
        to, file = self._elsewhere / "Again.kgotla", self._elsewhere / "Monday.kgotla-backup"
        on_a_full_disk(
            "restore",
            lambda: backups.restore(file, to, keys.Passphrase(PASSPHRASE)),
            lambda: "a half restored folder" if to.exists() else left_in(self._elsewhere, file.name),
        )
        self._opens_again("restore", to, self._backed_up)

    def _new(self) -> None:
        place = self._elsewhere / "New.kgotla"
        made = on_a_full_disk(
            "new workspace",
            lambda: Workspace.create(place, PASSPHRASE, "Lerato", "Ours"),
            lambda: "a half made folder" if place.exists() and not database.database else "",
        )
        made.close()

    def _opens_again(self, what: str, folder: Path, told: list[Acknowledged]) -> None:
        workspace = Workspace.open(folder, PASSPHRASE)
        if not (is_sound(workspace) and all(map(is_there, told))):
            say(what, -1, "an operation is gone")
        workspace.close()


def newest() -> int:
    return journal.newest(database.raw())


def left_in(folder: Path, *but: str) -> str:
    """What a backup or restore that was given up has left behind."""
    return ", ".join(path.name for path in folder.glob("*") if path.name not in but)


if __name__ == "__main__":
    engine.synchronous = "OFF"  # the same writes, not waited for
    Day(Path(sys.argv[1]), int(sys.argv[2])).live(int(sys.argv[3]))
