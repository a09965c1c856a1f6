"""The form that ends the term of a whole body: a day, a table of what becomes of everything, one operation."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from crm.operations.terms import PARTS, TermEndDraft, TermEnded, check_term_end, end_term, summary
from crm.queries.offices import list_terms
from crm.queries.terms import TermEnd, find_ending_term, get_term_end
from crm.rules import clock
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.errors import Problem, UserError
from crm.workspace import Done
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.commitments.form_dialog import day_field
from ui.pages.ending.table import EndTable
from ui.pages.parts.choosing import combo
from ui.theme import GAP, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet
from ui.widgets.cards import label
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import FormRow
from ui.widgets.status import Tone
from ui.words import sentence

WIDEST, TALLEST = 1120, 700


class Preview:
    """What the form shows: the terms of the body, and what ending one of them touches, or why that cannot be."""

    def __init__(self, terms: list[tuple[int, str]], ending: TermEnd | None, problem: Problem | None) -> None:
        self.terms, self.ending, self.problem = terms, ending, problem


def read_end(body_id: int, last_day: date | None, term_id: int | None) -> Preview:
    """Look at the end of a term; a day on which nobody holds an office, or one to come, is said and not raised."""
    terms = [(term.id, term.name) for term in list_terms(body_id)]
    if term_id is None and (found := find_ending_term(body_id)) is not None:
        term_id = found.id
    try:
        ending = get_term_end(body_id, last_day, term_id)
        check_term_end(TermEndDraft(body_id, ending.last_day, term_id), ending)
    except UserError as problem:
        return Preview(terms, None, problem)
    return Preview(terms, ending, None)


class EndTermDialog(Dialog):
    """Ctrl+Enter ends the term; Esc leaves."""

    saved = Signal(object)  # Done

    def __init__(self, parent: QWidget | None, desk: Desk, body_id: int, body: str) -> None:
        super().__init__(parent, _("End the term of {body}").format(body=body), "end-term")
        self.writes_with = desk.service
        self._desk = desk
        self._body_id = body_id
        self._ending: TermEnd | None = None
        self._is_leaving = False
        self._asker = Asker(self, desk.service, self._show, self._refuse)
        self.problem = Banner("", Tone.BAD, name="end-term-problem")
        self.problem.hide()
        yesterday = date.fromordinal(clock.today().toordinal() - 1)
        self.on = day_field("end-term-on", yesterday, clock.today(), is_optional=False, is_past=True)
        self.term = combo("end-term-term", [(None, _("The last one"))], _("Which term"))
        self.table = EndTable()
        self.promises_only = QCheckBox(_("Open promises &only"))
        self.promises_only.setObjectName("end-term-promises-only")
        self.goes_over = QCheckBox("")
        self.goes_over.setObjectName("end-term-goes-over")
        self.goes_over.setChecked(True)
        self.said = label("", name="end-term-summary")
        self._lay_out()
        self._connect()
        self._fit()
        self._asker.ask(read_end, body_id, None, None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2 * GAP)
        top.addWidget(FormRow(_("&Last day in office"), self.on, "end-term-on"), 1)
        top.addWidget(FormRow(_("Which &term"), self.term, "end-term-term"), 2)
        self.add(self.problem)
        self.add(top)
        self.add(self.said)
        self.body.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(GAP)
        self._groups = []
        for name, words, fate in (
            ("stay", _("All &stay"), Fate.STAYS_WITH_PERSON),
            ("pass", _("All &pass"), Fate.PASSES_TO_POST),
            ("suggested", _("As s&uggested"), None),
        ):
            button = quiet(words, f"end-term-all-{name}")
            button.setToolTip(_("For every promise, or for the lines selected"))
            button.clicked.connect(lambda _checked=False, fate=fate: self.table.decide_for_all(fate))
            below.addWidget(button)
            self._groups.append(button)
        below.addStretch(1)
        below.addWidget(self.promises_only)
        self.add(below)
        self.add(
            label(_("On a line: S stays, P passes to the post, L lapses, K keeps in office. Ctrl+A: all."), "muted")
        )
        self.add(self.goes_over)
        self.add_cancel()
        self.go = self.add_accept(_("End the term"), is_danger=False)
        self.go.setToolTip(_("End the term (Ctrl+Enter)"))
        self.go.setEnabled(False)
        self.go.setDefault(False)

    def _connect(self) -> None:
        self.on.changed.connect(self._ask)
        self.term.activated.connect(self._ask_term)
        self.table.ending.changed.connect(self._tell)
        self.goes_over.toggled.connect(self._tell)
        self.promises_only.toggled.connect(lambda on: self.table.ending.show_only(promises_only=on))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)

    def _fit(self) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(WIDEST, room.width() - 2 * PAGE_MARGIN), min(TALLEST, room.height() - PAGE_MARGIN))

    # Looking

    def _ask(self) -> None:
        if self.on.day is not None:
            self.go.setEnabled(False)
            self._asker.ask(read_end, self._body_id, self.on.day, self.term.currentData())

    def _ask_term(self) -> None:
        self.go.setEnabled(False)
        self._asker.ask(read_end, self._body_id, None, self.term.currentData())

    def _show(self, found: Preview) -> None:
        is_first = self.term.count() == 1 and self.term.itemData(0) is None
        if is_first and found.terms:
            self.term.clear()
            for term_id, name in found.terms:
                self.term.addItem(name, term_id)
        self._ending = found.ending
        if found.ending is not None:
            self.term.setCurrentIndex(max(0, self.term.findData(found.ending.term.id if found.ending.term else None)))
            if self.on.day != found.ending.last_day:
                self.on.blockSignals(True)
                self.on.set_day(found.ending.last_day)
                self.on.blockSignals(False)
        self.table.ending.show_end(found.ending, promises_only=self.promises_only.isChecked())
        self.problem.set_text(sentence(found.problem) if found.problem else "")
        self.go.setEnabled(found.ending is not None)
        has_promises = bool(found.ending and found.ending.promises)
        for button in (*self._groups, self.promises_only):
            button.setEnabled(has_promises)
        self._tell()
        if is_first and found.ending is not None:
            self.table.selectRow(0)
            self.table.setFocus()

    def _tell(self) -> None:
        ending = self._ending
        self.said.setText(summary(self.read(), ending) if ending else "")
        count = _count_going(ending) if ending else 0
        self.goes_over.setVisible(bool(count))
        words = ngettext(
            "{count} way in or meeting of single offices waits for whoever &follows",
            "{count} ways in, meetings and agreements of single offices wait for whoever &follows",
            count,
        )
        self.goes_over.setText(words)
        self.goes_over.setAccessibleName(words.replace("&", ""))

    def read(self) -> TermEndDraft:
        """The draft with what was decided."""
        ending = self._ending
        if ending is None:
            raise RuntimeError("read before a preview was shown")
        return TermEndDraft(
            self._body_id,
            ending.last_day,
            ending.term.id if ending.term else None,
            fates=dict(self.table.ending.fates),
            kept=set(self.table.ending.kept),
            left_alone=set() if self.goes_over.isChecked() else set(PARTS),
        )

    # Doing

    def accept(self) -> None:
        """End the term."""
        if not self.go.isEnabled() or self._ending is None:
            return
        self.go.setEnabled(False)
        self._desk.service.do(
            end_term, self.read(), on_done=self._finish, on_problem=self._refuse, owner=self, what=_("Ending the term…")
        )

    def _finish(self, done: Done[TermEnded]) -> None:
        self._is_leaving = True
        self.saved.emit(done)
        super().accept()

    def _refuse(self, problem: Problem) -> None:
        self.go.setEnabled(self._ending is not None)
        self.problem.set_text(sentence(problem))

    def reject(self) -> None:
        """Leave, after asking when something was decided."""
        if self._is_leaving or not (self.table.ending.fates or self.table.ending.kept):
            super().reject()
            return
        self.ask_to_leave(_("The term has not ended yet."), self._leave)

    def _leave(self) -> None:
        self._is_leaving = True
        super().reject()


def _count_going(ending: TermEnd) -> int:
    parts = [part for each in ending.holdings for key in PARTS for part in getattr(each, key)]
    return sum(part.is_suggested for part in parts)
