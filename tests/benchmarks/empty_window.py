"""An empty PySide6 window: the least a window can cost. Says “ready MEMORY” after its first paint."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 728)
    window.show()
    QTimer.singleShot(0, tell)
    app.exec()


def peak_memory() -> float:
    """MB; from /proc, since a child's ru_maxrss begins with its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def tell() -> None:
    print("ready", peak_memory(), flush=True)
    QApplication.quit()


main()
