"""Words that lead to a record: one Tab stop, Enter or a click follows them."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from resources.translations import _
from ui.theme import colours

FOLLOWS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Link(QLabel):
    """A wrapping label that is a link.

    Qt's own links by keyboard are not used: Shift+Tab never leaves a label that has one.
    """

    followed = Signal()

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setAccessibleDescription(_("Enter opens it"))
        self.setWordWrap(True)
        self._words = words
        self._colour()
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.linkActivated.connect(self._follow)

    def set_words(self, words: str) -> None:
        """Lead somewhere else."""
        self._words = words
        self.setAccessibleName(words)
        self._colour()

    def _colour(self) -> None:
        self.setText(f'<a href="#" style="color: {colours().accent}">{escape(self._words)}</a>')

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()

    def _follow(self) -> None:
        self.followed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space follow it."""
        if event.key() in FOLLOWS:
            self.followed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and a frame while the keyboard is here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(colours(self).accent), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            painter.end()
