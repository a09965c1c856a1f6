"""The page of one record that is read as a whole: it shows the view that fits, opens its files and removes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crm.operations.records import remove
from crm.workspace import Done
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.page import Page
from ui.pages.parts.kept_file import show_file
from ui.pages.parts.record_actions import RecordActions
from ui.pages.parts.record_view import RecordView
from ui.widgets.dialogs import ask_to_remove
from ui.widgets.empty_state import EmptyState


class WholePage(Page):
    """Subclasses say what is read, which views there are, how one is filled, and what removing means."""

    noun: ClassVar[str]
    one: ClassVar[str] = ""
    """What one of the noun is called, where that is not the noun without its “s”."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.whole: Any = None
        self._is_new_here = False
        self._asker = Asker(self, desk.service, self._show)
        self.actions_: Any = self.make_actions()
        self._views = tuple(self.make_views())
        self._gone = EmptyState(Icon.FILE_TEXT, *self.gone_words(), f"{self._one()}-gone")
        self._gone.pressed.connect(partial(desk.navigator.open_page, self.noun))
        self._stack = QStackedWidget()
        for part in (QWidget(), *self._views, self._gone):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.actions_.made.connect(partial(desk.navigator.open_record, self.noun))
        for view in self._views:
            view.remove_wanted.connect(self._ask_remove)
            view.file_wanted.connect(self.open_file)
        desk.theme.changed.connect(self.make_stale)  # links carry their colour

    def _one(self) -> str:
        return self.one or self.noun.removesuffix("s")

    # For subclasses

    def make_actions(self) -> RecordActions:
        """What can be done here."""
        raise NotImplementedError

    def question(self) -> Callable[[int], Any]:
        """What reads everything of one record in one question; its answer is None when it is gone."""
        raise NotImplementedError

    def make_views(self) -> Sequence[RecordView]:
        """The views, of which one is shown."""
        raise NotImplementedError

    def gone_words(self) -> tuple[str, str]:
        """What is said of a record that is gone, and the button to the list."""
        raise NotImplementedError

    def fill(self, whole: Any) -> RecordView:
        """Fill the view that shows this, tell the title, and return the view."""
        raise NotImplementedError

    def removing(self, whole: Any) -> tuple[str, str]:
        """What is called by name before it is removed, and what goes with it."""
        raise NotImplementedError

    def record_to_remove(self) -> int:
        """The record that removing takes away."""
        return self.record_id

    # What is shown

    def show_record(self, record_id: int) -> None:
        """Show another one from its top."""
        self._is_new_here = self._is_new_here or record_id != self.record_id
        super().show_record(record_id)

    def refresh(self) -> None:
        """Ask for everything."""
        if self.record_id:
            self._asker.ask(self.question(), self.record_id)

    def _show(self, whole: Any) -> None:
        self.whole = whole
        self.actions_.show_whole(whole)
        if whole is None:
            self._stack.setCurrentWidget(self._gone)
            self.tell(_("No longer here"))
            return
        view = self.fill(whole)
        self._stack.setCurrentWidget(view)
        if self._is_new_here:
            self._is_new_here = False
            view.to_top()
            if self.isVisible() and self.window().focusWidget() in (None, self):
                view.take_focus()

    def tell(self, title: str) -> None:
        """The title of the page."""
        self.setAccessibleName(title)
        self.title_changed.emit(title)

    # What is done

    def offered_actions(self) -> list[QAction]:
        """Everything that fits what is shown."""
        found: list[QAction] = self.actions_.offered()
        return found

    def new(self) -> None:
        """Write down another one."""
        self.actions_.new()

    def take_focus(self) -> None:
        """On the first button, so that the keys act."""
        view = self._stack.currentWidget()
        if isinstance(view, RecordView) and not self._is_new_here:
            view.take_focus()
        else:
            self.setFocus()

    def open_file(self, attachment_id: int, _name: str) -> None:
        """Show a file that is kept in the workspace."""
        show_file(self, self.desk, attachment_id)

    def _ask_remove(self) -> None:
        if self.whole is None:
            return
        name, explained = self.removing(self.whole)
        go = partial(self._remove, self.record_to_remove())
        ask_to_remove(self, name, explained, go, f"{self._one()}-remove")

    def _remove(self, record_id: int) -> None:
        self.desk.service.do(remove, record_id, on_done=self._leave, owner=self)

    def _leave(self, _done: Done[Any]) -> None:
        self.desk.navigator.back()
