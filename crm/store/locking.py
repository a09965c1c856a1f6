"""Who may write: locks the operating system drops by itself when the program ends, however it ends.

A window holds one lock as long as it is open, a command of the command line another for its run, so that a command may
write while a window is open; the engine lets one transaction write at a time. What needs the workspace for itself (a
migration, a new file key, compaction) holds both: `Workspace.alone`.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from crm.rules.dates import format_day
from crm.rules.errors import EnvironmentProblem
from crm.store.files import file_problems

NAME = "workspace.lock"
"""Held by the one window."""

COMMANDS = "commands.lock"
"""Held by the one command that writes."""

OURSELVES = "Kgotla"
"""Who holds a lock before it is known who the user is."""

PATIENCE = 10.0
"""Seconds for which a command waits until the one before it has ended."""

_BUSY = {COMMANDS: "command-running"}
_UNKNOWN = {"user": "?", "computer": "?", "since": "?"}
_AGAIN_AFTER = 0.05  # seconds


class WriterLock:
    """The right to write a workspace, held until `release` or the end of the process."""

    def __init__(self, stream: IO[str], name: str) -> None:
        self._stream: IO[str] | None = stream
        self._name = name

    @property
    def other(self) -> str:
        """The name of the lock that this one leaves free."""
        return COMMANDS if self._name == NAME else NAME

    @classmethod
    def take(cls, folder: Path, user_name: str, name: str = NAME, patience: float = 0.0) -> WriterLock:
        """Take the lock, after waiting for at most `patience` seconds.

        Raises EnvironmentProblem("open-elsewhere") or ("command-running") saying who has it and since when, and
        ("file-exchanged") where another workspace took the folder's place while it was waited for.
        """
        path = folder / name
        with file_problems():
            stream = path.open("a+", encoding="utf-8")
        try:
            with file_problems():
                told = _hold(stream, user_name, _BUSY.get(name, "open-elsewhere"), patience)
                _require_still_there(path, told)
        except BaseException:
            with suppress(OSError):  # on a full disk closing tries once more to write what it could not
                stream.close()
            raise
        return cls(stream, name)

    def release(self) -> None:
        """Let others write."""
        if self._stream is not None:
            _unlock(self._stream)
            self._stream.close()
            self._stream = None


@contextmanager
def nobody_writes(folder: Path) -> Iterator[Callable[[], None]]:
    """Hold both locks of a workspace that this program has not open; gives what lets them go before the end.

    Raises as `WriterLock.take` does.
    """
    held: list[WriterLock] = []

    def let_go() -> None:
        for lock in held:
            lock.release()

    try:
        for name in (NAME, COMMANDS):
            held.append(WriterLock.take(folder, OURSELVES, name))
        yield let_go
    finally:
        let_go()


def holder(folder: Path) -> dict[str, object]:
    """The `user`, `computer` and `since` of the window that took the lock last; “?” for what cannot be told."""
    try:
        with (folder / NAME).open(encoding="utf-8") as stream:
            return _holder(stream)
    except OSError:
        return dict(_UNKNOWN)


def _hold(stream: IO[str], user_name: str, otherwise: str, patience: float) -> str:
    """Lock the file and write into it who has it; returns what was written."""
    until = time.monotonic() + patience
    while not _try_lock(stream):
        if time.monotonic() >= until:
            raise EnvironmentProblem(otherwise, **_holder(stream))
        time.sleep(_AGAIN_AFTER)
    stream.seek(0)
    stream.truncate()
    since = datetime.now(UTC).isoformat(timespec="seconds")
    told = json.dumps({"user": user_name, "computer": socket.gethostname(), "since": since}, ensure_ascii=False)
    stream.write(told)
    stream.flush()
    return told


def _require_still_there(path: Path, told: str) -> None:
    """A lock is worth something only in the folder that has the name: what we wrote into it is read there."""
    try:
        is_there = path.read_text(encoding="utf-8") == told
    except FileNotFoundError:
        is_there = False
    if not is_there:
        raise EnvironmentProblem("file-exchanged")


def _holder(stream: IO[str]) -> dict[str, object]:
    """Who says to hold the lock; the file may be empty while it is being written."""
    try:
        stream.seek(0)
        told = json.loads(stream.read())
        since = datetime.fromisoformat(told["since"]).astimezone()
        return {
            "user": str(told["user"]),
            "computer": str(told["computer"]),
            "since": f"{format_day(since.date())} {since:%H:%M}",
        }
    except (OSError, ValueError, TypeError, KeyError):
        return dict(_UNKNOWN)


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # Windows locks bytes against reading too: lock one that no content reaches

    def _try_lock(stream: IO[str]) -> bool:
        os.lseek(stream.fileno(), _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(stream: IO[str]) -> None:
        os.lseek(stream.fileno(), _FAR, os.SEEK_SET)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(stream: IO[str]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # any other error: this drive knows no locks
            return False
        return True

    def _unlock(stream: IO[str]) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
