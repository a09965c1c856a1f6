"""The month or the week: days to walk through with the arrows, each with its engagements and what is due."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolTip, QVBoxLayout, QWidget

from crm.rules import clock
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.background.service import Service
from ui.icons import Icon
from ui.pages.engagements.entries import Entry, read_days
from ui.pages.engagements.week import hours_shown, placed
from ui.theme import GAP, GRID, RADIUS, Colours, colours, small_font
from ui.widgets.buttons import secondary, tool
from ui.widgets.cards import heading
from ui.widgets.status import SHAPE_SIZE, SHAPES, paint_shape

HEAD = 7 * GRID  # pixels of the names of the days
CHIP = 5 * GRID + 2
GUTTER = 12 * GRID  # pixels of the hours beside a week
NARROW = 14 * GRID  # pixels of an engagement beside others
MOST_UNTIMED = 3  # of a day, above the hours of a week
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


class CalendarGrid(QWidget):
    """Paints the days. Arrows move the day, Page Up and Down the month, Enter opens what is on it, N plans there."""

    opened = Signal(str, int)  # noun and record
    plan_wanted = Signal(object)  # N
    day_wanted = Signal(object)  # Enter on an empty day, or a double click: plan something there
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engagements-calendar-grid")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.span = MONTH
        self.day = clock.today()
        self._at = 0  # which of the day's entries the keyboard is on
        self._by_day: dict[date, list[Entry]] = {}
        self._chips: list[tuple[QRect, Entry]] = []

    def show_days(self, entries: Sequence[Entry]) -> None:
        """Show what is on."""
        self._by_day = {}
        for entry in entries:
            self._by_day.setdefault(entry.on_day, []).append(entry)
        self._tell()
        self.update()

    def go_to(self, day: date) -> None:
        """Stand on a day."""
        self.day, self._at = day, 0
        self._tell()
        self.moved.emit()
        self.update()

    def here(self) -> list[Entry]:
        """What is on the day the keyboard is on."""
        return self._by_day.get(self.day, [])

    def _tell(self) -> None:
        said = [entry.spoken for entry in self.here()] or [_("nothing planned")]
        self.setAccessibleName(f"{format_day(self.day)}: {'; '.join(said)}")

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
        elif key is Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.plan_wanted.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """Through what is on a day, then to the week above or below."""
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
            entry = self.here()[min(self._at, len(self.here()) - 1)]
            self.opened.emit(entry.noun, entry.id)
        else:
            self.day_wanted.emit(self.day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on an entry opens it, on a day goes there."""
        where = event.position().toPoint()
        for box, entry in self._chips:
            if box.contains(where):
                self.opened.emit(entry.noun, entry.id)
                return
        self.go_to(self._day_at(where.x(), where.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Plan something on an empty spot."""
        self.day_wanted.emit(self.day)

    def event(self, event: QEvent) -> bool:
        """The whole of what is cut short, under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = [entry for box, entry in self._chips if box.contains(event.pos())]
            QToolTip.showText(event.globalPos(), under[0].tip if under else "", self)
            return True
        return super().event(event)

    def _day_at(self, x: int, y: int) -> date:
        weeks = weeks_shown(self.day, self.span)
        gutter = self._gutter()
        column = min(6, max(0, (x - gutter) * 7 // max(1, self.width() - gutter)))
        row = min(weeks - 1, max(0, (y - HEAD) * weeks // max(1, self.height() - HEAD)))
        return first_day(self.day, self.span) + timedelta(days=7 * row + column)

    # Painting

    def _gutter(self) -> int:
        """Pixels at the left for the hours of a week."""
        return GUTTER if self.span == WEEK else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        self._chips = []
        start, weeks = first_day(self.day, self.span), weeks_shown(self.day, self.span)
        gutter = self._gutter()
        width, height = (self.width() - gutter) / 7, (self.height() - HEAD) / weeks
        for number in range(7 * weeks):
            column, row = number % 7, number // 7
            left, top = gutter + round(column * width), HEAD + round(row * height)
            right = gutter + round((column + 1) * width)
            box = QRect(left, top, right - left, HEAD + round((row + 1) * height) - top)
            if row == 0:
                self._paint_name(painter, QRect(left, 0, box.width(), HEAD), start + timedelta(days=column), scheme)
            self._paint_day(painter, box, start + timedelta(days=number), scheme)
        if self.span == WEEK:
            self._paint_hours(painter, scheme)
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
        if self.span == WEEK:
            self._paint_hour_lines(painter, box, scheme)
            self._paint_timed(painter, box, day, scheme)
        else:
            self._paint_chips(painter, box, self._by_day.get(day, []), day, scheme)
        if day == self.day:
            pen = QPen(QColor(scheme.accent if self.hasFocus() else scheme.edge), 2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -2, -2), RADIUS / 2, RADIUS / 2)

    def _paint_due(self, painter: QPainter, box: QRect, left_out: Sequence[Entry], scheme: Colours) -> None:
        """A small mark beside the number of the day: how many deadlines there was no room for."""
        words = due_words(sum(entry.is_deadline for entry in left_out))
        if words:
            room = QRect(box.left() + 7 * GRID, box.top() + GRID, box.width() - 9 * GRID + 2, CHIP)
            painter.setPen(QColor(scheme.muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)

    # A week

    def _hours(self) -> tuple[int, int]:
        return hours_shown([entry for entries in self._by_day.values() for entry in entries])

    def _band(self) -> int:
        """Pixels above the hours: the number of the day, and what has no time."""
        most = max((sum(not one.start_time for one in entries) for entries in self._by_day.values()), default=0)
        return CHIP + 2 * GRID + min(most, MOST_UNTIMED) * (CHIP + 2)

    def _y_of(self, minutes: int) -> int:
        """Where a minute of the day lies."""
        first, last = self._hours()
        top = HEAD + self._band()
        return top + round((minutes - 60 * first) * (self.height() - 1 - top) / (60 * (last - first)))

    def _paint_hours(self, painter: QPainter, scheme: Colours) -> None:
        first, last = self._hours()
        painter.setPen(QColor(scheme.muted))
        is_tight = self._y_of(60) - self._y_of(0) < CHIP - GRID
        for hour in range(first, last, 2 if is_tight else 1):
            box = QRect(0, self._y_of(60 * hour) - CHIP // 2, GUTTER - GRID, CHIP)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{hour:02d}:00")

    def _paint_hour_lines(self, painter: QPainter, box: QRect, scheme: Colours) -> None:
        first, last = self._hours()
        painter.setPen(QColor(scheme.line))
        for hour in range(first, last):
            painter.drawLine(box.left(), self._y_of(60 * hour), box.right(), self._y_of(60 * hour))

    def _paint_timed(self, painter: QPainter, box: QRect, day: date, scheme: Colours) -> None:
        entries = self._by_day.get(day, [])
        band = QRect(box.left(), box.top(), box.width(), self._band())
        self._paint_chips(painter, band, [entry for entry in entries if not entry.start_time], day, scheme)
        room = box.width() - 2 * GRID
        for one in placed(entries):
            left = box.left() + GRID + room * one.lane // one.lanes
            top, width = self._y_of(one.start) + 1, room // one.lanes - (2 if one.lanes > 1 else 0)
            chip = QRect(left, top, width, max(CHIP - 2, self._y_of(one.end) - top - 1))
            words = one.entry.title if one.lanes > 1 else one.entry.timed
            self._paint_chip(painter, chip, one.entry, scheme, self._is_on(one.entry, day), words)
            self._chips.append((chip, one.entry))

    def _is_on(self, entry: Entry, day: date) -> bool:
        """Whether the keyboard is on this entry."""
        here = self.here()
        return day == self.day and self.hasFocus() and bool(here) and here[min(self._at, len(here) - 1)] is entry

    def _paint_chips(self, painter: QPainter, box: QRect, entries: Sequence[Entry], day: date, scheme: Colours) -> None:
        top = box.top() + CHIP + GRID + GRID // 2
        room = (box.bottom() - top) // (CHIP + 2)
        is_low = room < 2
        if is_low:
            top = box.top() + CHIP + 2
            room = max(1, (box.bottom() - top) // (CHIP + 2))
        shown = entries if len(entries) <= room else entries[: room if is_low else max(1, room - 1)]
        for at, entry in enumerate(shown):
            chip = QRect(box.left() + GRID, top + at * (CHIP + 2), box.width() - 2 * GRID, CHIP)
            self._paint_chip(painter, chip, entry, scheme, self._is_on(entry, day), entry.timed)
            self._chips.append((chip, entry))
        if len(shown) < len(entries):
            self._paint_more(painter, box, len(entries) - len(shown), is_low, scheme)
            self._paint_due(painter, box, entries[len(shown) :], scheme)

    def _paint_more(self, painter: QPainter, box: QRect, count: int, is_low: bool, scheme: Colours) -> None:
        """How many are not shown: below the others, or beside the number of the day where there is no room."""
        more = QRect(box.left() + GRID, box.bottom() - CHIP, box.width() - 2 * GRID, CHIP)
        words = _("{count} more").format(count=count)
        if is_low:
            more, words = QRect(box.left() + 7 * GRID, box.top() + GRID, box.width() // 3, CHIP), f"+{count}"
        painter.setPen(QColor(scheme.muted))
        painter.drawText(more.adjusted(GRID, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_chip(self, painter: QPainter, box: QRect, entry: Entry, scheme: Colours, is_on: bool, text: str) -> None:
        pill = entry.pill
        soft = str(getattr(scheme, f"{pill.tone.value}_soft"))
        ink = scheme.muted if pill.tone.value == "neutral" else str(getattr(scheme, pill.tone.value))
        edge = QPen(QColor(ink)) if entry.is_deadline else Qt.PenStyle.NoPen  # it takes no time: not filled
        painter.setPen(QPen(QColor(scheme.accent), 2) if is_on else edge)
        painter.setBrush(Qt.BrushStyle.NoBrush if entry.is_deadline else QColor(soft))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID)
        first = QRect(box.left(), box.top(), box.width(), min(box.height(), CHIP))
        mark = QRectF(box.left() + GRID, first.center().y() - SHAPE_SIZE / 2, SHAPE_SIZE, SHAPE_SIZE)
        has_mark = box.width() > NARROW  # else the words need the room; the tip says how it stands
        if has_mark:
            paint_shape(painter, mark, SHAPES[pill.tone], QColor(ink))
        words = box.adjusted(SHAPE_SIZE + 2 * GRID + 2 if has_mark else GRID, 0, -GRID, 0)
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(scheme.text))
        lines = box.height() // metrics.lineSpacing()
        if lines < 2:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
            return
        room = words.adjusted(0, (CHIP - metrics.lineSpacing()) // 2, 0, 0)
        room.setHeight(lines * metrics.lineSpacing())
        painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, fitting(text, metrics, room))


def due_words(count: int) -> str:
    """“2 due”, empty for none."""
    return ngettext("{count} due", "{count} due", count) if count else ""


def fitting(text: str, metrics: QFontMetrics, room: QRect) -> str:
    """As many words as fit when wrapped, with an ellipsis where some are left out."""
    shown = text
    while " " in shown:
        said = shown if shown == text else f"{shown}…"
        wanted = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, said)
        if wanted.height() <= room.height() and wanted.width() <= room.width():
            return said
        shown = shown.rpartition(" ")[0]
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())


class EngagementCalendar(QWidget):
    """The grid with its title and the buttons that turn it."""

    opened = Signal(str, int)
    plan_wanted = Signal(object)
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
        self.grid.opened.connect(self.opened)
        self.grid.day_wanted.connect(self.day_wanted)
        self.grid.plan_wanted.connect(self.plan_wanted)
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
            self._asker.ask(read_days, first, last)
        self.grid.update()

    def _words(self, first: date, last: date) -> str:
        if self.grid.span == MONTH:
            return f"{_(f'{self.grid.day:%B}')} {self.grid.day.year}"
        return _("{first} to {last}").format(first=format_day(first), last=format_day(last))

    def _show(self, entries: list[Entry]) -> None:
        self.grid.show_days(entries)

    def _turn_back(self) -> None:
        self.grid.turn(-1)

    def _turn_on(self) -> None:
        self.grid.turn(1)

    def _go_today(self) -> None:
        self.grid.go_to(clock.today())
