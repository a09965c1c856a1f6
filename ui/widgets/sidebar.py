"""The navigation on the left: icon and word, arrow keys, and a count where something waits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from resources.translations import _
from ui.icons import Icon, paint_icon
from ui.theme import GAP, GRID, RADIUS, colours
from ui.widgets.buttons import press_on_enter

WIDTH = 49 * GRID
ENTRY_HEIGHT = 9 * GRID
LEAST_HEIGHT = 7 * GRID  # of an entry in a low window


@dataclass(frozen=True)
class SidebarEntry:
    """One entry: the name that is emitted, its word and icon."""

    name: str
    text: str
    icon: Icon
    is_below: bool = False
    is_place: bool = True  # False: a command such as Lock, never lit
    shortcut: str = ""


class SidebarButton(QAbstractButton):
    """One entry, painted on the rail."""

    def __init__(self, entry: SidebarEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self._badge = 0
        self.setObjectName(f"go-{entry.name}")
        self.setText(entry.text)
        self.setCheckable(entry.is_place)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(f"{entry.text} ({entry.shortcut})" if entry.shortcut else entry.text)
        self.set_badge(0)

    def set_badge(self, count: int) -> None:
        """Show how many wait; 0 hides it."""
        self._badge = count
        words = _("{page}, {count} waiting").format(page=self.entry.text, count=count)
        self.setAccessibleName(words if count else self.entry.text)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, as the space bar does."""
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The room wanted."""
        return QSize(WIDTH, ENTRY_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It gives way where the window is low and the pages are many."""
        return QSize(WIDTH, LEAST_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(GAP, 1, -GAP, -1)
        is_lit = self.isChecked() or self.isDown()
        if is_lit or self.underMouse():
            ground = QColor(scheme.rail_active)
            ground.setAlphaF(1.0 if is_lit else 0.55)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.isChecked():
            painter.setBrush(QColor(scheme.toast_link if not scheme.is_dark else scheme.warning))
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 2 * GRID, 3, box.height() - 4 * GRID), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(QColor(scheme.on_rail))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        self._paint_words(painter, QColor(scheme.on_rail if is_lit else scheme.rail_muted))

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        scheme = colours(self)
        paint_icon(painter, QRect(GAP + 3 * GRID, (self.height() - 19) // 2, 19, 19), self.entry.icon, ink)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Medium if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(scheme.on_rail))
        left = GAP + 11 * GRID - 2
        room = QRect(left, 0, self.width() - left - GAP - (9 * GRID if self._badge else 0), self.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if self._badge:
            count = str(self._badge) if self._badge < 1000 else "999+"
            painter.setPen(QColor(scheme.rail_muted))
            painter.drawText(
                QRect(self.width() - 60, 0, 60 - GAP - 3 * GRID, self.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                count,
            )


class Sidebar(QWidget):
    """The rail; emits the name of what the user wants."""

    wanted = Signal(str)

    def __init__(self, entries: list[SidebarEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Navigation"))
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14 * GRID, 0, GAP + GRID)
        column.setSpacing(GRID // 2)
        self.buttons = {entry.name: SidebarButton(entry, self) for entry in entries}
        for button in self.buttons.values():
            button.clicked.connect(self._press)
        for is_below in (False, True):
            for button in self.buttons.values():
                if button.entry.is_below is is_below:
                    column.addWidget(button)
            if not is_below:
                column.addStretch(1)

    def light(self, name: str) -> None:
        """Show which place the window is at."""
        for button in self.buttons.values():
            button.setChecked(button.entry.name == name)

    def set_badge(self, name: str, count: int) -> None:
        """Show how many wait at a place."""
        self.buttons[name].set_badge(count)

    def _press(self) -> None:
        button = self.sender()
        if isinstance(button, SidebarButton):
            button.setChecked(False)
            self.wanted.emit(button.entry.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of our own first."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(scheme.rail))
        _paint_mark(painter, QRectF(GAP + 3 * GRID, 4 * GRID, 24, 24), scheme.on_rail, scheme.rail)
        font = QFont(self.font())
        font.setPointSizeF(13)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(scheme.on_rail))
        painter.drawText(QRect(GAP + 11 * GRID - 2, 4 * GRID, 140, 24), Qt.AlignmentFlag.AlignVCenter, "Kgotla")


def _paint_mark(painter: QPainter, box: QRectF, ink: str, ground: str) -> None:
    """The sign of the program: an open ring of seats, seen from above, around the ochre ground."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    painter.drawEllipse(box)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(box.adjusted(4, 4, -4, -4))
    painter.drawRect(QRectF(box.center().x() - 3, box.bottom() - 6, 6, 7))
    painter.setBrush(QColor("#e0a63f"))
    painter.drawEllipse(box.adjusted(8, 8, -8, -8))
