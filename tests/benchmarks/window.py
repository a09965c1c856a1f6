"""Kgotla's window up to its first screen: opened, painted, Today filled. Says “ready MEMORY”.

Usage: python -m tests.benchmarks.window FOLDER PASSPHRASE
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.start import make_application, make_desk


def main() -> None:
    app = make_application()
    desk = make_desk(app, Preferences())
    window = MainWindow(desk)
    window.resize(1366, 728)
    window.show_start()
    window.show()
    if len(sys.argv) > 1:
        from crm.workspace import Workspace

        desk.service.opened.connect(tell_soon)
        desk.service.open(partial(Workspace.open, Path(sys.argv[1]), sys.argv[2]))
    else:
        tell_soon()
    app.exec()
    desk.service.shutdown()


def tell_soon() -> None:
    QTimer.singleShot(0, tell)


def peak_memory() -> float:
    """MB; from /proc, since a child's ru_maxrss begins with its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def tell() -> None:
    print("ready", peak_memory(), flush=True)
    QApplication.quit()


main()
