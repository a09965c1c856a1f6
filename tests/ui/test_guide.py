"""The user guide in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.pages.looking import Looking
from ui.guide import GuideDialog
from ui.main_window import MainWindow


def test_f1_opens_the_paths_and_escape_closes_them(qtbot: QtBot, sample_window: MainWindow) -> None:
    looking = Looking(qtbot, sample_window)
    looking.key(Qt.Key.Key_F1)
    guide = QApplication.activeModalWidget()
    assert isinstance(guide, GuideDialog)
    assert "Oral slot asked" in guide.text.toPlainText()
    assert guide.text.hasFocus()
    qtbot.keyClick(guide.text, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
