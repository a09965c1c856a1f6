"""The list that drops below a line while typing: names with a detail, chosen by arrows and Enter or by mouse."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.icons import Icon, paint_icon
from ui.theme import GRID, PADDING, colours, small_font

CHOICE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
GLYPH_ROLE = CHOICE_ROLE + 1
ONE_LINE = 9 * GRID
TWO_LINES = 12 * GRID
HINT = 7 * GRID


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen: a record, or with id 0 the text that was typed."""

    id: int
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Guess(Choice):
    """A record written otherwise that may be meant: offered last, so that Enter alone does not take it."""


class ChoiceDelegate(QStyledItemDelegate):
    """Paints an icon, the name, and the detail small under it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        widget = option.widget
        scheme = colours(widget)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(scheme.accent_soft))
        box = option.rect.adjusted(PADDING - GRID, GRID, -2 * GRID, -GRID)
        glyph = index.data(GLYPH_ROLE)
        if glyph is not None:
            mark = QRect(box.left(), box.center().y() - 9, 18, 18)
            paint_icon(painter, mark, Icon(glyph), QColor(scheme.muted))
            box.setLeft(mark.right() + 3 * GRID)
        self._paint_words(painter, box, index, option)

    def _paint_words(
        self,
        painter: QPainter,
        box: QRect,
        index: QModelIndex | QPersistentModelIndex,
        option: QStyleOptionViewItem,
    ) -> None:
        scheme = colours(option.widget)
        choice = index.data(CHOICE_ROLE)
        detail = choice.detail if isinstance(choice, Choice) else ""
        upper = box.adjusted(0, 0, 0, -box.height() // 2) if detail else box
        painter.setFont(option.font)
        painter.setPen(QColor(scheme.text))
        name = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, name)
        if detail:
            painter.setFont(small_font())
            painter.setPen(QColor(scheme.muted))
            lower = box.adjusted(0, box.height() // 2, 0, 0)
            shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The room wanted."""
        choice = index.data(CHOICE_ROLE)
        return QSize(200, TWO_LINES if isinstance(choice, Choice) and choice.detail else ONE_LINE)


class ChoiceList(QListView):
    """The list; the owner fills it, moves in it with `step`, and listens to `picked`."""

    picked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "framed")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(ChoiceDelegate(self))
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._hint = QLabel(self)
        self._hint.setObjectName(f"{name}-hint")
        self._hint.setProperty("look", "muted")
        self._hint.setFont(small_font())
        self._hint.hide()
        self.clicked.connect(self._pick)

    def fill(self, rows: list[tuple[object, str, Icon | None]]) -> None:
        """Show these (what is picked, words, icon) and stand on the first."""
        self._items.clear()
        for data, words, glyph in rows:
            item = QStandardItem(words)
            item.setData(data, CHOICE_ROLE)
            item.setData(None if glyph is None else int(glyph), GLYPH_ROLE)
            detail = data.detail if isinstance(data, Choice) else ""
            item.setData(f"{words}, {detail}" if detail else words, Qt.ItemDataRole.AccessibleTextRole)
            self._items.appendRow(item)
        self.stand_on(0)

    def set_hint(self, text: str) -> None:
        """A line below the rows that says which keys do what; empty takes it away."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self.setViewportMargins(0, 0, 0, HINT if text else 0)
        self._place_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint stays at the foot."""
        super().resizeEvent(event)
        self._place_hint()

    def _place_hint(self) -> None:
        self._hint.setGeometry(PADDING - GRID, self.height() - HINT - 1, self.width() - 2 * GRID, HINT)

    def count(self) -> int:
        """How many there are."""
        return self._items.rowCount()

    def stand_on(self, row: int) -> None:
        """Mark one row."""
        self.setCurrentIndex(self._items.index(row, 0))

    def step(self, by: int) -> None:
        """Move the mark up or down, around the ends."""
        if self.count():
            self.stand_on((self.currentIndex().row() + by) % self.count())

    def current(self) -> object:
        """What the mark is on, None when the list is empty."""
        return self.currentIndex().data(CHOICE_ROLE)

    def drop_below(self, widget: QWidget, most: int = 8) -> None:
        """Place the list under a widget of the same window, or above it when there is no room, and show it."""
        window = widget.window()
        height = sum(self.sizeHintForRow(row) for row in range(min(self.count(), most))) + 2 * GRID
        height += HINT if self._hint.text() else 0
        corner = widget.mapTo(window, QPoint(0, widget.height() + GRID))
        if corner.y() + height > window.height():
            corner.setY(max(0, widget.mapTo(window, QPoint(0, 0)).y() - height - GRID))
        self.setParent(window)
        self.setGeometry(corner.x(), corner.y(), max(widget.width(), 240), height)
        self.show()
        self.raise_()

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(index.data(CHOICE_ROLE))
