"""A new workspace in two steps: who you are and where you work, then the passphrase and the folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from crm.rules.errors import Problem
from crm.rules.file_names import safe_file_name
from crm.rules.synchronised import find_service
from resources.translations import _
from ui.backup_words import synchronised_words
from ui.pages.parts.file_choice import choose_folder
from ui.pages.start.opening import NewWorkspace
from ui.pages.start.passphrase import NewPassphrase
from ui.pages.start.provinces import ProvinceChoice
from ui.pages.start.restore import SUFFIX, LineWithButton, local_documents
from ui.theme import GAP, GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import heading, label
from ui.widgets.forms import Form
from ui.widgets.status import Tone
from ui.words import sentence

OF_THE_FOLDER = ("folder-not-empty", "bad-folder-name", "read-only", "folder-not-made")


class CreatePanel(QWidget):
    """The two steps of a new workspace."""

    submitted = Signal(object, bool)  # NewWorkspace, whether to remember it on this computer
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start-create-panel")
        self.organisation = QLineEdit()
        self.user_name = QLineEdit()
        self.provinces = ProvinceChoice("start-province")
        self.passphrase = NewPassphrase("start-create-passphrase")
        self.folder = QLineEdit()
        self.remember = QCheckBox(_("&Remember on this computer"))
        self._title = heading("", 17, "start-create-title")
        self._warning = Banner("", Tone.WARNING, name="start-create-synchronised")
        self._about = Form("start-create")
        self._safety = Form("start-create-safety")
        self._steps = QStackedWidget()
        self._steps.addWidget(self._about_step())
        self._steps.addWidget(self._safety_step())
        self.back = secondary(_("Back"), "start-create-back")
        self.next = primary(_("Next"), "start-create-next")
        self.accept = primary(_("Create workspace"), "start-create-accept")
        self._is_folder_own = True  # follows the organisation's name until the user writes another
        self._lay_out()
        self._connect()
        self._show_step(0)

    def _about_step(self) -> QWidget:
        self._about.row("organisation", _("Name of your &organisation"), self.organisation)
        self._about.row("name", _("Your own &name"), self.user_name, _("Colleagues see it beside what you did."))
        self._about.row("provinces", _("Provinces you &work in"), self.provinces)
        self._about.add_stretch()
        return self._about

    def _safety_step(self) -> QWidget:
        self.folder.setObjectName("start-create-folder-text")
        self.remember.setObjectName("start-create-remember")
        self._browse = secondary(_("Choose…"), "start-create-browse")
        self._safety.add(
            label(
                _("Everything is encrypted with your passphrase. It cannot be looked up or sent to you again."), "muted"
            )
        )
        self._safety.add(self.passphrase)
        self._safety.row("folder", _("&Folder"), LineWithButton(self.folder, self._browse))
        self._warning.hide()
        self._safety.add(self._warning)
        self._safety.add(self.remember)
        self._safety.add_stretch()
        return self._safety

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GRID)
        column.addWidget(self._title)
        column.addWidget(self._steps, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        row.addWidget(self.accept)
        column.addLayout(row)

    def _connect(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.accept.clicked.connect(self._submit)
        self.organisation.textChanged.connect(self._propose_folder)
        self.folder.textEdited.connect(self._own_folder)
        self.folder.textChanged.connect(self._warn)
        self._browse.clicked.connect(self._choose_folder)
        for line in (self.organisation, self.user_name):
            line.returnPressed.connect(self._go_on)
        for line in (self.passphrase.again, self.folder):
            line.returnPressed.connect(self._submit)

    def take_focus(self) -> None:
        """Into the first field of the step."""
        (self.passphrase if self._steps.currentIndex() else self.organisation).setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Say it where it belongs."""
        if problem.code in OF_THE_FOLDER:
            self._safety.show_error("folder", sentence(problem))
        else:
            self._safety.show_problem(problem)

    # Steps

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._title.setText(_("Your workspace: 1 of 2") if step == 0 else _("Your workspace: 2 of 2"))
        self.next.setVisible(step == 0)
        self.accept.setVisible(step == 1)
        self.take_focus()

    def _go_back(self) -> None:
        if self._steps.currentIndex():
            self._show_step(0)
        else:
            self.back_wanted.emit()

    def _go_on(self) -> None:
        self._about.clear_errors()
        if not self.organisation.text().strip():
            self._about.show_error("organisation", _("Say for which organisation you work."))
        elif not self.user_name.text().strip():
            self._about.show_error("name", _("Say who you are."))
        else:
            self._propose_folder(self.organisation.text())
            self._show_step(1)

    def _submit(self) -> None:
        self._safety.clear_errors()
        if not self.passphrase.is_right():
            return
        if not self.folder.text().strip():
            self._safety.show_error("folder", _("Say where the workspace is to be."))
            return
        draft = NewWorkspace(
            Path(self.folder.text().strip()).expanduser(),
            self.passphrase.text,
            self.user_name.text(),
            self.organisation.text(),
            self.provinces.chosen(),
        )
        self.submitted.emit(draft, self.remember.isChecked())

    # The folder

    def _propose_folder(self, organisation: str) -> None:
        if self._is_folder_own and self._steps.currentIndex() == 0:
            name = safe_file_name(organisation) or _("My workspace")
            self.folder.setText(str(local_documents() / f"{name}{SUFFIX}"))

    def _own_folder(self) -> None:
        self._is_folder_own = False

    def _choose_folder(self) -> None:
        start = Path(self.folder.text()).parent
        choose_folder(self, _("Choose a folder for the workspace"), start, self._take_folder)

    def _take_folder(self, folder: str) -> None:
        self._own_folder()
        self.folder.setText(str(Path(folder) / (Path(self.folder.text()).name or f"{_('My workspace')}{SUFFIX}")))

    def _warn(self, folder: str) -> None:
        service = find_service(Path(folder)) if folder.strip() else ""
        self._warning.set_text(synchronised_words(service) if service else "")
