"""A form in a dialog that scrolls: it saves with Ctrl+Enter or Ctrl+S, and asks before it loses what was typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm.rules.errors import Problem
from crm.workspace import Done
from resources.translations import _
from ui.desk import Desk
from ui.theme import GAP, PADDING
from ui.widgets.cards import SectionHeader, scrolled
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form

WIDEST = 820
TALLEST = 760


class EditorDialog(Dialog):
    """The frame of an editor. Subclasses fill `form`, and say what is written (`read`) and how it is kept (`save`)."""

    saved = Signal(int)  # the record's id

    def __init__(self, desk: Desk, parent: QWidget | None, title: str, name: str) -> None:
        super().__init__(parent, title, name)
        self.writes_with = desk.service
        self.desk = desk
        self.form = Form(f"{name}-form")
        self._before: object = None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, PADDING, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        self.add(scrolled(holder, f"{name}-scroll"))
        self.add_cancel()
        self.save_button = self.add_accept(_("Save"))
        self.save_button.setToolTip(_("Save (Ctrl+Enter)"))
        self.accept_by_keys()
        self._fit()

    def _fit(self) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else QSize(WIDEST, TALLEST)
        self.resize(min(WIDEST, room.width() - 60), min(TALLEST, max(420, room.height() - 30)))

    # For subclasses

    def section(self, text: str, name: str) -> SectionHeader:
        """Begin a section of the form."""
        header = SectionHeader(text, name)
        header.setContentsMargins(0, GAP, 0, 0)
        self.form.add(header)
        return header

    def read(self) -> Any:
        """What is written now, as a draft that compares equal while nothing changed."""
        raise NotImplementedError

    def is_right(self) -> bool:
        """Whether it can be saved; shows what is wrong at its field."""
        return True

    def save(self, draft: Any) -> None:
        """Start the operation; end in `take_saved` or `take_problem`."""
        raise NotImplementedError

    def remember(self) -> None:
        """What is written now counts as untouched."""
        self._before = self.read()

    # Inside

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed."""
        return bool(self.read() != self._before)

    def accept(self) -> None:
        """Save what is written."""
        self.save_button.setFocus()
        self.form.clear_errors()
        if self.save_button.isEnabled() and self.is_right():
            self.save_button.setEnabled(False)
            self.save(self.read())

    def take_saved(self, done: Done[Any]) -> None:
        """Close, and tell the record's id."""
        value = done.value
        super().accept()
        self.saved.emit(int(value[0] if isinstance(value, tuple) else value))

    def take_problem(self, problem: Problem) -> None:
        """Show the problem in the form."""
        self.save_button.setEnabled(True)
        self.form.show_problem(problem)

    def reject(self) -> None:
        """Close, after asking when something would be lost."""
        if not self.is_dirty:
            super().reject()
            return
        self.ask_to_leave(_("What you typed here is not saved yet."), self._leave)

    def _leave(self) -> None:
        super().reject()
