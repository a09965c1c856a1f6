"""One line of a card on Today: the keyboard walks over lines, Enter opens, letters act."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.pages.commitments.cards import Glyph
from ui.theme import GAP, GRID, RADIUS, colours, small_font
from ui.widgets.buttons import quiet
from ui.widgets.status import Status, StatusPill


class OneLine(QLabel):
    """A text on one line, cut with … to the room there is; the whole is its tool tip."""

    def __init__(self, text: str, look: str = "") -> None:
        super().__init__()
        self._whole = " ".join(text.split())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cut()

    def whole(self) -> str:
        """The text, uncut."""
        return self._whole

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(20, self.width()))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()


class Line(QWidget):
    """Something to do or look at; `pressed` opens it, `action_wanted` carries a button's name."""

    pressed = Signal(object)  # the line
    action_wanted = Signal(object, str)
    arrived = Signal(object)  # the keyboard is here
    left = Signal(object)

    def __init__(
        self, name: str, record_id: int, title: str, detail: str, glyph: Icon | None = None, pill: Status | None = None
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.record_id = record_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{title}. {pill.text + '. ' if pill else ''}{detail}")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP, GRID + 1, GAP, GRID + 1)
        self._row.setSpacing(GAP)
        if glyph is not None:
            self._row.addWidget(Glyph(glyph), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words(title, detail), 1)
        if pill is not None:
            self._row.addWidget(StatusPill(pill))

    def _words(self, title: str, detail: str) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(OneLine(title))
        if detail:
            small = OneLine(detail, "muted")
            small.setFont(small_font())
            words.addWidget(small)
        return words

    def add_button(self, action: str, words: str, tip: str = "") -> QPushButton:
        """A button at the end; the keyboard reaches it by its letter, so that Tab goes from card to card."""
        button = quiet(words, f"{action}-{self.record_id}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(tip)
        button.setProperty("action", action)
        button.clicked.connect(self._act)
        self._row.addWidget(button)
        return button

    def _act(self) -> None:
        button = self.sender()
        if button is not None:
            self.setFocus()
            self.action_wanted.emit(self, str(button.property("action")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; up and down walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keys are about this line now."""
        super().focusInEvent(event)
        self.update()
        self.arrived.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """As before."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground under the mouse, a frame around the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme = colours(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(scheme.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.raised) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
