"""A day under load: one after another works in a large workspace, each killed or going home at a random moment.

An hour of mixed work in five minutes: people, meetings, promises, imports, merges, attachments, undo and redo through
the real operations, in every third turn with a command that writes beside the window. In the end `check` finds nothing
and every operation that was acknowledged is there, whole.
"""

from __future__ import annotations

import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crm.workspace import Workspace
from tests.benchmarks.generator import SIZES, generate
from tests.conftest import PASSPHRASE
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import EVENING, KILLED, Acknowledged, is_sound, is_there, work

SIZE = os.environ.get("KGOTLA_DAY_SIZE", "M") if IS_LONG else "a little"
PEOPLE = SIZES.get(SIZE, 100)
SECONDS = 300.0 if IS_LONG else 1.0
MOST = 120 if IS_LONG else 12
"""Operations somebody does at most, before she is killed or goes home."""


@pytest.fixture
def large_folder(workspace_folder: Path) -> Path:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    workspace.do(generate, PEOPLE)
    workspace.close()
    return workspace_folder


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; Windows ends a process the same way")
@pytest.mark.timeout(7200)
def test_a_day_under_load(large_folder: Path) -> None:
    chance = random.Random(8)
    acknowledged: list[Acknowledged] = []
    missing: set[Acknowledged] = set()
    ends = time.monotonic() + SECONDS
    turn = 0
    while turn < 3 or time.monotonic() < ends:
        turn += 1
        told = take_turn(large_folder, turn, chance)
        workspace = Workspace.open(large_folder, PASSPHRASE)
        missing.update(each for each in told if not is_there(each))
        workspace.close()
        acknowledged += told
    workspace = Workspace.open(large_folder, PASSPHRASE)
    with counting("day") as count:
        count.case(is_sound(workspace), "check")
        for each in acknowledged:
            count.case(each not in missing and is_there(each), each)
    workspace.close()
    print(f"{PEOPLE:,} people, {turn} turns, {len(acknowledged):,} operations")


def take_turn(folder: Path, turn: int, chance: random.Random) -> list[Acknowledged]:
    """Somebody works until she is killed, each fourth until the evening; each third with a command beside her."""
    ending = EVENING if turn % 4 == 0 else KILLED
    if turn % 3:
        return work(folder, turn, ending, chance, MOST)
    with ThreadPoolExecutor(1) as beside:
        command = beside.submit(work, folder, -turn, KILLED, random.Random(turn), MOST, "command")
        return work(folder, turn, ending, chance, MOST) + command.result()
