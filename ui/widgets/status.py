"""A status as a word beside a drawn shape, so that it never depends on colour; one painter for lists and pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import GRID, Colours, colours

STATUS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SHAPE_SIZE = 9


class Shape(Enum):
    """The drawn mark before the word."""

    CIRCLE = "circle"
    RING = "ring"
    TRIANGLE = "triangle"
    SQUARE = "square"
    DIAMOND = "diamond"


class Tone(Enum):
    """How a status feels; the value names the colour field."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neutral"


SHAPES = {
    Tone.GOOD: Shape.CIRCLE,
    Tone.WARNING: Shape.TRIANGLE,
    Tone.BAD: Shape.SQUARE,
    Tone.INFO: Shape.DIAMOND,
    Tone.NEUTRAL: Shape.RING,
}


@dataclass(frozen=True)
class Status:
    """A word with its tone; the shape follows from the tone unless given."""

    text: str
    tone: Tone = Tone.NEUTRAL
    shape: Shape | None = None


def pill_size(status: Status, metrics: QFontMetrics) -> QSize:
    """The room a pill needs."""
    return QSize(metrics.horizontalAdvance(status.text) + SHAPE_SIZE + 7 * GRID, metrics.height() + GRID)


def paint_pill(painter: QPainter, rect: QRect, status: Status, metrics: QFontMetrics, scheme: Colours) -> None:
    """Paint the pill at the left of the rectangle, its word elided to the room there is."""
    size = pill_size(status, metrics)
    pill = QRectF(
        rect.left(), rect.center().y() - size.height() / 2 + 1, min(size.width(), rect.width()), size.height()
    )
    ink, ground = _tints(status.tone, scheme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    mark = QRectF(pill.left() + 2 * GRID + 1, pill.center().y() - SHAPE_SIZE / 2, SHAPE_SIZE, SHAPE_SIZE)
    paint_shape(painter, mark, status.shape or SHAPES[status.tone], ink)
    painter.setPen(ink)
    words = pill.adjusted(SHAPE_SIZE + 4 * GRID, 0, -2 * GRID, 0)
    shown = metrics.elidedText(status.text, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()


def paint_shape(painter: QPainter, box: QRectF, shape: Shape, ink: QColor) -> None:
    """Draw the mark (fonts for paper and screen lack these signs)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if shape is Shape.SQUARE:
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape is Shape.TRIANGLE:
        painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif shape is Shape.DIAMOND:
        middle = box.center()
        corners = [(middle.x(), box.top()), (box.right(), middle.y()), (middle.x(), box.bottom())]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in [*corners, (box.left(), middle.y())]]))
    elif shape is Shape.RING:
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    else:
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _tints(tone: Tone, scheme: Colours) -> tuple[QColor, QColor]:
    ink = scheme.muted if tone is Tone.NEUTRAL else str(getattr(scheme, tone.value))
    return QColor(ink), QColor(str(getattr(scheme, f"{tone.value}_soft")))


class StatusPill(QWidget):
    """One status on a page."""

    def __init__(self, status: Status, parent: QWidget | None = None, name: str = "status") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._status = status
        self.set_status(status)

    def set_status(self, status: Status) -> None:
        """Show another status."""
        self._status = status
        self.setAccessibleName(status.text)
        self.setToolTip(status.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The room wanted."""
        return pill_size(self._status, self.fontMetrics())

    def minimumSizeHint(self) -> QSize:
        """Never less than the whole."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        painter = QPainter(self)
        paint_pill(painter, self.rect(), self._status, self.fontMetrics(), colours(self))


class StatusDelegate(QStyledItemDelegate):
    """Draws the status of a cell as a pill over the usual background."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        status = index.data(STATUS_ROLE)
        if isinstance(status, Status):
            room = option.rect.adjusted(2 * GRID, 0, -GRID, 0)
            paint_pill(painter, room, status, option.fontMetrics, colours(widget))
