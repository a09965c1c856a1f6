"""Dialogs that are opened, never waited for: `open()` and signals, so that tests and the window's thread stay free."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from crm.rules.errors import EnvironmentProblem, Problem
from resources.translations import _
from ui.icons import Icon, icon
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import danger, primary, secondary
from ui.widgets.cards import heading, label
from ui.words import sentence

if TYPE_CHECKING:
    from ui.background.service import Service

LEAST_WIDTH = 420


class Dialog(QDialog):
    """Title, body, a row of buttons; Esc rejects; deleted when closed."""

    def __init__(self, parent: QWidget | None, title: str, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP + GRID)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(PAGE_MARGIN - GRID)
        column.addStrut(LEAST_WIDTH)
        column.addWidget(heading(title, 14, f"{name}-title"))
        column.addLayout(self.body, 1)
        column.addLayout(self._buttons)
        self.writes_with: Service | None = None
        """Through which it changes something, where it is for that."""

    def open(self) -> None:
        """Show it; where nothing can be kept say why, before anybody types in vain."""
        if self.writes_with is None or self.writes_with.may_write():
            super().open()
        else:
            QDialog.done(self, QDialog.DialogCode.Rejected.value)
            self.deleteLater()

    def add(self, part: QWidget | QLayout) -> None:
        """Put something into the body."""
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)

    def add_cancel(self, text: str = "") -> QPushButton:
        """The button that leaves everything as it was."""
        button = secondary(text or _("Cancel"), f"{self.objectName()}-cancel")
        button.clicked.connect(self.reject)
        self._buttons.addWidget(button)
        return button

    def add_accept(self, text: str, is_danger: bool = False) -> QPushButton:
        """The button that does it; Enter presses it. It calls `accept`, which a subclass may override."""
        make = danger if is_danger else primary
        button = make(text, f"{self.objectName()}-accept")
        button.setDefault(True)
        button.clicked.connect(self.accept)
        self._buttons.addWidget(button)
        return button

    def accept_by_keys(self) -> None:
        """Ctrl+Enter and Ctrl+S accept from every field, so that no form has keys of its own."""
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)

    def add_button(self, button: QPushButton) -> None:
        """Another button, at the far left; Tab comes to it before the one that stood there."""
        first = self._buttons.itemAt(0)
        beside = first.widget() if first is not None else None
        self._buttons.insertWidget(0, button)
        if beside is not None:
            self.setTabOrder(button, beside)

    def add_last(self, button: QPushButton) -> None:
        """Another button, at the far right."""
        self._buttons.addWidget(button)

    def grow(self) -> None:
        """Make room for what is told now: a dialog keeps its height by itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def ask_to_leave(self, text: str, leave: Callable[[], object], name: str = "") -> None:
        """Ask before what was written is lost; `text` says what is not saved yet, `leave` closes without asking."""
        box = ConfirmDialog(
            self,
            _("Throw away what you wrote?"),
            text,
            _("Throw away"),
            is_danger=True,
            name=name or f"{self.objectName()}-leave",
        )
        box.confirmed.connect(leave)
        box.open()


class ConfirmDialog(Dialog):
    """One question with the verb on its button."""

    confirmed = Signal()

    def __init__(
        self, parent: QWidget | None, title: str, text: str, yes: str, is_danger: bool = False, name: str = "confirm"
    ) -> None:
        super().__init__(parent, title, name)
        self.add(label(text, name=f"{name}-text"))
        cancel = self.add_cancel()
        accept = self.add_accept(yes, is_danger)
        self.accepted.connect(self.confirmed)
        (cancel if is_danger else accept).setFocus()


def ask_to_remove(parent: QWidget, name: str, explained: str, remove: Callable[[], object], box_name: str) -> None:
    """Ask before a record is removed; `explained` says what goes with it."""
    title = _("Remove {name}?").format(name=name)
    box = ConfirmDialog(parent, title, explained, _("Remove"), is_danger=True, name=box_name)
    box.confirmed.connect(remove)
    box.open()


class ProblemBox(Dialog):
    """What went wrong and what to do, for a problem that no form could show in its place."""

    def __init__(self, parent: QWidget | None, problem: Problem) -> None:
        is_environment = isinstance(problem, EnvironmentProblem)
        title = _("This computer got in the way") if is_environment else _("That did not work")
        super().__init__(parent, title, "problem")
        self.add(label(sentence(problem), name="problem-text"))
        self.add_accept(_("OK")).setFocus()


class BugBox(Dialog):
    """A mistake of ours, with details to copy that hold no personal data."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(parent, _("Kgotla made a mistake"), "bug")
        self._details = details
        self.add(
            label(
                _(
                    "Your work is safe: what was not finished was not saved. "
                    "Please send these details to whoever looks after Kgotla for you. "
                    "They hold no names and no records."
                )
            )
        )
        self._text = QPlainTextEdit(details)
        self._text.setObjectName("bug-details")
        self._text.setAccessibleName(_("Details"))
        self._text.setReadOnly(True)
        self._text.setMinimumSize(520, 180)
        self.add(self._text)
        self._copy = secondary(_("Copy details"), "bug-copy", Icon.COPY)
        self._copy.clicked.connect(self._copy_details)
        self.add_button(self._copy)
        self.add_accept(_("Close")).setFocus()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copy.setText(_("Copied"))
        self._copy.setIcon(icon(Icon.CHECK, "good"))
