"""Everything that was done, by whom, and undoing any of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from crm.queries.history import HistoryEntry, find_history
from crm.rules.dates import format_moment
from crm.rules.errors import Problem
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.page import Page
from ui.theme import GAP, GRID, PADDING, PAGE_MARGIN
from ui.widgets.buttons import secondary
from ui.widgets.cards import Card, PageHeader, label, scrolled
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.history_list import HistoryList
from ui.words import sentence

AT_ONCE = 40
CONFLICT = "undo-conflict"


class HistoryPage(Page):
    """Operations newest first; older ones come with a button."""

    watches: ClassVar[tuple[str, ...]] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._entries: dict[int, HistoryEntry] = {}
        self._wanted = AT_ONCE
        self._asker = Asker(self, desk.service, self._show)
        self._older = Asker(self, desk.service, self._append)
        self.filter_box = QLineEdit()
        self.filter_box.setObjectName("history-filter")
        self.filter_box.setPlaceholderText(_("What was done, or who did it"))
        self.filter_box.setAccessibleName(_("Filter"))
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.addAction(icon(Icon.MAGNIFYING_GLASS, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = HistoryList("history-entries")
        self.more = secondary(_("Show older"), "history-more", Icon.CARET_DOWN)
        self._nothing = EmptyState(Icon.CLOCK_COUNTER_CLOCKWISE, "", name="history-empty")
        self._stack = QStackedWidget()
        self._lay_out()
        self.filter_box.textChanged.connect(self._filter)
        self.list.undo_wanted.connect(self.ask_undo)
        self.more.clicked.connect(self.load_more)

    def _lay_out(self) -> None:
        header = PageHeader(_("History"), "history-header")
        header.set_subtitle(
            _("What was done in this workspace. Anything can be undone unless later work stands on it.")
        )
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, GAP, 0)
        inner.setSpacing(PADDING)
        card = Card(name="history-card")
        card.add(self.list)
        inner.addWidget(card)
        inner.addWidget(self.more)
        inner.addStretch(1)
        self._stack.addWidget(scrolled(holder, "history-scroll"))
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        column.addWidget(header)
        column.addWidget(self.filter_box)
        column.addWidget(self._stack, 1)

    # Asking

    def refresh(self) -> None:
        """Ask for as many as were shown."""
        self._older.drop()
        self._asker.ask(find_history, self.filter_box.text(), self._wanted + 1)

    def _filter(self) -> None:
        self._wanted = AT_ONCE
        self.refresh()

    def load_more(self) -> None:
        """Older operations, below."""
        oldest = min(self._entries, default=None)
        self.more.setEnabled(False)
        self._older.ask(find_history, self.filter_box.text(), AT_ONCE + 1, oldest)

    def _show(self, entries: Sequence[HistoryEntry]) -> None:
        shown = entries[: self._wanted]
        self._entries = {entry.operation_id: entry for entry in shown}
        self.list.show_entries(shown)
        self._show_more(len(entries) > self._wanted)
        is_filtered = bool(self.filter_box.text().strip())
        self._nothing.set_sentence(
            _("Nothing in the history fits this filter.") if is_filtered else _("Nothing was done here yet.")
        )
        self._stack.setCurrentIndex(0 if shown else 1)

    def _append(self, entries: Sequence[HistoryEntry]) -> None:
        shown = entries[:AT_ONCE]
        self._wanted += len(shown)
        self._entries.update({entry.operation_id: entry for entry in shown})
        self.list.append(shown)
        self._show_more(len(entries) > AT_ONCE)

    def _show_more(self, is_more: bool) -> None:
        self.more.setEnabled(True)
        self.more.setVisible(is_more)

    def take_focus(self) -> None:
        """Into the filter."""
        self.filter_box.setFocus()

    # Undoing

    def ask_undo(self, operation_id: int) -> None:
        """Name what will be undone, then do it."""
        entry = self._entries[operation_id]
        box = ConfirmDialog(
            self,
            _("Undo “{label}”?").format(label=entry.label),
            _("{when} by {who}").format(when=format_moment(entry.at), who=entry.by),
            _("Undo"),
            name="history-undo",
        )
        for line in entry.lines[:6]:
            box.add(label(line, "muted"))
        box.confirmed.connect(partial(self._undo, operation_id))
        box.open()

    def _undo(self, operation_id: int) -> None:
        self.desk.service.reverse(operation_id, on_problem=partial(self._show_problem, operation_id))

    def _show_problem(self, operation_id: int, problem: Problem) -> None:
        if problem.code != CONFLICT:
            self.desk.service.problem.emit(problem)
            return
        box = ConfirmDialog(
            self,
            _("Something later stands in the way"),
            sentence(problem),
            _("Undo the rest"),
            is_danger=True,
            name="history-conflict",
        )
        box.add(
            label(_("“Undo the rest” leaves what later work changed as it is, and puts everything else back."), "muted")
        )
        box.confirmed.connect(partial(self.desk.service.reverse, operation_id, rest=True))
        box.open()
