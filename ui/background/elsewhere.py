"""Sees what another program wrote while this window has the workspace open: a command, or the window that may write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from crm.rules.errors import Problem
from ui.background.service import Service

if TYPE_CHECKING:
    from crm.workspace import Changes

EVERY = 2000  # milliseconds between looks


class Elsewhere(QObject):
    """Looks at the number of the newest operation, and where it moved without us tells what came."""

    wrote = Signal(list)  # labels, oldest first

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._service = service
        self._newest = 0
        self._trouble: Problem | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        service.opened.connect(self._begin)
        service.closed.connect(self._end)

    def look(self) -> None:
        """Ask the writer who wrote the newest operation, where there is one we have not asked about."""
        if not self._service.is_open:
            return
        try:
            newest = self._service.newest_operation()
        except Problem as problem:
            if problem.code == "file-exchanged":  # what we read is no longer the workspace's
                self._trouble = problem
                self._service.close()
            return  # any other, such as a stick that was pulled out, is told to whoever asks for something
        if newest != self._newest:
            self._newest = newest
            self._service.maintain(lambda workspace: workspace.look_elsewhere(), self._tell, what="", owner=self)

    def _begin(self) -> None:
        self._newest = self._service.newest_operation()
        self._timer.start()

    def _end(self) -> None:
        """What ended it is told when all that was shown is gone."""
        self._timer.stop()
        trouble, self._trouble = self._trouble, None
        if trouble is not None:
            self._service.problem.emit(trouble)

    def _tell(self, found: tuple[list[str], Changes]) -> None:
        labels, changes = found
        if labels:
            self._service.refresh(changes)
            self.wrote.emit(labels)
