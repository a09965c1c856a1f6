"""The table of everybody whose office ends, with each open promise and what becomes of it, decided by a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from crm.queries.replacements import PromiseAtStake, Replacement
from crm.queries.terms import TermEnd, is_awaited
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.commitments import label as fate_label
from resources.translations import _
from ui.widgets.status import STATUS_ROLE, Status, StatusDelegate, Tone
from ui.widgets.tables import line_up

Index = QModelIndex | QPersistentModelIndex
WHO, OFFICE, PROMISE, FATE = range(4)
TONES = {Fate.STAYS_WITH_PERSON: Tone.NEUTRAL, Fate.PASSES_TO_POST: Tone.INFO, Fate.LAPSES: Tone.WARNING}
KEYS = {"S": Fate.STAYS_WITH_PERSON, "P": Fate.PASSES_TO_POST, "L": Fate.LAPSES}
KEEP = "K"


@dataclass(frozen=True)
class EndRow:
    """A line of the table: an open promise with its holder, or a holder of whom none is open."""

    holding: Replacement
    promise: PromiseAtStake | None = None


class EndModel(QAbstractTableModel):
    """The lines, the fates decided, and the roles that are kept."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ending: TermEnd | None = None
        self._all: list[EndRow] = []
        self._rows: list[EndRow] = []
        self._headings = (_("Who leaves"), _("Office"), _("Open promise"), _("What becomes of it"))
        self.fates: dict[int, str] = {}
        self.kept: set[int] = set()

    def show_end(self, ending: TermEnd | None, *, promises_only: bool) -> None:
        """Show another end of a term; what was decided about promises that are still in it stays."""
        self.beginResetModel()
        self._ending = ending
        holdings = ending.holdings if ending else ()
        self._all = [EndRow(each, promise) for each in holdings for promise in (each.promises or (None,))]
        at_stake = {row.promise.id for row in self._all if row.promise}
        roles = {row.holding.start.role_id for row in self._all}
        self.fates = {key: fate for key, fate in self.fates.items() if key in at_stake}
        self.kept = {role for role in self.kept if role in roles}
        self._rows = [row for row in self._all if row.promise or not promises_only]
        self.endResetModel()

    def show_only(self, *, promises_only: bool) -> None:
        """Show every line, or those of promises."""
        self.beginResetModel()
        self._rows = [row for row in self._all if row.promise or not promises_only]
        self.endResetModel()

    def row_at(self, number: int) -> EndRow | None:
        """A line."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def fate_of(self, promise: PromiseAtStake) -> Fate:
        """What becomes of a promise."""
        return Fate(self.fates.get(promise.id, promise.suggested))

    def decide(self, numbers: list[int], choose: Callable[[PromiseAtStake], Fate]) -> None:
        """Decide about the promises of these lines, those of the kept left out."""
        for number in numbers:
            row = self.row_at(number)
            if row and row.promise and row.holding.start.role_id not in self.kept:
                self.fates[row.promise.id] = choose(row.promise).value
        self._tell()

    def keep(self, numbers: list[int]) -> None:
        """These holders stay in office; once more, and they leave."""
        rows = [self._rows[number] for number in numbers]
        roles = {row.holding.start.role_id or 0 for row in rows}
        self.kept = self.kept - roles if roles <= self.kept else self.kept | roles
        for row in self._all:  # a promise of somebody who stays is not decided on
            if row.promise and row.holding.start.role_id in self.kept:
                self.fates.pop(row.promise.id, None)
        self._tell()

    def _tell(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, FATE))
        self.changed.emit()

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Who, office, promise, fate."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == STATUS_ROLE and index.column() == FATE:
            return self._pill(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, index.column())
        return None

    def _text(self, row: EndRow, column: int) -> str:
        if column == WHO:
            return row.holding.leaver
        if column == OFFICE:
            return row.holding.post
        if column == PROMISE:
            owed = _(" · owed to them") if row.promise and row.promise.is_owed_to_leaver else ""
            return f"{row.promise.reference}  {row.promise.words}{owed}" if row.promise else ""
        return self._pill(row).text

    def _pill(self, row: EndRow) -> Status:
        if row.holding.start.role_id in self.kept:
            return Status(_("Stays in office"), Tone.GOOD)
        if row.promise is not None:
            fate = self.fate_of(row.promise)
            return Status(fate_label(fate), TONES[fate])
        waits = self._ending is not None and is_awaited(row.holding, self._ending.organisation_id)
        return Status(_("Seat waits"), Tone.NEUTRAL) if waits else Status(_("Ends"), Tone.NEUTRAL)

    def _tip(self, row: EndRow, column: int) -> str:
        if column == FATE and row.promise and self.fate_of(row.promise) is row.promise.suggested:
            return _("Suggested: {reason}.").format(reason=row.promise.reason)
        return self._text(row, column)


class EndTable(QTableView):
    """The table over an `EndModel`. S, P and L decide about the selected promises, K keeps somebody in office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("end-term-rows")
        self.setAccessibleName(_("Who leaves, and what becomes of each open promise"))
        self.ending = EndModel(self)
        self.setModel(self.ending)
        line_up(self)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(FATE, StatusDelegate(self))
        header = self.horizontalHeader()
        for column, width in ((WHO, 170), (OFFICE, 240), (FATE, 176)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(PROMISE, QHeaderView.ResizeMode.Stretch)

    def _selected(self) -> list[int]:
        """The selected lines, else the one the keyboard is on."""
        selected = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return selected or ([self.currentIndex().row()] if self.currentIndex().isValid() else [])

    def decide_for_all(self, fate: Fate | None) -> None:
        """The same for every promise, or for the lines selected where they are several; None is what was suggested."""
        selected = self._selected()
        numbers = selected if len(selected) > 1 else list(range(self.ending.rowCount()))
        self.ending.decide(numbers, lambda promise: fate or promise.suggested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter decides; the rest is the table's own."""
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        letter = event.text().upper() if is_plain else ""
        if letter in KEYS:
            self.ending.decide(self._selected(), lambda _promise: KEYS[letter])
        elif letter == KEEP:
            self.ending.keep(self._selected())
        else:
            super().keyPressEvent(event)
