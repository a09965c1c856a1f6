"""What is seen while the last backup is made before the window closes: how far it is, and closing without it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from crm.rules.errors import Problem
from resources.translations import _
from ui.background.jobs import Progress
from ui.widgets.cards import label
from ui.widgets.dialogs import Dialog
from ui.words import sentence

SHOW_AFTER = 400  # milliseconds: most backups are made by then


class ClosingDialog(Dialog):
    """Shown only where the backup takes long, or failed; “Close without it” stops it."""

    closing_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Backing up before closing"), "closing")
        self._progress: Progress | None = None
        self._words = label(_("What you did since the last backup goes into one more."), name="closing-text")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("Progress"))
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self.add(self._words)
        self.add(self._bar)
        self.add_cancel(_("Stay")).setFocus()
        self.add_accept(_("Close without it"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_AFTER)
        self._timer.timeout.connect(self.open)
        self.accepted.connect(self.closing_wanted)
        self.finished.connect(self._stop)

    def follow(self, progress: Progress) -> None:
        """Show how far this is, once it takes long."""
        self._progress = progress
        progress.moved.connect(self._move)
        self._timer.start()

    def show_problem(self, problem: Problem) -> None:
        """Say why there is no backup; closing is up to the user."""
        self._timer.stop()
        self._bar.hide()
        self._words.setText(_("The backup could not be made. {why}").format(why=sentence(problem)))
        self.open()

    def _move(self, fraction: float) -> None:
        self._bar.setRange(0, 0 if fraction < 0 else 1000)
        self._bar.setValue(int(max(fraction, 0) * 1000))

    def _stop(self, _result: int) -> None:
        self._timer.stop()
        if self._progress is not None:
            self._progress.cancel()
