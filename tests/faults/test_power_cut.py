"""The power fails: exactly the operations committed before are there, whole, wherever the log on the disk ends.

What the disk holds then is made by hand: the database file and the write-ahead log, cut at each frame and inside
frames, with frames that never came to the disk, or half copied back.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crm.operations.team import set_setting
from crm.rules.errors import UserError
from crm.store import engine
from crm.store.engine import database
from crm.store.folder import WorkspaceFolder
from crm.store.keys import to_bytes
from crm.workspace import Workspace
from tests.conftest import AS_SHIPPED, PASSPHRASE
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import is_sound
from tests.faults.mixed_work import MixedWork

OPERATIONS = 60 if IS_LONG else 8
SHORT = 12
PAGE, HEAD, FRAME = 4096, 32, 24 + 4096


@dataclass(frozen=True)
class Worked:
    """A workspace in the middle of its work: the files as they are on the disk, and what each operation left."""

    keys: bytes
    before: bytes
    """The database file, nothing copied back yet."""
    after: bytes
    """The database file with the whole log copied back."""
    log: bytes
    left: list[tuple[int, str]]
    """After each operation: how long the log was, and all that stood in the workspace."""

    @property
    def frames(self) -> int:
        return (len(self.log) - HEAD) // FRAME

    def expected(self, length: int) -> str:
        """What has to be there when only so much of the log is on the disk."""
        return next(state for size, state in reversed(self.left) if size <= length)


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


@pytest.fixture
def worked(workspace_folder: Path) -> Worked:
    place = WorkspaceFolder(workspace_folder)
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    connection = database.raw()
    connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    left = [(0, state())]
    work = MixedWork(workspace, 7, workspace_folder.parent)
    for _number in range(OPERATIONS):
        work.step()
        left.append((place.log.stat().st_size, state()))
    before, log = place.database.read_bytes(), place.log.read_bytes()
    workspace.close()
    return Worked(place.keys_file.read_bytes(), before, place.database.read_bytes(), log, left)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[WorkspaceFolder]:
    """Where the files of each case are put."""
    folder = tmp_path / "Cut.kgotla"
    folder.mkdir()
    yield WorkspaceFolder(folder)
    shutil.rmtree(folder)


def is_as(expected: str, place: WorkspaceFolder, worked: Worked, main: bytes, log: bytes) -> bool:
    """Whether these files open as the workspace that is expected, sound, and ready for more work."""
    for left in place.path.iterdir():
        left.unlink()
    place.keys_file.write_bytes(worked.keys)
    place.database.write_bytes(main)
    place.log.write_bytes(log)
    workspace = Workspace.open(place.path, PASSPHRASE)
    try:
        is_right = state() == expected and is_sound(workspace)
        workspace.do(set_setting, "after the cut", 1)
        return is_right
    finally:
        workspace.close()


def some(cases: range) -> list[int]:
    return list(cases) if IS_LONG else random.Random(3).sample(cases, min(SHORT, len(cases)))


def test_what_is_done_is_on_the_disk_before_it_is_told(workspace_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tests do not wait for the disk; the program does."""
    monkeypatch.setattr(engine, "synchronous", AS_SHIPPED)
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    said = [database.raw().execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
    workspace.close()
    assert said == [2, "wal"], "in full"


@pytest.mark.timeout(3600)
def test_the_log_ends_at_any_frame_or_inside_it(worked: Worked, place: WorkspaceFolder) -> None:
    chance = random.Random(4)
    with counting("power-cut") as count:
        for frame in some(range(worked.frames + 1)):
            whole = HEAD + frame * FRAME
            for length in (whole, whole + chance.randrange(1, FRAME)):
                cut = worked.log[:length]
                count.case(is_as(worked.expected(length), place, worked, worked.before, cut), length)


@pytest.mark.timeout(3600)
def test_frames_come_to_the_disk_in_another_order(worked: Worked, place: WorkspaceFolder) -> None:
    """The log has its length, but one of its frames is still empty, or holds what was there before."""
    chance = random.Random(5)
    with counting("power-cut") as count:
        for frame in some(range(worked.frames)):
            begins = HEAD + frame * FRAME
            torn = bytes(FRAME) if frame % 2 else chance.randbytes(FRAME)
            log = worked.log[:begins] + torn + worked.log[begins + FRAME :]
            count.case(is_as(worked.expected(begins), place, worked, worked.before, log), frame)


@pytest.mark.timeout(3600)
def test_the_log_is_half_copied_back(worked: Worked, place: WorkspaceFolder) -> None:
    """Pages come to the database file in any order, one of them torn; the log still has them all."""
    chance = random.Random(6)
    pages = len(worked.after) // PAGE
    before = worked.before.ljust(len(worked.after), b"\0")
    with counting("power-cut") as count:
        for number in range(100 if IS_LONG else 4):
            share = chance.random()
            main = bytearray(before)
            for page in range(pages):
                if chance.random() < share:
                    main[page * PAGE : (page + 1) * PAGE] = worked.after[page * PAGE : (page + 1) * PAGE]
            torn = chance.randrange(pages)
            if worked.after[torn * PAGE : (torn + 1) * PAGE] != before[torn * PAGE : (torn + 1) * PAGE]:
                main[torn * PAGE : torn * PAGE + 512] = worked.after[torn * PAGE : torn * PAGE + 512]
            length = len(main) if number % 2 else chance.randrange(len(worked.before), len(main) + 1)
            count.case(is_as(worked.left[-1][1], place, worked, bytes(main[:length]), worked.log), number)


def test_the_keys_are_half_replaced(workspace_folder: Path) -> None:
    """A passphrase was being changed: the old one opens, or the new one, and the rest of the file is no hindrance."""
    place = WorkspaceFolder(workspace_folder)
    old = place.keys_file.read_bytes()
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
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
                workspace = Workspace.open(workspace_folder, PASSPHRASE)
                is_sound_still = is_sound(workspace)
                workspace.make_recovery_sheet()
                workspace.close()
                with pytest.raises(UserError, match="wrong-passphrase"):
                    Workspace.open(workspace_folder, "not this one")
                count.case(is_sound_still and not part.exists(), length)
