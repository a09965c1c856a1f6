"""Tells when the screen is locked or the computer goes to sleep, where the operating system says so.

Linux says it over D-Bus (login manager, screen savers), Windows by messages to the window. On macOS nothing is heard:
there the window locks when it was idle.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

_SYSTEM_BUS = "/run/dbus/system_bus_socket"
_LOGIN = "org.freedesktop.login1"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_TAKE_ACTIVE: Any = SLOT("take_active(bool)")  # a text, whatever the stubs say
_TAKE_LOCK: Any = SLOT("take_lock()")


class ScreenWatch(QObject):
    """Call `start` once; `away` is emitted each time."""

    away = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filter: WindowsMessages | None = None

    def start(self, window_id: int = 0) -> None:
        """Listen where there is something to listen to; the window's handle is for Windows."""
        if sys.platform == "win32":
            self._filter = WindowsMessages(self, window_id)
        elif sys.platform != "darwin":
            self._listen_on_buses()

    def _listen_on_buses(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        if _has_session_bus():
            bus = QDBusConnection.sessionBus()
            for name in _SAVERS:
                bus.connect("", "", name, "ActiveChanged", self, _TAKE_ACTIVE)
        if os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or Path(_SYSTEM_BUS).exists():
            bus = QDBusConnection.systemBus()
            bus.connect("", "", f"{_LOGIN}.Session", "Lock", self, _TAKE_LOCK)
            bus.connect("", "", f"{_LOGIN}.Manager", "PrepareForSleep", self, _TAKE_ACTIVE)

    @Slot(bool)
    def take_active(self, is_active: bool) -> None:
        """A screen saver began or ended; the computer is about to sleep or woke up."""
        if is_active:
            self.away.emit()

    @Slot()
    def take_lock(self) -> None:
        """The session is locked."""
        self.away.emit()


def _has_session_bus() -> bool:
    """Whether one runs: asking for it would start one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (runtime is not None and Path(runtime, "bus").exists())


class WindowsMessages(QAbstractNativeEventFilter):
    """Hears of the session's lock and of suspending. Written from Microsoft's documentation; never run on Windows."""

    SESSION_CHANGE, SESSION_LOCK = 0x02B1, 0x7
    POWER_BROADCAST, SUSPEND = 0x0218, 0x4

    def __init__(self, watch: ScreenWatch, window_id: int) -> None:
        super().__init__()
        self._watch = watch
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window_id, 0)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Look at a message on its way to the window; nothing is held back."""
        if QByteArray(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            self.take(told.message, told.wParam)
        return False, 0

    def take(self, message: int, value: int) -> None:
        """Tell what these two numbers stand for, when it is one of the two."""
        if (message, value) in ((self.SESSION_CHANGE, self.SESSION_LOCK), (self.POWER_BROADCAST, self.SUSPEND)):
            self._watch.away.emit()
