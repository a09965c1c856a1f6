"""A backup becomes a workspace again, on this or any computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from crm.rules.copies import name_of_workspace
from crm.rules.errors import Problem
from crm.rules.synchronised import find_service
from resources.translations import _
from ui.pages.parts.file_choice import choose_file, choose_folder, documents_folder
from ui.pages.start.passphrase import SecretLine
from ui.pages.start.recover import OF_THE_CODE
from ui.theme import GAP, GRID, PADDING
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import heading
from ui.widgets.forms import Form
from ui.words import sentence

BACKUP_SUFFIX = ".kgotla-backup"
SUFFIX = ".kgotla"
FIELDS = {
    "not-a-backup": "file",
    "file-missing": "file",
    "backup-damaged": "file",
    "folder-not-empty": "folder",
    "bad-folder-name": "folder",
    "wrong-passphrase": "passphrase",
    "empty-passphrase": "passphrase",
    **dict.fromkeys(OF_THE_CODE, "code"),
}


class RestorePanel(QWidget):
    """Which backup, where to, and with what."""

    submitted = Signal(str, str, str, str)  # file, folder, passphrase, code of the sheet: one of the two is empty
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start-restore-panel")
        self.file = QLineEdit()
        self.folder = QLineEdit()
        self.passphrase = SecretLine("start-restore-passphrase")
        self.code = QLineEdit()
        self.with_passphrase = QRadioButton(_("With the &passphrase"))
        self.with_sheet = QRadioButton(_("With the recovery &sheet"))
        self.restore = primary(_("Restore"), "start-restore-accept")
        self._back = secondary(_("Back"), "start-restore-back")
        self._form = Form("start-restore")
        self._fill_form()
        self._lay_out()
        self.with_passphrase.setChecked(True)
        self._choose_secret()
        self._connect()

    def _fill_form(self) -> None:
        for radio, name in ((self.with_passphrase, "with-passphrase"), (self.with_sheet, "with-sheet")):
            radio.setObjectName(f"start-restore-{name}")
        self.file.setObjectName("start-restore-file-text")
        self.folder.setObjectName("start-restore-folder-text")
        self._browse_file = secondary(_("Choose…"), "start-restore-browse-file")
        self._browse_folder = secondary(_("Choose…"), "start-restore-browse-folder")
        self._form.row("file", _("&Backup file"), LineWithButton(self.file, self._browse_file))
        self._form.row("folder", _("Put the workspace &in"), LineWithButton(self.folder, self._browse_folder))
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(PADDING)
        row.addWidget(self.with_passphrase)
        row.addWidget(self.with_sheet)
        row.addStretch(1)
        self._form.add(ways)
        self._form.row("passphrase", _("Passphrase of that &time"), self.passphrase)
        self._form.row("code", _("&Groups on the sheet"), self.code)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GRID // 2)
        column.addWidget(heading(_("Restore a backup"), 17, "start-restore-title"))
        column.addWidget(self._form)
        column.addSpacing(GAP)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self.restore)
        column.addLayout(row)
        column.addStretch(1)

    def _connect(self) -> None:
        self._browse_file.clicked.connect(self._choose_file)
        self._browse_folder.clicked.connect(self._choose_folder)
        self.file.textChanged.connect(self._propose_folder)
        self.with_sheet.toggled.connect(self._choose_secret)
        for line in (self.passphrase, self.code):
            line.returnPressed.connect(self._submit)
        self.restore.clicked.connect(self._submit)
        self._back.clicked.connect(self.back_wanted)

    def take_focus(self) -> None:
        """Into the file."""
        self.file.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Say it where it belongs."""
        key = FIELDS.get(problem.code, "")
        if key:
            self._form.show_error(key, sentence(problem))
        else:
            self._form.show_problem(problem)

    def _choose_file(self) -> None:
        kinds = _("Backups (*{suffix});;All files (*)").format(suffix=BACKUP_SUFFIX)
        choose_file(self, _("Choose a backup"), documents_folder(), kinds, self.file.setText)

    def _choose_folder(self) -> None:
        choose_folder(self, _("Choose a folder for it"), documents_folder(), self._take_folder)

    def _take_folder(self, folder: str) -> None:
        stem = name_of_workspace(Path(self.file.text())) or _("Restored")
        self.folder.setText(str(Path(folder) / f"{stem}{SUFFIX}"))

    def _propose_folder(self, file: str) -> None:
        if file.strip():
            self._take_folder(str(local_documents()))

    def _choose_secret(self) -> None:
        by_sheet = self.with_sheet.isChecked()
        self._form.field_row("code").setVisible(by_sheet)
        self._form.field_row("passphrase").setVisible(not by_sheet)

    def _submit(self) -> None:
        self._form.clear_errors()
        by_sheet = self.with_sheet.isChecked()
        for key, line, words in (
            ("file", self.file, _("Choose the backup file.")),
            ("folder", self.folder, _("Say where the workspace is to be.")),
            (
                "code" if by_sheet else "passphrase",
                self.code if by_sheet else self.passphrase,
                _("Without the passphrase or the sheet nobody can open a backup."),
            ),
        ):
            if not line.text().strip():
                self._form.show_error(key, words)
                return
        passphrase, code = ("", self.code.text()) if by_sheet else (self.passphrase.text(), "")
        self.submitted.emit(self.file.text().strip(), self.folder.text().strip(), passphrase, code)


class LineWithButton(QWidget):
    """A line with a button at its right, as one field: what the field is called, the line is called."""

    def __init__(self, line: QLineEdit, button: QWidget) -> None:
        super().__init__()
        self._line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(line, 1)
        row.addWidget(button)
        self.setFocusProxy(line)

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside too."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        """Say what is wrong at the line, where the keyboard is."""
        super().setAccessibleDescription(text)
        self._line.setAccessibleDescription(text)


def local_documents() -> Path:
    """The folder for documents, or one beside it when that is copied to a cloud."""
    documents = documents_folder()
    return Path.home() / "Kgotla" if find_service(documents) else documents
