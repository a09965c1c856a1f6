"""The offices in the form of a person: one framed row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crm.operations.offices import RoleDraft
from crm.rules.dates import parse_approximate
from crm.rules.errors import UserError
from crm.rules.terms import may_keep_party
from resources.translations import _
from ui.background.service import Service
from ui.icons import Icon
from ui.pages.parts.finding import BodyChoice, find_body_choices, find_party_choices, find_place_choices
from ui.theme import GAP, GRID
from ui.widgets.buttons import secondary, tool
from ui.widgets.choices import Choice
from ui.widgets.forms import FormRow
from ui.widgets.record_picker import RecordPicker
from ui.words import sentence

TITLES = (
    "Member",
    "Chairperson",
    "Deputy Chairperson",
    "Speaker",
    "Deputy Speaker",
    "Chief Whip",
    "Premier",
    "Member of the Executive Council",
    "Executive Mayor",
    "Mayor",
    "Ward councillor",
    "Councillor",
    "Municipal Manager",
    "Head of Department",
    "Secretary to the Legislature",
    "Committee co-ordinator",
    "Public participation officer",
    "Personal assistant",
    "Director",
    "Co-ordinator",
)


class OfficeRow(QFrame):
    """One office, held or once held."""

    remove_wanted = Signal(object)
    new_body_wanted = Signal(object, str)

    def __init__(self, service: Service, role: RoleDraft | None, names: Mapping[int, Choice], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "card")
        self._role = role or RoleDraft(0, "")
        self.body = RecordPicker(
            service, find_body_choices, f"{name}-body", _("Type the name of the body"), _("Add the organisation")
        )
        self.title = QLineEdit(self._role.title)
        self.title.setObjectName(f"{name}-title")
        self.title.setPlaceholderText(_("Member, Speaker, Director"))
        self.title.setCompleter(_completer(self.title))
        self.party = RecordPicker(service, find_party_choices, f"{name}-party", _("Party"))
        self.place = RecordPicker(service, find_place_choices, f"{name}-place", _("Ward, municipality"))
        self.start = _date_line(f"{name}-start", self._role.start, _("May 2024"))
        self.end = _date_line(f"{name}-end", self._role.end, _("still held"))
        self._lay_out(name)
        for picker, record_id in (
            (self.body, self._role.organisation_id),
            (self.party, self._role.party_id),
            (self.place, self._role.place_id),
        ):
            picker.set_choice(names.get(record_id or 0))
            picker.line.setCursorPosition(0)
        self.body.chosen.connect(self._show_party)
        self.body.cleared.connect(self._show_party)
        self.title.textChanged.connect(self._show_party)
        self.body.new_wanted.connect(self._ask_new_body)
        self._show_party()

    def _lay_out(self, name: str) -> None:
        remove = tool(Icon.TRASH, _("Remove this office"), f"{name}-remove")
        remove.clicked.connect(self._remove)
        self.body_row = FormRow(_("Body"), self.body, f"{name}-body")
        self.title_row = FormRow(_("Office"), self.title, f"{name}-title")
        self.start_row = FormRow(_("From"), self.start, f"{name}-start")
        self.end_row = FormRow(_("To"), self.end, f"{name}-end")
        self._party_row = FormRow(_("Party"), self.party, f"{name}-party")
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(GAP)
        first.addWidget(self.body_row, 3)
        first.addWidget(self.title_row, 2)
        first.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self._party_row, 2)
        second.addWidget(FormRow(_("Place"), self.place, f"{name}-place"), 2)
        second.addWidget(self.start_row, 2)
        second.addWidget(self.end_row, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, GRID, 2 * GRID)
        column.addLayout(first)
        column.addLayout(second)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not self.body.text().strip() and not self.title.text().strip()

    def read(self) -> RoleDraft:
        """What is written."""
        old = self._role
        return RoleDraft(
            organisation_id=self.body.record_id,
            title=self.title.text(),
            party_id=self.party.record_id or None,
            place_id=self.place.record_id or None,
            term_id=old.term_id if old.organisation_id == self.body.record_id else None,
            start=self.start.text(),
            end=self.end.text(),
            end_reason=old.end_reason,
            source=old.source,
            id=old.id,
        )

    def is_right(self) -> bool:
        """Whether it can be saved; says what is wrong."""
        wrong = ""
        if not self.body.record_id:
            wrong = _("Choose the body from the list that opens while you type.")
        self.body_row.set_error(wrong)
        dates = [_check_date(self.start_row, self.start), _check_date(self.end_row, self.end)]
        if wrong:
            self.body.setFocus()
        return not wrong and all(dates)

    def _show_party(self) -> None:
        choice = self.body.choice
        is_kept = isinstance(choice, BodyChoice) and may_keep_party(self.title.text(), choice.kind)
        self._party_row.setVisible(is_kept or bool(self.party.record_id))

    def _ask_new_body(self, text: str) -> None:
        self.new_body_wanted.emit(self, text)

    def take_body(self, choice: Choice) -> None:
        """Hold the office in this body."""
        self.body.set_choice(choice)
        self._show_party()
        self.title.setFocus()

    def _remove(self) -> None:
        self.remove_wanted.emit(self)


class OfficeRows(QWidget):
    """All offices of a form."""

    new_body_wanted = Signal(object, str)

    def __init__(self, service: Service, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Offices"))
        self._service = service
        self.rows: list[OfficeRow] = []
        self._made = 0
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        add = secondary(_("Add an office"), f"{name}-add", Icon.PLUS)
        add.clicked.connect(self.add_empty)
        below = QHBoxLayout()
        below.addWidget(add)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._column)
        column.addLayout(below)
        self.setFocusProxy(add)

    def set_roles(self, roles: Sequence[RoleDraft], names: Mapping[int, Choice]) -> None:
        """Show these offices; `names` has the bodies, parties and places they point at."""
        for row in list(self.rows):
            self._remove(row)
        for role in roles:
            self._append(role, names)

    def read(self) -> list[RoleDraft]:
        """What is written; empty rows are left out."""
        return [row.read() for row in self.rows if not row.is_empty]

    def is_right(self) -> bool:
        """Whether all of them can be saved."""
        wrong = [row for row in self.rows if not row.is_empty and not row.is_right()]  # each shows its own
        return not wrong

    def add_empty(self) -> None:
        """Another row, with the keyboard in it."""
        self._append(None, {})
        self.rows[-1].body.setFocus()

    def _append(self, role: RoleDraft | None, names: Mapping[int, Choice]) -> None:
        row = OfficeRow(self._service, role, names, f"{self.objectName()}-{self._made}")
        row.remove_wanted.connect(self._remove)
        row.new_body_wanted.connect(self.new_body_wanted)
        self._made += 1
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once, so that it can take the keyboard

    def _remove(self, row: OfficeRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


def _completer(line: QLineEdit) -> QCompleter:
    made = QCompleter(list(TITLES), line)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made


def _date_line(name: str, text: str, hint: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setPlaceholderText(hint)
    made.setToolTip(_("A day, a month or a year: 22 May 2024, May 2024, 2024"))
    return made


def _check_date(row: FormRow, line: QLineEdit) -> bool:
    try:
        parse_approximate(line.text())
    except UserError as problem:
        row.set_error(sentence(problem))
        line.setFocus()
        return False
    row.set_error("")
    return True
