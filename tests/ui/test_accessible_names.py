"""Whatever takes the keyboard tells a screen reader what it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import shown_in
from tests.ui.walking import Walk, described
from ui.main_window import MainWindow


def nameless(root: QWidget) -> list[str]:
    """What takes the keyboard here and has no accessible name."""
    return [
        described(widget)
        for widget in (root, *shown_in(root))
        if takes_keyboard(widget) and not accessible_name(widget)
    ]


def takes_keyboard(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None and widget.isVisible()


def accessible_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def collect(places: Iterable[tuple[str, QWidget]]) -> list[str]:
    return [f"{name}: {one}" for name, place in places for one in nameless(place)]


def test_the_start_screen_has_a_name_for_everything(
    qtbot: QtBot, start_window: MainWindow, workspace_folder: Path, tmp_path: Path
) -> None:
    found = collect(Walk(qtbot, start_window, tmp_path).start_places(workspace_folder))
    assert not found, "\n".join(found)
