"""Copies of papers and files outside the workspace: whether one still lies where it was written, and taking it away."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from crm.exchange.files import fingerprint
from crm.rules.errors import EnvironmentProblem
from resources.translations import _, mark


class State(StrEnum):
    """What has become of a copy."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


_LABELS = {
    State.SAME: mark("As it was written"),
    State.CHANGED: mark("Changed since"),
    State.GONE: mark("Not here"),
}


def label(state: State) -> str:
    """The words of a state."""
    return _(_LABELS[state])


def state_of(file: Path, hashes: Collection[str]) -> State:
    """Whether the file is there, and is one of those with these SHA-256; what cannot be read counts as changed."""
    try:
        if file.is_symlink():
            return State.CHANGED
        if not file.is_file():
            return State.GONE
        return State.SAME if fingerprint(file) in hashes else State.CHANGED
    except (OSError, ValueError, EnvironmentProblem):
        return State.CHANGED


def remove(file: Path) -> str:
    """Take the file away; returns why that could not be done, nothing when it is gone."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def no_guarantee() -> str:
    """What removing a file does not do."""
    return _(
        "A removed file is no longer found by its name. On a stick or an SSD, in a recycle bin, a backup of the"
        " computer or a cloud folder, what was in it may still be read: only a disk that is encrypted as a whole is"
        " sure."
    )
