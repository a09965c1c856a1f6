"""A notice inside a page, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.translations import _
from ui.icons import Icon, icon, paint_icon
from ui.theme import GAP, GRID, PADDING, RADIUS, colours
from ui.widgets.buttons import secondary, tool
from ui.widgets.cards import label
from ui.widgets.status import Tone

GLYPHS = {
    Tone.GOOD: Icon.CHECK_CIRCLE,
    Tone.WARNING: Icon.WARNING,
    Tone.BAD: Icon.WARNING_OCTAGON,
    Tone.INFO: Icon.INFO,
    Tone.NEUTRAL: Icon.INFO,
}


class Banner(QWidget):
    """A sentence with an icon, an optional button, and an optional cross that hides it."""

    pressed = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.INFO,
        button: str = "",
        name: str = "banner",
        can_close: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tone = tone
        self._label = label(text, name=f"{name}-text")
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING + 6 * GRID, GAP, GAP, GAP)
        row.setSpacing(GAP)
        row.addWidget(self._label, 1)
        if button:
            self.button = secondary(button, f"{name}-button")
            self.button.clicked.connect(self.pressed)
            row.addWidget(self.button)
        if can_close:
            cross = tool(Icon.X, _("Hide"), f"{name}-close")
            cross.setIcon(icon(Icon.X))
            cross.clicked.connect(self._close)
            row.addWidget(cross)
        self.setMinimumHeight(10 * GRID)

    def set_text(self, text: str, tone: Tone | None = None) -> None:
        """Say something else; an empty text hides the banner."""
        self._tone = tone or self._tone
        self._label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        ink = scheme.muted if self._tone is Tone.NEUTRAL else str(getattr(scheme, self._tone.value))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(str(getattr(scheme, f"{self._tone.value}_soft"))))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        mark = self.rect().adjusted(PADDING, 0, 0, 0)
        mark.setSize(mark.size().scaled(5 * GRID, 5 * GRID, Qt.AspectRatioMode.IgnoreAspectRatio))
        mark.moveTop((self.height() - mark.height()) // 2)
        paint_icon(painter, mark, GLYPHS[self._tone], QColor(ink))
