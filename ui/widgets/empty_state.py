"""What an empty place says: what belongs there, and the button that starts it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.icons import Icon, icon
from ui.theme import GRID, PADDING
from ui.widgets.buttons import primary

PICTURE = 11 * GRID


class EmptyState(QWidget):
    """An icon, a sentence and a button, in the middle of the room there is."""

    pressed = Signal()

    def __init__(
        self, glyph: Icon, sentence: str, button: str = "", name: str = "empty", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(sentence)
        self._picture = _Picture(glyph)
        self._sentence = QLabel(sentence)
        self._sentence.setProperty("look", "muted")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(PADDING)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._sentence)
        if button:
            self.button = primary(button, f"{name}-start")
            self.button.clicked.connect(self.pressed)
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)

    def set_sentence(self, sentence: str) -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)


class _Picture(QLabel):
    """Paints the icon anew with each theme."""

    def __init__(self, glyph: Icon) -> None:
        super().__init__()
        self._icon = icon(glyph, "edge")
        self.setFixedSize(PICTURE, PICTURE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())

    def sizeHint(self) -> QSize:
        return QSize(PICTURE, PICTURE)
