"""An empty PySide6 window: the least a window can cost. Says “ready MEMORY” after its first paint."""

from __future__ import annotations

import resource
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 728)
    window.show()
    QTimer.singleShot(0, tell)
    app.exec()


def tell() -> None:
    print("ready", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
    QApplication.quit()


main()
