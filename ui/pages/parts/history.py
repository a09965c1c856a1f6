"""What was done to a record, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from crm.queries.history import HistoryEntry
from crm.rules.dates import format_moment
from resources.translations import _
from ui.desk import Desk
from ui.widgets.cards import Card
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.history_list import HistoryList

SHOWN = 6


class HistoryCard(Card):
    """The newest changes of a record."""

    def __init__(self, desk: Desk, name: str = "record-history", parent: QWidget | None = None) -> None:
        super().__init__(_("History"), name, parent)
        self._desk = desk
        self._entries: dict[int, HistoryEntry] = {}
        self.list = HistoryList(f"{name}-list")
        self.list.undo_wanted.connect(self.ask_undo)
        self.add(self.list)

    def show_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these."""
        self._entries = {entry.operation_id: entry for entry in entries}
        self.list.show_entries(entries)

    def ask_undo(self, operation_id: int) -> None:
        """Name what will be undone, then do it."""
        entry = self._entries[operation_id]
        box = ConfirmDialog(
            self,
            _("Undo “{label}”?").format(label=entry.label),
            _("{when} by {who}").format(when=format_moment(entry.at), who=entry.by),
            _("Undo"),
            name="record-undo",
        )
        box.confirmed.connect(partial(self._desk.service.reverse, operation_id))
        box.open()
