"""The frame of a record's page: head, pills, notices, buttons, the steps of its life-cycle, two columns of cards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.cards import FactsCard
from ui.pages.parts.cards import TwoColumns
from ui.pages.parts.files import FilesCard
from ui.pages.parts.history import HistoryCard
from ui.pages.parts.kept import Kept
from ui.pages.parts.notes import NotesCard
from ui.pages.parts.who_button import who_button
from ui.theme import GAP, GRID, PADDING, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_of, quiet, secondary_of, tool
from ui.widgets.cards import PageHeader, clear_layout, scrolled
from ui.widgets.cards import label as text_label
from ui.widgets.link import Link
from ui.widgets.status import Status as Pill
from ui.widgets.status import StatusPill


class Acting(Protocol):
    """What a page's actions give its view."""

    all: dict[str, QAction]

    def step(self, status: str) -> None:
        """Open the form of this step."""
        ...


class RecordView(QWidget):
    """Head, pills, notices, buttons, steps, and two columns of cards."""

    up_noun: ClassVar[str] = ""
    """The noun of what the record belongs to, for views whose head names it."""
    asks_who: ClassVar[bool] = False
    """Whether it has a topic and a place, so that one may ask who deals with it."""
    remove_wanted = Signal()
    file_wanted = Signal(int, str)

    def __init__(self, desk: Desk, actions: Acting, name: str, buttons: Sequence[str]) -> None:
        super().__init__()
        self.desk, self.actions_ = desk, actions
        self._name = name
        self._up_id = 0
        self._record_id = 0
        self.header = PageHeader("", f"{name}-header")
        self._up = QVBoxLayout()
        self._pills = QHBoxLayout()
        self._pills.setSpacing(GAP)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(GRID)
        self._above = QVBoxLayout()
        self._notices = QVBoxLayout()
        self._notices.setSpacing(GAP)
        self.buttons = {
            each: (secondary_of if number else primary_of)(actions.all[each], f"{name}-{each}")
            for number, each in enumerate(buttons)
        }
        self.facts = FactsCard(name)
        self.notes = NotesCard(desk, f"{name}-notes")
        self.files = FilesCard(desk, f"{name}-files")
        self.history = HistoryCard(desk, f"{name}-history")
        self.columns = TwoColumns()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(self._content(), f"{name}-scroll")
        column.addWidget(self._area)
        self.facts.link_wanted.connect(desk.navigator.open_record)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(PADDING - GRID)
        column.addLayout(self._up)
        column.addWidget(self.header)
        column.addLayout(self._pills)
        column.addLayout(self._notices)
        column.addLayout(self._button_row())
        column.addLayout(self._steps)
        column.addLayout(self._above)
        column.addWidget(self.columns)
        column.addStretch(1)
        return content

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        if self.asks_who:
            row.addWidget(who_button(self.desk, self._name, lambda: self._record_id))
        more = tool(Icon.DOTS_THREE, _("More"), f"{self._name}-menu", "text")
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        self._menu = menu = QMenu(more)
        self.remove_action = menu.addAction(_("Remove…"))
        self.remove_action.setObjectName(f"{self._name}-remove-action")
        self.remove_action.triggered.connect(self.remove_wanted)
        more.setMenu(menu)
        row.addWidget(more)
        return row

    # For subclasses

    def show_head(self, title: str, subtitle: str, up: str = "", up_id: int = 0) -> None:
        """Title and the line under it; `up` is what it belongs to."""
        self.header.set_title(title)
        self.header.set_subtitle(subtitle)
        self._up_id = up_id
        clear_layout(self._up)
        if up:
            link = Link(up, f"{self._name}-up")
            link.setAccessibleName(_("Belongs to {name}").format(name=up))
            link.followed.connect(self._go_up)
            self._up.addWidget(link)
        self.show_buttons()

    def show_buttons(self) -> None:
        """Only what fits can be pressed."""
        for name, button in self.buttons.items():
            button.setEnabled(self.actions_.all[name].isEnabled())

    def show_pills(self, pills: Sequence[tuple[str, Pill]], words: str, aside: str) -> None:
        """What it is in a word each, why, and its reference."""
        clear_layout(self._pills)
        for name, pill in pills:
            self._pills.addWidget(StatusPill(pill, name=f"{self._name}-{name}"))
        self._pills.addWidget(text_label(words, name=f"{self._name}-why"), 1)
        self._pills.addWidget(text_label(aside, "muted", f"{self._name}-reference"))

    def show_steps(self, steps: Sequence[tuple[str, str]]) -> None:
        """The steps of the life-cycle that can be taken from here; the keyboard is not lost with the one taken."""
        here = self.window().focusWidget()
        had_focus = here is not None and self._steps.indexOf(here) >= 0
        clear_layout(self._steps)
        if had_focus:
            self.take_focus()
        if not steps:
            return
        self._steps.addWidget(text_label(_("Mark as:"), "muted"))
        for status, words in steps:
            button = quiet(words, f"{self._name}-step-{status}")
            button.clicked.connect(partial(self.actions_.step, status))
            self._steps.addWidget(button)
        self._steps.addStretch(1)

    def add_notice(self, notice: Banner) -> None:
        """A notice above the buttons."""
        notice.hide()
        self._notices.addWidget(notice)

    def add_to_menu(self, *names: str) -> None:
        """What is wanted less often stands behind the three dots, before removing."""
        for name in names:
            self._menu.insertAction(self.remove_action, self.actions_.all[name])

    def insert_above_columns(self, widget: QWidget) -> None:
        """Something as wide as the page."""
        self._above.addWidget(widget)

    def show_kept(self, record_id: int, kept: Kept) -> None:
        """Notes, files and history."""
        self._record_id = record_id
        self.notes.show_notes(record_id, kept.notes)
        self.files.show_files(record_id, kept.files)
        self.history.show_history(kept.history)

    def take_focus(self) -> None:
        """On the first button that can be pressed, so that the keys act."""
        for button in self.buttons.values():
            if button.isEnabled():
                button.setFocus()
                return

    def to_top(self) -> None:
        """Show the beginning."""
        self._area.verticalScrollBar().setValue(0)

    def _go_up(self) -> None:
        self.desk.navigator.open_record(self.up_noun, self._up_id)


def back_words(stage: str) -> str:
    """What the button of a step back says."""
    return _("Back to {stage}").format(stage=stage.lower())
