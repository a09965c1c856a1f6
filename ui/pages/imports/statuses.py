"""Asking once what a register's own words for the status mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from crm.rules.commitments import Outcome
from crm.rules.names import fold
from crm.rules.status_words import NOTE_ONLY, PROMISE, STATUS_WORDS, StatusWords
from resources.translations import _
from ui.pages.parts.choosing import choose, combo
from ui.theme import GAP, GRID
from ui.widgets.cards import label as words_label

PAIR = 270  # pixels a word and what it means take


class StatusPicker(QWidget):
    """One box for each word nobody has explained yet, with what it most likely means."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-statuses")
        self._boxes: dict[str, QComboBox] = {}
        self._pairs: list[tuple[QLabel, QComboBox]] = []
        self._across = 0
        self._asked = words_label(
            _("What do this list's words for the status mean? It is asked once and remembered."),
            name="import-statuses-question",
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._asked)
        column.addLayout(self._grid)

    def offer(self, words: Sequence[tuple[str, str]], noun: str = "commitments") -> None:
        """Ask about these words of a register of this noun; each comes with a guess."""
        known = STATUS_WORDS[noun]
        for word_label, box in self._pairs:
            for widget in (word_label, box):
                self._grid.removeWidget(widget)
                widget.deleteLater()
        self._pairs, self._boxes, self._across = [], {}, 0
        for number, (word, guess) in enumerate(words):
            box = combo(
                f"import-status-{number}",
                [(meaning, meaning_words(meaning, known)) for meaning in known.meanings],
                _("What “{word}” means").format(word=word),
            )
            choose(box, guess)
            box.currentIndexChanged.connect(self.changed)
            asked = QLabel(f"“{word}”")
            asked.setObjectName(f"import-status-word-{number}")
            asked.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._pairs.append((asked, box))
            self._boxes[fold(word)] = box
        self._place()
        self.setVisible(bool(words))

    @property
    def meanings(self) -> dict[str, str]:
        """What each word means, by the folded word."""
        return {word: str(box.currentData()) for word, box in self._boxes.items()}

    def take_focus(self) -> None:
        """Onto the first word."""
        if self._pairs:
            self._pairs[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many words beside each other as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        across = max(1, self.width() // PAIR)
        if across == self._across and self._grid.count():
            return
        self._across = across
        for number, (asked, box) in enumerate(self._pairs):
            row, column = divmod(number, across)
            self._grid.addWidget(asked, row, 2 * column)
            self._grid.addWidget(box, row, 2 * column + 1)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, column % 2)
        before: QWidget | None = None
        for _asked, box in self._pairs:
            if before is not None:
                self.setTabOrder(before, box)
            before = box


def meaning_words(meaning: str, known: StatusWords = PROMISE) -> str:
    """What a meaning is called; “kept” says what becomes of it."""
    if meaning == NOTE_ONLY:
        return _("Keep it as a note")
    if meaning == Outcome.KEPT:
        return _("Kept, where we have evidence")
    return known.label(meaning)
