"""Going back to a backup: what would be lost and gained is seen first, then it is done beside or in place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QWidget

from crm.rules.errors import Problem
from resources.translations import _, ngettext
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.pages.start.passphrase import SecretLine
from ui.restore_words import counted, lines_of_difference, made_lines
from ui.theme import GAP, GRID
from ui.widgets.cards import label, scrolled
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.words import sentence

if TYPE_CHECKING:
    from crm.access import PersonKey
    from crm.restoring import InPlace, Preview
    from crm.workspace import Workspace

ROOM = (140 * GRID, 64 * GRID)
"""For what would be lost and gained, before it scrolls."""


class RestoreDialog(Dialog):
    """Looks at the backup, says what it holds against now, and restores after the passphrase was typed."""

    def __init__(self, desk: Desk, parent: QWidget, file: Path) -> None:
        super().__init__(parent, _("Go back to a backup"), "restore")
        self._desk, self._file = desk, file
        self._folder = desk.service.folder
        self.said = label(_("Looking into it…"), name="restore-said")
        self.in_place = QRadioButton(_("In the &place of the workspace, which is kept aside"))
        self.beside = QRadioButton(_("&Beside it, as a workspace of its own"))
        self.passphrase = SecretLine("restore-passphrase")
        self._form = Form("restore-form")
        for radio, name in ((self.in_place, "restore-in-place"), (self.beside, "restore-beside")):
            radio.setObjectName(name)
        self.beside.setChecked(True)
        self.said.setContentsMargins(0, 0, GAP, 0)  # off the bar
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = scrolled(self.said, "restore-scroll")
        area.setMinimumSize(*ROOM)
        self.add(area)
        self._form.add(self.beside)
        self._form.add(self.in_place)
        self._form.row("passphrase", _("Passphrase of that &time"), self.passphrase)
        self.add(self._form)
        self.add_cancel()
        self.go = self.add_accept(_("Go back"))
        self.go.setEnabled(False)
        self.passphrase.setFocus()
        self.passphrase.textChanged.connect(self._form.clear_errors)
        self._is_seen = False
        self._look(None)

    # Looking

    def _look(self, passphrase: str | None) -> None:
        work = partial(_look_at, self._file, passphrase)
        self._desk.service.run(self, self._show, work, _("Looking into the backup…"), self._show_closed)

    def _show(self, found: Preview) -> None:
        lines = [*lines_of_difference(found.difference), ""] if found.difference is not None else []
        lines += [*made_lines(found), _("In it: {counts}").format(counts=counted(found.counts))]
        if found.erased_again:
            lines.append(
                ngettext(
                    "{count} person in it was erased later, and will be erased again.",
                    "{count} people in it were erased later, and will be erased again.",
                    found.erased_again,
                )
            )
        self.said.setText("\n".join(lines))
        self._is_seen = True
        self.go.setEnabled(True)

    def _show_closed(self, problem: Problem) -> None:
        """Our key does not open it: it is looked into with the passphrase of that time, if it is a backup at all."""
        if problem.code == "wrong-passphrase":
            self._form.show_error("passphrase", sentence(problem))
        else:
            self.said.setText(sentence(problem))
        self.go.setEnabled(problem.code in ("backup-of-other-key", "wrong-passphrase"))

    # Doing

    def accept(self) -> None:
        """Restore with what was typed; what could not be looked into yet is shown first."""
        if not self.passphrase.text():
            self._form.show_error("passphrase", _("Without the passphrase nobody can open a backup."))
            return
        if self._folder is None:
            return
        self.go.setEnabled(False)
        if not self._is_seen:
            self._look(self.passphrase.text())
        elif self.in_place.isChecked():
            self._desk.service.run(
                self,
                self._close_first,
                partial(_check_passphrase, self._file, self.passphrase.text()),
                "",
                self._refused,
            )
        else:
            work = partial(_restore_beside, self._file, self._folder, self.passphrase.text())
            self._desk.service.run(self, self._tell_beside, work, _("Restoring…"), self._refused)

    def _refused(self, problem: Problem) -> None:
        self.go.setEnabled(True)
        if problem.code in ("wrong-passphrase", "empty-passphrase"):
            self._form.show_error("passphrase", sentence(problem))
        else:
            self._form.show_problem(problem)

    def _tell_beside(self, folder: Path) -> None:
        self._desk.navigator.say(_("Restored: {folder}").format(folder=folder))
        super().accept()

    def _close_first(self, ours: PersonKey) -> None:
        """The workspace is locked; then its folder is exchanged, and the passphrase of that time asked for."""
        service, navigator, folder = self._desk.service, self._desk.navigator, self._folder
        if folder is None:
            return
        in_place = partial(_restore_in_place, self._file, folder, self.passphrase.text(), ours)

        def exchange() -> None:
            service.closed.disconnect(exchange)
            service.prepare(in_place, tell, service, "")

        def tell(done: InPlace) -> None:
            navigator.say(_("Restored. As it was: {folder}").format(folder=done.aside))

        service.closed.connect(exchange)
        super().accept()
        service.close()


def _look_at(file: Path, passphrase: str | None, workspace: Workspace, progress: Progress) -> Preview:
    from crm.access import Passphrase
    from crm.restoring import preview_from

    return preview_from(workspace, file, Passphrase(passphrase) if passphrase else None, progress)


def _check_passphrase(file: Path, passphrase: str, workspace: Workspace, _progress: Progress) -> PersonKey:
    """It must open the backup before anything is closed; our own key opens the workspace that is backed up first."""
    from crm.access import Passphrase, PersonKey
    from crm.restoring import check_secret

    check_secret(file, Passphrase(passphrase))
    return PersonKey(bytes(workspace.user_key.private))


def _restore_beside(file: Path, present: Path, passphrase: str, _workspace: Workspace, _progress: Progress) -> Path:
    from crm.access import Passphrase
    from crm.restoring import restore_beside

    return restore_beside(file, present, Passphrase(passphrase))


def _restore_in_place(file: Path, folder: Path, passphrase: str, ours: PersonKey) -> InPlace:
    from crm.access import Passphrase
    from crm.restoring import restore_in_place

    return restore_in_place(file, Passphrase(passphrase), folder, ours)
