"""The power fails: exactly the operations committed before are there, whole, wherever the log on the disk ends.

What the disk holds then is made by hand: the database file and the write-ahead log, cut at each frame and inside
frames, with frames that never came to the disk, or half copied back. The work has an operation of each kind, erases
somebody and makes the journal smaller, so that the file is written anew; every frame of it is tried.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import pytest

from crm.operations.team import set_setting
from crm.rules.errors import UserError
from crm.store import engine, scrubbing
from crm.store.engine import database
from crm.store.folder import WorkspaceFolder
from crm.store.keys import to_bytes
from crm.workspace import Workspace
from tests.conftest import AS_SHIPPED, PASSPHRASE
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import is_sound, names
from tests.faults.mixed_work import MixedWork

MOST_WAYS = 100 if IS_LONG else 5
SHORT = 8
HALF_COPIED = 15 if IS_LONG else 1
PAGE, HEAD, FRAME = 4096, 32, 24 + 4096


@dataclass(frozen=True)
class Log:
    """The log at a moment when it was full and about to be copied back, and the file into which it was."""

    before: bytes
    content: bytes
    after: bytes = b""

    @property
    def frames(self) -> int:
        return (len(self.content) - HEAD) // FRAME


@dataclass(frozen=True)
class Left:
    """What has to be there once so many frames of a log are on the disk."""

    log: int
    frames: int
    state: str
    gone: frozenset[str] = frozenset()
    """Names of those who were erased."""


@dataclass(frozen=True)
class Worked:
    """What the disk held while the work was done, and what each operation left."""

    keys: bytes
    file_key: bytes
    logs: list[Log]
    left: list[Left]

    @property
    def every_frame(self) -> list[tuple[int, int]]:
        """Each frame of each log: the numbers of both."""
        return [(number, frame) for number, log in enumerate(self.logs) for frame in range(log.frames)]

    def expected(self, log: int, length: int) -> Left:
        """What has to be there when only so much of a log is on the disk."""
        frames = max(0, (length - HEAD) // FRAME)
        return self.left[bisect_right(self.left, (log, frames), key=lambda left: (left.log, left.frames)) - 1]


class Film:
    """Looks on while work is done in the open workspace: keeps the files whenever the log is to be copied back."""

    def __init__(self, place: WorkspaceFolder) -> None:
        self._place = place
        connection = database.raw()
        connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.logs: list[Log] = []
        self.left = [Left(0, 0, state())]
        connection.set_trace_callback(self._see)

    def _see(self, statement: str) -> None:
        """The engine is about to do this."""
        if "wal_checkpoint" in statement and (content := self._place.log.read_bytes()):
            self.logs.append(Log(self._place.database.read_bytes(), content))

    def now(self) -> tuple[int, int]:
        """Which log is being written, and how many frames it has."""
        return len(self.logs), max(0, (self._place.log.stat().st_size - HEAD) // FRAME)

    def note(self, since: tuple[int, int], gone: frozenset[str]) -> None:
        """An operation was done: it counts from its first transaction; what follows that is made up for at opening."""
        number, frames = since
        for log, content in enumerate([*(each.content for each in self.logs), self._place.log.read_bytes()]):
            if log >= number and (commit := first_commit(content, frames if log == number else 0)):
                self.left.append(Left(log, commit, state(), gone))
                return
        raise AssertionError("nothing was written")

    def end(self) -> tuple[list[Log], list[Left]]:
        """Everything; the workspace is closed."""
        files = [*(log.before for log in self.logs[1:]), self._place.database.read_bytes()]
        return [Log(log.before, log.content, after) for log, after in zip(self.logs, files, strict=True)], self.left


def first_commit(log: bytes, frames: int) -> int:
    """How many frames there are with the first transaction that ends after so many; 0 when none does."""
    ends = range(HEAD + frames * FRAME, len(log) - FRAME + 1, FRAME)
    sizes = (int.from_bytes(log[begins + 4 : begins + 8], "big") for begins in ends)  # 0 within a transaction
    return next((frames + number for number, size in enumerate(sizes, 1) if size), 0)


def state() -> str:
    """All that stands in the open workspace, as one hash."""
    connection = database.raw()
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    digest = hashlib.sha256()
    for table in tables:
        if not table.startswith("search_"):
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                digest.update(repr(row).encode())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def worked(bare_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Worked:
    folder = tmp_path_factory.mktemp("worked") / "Worked.kgotla"
    shutil.copytree(bare_folder, folder)
    workspace = Workspace.open(folder, PASSPHRASE)
    film = Film(workspace.folder)
    work, file_key = MixedWork(workspace, 7, folder.parent), bytes(workspace.file_key)
    gone: frozenset[str] = frozenset()
    for way in (*work.each_way(MOST_WAYS), work.erase, work.new_note, work.compact, work.new_commitment):
        since, known = film.now(), names()
        work.do(way)
        gone |= {known[key] for key in workspace.erasures() if key in known}
        film.note(since, gone)
    workspace.close()
    assert gone and len(film.logs) > 6, "the file was not written anew twice"
    return Worked(workspace.folder.keys_file.read_bytes(), file_key, *film.end())


@dataclass(frozen=True)
class Found:
    """What the program finds when the power is back."""

    state: str
    is_sound: bool
    """Also ready for more work, and with nothing still to be deleted for good."""
    names: frozenset[str]
    """Of those who are erased later at the latest: the ones that still stand somewhere."""


class PowerIsBack:
    """Opens what was left on the disk: the engine mends it each time, the program opens what it has not yet seen.

    Hundreds of cuts within one transaction come to the same bytes; what the program makes of them is looked at once,
    unless the file ends within a page or the log within its head, at which it looks itself.
    """

    def __init__(self, folder: Path, worked: Worked) -> None:
        self._place = WorkspaceFolder(folder)
        self._worked = worked
        self._found: dict[tuple[bytes, int, int], Found] = {}
        self._names = frozenset().union(*(left.gone for left in worked.left))

    def is_as(self, expected: Left, main: bytes, log: bytes) -> bool:
        """Whether these files open as the workspace that is expected."""
        self._put(main, log)
        seen = self._mended(), len(main) % PAGE, min(len(log), HEAD + 1)
        if seen not in self._found:
            self._put(main, log)
            self._found[seen] = self._opened()
        found = self._found[seen]
        return found.is_sound and found.state == expected.state and not found.names & expected.gone

    def _put(self, main: bytes, log: bytes) -> None:
        shutil.rmtree(self._place.path, ignore_errors=True)
        self._place.path.mkdir()
        self._place.keys_file.write_bytes(self._worked.keys)
        self._place.database.write_bytes(main)
        self._place.log.write_bytes(log)

    def _mended(self) -> bytes:
        """The database file once the engine has copied back what counts of the log."""
        connection = engine.connect(self._place.database, self._worked.file_key)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()
        return hashlib.sha256(self._place.database.read_bytes()).digest()

    def _opened(self) -> Found:
        workspace = Workspace.open(self._place.path, PASSPHRASE)
        try:
            now, is_whole = state(), is_sound(workspace) and not scrubbing.is_due(database.raw())
            found = workspace.look_for(self._names).found
            workspace.do(set_setting, "after the cut", 1)
            return Found(now, is_whole, frozenset(found))
        finally:
            workspace.close()


@pytest.fixture
def power(tmp_path: Path, worked: Worked) -> PowerIsBack:
    return PowerIsBack(tmp_path / "Cut.kgotla", worked)


def some(frames: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return frames if IS_LONG else random.Random(3).sample(frames, min(SHORT, len(frames)))


def test_what_is_done_is_on_the_disk_before_it_is_told(small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tests do not wait for the disk; the program does."""
    monkeypatch.setattr(engine, "synchronous", AS_SHIPPED)
    workspace = Workspace.open(small_folder, PASSPHRASE)
    said = [database.raw().execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
    workspace.close()
    assert said == [2, "wal"], "in full"


@pytest.mark.timeout(3600)
def test_the_log_ends_at_any_frame_or_inside_it(worked: Worked, power: PowerIsBack) -> None:
    chance = random.Random(4)
    with counting("power-cut") as count:
        for number, frame in some([*worked.every_frame, *((number, -1) for number in range(len(worked.logs)))]):
            log, begins = worked.logs[number], HEAD + frame * FRAME
            for length in (begins + chance.randrange(1, FRAME), begins + FRAME) if frame >= 0 else (0, 16, HEAD):
                expected = worked.expected(number, length)
                count.case(power.is_as(expected, log.before, log.content[:length]), (number, length))


@pytest.mark.timeout(3600)
def test_frames_come_to_the_disk_in_another_order(worked: Worked, power: PowerIsBack) -> None:
    """The log has its length, but one of its frames is still empty, or holds what was there before."""
    chance = random.Random(5)
    with counting("power-cut") as count:
        for number, frame in some(worked.every_frame):
            log, begins = worked.logs[number], HEAD + frame * FRAME
            torn = bytes(FRAME) if frame % 2 else chance.randbytes(FRAME)
            content = log.content[:begins] + torn + log.content[begins + FRAME :]
            count.case(power.is_as(worked.expected(number, begins), log.before, content), (number, frame))


@pytest.mark.timeout(3600)
def test_the_log_is_half_copied_back(worked: Worked, power: PowerIsBack) -> None:
    """Pages come to the database file in any order, one of them torn; the log still has them all."""
    chance = random.Random(6)
    with counting("power-cut") as count:
        for number, log in enumerate(worked.logs):
            expected = worked.expected(number, len(log.content))
            for turn in range(HALF_COPIED):
                main = half_copied(log, chance)
                length = len(main) if turn % 2 else chance.randrange(len(log.before), len(main) + 1)
                count.case(power.is_as(expected, main[:length], log.content), (number, turn))


def half_copied(log: Log, chance: random.Random) -> bytes:
    """The database file with some of the pages of the log, and half of another."""
    before = log.before.ljust(len(log.after), b"\0")
    main, share = bytearray(before), chance.random()
    pages = [slice(begins, begins + PAGE) for begins in range(0, len(log.after), PAGE)]
    for page in pages:
        if chance.random() < share:
            main[page] = log.after[page]
    torn = chance.choice([page for page in pages if log.after[page] != before[page]])
    main[torn.start : torn.start + 512] = log.after[torn.start : torn.start + 512]
    return bytes(main)


def test_the_keys_are_half_replaced(small_folder: Path) -> None:
    """A passphrase was being changed: the old one opens, or the new one, and the rest of the file is no hindrance."""
    place = WorkspaceFolder(small_folder)
    old = place.keys_file.read_bytes()
    workspace = Workspace.open(small_folder, PASSPHRASE)
    workspace.make_recovery_sheet()
    new = to_bytes(place.read_keys())
    workspace.close()
    part = place.keys_file.with_name("keys.json.part")
    lengths = range(0, len(new) + 1, 10 if IS_LONG else 400)
    with counting("power-cut") as count:
        for length in lengths:
            for stored in (old, new):
                place.keys_file.write_bytes(stored)
                part.write_bytes(new[:length])
                workspace = Workspace.open(small_folder, PASSPHRASE)
                is_sound_still = is_sound(workspace)
                workspace.make_recovery_sheet()
                workspace.close()
                with pytest.raises(UserError, match="wrong-passphrase"):
                    Workspace.open(small_folder, "not this one")
                count.case(is_sound_still and not part.exists(), length)
