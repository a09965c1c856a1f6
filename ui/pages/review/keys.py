"""The keys of the Review as buttons with their letter; those that do not fit the record are shown disabled."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from crm.queries.review_items import ReviewItem
from crm.rules.review import Key, Kind, key_words
from resources.translations import _
from ui.theme import GAP, GRID, colours
from ui.widgets.buttons import WordsButton

CAP = 5 * GRID
ACROSS = 5


class KeyButton(WordsButton):
    """A letter on a keycap, and what it says."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key
        self._words = ""
        self.setObjectName(f"review-key-{key.value}")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """What the key says of the record shown."""
        self._words = words
        self.setAccessibleName(_("{words}, key {letter}").format(words=words, letter=self.key.value.upper()))
        self.update()

    def words(self) -> str:
        """What the key says."""
        return self._words

    def sizeHint(self) -> QSize:
        """Room for the keycap and the words."""
        width = self.fontMetrics().horizontalAdvance(self._words) + CAP + 5 * GRID
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never less than the whole."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button as usual, with keycap and words on it."""
        super().paintEvent(event)
        scheme = colours(self)
        ink = QColor(scheme.text if self.isEnabled() else scheme.edge)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap = QRectF(2 * GRID, (self.height() - CAP) / 2, CAP, CAP)
        painter.setPen(QColor(scheme.edge if self.isEnabled() else scheme.line))
        painter.setBrush(QColor(scheme.raised))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID)
        painter.setPen(QColor(scheme.accent) if self.isEnabled() else ink)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key.value.upper())
        painter.setPen(ink)
        room = self.rect().adjusted(int(cap.right()) + 2 * GRID, 0, -GRID, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        painter.end()


class KeyPad(QWidget):
    """Every key there is, in the order of the card."""

    pressed = Signal(object)  # Key

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review-keys")
        self.buttons = {key: KeyButton(key) for key in Key}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for at, (key, button) in enumerate(self.buttons.items()):
            button.clicked.connect(partial(self.pressed.emit, key))
            grid.addWidget(button, at // ACROSS, at % ACROSS)
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
        self._show(Kind.COMMITMENT, ())

    def show_item(self, item: ReviewItem) -> None:
        """What each key says of this record, and which it takes."""
        self._show(item.kind, item.keys)

    def _show(self, kind: Kind, keys: tuple[Key, ...]) -> None:
        for key, button in self.buttons.items():
            button.set_words(key_words(key, kind))
            button.setEnabled(key in keys)
