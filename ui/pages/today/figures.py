"""A few figures with a small picture: what became of all commitments, told apart by pattern and words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.translations import _, ngettext
from ui.pages.today.cards import SentencesCard
from ui.theme import GAP, GRID, colours, small_font
from ui.widgets.cards import label

BAR = 5 * GRID
MARK = 3 * GRID
FULL, HATCHED, EMPTY = Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.NoBrush


class FiguresCard(SentencesCard):
    """The bar, its three numbers in words, the engagements of the month, and what is less pressing."""

    def __init__(self) -> None:
        super().__init__(_("All commitments so far"), "today-figures")
        self.bar = KeptBar()
        self.engagements = label("", "muted", "today-figures-engagements")
        self.body.insertWidget(0, self.bar)
        self.body.insertWidget(1, self.engagements)

    def show_figures(self, figures: Mapping[str, int]) -> None:
        """Replace what is shown."""
        self.bar.show_counts(figures["kept"], figures["closed"] - figures["kept"], figures["open"])
        self.engagements.setText(
            ngettext(
                "{count} engagement in the last 30 days.",
                "{count} engagements in the last 30 days.",
                figures["engagements"],
            )
        )


class KeptBar(QWidget):
    """Kept is full, otherwise closed is hatched, open is empty: it reads without colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today-kept-bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: list[tuple[int, str, Qt.BrushStyle]] = []
        self.show_counts(0, 0, 0)

    def show_counts(self, kept: int, ended: int, still_open: int) -> None:
        """Show these numbers."""
        self._parts = [
            (kept, _("{count} kept").format(count=kept), FULL),
            (ended, _("{count} closed otherwise").format(count=ended), HATCHED),
            (still_open, _("{count} open").format(count=still_open), EMPTY),
        ]
        self.setAccessibleName(", ".join(words for _count, words, _style in self._parts))
        self.update()

    def sizeHint(self) -> QSize:
        """The bar and one line of words."""
        return QSize(240, BAR + GAP + self.fontMetrics().height() + GRID)

    def minimumSizeHint(self) -> QSize:
        """The same height, less width."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        total = sum(count for count, _words, _style in self._parts)
        left, right = 0.5, self.width() - 1.0
        at, words_at = left, 0.0
        for count, words, style in self._parts:
            width = (right - left) * count / total if total else 0.0
            self._paint_part(painter, QRectF(at, 0.5, width, BAR), style)
            at += width
            words_at = self._paint_words(painter, words_at, words, style)
        if not total:
            self._paint_part(painter, QRectF(left, 0.5, right - left, BAR), EMPTY)

    def _paint_part(self, painter: QPainter, box: QRectF, style: Qt.BrushStyle) -> None:
        if box.width() <= 0:
            return
        ink = QColor(colours(self).accent)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(QBrush(ink, style) if style is not EMPTY else QBrush(QColor(colours(self).surface)))
        painter.drawRect(box)

    def _paint_words(self, painter: QPainter, at: float, words: str, style: Qt.BrushStyle) -> float:
        top = BAR + GAP
        height = painter.fontMetrics().height()
        self._paint_part(painter, QRectF(at + 0.5, top + (height - MARK) / 2, MARK, MARK), style)
        painter.setPen(QColor(colours(self).text))
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QRectF(at + MARK + GRID + 2, top, width + 4, height), Qt.AlignmentFlag.AlignVCenter, words)
        return at + MARK + GRID + width + 4 * GRID
