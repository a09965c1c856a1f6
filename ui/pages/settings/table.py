"""A short table whose cells can be typed into: holidays, colleagues, topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ui.widgets.tables import line_up

ID_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class TableRow:
    """One record: its id, and a word for each column."""

    id: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TableColumn:
    """A heading; a width of 0 takes the room that is left."""

    heading: str
    width: int = 0
    is_editable: bool = False


class EditableTable(QTableWidget):
    """Rows by id; F2 or a double click edits, Delete asks to remove."""

    edited = Signal(int, int, str)  # row's id, column, new text
    remove_wanted = Signal(int)
    current_changed = Signal(int)  # row's id, 0 for none

    def __init__(self, columns: Sequence[TableColumn], name: str, parent: QWidget | None = None) -> None:
        super().__init__(0, len(columns), parent)
        self.setObjectName(name)
        self._columns = tuple(columns)
        self._is_filling = False
        self.setProperty("look", "framed")
        self.setHorizontalHeaderLabels([column.heading for column in columns])
        line_up(self)
        self.setWordWrap(False)  # else a long cell is cut at a word, and loses half of what fits
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(at, column.width)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.cellChanged.connect(self._tell_edited)
        self.currentCellChanged.connect(self._tell_current)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these; the current row stays by its id."""
        kept = self.current_id()
        self._is_filling = True
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, words in enumerate(row.cells):
                self.setItem(at, column, self._item(row.id, column, words))
        self._is_filling = False
        self.go_to(kept)
        self._tell_current()

    def _item(self, row_id: int, column: int, words: str) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        item.setData(ID_ROLE, row_id)
        item.setToolTip(words)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if self._columns[column].is_editable else flags)
        return item

    def current_id(self) -> int:
        """The record of the current row, 0 for none."""
        return self._id_at(self.currentRow())

    def go_to(self, row_id: int) -> None:
        """Stand on a record."""
        for at in range(self.rowCount()):
            if self._id_at(at) == row_id:
                self.setCurrentCell(at, max(0, self.currentColumn()))
                return

    def ids(self) -> list[int]:
        """The records shown."""
        return [self._id_at(at) for at in range(self.rowCount())]

    def _id_at(self, row: int) -> int:
        item = self.item(row, 0)
        return int(item.data(ID_ROLE)) if item is not None else 0

    def _tell_edited(self, row: int, column: int) -> None:
        item = self.item(row, column)
        if item is not None and not self._is_filling:
            self.edited.emit(int(item.data(ID_ROLE)), column, item.text().strip())

    def _tell_current(self) -> None:
        if not self._is_filling:
            self.current_changed.emit(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to remove the row."""
        if event.key() == Qt.Key.Key_Delete and self.current_id():
            self.remove_wanted.emit(self.current_id())
            return
        super().keyPressEvent(event)
