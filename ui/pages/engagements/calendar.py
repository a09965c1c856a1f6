"""The month or the week of engagements: days to walk through with the arrows, each with what is on it."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm.queries.engagements import EngagementRow, EngagementsFilter, get_engagement_rows, list_engagements
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.engagements import label
from resources.translations import _
from ui.background.asker import Asker
from ui.background.service import Service
from ui.icons import Icon
from ui.pages.engagements.looks import row_pill
from ui.theme import GAP, GRID, RADIUS, Colours, colours, small_font
from ui.widgets.buttons import secondary, tool
from ui.widgets.cards import heading
from ui.widgets.status import SHAPE_SIZE, SHAPES, paint_shape

HEAD = 7 * GRID  # pixels of the names of the days
CHIP = 5 * GRID + 2
WEEK, MONTH = "week", "month"


def first_day(shown: date, span: str) -> date:
    """The Monday the grid begins with."""
    start = shown.replace(day=1) if span == MONTH else shown
    return start - timedelta(days=start.weekday())


def weeks_shown(shown: date, span: str) -> int:
    """How many rows of days there are."""
    if span == WEEK:
        return 1
    last = shown.replace(day=calendar.monthrange(shown.year, shown.month)[1])
    return (last - first_day(shown, span)).days // 7 + 1


def rows_between(first: date, last: date) -> list[EngagementRow]:
    """What is on between two days."""
    wanted = EngagementsFilter(from_day=first, to_day=last, sort="day", descending=False)
    return get_engagement_rows(list_engagements(wanted))


class CalendarGrid(QWidget):
    """Paints the days. Arrows move the day, Page Up and Down the month, Enter opens what is on it."""

    opened = Signal(int)
    day_wanted = Signal(object)  # Enter on an empty day, or a double click: plan something there
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engagements-calendar-grid")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.span = MONTH
        self.day = clock.today()
        self._at = 0  # which of the day's engagements the keyboard is on
        self._by_day: dict[date, list[EngagementRow]] = {}
        self._chips: list[tuple[QRect, EngagementRow]] = []

    def show_rows(self, rows: Sequence[EngagementRow]) -> None:
        """Show what is on."""
        self._by_day = {}
        for row in rows:
            self._by_day.setdefault(row.on_day, []).append(row)
        self._tell()
        self.update()

    def go_to(self, day: date) -> None:
        """Stand on a day."""
        self.day, self._at = day, 0
        self._tell()
        self.moved.emit()
        self.update()

    def here(self) -> list[EngagementRow]:
        """What is on the day the keyboard is on."""
        return self._by_day.get(self.day, [])

    def _tell(self) -> None:
        named = [f"{row.start_time} {row.title}, {label(row.status)}".strip() for row in self.here()]
        self.setAccessibleName(f"{format_day(self.day)}: {'; '.join(named) or _('nothing planned')}")

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and open."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(1 if key is Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(1 if key is Qt.Key.Key_PageDown else -1)
        elif key is Qt.Key.Key_Home:
            self.go_to(clock.today())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """Through the engagements of a day, then to the week above or below."""
        if 0 <= self._at + by < len(self.here()):
            self._at += by
            self.update()
        else:
            self.go_to(self.day + timedelta(days=7 * by))

    def turn(self, by: int) -> None:
        """To another month or week."""
        if self.span == WEEK:
            self.go_to(self.day + timedelta(days=7 * by))
            return
        year, month = divmod(self.day.year * 12 + self.day.month - 1 + by, 12)
        most = calendar.monthrange(year, month + 1)[1]
        self.go_to(date(year, month + 1, min(self.day.day, most)))

    def _enter(self) -> None:
        if self.here():
            self.opened.emit(self.here()[min(self._at, len(self.here()) - 1)].id)
        else:
            self.day_wanted.emit(self.day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on an engagement opens it, on a day goes there."""
        where = event.position().toPoint()
        for box, row in self._chips:
            if box.contains(where):
                self.opened.emit(row.id)
                return
        self.go_to(self._day_at(where.x(), where.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Plan something on an empty spot."""
        self.day_wanted.emit(self.day)

    def _day_at(self, x: int, y: int) -> date:
        weeks = weeks_shown(self.day, self.span)
        column = min(6, max(0, x * 7 // max(1, self.width())))
        row = min(weeks - 1, max(0, (y - HEAD) * weeks // max(1, self.height() - HEAD)))
        return first_day(self.day, self.span) + timedelta(days=7 * row + column)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        self._chips = []
        start, weeks = first_day(self.day, self.span), weeks_shown(self.day, self.span)
        width, height = self.width() / 7, (self.height() - HEAD) / weeks
        for number in range(7 * weeks):
            column, row = number % 7, number // 7
            left, top = round(column * width), HEAD + round(row * height)
            box = QRect(left, top, round((column + 1) * width) - left, HEAD + round((row + 1) * height) - top)
            if row == 0:
                self._paint_name(painter, QRect(left, 0, box.width(), HEAD), start + timedelta(days=column), scheme)
            self._paint_day(painter, box, start + timedelta(days=number), scheme)
        painter.end()

    def _paint_name(self, painter: QPainter, box: QRect, day: date, scheme: Colours) -> None:
        painter.setPen(QColor(scheme.muted))
        painter.drawText(box.adjusted(GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _(f"{day:%A}"))

    def _paint_day(self, painter: QPainter, box: QRect, day: date, scheme: Colours) -> None:
        is_other = self.span == MONTH and day.month != self.day.month
        painter.setPen(QColor(scheme.line))
        painter.setBrush(QColor(scheme.window if is_other else scheme.surface))
        painter.drawRect(box)
        is_today = day == clock.today()
        number = QRect(box.left() + GRID, box.top() + GRID, 6 * GRID, CHIP)
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.accent))
            painter.drawRoundedRect(QRectF(number), CHIP / 2, CHIP / 2)
        painter.setPen(QColor(scheme.on_accent if is_today else scheme.muted if is_other else scheme.text))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        self._paint_chips(painter, box, day, scheme)
        if day == self.day:
            pen = QPen(QColor(scheme.accent if self.hasFocus() else scheme.edge), 2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -2, -2), RADIUS / 2, RADIUS / 2)

    def _paint_chips(self, painter: QPainter, box: QRect, day: date, scheme: Colours) -> None:
        rows = self._by_day.get(day, [])
        top = box.top() + CHIP + GRID + GRID // 2
        room = max(0, (box.bottom() - top) // (CHIP + 2))
        shown = rows if len(rows) <= room else rows[: max(0, room - 1)]
        for at, row in enumerate(shown):
            chip = QRect(box.left() + GRID, top + at * (CHIP + 2), box.width() - 2 * GRID, CHIP)
            self._paint_chip(painter, chip, row, scheme, day == self.day and at == self._at and self.hasFocus())
            self._chips.append((chip, row))
        if len(shown) < len(rows):
            more = QRect(box.left() + GRID, box.bottom() - CHIP, box.width() - 2 * GRID, CHIP)
            painter.setPen(QColor(scheme.muted))
            words = _("{count} more").format(count=len(rows) - len(shown))
            painter.drawText(more.adjusted(GRID, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_chip(self, painter: QPainter, box: QRect, row: EngagementRow, scheme: Colours, is_on: bool) -> None:
        pill = row_pill(row)
        soft = str(getattr(scheme, f"{pill.tone.value}_soft"))
        ink = scheme.muted if pill.tone.value == "neutral" else str(getattr(scheme, pill.tone.value))
        painter.setPen(QPen(QColor(scheme.accent), 2) if is_on else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(QRectF(box), GRID, GRID)
        mark = QRectF(box.left() + GRID, box.center().y() - SHAPE_SIZE / 2, SHAPE_SIZE, SHAPE_SIZE)
        paint_shape(painter, mark, SHAPES[pill.tone], QColor(ink))
        words = box.adjusted(SHAPE_SIZE + 2 * GRID + 2, 0, -GRID, 0)
        text = f"{row.start_time} {row.title}".strip()
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(scheme.text))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class EngagementCalendar(QWidget):
    """The grid with its title and the buttons that turn it."""

    opened = Signal(int)
    day_wanted = Signal(object)

    def __init__(self, service: Service, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engagements-calendar")
        self._asker = Asker(self, service, self._show)
        self._asked: tuple[date, date] | None = None
        self.grid = CalendarGrid()
        self._title: QLabel = heading("", 12, "engagements-calendar-title")
        before = tool(Icon.CARET_LEFT, _("Before (Page Up)"), "engagements-calendar-before")
        after = tool(Icon.CARET_RIGHT, _("After (Page Down)"), "engagements-calendar-after")
        today = secondary(_("Today"), "engagements-calendar-today")
        before.clicked.connect(self._turn_back)
        after.clicked.connect(self._turn_on)
        today.clicked.connect(self._go_today)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(before)
        top.addWidget(after)
        top.addWidget(self._title, 1)
        top.addWidget(today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self.grid.opened.connect(self.opened)
        self.grid.day_wanted.connect(self.day_wanted)
        self.grid.moved.connect(self._follow)

    def show_span(self, span: str) -> None:
        """A month or a week."""
        self.grid.span = span
        self._asked = None
        self._follow()

    def refresh(self) -> None:
        """Ask again."""
        self._asked = None
        self._follow()

    def _follow(self) -> None:
        first = first_day(self.grid.day, self.grid.span)
        last = first + timedelta(days=7 * weeks_shown(self.grid.day, self.grid.span) - 1)
        self._title.setText(self._words(first, last))
        if self._asked != (first, last):
            self._asked = (first, last)
            self._asker.ask(rows_between, first, last)
        self.grid.update()

    def _words(self, first: date, last: date) -> str:
        if self.grid.span == MONTH:
            return f"{_(f'{self.grid.day:%B}')} {self.grid.day.year}"
        return _("{first} to {last}").format(first=format_day(first), last=format_day(last))

    def _show(self, rows: list[EngagementRow]) -> None:
        self.grid.show_rows(rows)

    def _turn_back(self) -> None:
        self.grid.turn(-1)

    def _turn_on(self) -> None:
        self.grid.turn(1)

    def _go_today(self) -> None:
        self.grid.go_to(clock.today())
