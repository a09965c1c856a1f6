"""Tab goes to everything that takes the keyboard, and comes back to where it began."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import shown_in
from tests.ui.walking import PATIENCE, Walk, described, takes_tab
from ui.main_window import MainWindow

INSIDE = 4  # presses that a text with several links may take before it is left
FORWARD, BACKWARD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def trouble(qtbot: QtBot, root: QWidget) -> list[str]:
    """What is wrong with going through a place by Tab, and by Shift+Tab."""
    return [*go_through(qtbot, root, FORWARD), *go_through(qtbot, root, BACKWARD)]


def go_through(qtbot: QtBot, root: QWidget, way: Qt.KeyboardModifier) -> list[str]:
    with qtbot.waitActive(root.window(), timeout=PATIENCE):
        root.window().activateWindow()
    expected = stops(root)
    expected[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _press in range(INSIDE * len(expected)):
        here = QApplication.focusWidget()
        if here is None:
            return [f"the keyboard is lost after {described(seen[-1])}"]
        if here is expected[0] and len(set(seen)) > 1:
            break
        seen.append(here)
        if seen[-INSIDE:] == [here] * INSIDE and len(expected) > 1:
            return [f"Tab does not leave {described(here)}"]
        qtbot.keyClick(here, Qt.Key.Key_Tab, way)
    still = stops(root)  # a row that was gone to may have made buttons usable
    return [f"Tab never reaches {described(one)}" for one in expected if one in still and one not in seen]


def stops(root: QWidget) -> list[QWidget]:
    """Where Tab stops in a place."""
    return [widget for widget in shown_in(root) if takes_tab(widget)]


def collect(qtbot: QtBot, places: Iterable[tuple[str, QWidget]]) -> list[str]:
    return [f"{name}: {one}" for name, place in places for one in trouble(qtbot, place)]


def test_the_start_screen_is_gone_through_by_tab(
    qtbot: QtBot, start_window: MainWindow, workspace_folder: Path, tmp_path: Path
) -> None:
    found = collect(qtbot, Walk(qtbot, start_window, tmp_path).start_places(workspace_folder))
    assert not found, "\n".join(found)
