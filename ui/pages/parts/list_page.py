"""The page of a list: its header with “Add”, filters beside the box, and columns that give way in a narrow window."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Listing
from ui.lists.record_list import RecordList
from ui.pages.exports.offer import offer_take_out
from ui.pages.page import Page
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import primary
from ui.widgets.cards import PageHeader
from ui.widgets.empty_state import EmptyState

NARROW = 1000  # pixels of the list below which the columns that matter least give their room to the title


class ListPage(Page):
    """Subclasses say what is listed, what the page says while there is nothing, and how something is added."""

    noun: ClassVar[str]
    gives_way: ClassVar[tuple[str, ...]] = ()
    """Columns that matter least."""
    takes_out: ClassVar[bool] = True
    """Whether the list may leave as a file."""

    def __init__(
        self, desk: Desk, title: str, adding: str, listing: Listing[Any], hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(title)
        self._boxes: dict[str, tuple[QComboBox, object]] = {}
        empty = self.empty()
        empty.pressed.connect(self.new)
        self.list = RecordList(listing, desk.service, desk.preferences, empty, None, hint or _("Title or words"))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP)
        column.addWidget(self._header(title, adding))
        column.addWidget(self.list, 1)
        self.list.filters_cleared.connect(self._clear_boxes)
        self.list.opened.connect(self.open)
        if self.takes_out:
            self.take_out = offer_take_out(self, desk, self.noun, self.list)

    def _header(self, title: str, adding: str) -> PageHeader:
        header = PageHeader(title, f"{self.noun}-header")
        add = primary(_("Add"), f"{self.noun}-add", Icon.PLUS)
        add.setAccessibleName(adding)
        add.setToolTip(_("{words} (Ctrl+N)").format(words=adding))
        add.clicked.connect(self._want_new)
        header.add(add)
        return header

    def _want_new(self) -> None:
        self.new()

    # For subclasses

    def empty(self) -> EmptyState:
        """What the page says while there is no record."""
        raise NotImplementedError

    def add_filter(self, key: str, box: QComboBox, usual: object) -> None:
        """Put a choice beside the filter box; with the usual value it filters nothing."""
        box.setMinimumWidth(150)
        self._boxes[key] = (box, usual)
        self.list.add_filter(box)
        box.currentIndexChanged.connect(self._filter)

    # The list

    def refresh(self) -> None:
        """Ask again."""
        self.list.refresh()

    def show_only(self, **filters: object) -> None:
        """Choose these filters; for links from other pages."""
        for key, value in filters.items():
            box, _usual = self._boxes[key]
            box.setCurrentIndex(max(0, box.findData(value)))

    def open(self, record_id: int) -> None:
        """Show the page of one."""
        self.desk.navigator.open_record(self.noun, record_id)

    def _filter(self) -> None:
        chosen = {key: box.currentData() for key, (box, _usual) in self._boxes.items()}
        usual = {key: usual for key, (_box, usual) in self._boxes.items()}
        self.list.set_filters(**{key: None if value == usual[key] else value for key, value in chosen.items()})

    def _clear_boxes(self) -> None:
        for box, usual in self._boxes.values():
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(usual))
            box.blockSignals(False)

    def take_focus(self) -> None:
        """Into the list."""
        self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the columns that matter least make room for the title."""
        super().resizeEvent(event)
        self.list.table.give_way(self.gives_way, is_narrow=self.width() - 2 * PAGE_MARGIN < NARROW)
