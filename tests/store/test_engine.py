"""The connection to the file and the folders around it: who waits for whom, and what the disk is said to have."""

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path

import pytest

from crm.store.engine import _Gate, _is_full
from crm.store.files import sync_folder, work_folder


def test_a_window_goes_on_while_somebody_only_waits_to_be_alone() -> None:
    """A backup that runs holds up a new file key; the window's own thread stands still for neither."""
    gate, is_through, may_leave = _Gate(), threading.Event(), threading.Event()
    others: list[bool] = []

    def back_up() -> None:
        with gate.passed():
            is_through.set()
            may_leave.wait(30)

    def change_key() -> None:
        with gate.shut():
            others.append(gate._may_pass())

    reader, writer = threading.Thread(target=back_up), threading.Thread(target=change_key)
    reader.start()
    is_through.wait(30)
    writer.start()
    with gate._condition:
        while not gate._is_awaited and writer.is_alive():
            gate._condition.wait(0.001)
    assert gate._may_pass(), "this is the program's first thread"
    asking = threading.Thread(target=lambda: others.append(gate._may_pass()))
    asking.start()
    asking.join()
    may_leave.set()
    reader.join()
    writer.join()
    assert others == [False, False], "a question of another thread waits, and alone is alone"
    assert gate._may_pass()


def test_a_stick_that_was_pulled_out_is_not_called_full(tmp_path: Path) -> None:
    assert not _is_full(tmp_path / "gone" / "workspace.db")


def test_a_drive_that_flushes_no_folders_is_good_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EINVAL, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    sync_folder(tmp_path)


def test_what_killed_programs_left_half_made_goes_after_a_day(tmp_path: Path) -> None:
    for name in (".backup-killed", ".backup-now", "others"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "backup").touch()
        os.utime(tmp_path / name, (time.time() - (0 if name == ".backup-now" else 90_000),) * 2)
    with work_folder(".backup-", tmp_path) as work:
        assert {path.name for path in tmp_path.iterdir()} == {".backup-now", "others", work.name}
    assert {path.name for path in tmp_path.iterdir()} == {".backup-now", "others"}
