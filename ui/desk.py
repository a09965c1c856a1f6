"""What every page is handed: the service, the preferences, and a way to go elsewhere. No globals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ui.background.service import Service
from ui.preferences import Preferences
from ui.theme import Theme


class Navigator(QObject):
    """Where pages ask to go; the window listens."""

    page_wanted = Signal(str)
    record_wanted = Signal(str, int)
    new_wanted = Signal(str, int)
    back_wanted = Signal()
    forward_wanted = Signal()
    said = Signal(str)
    search_wanted = Signal(str)
    paste_wanted = Signal(str, int)
    filtered_wanted = Signal(str, object)
    report_wanted = Signal(str, object)  # name, and its options as the command line writes them

    def open_page(self, name: str) -> None:
        """Show the page with this name in the registry."""
        self.page_wanted.emit(name)

    def open_record(self, noun: str, record_id: int) -> None:
        """Show a record, in the page that the registry names for its noun."""
        self.record_wanted.emit(noun, record_id)

    def new(self, page: str, about: int = 0) -> None:
        """Show the page and start a new record there; `about` is the person or body it is to be about."""
        self.new_wanted.emit(page, about)

    def paste(self, kind: str = "", body: int = 0) -> None:
        """Bring in the rows on the clipboard: people or commitments, the former as members of `body` if given."""
        self.paste_wanted.emit(kind, body)

    def back(self) -> None:
        """Go where the user was before."""
        self.back_wanted.emit()

    def say(self, text: str) -> None:
        """Tell something in a toast that cannot be undone (“Saved to /home/…/report.pdf”)."""
        self.said.emit(text)

    def show_report(self, name: str, options: Mapping[str, str]) -> None:
        """Show a report among the papers, with these options filled in."""
        self.report_wanted.emit(name, dict(options))

    def show_filtered(self, page: str, filters: Mapping[str, object]) -> None:
        """Show a page with only some of its list (“people”, those added by an operation)."""
        self.filtered_wanted.emit(page, dict(filters))

    def search(self, text: str = "") -> None:
        """Open the search palette."""
        self.search_wanted.emit(text)


@dataclass(frozen=True)
class Desk:
    """The things a page works with."""

    service: Service
    preferences: Preferences
    navigator: Navigator
    theme: Theme
