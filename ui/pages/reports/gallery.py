"""The reports there are, each as a card with a small picture of its first page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reports.catalog import REPORTS, Report
from resources.translations import _
from ui.theme import GRID, PADDING, colours, heading_font
from ui.widgets.cards import label

PICTURE = QSize(22 * GRID, 31 * GRID)
HEIGHT = 40 * GRID
ACROSS = 2
BARS = (0.9, 0.55, 0.75, 0.35)
LINES = 8


class ReportCard(QPushButton):
    """One report."""

    def __init__(self, report: Report, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(_(report.title))
        self.setAccessibleDescription(_(report.description))
        self.setAutoDefault(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = label(_(report.title))
        title.setFont(heading_font(12))
        words = QVBoxLayout()
        words.setSpacing(GRID)
        for shown in (title, label(_(report.description), "muted")):
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(shown)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(PICTURE.width() + 2 * PADDING, PADDING, PADDING, PADDING)
        row.addLayout(words)

    def sizeHint(self) -> QSize:
        """The room wanted."""
        return QSize(380, HEIGHT)

    def hasHeightForWidth(self) -> bool:
        """The picture gives the height, not the words that wrap beside it."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button as usual, and a page with a chart and lines at its left."""
        super().paintEvent(event)
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = QRectF(PADDING, (self.height() - PICTURE.height()) / 2, PICTURE.width(), PICTURE.height())
        painter.setPen(QColor(scheme.edge))
        painter.setBrush(QColor(scheme.surface))
        painter.drawRoundedRect(page, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        room = page.adjusted(10, 10, -10, -10)
        painter.setBrush(QColor(scheme.text))
        painter.drawRect(QRectF(room.left(), room.top(), room.width() * 0.6, 5))
        for at, part in enumerate(BARS):
            painter.setBrush(QColor(scheme.accent if at else scheme.bad))
            painter.drawRect(QRectF(room.left(), room.top() + 13 + at * 8, room.width() * part, 5))
        painter.setBrush(QColor(scheme.line))
        for at in range(LINES):
            width = room.width() * (0.95 if at % 3 else 0.7)
            painter.drawRect(QRectF(room.left(), room.top() + 52 + at * 7, width, 3))


class Gallery(QWidget):
    """All reports; `chosen(name)` when one is pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reports-gallery")
        self._cards: list[ReportCard] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(PADDING)
        for at, report in enumerate(REPORTS.values()):
            card = ReportCard(report, f"report-{report.name}")
            card.clicked.connect(partial(self.chosen.emit, report.name))
            self._cards.append(card)
            grid.addWidget(card, at // ACROSS, at % ACROSS)
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(self._cards), 1)

    def take_focus(self) -> None:
        """On the first card."""
        if self._cards:
            self._cards[0].setFocus()
