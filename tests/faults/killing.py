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

from crm import copying
from crm.rules.erasing import uuid_hash
from crm.store import scrubbing
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
    folder: Path,
    seed: int,
    ending: signal.Signals,
    chance: random.Random,
    most: int,
    place: str = "window",
    *,
    way: str = "",
    within: float = 0.05,
) -> list[Acknowledged]:
    """Let a process do so many operations at most, at the window or as a command, and end it in the middle of one.

    With a way of `MixedWork` it begins with that; it ends within so many seconds after the last operation waited for.
    Returns what it was told is done.
    """
    told = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker", str(folder), str(seed), place, *way.split()],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as worker:
        assert worker.stdout
        assert worker.stdout.readline().strip() == "ready"
        told += [worker.stdout.readline() for _number in range(chance.randrange(most))]
        timer = threading.Timer(chance.uniform(0.0, within), os.kill, (worker.pid, ending))
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
    (count,) = connection.execute(
        "SELECT count(*) FROM change WHERE id BETWEEN ? AND ? AND operation_id = ?",
        (told.first_change, told.last_change, told.id),
    ).fetchone()
    return bool(row) and tuple(row) == told and count == told.last_change - told.first_change + 1


def names() -> dict[str, str]:
    """What everybody in the open workspace is called, by the hash under which an erasure would know them."""
    people = database.raw().execute("SELECT record.uuid, person.name FROM person JOIN record USING (id)").fetchall()
    return {uuid_hash(uuid): name for uuid, name in people}


def are_gone(workspace: Workspace, known: dict[str, str]) -> bool:
    """Whether of those known who were erased since nothing is left, in any byte; `known` is brought up to date.

    Where a backup may still hold somebody, since the program was killed before it was replaced, it says so, and
    replaces it when asked. A name that is part of somebody else's rightly stands there.
    """
    now, erased = names(), workspace.erasures()
    others = "\n".join(now.values())
    left = [known[key] for key in erased if key in known and known[key] not in others]
    copying.renew(workspace, None)
    proof = workspace.look_for(left)
    known.clear()
    known.update(now)
    return not (proof.found or proof.unread or scrubbing.is_due(database.raw()) or erased.keys() & now.keys())


def is_sound(workspace: Workspace) -> bool:
    """Whether pages, links, journal, attachments, keys and search index are whole, and no operation is half there."""
    half = "SELECT count(*) FROM operation WHERE last_change IS NULL OR label = ''"
    return workspace.check() == [] and database.raw().execute(half).fetchone() == (0,)
