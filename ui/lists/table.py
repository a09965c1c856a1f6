"""The table of a list: fixed row heights, columns that always fit, and keys that do what people expect."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ui.lists.model import RecordModel
from ui.preferences import Preferences
from ui.widgets.progress import BarDelegate
from ui.widgets.status import StatusDelegate
from ui.widgets.tables import line_up

NARROWEST = 56  # pixels a column is squeezed to before the stretching one is
STRETCH_LEAST = 180


class RecordTable(QTableView):
    """Shows a `RecordModel`; remembers widths and hidden columns in the preferences."""

    opened = Signal(int)
    typed = Signal(str)  # a letter that belongs in the filter box

    def __init__(self, model: RecordModel[Any], preferences: Preferences, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._records = model
        self._preferences = preferences
        self._is_fitting = False
        self._given_way: set[int] = set()
        self._kept_ids: list[int] = []
        self._kept_current = 0
        self._widths = {column.key: column.width for column in model.columns}
        self._hidden = {column.key for column in model.columns if not column.is_shown}
        self._read_layout()
        self._tune()
        self.setModel(model)
        self._tune_header()
        self.doubleClicked.connect(self._open_index)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._span_headings)
        model.modelReset.connect(self._restore)

    def _tune(self) -> None:
        line_up(self)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)

    def _tune_header(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(NARROWEST)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_column_menu)
        pills, bars = StatusDelegate(self), BarDelegate(self)
        for number, column in enumerate(self._records.columns):
            header.setSectionHidden(number, column.key in self._hidden)
            if column.status is not None:
                self.setItemDelegateForColumn(number, pills)
            elif column.bar is not None:
                self.setItemDelegateForColumn(number, bars)
        self._show_sort()
        self.setSortingEnabled(True)
        header.sectionResized.connect(self._remember_width)

    def _show_sort(self) -> None:
        """Put the arrow where the list is sorted, before sorting is switched on (which sorts by the arrow)."""
        wanted = self._records.wanted
        keys = [column.key for column in self._records.columns]
        order = Qt.SortOrder.DescendingOrder if wanted.is_descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(keys.index(wanted.sort) if wanted.sort in keys else -1, order)

    # Ids

    def current_id(self) -> int:
        """The record the keyboard is on, 0 when there is none."""
        index = self.currentIndex()
        return self._records.id_at(index.row()) if index.isValid() else 0

    def selected_ids(self) -> list[int]:
        """The selected records in the order of the list."""
        ids = self._records.ids()
        parts = self.selectionModel().selection()
        ranges = sorted({(part.top(), part.bottom()) for part in map(parts.at, range(parts.size()))})
        return [ids[row] for top, bottom in ranges for row in range(top, bottom + 1) if ids[row] >= 0]

    def go_to(self, record_id: int) -> bool:
        """Select the record and bring it into view; False when it is not listed."""
        row = self._records.row_of(record_id)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self._records.index(row, self._first_shown()))
        return row >= 0

    def go_to_first(self) -> None:
        """Select the first record there is."""
        headings = self._records.headings()
        self.selectRow(next(row for row in range(len(headings) + 1) if row not in headings))

    def _span_headings(self) -> None:
        """A heading takes the whole line."""
        self.clearSpans()
        for row in self._records.headings():
            self.setSpan(row, 0, 1, len(self._records.columns))

    def _first_shown(self) -> int:
        shown = (number for number in range(len(self._records.columns)) if not self.isColumnHidden(number))
        return next(shown, 0)

    def _keep(self) -> None:
        self._kept_ids = self.selected_ids()
        self._kept_current = self.current_id()

    def _restore(self) -> None:
        if not self._kept_ids and not self._kept_current:
            return
        if len(self._kept_ids) == 1:
            self.go_to(self._kept_ids[0])
            return
        self._select(set(self._kept_ids))
        row = self._records.row_of(self._kept_current)
        if row >= 0:
            index = self._records.index(row, self._first_shown())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def _select(self, wanted: set[int]) -> None:
        """Select these ids as whole ranges: one by one would take seconds after Ctrl+A."""
        last_column = len(self._records.columns) - 1
        selection = QItemSelection()
        start = -1
        for row, record_id in enumerate([*self._records.ids(), None]):
            if record_id in wanted:
                start = row if start < 0 else start
            elif start >= 0:
                selection.select(self._records.index(start, 0), self._records.index(row - 1, last_column))
                start = -1
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # Columns

    def column_actions(self, menu: QMenu) -> None:
        """Fill a menu with one tick for each column."""
        for number, column in enumerate(self._records.columns):
            action = QAction(column.heading or column.key, menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setEnabled(not column.is_strong)
            action.setData(number)
            action.toggled.connect(self._toggle_column)
            menu.addAction(action)

    def _toggle_column(self, is_shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            number = int(action.data())
            self.setColumnHidden(number, not is_shown)
            self.fit_columns()
            self._save_layout()

    def _show_column_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column_actions(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def fit_columns(self) -> None:
        """Give every shown column its width; squeeze them together when the window is narrow, never scroll sideways."""
        shown = [(n, c) for n, c in enumerate(self._records.columns) if not self.isColumnHidden(n)]
        room = self.viewport().width()
        if not shown or room <= 0:
            return
        stretching = next((n for n, column in shown if column.stretches), shown[-1][0])
        fixed = {n: self._widths[column.key] for n, column in shown if n != stretching}
        spare = room - min(STRETCH_LEAST, room // 2)
        wanted = sum(fixed.values())
        scale = min(1.0, spare / wanted) if wanted else 1.0
        self._is_fitting = True
        for number, width in fixed.items():
            fixed[number] = max(NARROWEST, int(width * scale))
            self.setColumnWidth(number, fixed[number])
        self.setColumnWidth(stretching, max(NARROWEST, room - sum(fixed.values())))
        self._is_fitting = False

    def give_way(self, keys: Collection[str], *, is_narrow: bool) -> None:
        """In a narrow window hide these columns; those hidden so come back once there is room."""
        if is_narrow:
            columns = enumerate(self._records.columns)
            changing = {number for number, each in columns if each.key in keys and not self.isColumnHidden(number)}
            self._given_way |= changing
        else:
            changing, self._given_way = self._given_way, set()
        for number in changing:
            self.setColumnHidden(number, is_narrow)
        if changing:
            self.fit_columns()

    def _remember_width(self, number: int, _old: int, new: int) -> None:
        if self._is_fitting or new == 0:
            return
        self._widths[self._records.columns[number].key] = new
        self._save_layout()

    def _read_layout(self) -> None:
        kept: dict[str, Any] = self._preferences.get(f"list/{self.objectName()}", {})
        widths, hidden = kept.get("widths", {}), kept.get("hidden")
        self._widths |= {key: width for key, width in widths.items() if key in self._widths}
        if isinstance(hidden, list):
            self._hidden = set(hidden)

    def _save_layout(self) -> None:
        columns = enumerate(self._records.columns)
        hidden = [each.key for at, each in columns if self.isColumnHidden(at) and at not in self._given_way]
        self._preferences.set(f"list/{self.objectName()}", {"widths": dict(self._widths), "hidden": hidden})

    # Keys

    def _open_index(self, index: QModelIndex) -> None:
        self.opened.emit(self._records.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of our own first."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        elif _is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """As usual, but past a heading; before the first record one stays where one is."""
        found = super().moveCursor(action, modifiers)
        here = self.currentIndex()
        step = -1 if found.row() < here.row() else 1
        while found.isValid() and self._records.is_heading(found.row()):
            found = found.siblingAtRow(found.row() + step)
        return found if found.isValid() else here

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters go to the filter box (Qt's own search would read every row)."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new size."""
        super().resizeEvent(event)
        self.fit_columns()


def _is_letter(event: QKeyEvent) -> bool:
    command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    text = event.text()
    return bool(text) and text.isprintable() and not text.isspace() and not event.modifiers() & command
