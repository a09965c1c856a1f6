"""What each column of a list was taken for and why, to be put right; and the names as they will be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crm.exchange.candidates import Reading
from crm.exchange.columns import NAME_FIELDS, Column, Field, Mapping
from crm.exchange.kinds import field_words, kind_named
from crm.exchange.sensitive import left_out_id_numbers
from crm.exchange.shapes import Shape, names_in
from crm.exchange.tables import Row
from crm.rules.names import PersonName
from resources.translations import _, ngettext
from ui.icons import Icon
from ui.pages.parts.choosing import choose, combo, fill
from ui.theme import GAP, GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import label
from ui.widgets.status import Tone
from ui.widgets.tables import line_up

HEADING, VALUES, HOLDS, WHY = range(4)
SHOWN_NAMES = 4
SURNAME_CHOICES = (None, False, True)


class ColumnStep(QWidget):
    """A table of the columns, and below it a card for the one stood on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-column-step")
        self._mapping: Mapping | None = None
        self._shape: Shape | None = None
        self.fields: dict[int | str, Field] = {}
        """What the user said columns hold, by their place, since the list was read."""
        self._about = label("", name="import-columns-about")
        self.table = _Columns()
        self.card = _ColumnCard()
        self.names = _Names()
        self.back = secondary(_("Back"), "import-columns-back", Icon.ARROW_LEFT)
        self.next = primary(_("Next"), "import-columns-next", Icon.ARROW_RIGHT)
        self._lay_out()
        self.table.currentCellChanged.connect(self._stand_on)
        self.table.question_wanted.connect(self.card.take_focus)
        self.card.chosen.connect(self._choose)

    def _lay_out(self) -> None:
        first, below = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(GAP)
        first.addWidget(self._about, 1)
        first.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.next, 0, Qt.AlignmentFlag.AlignTop)
        below.setSpacing(GAP)
        below.addWidget(self.card, 1)
        below.addWidget(self.names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(first)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def take_focus(self) -> None:
        """Onto going on where every column is understood, else onto the first that is not."""
        self.table.setFocus() if self._unread() else self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reading(self, reading: Reading) -> None:
        """Show the columns of a list that was read."""
        self._mapping, self._shape, self.fields = reading.mapping, reading.shape, {}
        if reading.mapping is None or reading.shape is None:
            return
        self.names.order.setCurrentIndex(SURNAME_CHOICES.index(None))
        self.table.show_columns(reading.mapping.columns, reading.shape.samples)
        self._show()
        first = self._unread()[0] if self._unread() else 0
        self.table.setCurrentCell(first, HOLDS)
        self._stand_on(first)

    @property
    def surname_first(self) -> bool | None:
        """What the user said of whole names, None for as the list shows."""
        return self.names.surname_first

    @property
    def keeps_id_numbers(self) -> bool:
        """Whether a column of identity numbers was kept against the warning."""
        warning, columns = left_out_id_numbers().warning, self._mapping.columns if self._mapping is not None else ()
        return any(column.warning == warning and column.field != Field.LEFT_OUT for column in columns)

    @property
    def has_said(self) -> bool:
        """Whether anything was said that the list was not read by yet."""
        return bool(self.fields) or self.surname_first is not None

    def _unread(self) -> list[int]:
        columns = self._mapping.columns if self._mapping is not None else ()
        samples = self._shape.samples if self._shape is not None else ()
        return [column.index for column in columns if column.field == Field.UNKNOWN and samples[column.index]]

    def _show(self) -> None:
        """Say how far the columns are understood, and show the names that come of it."""
        mapping, shape = self._mapping, self._shape
        kind = kind_named(shape.kind) if shape is not None else None
        if mapping is None or shape is None or kind is None:
            return
        self._about.setText(_about(kind.is_understood(mapping), len(self._unread())))
        self.names.show_names(mapping, shape.named_rows)

    def _stand_on(self, at: int) -> None:
        kind = kind_named(self._shape.kind) if self._shape is not None else None
        if self._mapping is not None and kind is not None and 0 <= at < len(self._mapping.columns):
            self.card.show_column(self._mapping.columns[at], kind.fields)

    def _choose(self, index: int, field: Field) -> None:
        if self._mapping is None or self._shape is None or self._mapping.columns[index].field == field:
            return
        self._mapping = self._mapping.corrected(index, field)
        self.fields[index] = field
        self.table.show_column(self._mapping.columns[index], self._shape.samples[index])
        self._show()
        self._stand_on(index)


def _about(is_understood: bool, unread: int) -> str:
    if not is_understood:
        return _("No column says what a row is about yet. Stand on a column and say what it holds.")
    if unread:
        words = ngettext(
            "{count} column is not read. Enter on a column says what it holds.",
            "{count} columns are not read. Enter on one says what it holds.",
            unread,
        )
        return words.format(count=unread)
    return _("Every column is understood. Enter on one says that it holds something else.")


class _Columns(QTableWidget):
    """One row for each column of the list; Enter asks what it holds."""

    question_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setObjectName("import-columns")
        self.setAccessibleName(_("Columns of the list"))
        self.setProperty("look", "framed")
        self.setHorizontalHeaderLabels([_("Column"), _("First values"), _("Holds"), _("Why")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        line_up(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((HEADING, 160), (HOLDS, 210), (WHY, 180)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(VALUES, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self.question_wanted)

    def show_columns(self, columns: Sequence[Column], samples: Sequence[Sequence[str]]) -> None:
        """Show all of them."""
        self.setRowCount(len(columns))
        for column, values in zip(columns, samples, strict=True):
            self.show_column(column, values)

    def show_column(self, column: Column, values: Sequence[str]) -> None:
        """Show one."""
        shown = _("(not shown)") if column.is_sensitive else " · ".join(values) or "–"
        words = (column_words(column), shown, field_words(column.field), column.reason)
        for at, text in enumerate(words):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.setItem(column.index, at, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column stood on stays in sight when a warning takes room below."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks what the column holds."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.question_wanted.emit()
            return
        super().keyPressEvent(event)


class _ColumnCard(QFrame):
    """What one column holds; a sensitive one is kept only after its warning was read and a button pressed."""

    chosen = Signal(int, object)  # index, Field

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-column-card")
        self.setProperty("look", "card")
        self._column: Column | None = None
        self._question = QLabel()
        self.holds = combo("import-column-holds", (), _("What the column holds"))
        self._question.setBuddy(self.holds)
        self._why = label("", "muted", "import-column-why")
        self.warning = Banner("", Tone.WARNING, _("Keep it all the same"), "import-column-warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GRID)
        column.addWidget(self._question)
        column.addWidget(self.holds)
        column.addWidget(self._why)
        column.addWidget(self.warning)
        column.addStretch(1)
        self.warning.hide()
        self.holds.activated.connect(self._choose)
        self.warning.pressed.connect(self._insist)

    def take_focus(self) -> None:
        """Onto the question."""
        self.holds.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_column(self, column: Column, fields: Sequence[Field]) -> None:
        """Ask about this column; a sensitive one can be left out, or kept as a note."""
        self._column = column
        kept = tuple(field for field in (Field.NOTE,) if field in fields) if column.is_sensitive else tuple(fields)
        first = (Field.LEFT_OUT,) if column.is_sensitive else (Field.UNKNOWN,)
        rest = () if column.is_sensitive else (Field.LEFT_OUT,)
        heading = column_words(column).replace("&", "&&")
        self._question.setText(_("“{heading}” hol&ds").format(heading=heading))
        fill(self.holds, [(field, field_words(field)) for field in (*first, *kept, *rest)])
        choose(self.holds, column.field, lambda name: field_words(Field(name)))
        self._why.setText(column.reason)
        self._why.setVisible(bool(column.reason))
        self.warning.set_text("")

    def _choose(self) -> None:
        field = Field(self.holds.currentData())
        if self._column is None:
            return
        if self._column.is_sensitive and field != Field.LEFT_OUT and field != self._column.field:
            self.warning.set_text(self._column.warning)
            self.warning.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.warning.set_text("")
        self.chosen.emit(self._column.index, field)

    def _insist(self) -> None:
        if self._column is not None:
            self.chosen.emit(self._column.index, Field(self.holds.currentData()))
            self.take_focus()


class _Names(QFrame):
    """The names of the first rows, in the parts they will be read in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-names")
        self.setProperty("look", "card")
        self._shown: tuple[Mapping, Sequence[Row]] | None = None
        words = (_("As the list shows"), _("Given names first"), _("Surname first"))
        self.order = combo("import-surname-first", list(enumerate(words)), _("In what order whole names are"))
        self._question = QLabel(_("Na&mes are"))
        self._question.setBuddy(self.order)
        first = QHBoxLayout()
        first.setSpacing(GAP)
        first.addWidget(self._question)
        first.addWidget(self.order, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(0)
        for at, heading in enumerate((_("Title"), _("Given names"), _("Surname"))):
            self._grid.addWidget(label(heading, "muted"), 0, at)
            self._grid.setColumnStretch(at, (1, 3, 3)[at])
        self._cells = [[label(name=f"import-name-{row}-{part}") for part in range(3)] for row in range(SHOWN_NAMES)]
        for row, cells in enumerate(self._cells, start=1):
            for at, cell in enumerate(cells):
                cell.setWordWrap(False)
                cell.setMinimumWidth(1)
                self._grid.addWidget(cell, row, at)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GRID)
        column.addLayout(first)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.order.currentIndexChanged.connect(self._show)

    @property
    def surname_first(self) -> bool | None:
        """What was said, None for as the list shows."""
        return SURNAME_CHOICES[max(0, self.order.currentIndex())]

    def show_names(self, mapping: Mapping, rows: Sequence[Row]) -> None:
        """Show the names that these rows give."""
        self._shown = (mapping, rows)
        self._show()

    def _show(self) -> None:
        if self._shown is None:
            return
        mapping, rows = self._shown
        self.setVisible(mapping.has(*NAME_FIELDS))
        self.order.setEnabled(mapping.has(Field.NAME))
        if self.surname_first is not None:
            mapping = Mapping(mapping.columns, mapping.layout, self.surname_first)
        names = [name for name in names_in(mapping, rows) if name.given or name.family][:SHOWN_NAMES]
        for at, cells in enumerate(self._cells):
            name = names[at] if at < len(names) else PersonName()
            for cell, text in zip(cells, (name.title, name.given, name.family), strict=True):
                cell.setText(text)
                cell.setToolTip(text)
                cell.setVisible(bool(text))


def column_words(column: Column) -> str:
    """What a column is called: its heading, or its number."""
    return column.heading or _("column {number}").format(number=column.index + 1)
