"""What was done to a record, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crm.queries.history import HistoryEntry
from resources.translations import _
from ui.desk import Desk
from ui.widgets.cards import Card
from ui.widgets.history_list import HistoryList

SHOWN = 6


class HistoryCard(Card):
    """The newest changes of a record."""

    def __init__(self, desk: Desk, name: str = "record-history", parent: QWidget | None = None) -> None:
        super().__init__(_("History"), name, parent)
        self.list = HistoryList(f"{name}-list")
        self.list.undo_wanted.connect(desk.service.reverse)
        self.add(self.list)

    def show_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these."""
        self.list.show_entries(entries)
