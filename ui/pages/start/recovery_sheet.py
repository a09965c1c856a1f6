"""The recovery sheet: made when it is printed or saved, so that no key is lost between the screen and the drawer."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from crm.operations.privacy import record_copy
from crm.rules.errors import EnvironmentProblem, Problem
from crm.rules.file_names import safe_file_name
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.file_choice import choose_new_file, documents_folder
from ui.pages.reports.printing import Printing
from ui.theme import GAP
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import label
from ui.widgets.dialogs import Dialog
from ui.widgets.status import Tone
from ui.words import sentence

if TYPE_CHECKING:
    from crm.workspace import Workspace

"""The setting that says when a sheet was made; Today reminds while it is empty."""


class RecoverySheetDialog(Dialog):
    """Save or print a new sheet, or leave it for later."""

    def __init__(self, desk: Desk, parent: QWidget | None, is_replacing: bool = False) -> None:
        super().__init__(parent, _("Recovery sheet"), "recovery-sheet")
        self.writes_with = desk.service
        self._desk = desk
        self._file: Path | None = None
        self.add(
            label(
                _(
                    "If the passphrase is forgotten, nobody can open the workspace: not even the makers of Kgotla. "
                    "One printed page in a locked drawer helps then."
                )
            )
        )
        if is_replacing:
            self.add(label(_("There is a sheet already. A new one takes its place: the old one no longer opens it.")))
        self.file = QLineEdit(str(self._proposed()))
        self.file.setObjectName("recovery-sheet-file")
        self.file.setAccessibleName(_("File"))
        self.browse = secondary(_("Choose…"), "recovery-sheet-browse")
        self.save = primary(_("Save as PDF"), "recovery-sheet-save", Icon.FLOPPY_DISK)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.file, 1)
        row.addWidget(self.browse)
        row.addWidget(self.save)
        self.add(row)
        self.told = Banner("", Tone.GOOD, name="recovery-sheet-told")
        self.told.hide()
        self.add(self.told)
        self._printing = Printing(desk.service, self)
        self.print_button = secondary(_("Print…"), "recovery-sheet-print", Icon.PRINTER)
        self.open_file = secondary(_("Open the file"), "recovery-sheet-open", Icon.ARROW_SQUARE_OUT)
        self.open_file.hide()
        self.add_button(self.print_button)
        self.add_button(self.open_file)
        self.later = self.add_cancel(_("Later"))
        self._connect()
        self.save.setFocus()

    def _connect(self) -> None:
        self.browse.clicked.connect(self._choose)
        self.save.clicked.connect(self._save)
        self.file.returnPressed.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.open_file.clicked.connect(self._open)
        self._printing.accepted.connect(self._make_to_print)
        self._printing.finished.connect(self._tell_printed)

    def _proposed(self) -> Path:
        folder = self._desk.service.folder
        name = safe_file_name(_("Recovery sheet {name}").format(name=folder.stem if folder else ""))
        return documents_folder() / f"{name}.pdf"

    def _choose(self) -> None:
        choose_new_file(self, _("Save the sheet"), Path(self.file.text()), "PDF (*.pdf)", self.file.setText)

    # Saving

    def _save(self) -> None:
        if not self.file.text().strip():
            self.file.setFocus()
            return
        self._set_busy(True)
        self._file = Path(self.file.text().strip()).expanduser()
        sheet = SheetMaker(self._file)
        self._desk.service.maintain(sheet, self._tell_saved, _("Making the sheet…"), self, self._show_problem)

    def _tell_saved(self, data: bytes) -> None:
        if self._file is not None:
            sha256 = hashlib.sha256(data).hexdigest()
            self._desk.service.do(record_copy, _("Recovery sheet"), self._file, sha256)
        words = _("Saved to {file}. Print it, put the page in a drawer, then delete the file.")
        self.open_file.show()
        self._tell_made(words.format(file=self._file))

    def _open(self) -> None:
        if self._file and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file))):
            self._show_problem(EnvironmentProblem("no-program-for-file", file=self._file.name))

    # Printing

    def _print(self) -> None:
        self._printing.ask(self)

    def _make_to_print(self) -> None:
        self._set_busy(True)
        self._desk.service.maintain(
            SheetMaker(None), self._printing.print, _("Making the sheet…"), self, self._show_problem
        )

    def _tell_printed(self) -> None:
        self._tell_made(_("Sent to the printer. Put the page in a locked drawer."))

    # Both

    def _tell_made(self, words: str) -> None:
        self._set_busy(False)
        self.told.set_text(words, Tone.GOOD)
        self.later.setText(_("Done"))
        self.grow()
        self.later.setFocus()

    def _show_problem(self, problem: Problem) -> None:
        self._set_busy(False)
        self.told.set_text(sentence(problem), Tone.BAD)
        self.grow()

    def _set_busy(self, is_busy: bool) -> None:
        for button in (self.save, self.print_button, self.later):
            button.setEnabled(not is_busy)


class SheetMaker:
    """Runs on the writer: a new code in the workspace, and its sheet as a PDF, in a file when one is given."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def __call__(self, workspace: Workspace) -> bytes:
        """Make both."""
        from reports.documents.recovery_sheet import make

        return make(workspace, self._file)
