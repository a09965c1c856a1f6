"""What a list seems to be: its kind, whose it is, and how it stands in the file; all of it can be put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crm.exchange.calendar_kinds import (
    CALENDAR_KINDS,
    OpportunityCandidate,
    PeriodCandidate,
    calendar_kind_of,
    calendar_kind_words,
)
from crm.exchange.candidates import EngagementCandidate, Reading
from crm.exchange.decoding import ENCODINGS
from crm.exchange.kinds import KINDS, kind_named
from crm.exchange.shapes import Shape
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.import_words import counted, one_of
from ui.pages.imports.reading import Read
from ui.pages.parts.choosing import choose, combo, fill
from ui.pages.parts.finding import find_any_body_choices
from ui.theme import GAP
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import label
from ui.widgets.choices import Choice
from ui.widgets.forms import FormRow
from ui.widgets.record_picker import RecordPicker
from ui.widgets.status import Tone
from ui.widgets.tables import line_up

MOST_ROWS = 20
MOST_COLUMNS = 7
LONGEST_HEADINGS = 60
NARROW = 130  # pixels of a column in the table of first rows
DELIMITERS = (",", ";", "\t", "|")


class ShapeStep(QWidget):
    """`reread` carries changed fields of `ReadChoices`; `body_chosen` an organisation, 0 for none."""

    reread = Signal(object)
    body_chosen = Signal(int)
    afresh_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-shape-step")
        self._about = label("", name="import-shape-about")
        self._last = Banner("", Tone.INFO, _("Guess again"), "import-as-last-time")
        self.kind = combo("import-kind", [(kind.name, kind.words) for kind in KINDS])
        self.body = RecordPicker(desk.service, find_any_body_choices, "import-body", _("Nobody's: the list says it"))
        self.headings = combo("import-headings", ())
        self.sheet = combo("import-sheet", ())
        self.encoding = combo("import-encoding", [(name, encoding_words(name)) for name in ENCODINGS])
        self.delimiter = combo("import-delimiter", [(mark, delimiter_words(mark)) for mark in DELIMITERS])
        self.rows = _FirstRows()
        self.back = secondary(_("Another list"), "import-another", Icon.ARROW_LEFT)
        self.next = primary(_("Next"), "import-shape-next", Icon.ARROW_RIGHT)
        self._fields = QWidget()
        self._kind_row = FormRow(_("&A list of"), self.kind, "import-kind")
        self._body_row = FormRow(_("&Of the body"), self.body, "import-body")
        self._headings_row = FormRow(_("&Headings"), self.headings, "import-headings")
        self._sheet_row = FormRow(_("&Sheet"), self.sheet, "import-sheet")
        self._encoding_row = FormRow(_("&Letters"), self.encoding, "import-encoding")
        self._delimiter_row = FormRow(_("&Between cells"), self.delimiter, "import-delimiter")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(GAP)
        first.addWidget(self._about, 1)
        first.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.next, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP)
        for part, row, across in (
            (self._kind_row, 0, 0),
            (self._body_row, 0, 1),
            (self._encoding_row, 0, 2),
            (self._headings_row, 1, 0),
            (self._sheet_row, 1, 1),
            (self._delimiter_row, 1, 2),
        ):
            grid.addWidget(part, row, across)
        for across, stretch in enumerate((3, 3, 2)):
            grid.setColumnStretch(across, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(first)
        column.addWidget(self._last)
        column.addWidget(self._fields)
        column.addWidget(self.rows, 1)

    def _connect(self) -> None:
        self._last.pressed.connect(self.afresh_wanted)
        self.kind.activated.connect(self._tell_kind)
        self.headings.activated.connect(self._tell_headings)
        self.sheet.activated.connect(self._tell_sheet)
        self.encoding.activated.connect(self._tell_encoding)
        self.delimiter.activated.connect(self._tell_delimiter)
        self.body.chosen.connect(self._tell_body)
        self.body.cleared.connect(self._tell_body)

    def take_focus(self) -> None:
        """Onto going on: most lists are what they seem."""
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    # Showing

    def show_reading(self, found: Read) -> None:
        """Show what the list seems to be."""
        reading, shape = found.reading, found.reading.shape
        self._about.setText(about(reading))
        calendar = calendar_kind_of(reading)
        self._fields.setVisible(shape is not None or bool(calendar))
        self._headings_row.setVisible(shape is not None)
        last = _("Read as last time: what a list with these headings holds was said then.")
        self._last.set_text(last if shape is not None and shape.was_remembered else "")
        self._sheet_row.setVisible(len(reading.sheets) > 1)
        fill(self.sheet, [(sheet, sheet) for sheet in reading.sheets])
        choose(self.sheet, reading.sheet)
        if shape is not None:
            self._show_shape(shape)
        elif calendar:
            self._show_calendar(calendar)
        body = found.body
        self.body.set_choice(Choice(body.record_id or 0, body.name) if body is not None else None)
        self.rows.show_reading(reading)

    def _show_shape(self, shape: Shape) -> None:
        kind = kind_named(shape.kind)
        fill(self.kind, [(each.name, each.words) for each in KINDS])
        choose(self.kind, shape.kind)
        self._body_row.setVisible(kind is not None and kind.has_body)
        fill(self.headings, _heading_choices(shape))
        choose(self.headings, shape.heading_line)
        for part in (self._encoding_row, self._delimiter_row):
            part.setVisible(bool(shape.delimiter))
        choose(self.encoding, _plain_encoding(shape.encoding), encoding_words)
        choose(self.delimiter, shape.delimiter, delimiter_words)

    def _show_calendar(self, kind: str) -> None:
        """What its events are is the user's to say, and whose calendar it is."""
        fill(self.kind, [(each, calendar_kind_words(each)) for each in CALENDAR_KINDS])
        choose(self.kind, kind)
        self._body_row.setVisible(kind != CALENDAR_KINDS[0])
        for part in (self._encoding_row, self._delimiter_row):
            part.hide()

    # Telling

    def _tell_kind(self) -> None:
        self.reread.emit({"kind": self.kind.currentData(), "fields": {}})

    def _tell_headings(self) -> None:
        self.reread.emit({"heading_line": self.headings.currentData(), "fields": {}})

    def _tell_sheet(self) -> None:
        sheet = str(self.sheet.currentData())
        self.reread.emit({"sheet": sheet, "heading_line": None, "kind": "", "fields": {}})

    def _tell_encoding(self) -> None:
        self.reread.emit({"encoding": self.encoding.currentData()})

    def _tell_delimiter(self) -> None:
        self.reread.emit({"delimiter": self.delimiter.currentData(), "heading_line": None, "fields": {}})

    def _tell_body(self) -> None:
        self.body_chosen.emit(self.body.record_id)


class _FirstRows(QTableWidget):
    """The first rows of a table as they stand in the file; of what is no table, the first things it names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-first-rows")
        self.setAccessibleName(_("First rows of the list"))
        self.setProperty("look", "framed")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        line_up(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_reading(self, reading: Reading) -> None:
        """Show the beginning of it."""
        if reading.shape is not None:
            self._show(*_table_rows(reading.shape))
        else:
            self._show([_("Where"), _("What"), _("Name")], list(islice(_named(reading), MOST_ROWS)))

    def _show(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.clear()
        self.setColumnCount(len(headings))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(headings))
        for at, cells in enumerate(rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(at, column, item)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().resizeSection(0, NARROW)


def about(reading: Reading) -> str:
    """What a list is and where its rows went: “Members.xlsx, Members: Excel workbook with 47 people…”."""
    name = f"{reading.source_name}, {reading.sheet}" if len(reading.sheets) > 1 else reading.source_name
    file, what = name[:1].upper() + name[1:], _what(reading)
    is_said = reading.format in ("", reading.source_name)
    words = (
        f"{file}: {what}."
        if is_said
        else _("{file}: {format}, {what}.").format(file=file, format=reading.format, what=what)
    )
    return f"{words} {reading.shape.count.words}." if reading.shape is not None else words


def _what(reading: Reading) -> str:
    if rows := reading.registered:
        return counted(rows[0].noun, len(rows))
    people, bodies = len(reading.people), len(reading.organisations)
    return _("{people} and {bodies}").format(people=counted("people", people), bodies=counted("organisations", bodies))


def _heading_choices(shape: Shape) -> Iterator[tuple[object, str]]:
    yield 0, _("No row names the columns")
    for row in shape.first_rows:
        cells = " · ".join(cell for cell in row.cells if cell)
        short = cells if len(cells) <= LONGEST_HEADINGS else cells[: LONGEST_HEADINGS - 1] + "…"
        yield row.number, f"{row.line}: {short}"


def _table_rows(shape: Shape) -> tuple[list[str], list[list[str]]]:
    """The rows from the headings on, as many columns as there is room for."""
    width = max((len(row.cells) for row in shape.first_rows), default=0)
    shown = min(width, MOST_COLUMNS)
    headings = [_("Where"), *(str(number) for number in range(1, shown + 1))]
    if width > shown:
        headings.append(_("and {count} more").format(count=width - shown))
    rows = [[row.line, *row.cells[:shown], " · ".join(filter(None, row.cells[shown:]))] for row in shape.first_rows]
    return headings, [cells[: len(headings)] for cells in rows]


def _named(reading: Reading) -> Iterator[list[str]]:
    """What a list that is no table names, people first."""
    for found in reading.people:
        yield [found.line, one_of("people"), found.name]
    for row in reading.registered:
        if isinstance(
            row, EngagementCandidate | OpportunityCandidate | PeriodCandidate
        ):  # no other register comes in what is no table
            yield [row.line, one_of(row.noun), row.title]
    for body in reading.organisations:
        yield [body.line, one_of("organisations"), body.name]


def _plain_encoding(name: str) -> str:
    return name.removesuffix("-sig")


def encoding_words(name: str) -> str:
    """What an encoding is called."""
    words = {
        "utf-8": "UTF-8",
        "cp1252": _("Windows-1252 (older Windows)"),
        "mac_roman": _("MacRoman (older Macintosh)"),
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16 LE",
        "utf-16-be": "UTF-16 BE",
    }
    return words.get(name, name)


def delimiter_words(mark: str) -> str:
    """What stands between cells."""
    return {",": _("Commas"), ";": _("Semicolons"), "\t": _("Tabs"), "|": _("Bars |")}.get(mark, mark)
