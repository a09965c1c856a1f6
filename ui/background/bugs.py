"""What is told about a bug: where it happened, never with whose data.

An exception's own text may hold a name or a phone number, so only its type, our file names and line numbers are kept.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import PurePath
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger("kgotla.bug")


def details(error: BaseException) -> str:
    """A report of the error that holds no personal data: versions, types, files and lines."""
    import platform  # here: the start need not pay for what only a bug needs

    lines = [f"Kgotla {_version('kgotla')}, PySide6 {_version('PySide6-Essentials')}"]
    lines.append(f"Python {platform.python_version()} on {platform.system()} {platform.release()}")
    one: BaseException | None = error
    while one is not None:
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
        lines += [f"  {frame}" for frame in _frames(one)]
        one = one.__cause__ or one.__context__
    return "\n".join(lines)


def _frames(error: BaseException) -> list[str]:
    import traceback

    found = traceback.extract_tb(error.__traceback__)
    return ["/".join(PurePath(frame.filename).parts[-3:]) + f":{frame.lineno} in {frame.name}" for frame in found]


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


class BugCatcher(QObject):
    """Sends every unforeseen exception, of any thread, to one place in the window's thread."""

    caught = Signal(str)

    def __init__(self, show: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.caught.connect(show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over `sys.excepthook` and `threading.excepthook`."""
        sys.excepthook = self._catch
        threading.excepthook = self._catch_in_thread

    def _catch(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        report = details(error)
        log.error("%s", report)
        self.caught.emit(report)

    def _catch_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._catch(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
