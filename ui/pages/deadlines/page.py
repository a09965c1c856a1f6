"""Everything that is late or coming, whatever its noun, by weeks; Enter opens the record."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.queries.team import UserRow, list_users
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.record_list import RecordList
from ui.pages.deadlines.list import MONTH, Weeks, kind_choices, when_choices
from ui.pages.page import Page
from ui.pages.parts.choosing import combo, fill
from ui.pages.parts.finding import find_body_choices
from ui.pages.parts.list_page import NARROW
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.cards import PageHeader
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_picker import RecordPicker

GIVE_WAY = ("owner", "basis")


class DeadlinesPage(Page):
    """The list with its filters: how far ahead, which kind, whose, and of which body."""

    watches: ClassVar[tuple[str, ...]] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Deadlines"))
        self._owners = Asker(self, desk.service, self._fill_owners)
        self.weeks = Weeks()
        hint = _("Title, name or place")
        self.list = RecordList(self.weeks.listing(), desk.service, desk.preferences, self._empty(), None, hint)
        self.when = combo("deadlines-filter-when", when_choices(), _("How far ahead"))
        self.kind = combo("deadlines-filter-kind", kind_choices(), _("Kind"))
        self.owner = combo("deadlines-filter-owner", [(0, _("Any owner"))], _("Owner"))
        self.body = RecordPicker(desk.service, find_body_choices, "deadlines-filter-body", _("Body"))
        self.when.setCurrentIndex(self.when.findData(MONTH))
        self._lay_out()
        self._connect()

    def _empty(self) -> EmptyState:
        return EmptyState(
            Icon.CALENDAR_CHECK,
            _("Nothing is late, and nothing is due within these days."),
            name="deadlines-empty",
        )

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(GAP)
        for box, share in ((self.when, 2), (self.kind, 3), (self.owner, 2), (self.body, 3)):
            filters.addWidget(box, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP)
        column.addWidget(PageHeader(_("Deadlines"), "deadlines-header"))
        column.addLayout(filters)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        for box in (self.when, self.kind, self.owner):
            box.currentIndexChanged.connect(self._filter)
        self.body.chosen.connect(self._filter)
        self.body.cleared.connect(self._filter)
        self.list.filters_cleared.connect(self._forget_filters)
        self.list.opened.connect(self._open)

    # Showing

    def refresh(self) -> None:
        """Ask for the list, and for whose deadlines there may be."""
        self._owners.ask(list_users, with_left=True)
        self.list.refresh()

    def show_only(self, when: str = MONTH, kind: str = "") -> None:
        """Show these alone; for links from other pages."""
        self._forget_filters()
        self.when.setCurrentIndex(max(0, self.when.findData(when)))
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))

    def take_focus(self) -> None:
        """Into the list."""
        self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the columns that matter least make room for the title."""
        super().resizeEvent(event)
        self.list.table.give_way(GIVE_WAY, is_narrow=self.width() - 2 * PAGE_MARGIN < NARROW)

    def _open(self, number: int) -> None:
        row = self.weeks.deadline(number)
        if row is not None:
            self.desk.navigator.open_record(row.noun, row.id)

    # Filters

    def _fill_owners(self, users: list[UserRow]) -> None:
        fill(self.owner, [(0, _("Any owner")), *((user.id, user.name) for user in users)])

    def _filter(self) -> None:
        when = self.when.currentData()
        self.list.set_filters(
            when=None if when == MONTH else when,
            kind=self.kind.currentData() or None,
            owner=self.owner.currentData() or None,
            body=self.body.record_id or None,
        )

    def _forget_filters(self) -> None:
        for box, usual in ((self.when, MONTH), (self.kind, ""), (self.owner, 0)):
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(usual))
            box.blockSignals(False)
        self.body.set_choice(None)
