"""What an import would do, as a table with one row for each thing in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QToolButton, QWidget

from crm.queries.imports import Change, RowPlan
from crm.rules.names import fold
from resources.translations import _
from ui.import_words import one_of
from ui.theme import GRID
from ui.widgets.buttons import IconButton
from ui.widgets.status import STATUS_ROLE, Status, StatusDelegate, Tone
from ui.widgets.tables import line_up

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
STATES = ("new", "changed", "doubtful", "gone", "not_understood", "unchanged")
IN_WORDS = "in_words"
"""Not a state: the rows with a date that stayed words."""

FILTERS = (*STATES, IN_WORDS)
TONES = {
    "new": Tone.GOOD,
    "changed": Tone.INFO,
    "unchanged": Tone.NEUTRAL,
    "doubtful": Tone.WARNING,
    "not_understood": Tone.BAD,
    "gone": Tone.WARNING,
}
LINE, WHAT, NAME, STATE, CHANGES = range(5)
WIDTHS = {LINE: 90, WHAT: 104, NAME: 220, STATE: 138}
NARROWEST_NAME, NARROWEST_CHANGES = 120, 90


def state_words(state: str) -> str:
    """What a state is called."""
    words = {
        "new": _("New"),
        "changed": _("Changed"),
        "unchanged": _("Unchanged"),
        "doubtful": _("Doubtful"),
        "not_understood": _("Not understood"),
        "gone": _("Gone"),
        IN_WORDS: _("Dates in words"),
    }
    return words.get(state, state)


def is_in(row: RowPlan, wanted: str) -> bool:
    """Whether a row is one of these; all are of the empty filter."""
    return bool(row.in_words) if wanted == IN_WORDS else not wanted or row.state == wanted


def change_words(change: Change) -> str:
    """“phone: 053 839 8000 → 053 839 8001”."""
    field = change.field.replace("_", " ")
    return f"{field}: {change.ours or '–'} → {change.theirs or '–'}"


def kept_words(change: Change) -> str:
    """What differs and stays as we have it."""
    field = change.field.replace("_", " ")
    return _("{field}: stays “{ours}”, as you changed it (the list has “{theirs}”)").format(
        field=field, ours=change.ours or "–", theirs=change.theirs or "–"
    )


def row_words(row: RowPlan) -> str:
    """All that a row says beside its name."""
    parts = [
        row.reason,
        row.summary,
        *(change_words(change) for change in row.changes),
        *(kept_words(one) for one in row.kept),
        *(_("kept in words, {words}").format(words=words) for words in row.in_words),
    ]
    return "; ".join(part for part in parts if part)


class PlanModel(QAbstractTableModel):
    """The rows of a plan in one state, or all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[RowPlan] = ()
        self._headings = (_("Where"), _("What"), _("Name"), _("State"), _("Old → new"))

    def show_rows(self, rows: Sequence[RowPlan], texts: Sequence[str], wanted: str, find: str) -> None:
        """Show the rows of this filter with these words in them; of all rows what needs a look comes first."""
        words = fold(find).split()
        found = [
            row
            for row, text in zip(rows, texts, strict=True)
            if is_in(row, wanted) and all(word in text for word in words)
        ]
        self.beginResetModel()
        self._rows = found if wanted else sorted(found, key=_weight)
        self.endResetModel()

    def row_at(self, number: int) -> RowPlan | None:
        """The plan of one row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The five columns."""
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
        if role == STATUS_ROLE and index.column() == STATE:
            return Status(state_words(row.state), TONES[row.state])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, index.column())
        return None

    @staticmethod
    def _text(row: RowPlan, column: int) -> str:
        if column == LINE:
            return row.line
        if column == WHAT:
            return one_of(row.what)
        if column == NAME:
            return row.name
        return state_words(row.state) if column == STATE else row_words(row)


def _weight(row: RowPlan) -> tuple[int, bool]:
    """What needs a look first, then people before the bodies they sit in, then as in the file."""
    order = {"not_understood": 0, "doubtful": 1, "gone": 2, "changed": 3, "new": 4}
    return order.get(row.state, 5), row.what in ("organisations", "places", "offices")


class PlanTable(QTableView):
    """The table over a `PlanModel`."""

    current_changed = Signal(object)  # RowPlan or None
    question_wanted = Signal()
    leave_out_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-rows")
        self.setAccessibleName(_("What would be brought in"))
        self.plan = PlanModel(self)
        self.setModel(self.plan)
        line_up(self)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(STATE, StatusDelegate(self))
        header = self.horizontalHeader()
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(CHANGES, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.doubleClicked.connect(self.question_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside a card in a low window names give way, so that the state of a row is whole."""
        super().resizeEvent(event)
        room = self.viewport().width() - sum(WIDTHS.values()) + WIDTHS[NAME] - NARROWEST_CHANGES
        self.horizontalHeader().resizeSection(NAME, max(NARROWEST_NAME, min(WIDTHS[NAME], room)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks who the row is, Delete leaves it out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.question_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.leave_out_wanted.emit()
        else:
            super().keyPressEvent(event)

    def show_rows(self, rows: Sequence[RowPlan], texts: Sequence[str], wanted: str, find: str = "") -> None:
        """Show the rows of one filter and stand on the first."""
        self.plan.show_rows(rows, texts, wanted, find)
        if self.plan.rowCount():
            self.selectRow(0)
        else:
            self.current_changed.emit(None)

    def _tell_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.plan.row_at(index.row()))


class StateBar(QWidget):
    """One button for each state there is, with its count; one is down."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-states")
        self.setAccessibleName(_("Show only"))
        self.state = ""
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for state in ("", *FILTERS):
            button = IconButton()
            button.setObjectName(f"import-state-{state or 'all'}")
            button.setProperty("state", state)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(self._press)
            self._buttons[state] = button
            row.addWidget(button)
        row.addStretch(1)

    def show_counts(self, rows: Sequence[RowPlan]) -> None:
        """Show how many rows are in each state; states without any go."""
        counts = Counter(row.state for row in rows) + Counter({IN_WORDS: sum(bool(row.in_words) for row in rows)})
        for state, button in self._buttons.items():
            count = counts[state] if state else len(rows)
            button.setText(f"{state_words(state) if state else _('All')} {count}")
            button.setAccessibleName(button.text())
            button.setVisible(not state or count > 0)
        if self.state and not counts[self.state]:
            self.state = ""
        self._buttons[self.state].setChecked(True)

    def choose(self, state: str) -> None:
        """Press one."""
        self._buttons[state].click()

    def _press(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.state = str(button.property("state"))
            self.chosen.emit(self.state)
