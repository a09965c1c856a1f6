"""What the pages of a person and of an organisation do alike: log, promise, edit, remove."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from crm.operations.records import remove
from crm.workspace import Done
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.parts.actions import action
from ui.pages.parts.corrections import correction_action
from ui.theme import GAP
from ui.widgets.buttons import primary, secondary, tool
from ui.widgets.cards import PageHeader
from ui.widgets.dialogs import ask_to_remove

if TYPE_CHECKING:
    from ui.pages.engagements.starting import Starter

NARROW = 640
BRIEF_ABOUT: dict[str, Callable[[int], dict[str, str]]] = {
    "person": lambda record_id: {"person": f"people:{record_id}"},
    "organisation": lambda record_id: {"body": f"organisations:{record_id}"},
}
"""The option of the brief that names a record."""


SHEET_ABOUT: dict[str, Callable[[int], dict[str, str]]] = {
    "person": lambda record_id: {"person": f"people:{record_id}"},
    "organisation": lambda record_id: {"organisation": f"organisations:{record_id}"},
}
"""The option of the sheet of a record, which is named as the record's page."""


class RecordHeader(PageHeader):
    """The name of a record with “Log engagement”, “Add commitment”, “Edit”, and removing under the dots."""

    def __init__(self, desk: Desk, name: str, owner: QWidget) -> None:
        super().__init__("", f"{name}-header")
        self._desk = desk
        self._name = name
        self.record_id = 0
        self.record_name = ""
        self.edit_action = action(owner, f"{name}-edit-action", _("Edit"), self._press_edit, "Ctrl+E")
        self.log_action = action(owner, f"{name}-log-action", _("Log engagement"), self.log, "Ctrl+Shift+L")
        self.promise_action = action(owner, f"{name}-promise-action", _("Add commitment"), self.promise, "Ctrl+Shift+P")
        self.brief_action = action(
            owner, f"{name}-brief-action", _("Prepare brief"), self.prepare_brief, "Ctrl+Shift+B"
        )
        self.brief_action.setIcon(icon(Icon.CLIPBOARD_TEXT))
        self.sheet_action = action(owner, f"{name}-sheet-action", _("Print the sheet"), self.print_sheet)
        self.sheet_action.setIcon(icon(Icon.CLIPBOARD_TEXT))
        self.plan_action = action(owner, f"{name}-plan-action", _("Plan engagement"), self.plan, "Ctrl+Shift+E")
        self.plan_action.setIcon(icon(Icon.CALENDAR_PLUS))
        self.merge_action = action(owner, f"{name}-merge-action", _("Merge with another record…"), self.merge)
        self.merge_action.setIcon(icon(Icon.SWAP))
        self.correction_action = correction_action(owner, desk, name, lambda: self.record_id)
        self._owner = owner
        self._starter: Starter | None = None
        self.log_button = primary(_("Log engagement"), f"{name}-log", Icon.CALENDAR_PLUS)
        self.promise_button = secondary(_("Add commitment"), f"{name}-promise", Icon.HANDSHAKE)
        self.edit_button = secondary(_("Edit"), f"{name}-edit", Icon.PENCIL_SIMPLE)
        for button, keys in (
            (self.log_button, self.log_action.shortcut().toString()),
            (self.promise_button, self.promise_action.shortcut().toString()),
            (self.edit_button, self.edit_action.shortcut().toString()),
        ):
            button.setToolTip(f"{button.text()} ({keys})")
        self.log_button.clicked.connect(self.log)
        self.promise_button.clicked.connect(self.promise)
        self._buttons = QWidget()
        across = QHBoxLayout(self._buttons)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        for part in (self.log_button, self.promise_button, self.edit_button, self._more_button(name)):
            across.addWidget(part)
        across.addStretch(1)
        self._is_narrow = False
        self.add(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the tree the buttons stand under the name."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            (self.add_below if is_narrow else self.add)(self._buttons)

    def _more_button(self, name: str) -> QToolButton:
        more = tool(Icon.DOTS_THREE, _("More"), f"{name}-more")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = menu = QMenu(more)
        self.remove_action = QAction(icon(Icon.TRASH), _("Remove…"), menu)
        self.remove_action.setObjectName(f"{name}-remove-action")
        self.remove_action.triggered.connect(self.ask_remove)
        menu.addAction(self.plan_action)
        menu.addAction(self.brief_action)
        menu.addAction(self.sheet_action)
        menu.addAction(self.merge_action)
        menu.addAction(self.correction_action)
        menu.addSeparator()
        menu.addAction(self.remove_action)
        more.setMenu(menu)
        return more

    def add_to_menu(self, made: QAction) -> None:
        """Something more under the dots, above removing."""
        self._menu.insertAction(self.remove_action, made)

    def actions_offered(self) -> list[QAction]:
        """For the search palette."""
        return [
            self.log_action,
            self.plan_action,
            self.promise_action,
            self.edit_action,
            self.brief_action,
            self.sheet_action,
            self.merge_action,
            self.correction_action,
        ]

    def show_record(self, record_id: int, name: str, subtitle: str) -> None:
        """Head this record."""
        self.record_id, self.record_name = record_id, name
        self.set_title(name)
        self.set_subtitle(subtitle)

    def _press_edit(self) -> None:
        self.edit_button.click()

    def log(self) -> None:
        """Log an engagement with them."""
        self._desk.navigator.new("engagements", self.record_id)

    def plan(self) -> None:
        """Plan an engagement with them."""
        from ui.pages.engagements.starting import Starter  # here: a record is shown sooner without its forms

        if self._starter is None:
            self._starter = Starter(self._owner, self._desk)
        self._starter.plan(self.record_id)

    def merge(self) -> None:
        """Make one record of this and another; this one stays."""
        from ui.pages.doubles.choosing import MergeWithDialog

        MergeWithDialog(self._desk, self.window(), self._name, self.record_id).open()

    @property
    def has_unsaved(self) -> bool:
        """Whether a plan is open in which something is typed."""
        return self._starter is not None and self._starter.has_unsaved

    def promise(self) -> None:
        """Add a commitment of theirs."""
        self._desk.navigator.new("commitments", self.record_id)

    def prepare_brief(self) -> None:
        """Everything between us and them, to read before a visit."""
        self._desk.navigator.show_report("brief", BRIEF_ABOUT[self._name](self.record_id))

    def print_sheet(self) -> None:
        """All that is known of the record, on paper."""
        self._desk.navigator.show_report(self._name, SHEET_ABOUT[self._name](self.record_id))

    def ask_remove(self) -> None:
        """Ask before the record is removed."""
        explained = _("Notes and attachments go too. Undo brings everything back.")
        go = partial(self._remove, self.record_id)
        ask_to_remove(self.window(), self.record_name, explained, go, f"{self._name}-remove")

    def _remove(self, record_id: int) -> None:
        self._desk.service.do(remove, record_id, on_done=self._go_back, owner=self)

    def _go_back(self, _done: Done[Any]) -> None:
        self._desk.navigator.back()
