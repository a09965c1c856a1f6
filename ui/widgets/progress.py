"""How far something is, as a bar beside its words; drawn as the progress of a job is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import GRID, Colours, colours

BAR_ROLE = int(Qt.ItemDataRole.UserRole) + 2
HEIGHT = 6
WORDS = 11 * GRID  # the room of “100 %”


def paint_bar(painter: QPainter, room: QRectF, percent: int, scheme: Colours) -> None:
    """Paint the bar across the room, in its middle."""
    track = QRectF(room.left(), room.center().y() - HEIGHT / 2, room.width(), HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for width, colour in ((track.width(), scheme.line), (track.width() * percent / 100, scheme.accent)):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(track.left(), track.top(), width, HEIGHT), HEIGHT / 2, HEIGHT / 2)
    painter.restore()


class BarDelegate(QStyledItemDelegate):
    """Draws the words of a cell and, in the room that is left, how far it is."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        percent = index.data(BAR_ROLE)
        room = QRectF(option.rect).adjusted(2 * GRID + WORDS, 0, -2 * GRID, 0)
        if isinstance(percent, int) and room.width() > 4 * GRID:
            paint_bar(painter, room, percent, colours(option.widget))
