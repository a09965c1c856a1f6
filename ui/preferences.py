"""What this computer remembers for this user, outside any workspace: one small JSON file, read without Qt.

No personal data goes in here. The window keeps its size, theme and column layouts; the command line the last workspace.
Both may run at the same time, so what another wrote is read before anything is read or written.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from crm.rules.copies import CopyPlace
from crm.rules.errors import EnvironmentProblem

T = TypeVar("T")

FILE_NAME = "preferences.json"


def default_folder() -> Path:
    """The folder this operating system gives the program for settings."""
    from platformdirs import user_config_path  # here, not at the top: the window's start counts every import

    return user_config_path("kgotla", appauthor=False)


class Preferences:
    """Named JSON values in one file; a missing or damaged file reads as empty."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()
        self._file = self.folder / FILE_NAME
        self._values: dict[str, object] = {}
        self._read_at: tuple[int, int, int] | None = None
        self._read()

    def get(self, name: str, default: T) -> T:
        """The value kept under this name, or the default when there is none or it is of another type."""
        self._read()
        value = self._values.get(name, default)
        return value if isinstance(value, type(default)) else default

    def set(self, name: str, value: object) -> None:
        """Keep a JSON value under this name; nothing is written when it is already so.

        Where the computer keeps no settings it is so until the program ends: that stops nobody's work.
        """
        self._read()
        if self._values.get(name) != value:
            with suppress(OSError):
                self._write({name: value})

    @property
    def last_workspace(self) -> Path | None:
        """The workspace folder opened last on this computer."""
        text = self.get("last_workspace", "")
        return Path(text) if text else None

    def remember_workspace(self, folder: Path) -> None:
        """Make this the workspace that opens next time, and put it first among the recent ones."""
        recent = [str(folder), *(known for known in self.recent_workspaces if known != str(folder))]
        with suppress(OSError):
            self._write({"recent_workspaces": recent[:8], "last_workspace": str(folder)})

    @property
    def recent_workspaces(self) -> list[str]:
        """Workspace folders opened on this computer, newest first, at most eight."""
        recent: list[object] = self.get("recent_workspaces", [])
        return [item for item in recent if isinstance(item, str)]

    @property
    def known_workspaces(self) -> list[Path]:
        """The folders of `recent_workspaces`, which may be gone."""
        return [Path(each) for each in self.recent_workspaces]

    def copy_place(self, workspace: Path) -> CopyPlace | None:
        """Where on this computer copies of a workspace go, None where nothing was chosen."""
        told: dict[str, dict[str, object]] = self.get("copies_to", {})
        place = told.get(str(workspace.resolve()))
        if not isinstance(place, dict) or not isinstance(place.get("folder"), str):
            return None
        return CopyPlace(Path(str(place["folder"])), bool(place.get("is_away")), bool(place.get("is_other_disk")))

    def choose_copy_place(self, workspace: Path, place: CopyPlace | None) -> None:
        """Let copies of a workspace go there from now on, or nowhere.

        Raises EnvironmentProblem("settings-not-kept"): who relies on copies must know.
        """
        told: dict[str, object] = self.get("copies_to", {})
        others = {name: each for name, each in told.items() if name != str(workspace.resolve())}
        if place is not None:
            others[str(workspace.resolve())] = {
                "folder": str(place.folder),
                "is_away": place.is_away,
                "is_other_disk": place.is_other_disk,
            }
        try:
            self._write({"copies_to": others})
        except OSError as error:
            raise EnvironmentProblem(
                "settings-not-kept", folder=str(self.folder), reason=error.strerror or ""
            ) from error

    def _read(self) -> None:
        """Read what another program wrote since; of a damaged file nothing is taken."""
        try:
            about = self._file.stat()
            read_at = (about.st_mtime_ns, about.st_size, about.st_ino)
            if read_at == self._read_at:
                return
            self._read_at = read_at
            values = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(values, dict):
            self._values = values

    def _write(self, changes: dict[str, object]) -> None:
        self._read()
        self._values = {**self._values, **changes}
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(f".{os.getpid()}.new")
        try:
            new.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            new.replace(self._file)
        finally:
            new.unlink(missing_ok=True)
