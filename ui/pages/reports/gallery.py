"""The reports there are, each as a card with a small picture of its first page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from crm.rules.names import fold
from reports.catalog import GROUP_NAMES, REPORTS, Group, Picture, Report
from resources.translations import _
from ui.desk import Desk
from ui.pages.reports.saved import SavedReports
from ui.theme import GAP, GRID, PADDING, Colours, colours, heading_font
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
        self._picture = report.picture
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
        """The button as usual, and at its left what the paper looks like from afar."""
        super().paintEvent(event)
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = QRectF(PADDING, (self.height() - PICTURE.height()) / 2, PICTURE.width(), PICTURE.height())
        painter.setPen(QColor(scheme.edge))
        painter.setBrush(QColor(scheme.surface))
        painter.drawRoundedRect(page, 3, 3)
        room = page.adjusted(10, 10, -10, -10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.text))
        painter.drawRect(QRectF(room.left(), room.top(), room.width() * 0.6, 5))
        DRAWN[self._picture](painter, scheme, room.adjusted(0, 13, 0, 0))


def _draw_register(painter: QPainter, scheme: Colours, room: QRectF) -> None:
    """Bars, then lines."""
    for at, part in enumerate(BARS):
        painter.setBrush(QColor(scheme.accent if at else scheme.bad))
        painter.drawRect(QRectF(room.left(), room.top() + at * 8, room.width() * part, 5))
    _draw_lines(painter, scheme, room.adjusted(0, 39, 0, 0), LINES)


def _draw_brief(painter: QPainter, scheme: Colours, room: QRectF) -> None:
    """Two columns of people, then lines."""
    middle = room.left() + room.width() * 0.55
    _draw_lines(painter, scheme, QRectF(room.left(), room.top(), room.width() * 0.45, room.height()), 4)
    _draw_lines(painter, scheme, QRectF(middle, room.top(), room.width() * 0.45, room.height()), 4)
    painter.setBrush(QColor(scheme.accent))
    painter.drawRect(QRectF(room.left(), room.top() + 33, room.width() * 0.4, 4))
    _draw_lines(painter, scheme, room.adjusted(0, 43, 0, 0), LINES - 1)


def _draw_form(painter: QPainter, scheme: Colours, room: QRectF) -> None:
    """A number before each part, lines to write on, boxes to tick."""
    for at in range(4):
        top = room.top() + at * 22
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.accent))
        painter.drawRect(QRectF(room.left(), top, 4, 4))
        painter.setPen(QColor(scheme.edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in range(2):
            y = top + 8 + line * 8
            painter.drawLine(QPointF(room.left() + 9, y), QPointF(room.right() - 12, y))
            painter.drawRect(QRectF(room.right() - 7, y - 5, 5, 5))


def _draw_sheet(painter: QPainter, scheme: Colours, room: QRectF) -> None:
    """A grid to sign in, and the notice at its foot."""
    painter.setPen(QColor(scheme.edge))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row in range(6):
        for column in range(3):
            box = QRectF(room.left() + column * room.width() / 3, room.top() + row * 11, room.width() / 3, 11)
            painter.drawRect(box)
    painter.setPen(Qt.PenStyle.NoPen)
    _draw_lines(painter, scheme, room.adjusted(0, 72, 0, 0), 3)


def _draw_letter(painter: QPainter, scheme: Colours, room: QRectF) -> None:
    """An address, paragraphs and a signature."""
    _draw_lines(painter, scheme, QRectF(room.left(), room.top(), room.width() * 0.45, room.height()), 2)
    _draw_lines(painter, scheme, room.adjusted(0, 22, 0, 0), 7)
    painter.setBrush(QColor(scheme.accent))
    painter.drawRect(QRectF(room.left(), room.top() + 80, room.width() * 0.4, 3))


def _draw_lines(painter: QPainter, scheme: Colours, room: QRectF, count: int) -> None:
    painter.setBrush(QColor(scheme.line))
    for at in range(count):
        width = room.width() * (0.95 if at % 3 else 0.7)
        painter.drawRect(QRectF(room.left(), room.top() + at * 7, width, 3))


DRAWN = {
    Picture.REGISTER: _draw_register,
    Picture.BRIEF: _draw_brief,
    Picture.FORM: _draw_form,
    Picture.SHEET: _draw_sheet,
    Picture.LETTER: _draw_letter,
}


class GroupCards(QWidget):
    """The cards of one group under its name."""

    chosen = Signal(str)

    def __init__(self, group: Group, reports: Sequence[Report]) -> None:
        super().__init__()
        self.setObjectName(f"reports-{group.value}")
        heading = label(_(GROUP_NAMES[group]), name=f"reports-{group.value}-title")
        heading.setFont(heading_font(12))
        self._grid = QGridLayout()
        self._grid.setSpacing(PADDING)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)
        self._cards = {report.name: ReportCard(report, f"report-{report.name}") for report in reports}
        for name, card in self._cards.items():
            card.clicked.connect(partial(self.chosen.emit, name))
        self._words = {report.name: _said_of(report) for report in reports}
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(GAP)
        column_of_all.addWidget(heading)
        column_of_all.addLayout(self._grid)

    def show_fitting(self, words: str) -> list[ReportCard]:
        """Show the cards that hold these words, and return them; without one the group is hidden."""
        wanted = words.split()
        for card in self._cards.values():
            self._grid.removeWidget(card)
        fitting = [card for name, card in self._cards.items() if all(word in self._words[name] for word in wanted)]
        for at, card in enumerate(fitting):
            self._grid.addWidget(card, at // ACROSS, at % ACROSS)
            self._grid.setRowMinimumHeight(at // ACROSS, HEIGHT)  # rather scroll than press the pictures flat
        for card in self._cards.values():  # once they are in the grid: one without a place would open as a window
            card.setVisible(card in fitting)
        for row in range(-(-len(fitting) // ACROSS), self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
        self.setVisible(bool(fitting))
        return fitting


def _said_of(report: Report) -> str:
    return fold(f"{_(report.title)} {_(report.description)} {_(GROUP_NAMES[report.group])}")


class Gallery(QWidget):
    """All reports in groups, what was saved above them; `chosen(name)` when one is pressed."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reports-gallery")
        self.saved = SavedReports(desk)
        self._fitting: list[ReportCard] = []
        self._groups = [GroupCards(group, _of(group)) for group in Group if _of(group)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(2 * GAP)
        column.addWidget(self.saved)
        for group in self._groups:
            group.chosen.connect(self.chosen)
            column.addWidget(group)
        column.addStretch(1)
        self.show_fitting("")

    def show_fitting(self, words: str) -> None:
        """Show the reports that hold these words."""
        self._fitting = [card for group in self._groups for card in group.show_fitting(fold(words))]

    def press_first(self) -> None:
        """Open the first report that is shown."""
        if self._fitting:
            self._fitting[0].click()


def _of(group: Group) -> list[Report]:
    return [report for report in REPORTS.values() if report.group is group]
