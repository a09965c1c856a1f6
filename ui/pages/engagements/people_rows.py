"""People in an engagement: added by typing a name, each in a row with what the form wants to know of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from crm.operations.engagements import AttendanceDraft
from crm.queries.offices import get_office_words, list_holders, list_offices_of
from crm.queries.people import find_by_name, get_names
from crm.queries.sides import get_sides
from crm.rules import clock
from crm.rules.commitments import Side
from crm.rules.names import fold, split_name
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.engagements.parties import Present
from ui.pages.parts.finding import find_people_choices
from ui.theme import GAP, GRID, RADIUS, colours, small_font
from ui.widgets.buttons import tool
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker


@dataclass(frozen=True)
class Somebody:
    """A person as a row shows them; id 0 is a name that is not yet a person of ours."""

    id: int
    name: str
    detail: str = ""
    side: str = "theirs"


def find_somebody(person_id: int, name: str, on_day: date) -> Somebody:
    """The person of this id, or the only one called so; else the bare name."""
    if not person_id:
        read = split_name(name)
        named = find_by_name(fold(f"{read.given} {read.family}"))
        person_id = named[0] if len(named) == 1 else 0
    if not person_id:
        return Somebody(0, name.strip())
    side = "ours" if get_sides().get(person_id) is Side.OURS else "theirs"
    words = get_office_words(person_id, on_day)
    return Somebody(person_id, get_names([person_id]).get(person_id, name), words, side)


def find_members(organisation_id: int, on_day: date) -> list[Somebody]:
    """Everyone who held an office in a body on the day, once each."""
    found = {
        one.person_id: Somebody(one.person_id, one.person, one.words) for one in list_holders(organisation_id, on_day)
    }
    return list(found.values())


def find_attending(drafts: Sequence[AttendanceDraft], on_day: date) -> dict[int, Somebody]:
    """The people in a register by id."""
    ids = [draft.person_id for draft in drafts if draft.person_id]
    names, offices = get_names(ids), list_offices_of(ids, on_day) if ids else {}
    found: dict[int, Somebody] = {}
    for person_id in ids:
        held = [office.words for office in offices[person_id] if office.is_current]
        found[person_id] = Somebody(person_id, names.get(person_id, ""), held[0] if held else "")
    return found


class PersonRow(QFrame):
    """One person. The row itself takes the keyboard: arrows move between rows, Delete takes it away."""

    changed = Signal()
    step_wanted = Signal(object, int)
    remove_wanted = Signal(object)

    def __init__(self, draft: AttendanceDraft, somebody: Somebody, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.draft = draft
        self.somebody = somebody
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP, GRID, GRID, GRID)
        self._row.setSpacing(GAP)
        self.build()
        self.show_draft()

    def build(self) -> None:
        """Lay the row out; subclasses put their fields around `names`."""
        raise NotImplementedError

    def show_draft(self) -> None:
        """Show what the draft says."""

    def names(self) -> QWidget:
        """The name with what the person is."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_elided(self.somebody.name))
        detail = self.somebody.detail or ("" if self.somebody.id else _("Not yet in People"))
        if detail:
            small = _elided(detail)
            small.setProperty("look", "muted")
            small.setFont(small_font())
            column.addWidget(small)
        return holder

    def remove_button(self) -> QWidget:
        """The cross at the end."""
        button = tool(Icon.X, _("Remove {name}").format(name=self.somebody.name), f"{self.objectName()}-remove")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._remove)
        return button

    def present(self) -> Present:
        """For the lines of promises."""
        return Present(self.somebody.id, self.somebody.name, self.draft.side)

    def _remove(self) -> None:
        self.remove_wanted.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, remove."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Delete:
            self._remove()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below, and a frame while the keyboard is here."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(scheme.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()


class PeopleRows(QWidget):
    """The field that adds people, and their rows; `make_row(draft, somebody, name)` makes one."""

    changed = Signal()
    settled = Signal()  # a name entered has become a row

    def __init__(
        self,
        desk: Desk,
        name: str,
        row_name: str,
        make_row: Callable[[AttendanceDraft, Somebody, str], PersonRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._desk = desk
        self._row_name = row_name
        self._make_row = make_row
        self._made = 0
        self._new_code_of_members = "U"
        self._asked = 0  # names on their way from the reader
        self.on_day: Callable[[], date] = clock.today
        self.new_code = "P"
        self.new_side = ""  # empty: ours for our own people, else theirs
        self.rows: list[PersonRow] = []
        self.picker = RecordPicker(
            desk.service, find_people_choices, f"{name}-person", _("Add a person: type a name, then Enter"), "", True
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.picker)
        column.addLayout(self._rows)
        self.setFocusProxy(self.picker)
        self.picker.chosen.connect(self._add_chosen)
        self.picker.line.returnPressed.connect(self._add_typed)

    # Rows

    def show_rows(self, drafts: Sequence[AttendanceDraft], people: dict[int, Somebody]) -> None:
        """Show these."""
        for draft in drafts:
            self._append(draft, people.get(draft.person_id or 0) or Somebody(0, draft.name))

    def read(self) -> list[AttendanceDraft]:
        """What is written; a name still in the field counts."""
        drafts = [row.draft for row in self.rows]
        waiting = self.picker.text().strip()
        if waiting:
            person = self.picker.record_id or None
            name = "" if person else waiting
            drafts.append(AttendanceDraft(person, name, side=self.new_side or "theirs", code=self.new_code))
        return drafts

    def present(self) -> tuple[Present, ...]:
        """Everyone here."""
        return tuple(row.present() for row in self.rows)

    def add(self, somebody: Somebody, code: str = "") -> None:
        """Add a person, unless they are here already."""
        if any(row.somebody.id == somebody.id and row.somebody.name == somebody.name for row in self.rows):
            return
        self._append(
            AttendanceDraft(
                person_id=somebody.id or None,
                name="" if somebody.id else somebody.name,
                side=self.new_side or somebody.side,
                code=code or self.new_code,
            ),
            somebody,
        )
        self.changed.emit()

    def add_members(self, organisation_id: int, code: str) -> None:
        """Add everyone who held an office in this body on the day."""
        self._new_code_of_members = code
        self._desk.service.ask(self, self._take_members, find_members, organisation_id, self.on_day())

    def _take_members(self, found: list[Somebody]) -> None:
        for one in found:
            self.add(one, self._new_code_of_members)

    def _append(self, draft: AttendanceDraft, somebody: Somebody) -> None:
        row = self._make_row(draft, somebody, f"{self._row_name}-{self._made}")
        self._made += 1
        row.changed.connect(self.changed)
        row.step_wanted.connect(self._step)
        row.remove_wanted.connect(self._remove)
        self.rows.append(row)
        self._rows.addWidget(row)

    def _remove(self, row: PersonRow) -> None:
        at = self.rows.index(row)
        had_focus = row.hasFocus()
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        if had_focus:
            (self.rows[min(at, len(self.rows) - 1)] if self.rows else self.picker).setFocus()
        self.changed.emit()

    def _step(self, row: PersonRow, by: int) -> None:
        at = self.rows.index(row) + by
        if at < 0:
            self.picker.setFocus()
        elif at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    # Adding

    def _add_chosen(self, choice: Choice) -> None:
        self._find(choice.id, choice.name)

    def _add_typed(self) -> None:
        if self.picker.text().strip():
            self._find(self.picker.record_id, self.picker.text())

    def _find(self, person_id: int, name: str) -> None:
        """Each name is asked for on its own, so that quick typing loses none."""
        self.picker.set_choice(None)
        self._asked += 1
        self._desk.service.ask(self, self._take_found, find_somebody, person_id, name, self.on_day())

    def _take_found(self, somebody: Somebody) -> None:
        self._asked -= 1
        self.add(somebody)
        self.settled.emit()

    @property
    def is_settled(self) -> bool:
        """Whether every name entered has become a row."""
        return self._asked == 0

    def settle(self) -> None:
        """Take a name that still stands in the field."""
        self._add_typed()


def _elided(text: str) -> QLabel:
    """A line that gives way to its neighbours; the whole of it is in the tip."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setToolTip(text)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made
