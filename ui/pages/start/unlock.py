"""Asking for the passphrase of one workspace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from crm.rules.errors import EnvironmentProblem, Problem
from crm.rules.synchronised import find_service
from resources.translations import _
from ui.backup_words import synchronised_words
from ui.pages.start.passphrase import SecretLine
from ui.theme import GAP, GRID, PADDING
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, quiet, secondary
from ui.widgets.cards import heading, label
from ui.widgets.forms import Form
from ui.widgets.status import Tone
from ui.words import sentence

READABLE = ("open-elsewhere", "read-only")
"""Problems of opening it to write that do not stand in the way of reading it."""


class UnlockPanel(QWidget):
    """The passphrase, and Enter."""

    submitted = Signal(str, bool)  # passphrase, whether to remember it on this computer
    recovery_wanted = Signal()
    read_wanted = Signal(str)  # passphrase, empty where the key is remembered
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start-unlock")
        self.folder = Path()
        self._title = heading("", 17, "start-unlock-title")
        self._title.setWordWrap(True)
        self._where = label("", "muted", "start-unlock-folder")
        self._warning = Banner("", Tone.WARNING, name="start-unlock-synchronised")
        self._warning.hide()
        self.passphrase = SecretLine("start-unlock-passphrase")
        self.remember = QCheckBox(_("&Remember on this computer"))
        self.remember.setObjectName("start-unlock-remember")
        self.remember.setToolTip(_("Whoever can log in to this computer as you can then open the workspace."))
        self.open = primary(_("Open"), "start-unlock-open")
        self.read = secondary(_("Open to read"), "start-unlock-read")
        self._sheet = quiet(_("I have the recovery sheet"), "start-unlock-sheet")
        self._back = quiet(_("Another workspace"), "start-unlock-back")
        self._form = Form("start-unlock-form")
        self._form.row("passphrase", _("&Passphrase"), self.passphrase)
        self._form.add(self.remember)
        self._lay_out()
        self.open.clicked.connect(self._submit)
        self.passphrase.returnPressed.connect(self._submit)
        self.passphrase.textEdited.connect(self._form.clear_errors)
        self.read.clicked.connect(self._read)
        self._sheet.clicked.connect(self.recovery_wanted)
        self._back.clicked.connect(self.back_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._where)
        column.addWidget(self._warning)
        column.addSpacing(PADDING)
        column.addWidget(self._form)
        column.addSpacing(PADDING)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.open)
        row.addWidget(self.read)
        row.addWidget(self._sheet)
        row.addStretch(1)
        row.addWidget(self._back)
        column.addLayout(row)
        column.addStretch(1)

    def show_folder(self, folder: Path) -> None:
        """Ask for this workspace's passphrase."""
        self.folder = folder
        self._title.setText(folder.stem)
        self._where.setText(str(folder.parent))
        self._warning.set_text(_warning_for(folder))
        self.passphrase.clear()
        self.remember.setChecked(False)
        self._form.clear_errors()
        self.read.hide()

    def show_problem(self, problem: Problem) -> None:
        """Say it under the field; what the passphrase has no part in, above all."""
        self.read.setVisible(problem.code in READABLE)
        if isinstance(problem, EnvironmentProblem):
            self._form.show_problem(problem)
        else:
            self._form.show_error("passphrase", sentence(problem))
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _read(self) -> None:
        self._form.clear_errors()
        self.read_wanted.emit(self.passphrase.text())

    def take_focus(self) -> None:
        """Into the passphrase."""
        self.passphrase.setFocus()

    def _submit(self) -> None:
        self._form.clear_errors()
        if not self.passphrase.text():
            self._form.show_error("passphrase", _("Type the passphrase of this workspace."))
            return
        self.submitted.emit(self.passphrase.text(), self.remember.isChecked())


def _warning_for(folder: Path) -> str:
    service = find_service(folder)
    return synchronised_words(service) if service else ""
