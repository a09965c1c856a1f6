"""Rows to write in, one under the other: there is always an empty one at the end, and Enter goes on to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.theme import GAP
from ui.widgets.buttons import tool


class WrittenRow(QFrame):
    """One row. Subclasses lay out their fields and hand each to `watch`."""

    changed = Signal()
    next_wanted = Signal(object)
    remove_wanted = Signal(object)
    step_wanted = Signal(object, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)

    def watch(self, field: QLineEdit, *, goes_on: bool = True) -> QLineEdit:
        """Tell when this field changes; with `goes_on` Enter in it goes to the next row."""
        field.textChanged.connect(self.changed)
        if goes_on:
            field.returnPressed.connect(self._go_on)
        return field

    def line(self, key: str, hint: str, text: str = "", *, goes_on: bool = True) -> QLineEdit:
        """A line of this row."""
        made = QLineEdit(text)
        made.setObjectName(f"{self.objectName()}-{key}")
        made.setPlaceholderText(hint)
        made.setAccessibleName(hint)
        return self.watch(made, goes_on=goes_on)

    def remove_button(self, tip: str) -> QToolButton:
        """The cross that takes the row away."""
        button = tool(Icon.X, tip, f"{self.objectName()}-remove")
        button.clicked.connect(self._remove)
        return button

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard into the first field."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the row among the others."""
        is_arrow = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if is_arrow and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step_wanted.emit(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        self.next_wanted.emit(self)

    def _remove(self) -> None:
        self.remove_wanted.emit(self)


R = TypeVar("R", bound=WrittenRow)


class _Signals(QWidget):
    changed = Signal()


class Rows(_Signals, Generic[R]):
    """The rows; `make(name)` makes one. Rows are numbered in the order they were made: NAME-0, NAME-1 …"""

    def __init__(self, name: str, make: Callable[[str], R], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._make = make
        self._made = 0
        self.rows: list[R] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.add()

    def add(self) -> R:
        """Another row at the end."""
        row = self._make(f"{self.objectName()}-{self._made}")
        self._made += 1
        row.changed.connect(self._take_change)
        row.next_wanted.connect(self._go_after)
        row.remove_wanted.connect(self._remove)
        row.step_wanted.connect(self._step)
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def written(self) -> list[R]:
        """The rows in which something is written."""
        return [row for row in self.rows if not row.is_empty]

    def last(self) -> R:
        """The empty row at the end."""
        return self.rows[-1]

    def take_focus(self) -> None:
        """Into the empty row at the end."""
        self.last().take_focus()

    def _take_change(self) -> None:
        if not self.last().is_empty:
            self.add()
        self.changed.emit()

    def _go_after(self, row: R) -> None:
        at = self.rows.index(row) + 1
        if at < len(self.rows):
            self.rows[at].take_focus()

    def _step(self, row: R, by: int) -> None:
        """Move a written row up or down; the empty one stays at the end, and the keyboard where it is."""
        at = self.rows.index(row)
        if row is self.last() or not 0 <= at + by < len(self.rows) - 1:
            return
        field = QApplication.focusWidget()
        self.rows.insert(at + by, self.rows.pop(at))
        self._column.removeWidget(row)
        self._column.insertWidget(at + by, row)
        self._order_tabs()
        if field is not None and row.isAncestorOf(field):
            field.setFocus()
        self.changed.emit()

    def _order_tabs(self) -> None:
        """Tab goes through the rows as they stand."""
        fields = [
            field
            for row in self.rows
            for field in row.findChildren(QWidget)
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)

    def _remove(self, row: R) -> None:
        at = self.rows.index(row)
        if row is not self.last():
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows[min(at, len(self.rows) - 1)].take_focus()
        self.changed.emit()
