"""Whatever takes the keyboard tells a screen reader what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crm import sample
from crm.workspace import Workspace
from tests.ui.walking import PATIENCE, Walk, described
from ui.desk import Desk
from ui.main_window import MainWindow


def nameless(root: QWidget) -> list[str]:
    """What takes the keyboard here and has no accessible name."""
    return [
        described(widget)
        for widget in (root, *root.findChildren(QWidget))
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
    qtbot: QtBot, desk: Desk, workspace_folder: Path, tmp_path: Path
) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show_start()
    window.show()
    found = collect(Walk(qtbot, window, tmp_path).start_places(workspace_folder))
    assert not found, "\n".join(found)


def test_every_page_and_dialog_has_a_name_for_everything(
    qtbot: QtBot, desk: Desk, own_sample_folder: Path, tmp_path: Path, today: date
) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show_start()
    window.show()
    with qtbot.waitSignal(desk.service.opened, timeout=PATIENCE):
        desk.service.open(partial(Workspace.open, own_sample_folder, sample.PASSPHRASE))
    found = collect(Walk(qtbot, window, tmp_path).places())
    assert not found, "\n".join(found)
