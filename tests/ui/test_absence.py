"""The window locks itself when nobody is there, shows nothing of the workspace then, and keeps what was being typed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from crm.operations.people import PersonDraft, save_person
from crm.store import keys
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.store.conftest import CHEAP
from tests.ui import screen_lock_session
from tests.ui.asking import settle
from ui.background.absence import Absence
from ui.background.idle import LOCK_AFTER
from ui.background.screen_lock import ScreenWatch, WindowsMessages
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.start.passphrase import SecretLine
from ui.widgets.closing import ClosingDialog
from ui.widgets.dialogs import BugBox, Dialog

ROOT = Path(__file__).parents[2]
WORD = "Zyxqvault"  # stands in the workspace and nowhere else


class Clock:
    """Seconds that pass when a test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, start_window: MainWindow, workspace_folder: Path) -> MainWindow:
    """The window with a person called `WORD`, whose list is shown."""
    open_as(qtbot, desk, workspace_folder, PASSPHRASE)
    with qtbot.waitSignal(desk.service.done):
        desk.service.do(save_person, PersonDraft(f"Naledi {WORD}"))
    start_window.shell.open_page("people")
    settle(qtbot, desk.service)
    return start_window


def open_as(qtbot: QtBot, desk: Desk, folder: Path, passphrase: str) -> None:
    """Open it as the window does, on the writer."""
    with qtbot.waitSignal(desk.service.opened):
        desk.service.open(partial(Workspace.open, folder, passphrase))


def texts(window: QWidget) -> Iterator[str]:
    """All that the window, its parts and its actions say, shown or not."""
    for part in (window, *window.findChildren(QObject)):
        for name in ("text", "windowTitle", "accessibleName", "accessibleDescription", "toolTip", "placeholderText"):
            value = part.property(name)
            if isinstance(value, str):
                yield value
        model = getattr(part, "model", None)
        if callable(model) and (found := model()) is not None and hasattr(found, "rowCount"):
            for row in range(min(found.rowCount(), 50)):
                yield str(found.index(row, 0).data(Qt.ItemDataRole.DisplayRole) or "")
        if isinstance(part, QAction):
            yield part.text()


def test_a_locked_window_says_nothing_of_what_is_in_the_workspace(
    qtbot: QtBot, desk: Desk, opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # what the test's platform cannot tell
    opened.search(WORD)
    assert any(WORD in text for text in texts(opened)), "the walk finds what is shown"
    QGuiApplication.clipboard().setText(f"{WORD} 053 999 0017")
    with qtbot.waitSignal(desk.service.closed):
        opened.lock_unasked()
    settle(qtbot, desk.service)
    qtbot.wait(0)
    assert [text for text in texts(opened) if WORD in text] == []
    assert (opened.windowTitle(), QGuiApplication.clipboard().text()) == ("Kgotla", "")
    assert opened.shell.current_page() is None


def test_what_is_typed_waits_for_the_person_who_typed_it(
    qtbot: QtBot, desk: Desk, opened: MainWindow, workspace_folder: Path
) -> None:
    dialog, line = form(opened)
    with qtbot.waitSignal(desk.service.closed):
        opened.lock_unasked()
    assert not dialog.isVisible()
    assert not opened.is_shell_shown
    assert opened.windowTitle() == "Kgotla"
    open_as(qtbot, desk, workspace_folder, PASSPHRASE)
    settle(qtbot, desk.service)
    assert dialog.isVisible()
    assert line.text() == "half a sentence"
    assert any(WORD in text for text in texts(opened)), "the page is as it was"
    dialog.reject()


def test_somebody_else_does_not_see_what_was_typed(
    qtbot: QtBot, desk: Desk, opened: MainWindow, workspace_folder: Path
) -> None:
    form(opened)
    come_as_thabo(qtbot, desk, opened, workspace_folder)
    qtbot.waitUntil(lambda: not opened.findChildren(Dialog))
    assert "half a sentence" not in list(texts(opened))


def come_as_thabo(qtbot: QtBot, desk: Desk, opened: MainWindow, workspace_folder: Path) -> None:
    """The window locks itself, and somebody else opens the workspace."""
    with qtbot.waitSignal(desk.service.closed):
        opened.lock_unasked()
    stored = keys.read_keys(workspace_folder / "keys.json")
    unlocked = keys.unlock(stored, keys.Passphrase(PASSPHRASE))
    stored, _thabo = keys.add_person(stored, unlocked.file_key, "Thabo", "other words", cost=CHEAP)
    keys.write_keys(stored, workspace_folder / "keys.json")
    open_as(qtbot, desk, workspace_folder, "other words")
    settle(qtbot, desk.service)


def test_a_phone_call_that_somebody_else_never_saw_does_not_keep_the_window_open(
    qtbot: QtBot, desk: Desk, opened: MainWindow, workspace_folder: Path
) -> None:
    opened.log_call()
    call = opened._call
    assert call is not None
    call.note.setText("half a sentence")
    opened.show_bug("no names")
    come_as_thabo(qtbot, desk, opened, workspace_folder)
    qtbot.waitUntil(lambda: not opened.findChildren(Dialog))
    assert not opened._has_unsaved()
    opened.show_bug("no names either")
    assert opened.findChild(BugBox).isVisible(), "nobody believes that one is open still"


def test_a_passphrase_that_was_being_typed_is_not_kept(
    qtbot: QtBot, desk: Desk, opened: MainWindow, workspace_folder: Path
) -> None:
    dialog, line = form(opened)
    secret = SecretLine("a-secret")
    dialog.add(secret)
    secret.setText("words of Thabo")
    with qtbot.waitSignal(desk.service.closed):
        opened.lock_unasked()
    open_as(qtbot, desk, workspace_folder, PASSPHRASE)
    settle(qtbot, desk.service)
    assert (line.text(), secret.text()) == ("half a sentence", "")
    dialog.reject()


def test_closing_is_not_in_progress_any_more_after_a_lock(
    qtbot: QtBot, desk: Desk, opened: MainWindow, workspace_folder: Path
) -> None:
    assert not opened.close(), "what changed is backed up first"
    closing = opened.findChild(ClosingDialog)
    with qtbot.waitSignal(desk.service.closed):
        opened.lock_unasked()
    qtbot.waitUntil(lambda: not isValid(closing))
    open_as(qtbot, desk, workspace_folder, PASSPHRASE)
    settle(qtbot, desk.service)
    opened.copies.has_changed = True
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())


def test_a_dialog_does_not_stay_over_a_window_that_is_locked_by_itself(
    qtbot: QtBot, desk: Desk, opened: MainWindow
) -> None:
    form(opened)
    with qtbot.waitSignal(desk.service.closed):
        desk.service.close()
    qtbot.waitUntil(lambda: not opened.findChildren(Dialog))
    assert "half a sentence" not in list(texts(opened))


def form(window: MainWindow) -> tuple[Dialog, QLineEdit]:
    """A dialog in which somebody is writing."""
    dialog = Dialog(window, "Something", "a-form")
    line = QLineEdit()
    dialog.add(line)
    dialog.open()
    line.setText("half a sentence")
    return dialog, line


def test_idle_means_no_key_and_no_mouse_for_as_long_as_was_chosen(qtbot: QtBot, desk: Desk, opened: MainWindow) -> None:
    clock, locked = Clock(), []
    watch = Absence(desk.service, desk.preferences, lambda: locked.append(clock.now), opened, clock)
    watch.idle.start()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    clock.now += 14 * 60
    watch.idle.look()
    assert locked == []
    QTest.keyClick(opened.windowHandle(), Qt.Key.Key_Shift)
    clock.now += 14 * 60
    watch.idle.look()
    assert locked == [], "a key was pressed meanwhile"
    clock.now += 60
    watch.idle.look()
    assert len(locked) == 1
    watch.idle.start()
    clock.now += 8 * 3600  # asleep, with no look at the clock
    QTest.keyClick(opened.windowHandle(), Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: len(locked) == 2)
    locked.pop()
    desk.preferences.set(LOCK_AFTER, 0)
    clock.now += 24 * 3600
    watch.idle.look()
    assert len(locked) == 1, "never means never"
    watch.screen.away.emit()
    assert len(locked) == 2


def test_windows_tells_by_two_numbers(qtbot: QtBot, opened: MainWindow) -> None:
    watch = ScreenWatch(opened)
    told = WindowsMessages(watch, 0)
    with qtbot.assertNotEmitted(watch.away):
        told.take(WindowsMessages.SESSION_CHANGE, 0x8)  # unlocked
        told.take(WindowsMessages.POWER_BROADCAST, 0x12)  # awake again
    for message, value in ((0x02B1, 0x7), (0x0218, 0x4)):
        with qtbot.waitSignal(watch.away):
            told.take(message, value)
    QGuiApplication.instance().removeNativeEventFilter(told)  # type: ignore[union-attr]


@pytest.mark.skipif(
    any(shutil.which(name) is None for name in ("dbus-run-session", "dbus-send")),
    reason="needs the Debian package dbus",
)
def test_the_window_hears_that_the_screen_is_locked_on_a_real_bus() -> None:
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", screen_lock_session.__name__],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == screen_lock_session.AWAY
