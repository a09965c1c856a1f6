"""A theme on the test application, and a desk over a stand-in workspace."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm import sample
from crm.queries import team
from crm.rules.copies import LastCopy
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
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


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences")


@pytest.fixture
def desk(qapp: QApplication, preferences: Preferences) -> Iterator[Desk]:
    desk = make_desk(qapp, preferences)
    yield desk
    desk.service.shutdown()


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
    qtbot.addWidget(window)
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
