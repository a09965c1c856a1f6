"""Kill the program at any moment: every operation is there whole or not at all, and none acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from crm.queries.people import list_people
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE, make_cheap_to_open

KILLS = 200 if os.environ.get("KGOTLA_NIGHTLY") else 50
WRITER = Path(__file__).with_name("killed_writer.py")
ROOT = WRITER.parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; Windows ends a process the same way")
@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(tmp_path: Path) -> None:
    chance = random.Random(1)
    folder = tmp_path / "killed.kgotla"
    Workspace.create(folder, PASSPHRASE, "Tester", "Our organisation").close()
    make_cheap_to_open(folder, PASSPHRASE)
    for kill in range(KILLS):
        acknowledged = run_and_kill(folder, chance.uniform(0.0, 0.25))
        workspace = Workspace.open(folder, PASSPHRASE)
        try:
            assert workspace.check() == [], kill
            standing = {entry.operation_id for entry in workspace.history(limit=100_000)}
            assert acknowledged <= standing, kill
            assert_whole(workspace)
        finally:
            workspace.close()


def run_and_kill(folder: Path, seconds: float) -> set[int]:
    """Operations the writer was told are done, before it was killed."""
    with subprocess.Popen(
        [sys.executable, str(WRITER), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline().strip() == "ready"
        timer = threading.Timer(seconds, os.kill, (writer.pid, signal.SIGKILL))
        timer.start()
        lines = writer.stdout.read().splitlines()
        timer.join()
    return {int(line) for line in lines if line.isdigit()}


def assert_whole(workspace: Workspace) -> None:
    """Every person came with the contact detail of the same operation."""
    from crm.queries.people import get_person

    for person_id in workspace.ask(list_people)[-5:]:
        page = workspace.ask(get_person, person_id)
        assert page is not None
        assert [contact.value for contact in page.contacts] == ["053 000 0000"]
