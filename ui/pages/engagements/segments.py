"""A few choices side by side, one of them taken; arrows move, and each choice has a key of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.theme import CONTROL_HEIGHT, GRID, RADIUS, colours


@dataclass(frozen=True)
class Segment:
    """One choice: its value, its words, the letter that takes it, and a tip."""

    value: str
    words: str
    key: str = ""
    tip: str = ""


class Segments(QWidget):
    """Shows the choices; `changed` when the user takes another one."""

    changed = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[Segment], accessible: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._about = accessible
        self._choices = tuple(choices)
        self._value = ""
        self._buttons: dict[str, QToolButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(CONTROL_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 3, GRID, 3)
        row.setSpacing(GRID // 2)
        for choice in self._choices:
            row.addWidget(self._make(choice))
        self.set_value("")

    def _make(self, choice: Segment) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"{self.objectName()}-{choice.value}")
        button.setText(choice.words)
        tip = choice.tip or choice.words
        button.setToolTip(f"{tip} ({choice.key})" if choice.key else tip)
        button.setAccessibleName(tip)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("choice", choice.value)
        button.clicked.connect(self._click)
        self._buttons[choice.value] = button
        return button

    @property
    def value(self) -> str:
        """What is taken; a value that is none of the choices is kept too."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show this without telling anyone."""
        self._value = value
        for one, button in self._buttons.items():
            button.setChecked(one == value)
        taken = next((choice.tip or choice.words for choice in self._choices if choice.value == value), value)
        self.setAccessibleName(f"{self._about}: {taken}" if self._about else taken)

    def take(self, value: str) -> None:
        """Take a choice as the user would."""
        if value != self._value:
            self.set_value(value)
            self.changed.emit(value)

    def _click(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            value = str(button.property("choice"))
            button.setChecked(True)
            self.take(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and the letters of the choices."""
        values = [choice.value for choice in self._choices]
        by_key = {choice.key: choice.value for choice in self._choices if choice.key}
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            at = values.index(self._value) if self._value in values else -1
            self.take(values[max(0, min(len(values) - 1, at + step))])
        elif event.text().upper() in by_key and event.text():
            self.take(by_key[event.text().upper()])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin frame around all, thicker with the keyboard in it."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self.hasFocus()
        painter.setPen(QPen(QColor(scheme.accent if has_focus else scheme.edge), 2 if has_focus else 1))
        painter.setBrush(QColor(scheme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
