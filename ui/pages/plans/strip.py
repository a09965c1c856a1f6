"""The steps of a plan along a line of time: today, each step on its day, and how far it has slipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from crm.queries.plans import PlanStepRow
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.plans import StepStatus
from resources.translations import _, ngettext
from ui.theme import GRID, Colours, colours, small_font

RADIUS = 9
LANES = 4
LANE = 2 * RADIUS + 4
ABOVE, BELOW = 20, 22
MARGIN = 2 * RADIUS + GRID


@dataclass(frozen=True)
class Dot:
    """A step where it stands on the line; `slipped_from` is the day it was first given, where it moved."""

    number: int
    row: PlanStepRow
    day: date
    slipped_from: date | None
    is_late: bool

    @property
    def words(self) -> str:
        """What is said of it when the mouse rests on it."""
        return f"{self.number}. {self.row.title}\n{self.row.sentence}"


def dots_of(rows: Sequence[PlanStepRow], today: date) -> list[Dot]:
    """The steps that have a day, by that day; one that is done stands where it was done."""
    found = []
    for number, row in enumerate(rows, 1):
        day = row.done_on or row.due_on
        if day is None or row.status is StepStatus.SKIPPED:
            continue
        first = row.due_original
        found.append(Dot(number, row, day, first if first and first != day else None, row.is_open and day < today))
    return sorted(found, key=lambda dot: (dot.day, dot.number))


class PlanStrip(QWidget):
    """Painted in one piece; the table below says the same, so that it takes no keyboard."""

    step_wanted = Signal(int)

    def __init__(self, name: str = "plan-strip") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(_("The steps along time"))
        self.setFixedHeight(ABOVE + 2 * LANE + BELOW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dots: list[Dot] = []
        self._today = clock.today()
        self._places: list[tuple[QRectF, Dot]] = []
        self._current = 0

    def show_steps(self, rows: Sequence[PlanStepRow], starts: date | None, ends: date | None) -> None:
        """Show these steps of a plan between its days."""
        self._today = clock.today()
        self._dots = dots_of(rows, self._today)
        days = [dot.day for dot in self._dots] + [dot.slipped_from for dot in self._dots if dot.slipped_from]
        days += [day for day in (starts, ends, self._today) if day]
        first, last = min(days), max(days)
        pad = max((last - first).days // 40, 3)
        self._first, self._last = first - timedelta(days=pad), last + timedelta(days=pad)
        self._ends = ends
        late = sum(dot.is_late for dot in self._dots)
        slipped = sum(dot.slipped_from is not None for dot in self._dots)
        self.setAccessibleDescription(
            ", ".join(
                (
                    ngettext("{count} step with a date", "{count} steps with a date", len(self._dots)),
                    ngettext("{count} late", "{count} late", late),
                    ngettext("{count} moved", "{count} moved", slipped),
                )
            )
        )
        self.setVisible(len(self._dots) > 1)
        self._fit()
        self.update()

    def show_current(self, step_id: int) -> None:
        """Mark the step the keyboard is on."""
        self._current = step_id
        self.update()

    # Places

    def _x(self, day: date) -> float:
        span = max((self._last - self._first).days, 1)
        return MARGIN + (self.width() - 2 * MARGIN) * (day - self._first).days / span

    def _lanes(self) -> list[int]:
        """In which lane each dot stands so that no two touch; the last lane takes what finds no room."""
        ends: list[float] = [-1e9] * LANES
        lanes = []
        for dot in self._dots:
            x = self._x(dot.day)
            lane = next((n for n, end in enumerate(ends) if x - end >= LANE), LANES - 1)
            ends[lane] = x
            lanes.append(lane)
        return lanes

    def _fit(self) -> None:
        used = max(self._lanes(), default=0) + 1 if self._dots else 1
        self.setFixedHeight(ABOVE + used * LANE + BELOW)

    def resizeEvent(self, event: QEvent) -> None:
        """In a narrow window more lanes are needed."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self._dots:
            self._fit()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months, today, and the steps."""
        if not self._dots:
            return
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        self._paint_months(painter, scheme)
        if self._ends is not None:
            self._paint_mark(painter, self._ends, _("Ends"), QColor(scheme.muted))
        self._paint_mark(painter, self._today, _("Today"), QColor(scheme.accent))
        placed = [(dot, ABOVE + lane * LANE + RADIUS + 1) for dot, lane in zip(self._dots, self._lanes(), strict=True)]
        for dot, y in placed:
            self._paint_slip(painter, dot, y, scheme)
        self._places = [(self._paint_dot(painter, dot, y, scheme), dot) for dot, y in placed]
        painter.end()

    def _line_y(self) -> int:
        return self.height() - BELOW

    def _paint_months(self, painter: QPainter, scheme: Colours) -> None:
        y = self._line_y()
        painter.setPen(QPen(QColor(scheme.edge), 1))
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        width = painter.fontMetrics().horizontalAdvance("Sep 2026") + 2 * GRID
        free = 0.0
        for day in _months(self._first, self._last):
            x = self._x(day)
            painter.setPen(QPen(QColor(scheme.edge), 1))
            painter.drawLine(QPointF(x, y), QPointF(x, y + 4))
            if x >= free and x + width < self.width():
                painter.setPen(QColor(scheme.muted))
                words = format_day(day).partition(" ")[2]
                painter.drawText(QRectF(x + 3, y + 2, width, BELOW - 2), Qt.AlignmentFlag.AlignLeft, words)
                free = x + width

    def _paint_mark(self, painter: QPainter, day: date, words: str, colour: QColor) -> None:
        x = self._x(day)
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(x, ABOVE - 4), QPointF(x, self._line_y()))
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        left = min(max(x - width / 2, 0), self.width() - width)
        painter.drawText(QRectF(left, 0, width, ABOVE - 4), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_slip(self, painter: QPainter, dot: Dot, y: int, scheme: Colours) -> None:
        """From the day it was first given to the one it has."""
        if dot.slipped_from is None:
            return
        start = QPointF(self._x(dot.slipped_from), y)
        painter.setPen(QPen(QColor(scheme.warning), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(start, QPointF(self._x(dot.day), y))
        painter.setBrush(QColor(scheme.surface))
        painter.setPen(QPen(QColor(scheme.warning), 1.5))
        painter.drawEllipse(start, 3, 3)

    def _paint_dot(self, painter: QPainter, dot: Dot, y: int, scheme: Colours) -> QRectF:
        x = self._x(dot.day)
        fill, text, edge = _paint_of(dot, scheme)
        place = QRectF(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS)
        painter.setPen(QPen(QColor(scheme.text) if dot.row.id == self._current else edge, 2))
        painter.setBrush(fill)
        painter.drawEllipse(place)
        painter.setPen(text)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(dot.number))
        return place

    # The mouse

    def _dot_at(self, x: float, y: float) -> Dot | None:
        return next((dot for place, dot in reversed(self._places) if place.contains(x, y)), None)

    def event(self, event: QEvent) -> bool:
        """What a dot says when the mouse rests on it."""
        if isinstance(event, QHelpEvent):
            dot = self._dot_at(event.pos().x(), event.pos().y())
            if dot is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), dot.words, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a dot goes to its step in the table."""
        dot = self._dot_at(event.position().x(), event.position().y())
        if dot is not None:
            self.step_wanted.emit(dot.row.id)


def _months(first: date, last: date) -> list[date]:
    found = []
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _paint_of(dot: Dot, scheme: Colours) -> tuple[QColor, QColor, QColor]:
    """The colours of a dot, of its number on it, and of its outline."""
    if dot.row.status is StepStatus.DONE:
        return QColor(scheme.good), QColor(scheme.surface), QColor(scheme.good)
    if dot.is_late:
        return QColor(scheme.bad), QColor(scheme.surface), QColor(scheme.bad)
    if dot.row.status is StepStatus.NOT_STARTED:
        return QColor(scheme.surface), QColor(scheme.text), QColor(scheme.edge)
    return QColor(scheme.info), QColor(scheme.surface), QColor(scheme.info)
