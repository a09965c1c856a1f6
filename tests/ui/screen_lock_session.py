"""Run under `dbus-run-session`: sends what desktops say when the screen is locked, and prints what was made of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from PySide6.QtCore import QCoreApplication, QTimer

from ui.background.screen_lock import ScreenWatch

SAID = (
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:false"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"),
    ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session.Lock"),
    ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session.Unlock"),
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true"),
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:false"),
)
AWAY = 4
"""How many of these mean that nobody is there."""


def main() -> None:
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]  # one bus stands for both
    app = QCoreApplication(sys.argv[:1])
    watch = ScreenWatch(app)
    heard: list[int] = []
    watch.away.connect(lambda: heard.append(1))
    watch.start()
    QTimer.singleShot(0, say_it)
    watch.away.connect(lambda: len(heard) == AWAY and QTimer.singleShot(300, app.quit))  # one too many would show
    QTimer.singleShot(30_000, app.quit)
    app.exec()
    print(json.dumps(len(heard)))


def say_it() -> None:
    for path, *rest in SAID:
        subprocess.run(["dbus-send", "--session", "--type=signal", path, *rest], check=True, timeout=20)


if __name__ == "__main__":
    main()
