"""A theme on the test application, and a desk over a stand-in workspace."""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial, partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm import sample
from crm.queries import team
from crm.rules.copies import LastCopy
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import PATIENCE, close_at_once
from tests.ui.stand_ins import StandInWorkspace
from ui.background import service as service_module
from ui.background.service import Service
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.start import make_desk


@pytest.fixture(autouse=True)
def fair_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measuring coverage slows our own lines threefold, and so may another run beside: a question may take longer."""
    if "coverage" in sys.modules or os.environ.get("KGOTLA_BUSY"):
        monkeypatch.setattr(service_module, "BUDGET", service_module.BUDGET * 3)


class Bot(QtBot):
    """Looks again after every event, where pytest-qt looks every ten milliseconds; a busy computer is waited for."""

    LOOK = 10  # milliseconds: for what no event tells of

    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE)  # type: ignore[assignment]  # noqa: N815
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE)  # type: ignore[assignment]  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE)  # type: ignore[assignment]  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE)  # type: ignore[assignment]  # noqa: N815

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        """Wait until the callback answers True, or nothing and raises no AssertionError."""
        until = time.monotonic() + timeout / 1000
        clock = QTimer()
        clock.start(self.LOOK)
        while not _holds(callback, is_last=time.monotonic() > until):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _holds(callback: Callable[[], bool | None], *, is_last: bool) -> bool:
    try:
        answer = callback()
    except AssertionError as not_yet:
        if is_last:
            raise TimeoutError from not_yet
        return False
    if answer not in (None, True, False):
        raise ValueError(f"a condition to wait for answered {answer!r}")
    if answer is False and is_last:
        raise TimeoutError
    return answer is not False


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Pytest-qt's, waiting no longer than it must."""
    return Bot(request)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences")


@pytest.fixture
def desk(qapp: QApplication, preferences: Preferences) -> Iterator[Desk]:
    desk = make_desk(qapp, preferences)
    yield desk
    desk.service.shutdown()
    QCoreApplication.sendPostedEvents(
        None, QEvent.Type.DeferredDelete
    )  # else the next test's theme is put on its window


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> StandInWorkspace:
    """Two thousand invented people in memory, no settings, and no copy anywhere."""
    monkeypatch.setattr("ui.main_window.last_copy", lambda: LastCopy(None, "", is_old=False))
    monkeypatch.setattr(team, "get_setting", lambda key, default=None: default)
    return StandInWorkspace(2000)


@pytest.fixture
def service(desk: Desk, stand_in: StandInWorkspace) -> Service:
    """The desk's service over the stand-in."""
    desk.service.adopt(stand_in)  # type: ignore[arg-type]
    return desk.service


@pytest.fixture
def open_desk(qtbot: QtBot, desk: Desk, workspace_folder: Path) -> Desk:
    """A desk over a real workspace of the test's own, opened on the writer as the window does it."""
    with qtbot.waitSignal(desk.service.opened):
        desk.service.open(partial(Workspace.open, workspace_folder, PASSPHRASE))
    return desk


@pytest.fixture
def start_window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The real window on its start screen."""
    window = MainWindow(desk)
    qtbot.addWidget(window, before_close_func=close_at_once)
    window.show_start()
    window.show()
    return window


@pytest.fixture
def sample_window(
    qtbot: QtBot, desk: Desk, start_window: MainWindow, own_sample_folder: Path, today: date
) -> MainWindow:
    """The real window over the sample workspace, as it is on 22 November 2026."""
    start_window.resize(1366, 728)
    with qtbot.waitSignal(desk.service.opened, timeout=20_000):
        desk.service.open(partial(Workspace.open, own_sample_folder, sample.PASSPHRASE))
    return start_window
