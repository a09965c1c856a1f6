"""Inside an open workspace: navigation, bars, and the pages, made when first shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.navigation import Place, Trail
from ui.pages.page import Page
from ui.pages.registry import PageEntry, make_page
from ui.widgets.bars import StatusLine, TopBar
from ui.widgets.read_only_banner import ReadOnlyBanner
from ui.widgets.sample_banner import SampleBanner
from ui.widgets.sidebar import Sidebar, SidebarEntry

if TYPE_CHECKING:
    from crm.workspace import Changes

LOCK = "lock"
REPORTS = "reports"


@runtime_checkable
class ShowsReports(Protocol):
    """The page of reports."""

    def show_filled(self, name: str, options: Mapping[str, str]) -> None:
        """Show one report with these options."""
        ...


class Shell(QWidget):
    """Shows one page at a time and knows where the user has been."""

    title_changed = Signal(str)
    lock_wanted = Signal()

    def __init__(self, desk: Desk, entries: Sequence[PageEntry], undo: QAction, redo: QAction) -> None:
        super().__init__()
        self.setObjectName("shell")
        self._desk = desk
        self.entries = {entry.name: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._trail = Trail()
        places = [
            SidebarEntry(entry.name, entry.shown_label(), entry.icon, entry.is_below, shortcut=entry.shortcut)
            for entry in entries
            if entry.label
        ]
        lock = SidebarEntry(LOCK, _("Lock"), Icon.LOCK_KEY, is_below=True, is_place=False, shortcut="Ctrl+Shift+X")
        self.sidebar = Sidebar([*places, lock])
        self.top = TopBar(undo, redo)
        self.status = StatusLine()
        self.sample = SampleBanner(desk.service)
        self.read_only = ReadOnlyBanner(desk.service)
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._lay_out()
        self.top.back_wanted.connect(self.back)
        self.top.forward_wanted.connect(self.forward)
        self.sidebar.wanted.connect(self._go_from_sidebar)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.sample)
        right.addWidget(self.read_only)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addLayout(right, 1)

    # Going places

    def open_page(self, name: str) -> None:
        """Show a page."""
        self._visit(Place(name))

    def open_record(self, noun: str, record_id: int) -> None:
        """Show a record in the page made for its noun, or in the noun's list."""
        fitting = [entry.name for entry in self.entries.values() if entry.record_noun == noun]
        self._visit(Place(fitting[0] if fitting else noun, record_id))

    def can_show(self, noun: str) -> bool:
        """Whether records of this noun have a page."""
        return noun in self.entries or any(entry.record_noun == noun for entry in self.entries.values())

    def new_on(self, name: str, about: int = 0) -> None:
        """Show a page and start a new record there, about a person or body when one is given."""
        if not self._desk.service.may_write():
            return
        self.open_page(name)
        page = self.current_page()
        if page is not None and about:
            page.new_about(about)
        elif page is not None:
            page.new()

    def show_report(self, name: str, options: Mapping[str, str]) -> None:
        """Show a report with these options filled in."""
        self.open_page(REPORTS)
        page: object = self.current_page()
        if isinstance(page, ShowsReports):
            page.show_filled(name, options)

    def paste(self, kind: str, body: int) -> None:
        """Bring in the rows on the clipboard."""
        if not self._desk.service.may_write():
            return
        self.open_page("imports")
        page = self.current_page()
        if page is not None:
            page.paste(kind, body)

    def show_filtered(self, name: str, filters: Mapping[str, object]) -> None:
        """Show a page with only some of its list."""
        self.open_page(name)
        page = self.current_page()
        if page is not None:
            page.show_filtered(filters)

    def back(self) -> None:
        """Go where the user was before."""
        self._show(self._trail.back())

    def forward(self) -> None:
        """Go where the user came back from."""
        self._show(self._trail.forward())

    def current_page(self) -> Page | None:
        """The page shown, None before the first."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def current_entry(self) -> PageEntry | None:
        """The entry of the navigation that is lit."""
        here = self._trail.here
        return self.entries.get(self._lit(self.entries[here.page])) if here else None

    def _lit(self, entry: PageEntry) -> str:
        """The entry of the navigation under which a page stands now."""
        page = self._pages.get(entry.name)
        wanted = page.lights if page is not None else ""
        return wanted if wanted in self.entries else entry.part_of or entry.name

    def current_record(self) -> tuple[str, int]:
        """The noun and the id of the record whose page is shown; "" and 0 on any other page."""
        here = self._trail.here
        noun = self.entries[here.page].record_noun if here else ""
        return (noun, here.record_id) if here and noun else ("", 0)

    def _visit(self, place: Place) -> None:
        if self._desk.service.is_open:
            self._trail.visit(place)
            self._show(place)

    def _show(self, place: Place | None) -> None:
        if place is None:
            return
        entry = self.entries[place.page]
        page = self._page(entry)
        if place.record_id:
            page.show_record(place.record_id)
        self._stack.setCurrentWidget(page)
        self._light()
        self.top.back.setEnabled(self._trail.can_go_back)
        self.top.forward.setEnabled(self._trail.can_go_forward)
        self._tell_title()
        page.take_focus()

    def _light(self) -> None:
        entry = self.current_entry()
        if entry is not None:
            self.sidebar.light(entry.name)

    def _page(self, entry: PageEntry) -> Page:
        if entry.name not in self._pages:
            page = make_page(entry, self._desk)
            page.title_changed.connect(self._tell_title)
            page.lights_changed.connect(self._light)
            self._pages[entry.name] = page
            self._stack.addWidget(page)
        return self._pages[entry.name]

    def _tell_title(self) -> None:
        page = self.current_page()
        self.title_changed.emit(page.title if page is not None else "")

    def _go_from_sidebar(self, name: str) -> None:
        if name == LOCK:
            self.lock_wanted.emit()
        else:
            self.open_page(name)

    # Pages

    def take_changes(self, changes: Changes) -> None:
        """Tell every page made so far."""
        for page in list(self._pages.values()):
            page.take_changes(changes)

    def has_unsaved(self) -> bool:
        """Whether any page holds something typed and not saved."""
        return any(page.has_unsaved() for page in self._pages.values())

    def resume(self) -> None:
        """The same person is back: pages ask again for what they show, and what was typed stands as it was."""
        from crm.workspace import Changes

        self.take_changes(Changes.everything())
        self._tell_title()

    def forget(self) -> None:
        """Delete every page and the way here: the workspace is locked."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._trail.clear()
