"""What was taken out: where the file is, how much is in it, and what is not."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from crm.queries.exports import TakenOut, left_out_words
from crm.rules.errors import EnvironmentProblem
from resources.translations import _, ngettext
from ui.icons import Icon
from ui.widgets.buttons import secondary
from ui.widgets.cards import label
from ui.widgets.dialogs import Dialog
from ui.words import sentence


class TakenOutDialog(Dialog):
    """Says it in lines, and shows the file in its folder."""

    def __init__(self, taken: TakenOut, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Taken out"), "taken-out")
        self._folder = taken.wanted.file.parent
        count = ngettext("{count} record", "{count} records", taken.count).format(count=taken.count)
        if taken.wanted.noun == "workspace":
            count = _("the whole workspace")
        self.add(label(f"{taken.wanted.file.name}: {count}", name="taken-out-file"))
        self.add(label(str(self._folder), "muted", "taken-out-folder"))
        if taken.left_out:
            self.add(label(left_out_words(taken.left_out), name="taken-out-left"))
        for at, words in enumerate(taken.said):
            self.add(label(words, "muted", f"taken-out-said-{at}"))
        words = _("It is noted in the register of what was given out (Settings).")
        self.add(label(words, "muted", "taken-out-noted"))
        self._told = label("", "error", "taken-out-told")
        self._told.hide()
        self.add(self._told)
        self.show_folder = secondary(_("Show in folder"), "taken-out-show-folder", Icon.FOLDER_OPEN)
        self.show_folder.clicked.connect(self._open_folder)
        self.add_button(self.show_folder)
        self.add_accept(_("Close")).setFocus()

    def _open_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            self._told.setText(sentence(EnvironmentProblem("no-program-for-file", file=str(self._folder))))
            self._told.show()
