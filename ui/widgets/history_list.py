"""Operations, newest first, each with what it changed and a button to undo it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crm.rules.dates import format_moment
from resources.translations import _
from ui.icons import Icon
from ui.theme import GAP, GRID, small_font
from ui.widgets.buttons import quiet
from ui.widgets.cards import clear_layout, divider, label

if TYPE_CHECKING:
    from crm.queries.history import HistoryEntry


class HistoryList(QWidget):
    """Show entries; `undo_wanted(operation_id)` when the user asks to undo one."""

    undo_wanted = Signal(int)

    def __init__(self, name: str = "history-list", parent: QWidget | None = None, can_undo: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("History"))
        self._can_undo = can_undo
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)

    def show_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Replace what is shown."""
        clear_layout(self._column)
        self.append(entries)

    def append(self, entries: Sequence[HistoryEntry]) -> None:
        """Add older entries below."""
        for entry in entries:
            if self._column.count():
                self._column.addWidget(divider())
            self._column.addWidget(self._row(entry))

    def _row(self, entry: HistoryEntry) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, GRID, 0, GRID)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(label(_named(entry)))
        for text in (_("{when} by {who}").format(when=format_moment(entry.at), who=entry.by), *entry.lines):
            small = label(text, "muted")
            small.setFont(small_font())
            words.addWidget(small)
        line.addLayout(words, 1)
        if self._can_undo and entry.can_undo and not entry.undone:
            line.addWidget(self._undo_button(entry))
        return row

    def _undo_button(self, entry: HistoryEntry) -> QPushButton:
        button = quiet(_("Undo"), f"undo-{entry.operation_id}", Icon.ARROW_COUNTER_CLOCKWISE)
        button.setAccessibleName(_("Undo: {label}").format(label=entry.label))
        button.setProperty("operation", entry.operation_id)
        button.clicked.connect(self._undo)
        return button

    def _undo(self) -> None:
        button = self.sender()
        if button is not None:
            self.undo_wanted.emit(int(button.property("operation")))


def _named(entry: HistoryEntry) -> str:
    """What was done, with what became of it since."""
    words = _("{label} (undone)") if entry.undone else "{label}"
    words = _("{label} (old values dropped)") if entry.is_compacted else words
    return words.format(label=entry.label)
