"""The base of every page: when it asks for its data, and what the shell wants to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.desk import Desk

if TYPE_CHECKING:
    from crm.workspace import Changes


class Page(QWidget):
    """One page of the window, made when it is first shown.

    The shell calls `refresh` when the page is shown for the first time, and when a record of a noun in `watches`
    changed: at once while the page is visible, else when it is shown again. Subclasses override `refresh` and what
    else they offer; they never refresh themselves after a change of their own.
    """

    watches: ClassVar[tuple[str, ...]] = ()  # nouns of crm; empty: every change
    foot: ClassVar[int] = 0  # pixels at its foot that a toast is not to cover

    title_changed = Signal(str)
    lights_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.record_id = 0
        self._is_stale = True

    @property
    def title(self) -> str:
        """What the page is called now: its own name, or the record's."""
        return self.accessibleName()

    @property
    def lights(self) -> str:
        """The entry of the navigation that is lit while this page is shown, empty for its own."""
        return ""

    def show_filtered(self, filters: Mapping[str, object]) -> None:
        """Show only some of a list (`Navigator.show_filtered`); pages with lists that can, override it."""

    def show_record(self, record_id: int) -> None:
        """Show this record; a page of one record needs nothing more than `refresh` reading `self.record_id`."""
        self.record_id = record_id
        self._is_stale = True
        if self.isVisible():
            self._refresh_now()

    def refresh(self) -> None:
        """Ask for what the page shows; returns at once, answers arrive later."""

    def new(self) -> None:
        """Start a new record (Ctrl+N); pages that make nothing leave it."""

    def new_about(self, record_id: int) -> None:
        """Start a new record about this person or body (`Navigator.new(page, about)`); pages that can, override it."""
        self.new()

    def paste(self, kind: str, body: int) -> None:
        """Take in the rows on the clipboard (`Navigator.paste`); the page that brings in lists overrides it."""

    def offered_actions(self) -> list[QAction]:
        """Actions that the search palette offers while this page is shown."""
        return []

    def has_unsaved(self) -> bool:
        """Whether locking or closing the window now would lose something typed."""
        return False

    def take_focus(self) -> None:
        """Put the keyboard where the user expects it when the page is shown."""
        self.setFocus()

    def take_changes(self, changes: Changes) -> None:
        """Called by the shell after every change."""
        if self.watches and not any(changes.touches(noun) for noun in self.watches):
            return
        self.make_stale()

    def make_stale(self) -> None:
        """Refresh now when visible, else when shown again."""
        self._is_stale = True
        if self.isVisible():
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh what went stale while hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh_now()
