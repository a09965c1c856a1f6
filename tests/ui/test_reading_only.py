"""A second window on one workspace: it says who has it, and may open it to read; what is written there shows here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from crm.operations.people import PersonDraft, save_person
from crm.queries.people import find_people
from crm.rules.errors import Problem
from crm.store.locking import WriterLock
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import asked, settle
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.people.editor import PersonEditor
from ui.widgets.dialogs import ProblemBox
from ui.widgets.read_only_banner import ReadOnlyBanner

ROOT = Path(__file__).parents[2]
WRITER = (
    "import sys; from pathlib import Path\n"
    "from crm.operations.people import PersonDraft, save_person\n"
    "from crm.workspace import Workspace\n"
    "w = Workspace.open_for_command(Path(sys.argv[1]), sys.argv[2])\n"
    "w.do(save_person, PersonDraft('Naledi Elsewhere'))\n"
    "w.close()\n"
)
REKEYER = "import sys; from ui import commands; sys.exit(commands.run(['key', 'rekey', '--workspace', sys.argv[1]]))"


@pytest.fixture
def elsewhere(workspace_folder: Path) -> Iterator[WriterLock]:
    """Another window, of Thabo, has the workspace open."""
    lock = WriterLock.take(workspace_folder, "Thabo")
    yield lock
    lock.release()


@pytest.fixture
def reading(
    qtbot: QtBot, desk: Desk, workspace_folder: Path, elsewhere: WriterLock, start_window: MainWindow
) -> MainWindow:
    """The window, which has opened it to read."""
    with qtbot.waitSignal(desk.service.opened):
        desk.service.open(partial(Workspace.open_to_read, workspace_folder, PASSPHRASE))
    settle(qtbot, desk.service)
    return start_window


def test_the_second_window_is_told_who_has_it_and_may_read(
    qtbot: QtBot, desk: Desk, workspace_folder: Path, elsewhere: WriterLock
) -> None:
    desk.preferences.remember_workspace(workspace_folder)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show_start()
    window.show()
    read = window.findChild(QPushButton, "start-unlock-read")
    assert not read.isVisible()
    window.findChild(QLineEdit, "start-unlock-passphrase").setText(PASSPHRASE)
    window.findChild(QPushButton, "start-unlock-open").click()
    qtbot.waitUntil(read.isVisible, timeout=30_000)
    said = [one.text() for one in window.findChildren(QLabel) if "has this workspace open" in one.text()]
    assert said
    assert said[0].startswith("Thabo ")
    with qtbot.waitSignal(desk.service.opened, timeout=30_000):
        qtbot.keyClick(read, Qt.Key.Key_Space)
    banner = window.findChild(ReadOnlyBanner)
    qtbot.waitUntil(banner.isVisible)
    assert banner.text().startswith("Read only: Thabo has it open on ")
    assert not window.shell.top.new.isEnabled()
    with qtbot.waitSignal(desk.service.closed):
        qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    elsewhere.release()
    window.findChild(QLineEdit, "start-unlock-passphrase").setText(PASSPHRASE)
    window.findChild(QPushButton, "start-unlock-open").click()
    qtbot.waitUntil(lambda: desk.service.is_open, timeout=30_000)
    assert not desk.service.is_read_only
    assert not banner.isVisible()


def test_nothing_can_be_changed_and_the_sentence_says_why(qtbot: QtBot, desk: Desk, reading: MainWindow) -> None:
    refused: list[Problem] = []
    desk.service.do(save_person, PersonDraft("Vuyo Nobody"), on_problem=refused.append)
    desk.service.maintain(lambda workspace: workspace.renew_file_key(), refused.append, "", on_problem=refused.append)
    qtbot.waitUntil(lambda: len(refused) == 2)
    assert [problem.code for problem in refused] == ["only-reading", "only-reading"]
    assert refused[0].params["user"] == "Thabo"
    assert not asked(desk.service, find_people, "vuyo nobody")
    assert not reading._undo.isEnabled()
    reading.new()
    box = next(box for box in reading.findChildren(ProblemBox) if box.isVisible())
    assert "only reads" in box.findChild(QLabel, "problem-text").text()
    box.close()


def test_no_form_opens_in_which_somebody_would_type_in_vain(qtbot: QtBot, desk: Desk, reading: MainWindow) -> None:
    reading.shell.open_page("people")
    settle(qtbot, desk.service)
    reading.findChild(QPushButton, "people-add").click()
    assert not [dialog for dialog in reading.findChildren(PersonEditor) if dialog.isVisible()]
    qtbot.waitUntil(lambda: not reading.findChildren(PersonEditor))
    box = next(box for box in reading.findChildren(ProblemBox) if box.isVisible())
    assert "only reads" in box.findChild(QLabel, "problem-text").text()
    box.close()


def test_what_is_written_elsewhere_shows_and_a_new_key_is_told(
    qtbot: QtBot,
    desk: Desk,
    reading: MainWindow,
    elsewhere: WriterLock,
    workspace_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with qtbot.waitSignal(reading.elsewhere.wrote) as wrote:
        run(WRITER, workspace_folder)
        reading.elsewhere.look()
    assert wrote.args == [["Save Naledi Elsewhere"]]
    assert asked(desk.service, find_people, "elsewhere")
    elsewhere.release()
    monkeypatch.setenv("KGOTLA_PASSPHRASE", PASSPHRASE)
    run(REKEYER, workspace_folder)
    with qtbot.waitSignal(desk.service.closed):
        reading.elsewhere.look()
    box = next(box for box in reading.findChildren(ProblemBox) if box.isVisible())
    assert "out of date" in box.findChild(QLabel, "problem-text").text()
    box.close()


def run(program: str, folder: Path) -> None:
    """In a process of its own."""
    subprocess.run([sys.executable, "-c", program, str(folder), PASSPHRASE], cwd=ROOT, check=True, timeout=120)
