"""Whom and what to make sure of, those needed soonest first; one key for each answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from crm.operations.checking import CheckDraft, could_not_reach, mark_as_checked, set_check_intervals
from crm.queries.checking import ToVerify, get_intervals, get_to_verify_rows, list_to_verify
from crm.rules import clock
from crm.rules.checking import How, Intervals, how_label
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Column, Listing, Wanted
from ui.lists.model import RecordModel
from ui.lists.table import RecordTable
from ui.pages.organisations.editor import OrganisationEditor
from ui.pages.page import Page
from ui.pages.parts.choosing import combo, labelled
from ui.pages.people.editor import PersonEditor
from ui.theme import GAP, GRID, PAGE_MARGIN, small_font
from ui.widgets.buttons import primary, quiet, secondary
from ui.widgets.cards import PageHeader, label
from ui.widgets.dialogs import Dialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.forms import Form


class ToVerifyPage(Page):
    """Y: what we have is still true. C: it changed. U: nobody was reached. Enter opens the record."""

    watches: ClassVar[tuple[str, ...]] = ("people", "organisations", "engagements", "commitments", "imports")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("To verify"))
        self._nouns: dict[int, str] = {}
        self._intervals = Intervals()
        self._row_to_stand_on = 0
        self._model: RecordModel[ToVerify] = RecordModel(self._listing(), desk.service, self)
        self.table = RecordTable(self._model, desk.preferences, "to-verify", self)
        self.table.setAccessibleName(_("To verify"))
        self.how = combo("to-verify-how", labelled(How, how_label, _("not said")), _("How you make sure"))
        self.true_button = primary(_("Still true (Y)"), "to-verify-true", Icon.CHECK)
        self.changed_button = secondary(_("Changed… (C)"), "to-verify-changed", Icon.PENCIL_SIMPLE)
        self.missed_button = secondary(_("Could not reach (U)"), "to-verify-missed", Icon.PHONE)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _listing(self) -> Listing[ToVerify]:
        return Listing(
            "to-verify",
            (
                Column("name", _("Name"), _name, 220, is_sortable=False, is_strong=True, icon=_glyph),
                Column("detail", _("What we have"), _detail, stretches=True, is_sortable=False, hint=_detail),
                Column("needed", _("Needed"), _needed, 120, is_sortable=False),
                Column("checked", _("Last checked"), _checked, 130, is_sortable=False, hint=_by),
            ),
            ids=self._ids,
            rows=self._rows,
        )

    def _lay_out(self) -> None:
        self._header = PageHeader(_("To verify"), "to-verify-header")
        self._nothing = EmptyState(
            Icon.SHIELD_CHECK, _("Everybody was checked in time. There is nothing to verify."), name="to-verify-nothing"
        )
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.table)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for part in (self.true_button, self.changed_button, self.missed_button):
            buttons.addWidget(part)
        buttons.addStretch(1)
        asked = label(_("Made sure"), "muted")
        asked.setWordWrap(False)
        buttons.addWidget(asked)
        buttons.addWidget(self.how)
        self._practice = label("", "muted", "to-verify-practice")
        self._practice.setFont(small_font())
        self.often_button = quiet(_("How &often…"), "to-verify-often", Icon.SLIDERS_HORIZONTAL)
        practice = QHBoxLayout()
        practice.addWidget(self._practice, 1)
        practice.addWidget(self.often_button)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GRID)
        below.addLayout(buttons)
        below.addLayout(practice)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._below)

    def _connect(self) -> None:
        self._model.answered.connect(self._show_answer)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._press)
        self.true_button.clicked.connect(self.still_true)
        self.changed_button.clicked.connect(self.changed)
        self.missed_button.clicked.connect(self.missed)
        self.often_button.clicked.connect(self.ask_how_often)

    # What the list asks, on the reader

    def _ids(self, _wanted: Wanted) -> list[int]:
        found = list_to_verify(clock.today())
        self._nouns, self._intervals = dict(found), get_intervals()
        return [record_id for record_id, _noun in found]

    def _rows(self, ids: Sequence[int]) -> list[ToVerify]:
        return get_to_verify_rows([(record_id, self._nouns.get(record_id, "")) for record_id in ids], clock.today())

    # Showing

    def refresh(self) -> None:
        """Ask for the list."""
        self._row_to_stand_on = max(0, self.table.currentIndex().row())
        self._model.refresh()

    def _show_answer(self) -> None:
        count = self._model.rowCount()
        had_focus = self.table.hasFocus() or self.hasFocus()  # where it waits until the rows are here
        self._stack.setCurrentWidget(self.table if count else self._nothing)
        self._below.setVisible(count > 0)
        practice = _("Holders of an office come up again after {office} days, others after {days}: our practice.")
        self._practice.setText(practice.format(office=self._intervals.office, days=self._intervals.other))
        words = ngettext("{count} record to make sure of", "{count} records to make sure of", count)
        self._header.set_subtitle(words if count else "")
        if count and not self.table.currentIndex().isValid():
            self.table.selectRow(min(self._row_to_stand_on, count - 1))
        if had_focus and count:
            self.table.setFocus()

    def take_focus(self) -> None:
        """Into the list."""
        (self.table if self._model.rowCount() else self).setFocus()

    # Doing

    def _current(self) -> tuple[int, str]:
        record_id = self.table.current_id()
        return record_id, self._nouns.get(record_id, "")

    def _press(self, letter: str) -> None:
        keys: dict[str, Callable[[], None]] = {"y": self.still_true, "c": self.changed, "u": self.missed}
        if run := keys.get(letter.casefold()):
            run()

    def still_true(self) -> None:
        """What we have is still true."""
        record_id, _noun = self._current()
        if record_id:
            draft = CheckDraft(record_id, how=str(self.how.currentData()))
            self.desk.service.do(mark_as_checked, draft, owner=self)

    def missed(self) -> None:
        """Nobody was reached; it comes up again soon."""
        record_id, _noun = self._current()
        if record_id:
            self.desk.service.do(could_not_reach, record_id, clock.today(), str(self.how.currentData()), owner=self)

    def changed(self) -> None:
        """Something is different: the form, and then it counts as checked."""
        record_id, noun = self._current()
        if not record_id:
            return
        editor: PersonEditor | OrganisationEditor
        if noun == "people":
            editor = PersonEditor(self.desk, self.window(), record_id)
        else:
            editor = OrganisationEditor(self.desk, self.window(), record_id)
        editor.saved.connect(self._mark_changed)
        editor.open()

    def _mark_changed(self, record_id: int) -> None:
        draft = CheckDraft(record_id, how=str(self.how.currentData()))
        self.desk.service.do(mark_as_checked, draft, owner=self)

    def ask_how_often(self) -> None:
        """Set after how many days records come up again."""
        dialog = IntervalsDialog(self.desk, self.window(), self._intervals)
        dialog.accepted.connect(self.refresh)
        dialog.open()

    def _open(self, record_id: int) -> None:
        self.desk.navigator.open_record(self._nouns.get(record_id, "people"), record_id)


class IntervalsDialog(Dialog):
    """After how many days to check holders of an office, and the others."""

    def __init__(self, desk: Desk, parent: QWidget, intervals: Intervals) -> None:
        super().__init__(parent, _("How often to check"), "check-intervals")
        self.writes_with = desk.service
        self._desk = desk
        self._form = Form("check-intervals-form")
        self.office, self.other = _days(intervals.office), _days(intervals.other)
        hint = _("From the next check on; what is due already stays due.")
        self._form.row("office", _("&Holders of an office, and bodies with holders: days"), self.office)
        self._form.row("other", _("&Everybody else: days"), self.other, hint)
        self.add(self._form)
        self.add_cancel()
        self.add_accept(_("Save"))
        self.office.setFocus()

    def accept(self) -> None:
        """Keep it."""
        self._desk.service.do(
            set_check_intervals,
            self.office.value(),
            self.other.value(),
            on_done=self._close,
            on_problem=self._form.show_problem,
            owner=self,
        )

    def _close(self, _done: object) -> None:
        super().accept()


def _days(value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, 3650)
    box.setValue(value)
    return box


def _name(row: ToVerify) -> str:
    return row.name


def _glyph(row: ToVerify) -> Icon:
    return Icon.USER if row.noun == "people" else Icon.BUILDINGS


def _detail(row: ToVerify) -> str:
    return row.detail


def _needed(row: ToVerify) -> str:
    if row.needed_on is None:
        return ""
    today = clock.today()
    return format_day(row.needed_on, today) if row.needed_on > today else _("now")


def _checked(row: ToVerify) -> str:
    return format_day(row.verified_on, clock.today()) if row.verified_on else _("never")


def _by(row: ToVerify) -> str:
    return row.verified_by
