"""Processes that are killed in the middle of their work, and what has to be there afterwards."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

from crm.store.engine import database
from crm.workspace import Workspace

ROOT = Path(__file__).parents[2]
KILLED, EVENING = signal.SIGKILL, signal.SIGTERM
"""How work ends: in its middle, or with the workspace closed."""


class Acknowledged(NamedTuple):
    """An operation somebody was told is done, and the range of changes it made."""

    id: int
    first_change: int
    last_change: int


def work(
    folder: Path, seed: int, ending: signal.Signals, chance: random.Random, most: int, place: str = "window"
) -> list[Acknowledged]:
    """Let a process do so many operations at most, at the window or as a command, and end it in the middle of one.

    Returns what it was told is done.
    """
    told = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker", str(folder), str(seed), place],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as worker:
        assert worker.stdout
        assert worker.stdout.readline().strip() == "ready"
        told += [worker.stdout.readline() for _number in range(chance.randrange(most))]
        timer = threading.Timer(chance.uniform(0.0, 0.05), os.kill, (worker.pid, ending))
        timer.start()
        told += worker.stdout.readlines()
        timer.join()
    assert worker.returncode == (0 if ending == EVENING else -ending), "it ended by itself"
    return [Acknowledged(*map(int, line.split())) for line in told if line.endswith("\n")]


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
