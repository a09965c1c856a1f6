"""Cards that list records in lines, with what belongs there when there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.pages.parts.lines import Line, RecordLine
from ui.theme import GRID, PADDING
from ui.widgets.buttons import quiet
from ui.widgets.cards import Card, label

NARROW = 740


class LinesCard(Card):
    """A card of lines. `opened(noun, id)` when one is activated; `add_wanted` from the button in its title."""

    opened = Signal(str, int)
    add_wanted = Signal()

    def __init__(self, title: str, name: str, empty: str, add: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, name, parent)
        self._empty = empty
        self.body.setSpacing(GRID // 2)
        self.add_button: QPushButton | None = None
        if add:
            self.add_button = quiet(add, f"{name}-add", Icon.PLUS)
            self.add_button.clicked.connect(self.add_wanted)
            self.add_header(self.add_button)
        self.count = 0

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace what is shown; says what belongs here when there is nothing."""
        self.clear()
        self.count = 0
        self.append(lines)
        if not lines:
            self.add(label(self._empty, "muted", f"{self.objectName()}-empty"))

    def append(self, lines: Sequence[Line]) -> None:
        """Add lines below."""
        for line in lines:
            self.add_line(line)

    def add_line(self, line: Line) -> RecordLine:
        """Add one line below."""
        made = RecordLine(line, f"{self.objectName()}-{self.count}")
        made.opened.connect(self.opened)
        self.add(made)
        self.count += 1
        return made

    def add_words(self, text: str) -> None:
        """A small heading between lines."""
        self.add(label(text, "muted"))


class Folded(QWidget):
    """Lines that stay folded away until their button is pressed."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = quiet(text, name, Icon.CARET_RIGHT)
        self.button.setCheckable(True)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GRID // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addWidget(self._inside)
        self._inside.hide()
        self.button.toggled.connect(self._inside.setVisible)


class TwoColumns(QWidget):
    """A wide and a narrow column side by side, one under the other where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wide, self.narrow = QVBoxLayout(), QVBoxLayout()
        for column in (self.wide, self.narrow):
            column.setSpacing(PADDING)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(PADDING)
        self._row.addLayout(self.wide, 3)
        self._row.addLayout(self.narrow, 2)

    def fill(self, wide: Sequence[QWidget], narrow: Sequence[QWidget]) -> None:
        """Put the cards in, at the top of each column."""
        for column, cards in ((self.wide, wide), (self.narrow, narrow)):
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose side by side or one under the other."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not direction:
            self._row.setDirection(direction)
            self._row.setStretch(0, 0 if is_narrow else 3)
            self._row.setStretch(1, 0 if is_narrow else 2)
