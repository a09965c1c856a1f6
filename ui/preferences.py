"""What this computer remembers for this user, outside any workspace: one small JSON file, read without Qt.

No personal data goes in here. The window keeps its size, theme and column layouts; the command line the last workspace.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TypeVar

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
        self._values = self._read()

    def get(self, name: str, default: T) -> T:
        """The value kept under this name, or the default when there is none or it is of another type."""
        value = self._values.get(name, default)
        return value if isinstance(value, type(default)) else default

    def set(self, name: str, value: object) -> None:
        """Keep a JSON value under this name; nothing is written when it is already so."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        self._write()

    @property
    def last_workspace(self) -> Path | None:
        """The workspace folder opened last on this computer."""
        text = self.get("last_workspace", "")
        return Path(text) if text else None

    def remember_workspace(self, folder: Path) -> None:
        """Make this the workspace that opens next time, and put it first among the recent ones."""
        recent = [str(folder), *(known for known in self.recent_workspaces if known != str(folder))]
        self._values["recent_workspaces"] = recent[:8]
        self.set("last_workspace", str(folder))
        self._write()

    @property
    def recent_workspaces(self) -> list[str]:
        """Workspace folders opened on this computer, newest first, at most eight."""
        recent: list[object] = self.get("recent_workspaces", [])
        return [item for item in recent if isinstance(item, str)]

    def note_copy(self, workspace: Path, day: date) -> None:
        """Remember that a copy of this workspace left this computer on this day."""
        copies: dict[str, object] = self.get("copies", {})
        self.set("copies", {**copies, str(workspace.resolve()): day.isoformat()})

    def last_copy(self, workspace: Path) -> date | None:
        """When a copy of this workspace last left this computer, None for never."""
        copies: dict[str, object] = self.get("copies", {})
        day = copies.get(str(workspace.resolve()))
        return date.fromisoformat(day) if isinstance(day, str) else None

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
        new.replace(self._file)
