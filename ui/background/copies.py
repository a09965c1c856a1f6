"""Backs up while one works, and on leaving: in the workspace's own folder, and on the stick when it is in.

The workspace is read beside everything else, on the thread for long work, so that nobody waits; only that a copy left
the computer is written down by the writer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from crm.rules.errors import Problem
from resources.translations import _
from ui.background.jobs import Progress, telling_stop
from ui.background.service import Service
from ui.preferences import Preferences

if TYPE_CHECKING:
    from crm.rules.copies import CopyPlace
    from crm.workspace import Workspace

EVERY = 60_000  # milliseconds between looks whether one is due
AFTER_TROUBLE = 10  # looks that are left out then


class Copies(QObject):
    """Looks every minute whether a backup or a copy is due, and makes it."""

    troubled = Signal(object)  # the Problem of the last try, None when all is well again

    def __init__(self, service: Service, preferences: Preferences) -> None:
        super().__init__(service)
        self._service = service
        self._preferences = preferences
        self._is_busy = False
        self._left_out = 0
        self.has_changed = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        service.opened.connect(self._begin)
        service.closed.connect(self._end)
        service.changed.connect(self._note_change)

    @property
    def place(self) -> CopyPlace | None:
        """Where copies of the open workspace go on this computer."""
        folder = self._service.folder
        return self._preferences.copy_place(folder) if folder is not None else None

    def look(self) -> None:
        """Make what is due, unless something is being made already, or went wrong a moment ago."""
        if self._is_busy or not self._service.is_open or self._service.is_read_only:
            return
        if self._left_out:
            self._left_out -= 1
            return
        self._is_busy = True
        self._service.run(self, self._make_due, partial(_is_due, self.place), "", self._take_problem)

    def finish(
        self, owner: QObject, on_done: Callable[[], object], on_problem: Callable[[Problem], object]
    ) -> Progress:
        """Back up what changed, before the window is closed."""
        return self._service.run(
            owner,
            lambda _made: on_done(),
            partial(_make_last, self.place),
            _("Backing up before closing…"),
            on_problem,
        )

    def _begin(self) -> None:
        self._is_busy = False  # what changed before it was locked is still to be backed up on leaving
        self._left_out = 0
        self._timer.start()

    def _end(self) -> None:
        self._timer.stop()

    def _note_change(self, _changes: object) -> None:
        self.has_changed = not self._service.is_read_only  # else whoever writes it backs up

    def _make_due(self, is_due: bool) -> None:
        if not is_due:
            self._is_busy = False
            return
        self._service.run(self, self._take, partial(_make_due, self.place), _("Backing up…"), self._take_problem)

    def _take(self, made: tuple[str, Problem | None]) -> None:
        self._is_busy = False
        copied, flaw = made
        self.troubled.emit(flaw)
        if copied:
            from crm.operations.backups import note_copy_away  # here: the window is up before the store

            self._service.do(note_copy_away, copied)

    def _take_problem(self, problem: Problem) -> None:
        self._is_busy = False
        self._left_out = AFTER_TROUBLE
        if problem.code != "stopped":
            self.troubled.emit(problem)


@telling_stop
def _is_due(place: CopyPlace | None, workspace: Workspace, _progress: Progress) -> bool:
    from crm import copying

    return bool(workspace.backup_due()) or (place is not None and copying.is_copy_due(workspace, place))


@telling_stop
def _make_due(place: CopyPlace | None, workspace: Workspace, progress: Progress) -> tuple[str, Problem | None]:
    """Where a copy went that is to be written down, and what is damaged in what was backed up."""
    from crm import copying

    workspace.back_up_when_due(progress)
    is_copied = place is not None and copying.copy_when_due(workspace, place, progress) is not None
    return copying.name_to_note(workspace, place) if place is not None and is_copied else "", workspace.flaw


def _make_last(place: CopyPlace | None, workspace: Workspace, progress: Progress) -> None:
    """What is made on leaving."""
    from crm import copying
    from crm.rules.rotation import QUIT

    workspace.back_up_if_changed(QUIT, progress)
    if place is not None and copying.is_there(workspace, place):
        copying.copy(workspace, place, progress)
