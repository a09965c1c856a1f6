"""What a page can do with its record: actions with their keys, and the forms they open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from crm.workspace import Done
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.commitments.form_dialog import FormDialog


@dataclass(frozen=True)
class Kind:
    """One action: its words (marked for translation), and the letter and the keys that start it."""

    name: str
    words: str
    glyph: Icon
    letter: str = ""
    keys: str = ""
    parts: str = ""  # on which pages; empty: anywhere
    is_for_open: bool = True


class RecordActions(QObject):
    """Belongs to a page; subclasses open a form for each name in `start`."""

    saved = Signal(object)  # Done of a saved form
    made = Signal(int)  # a new record of the page's noun
    opened_form = Signal(object)  # the dialog

    def __init__(self, page: QWidget, desk: Desk, noun: str, kinds: Sequence[Kind]) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._kinds = tuple(kinds)
        self.all = {kind.name: self._make(f"{noun}-{kind.name}-action", kind) for kind in kinds}

    def _make(self, name: str, kind: Kind) -> QAction:
        action = QAction(icon(kind.glyph), _(kind.words), self._page)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in (kind.letter, kind.keys) if key])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setData(kind.name)
        action.setEnabled(not kind.parts)
        action.triggered.connect(self._start_current)
        self._page.addAction(action)
        return action

    def _start_current(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.start(str(action.data()))

    def offered(self) -> list[QAction]:
        """Everything that fits what is shown."""
        return [self.all[kind.name] for kind in self._kinds if kind.parts and self.all[kind.name].isEnabled()]

    def start(self, name: str) -> None:
        """Open the form of this name for what is shown."""
        raise NotImplementedError

    def tell_made(self, done: Done[Any]) -> None:
        """A form that makes a new record was saved."""
        self.made.emit(int(done.value[0]))

    def show_form(self, form: FormDialog) -> None:
        """Open it."""
        form.saved.connect(self.saved)
        form.open()
        self.opened_form.emit(form)
