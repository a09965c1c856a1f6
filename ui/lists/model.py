"""The Qt model of a list: ids in an array, rows in cached blocks fetched on the reader thread when shown."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication

from ui.background.asker import Asker
from ui.background.service import Service
from ui.background.worker import Urgency
from ui.icons import icon
from ui.lists.columns import Align, Column, Heading, Listing, Row, Wanted
from ui.widgets.progress import BAR_ROLE
from ui.widgets.status import STATUS_ROLE

R = TypeVar("R", bound=Row)
Index = QModelIndex | QPersistentModelIndex

BLOCK = 128  # rows fetched at once
CACHED = 64  # blocks kept
ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
}
NOTHING = QModelIndex()


class RecordModel(QAbstractTableModel, Generic[R]):
    """Rows of a `Listing`. Unread rows are blank until their block arrives; old rows stay in view meanwhile."""

    answered = Signal()  # the ids asked for last are shown

    def __init__(self, listing: Listing[R], service: Service, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        self._service = service
        self._wanted = Wanted(sort=listing.sort, is_descending=listing.is_descending)
        self._ids = array("q")
        self._headings: list[int] = []  # rows
        self._blocks: OrderedDict[int, list[R | Heading | None]] = OrderedDict()
        self._previous: dict[
            int, R | Heading
        ] = {}  # rows by id from before the last answer, shown until the new ones come
        self._asked: set[int] = set()
        self._generation = 0
        self._asker = Asker(self, service, self._take_ids)
        self._strong = QFont(QGuiApplication.font())
        self._strong.setWeight(QFont.Weight.Medium)
        self.has_answer = False

    # What is wanted

    @property
    def wanted(self) -> Wanted:
        """What the list shows, or will when the answer is here."""
        return self._wanted

    def want(self, wanted: Wanted) -> None:
        """Show something else."""
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """Ask again, for ids and rows."""
        self._asker.ask(self._listing.ids, self._wanted)

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns of the listing."""
        return self._listing.columns

    # Ids and rows

    def ids(self) -> Sequence[int]:
        """Every id in order; do not change it."""
        return self._ids

    def id_at(self, row: int) -> int:
        """The record in this row."""
        return self._ids[row]

    def row_of(self, record_id: int) -> int:
        """The row this record is in, -1 when it is not listed."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def headings(self) -> Sequence[int]:
        """The rows that are lines over those that belong together."""
        return self._headings

    def is_heading(self, row: int) -> bool:
        """Whether this row is one of them."""
        return self._listing.has_headings and self._ids[row] < 0

    def count(self) -> int:
        """How many records are listed."""
        return len(self._ids) - len(self._headings)

    def record(self, row: int) -> R | None:
        """The row's record, None while it is being fetched and for a heading."""
        found = self._line(row)
        return None if isinstance(found, Heading) else found

    def _line(self, row: int) -> R | Heading | None:
        block = self._blocks.get(row // BLOCK)
        if block is None:
            self._fetch(row // BLOCK)
            return self._previous.get(self._ids[row])
        self._blocks.move_to_end(row // BLOCK)
        return block[row % BLOCK]

    def _fetch(self, number: int) -> None:
        if number in self._asked or not self._service.is_open:
            return
        self._asked.add(number)
        generation = self._generation
        ids = self._ids[number * BLOCK : (number + 1) * BLOCK]

        def take(rows: Sequence[R | Heading]) -> None:
            if generation == self._generation:
                self._take_block(number, ids, rows)

        self._service.put_question(
            self,
            take,
            self._service.problem.emit,
            lambda: generation == self._generation,
            Urgency.ROWS,
            lambda: self._listing.rows(ids),
        )

    def _take_block(self, number: int, ids: Sequence[int], rows: Sequence[R | Heading]) -> None:
        by_id = {row.id: row for row in rows}
        self._asked.discard(number)
        self._blocks[number] = [by_id.get(record_id) for record_id in ids]
        if len(self._blocks) > CACHED:
            self._blocks.popitem(last=False)
        first = number * BLOCK
        last = first + len(ids) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _take_ids(self, ids: Sequence[int]) -> None:
        new = ids if isinstance(ids, array) and ids.typecode == "q" else array("q", ids)
        is_same = self.has_answer and new == self._ids
        if not is_same:
            self.beginResetModel()
        self._previous = {row.id: row for block in self._blocks.values() for row in block if row is not None}
        self._blocks.clear()
        self._asked.clear()
        self._generation += 1
        self._ids = new
        self._headings = [row for row, each in enumerate(new) if each < 0] if self._listing.has_headings else []
        self.has_answer = True
        if not is_same:
            self.endResetModel()
        elif new:
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))
        self.answered.emit()

    # Qt

    def rowCount(self, parent: Index = NOTHING) -> int:
        """How many ids there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOTHING) -> int:
        """How many columns the listing has."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS[column.align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows in this role."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return self._strong if column.is_strong or self.is_heading(index.row()) else None
        if role == Qt.ItemDataRole.ForegroundRole and self.is_heading(index.row()):
            return QGuiApplication.palette().text()  # it is only read, and still to be read well
        if role not in _ROW_ROLES:
            return None
        line = self._line(index.row())
        if isinstance(line, Heading):
            return line.words if role in _HEADING_ROLES and index.column() == 0 else None
        return None if line is None else _ROW_ROLES[role](column, line)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is only read."""
        is_heading = index.isValid() and self.is_heading(index.row())
        return Qt.ItemFlag.NoItemFlags if is_heading else super().flags(index)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; the view calls it from the heading."""
        if not 0 <= column < len(self.columns) or not self.columns[column].is_sortable:
            return
        is_descending = order is Qt.SortOrder.DescendingOrder
        self.want(Wanted(self._wanted.text, self._wanted.filters, self.columns[column].key, is_descending))


def _text(column: Column[Any], record: Row) -> object:
    return column.text(record)


def _hint(column: Column[Any], record: Row) -> object:
    return column.hint(record) if column.hint else column.text(record)


def _status(column: Column[Any], record: Row) -> object:
    return column.status(record) if column.status else None


def _bar(column: Column[Any], record: Row) -> object:
    return column.bar(record) if column.bar else None


def _icon(column: Column[Any], record: Row) -> object:
    glyph = column.icon(record) if column.icon else None
    return None if glyph is None else icon(glyph, "muted")


_HEADING_ROLES = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))
_ROW_ROLES = {
    int(Qt.ItemDataRole.DisplayRole): _text,
    int(Qt.ItemDataRole.ToolTipRole): _hint,
    int(Qt.ItemDataRole.AccessibleTextRole): _text,
    int(Qt.ItemDataRole.DecorationRole): _icon,
    STATUS_ROLE: _status,
    BAR_ROLE: _bar,
}
