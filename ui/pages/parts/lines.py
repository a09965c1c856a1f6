"""A record in one or two lines on a page: painted in one piece, opened with a click, Enter or the space bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import Icon, paint_icon
from ui.theme import GAP, GRID, RADIUS, Colours, colours, small_font
from ui.widgets.status import Status, paint_pill, pill_size

AT_WORDS = int(Qt.TextFlag.TextWordWrap)
ANYWHERE = int(Qt.TextFlag.TextWrapAnywhere)
ICON = 18
MOST_LINES = 3


@dataclass(frozen=True)
class Line:
    """What a line says; without a record behind it, activating it only tells its owner."""

    title: str
    detail: str = ""
    noun: str = ""
    record_id: int = 0
    status: Status | None = None
    glyph: Icon | None = None
    side: str = ""  # small, on the right: a date


class RecordLine(QAbstractButton):
    """One line; `opened(noun, id)` when it is activated."""

    opened = Signal(str, int)

    def __init__(self, line: Line, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setObjectName(name)
        spoken = (line.title, line.detail, line.status.text if line.status else "", line.side)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._small = small_font()
        self._measured: dict[int, tuple[int, int]] = {}  # heights by width: layouts ask for them again and again
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.opened.emit(self.line.noun, self.line.record_id)

    # Room

    def hasHeightForWidth(self) -> bool:
        """Long words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height all of it takes."""
        return self._height(width)

    def sizeHint(self) -> QSize:
        """The room wanted."""
        return QSize(240, self._height(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        """It gives way to a narrow page."""
        return QSize(80, 9 * GRID)

    def _height(self, width: int) -> int:
        title, detail = self._heights(width)
        return max(9 * GRID, title + detail + 3 * GRID)

    def _heights(self, width: int) -> tuple[int, int]:
        if width not in self._measured:
            self._measured[width] = self._measure(width)
        return self._measured[width]

    def _measure(self, width: int) -> tuple[int, int]:
        room = self._room(width)
        title = _height_of(self.line.title, self.fontMetrics(), room - self._right_width())
        detail = _height_of(self.line.detail, QFontMetrics(self._small), room) if self.line.detail else 0
        return title, detail

    def _room(self, width: int) -> int:
        return max(60, width - 2 * GAP - (ICON + GAP if self.line.glyph is not None else 0))

    def _right_width(self) -> int:
        if self.line.status is not None:
            return pill_size(self.line.status, QFontMetrics(self._small)).width() + GAP
        if self.line.side:
            return QFontMetrics(self._small).horizontalAdvance(self.line.side) + GAP
        return 0

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, scheme)
        box = self.rect().adjusted(GAP, GRID + GRID // 2, -GAP, -GRID)
        if self.line.glyph is not None:
            paint_icon(painter, QRect(box.topLeft(), QSize(ICON, ICON)), self.line.glyph, QColor(scheme.muted))
            box.setLeft(box.left() + ICON + GAP)
        self._paint_words(painter, box, scheme)
        painter.end()

    def _paint_ground(self, painter: QPainter, scheme: Colours) -> None:
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.raised))
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, RADIUS, RADIUS)

    def _paint_words(self, painter: QPainter, box: QRect, scheme: Colours) -> None:
        title, _detail = self._heights(self.width())
        right = self._right_width()
        painter.setPen(QColor(scheme.text))
        _draw(painter, QRect(box.topLeft(), QSize(box.width() - right, title)), self.line.title, self.font())
        self._paint_right(painter, box, right, scheme)
        if self.line.detail:
            painter.setPen(QColor(scheme.muted))
            lower = QRect(box.left(), box.top() + title + GRID // 2, box.width(), box.height() - title)
            _draw(painter, lower, self.line.detail, self._small)

    def _paint_right(self, painter: QPainter, box: QRect, width: int, scheme: Colours) -> None:
        if not width:
            return
        painter.setFont(self._small)
        metrics = QFontMetrics(self._small)
        place = QRect(QPoint(box.right() - width + GAP + 1, box.top()), QSize(width - GAP, self.fontMetrics().height()))
        if self.line.status is not None:
            paint_pill(painter, place, self.line.status, metrics, scheme)
        else:
            painter.setPen(QColor(scheme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.line.side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font takes other room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measured.clear()
            self.updateGeometry()


def _wrapping(text: str, metrics: QFontMetrics, width: int) -> int:
    """Break between words, unless one of them is wider than the line."""
    longest = max(text.split(), key=len, default="")
    return ANYWHERE if metrics.horizontalAdvance(longest[:400]) > width else AT_WORDS


def _whole_height(text: str, metrics: QFontMetrics, width: int) -> int:
    box = QRect(0, 0, max(20, width), 100_000)
    return int(metrics.boundingRect(box, _wrapping(text, metrics, width), text[:1000]).height())


def _height_of(text: str, metrics: QFontMetrics, width: int) -> int:
    """The height of the wrapped text, three lines at most."""
    if "\n" not in text and len(text) < 400 and metrics.horizontalAdvance(text) <= width:
        return int(metrics.height())
    return min(_whole_height(text, metrics, width), MOST_LINES * metrics.lineSpacing())


def _draw(painter: QPainter, box: QRect, text: str, font: QFont) -> None:
    painter.setFont(font)
    metrics = painter.fontMetrics()
    if _whole_height(text, metrics, box.width()) > MOST_LINES * metrics.lineSpacing():
        text = metrics.elidedText(text[:1000].replace("\n", " "), Qt.TextElideMode.ElideRight, int(box.width() * 2.8))
    painter.drawText(box, _wrapping(text, metrics, box.width()), text)
