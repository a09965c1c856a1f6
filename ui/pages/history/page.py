"""Everything that was done, by whom, and undoing any of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crm.queries.audit import AuditFilter, count_audit, list_authors
from crm.queries.history import HistoryEntry, find_history
from crm.rules.dates import format_moment
from crm.rules.errors import Problem
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.history.compaction import CompactionDialog, drop
from ui.pages.history.filters import HistoryFilters
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
        self.filters = HistoryFilters(desk.service)
        self.filter_box = self.filters.text
        self.counted = label("", "muted", "history-count")
        self.printing = secondary(_("Print…"), "history-print", Icon.PRINTER)
        self.drop = secondary(_("Drop old values…"), "history-drop")
        self.drop.setToolTip(_("Make the file smaller: what stood somewhere before it was changed goes"))
        self.list = HistoryList("history-entries")
        self.more = secondary(_("Show older"), "history-more", Icon.CARET_DOWN)
        self._nothing = EmptyState(Icon.CLOCK_COUNTER_CLOCKWISE, "", name="history-empty")
        self._stack = QStackedWidget()
        self._lay_out()
        self.filters.changed.connect(self._filter)
        self.printing.clicked.connect(self.print)
        self.drop.clicked.connect(self.ask_what_to_drop)
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
        column.addWidget(self.filters)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.counted, 1)
        line.addWidget(self.drop)
        line.addWidget(self.printing)
        column.addLayout(line)
        column.addWidget(self._stack, 1)

    # Asking

    def refresh(self) -> None:
        """Ask for as many as were shown."""
        self._older.drop()
        self._asker.ask(_find, self.filters.wanted(), self._wanted + 1)

    def _filter(self) -> None:
        self._wanted = AT_ONCE
        self.refresh()

    def load_more(self) -> None:
        """Older operations, below."""
        oldest = min(self._entries, default=None)
        self.more.setEnabled(False)
        self._older.ask(find_history, self.filters.wanted(), AT_ONCE + 1, oldest)

    def _show(self, found: tuple[Sequence[HistoryEntry], int, Sequence[str]]) -> None:
        entries, total, authors = found
        self.filters.offer(authors)
        self.counted.setText(ngettext("{count} thing was done.", "{count} things were done.", total) if total else "")
        shown = entries[: self._wanted]
        self._entries = {entry.operation_id: entry for entry in shown}
        self.list.show_entries(shown)
        self._show_more(len(entries) > self._wanted)
        is_filtered = not self.filters.wanted().is_empty
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

    def print(self) -> None:
        """Show what is chosen as a paper."""
        self.desk.navigator.show_report("audit-trail", self.filters.options())

    # Dropping old values

    def ask_what_to_drop(self) -> None:
        """Say what would be lost, then do it."""
        dialog = CompactionDialog(self.desk, self.window())
        dialog.accepted.connect(partial(self._drop, dialog))
        dialog.open()

    def _drop(self, dialog: CompactionDialog) -> None:
        if dialog.day.day is not None:
            self.drop.setEnabled(False)
            work = partial(drop, dialog.day.day)
            self.desk.service.maintain(work, self._dropped, _("Dropping old values…"), self, self._not_dropped)

    def _dropped(self, backup: Path) -> None:
        self.drop.setEnabled(True)
        self.desk.navigator.say(_("Old values dropped. All of it is in {file}").format(file=backup.name))
        self.refresh()

    def _not_dropped(self, problem: Problem) -> None:
        self.drop.setEnabled(True)
        self.desk.service.problem.emit(problem)

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


def _find(wanted: AuditFilter, limit: int) -> tuple[Sequence[HistoryEntry], int, Sequence[str]]:
    """What is shown, how much there is, and who did anything."""
    return find_history(wanted, limit), count_audit(wanted).total, list_authors()
