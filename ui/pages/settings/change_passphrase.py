"""Another passphrase for the person who opened the workspace."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.rules.errors import Problem
from resources.translations import _
from ui.desk import Desk
from ui.pages.start.passphrase import NewPassphrase, SecretLine
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.words import sentence

if TYPE_CHECKING:
    from crm.workspace import Workspace


class ChangePassphraseDialog(Dialog):
    """The present one, and the new one twice."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, is_remembered: bool = False) -> None:
        super().__init__(parent, _("Change passphrase"), "change-passphrase")
        self.writes_with = desk.service
        self._desk = desk
        self._is_remembered = is_remembered
        self.old = SecretLine("change-passphrase-old")
        self.new = NewPassphrase("change-passphrase-new", _("&New passphrase"))
        self._form = Form("change-passphrase-form")
        self._form.row("old", _("&Present passphrase"), self.old)
        self._form.add(self.new)
        self.add(self._form)
        self.add_cancel()
        self._accept = self.add_accept(_("Change"))
        self.old.setFocus()

    def accept(self) -> None:
        """Change it; what is wrong is said in its place."""
        self._form.clear_errors()
        if not self.old.text():
            self._form.show_error("old", _("Type the passphrase you use now."))
        elif self.new.is_right() and self._accept.isEnabled():
            self._accept.setEnabled(False)
            work = partial(_change, self.old.text(), self.new.text, self._is_remembered)
            self._desk.service.maintain(
                work, self._take_changed, _("Changing the passphrase…"), self, self._take_problem
            )

    def _take_changed(self, _nothing: None) -> None:
        self.changed.emit()
        super().accept()

    def _take_problem(self, problem: Problem) -> None:
        self._accept.setEnabled(True)
        if problem.code == "wrong-passphrase":
            self._form.show_error("old", sentence(problem))
        else:
            self._form.show_problem(problem)


def _change(old: str, new: str, is_remembered: bool, workspace: Workspace) -> None:
    from crm.access import change_passphrase

    change_passphrase(workspace, old, new, is_remembered=is_remembered)
