"""Giving a colleague a key of her own, or another passphrase, and taking the key away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.rules.errors import Problem
from resources.translations import _
from ui.desk import Desk
from ui.pages.start.passphrase import NewPassphrase
from ui.widgets.banner import Banner
from ui.widgets.cards import label
from ui.widgets.dialogs import ConfirmDialog, Dialog
from ui.widgets.status import Tone
from ui.words import sentence

if TYPE_CHECKING:
    from crm.workspace import Workspace


class GiveKeyDialog(Dialog):
    """A passphrase of her own, which she types herself, twice; its strength is shown."""

    given = Signal()

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, explained: str, give: Callable[[Workspace, str], object]
    ) -> None:
        super().__init__(parent, title, "give-key")
        self.writes_with = desk.service
        self._desk = desk
        self._give = give
        self.add(label(explained))
        self.told = Banner("", Tone.BAD, name="give-key-told")
        self.told.hide()
        self.add(self.told)
        self.passphrase = NewPassphrase("give-key-new")
        self.add(self.passphrase)
        self.add_cancel()
        self._accept = self.add_accept(_("Give the key"))
        self.passphrase.first.setFocus()

    def accept(self) -> None:
        """Give it; what is wrong is said in its place."""
        if not self.passphrase.is_right() or not self._accept.isEnabled():
            return
        self._accept.setEnabled(False)
        give, passphrase = self._give, self.passphrase.text
        self._desk.service.maintain(
            lambda workspace: give(workspace, passphrase),
            self._take_given,
            _("Making a key…"),
            self,
            self._take_problem,
        )

    def _take_given(self, _nothing: object) -> None:
        self.given.emit()
        super().accept()

    def _take_problem(self, problem: Problem) -> None:
        self._accept.setEnabled(True)
        self.told.set_text(sentence(problem), Tone.BAD)
        self.grow()


def give_key(desk: Desk, parent: QWidget, name: str) -> GiveKeyDialog:
    """Let a colleague open the workspace."""
    explained = _(
        "{name} opens the workspace with a passphrase of their own, and what they do is kept in their name. "
        "Let {name} type it: nobody else needs to know it."
    )
    return GiveKeyDialog(
        desk,
        parent,
        _("A key for {name}").format(name=name),
        explained.format(name=name),
        lambda workspace, passphrase: workspace.add_person(name, passphrase),
    )


def reset_key(desk: Desk, parent: QWidget, name: str, slot_id: str) -> GiveKeyDialog:
    """Another passphrase for a colleague who forgot it."""
    explained = _(
        "The passphrase {name} had no longer opens the workspace, nor does what their computer remembers. "
        "Backups made before still open with the old one."
    )
    return GiveKeyDialog(
        desk,
        parent,
        _("New passphrase for {name}").format(name=name),
        explained.format(name=name),
        lambda workspace, passphrase: workspace.reset_passphrase(slot_id, passphrase),
    )


def ask_to_take(parent: QWidget, name: str, take: Callable[[], object]) -> None:
    """Say what taking a key away means, and ask."""
    words = (
        _("{name} can no longer open the workspace: it is written anew under a new key. That may take a minute."),
        _("Backups made before still open with the passphrase {name} has. Destroy those {name} could get at."),
        _("The recovery sheet stays good. If {name} could have copied it, make a new one afterwards."),
        _("What {name} did stays in the history, in that name."),
    )
    box = ConfirmDialog(
        parent,
        _("Take {name}’s key away?").format(name=name),
        "\n\n".join(words).format(name=name),
        _("Take the key away"),
        is_danger=True,
        name="take-key",
    )
    box.confirmed.connect(take)
    box.open()


def ask_to_renew(parent: QWidget, renew: Callable[[], object]) -> None:
    """Say what a new file key is for, and ask."""
    words = (
        _("Everything is written anew under a new key. That may take a minute."),
        _("Everybody with a key opens the workspace as before, and the recovery sheet stays good."),
        _("Backups made before open as they did."),
    )
    title, yes = _("Write everything anew under a new key?"), _("Write anew")
    box = ConfirmDialog(parent, title, "\n\n".join(words), yes, name="new-file-key")
    box.confirmed.connect(renew)
    box.open()
