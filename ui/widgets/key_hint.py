"""A key or chord drawn as a small keycap."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import GRID, colours, small_font


class KeyHint(QWidget):
    """Shows “Ctrl+K” as the keyboard of this system calls it."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.setFont(small_font())
        self.setObjectName("key-hint")
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """The room wanted."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 4 * GRID, metrics.height() + GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(scheme.line))
        painter.setBrush(QColor(scheme.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID)
        painter.setPen(QColor(scheme.muted))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
