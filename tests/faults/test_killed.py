"""Kill the program at any moment: every operation is there whole or not at all, and none acknowledged is lost.

Half of those killed do mixed work; the others erase somebody, or make the journal smaller, which goes on long after
its operation is written: the file is written anew, a backup made, every byte looked at.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from crm.store import journal
from crm.store.engine import database
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import KILLED, Acknowledged, are_gone, is_sound, is_there, work

KILLS = 200 if IS_LONG else 4
WAYS = ("", "erase", "", "compact")
FOR_GOOD = ("erase_person", "anonymise_person", "compact_journal")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; Windows ends a process the same way")
@pytest.mark.timeout(3600)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(small_folder: Path) -> None:
    chance = random.Random(1)
    acknowledged: list[Acknowledged] = []
    known: dict[str, str] = {}
    unfinished = 0
    with counting("killed") as count:
        for kill in range(KILLS):
            way = WAYS[kill % len(WAYS)]
            most, within = (1, 1.0) if way else (15, 0.05)
            acknowledged += work(small_folder, kill, KILLED, chance, most, way=way, within=within)
            workspace = Workspace.open(small_folder, PASSPHRASE)
            unfinished += is_unfinished(acknowledged)
            is_kept = all(map(is_there, acknowledged)) and is_sound(workspace) and are_gone(workspace, known)
            count.case(is_kept, (kill, way))
            workspace.close()
    assert len(acknowledged) > KILLS
    assert unfinished or not IS_LONG


def is_unfinished(acknowledged: list[Acknowledged]) -> bool:
    """Whether it was killed after the operation of erasing or compaction, and before it said that all is done."""
    newest = journal.get(database.raw(), journal.newest(database.raw()))
    return newest.name in FOR_GOOD and newest.id not in {each.id for each in acknowledged[-1:]}
