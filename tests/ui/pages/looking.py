"""The real window over the sample workspace, used as a person with a keyboard does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.asking import asked, settle
from ui.main_window import MainWindow
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.parts.lines import RecordLine

W = TypeVar("W", bound=QWidget)


class Looking:
    """The real window over the sample, and what a test does in it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.desk = window._desk
        window.activateWindow()

    def settle(self) -> None:
        settle(self.qtbot, self.desk.service)

    def ask(self, query: Callable[..., Any], *args: object) -> Any:
        return asked(self.desk.service, query, *args)

    def open(self, record_id: int, noun: str) -> QWidget:
        self.window.shell.open_record(noun, record_id)
        self.settle()
        return self.page

    @property
    def page(self) -> QWidget:
        found = self.window.shell.current_page()
        assert found is not None
        return found

    def find(self, kind: type[W], name: str, place: QWidget | None = None) -> W:
        found = [one for one in (place or self.page).findChildren(kind, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} visible widgets are called {name}"
        return found[0]

    def key(self, key: Qt.Key | str, *modifiers: Qt.KeyboardModifier) -> None:
        if QApplication.activeModalWidget() is None:
            with self.qtbot.waitActive(self.window):
                self.window.activateWindow()  # a form that closed leaves no window active on a screen without a manager
        target = QApplication.activeModalWidget() or QApplication.focusWidget() or self.window
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self.qtbot.keyClick(target, key, held)
        self.settle()

    def enter(self, name: str) -> None:
        """Put the keyboard on what is called so, and press Enter."""
        widget = self.find(QWidget, name)
        widget.setFocus()
        self.qtbot.keyClick(widget, Qt.Key.Key_Return)
        self.settle()

    def line(self, words: str) -> RecordLine:
        """The line on the page whose title begins so, as soon as it is there."""
        found: list[RecordLine] = []

        def is_there() -> None:
            lines = self.page.findChildren(RecordLine)
            found[:] = [one for one in lines if one.line.title.startswith(words) and one.isVisible()]
            assert found, f"no line begins with {words}"

        self.qtbot.waitUntil(is_there)
        return found[0]

    def follow(self, words: str) -> None:
        """Open the line whose title begins so with Enter."""
        line = self.line(words)
        line.setFocus()
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        self.settle()

    def dialog(self, name: str) -> FormDialog:
        found = QApplication.activeModalWidget()
        assert isinstance(found, FormDialog)
        assert found.objectName() == name
        return found

    def write(self, name: str, text: str) -> None:
        """Write into the field of the open form."""
        form = QApplication.activeModalWidget()
        assert form is not None
        field = form.findChild(QWidget, name)
        assert isinstance(field, QLineEdit | QPlainTextEdit), name
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def choose(self, name: str, value: object) -> None:
        form = QApplication.activeModalWidget()
        assert form is not None
        box = form.findChild(QComboBox, name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(value))

    def save(self) -> None:
        """Ctrl+Enter in the open form, until it is written."""
        form = QApplication.activeModalWidget()
        assert form is not None
        with self.qtbot.waitSignal(self.desk.service.done):
            self.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def refused(self) -> list[str]:
        """Ctrl+Enter in the open form, which stays; what it says is wrong."""
        form = QApplication.activeModalWidget()
        assert form is not None
        self.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()
        assert form.isVisible()
        return [one.text() for one in form.findChildren(QLabel) if one.property("look") == "error" and one.isVisible()]

    def undo(self) -> None:
        with self.qtbot.waitSignal(self.desk.service.done):
            self.desk.service.undo()
        self.settle()
