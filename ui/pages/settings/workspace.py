"""The workspace itself: where it is, who opens it and how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from crm.operations.organisations import set_logo
from crm.queries.organisations import get_home, get_logo
from crm.rules.errors import EnvironmentProblem, Problem
from resources.translations import _, ngettext
from ui.background.idle import CHOICES, LOCK_AFTER, USUAL
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.file_choice import choose_file, documents_folder
from ui.pages.settings.change_passphrase import ChangePassphraseDialog
from ui.pages.settings.key_dialogs import ask_to_renew
from ui.pages.settings.section import Section
from ui.pages.start.page import REMEMBERED
from ui.pages.start.recovery_sheet import RecoverySheetDialog
from ui.theme import PADDING
from ui.widgets.buttons import quiet, secondary
from ui.widgets.cards import Card, label
from ui.widgets.status import Tone

if TYPE_CHECKING:
    from crm.workspace import Workspace


@dataclass(frozen=True)
class WorkspaceFacts:
    """What the section shows."""

    home: str
    has_logo: bool
    user_name: str
    has_sheet: bool
    is_remembered: bool
    can_remember: bool


class WorkspaceSection(Section):
    """Name and folder, passphrase, recovery sheet, keyring."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Workspace"),
            _("One encrypted folder on this computer, and how it is opened."),
            "settings-workspace",
        )
        self._facts: WorkspaceFacts | None = None
        self._number = 0
        self.whose = label("", name="settings-workspace-name")
        self.where = label("", "muted", "settings-workspace-folder")
        self.show_folder = secondary(_("Show folder"), "settings-show-folder", Icon.FOLDER_OPEN)
        self.logo_words = label("", "muted", "settings-logo-words")
        self.choose_logo = secondary(_("Choose logo…"), "settings-logo-choose", Icon.UPLOAD_SIMPLE)
        self.no_logo = secondary(_("No logo"), "settings-logo-none")
        self.passphrase = secondary(_("Change passphrase…"), "settings-change-passphrase", Icon.KEY)
        self.sheet = secondary(_("Make recovery sheet…"), "settings-recovery-sheet", Icon.LIFEBUOY)
        self.sheet_words = label("", "muted", "settings-recovery-words")
        self.new_key = secondary(_("New file key…"), "settings-new-file-key", Icon.ARROW_CLOCKWISE)
        self.lock_after = QComboBox()
        self.remember = QCheckBox(_("&Remember on this computer"))
        self.remember_words = label("", "muted", "settings-remember-words")
        self.lost = quiet(_("Stolen or lost?"), "settings-lost", Icon.SHIELD_WARNING)
        self.lost.setToolTip(
            _("What to do, whom it concerns, and letters to them: the incident sheet among the reports")
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.remember.setObjectName("settings-remember")
        self.lock_after.setObjectName("settings-lock-after")
        self.lock_after.setAccessibleName(_("Lock the window when nobody has used it for"))
        for minutes in CHOICES:
            words = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
            self.lock_after.addItem(words if minutes else _("Never: I lock it by hand"), minutes)
        chosen = self.lock_after.findData(self.desk.preferences.get(LOCK_AFTER, USUAL))
        self.lock_after.setCurrentIndex(max(chosen, 0))
        about = Card(name="settings-workspace-card")
        about.body.addLayout(_line(self.whose, self.show_folder))
        about.add(self.where)
        carried = _line(self.logo_words, self.choose_logo)
        carried.addWidget(self.no_logo)
        about.body.addLayout(carried)
        opening = Card(_("Opening it"), "settings-opening")
        opening.body.addLayout(_line(label(_("The passphrase is asked for each time.")), self.passphrase))
        opening.body.addLayout(_line(self.sheet_words, self.sheet))
        leaked = _(
            "If somebody may know an old passphrase and have an old backup: change the passphrase, then the key."
        )
        opening.body.addLayout(_line(label(leaked, "muted"), self.new_key))
        opening.body.addLayout(_line(label(_("Lock the window when nobody has used it for")), self.lock_after))
        opening.add(self.remember)
        opening.add(self.remember_words)
        for card in (about, opening):
            self.body.addWidget(card)
        self.body.addWidget(self.lost, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.lost.clicked.connect(partial(self.desk.navigator.show_report, "incident", {}))
        self.show_folder.clicked.connect(self._open_folder)
        self.choose_logo.clicked.connect(self._ask_logo)
        self.no_logo.clicked.connect(partial(self._set_logo, None))
        self.passphrase.clicked.connect(self._change_passphrase)
        self.sheet.clicked.connect(self._make_sheet)
        self.new_key.clicked.connect(self._ask_new_key)
        self.remember.clicked.connect(self._set_remembered)
        self.lock_after.activated.connect(self._set_lock_after)

    # Showing

    def refresh(self) -> None:
        """Ask for what the section shows; the keyring is asked only when it was used."""
        self._number += 1
        is_used = str(self.desk.service.folder or "") in self._remembered()
        self.desk.service.run(self, partial(self._show, self._number), partial(_gather, is_used), "", self.show_problem)

    def _show(self, number: int, facts: WorkspaceFacts) -> None:
        folder = self.desk.service.folder
        if number != self._number or folder is None:
            return
        self._facts = facts
        self.whose.setText(_("{organisation}, opened as {name}").format(organisation=facts.home, name=facts.user_name))
        self.where.setText(str(folder))
        self.no_logo.setEnabled(facts.has_logo)
        self.logo_words.setText(
            _("The first page of every paper carries your logo.")
            if facts.has_logo
            else _("Papers carry no logo yet: a PNG, JPEG or SVG can stand on their first page.")
        )
        self.sheet_words.setText(
            _("There is a recovery sheet. A new one makes the old one useless.")
            if facts.has_sheet
            else _("There is no recovery sheet yet: if the passphrase is forgotten, everything is lost.")
        )
        self.sheet.setText(_("Make a new sheet…") if facts.has_sheet else _("Make recovery sheet…"))
        self.remember.setChecked(facts.is_remembered)
        self.remember.setEnabled(facts.can_remember)
        self.remember_words.setText(
            _("The key is kept in this computer's keyring: whoever can log in as you can open the workspace.")
            if facts.can_remember
            else _("This computer has no keyring that Kgotla can use, so the passphrase is asked for each time.")
        )

    # The logo

    def _ask_logo(self) -> None:
        choose_file(
            self, _("Choose logo"), documents_folder(), _("Pictures (*.png *.jpg *.jpeg *.svg)"), self.take_logo
        )

    def take_logo(self, file: str) -> None:
        """Keep this picture, once it is sure that it can be drawn."""
        picture = Path(file)
        self.desk.service.run(
            self, lambda _none: self._set_logo(picture), partial(_check_logo, picture), "", self.show_problem
        )

    def _set_logo(self, picture: Path | None) -> None:
        self.do(set_logo, picture)

    # Opening

    def _open_folder(self) -> None:
        folder = self.desk.service.folder
        if folder is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder.parent))):
            self.show_problem(EnvironmentProblem("no-program-for-file", file=folder.name))

    def _change_passphrase(self) -> None:
        dialog = ChangePassphraseDialog(self.desk, self.window(), bool(self._facts and self._facts.is_remembered))
        dialog.changed.connect(self._tell_changed)
        dialog.open()

    def _tell_changed(self) -> None:
        self.tell(_("The passphrase is changed. Backups made before still open with the old one."), Tone.GOOD)

    def _make_sheet(self) -> None:
        dialog = RecoverySheetDialog(self.desk, self.window(), bool(self._facts and self._facts.has_sheet))
        dialog.finished.connect(self.refresh)
        dialog.open()

    def _set_lock_after(self) -> None:
        self.desk.preferences.set(LOCK_AFTER, self.lock_after.currentData())

    def _ask_new_key(self) -> None:
        if self.desk.service.may_write():
            ask_to_renew(self.window(), self._renew_key)

    def _renew_key(self) -> None:
        self.new_key.setEnabled(False)
        self.desk.service.maintain(
            _renew_file_key,
            self._tell_renewed,
            _("Writing everything anew under a new key…"),
            self,
            self._not_renewed,
        )

    def _tell_renewed(self, _nothing: None) -> None:
        self.new_key.setEnabled(True)
        self.tell(_("The workspace has a new file key. Everybody opens it as before."), Tone.GOOD)

    def _not_renewed(self, problem: Problem) -> None:
        self.new_key.setEnabled(True)
        self.show_problem(problem)

    # The keyring

    def _remembered(self) -> list[str]:
        known: list[str] = self.desk.preferences.get(REMEMBERED, [])
        return known

    def _set_remembered(self, is_wanted: bool) -> None:
        self.remember.setEnabled(False)
        self.desk.service.maintain(
            _remember if is_wanted else _forget,
            partial(self._take_remembered, is_wanted),
            _("Asking the keyring…"),
            self,
            self._take_refused,
        )

    def _take_remembered(self, is_on: bool, _nothing: None) -> None:
        folder = str(self.desk.service.folder or "")
        others = [known for known in self._remembered() if known != folder]
        self.desk.preferences.set(REMEMBERED, [*others, folder] if is_on else others)
        self.refresh()

    def _take_refused(self, problem: Problem) -> None:
        self.show_problem(problem)
        self.refresh()


def _line(words: QLabel, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(PADDING)
    row.addWidget(words, 1)
    row.addWidget(button)
    return row


def _gather(is_used: bool, workspace: Workspace, _progress: Progress) -> WorkspaceFacts:
    from crm.access import can_remember, remembered_key

    home = workspace.ask(get_home)
    return WorkspaceFacts(
        home[1] if home else "",
        workspace.ask(get_logo) is not None,
        workspace.user_name,
        workspace.has_recovery_sheet,
        is_used and remembered_key(workspace.folder.path) is not None,
        can_remember(),
    )


def _check_logo(picture: Path, _workspace: Workspace, _progress: Progress) -> None:
    from reports.layout import logo

    logo.check_file(picture)


def _remember(workspace: Workspace) -> None:
    from crm.access import remember_key

    remember_key(workspace)


def _renew_file_key(workspace: Workspace) -> None:
    workspace.renew_file_key()


def _forget(workspace: Workspace) -> None:
    from crm.access import forget_key

    forget_key(workspace)
