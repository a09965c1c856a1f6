"""After work comes a pause: then the write-ahead log is copied back, so that little ever hangs on the log."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ui.background.service import Service

PAUSE = 20_000  # milliseconds without a change


class Tidier(QObject):
    """Empties the write-ahead log on the writer when nothing was written for a while."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._service = service
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.tidy)
        service.done.connect(self._timer.start)
        service.closed.connect(self._timer.stop)

    def tidy(self) -> None:
        """Do it now, behind what the writer has to do."""
        if self._service.is_open:
            self._service.maintain(lambda workspace: workspace.empty_log(), _nothing, what="", owner=self)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
