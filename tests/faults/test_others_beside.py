"""Two windows on one file, a command beside one, a keyring that goes in the middle: the work goes on and is kept."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from keyring import errors

from crm import access
from crm.rules.errors import EnvironmentProblem
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import EVENING, KILLED, ROOT, is_sound, is_there, work
from tests.faults.mixed_work import MixedWork
from tests.store.test_remember import InMemory, choose

TURNS = 20 if IS_LONG else 1
SECOND_WINDOW = """
import sys, pathlib
from crm.rules.errors import Problem
from crm.workspace import Workspace
try:
    Workspace.open(pathlib.Path(sys.argv[1]), sys.argv[2])
except Problem as problem:
    print(problem.code)
reader = Workspace.open_to_read(pathlib.Path(sys.argv[1]), sys.argv[2])
print(reader.history(limit=1)[0].operation_id)
reader.close()
"""


def second_window(folder: Path) -> list[str]:
    """What a second window is told, and the newest operation it reads."""
    done = subprocess.run(
        [sys.executable, "-c", SECOND_WINDOW, str(folder), PASSPHRASE], capture_output=True, text=True, cwd=ROOT
    )
    return done.stdout.split()


@pytest.mark.timeout(3600)
def test_two_windows_on_one_file(workspace_folder: Path) -> None:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    mixed = MixedWork(workspace, 1, workspace_folder.parent)
    with counting("two-windows") as count:
        for _number in range(TURNS):
            newest = mixed.step().operation_id
            count.case(second_window(workspace_folder) == ["open-elsewhere", str(newest)], newest)
        workspace.close()
        told = []
        for turn in range(TURNS):
            with ThreadPoolExecutor(1) as beside:
                command = beside.submit(work, workspace_folder, -turn, KILLED, random.Random(turn), 10, "command")
                told += work(workspace_folder, turn, EVENING, random.Random(-turn), 10) + command.result()
        workspace = Workspace.open(workspace_folder, PASSPHRASE)
        for each in told:
            count.case(is_there(each), each)
        count.case(is_sound(workspace), "check")
        workspace.close()


def test_the_keyring_goes_in_the_middle(workspace_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    backend = InMemory()
    choose(backend, monkeypatch)
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    mixed = MixedWork(workspace, 1, workspace_folder.parent)
    access.remember_key(workspace)
    with counting("keyring-gone") as count:
        for trouble in (errors.KeyringLocked("locked"), errors.InitError("gone"), errors.KeyringError("broken"), None):
            backend.trouble = trouble
            count.case((access.remembered_key(workspace_folder) is None) == (trouble is not None), trouble)
            for ask in (access.remember_key, access.forget_key) if trouble else ():
                with pytest.raises(EnvironmentProblem, match=r"keyring-refused|no-keyring"):
                    ask(workspace)
            newest = mixed.step().operation_id
            count.case(workspace.history(limit=1)[0].operation_id == newest and is_sound(workspace), trouble)
        workspace.close()
    Workspace.open(workspace_folder, PASSPHRASE).close()
