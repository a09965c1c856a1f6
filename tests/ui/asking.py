"""What a test asks of the workspace, and how it waits for the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.background.service import Service
from ui.main_window import MainWindow

PATIENCE = 20_000  # milliseconds

P = ParamSpec("P")
T = TypeVar("T")


def asked(service: Service, query: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer to a question, however long it takes a busy computer: `ask_now` would report that as a fault."""
    return service._need().ask(query, *args, **kwargs)


def settle(qtbot: QtBot, service: Service, patience: int = PATIENCE) -> None:
    """Wait until everything asked for has arrived and is shown."""
    qtbot.waitUntil(lambda: service.is_idle, timeout=patience)
    QApplication.processEvents()


def close_at_once(window: MainWindow) -> None:
    """The end of a test: nobody is asked about what was typed, and no backup of what was written is made."""
    window._may_close = True
