"""Files of the workspace opened with other programs: private copies that go when the workspace is locked.

Their folder can be read by this user only and they cannot be written: what is changed in a copy would be lost. A lock
in the folder tells a later start whether the program that made it is still there; if it was killed, its copies go.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLockFile, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from crm.rules.errors import EnvironmentProblem
from crm.rules.file_names import safe_file_name
from ui.background.service import Service

PREFIX = "kgotla-opened-"
LOCK = "lock"
MOST_LETTERS = 120
YOUNG = 3600  # seconds: a folder without a lock may be one that is being made


class OpenedFiles(QObject):
    """Writes copies only this user can read, and removes them on lock and at the end. One for each service."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._folder: Path | None = None
        self._lock: QLockFile | None = None
        service.closed.connect(self.forget)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.forget)

    def open(self, name: str, data: bytes) -> Path:
        """Show the file in the program the computer has for it; returns the copy.

        Raises EnvironmentProblem: "copy-not-written", "no-program-for-file".
        """
        file = self.copy(name, data)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            raise EnvironmentProblem("no-program-for-file", file=name)
        return file

    def forget(self) -> None:
        """Remove every copy; one that another program still holds goes with the next start."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None

    def copy(self, name: str, data: bytes) -> Path:
        """Write the file for another program to take; raises EnvironmentProblem("copy-not-written")."""
        try:
            file = Path(tempfile.mkdtemp(dir=self._own_folder())) / (safe_file_name(name, MOST_LETTERS) or "file")
            file.touch(mode=stat.S_IRUSR | stat.S_IWUSR, exist_ok=False)
            file.write_bytes(data)
            file.chmod(stat.S_IRUSR)
        except OSError as error:
            raise EnvironmentProblem("copy-not-written", file=name, reason=error.strerror or "") from error
        return file

    def _own_folder(self) -> Path:
        """The folder of this run, which only this user can look into; made when first wanted."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            self._lock = QLockFile(str(self._folder / LOCK))
            self._lock.setStaleLockTime(0)
            self._lock.tryLock(0)
        return self._folder


def opened_files(service: Service) -> OpenedFiles:
    """The opened files of this service, made when first wanted."""
    return service.findChild(OpenedFiles) or OpenedFiles(service)


def remove_stale() -> None:
    """Remove copies of a run that was cut off; those of one that still runs stay."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_ours(folder) and _is_left(folder):
            _remove(folder)


def _is_ours(folder: Path) -> bool:
    """Not a link, nor a folder of somebody else's."""
    try:
        about = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(about.st_mode) and (os.name == "nt" or about.st_uid == os.getuid())


def _is_left(folder: Path) -> bool:
    """Whether the program that made it is gone, told by its lock."""
    if not (folder / LOCK).exists():
        return folder.stat().st_mtime < time.time() - YOUNG
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)
    is_left = lock.tryLock(0)
    lock.unlock()
    return is_left


def _remove(folder: Path) -> None:
    """All of it; Windows takes nothing away that cannot be written."""
    shutil.rmtree(folder, onerror=_write_and_again)


def _write_and_again(remove: Callable[[str], object], path: str, _error: object) -> None:
    try:
        Path(path).chmod(stat.S_IRWXU)
        remove(path)
    except OSError:  # another program holds it: the next start, then
        return
