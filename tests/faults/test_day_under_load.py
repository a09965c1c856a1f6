"""A day under load: one after another works in a large workspace, each killed or going home at a random moment.

An hour of mixed work in five minutes: people, meetings, promises, imports, merges, attachments, undo and redo through
the real operations, in every third turn with a command that writes beside the window. In the evening somebody is
erased and the journal made smaller, each killed in its middle. In the end `check` finds nothing, every operation that
was acknowledged is there, whole, and of the one erased nothing is left.
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
from tests.faults.killing import EVENING, KILLED, Acknowledged, are_gone, is_sound, is_there, names, work

DAYS = os.environ.get("KGOTLA_DAY_SIZE", "M L").split() if IS_LONG else ["a little"]
"""The sizes of workspaces in which a day is worked."""
SECONDS = 300.0 if IS_LONG else 0.0
MOST = 120 if IS_LONG else 12
"""Operations somebody does at most, before she is killed or goes home."""
WITHOUT_AN_EVENING = "L"
"""There the file has gigabytes, which erasing and compaction write anew several times: the day has neither."""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; Windows ends a process the same way")
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("size", DAYS)
def test_a_day_under_load(workspace_folder: Path, size: str) -> None:
    people = SIZES.get(size, 100)
    known = fill(workspace_folder, people)
    day = Day(workspace_folder)
    ends = time.monotonic() + SECONDS
    while day.turn < 3 or time.monotonic() < ends:
        day.check(take_turn(workspace_folder, day.next(), day.chance))
    for way in ("erase", "compact") if size != WITHOUT_AN_EVENING else ():
        within = people * 0.005  # what either takes grows with the file
        day.check(work(workspace_folder, day.next(), KILLED, day.chance, 1, way=way, within=within))
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    with counting("day") as count:
        count.case(is_sound(workspace), "check")
        count.case(are_gone(workspace, known), "gone")
        for each in day.acknowledged:
            count.case(each not in day.missing and is_there(each), each)
    workspace.close()
    print(f"{people:,} people, {day.turn} turns, {len(day.acknowledged):,} operations")


def fill(folder: Path, people: int) -> dict[str, str]:
    """A workspace of so many people; returns what they are called."""
    workspace = Workspace.open(folder, PASSPHRASE)
    workspace.do(generate, people)
    known = names()
    workspace.close()
    return known


class Day:
    """What was acknowledged, turn after turn."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.chance = random.Random(8)
        self.turn = 0
        self.acknowledged: list[Acknowledged] = []
        self.missing: set[Acknowledged] = set()

    def next(self) -> int:
        self.turn += 1
        return self.turn

    def check(self, told: list[Acknowledged]) -> None:
        """Whether what somebody was told is there when the next one opens the workspace."""
        workspace = Workspace.open(self._folder, PASSPHRASE)
        self.missing.update(each for each in told if not is_there(each))
        workspace.close()
        self.acknowledged += told


def take_turn(folder: Path, turn: int, chance: random.Random) -> list[Acknowledged]:
    """Somebody works until she is killed, each fourth until the evening; each third with a command beside her."""
    ending = EVENING if turn % 4 == 0 else KILLED
    if turn % 3:
        return work(folder, turn, ending, chance, MOST)
    with ThreadPoolExecutor(1) as beside:
        command = beside.submit(work, folder, -turn, KILLED, random.Random(turn), MOST, "command")
        return work(folder, turn, ending, chance, MOST) + command.result()
