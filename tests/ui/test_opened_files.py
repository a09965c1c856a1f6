"""A copy for another program is private, cannot be written, and is gone when the workspace is locked or was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from ui.background.opened_files import PREFIX, OpenedFiles, remove_stale

KILLED = """
import os, signal
from PySide6.QtCore import QCoreApplication, QObject, Signal
from ui.background.opened_files import OpenedFiles
class Service(QObject):
    closed = Signal()
app = QCoreApplication([])
service = Service()
OpenedFiles(service).copy("letter.pdf", b"to a survivor")
os.kill(os.getpid(), signal.SIGKILL)
"""


class ClosedService(QObject):
    """As much of a service as copies need."""

    closed = Signal()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_only_this_user_can_look_at_a_copy_and_nobody_writes_it(qtbot: QtBot, temporary: Path) -> None:
    copies = OpenedFiles(ClosedService())  # type: ignore[arg-type]
    file = copies.copy("../../Letter\u202efdp.exe", b"private")
    assert file.read_bytes() == b"private"
    assert temporary in file.parents
    assert file.name == "-..-Letterfdp.exe"
    if os.name != "nt":
        assert oct(file.stat().st_mode & 0o777) == "0o400"
        assert {oct(folder.stat().st_mode & 0o777) for folder in file.parents[:2]} == {"0o700"}
    copies.forget()
    assert list(temporary.iterdir()) == []


def test_closing_the_workspace_takes_the_copies_away(qtbot: QtBot, temporary: Path) -> None:
    service = ClosedService()
    OpenedFiles(service).copy("a.txt", b"private")  # type: ignore[arg-type]
    service.closed.emit()
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_what_a_killed_program_left_goes_at_once_and_what_is_in_use_stays(qtbot: QtBot, temporary: Path) -> None:
    mine = OpenedFiles(ClosedService()).copy("mine.txt", b"in use")  # type: ignore[arg-type]
    done = subprocess.run(
        [sys.executable, "-c", KILLED], env={**os.environ, "TMPDIR": str(temporary)}, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    assert len(list(temporary.glob(f"{PREFIX}*"))) == 2
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_bytes(b"x")
    (temporary / f"{PREFIX}link").symlink_to(elsewhere)
    remove_stale()
    assert list(temporary.glob(f"{PREFIX}*/*/letter.pdf")) == []
    assert mine.read_bytes() == b"in use"
    assert (elsewhere / "kept").exists(), "a link is not followed"
