"""Hands on the keyboard of the real window: what a user sees is found by its object name, and all else is keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.background.service import Service
from ui.main_window import MainWindow
from ui.pages.reports.preview import PagesView

W = TypeVar("W", bound=QWidget)

PATIENCE = 20_000  # milliseconds for the slowest step on a slow machine


class Keyboard:
    """Types into one window and its dialogs, and reads what they show."""

    def __init__(self, qtbot: QtBot, window: MainWindow, service: Service) -> None:
        self.qtbot = qtbot
        self.window = window
        self._service = service

    # Seeing

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Wait until this is so."""
        self.qtbot.waitUntil(is_so, timeout=PATIENCE)

    def settle(self) -> None:
        """Wait until every question and change was answered."""
        self.wait(lambda: self._service.is_idle)

    def sees(self, name: str) -> bool:
        """Whether something of this name is on the screen."""
        return self._seen(QWidget, name) is not None

    def see(self, kind: type[W], name: str) -> W:
        """What has this name, once it is on the screen."""
        found: list[W] = []

        def is_there() -> None:
            one = self._seen(kind, name)
            assert one is not None, f"no {kind.__name__} {name} on the screen"
            found.append(one)

        self.qtbot.waitUntil(is_there, timeout=PATIENCE)
        return found[0]

    def text(self, name: str) -> str:
        """The words of a label."""
        return self.see(QLabel, name).text()

    def cells(self, name: str, *columns: str) -> list[tuple[str, ...]]:
        """The columns of this heading of a table, row by row."""
        self.settle()
        model = self.see(QTableView, name).model()
        headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
        wanted = [headings.index(column) for column in columns]
        rows = range(model.rowCount())
        self.wait(lambda: all(model.index(row, wanted[0]).data() is not None for row in rows))
        self.settle()
        return [tuple(str(model.index(row, at).data() or "") for at in wanted) for row in rows]

    def said(self, name: str) -> str:
        """The accessible name of a widget, for what is painted."""
        return self.see(QWidget, name).accessibleName()

    def labels(self, name: str) -> list[str]:
        """All the words inside something, from top to bottom."""
        return [one.text() for one in self.see(QWidget, name).findChildren(QLabel) if one.isVisible()]

    def is_preview_drawn(self, name: str) -> bool:
        """Whether every page in sight is drawn."""
        return self.see(PagesView, name).is_drawn()

    def _seen(self, kind: type[W], name: str) -> W | None:
        top = QApplication.activeModalWidget() or self.window
        named = [top] if isinstance(top, kind) and top.objectName() == name else []
        return next((one for one in (*named, *top.findChildren(kind, name)) if one.isVisible()), None)

    # Typing

    def keys(self, sequence: str) -> None:
        """Press keys together (“Ctrl+4”) wherever the keyboard is."""
        self._come_to_front()
        QTest.keySequence(self._focus(), QKeySequence(sequence))

    def press(self, name: str) -> None:
        """Go to a button and press Space."""
        button = self.see(QAbstractButton, name)
        self.wait(button.isEnabled)
        self._go_to(button)
        self.qtbot.keyClick(button, Qt.Key.Key_Space)

    def write(self, name: str, text: str, *, enter: bool = False) -> None:
        """Go to a field, write this instead of what stands there, and press Enter when asked."""
        field = self.see(QWidget, name)
        self._go_to(field)
        self.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text:
            self.qtbot.keyClicks(field, text)
        else:
            self.qtbot.keyClick(field, Qt.Key.Key_Delete)
        if enter:  # names offered while typing take the key first
            self.qtbot.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Return)

    def choose(self, name: str, words: str) -> None:
        """Go to a list of choices, type the first word, and go down to the choice that begins with all of them."""
        box = self.see(QComboBox, name)
        self._go_to(box)
        self.qtbot.keyClicks(box, words.partition(" ")[0])
        while not box.currentText().startswith(words) and box.currentIndex() < box.count() - 1:
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText().startswith(words)

    def pick(self, name: str, words: str) -> None:
        """Choose with the arrows in the list that dropped below a field, and see it taken."""
        choices = self.see(QListView, f"{name}-choices")
        line = self.see(QLineEdit, f"{name}-text")
        for _step in range(choices.model().rowCount()):
            if choices.currentIndex().data() == words:
                break
            self.qtbot.keyClick(line, Qt.Key.Key_Down)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        assert line.text() == words

    def answer(self, name: str, key: str) -> None:
        """Go to something that takes single letters, and press one."""
        widget = self.see(QWidget, name)
        self._go_to(widget)
        self.qtbot.keyClicks(widget, key)

    def wait_for_dialog(self, name: str) -> None:
        """Wait until this dialog has the keyboard."""
        self._activate(self.see(QWidget, name).window())

    def back_to_window(self) -> None:
        """Wait until no dialog is open and the window has the keyboard."""
        self.wait(lambda: QApplication.activeModalWidget() is None)
        self._activate(self.window)

    def _come_to_front(self) -> None:
        """Platforms without a window manager leave the keyboard with names offered that are gone again."""
        top = QApplication.activeModalWidget() or self.window
        if QApplication.activePopupWidget() is None and QApplication.activeWindow() is not top:
            self._activate(top)

    def _activate(self, window: QWidget) -> None:
        with self.qtbot.waitActive(window, timeout=PATIENCE):
            window.activateWindow()

    def _go_to(self, widget: QWidget) -> None:
        taken = widget
        while (proxy := taken.focusProxy()) is not None:
            taken = proxy
        assert taken.focusPolicy() & Qt.FocusPolicy.TabFocus, f"Tab never reaches {widget.objectName()}"
        self._come_to_front()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.wait(lambda: self._has_keyboard(taken))

    @staticmethod
    def _has_keyboard(widget: QWidget) -> bool:
        return QApplication.focusWidget() is widget

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or QApplication.activeModalWidget() or self.window
