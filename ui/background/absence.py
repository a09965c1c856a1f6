"""Locks the window when nobody is there: it was idle, the screen was locked, or the computer goes to sleep."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.background.idle import IdleWatch, seconds
from ui.background.screen_lock import ScreenWatch
from ui.background.service import Service
from ui.preferences import Preferences


class Absence(QObject):
    """Watches while a workspace is open. One for each window."""

    def __init__(
        self,
        service: Service,
        preferences: Preferences,
        lock: Callable[[], object],
        parent: QObject,
        now: Callable[[], float] = seconds,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._lock = lock
        self.idle = IdleWatch(preferences, self, now)
        self.screen = ScreenWatch(self)
        self.idle.idle.connect(self._take_idle)
        self.screen.away.connect(self._take_away)
        service.opened.connect(self.idle.start)
        service.closed.connect(self.idle.stop)

    def _take_idle(self) -> None:
        """Long work that is still running is somebody's: it is not cut off for idleness."""
        if self._service.is_open and self._service.is_idle:
            self._lock()

    def _take_away(self) -> None:
        if self._service.is_open:
            self._lock()
