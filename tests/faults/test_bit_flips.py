"""One flipped bit anywhere: found and named, never silently read, and mended from the newest good backup."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crm.access import Passphrase
from crm.recovery import recover
from crm.rules.errors import EnvironmentProblem, Problem
from crm.store import backups
from crm.store.engine import environment_problems
from crm.store.folder import WorkspaceFolder
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import is_sound
from tests.faults.mixed_work import MixedWork
from tests.faults.test_power_cut import state

IN_THE_DATABASE = 1000 if IS_LONG else 16
IN_OTHER_FILES = 200 if IS_LONG else 8
RECOVERED = 20 if IS_LONG else 8
"""Of so many damaged databases one is recovered."""
SECRET = Passphrase(PASSPHRASE)


@dataclass(frozen=True)
class Worked:
    """A workspace with a day's work, a backup in the middle of it, and what was done after that."""

    place: WorkspaceFolder
    backup: Path
    then: str
    """All that stood in it when the backup was made."""
    now: str
    later: list[str]
    """The labels of what was done after the backup."""


@pytest.fixture
def worked(workspace_folder: Path) -> Worked:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    work = MixedWork(workspace, 11, workspace_folder.parent)
    for _number in range(30):
        work.step()
    backup, then = workspace.back_up_before("daily"), state()
    later = [work.step().label for _number in range(5)]
    now = state()
    workspace.close()
    return Worked(workspace.folder, backup, then, now, later)


def flips(file: Path, count: int, seed: int, every: Callable[[int], bool] = lambda _byte: True) -> Iterator[int]:
    """Flip one bit after the other, at random places; the file is as it was between them."""
    chance, content = random.Random(seed), file.read_bytes()
    for _number in range(count):
        byte = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[byte] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        yield byte
        file.write_bytes(content)


def found_and_read(place: WorkspaceFolder) -> tuple[list[str], str]:
    """What `check` finds, in words, or why it cannot even be opened; and all that could be read, as a hash."""
    try:
        workspace = Workspace.open_to_read(place.path, PASSPHRASE)
    except Problem as problem:
        return [problem.code], ""
    try:
        findings = [f"{found.code} {found.params}" for found in workspace.check()]
    finally:
        workspace.close()
    workspace = Workspace.open_to_read(place.path, PASSPHRASE)  # after a damaged page a connection reads nothing
    try:
        with environment_problems():
            return findings, state()
    except EnvironmentProblem:
        return findings, ""
    finally:
        workspace.close()


def is_named(findings: list[str], byte: int) -> bool:
    """Whether the page is named, or the workspace did not open for what stands at the beginning of the file."""
    page = byte // 4096 + 1
    if page == 1:
        return findings in (["database-head-damaged"], ["database-damaged"])
    return any(f"page {page}'" in found for found in findings) or findings == ["database-damaged"]


@pytest.mark.timeout(7200)
def test_a_flipped_bit_in_the_database(worked: Worked, tmp_path: Path) -> None:
    with counting("bit-flip") as count:
        for number, byte in enumerate(flips(worked.place.database, IN_THE_DATABASE, 1)):
            findings, read = found_and_read(worked.place)
            is_kept = is_named(findings, byte) and read in ("", worked.now)
            if number % RECOVERED == 0:
                copy = tmp_path / "copies" / f"{number}.kgotla"
                shutil.copytree(worked.place.path, copy)
                is_kept = is_kept and is_recovered(copy, worked)
            count.case(is_kept, (byte, findings))


def is_recovered(damaged: Path, worked: Worked) -> bool:
    """Whether all that stood in the backup is back, what was done after it is named, and the damaged file is kept."""
    content = (damaged / "workspace.db").read_bytes()
    done = recover(damaged, SECRET)
    labels = [work.label for work in done.copy.lost_work]
    is_told = labels == worked.later if done.copy.is_all_told else worked.later[: len(labels)] == labels
    workspace = Workspace.open(done.folder, PASSPHRASE)
    try:
        is_back = is_sound(workspace) and state() == worked.then
    finally:
        workspace.close()
    is_aside = (done.aside / "workspace.db").read_bytes() == content
    shutil.rmtree(damaged.parent)
    return is_told and is_back and is_aside


@pytest.mark.timeout(3600)
def test_a_flipped_bit_in_the_keys(worked: Worked, tmp_path: Path) -> None:
    """No work is lost with them: the keys of the backup are put back, and the database stays."""
    with counting("bit-flip") as count:
        for byte in flips(worked.place.keys_file, IN_OTHER_FILES, 2):
            findings, read = found_and_read(worked.place)
            if not findings:
                count.case(read == worked.now, byte)  # the same keys, written otherwise
                continue
            damaged = worked.place.keys_file.read_bytes()
            done = recover(worked.place.path, SECRET)
            after = found_and_read(worked.place)
            is_kept = done.copy.is_only_keys and after == ([], worked.now) and done.aside.read_bytes() == damaged
            count.case(is_kept and read in ("", worked.now), (byte, findings))
            done.aside.unlink()


@pytest.mark.timeout(3600)
def test_a_flipped_bit_in_a_backup(worked: Worked, tmp_path: Path) -> None:
    """It is not restored, or restores the same; with a damaged workspace the backup before it is taken."""
    with counting("bit-flip") as count:
        for number, byte in enumerate(flips(worked.backup, IN_OTHER_FILES, 3)):
            to = tmp_path / "restored" / f"{number}.kgotla"
            try:
                place = backups.restore(worked.backup, to, SECRET)
            except Problem as problem:
                count.case(problem.code in ("backup-damaged", "not-a-backup", "newer-version"), (byte, problem.code))
                continue
            workspace = Workspace.open(place.path, PASSPHRASE)
            count.case(state() == worked.then, byte)
            workspace.close()
            shutil.rmtree(to.parent)
