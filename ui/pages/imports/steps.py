"""The first step of bringing in a list and the last two: choose or paste it, look at what it would do, done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from crm.operations.imports import ImportResult
from crm.queries.imports import ImportPlan, RowPlan
from crm.rules import clock
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.import_words import NOUNS, counted, many_of
from ui.pages.imports.doubts import RowStrip
from ui.pages.imports.into import IntoPicker
from ui.pages.imports.preview import PlanTable, StateBar
from ui.pages.imports.reading import Look, Read
from ui.pages.imports.shape_step import about
from ui.pages.imports.statuses import StatusPicker
from ui.pages.imports.template_button import TemplateButton
from ui.pages.imports.terms import TermPicker
from ui.theme import GAP
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, quiet, secondary
from ui.widgets.cards import Card, label
from ui.widgets.date_edit import DateEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.forms import takes_keys
from ui.widgets.status import Tone

LOW = 420  # pixels below which the row's own card stands beside the rows


class ChooseStep(QWidget):
    """Choose a file, drop one, type its path, or paste rows."""

    file_wanted = Signal()
    paste_wanted = Signal()
    file_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-choose-step")
        self.setAcceptDrops(True)
        card = Card("", "import-choose-card")
        self._state = EmptyState(
            Icon.FILE_ARROW_UP,
            _(
                "Drop a list here, or choose one, in Excel, CSV, vCard, iCalendar, LDIF or JSON:\n"
                "people, offices, promises, engagements, petitions, clauses of agreements, steps of plans.\n"
                "Or copy rows in a spreadsheet or an e-mail and paste them."
            ),
            _("Choose a file…"),
            "import-choose",
        )
        self._state.pressed.connect(self.file_wanted)
        self.path = QLineEdit()
        self.path.setObjectName("import-path")
        self.path.setPlaceholderText(_("Or type its path, then Enter"))
        self.path.setAccessibleName(_("Path of the list"))
        self.path.setClearButtonEnabled(True)
        self.path.returnPressed.connect(self._take_typed)
        self.paste = secondary(_("Paste rows"), "import-paste", Icon.CLIPBOARD_TEXT)
        self.paste.setToolTip(_("Paste rows (Ctrl+Alt+V)"))
        self.paste.clicked.connect(self.paste_wanted)
        self.template = TemplateButton()
        below = QHBoxLayout()
        below.setSpacing(GAP)
        below.addWidget(self.path, 1)
        below.addWidget(self.paste)
        below.addWidget(self.template)
        card.add(self._state)
        card.body.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def take_focus(self) -> None:
        """Onto the button, or onto a path that was typed and must be put right."""
        wanted = self.path if self.path.text() else self._state.button
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_typed(self) -> None:
        typed = self.path.text().strip().strip('"')
        if typed:
            self.file_dropped.emit(str(Path(typed).expanduser()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the first file dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.file_dropped.emit(files[0])


class PreviewStep(QWidget):
    """What the list seems to be, its term, and every row."""

    changed = Signal()
    decided = Signal(str, int)
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-preview-step")
        self._plan: ImportPlan | None = None
        self._texts: tuple[str, ...] = ()
        self._decisions: dict[str, int] = {}
        self.is_busy = False
        self._about = label("", name="import-about")
        self._remarks = label("", "muted", "import-remarks")
        self._ask = Banner("", Tone.WARNING, name="import-ask-term")
        self._missed = QWidget()
        self.copy_missed = quiet(_("Copy what was not understood"), "import-missed-copy", Icon.COPY)
        self.save_missed = quiet(_("Save it as a list…"), "import-missed-save", Icon.FLOPPY_DISK)
        self.search = QLineEdit()
        self.search.setObjectName("import-find")
        self.search.setPlaceholderText(_("Find in these rows"))
        self.search.setAccessibleName(_("Find in these rows"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(180)
        self.term = TermPicker()
        self.statuses = StatusPicker()
        self.into = IntoPicker(desk.service)
        self.gone_on = DateEdit(clock.today(), "import-gone-on", is_past=True)
        self.gone_on.line.setPlaceholderText(_("leave them as they are"))
        self.gone_on.setMinimumWidth(230)
        self._gone = QWidget()
        self._gone_words = QLabel()
        self._gone_words.setBuddy(takes_keys(self.gone_on))
        self.gone_on.setAccessibleName(_("Those who are gone from the list left on"))
        self.states = StateBar()
        self.table = PlanTable()
        self.strip = RowStrip(desk.service)
        self.back = secondary(_("Back"), "import-back", Icon.ARROW_LEFT)
        self.apply = primary(_("Bring in"), "import-apply", Icon.CHECK)
        self._lay_out()
        self.term.changed.connect(self._tell)
        self.statuses.changed.connect(self._tell)
        self.into.changed.connect(self._tell)
        self.gone_on.changed.connect(self._tell_day)
        self.states.chosen.connect(self._show_rows)
        self.search.textChanged.connect(self._show_rows)
        self.table.current_changed.connect(self._show_row)
        self.table.question_wanted.connect(self.strip.take_focus)
        self.table.leave_out_wanted.connect(self.strip.leave_out)
        self.strip.decided.connect(self._pass_on)
        self.copy_missed.clicked.connect(self.copy_wanted)
        self.save_missed.clicked.connect(self.save_wanted)

    def _lay_out(self) -> None:
        first, gone, states = QHBoxLayout(), QHBoxLayout(self._gone), QHBoxLayout()
        missed = QHBoxLayout(self._missed)
        first.setSpacing(GAP)
        first.addWidget(self._about, 1)
        for button in (self.back, self.apply):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        missed.setContentsMargins(0, 0, 0, 0)
        missed.addWidget(self.copy_missed)
        missed.addWidget(self.save_missed)
        missed.addStretch(1)
        states.setSpacing(GAP)
        states.addWidget(self.states, 1)
        states.addWidget(self.search)
        gone.setContentsMargins(0, 0, 0, 0)
        gone.setSpacing(GAP)
        gone.addWidget(self._gone_words)
        gone.addWidget(self.gone_on)
        gone.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(first)
        for part in (self._remarks, self._ask, self.term, self.into, self.statuses, self._gone):
            column.addWidget(part)
        column.addLayout(states)
        column.addWidget(self._missed)
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._rows.setSpacing(GAP)
        self._rows.addWidget(self.table, 3)
        self._rows.addWidget(self.strip)
        column.addLayout(self._rows, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the row's own card stands beside the rows, so that more than one of them is seen."""
        super().resizeEvent(event)
        is_low = event.size().height() < LOW
        ways = QBoxLayout.Direction
        self._rows.setDirection(ways.LeftToRight if is_low else ways.TopToBottom)
        self.strip.set_narrow(is_low)

    def take_focus(self) -> None:
        """Onto the question that must be answered, else onto the rows."""
        if not self.term.is_answered:
            self.term.setFocus()
        elif self.statuses.meanings:
            self.statuses.take_focus()
        else:
            self.table.setFocus()

    # Showing

    def show_reading(self, found: Read) -> None:
        """Say what the file seems to be."""
        reading = found.reading
        self._about.setText(about(reading))
        remarks = [*reading.warnings, *reading.left_out]
        self._remarks.setText("; ".join(remarks[:6]))
        self._remarks.setVisible(bool(remarks))
        self.search.clear()
        self.term.offer(found.guess, found.must_ask, found.ours, is_current=found.is_current)
        self.term.setVisible(not reading.registered)
        self.statuses.offer(found.statuses, reading.registered[0].noun if found.statuses else "commitments")
        self.into.offer(reading)
        self.gone_on.blockSignals(True)
        self.gone_on.set_day(None)
        self.gone_on.blockSignals(False)
        self._gone.hide()
        self.table.setCurrentIndex(QModelIndex())  # the row looked at in the list before says nothing about this one
        self._ask_for_term()

    def _ask_for_term(self) -> None:
        words = _("Nothing in this list shows which term it is of. Choose it, so that past members do not seem to sit.")
        self._ask.set_text("" if self.term.is_answered else words)

    def show_plan(self, look: Look, decisions: dict[str, int]) -> None:
        """Show what would happen."""
        plan = look.plan
        self._plan, self._texts, self._decisions = plan, look.texts, decisions
        self.states.show_counts(plan.rows)
        self._show_gone(len(plan.rows_of("gone")))
        self._show_rows()
        self.set_busy(False)

    def _show_gone(self, count: int) -> None:
        words = ngettext("{count} is &gone from the list. Left on", "{count} are &gone from the list. Left on", count)
        self._gone_words.setText(words)
        self._gone.setVisible(count > 0 or bool(self.gone_on.text()))

    def set_busy(self, is_busy: bool) -> None:
        """While the answer is on its way, nothing can be brought in."""
        self.is_busy = is_busy
        self._ask_for_term()
        plan = self._plan
        can = plan is not None and not is_busy and not plan.is_empty and self.term.is_answered
        self.apply.setEnabled(can)
        self.apply.setText(_apply_words(plan) if plan is not None else _("Bring in"))
        self.apply.setAccessibleName(self.apply.text())

    def _show_rows(self) -> None:
        if self._plan is not None:
            kept = self.table.currentIndex().row()
            self._missed.setVisible(self.states.state == "not_understood")
            self.table.show_rows(self._plan.rows, self._texts, self.states.state, self.search.text())
            if 0 < kept < self.table.plan.rowCount():
                self.table.selectRow(kept)

    def _show_row(self, row: RowPlan | None) -> None:
        self.strip.show_row(row, self._decisions)

    def _pass_on(self, key: str, answer: int) -> None:
        """Back to the rows: the next one is decided there."""
        self.table.setFocus()
        self.decided.emit(key, answer)

    def _tell(self) -> None:
        self._ask_for_term()
        self.changed.emit()

    def _tell_day(self) -> None:
        if self.gone_on.is_valid:
            self.changed.emit()


def _apply_words(plan: ImportPlan) -> str:
    counts = plan.counts()
    if plan.is_empty:
        return _("Nothing to bring in")
    for noun in (*REGISTER_PAGES, "people"):
        if count := counts["new"][noun] + counts["changed"][noun]:
            return _("Bring in {things}").format(things=counted(noun, count))
    return _("Bring in")


REGISTER_PAGES = {
    "commitments": "commitments",
    "engagements": "engagements",
    "petitions": "petitions",
    "clauses": "agreements",
    "steps": "plans",
    "opportunities": "opportunities",
    "programme": "organisations",
}
"""The page on which the things of a register are, by their noun."""


class DoneStep(QWidget):
    """What was brought in, and taking it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-done-step")
        card = Card(_("Brought in"), "import-done-card")
        self._words = label("", name="import-done-words")
        self.people = primary(_("Show the new people"), "import-show-people", Icon.USERS)
        self.register = primary(_("Show commitments"), "import-show-register", Icon.HANDSHAKE)
        self.register_page = ""
        self.undo = secondary(_("Undo all of it"), "import-undo", Icon.ARROW_COUNTER_CLOCKWISE)
        self.again = secondary(_("Bring in another list"), "import-again", Icon.FILE_ARROW_UP)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in (self.people, self.register, self.undo, self.again):
            row.addWidget(button)
        row.addStretch(1)
        card.add(self._words)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def take_focus(self) -> None:
        """Onto the next step."""
        shown = self.people if self.people.isVisibleTo(self) else self.register
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_result(self, result: ImportResult, file: str) -> None:
        """Say what was done, noun by noun."""
        self.undo.setEnabled(True)
        noun = next((each for each in REGISTER_PAGES if result.new[each] or result.changed[each]), "")
        self.register_page = REGISTER_PAGES.get(noun, "")
        if noun:
            self.register.setText(_("Show {things}").format(things=many_of(noun).casefold()))
        self.register.setVisible(bool(noun))
        self.people.setVisible(not noun)
        lines = [file] if file else []
        for noun in NOUNS:
            new, changed, same = (part.get(noun, 0) for part in (result.new, result.changed, result.unchanged))
            if new or changed or same:
                lines.append(
                    _("{what}: {new} new, {changed} changed, {same} unchanged").format(
                        what=many_of(noun), new=new, changed=changed, same=same
                    )
                )
        if result.to_identify:
            words = _("{count} to identify: open it and say who is meant, once you know")
            lines.append(words.format(count=result.to_identify))
        self._words.setText("\n".join(lines))
