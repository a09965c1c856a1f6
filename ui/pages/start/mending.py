"""A damaged workspace is offered its newest good copy, before it is opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crm.rules.errors import Problem
from resources.translations import _
from ui.desk import Desk
from ui.recovery_words import copy_lines, damage_lines
from ui.restore_words import moment
from ui.widgets.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from crm.recovery import GoodCopy, Recovered

SHOWN = 3
"""Lines that say what is damaged."""


class Mending(QObject):
    """Looks for the newest good copy, asks whether it is to be used, and puts it in the place."""

    busy = Signal(str)
    failed = Signal(object)  # Problem
    mended = Signal(str, str)  # the passphrase it opens with, and what to tell when it is open
    left = Signal()  # the copy is not wanted

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._screen = parent

    def offer(self, folder: Path, passphrase: str) -> None:
        """Look for the newest good copy of the workspace in a folder, and offer it."""
        self.busy.emit(_("Looking for the newest good copy…"))
        self._desk.service.prepare(
            partial(_find, folder, passphrase), partial(self._ask, folder, passphrase), self, "", self._fail
        )

    def _ask(self, folder: Path, passphrase: str, copy: GoodCopy) -> None:
        self.busy.emit("")
        lines = [*list(damage_lines(copy))[:SHOWN], "", *copy_lines(copy)]
        yes = _("Put the keys back") if copy.is_only_keys else _("Use the copy of {moment}")
        title = _("“{workspace}” is damaged").format(workspace=folder.stem)
        words = "\n".join(lines)
        box = ConfirmDialog(self._screen, title, words, yes.format(moment=moment(copy.made_at)), name="mend")
        box.confirmed.connect(partial(self._mend, folder, passphrase))
        box.rejected.connect(self.left)
        box.open()

    def _mend(self, folder: Path, passphrase: str) -> None:
        self.busy.emit(_("Putting the copy in its place…"))
        self._desk.service.prepare(
            partial(_recover, folder, passphrase), partial(self._tell, passphrase), self, "", self._fail
        )

    def _tell(self, passphrase: str, done: Recovered) -> None:
        self.busy.emit("")
        self.mended.emit(passphrase, _("What was damaged is kept: {place}").format(place=done.aside))

    def _fail(self, problem: Problem) -> None:
        self.busy.emit("")
        self.failed.emit(problem)


def is_damage(problem: Problem) -> bool:
    """Whether a workspace did not open because it is damaged."""
    from crm.recovery import DAMAGED

    return problem.code in DAMAGED


def _find(folder: Path, passphrase: str) -> GoodCopy:
    from crm.access import Passphrase
    from crm.recovery import find_good_copy

    return find_good_copy(folder, Passphrase(passphrase))


def _recover(folder: Path, passphrase: str) -> Recovered:
    from crm.access import Passphrase
    from crm.recovery import recover

    return recover(folder, Passphrase(passphrase))
