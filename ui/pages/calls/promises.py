"""The open promises a caller speaks for, each with a box to tick: arrows walk, Space ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crm.queries.commitments import CommitmentRow
from ui.icons import Icon, paint_icon
from ui.pages.commitments.looks import other_party, party_words, quoted
from ui.theme import GAP, GRID, colours, small_font

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
HEIGHT = 11 * GRID  # pixels of one promise
BOX = 18
MOST = 4  # promises in sight; the rest is scrolled to


class _Delegate(QStyledItemDelegate):
    """Paints the box, who and what, and the one sentence."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one promise."""
        row, widget = index.data(ROW_ROLE), option.widget
        scheme = colours(widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_here = bool(option.state & QStyle.StateFlag.State_Selected) and widget.hasFocus()
        if is_here:
            painter.fillRect(option.rect, QColor(scheme.accent_soft))
        box = option.rect.adjusted(GAP, GRID // 2, -GAP, -GRID // 2)
        is_ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        mark = QRect(box.left(), box.center().y() - BOX // 2, BOX, BOX)
        painter.setPen(QPen(QColor(scheme.accent if is_ticked or is_here else scheme.edge), 1.5))
        painter.setBrush(QColor(scheme.accent if is_ticked else scheme.surface))
        painter.drawRoundedRect(QRectF(mark), GRID, GRID)
        if is_ticked:
            paint_icon(painter, mark.adjusted(2, 2, -2, -2), Icon.CHECK, QColor(scheme.on_accent))
        box.setLeft(mark.right() + GAP + GRID)
        upper = box.adjusted(0, 0, 0, -box.height() // 2)
        lower = box.adjusted(0, box.height() // 2, 0, 0)
        width = QFontMetrics(small_font()).horizontalAdvance(row.reference) + GRID
        beside = upper.adjusted(upper.width() - width, 0, 0, 0)
        self._line(painter, beside, row.reference, small_font(), QColor(scheme.muted))
        self._line(
            painter, upper.adjusted(0, 0, -width - GAP, 0), _promise_words(row), option.font, QColor(scheme.text)
        )
        self._line(painter, lower, row.sentence, small_font(), QColor(scheme.muted))
        painter.fillRect(QRect(option.rect.bottomLeft(), QSize(option.rect.width(), 1)), QColor(scheme.line))
        painter.restore()

    def _line(self, painter: QPainter, box: QRect, text: str, font: QFont, ink: QColor) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The room wanted."""
        return QSize(200, HEIGHT)


def _promise_words(row: CommitmentRow) -> str:
    return f"{party_words(other_party(row))}: {quoted(row.words)}"


class CallPromises(QListWidget):
    """Ticks are told by `changed`."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "framed")
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.itemChanged.connect(self.changed)

    def show_promises(self, rows: Sequence[CommitmentRow]) -> None:
        """Show these, none of them ticked."""
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(f"{_promise_words(row)} {row.sentence}")
            item.setData(ROW_ROLE, row)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(f"{quoted(row.words)}\n{row.sentence}")
            self.addItem(item)
        self.blockSignals(False)
        self.setFixedHeight(min(len(rows), MOST) * HEIGHT + 2)
        self.changed.emit()

    def ticked(self) -> list[int]:
        """The ids of what is ticked, from top to bottom."""
        items = [self.item(at) for at in range(self.count())]
        return [item.data(ROW_ROLE).id for item in items if item.checkState() is Qt.CheckState.Checked]

    def tick(self, at: int) -> None:
        """Tick one, or take its tick away."""
        item = self.item(at)
        is_on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the first."""
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on a promise ticks it."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.button() is Qt.MouseButton.LeftButton:
            self.setCurrentItem(item)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.tick(self.row(item))
