"""Kill the program at any moment: every operation is there whole or not at all, and none acknowledged is lost."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import KILLED, is_sound, is_there, work

KILLS = 200 if IS_LONG else 5


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; Windows ends a process the same way")
@pytest.mark.timeout(3600)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(workspace_folder: Path) -> None:
    chance = random.Random(1)
    acknowledged = []
    with counting("killed") as count:
        for kill in range(KILLS):
            acknowledged += work(workspace_folder, kill, KILLED, chance, 15)
            workspace = Workspace.open(workspace_folder, PASSPHRASE)
            count.case(all(map(is_there, acknowledged)) and is_sound(workspace), kill)
            workspace.close()
    assert len(acknowledged) > KILLS
