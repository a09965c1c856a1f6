"""Tells when nobody has touched keyboard or mouse for as long as the person chose."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ui.preferences import Preferences

LOCK_AFTER = "lock_after_minutes"
"""The preference: minutes, 0 for never."""

CHOICES = (0, 2, 5, 15, 30)
USUAL = 15
EVERY = 5000  # milliseconds between looks at the clock

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletPress,
}


def seconds() -> float:
    """A clock that nobody sets, and that goes on while the computer sleeps where there is one."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if hasattr(time, "CLOCK_MONOTONIC"):  # macOS, whose `time.monotonic` stands still in sleep
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class IdleWatch(QObject):
    """Listens on the window that has the keyboard, since a filter on the whole application would see every repaint."""

    idle = Signal()

    def __init__(self, preferences: Preferences, parent: QObject, now: Callable[[], float] = seconds) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._now = now
        self._touched = now()
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen)
            self._listen(QGuiApplication.focusWindow())

    def start(self) -> None:
        """Begin to count from now."""
        self._touched = self._now()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def look(self) -> None:
        """Tell if it has been too long."""
        if self._is_too_long():
            self.idle.emit()

    def _is_too_long(self) -> bool:
        minutes = self._preferences.get(LOCK_AFTER, USUAL)
        return self._timer.isActive() and minutes > 0 and self._now() - self._touched >= 60 * minutes

    def _listen(self, window: QWindow | None) -> None:
        if self._window is not None and self._window is not window:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            self._touched = self._now()  # a window of ours came to the front
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there; nothing is held back."""
        if event.type() in _TOUCHES:
            if self._is_too_long():  # the computer slept, and who knows who woke it
                QTimer.singleShot(0, self.idle.emit)
            self._touched = self._now()
        return False
