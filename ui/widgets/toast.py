"""What was just done, said at the bottom of the window for a while, with Undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from resources.translations import _
from ui.theme import GAP, GRID, PADDING, colours
from ui.widgets.buttons import WordsButton

SHOWN_FOR = 8000  # milliseconds; long enough to read twice and reach the button
ABOVE = 12 * GRID


class Toast(QWidget):
    """Floats over its parent; stays while the mouse or the keyboard is on it; announced to screen readers."""

    undo_wanted = Signal(int)  # the operation

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._operation = 0
        self._foot = 0
        self._text = QLabel()
        self._text.setObjectName("toast-text")
        self._text.setProperty("look", "toast")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = WordsButton(_("Undo"))
        self._undo.setObjectName("toast-undo")
        self._undo.setProperty("look", "toast")
        self._undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self._undo.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, GAP, GAP, GAP)
        row.setSpacing(PADDING)
        row.addWidget(self._text)
        row.addWidget(self._undo)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._end)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, operation_id: int | None = None) -> None:
        """Show a sentence, with Undo when an operation is given."""
        self._operation = operation_id or 0
        self._text.setText(text)
        self.setAccessibleName(text)
        self._undo.setAccessibleName(_("Undo: {label}").format(label=text))
        self._undo.setVisible(bool(operation_id))
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start(SHOWN_FOR)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def keep_off(self, foot: int) -> None:
        """Leave so many pixels at the foot of the page shown uncovered."""
        self._foot = foot
        if self.isVisible():
            self._place()

    def forget(self) -> None:
        """Hide, and keep nothing of what was said."""
        self._clock.stop()
        self.hide()
        self._operation = 0
        self._text.clear()
        self.setAccessibleName("")
        self._undo.setAccessibleName(_("Undo"))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setMaximumWidth(parent.width() - 4 * PADDING)
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - ABOVE - self._foot)

    def _press(self) -> None:
        self.hide()
        self.undo_wanted.emit(self._operation)

    def _end(self) -> None:
        if self.underMouse() or (self._undo.isVisible() and self._undo.hasFocus()):
            self._clock.start(SHOWN_FOR)
        else:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours(self).toast))
        painter.drawRoundedRect(QRectF(self.rect()), 2 * GRID, 2 * GRID)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the events this part needs."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
