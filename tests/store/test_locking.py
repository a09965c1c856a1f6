"""One writer at a time, and a lock that nobody has to clear away by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crm.rules.errors import EnvironmentProblem
from crm.store.locking import COMMANDS, NAME, WriterLock
from crm.workspace import Workspace

HOLDER = (
    "import pathlib, sys\n"
    "from crm.store.locking import WriterLock\n"
    "lock = WriterLock.take(pathlib.Path(sys.argv[1]), 'Thabo', sys.argv[2])\n"
    "print('held', flush=True)\n"
    "sys.stdin.read()\n"
)


def hold_elsewhere(folder: Path, name: str = NAME) -> subprocess.Popen[str]:
    """Another process that has the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_the_second_is_told_who_has_it(tmp_path: Path) -> None:
    lock = WriterLock.take(tmp_path, "Lerato")
    with pytest.raises(EnvironmentProblem) as raised:
        WriterLock.take(tmp_path, "Thabo")
    assert raised.value.code == "open-elsewhere"
    assert raised.value.params["user"] == "Lerato"
    assert all(str(value) != "?" for value in raised.value.params.values())
    lock.release()
    lock.release()
    WriterLock.take(tmp_path, "Thabo").release()


def test_the_time_is_told_as_people_write_it(tmp_path: Path) -> None:
    lock = WriterLock.take(tmp_path, "Lerato")
    told = {"user": "Lerato", "computer": "laptop", "since": "2026-03-12T09:05:00"}
    (tmp_path / NAME).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as raised:
        WriterLock.take(tmp_path, "Thabo")
    assert raised.value.params == {"user": "Lerato", "computer": "laptop", "since": "12 Mar 2026 09:05"}
    lock.release()


def test_a_killed_program_holds_nothing(tmp_path: Path) -> None:
    process = hold_elsewhere(tmp_path)
    try:
        with pytest.raises(EnvironmentProblem) as raised:
            WriterLock.take(tmp_path, "Lerato")
        assert raised.value.params["user"] == "Thabo"
    finally:
        end(process)
    lock = WriterLock.take(tmp_path, "Lerato")
    assert json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["user"] == "Lerato"
    lock.release()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "7", '{"user": 5}'])
def test_a_lock_file_with_anything_in_it_is_only_a_file(content: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(content, encoding="utf-8")
    lock = WriterLock.take(tmp_path, "Lerato")
    (tmp_path / NAME).write_text(content, encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as raised:
        WriterLock.take(tmp_path, "Thabo")
    assert raised.value.code == "open-elsewhere"
    assert set(raised.value.params) == {"user", "computer", "since"}
    lock.release()


def test_a_command_and_a_window_write_side_by_side_and_whoever_needs_the_file_alone_is_told(
    workspace: Workspace, workspace_folder: Path
) -> None:
    command = WriterLock.take(workspace_folder, "Thabo", COMMANDS)
    with pytest.raises(EnvironmentProblem) as raised, workspace.alone():
        pass
    assert raised.value.code == "command-running"
    assert raised.value.params["user"] == "Thabo"
    command.release()
    with workspace.alone(), workspace.alone():
        with pytest.raises(EnvironmentProblem) as raised:
            WriterLock.take(workspace_folder, "Thabo", COMMANDS)
        assert raised.value.code == "command-running"
    WriterLock.take(workspace_folder, "Thabo", COMMANDS).release()


def test_a_command_waits_for_the_one_before_it(tmp_path: Path) -> None:
    first = hold_elsewhere(tmp_path, COMMANDS)
    with pytest.raises(EnvironmentProblem):
        WriterLock.take(tmp_path, "Lerato", COMMANDS, patience=0.01)
    assert first.stdin is not None
    first.stdin.close()  # it ends when it likes: no later than we wait
    WriterLock.take(tmp_path, "Lerato", COMMANDS, patience=60).release()
    first.wait()
    assert first.stdout is not None
    first.stdout.close()
