"""Copies off this computer: where they go, and from when on their age is a worry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

BACKUPS = " backups"
"""What a folder of copies is called after the workspace's name."""
_NUMBERED = re.compile(r"[0-9]{6,}-[0-9]{4}-[0-9]{2}-[0-9]{2}-.+")

WORRY_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class CopyPlace:
    """The folder on a stick or another computer into which copies go."""

    folder: Path
    is_away: bool
    """Whether what lies there outlives this computer."""
    is_other_disk: bool
    """Whether it was on another disk when it was chosen: then an empty folder of that name is no stick."""


@dataclass(frozen=True)
class LastCopy:
    """When a copy last left this computer, and where it went."""

    on: date | None
    name: str
    is_old: bool
    """Whether it is so long ago, or was never done for so long, that it is a worry."""


def is_old(on: date, today: date) -> bool:
    """Whether a copy of this day, or work that began on it without one, is a worry."""
    return today - on > WORRY_AFTER


def name_of_workspace(backup: Path) -> str:
    """What a workspace made from this backup is to be called: as the one it was made of, where its place tells that."""
    if not _NUMBERED.fullmatch(backup.stem):
        return backup.stem
    folder = backup.parent
    if folder.name == BACKUPS.strip():
        return folder.parent.stem
    name, found, _rest = folder.name.partition(BACKUPS)
    return name if found and name else backup.stem
