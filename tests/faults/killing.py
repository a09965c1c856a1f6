"""Processes that are killed in the middle of their work, and what has to be there afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

from crm.store.engine import database
from crm.workspace import Workspace

ROOT = Path(__file__).parents[2]


class Acknowledged(NamedTuple):
    """An operation somebody was told is done, and the range of changes it made."""

    id: int
    first_change: int
    last_change: int


def work_and_be_killed(folder: Path, seed: int, seconds: float) -> list[Acknowledged]:
    """Let a process work this long and kill it; what it was told is done."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker", str(folder), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as worker:
        assert worker.stdout
        assert worker.stdout.readline().strip() == "ready"
        timer = threading.Timer(seconds, os.kill, (worker.pid, signal.SIGKILL))
        timer.start()
        lines = worker.stdout.read().splitlines(keepends=True)
        timer.join()
    assert worker.returncode == -signal.SIGKILL, "it ended by itself"
    return [Acknowledged(*map(int, line.split())) for line in lines if line.endswith("\n")]


def is_there(told: Acknowledged) -> bool:
    """Whether an operation is in the journal of the open workspace with every change it made."""
    connection = database.raw()
    row = connection.execute(
        "SELECT id, first_change, last_change FROM operation WHERE id = ? AND label <> ''", (told.id,)
    ).fetchone()
    count = connection.execute("SELECT count(*) FROM change WHERE operation_id = ?", (told.id,)).fetchone()[0]
    return bool(row) and tuple(row) == told and count == told.last_change - told.first_change + 1


def is_sound(workspace: Workspace) -> bool:
    """Whether pages, links, journal, attachments, keys and search index are whole, and no operation is half there."""
    half = "SELECT count(*) FROM operation WHERE last_change IS NULL OR label = ''"
    return workspace.check() == [] and database.raw().execute(half).fetchone() == (0,)
