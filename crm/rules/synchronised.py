"""Does a service copy this folder to a cloud? Found by the names such folders have and by the marks services leave.

It matters twice: a database that is copied while it is written can be damaged, and a copy abroad is a transfer of
personal information that POPIA section 72 asks about.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

_FOLDERS = {
    "OneDrive": ("onedrive",),
    "Dropbox": ("dropbox",),
    "Google Drive": ("google drive", "googledrive"),
    "iCloud": ("icloud drive", "iclouddrive", "mobile documents"),
    "Nextcloud": ("nextcloud",),
    "ownCloud": ("owncloud",),
    "pCloud": ("pcloud", "pclouddrive", "pcloud drive"),
}
_ADDED = re.compile(r"( - .+| ?\(.+\)| [0-9]+|-.*@.*)?")
"""What a service adds to the name of its folder: “OneDrive - Our Voice”, “Dropbox (Personal)”, “Nextcloud 2”."""
_MARKS = {".dropbox.cache": "Dropbox", ".stfolder": "Syncthing", ".owncloudsync.log": "Nextcloud"}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def find_service(path: Path, home: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """The service that seems to copy what lies here, or nothing."""
    environment = os.environ if environment is None else environment
    with suppress(RuntimeError):  # a user without a home
        home = home or Path.home()
    for place in dict.fromkeys((path.absolute(), path.resolve())):
        told = _by_setting(place, home, environment) or _by_name(place) or _by_mark(place)
        if told:
            return told
    return ""


def _by_setting(path: Path, home: Path | None, environment: Mapping[str, str]) -> str:
    for name in _VARIABLES:
        if environment.get(name) and path.is_relative_to(environment[name]):
            return "OneDrive"
    return "Dropbox" if any(path.is_relative_to(folder) for folder in _dropbox(home, environment)) else ""


def _dropbox(home: Path | None, environment: Mapping[str, str]) -> Iterator[str]:
    """The folders that Dropbox itself says it copies."""
    places = [Path(environment[name]) / "Dropbox" for name in ("APPDATA", "LOCALAPPDATA") if environment.get(name)]
    for place in [*places, home / ".dropbox"] if home else places:
        with suppress(OSError, ValueError, AttributeError):
            for account in json.loads((place / "info.json").read_text(encoding="utf-8")).values():
                if isinstance(account, dict) and isinstance(account.get("path"), str):
                    yield account["path"]


def _by_name(path: Path) -> str:
    parts = [part.lower() for part in path.parts]
    for above, part in zip(["", *parts], parts, strict=False):
        for service, names in _FOLDERS.items():
            for name in names:
                added = part.removeprefix(name)
                if part.startswith(name) and (_ADDED.fullmatch(added) or above == "cloudstorage"):
                    return service
    return "Google Drive" if parts[1:2] == ["my drive"] else ""


def _by_mark(path: Path) -> str:
    for folder in (path, *path.parents):
        for mark, service in _MARKS.items():
            if (folder / mark).exists():
                return service
    return ""
