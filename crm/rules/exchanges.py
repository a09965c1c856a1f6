"""The note beside a workspace whose folder gives way to another: while it lies there, nothing may have the name."""

from __future__ import annotations

from pathlib import Path

_SUFFIX = ".exchange"


def note_of(folder: Path) -> Path:
    """Where the note about this folder lies."""
    return folder.with_name(f"{folder.name}{_SUFFIX}")


def is_there(folder: Path) -> bool:
    """Whether a workspace can be opened here: the folder has its name, or opening gives it back."""
    return folder.is_dir() or (bool(folder.name) and note_of(folder).exists())
