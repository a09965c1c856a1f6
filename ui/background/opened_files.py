"""Files of the workspace opened with other programs: private copies that go when the workspace is locked."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from crm.rules.errors import EnvironmentProblem
from ui.background.service import Service

PREFIX = "kgotla-opened-"
STALE_AFTER = 24 * 3600  # seconds; what a crash left behind
MOST_LETTERS = 120
NOT_IN_NAMES = '<>:"/\\|?*'


class OpenedFiles(QObject):
    """Writes copies only this user can read, and removes them on lock and at the end. One for each service."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._folder: Path | None = None
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
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def copy(self, name: str, data: bytes) -> Path:
        """Write the file for another program to take; raises EnvironmentProblem("copy-not-written")."""
        try:
            if self._folder is None:
                remove_stale()
                self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            file = Path(tempfile.mkdtemp(dir=self._folder)) / safe_name(name)
            file.write_bytes(data)
        except OSError as error:
            raise EnvironmentProblem("copy-not-written", file=name, reason=error.strerror or "") from error
        return file


def opened_files(service: Service) -> OpenedFiles:
    """The opened files of this service, made when first wanted."""
    return service.findChild(OpenedFiles) or OpenedFiles(service)


def safe_name(name: str) -> str:
    """A file name every system takes, with the end that tells its kind."""
    kept = "".join("_" if letter in NOT_IN_NAMES or ord(letter) < 32 else letter for letter in name).strip(". ")
    path = Path(kept or "file")
    return f"{path.stem[:MOST_LETTERS]}{path.suffix[:12]}"


def remove_stale() -> None:
    """Remove copies that a run before left behind when it was cut off."""
    before = time.time() - STALE_AFTER
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not folder.is_symlink() and folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
