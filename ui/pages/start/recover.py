"""The recovery sheet in hand: its code, and a new passphrase."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crm.rules.errors import Problem
from resources.translations import _
from ui.pages.start.passphrase import NewPassphrase
from ui.theme import GAP, GRID
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import heading, label
from ui.widgets.forms import Form
from ui.words import sentence

OF_THE_CODE = ("recovery-code-length", "recovery-code-typing", "wrong-recovery-code")


class RecoverPanel(QWidget):
    """Give somebody a new passphrase with the code from the sheet."""

    submitted = Signal(str, str, str)  # code, person's id, new passphrase
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start-recover")
        self.folder = Path()
        self._title = heading("", 17, "start-recover-title")
        self.code = QLineEdit()
        self.code.setPlaceholderText("A2B3C-…")
        self.person = QComboBox()
        self.passphrase = NewPassphrase("start-recover-passphrase", _("New &passphrase"))
        self._form = Form("start-recover")
        self._form.row("code", _("&Groups on the sheet"), self.code, _("Capitals, blanks and dashes do not matter."))
        self._form.row("person", _("New passphrase &for"), self.person)
        self._form.add(self.passphrase)
        self.open = primary(_("Set passphrase and open"), "start-recover-open")
        self._back = secondary(_("Back"), "start-recover-back")
        self._lay_out()
        self.open.clicked.connect(self._submit)
        self.passphrase.again.returnPressed.connect(self._submit)
        self._back.clicked.connect(self.back_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GRID // 2)
        column.addWidget(self._title)
        column.addWidget(label(_("The sheet opens the workspace once you have set a new passphrase."), "muted"))
        column.addWidget(self._form)
        column.addSpacing(GAP)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self.open)
        column.addLayout(row)
        column.addStretch(1)

    def show_folder(self, folder: Path, people: Sequence[tuple[str, str]], code: str = "") -> None:
        """Ask for this workspace; `people` are those with a passphrase."""
        self.folder = folder
        self._title.setText(_("Open {name} with the recovery sheet").format(name=folder.stem))
        self._form.clear_errors()
        self.passphrase.clear()
        self.code.setText(code)
        self.person.clear()
        for person_id, name in people:
            self.person.addItem(name, person_id)
        self._form.field_row("person").setVisible(len(people) > 1)

    def show_problem(self, problem: Problem) -> None:
        """Say it where it belongs."""
        if problem.code in OF_THE_CODE:
            self._form.show_error("code", sentence(problem))
        else:
            self._form.show_problem(problem)

    def take_focus(self) -> None:
        """Into what is still empty."""
        (self.passphrase if self.code.text() else self.code).setFocus()

    def _submit(self) -> None:
        self._form.clear_errors()
        if not self.code.text().strip():
            self._form.show_error("code", _("Type the eight groups that are printed on the sheet."))
        elif self.passphrase.is_right():
            self.submitted.emit(self.code.text(), str(self.person.currentData() or ""), self.passphrase.text)
