"""Opening the window: application, theme, service, shell. Imported only when a window is wanted."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from crm.rules.errors import EnvironmentProblem
from ui.background.absence import Absence
from ui.background.bugs import BugCatcher
from ui.background.opened_files import remove_stale
from ui.background.service import Service
from ui.desk import Desk, Navigator
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.theme import Theme
from ui.words import sentence


def open_window(workspace: Path | None = None) -> int:
    """Show the window until it is closed; `workspace` is offered first on the start screen. The exit code."""
    if not _has_screen():
        sys.stderr.write(sentence(EnvironmentProblem("no-screen")) + "\n")
        return 1
    app = make_application()
    preferences = Preferences()
    if workspace is not None:
        preferences.remember_workspace(workspace.resolve())
    desk = make_desk(app, preferences)
    window = MainWindow(desk)
    catcher = BugCatcher(window.show_bug, app)
    catcher.install()
    window.show_start()
    window.show()
    absence = Absence(desk.service, preferences, window.lock_unasked, window)
    absence.screen.start(int(window.winId()))
    desk.service.draw(window, _nothing, remove_stale)
    code = app.exec()
    desk.service.shutdown()
    return code


def make_application() -> QApplication:
    """Qt's application with our name; the one that exists where there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("kgotla")
    app.setApplicationDisplayName("Kgotla")
    app.setDesktopFileName("kgotla")
    return app


def make_desk(app: QApplication, preferences: Preferences) -> Desk:
    """Put the theme on the application and make what pages work with."""
    theme = Theme(app, preferences)
    theme.start()
    return Desk(Service(app), preferences, Navigator(app), theme)


def _nothing(_removed: None) -> None:
    """Copies that a killed run left are gone; nobody waits for it."""


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
