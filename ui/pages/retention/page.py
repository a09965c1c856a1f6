"""Whom we may no longer need to keep, the longest untouched first; one key for each answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crm.queries.retention import Retention, ToLookThrough, list_to_look_through
from crm.rules import clock, retention
from crm.rules.dates import format_day
from crm.rules.erasing import Kind as Erasing
from crm.rules.retention import Kind, Months
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Column, Listing, Wanted
from ui.lists.model import RecordModel
from ui.lists.table import RecordTable
from ui.pages.erasing.dialog import EraseDialog
from ui.pages.page import Page
from ui.pages.people.rights import CONSENT, KEEP, GroundDialog, SayDialog
from ui.pages.retention.months import MonthsDialog
from ui.pages.today.elsewhere import show_settings
from ui.theme import CONTROL_HEIGHT, GAP, GRID, PAGE_MARGIN, small_font
from ui.widgets.buttons import primary, quiet, secondary
from ui.widgets.cards import PageHeader, label
from ui.widgets.empty_state import EmptyState


class RetentionPage(Page):
    """K: keep longer, because. G: another ground. C: they consent. N: nameless. E: erase. S: next. Enter opens."""

    foot: ClassVar[int] = 2 * (CONTROL_HEIGHT + GAP)  # what can be done, and how long people are kept
    watches: ClassVar[tuple[str, ...]] = ("people", "settings", "engagements", "commitments", "notes")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Look through what is kept"))
        self._found: dict[int, ToLookThrough] = {}
        self._answer = Retention((), Months(), is_whole=True)
        self._row_to_stand_on = 0
        self._model: RecordModel[ToLookThrough] = RecordModel(self._listing(), desk.service, self)
        self.table = RecordTable(self._model, desk.preferences, "retention", self)
        self.table.setAccessibleName(_("Look through what is kept"))
        self.keep_button = primary(_("Keep longer… (K)"), "retention-keep", Icon.CALENDAR_PLUS)
        self.ground_button = secondary(_("Another ground… (G)"), "retention-ground", Icon.SHIELD_CHECK)
        self.consent_button = secondary(_("They consent… (C)"), "retention-consent", Icon.CHECK)
        self.erase_button = secondary(_("Erase… (E)"), "retention-erase", Icon.TRASH)
        self.next_button = secondary(_("Next (S)"), "retention-next", Icon.ARROW_DOWN)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _listing(self) -> Listing[ToLookThrough]:
        return Listing(
            "retention",
            (
                Column("name", _("Name"), _name, 200, is_sortable=False, is_strong=True, icon=_glyph),
                Column("kind", _("Who"), _kind, 130, is_sortable=False, hint=_detail),
                Column("why", _("Why now"), _why, stretches=True, is_sortable=False, hint=_why),
                Column("last", _("Last"), _last, 110, is_sortable=False),
            ),
            ids=self._ids,
            rows=self._rows,
        )

    def _lay_out(self) -> None:
        self._header = PageHeader(_("Look through what is kept"), "retention-header")
        nothing = _("Nobody has been left alone for so long that keeping them has to be decided.")
        self._nothing = EmptyState(Icon.SHIELD_CHECK, nothing, name="retention-nothing")
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.table)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(GAP)
        for part in (self.keep_button, self.ground_button, self.consent_button, self.erase_button, self.next_button):
            buttons.addWidget(part)
        buttons.addStretch(1)
        self._practice = label("", "muted", "retention-practice")
        self._practice.setFont(small_font())
        self.months_button = quiet(_("How &long…"), "retention-months", Icon.SLIDERS_HORIZONTAL)
        practice = QHBoxLayout()
        practice.addWidget(self._practice, 1)
        practice.addWidget(self.months_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._buttons)
        column.addLayout(practice)

    def _connect(self) -> None:
        self._model.answered.connect(self._show_answer)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._press)
        self.keep_button.clicked.connect(self.keep)
        self.ground_button.clicked.connect(self.ground)
        self.consent_button.clicked.connect(self.consent)
        self.erase_button.clicked.connect(self.erase)
        self.next_button.clicked.connect(self.go_on)
        self.months_button.clicked.connect(self.ask_months)

    # What the list asks, on the reader

    def _ids(self, _wanted: Wanted) -> list[int]:
        self._answer = list_to_look_through(clock.today())
        self._found = {each.id: each for each in self._answer.people}
        return list(self._found)

    def _rows(self, ids: Sequence[int]) -> list[ToLookThrough]:
        return [self._found[each] for each in ids if each in self._found]

    # Showing

    def refresh(self) -> None:
        """Ask for the list."""
        self._row_to_stand_on = max(0, self.table.currentIndex().row())
        self._model.refresh()

    def _show_answer(self) -> None:
        count, months = self._model.rowCount(), self._answer.months
        had_focus = self.table.hasFocus() or self.months_button.hasFocus()  # where it waits until the rows are here
        self._stack.setCurrentWidget(self.table if count else self._nothing)
        self._buttons.setVisible(count > 0)
        practice = _(
            "Kept after the last that we had to do with them: {office} months for office holders, {partner} for those "
            "of a CSO, {other} for others."
        )
        self._practice.setText(practice.format(office=months.office, partner=months.partner, other=months.other))
        words = ngettext("{count} person to decide about", "{count} people to decide about", count)
        more = "" if self._answer.is_whole else _("the first of more")
        self._header.set_subtitle(", ".join(part for part in (words, more) if part) if count else "")
        if count and not self.table.currentIndex().isValid():
            self.table.selectRow(min(self._row_to_stand_on, count - 1))
        if had_focus and count:
            self.table.setFocus()

    def take_focus(self) -> None:
        """Into the list."""
        (self.table if self._model.rowCount() else self.months_button).setFocus()

    # Doing

    def _press(self, letter: str) -> None:
        keys: dict[str, Callable[[], None]] = {
            "k": self.keep,
            "g": self.ground,
            "c": self.consent,
            "e": self.erase,
            "n": self.make_nameless,
            "s": self.go_on,
        }
        if run := keys.get(letter.casefold()):
            run()

    def _current(self) -> ToLookThrough | None:
        return self._found.get(self.table.current_id())

    def keep(self) -> None:
        """Keep them until a day, because."""
        if row := self._current():
            SayDialog(self.window(), self.desk, KEEP, row.id, row.name).open()

    def ground(self) -> None:
        """There is another ground to keep them."""
        if row := self._current():
            GroundDialog(self.window(), self.desk, [row.id]).open()

    def consent(self) -> None:
        """They agree to be kept."""
        if row := self._current():
            SayDialog(self.window(), self.desk, CONSENT, row.id, row.name).open()

    def erase(self) -> None:
        """Let the record go."""
        self._ask_erase(Erasing.ERASE)

    def make_nameless(self) -> None:
        """Let the person go; what the record counts stays."""
        self._ask_erase(Erasing.ANONYMISE)

    def _ask_erase(self, kind: Erasing) -> None:
        row = self._current()
        if row is None:
            return
        dialog = EraseDialog(self.window(), self.desk, row.id, row.name)
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        dialog.reading_wanted.connect(partial(show_settings, self, self.desk, "names"))
        dialog.erased.connect(self.refresh)
        dialog.open()

    def go_on(self) -> None:
        """Leave this one for now."""
        at = self.table.currentIndex().row() + 1
        if at < self._model.rowCount():
            self.table.selectRow(at)

    def ask_months(self) -> None:
        """Set for how long each kind is kept."""
        MonthsDialog(self.window(), self.desk, self._answer.months).open()

    def _open(self, person_id: int) -> None:
        self.desk.navigator.open_record("people", person_id)


def _name(row: ToLookThrough) -> str:
    return row.name


def _glyph(row: ToLookThrough) -> Icon:
    return {Kind.OFFICE: Icon.BANK, Kind.PARTNER: Icon.USERS_THREE, Kind.OTHER: Icon.USER}[row.kind]


def _kind(row: ToLookThrough) -> str:
    return retention.label(row.kind)


def _detail(row: ToLookThrough) -> str:
    return row.detail


def _why(row: ToLookThrough) -> str:
    return row.why


def _last(row: ToLookThrough) -> str:
    return format_day(row.last_on, clock.today())
