"""A folder of numbered backups of one workspace: its own `backups/`, or one on a stick.

A running number in the name says which is newest, since a computer's clock may be set back. Beside them lies
`erasures.json`: who was erased from the workspace, as hashes, so that an older backup does not bring them back.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crm.rules import clock, rotation
from crm.rules.errors import Problem
from crm.rules.rotation import Copy
from crm.store import backups
from crm.store.backups import SUFFIX, Made, Manifest, Progress, unwatched
from crm.store.files import clear_left_over, file_problems, write_whole
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Key

ERASURES = "erasures.json"
_NAME = re.compile(r"([0-9]{1,9})-([0-9]{4}-[0-9]{2}-[0-9]{2})-(?:([0-9]{4})-)?([a-z-]+)", re.ASCII)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Numbered:
    """A backup with what its name says."""

    file: Path
    copy: Copy

    @property
    def manifest(self) -> Manifest:
        """What it says of itself. Raises as `backups.read_manifest` does."""
        return backups.read_manifest(self.file)


@dataclass(frozen=True)
class BackupFolder:
    """Where numbered backups of a workspace lie."""

    path: Path

    def copies(self) -> list[Numbered]:
        """The backups, newest first; files that others put there are none of them."""
        with file_problems():
            found = [Numbered(file, copy) for file in self.path.glob(f"*{SUFFIX}") if (copy := _read_name(file))]
        return sorted(found, key=lambda each: each.copy.number, reverse=True)

    def newest(self) -> Numbered | None:
        """The one made last."""
        return next(iter(self.copies()), None)

    def is_current(self, connection: Any, mac: str) -> bool:
        """Whether the newest backup holds all the work of an open database, and opens for those with these keys."""
        newest = self.newest()
        if newest is None:
            return False
        try:
            state, keys = newest.manifest.state, backups.read_keys(newest.file)
        except Problem:  # damaged: a good one is wanted
            return False
        return state is not None and keys.mac == mac and not backups.has_work_since(connection, state)

    def make(
        self, connection: Any, place: WorkspaceFolder, key: Key, reason: str, progress: Progress = unwatched
    ) -> Made:
        """Write and verify a backup here; those that need not be kept any more go."""
        with _one_at_a_time:
            made = backups.back_up(connection, place, key, self._next(reason), progress)
            self._settle(made.file)
            return made

    def take(self, file: Path, reason: str, key: Key, work_in: Path, progress: Progress = unwatched) -> Path:
        """Copy a backup here and verify the copy; those that need not be kept any more go."""
        with _one_at_a_time:
            made = backups.copy(file, key, self._next(reason), work_in, progress)
            self._settle(made)
            return made

    def _settle(self, made: Path) -> None:
        state = backups.read_manifest(made).state
        if state is not None and state.erasures:
            self.note_erasures(state.erasures)
        present = self.copies()
        kept = rotation.kept([each.copy for each in present])
        for each in present:
            if each.copy.number not in kept:
                with suppress(OSError):  # a virus scanner may hold it: the next time, then
                    each.file.unlink()

    def _next(self, reason: str) -> Path:
        number = rotation.next_number([each.copy for each in self.copies()])
        return self.path / f"{number:06}-{clock.now():%Y-%m-%d-%H%M}-{reason}{SUFFIX}"

    def remove_half_made(self) -> None:
        """Remove every backup that was begun and never finished, however young: it may hold somebody erased."""
        with _one_at_a_time:
            clear_left_over(self.path, backups.WORK, seconds=0)

    # Who was erased

    def erasures(self) -> dict[str, str]:
        """Who is known here to have been erased and how: written down beside the backups, or told by one of them."""
        found = self.noted_erasures()
        for file in self.path.glob(f"*{SUFFIX}"):
            with suppress(Problem):
                state = backups.read_manifest(file).state
                found |= state.erasures if state else {}
        return found

    def noted_erasures(self) -> dict[str, str]:
        """Who is written down as erased; nobody when the file is missing or damaged."""
        try:
            told = json.loads((self.path / ERASURES).read_text(encoding="utf-8"))
            return {str(erased): str(kind) for erased, kind in told["erased"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def note_erasures(self, erased: Mapping[str, str]) -> None:
        """Write down who was erased, beside those known already."""
        known = self.noted_erasures()
        if not known.keys() >= erased.keys():
            content = {"format": 1, "erased": dict(sorted((known | dict(erased)).items()))}
            with file_problems():
                self.path.mkdir(parents=True, exist_ok=True)  # somebody may have thrown the folder away
            write_whole(self.path / ERASURES, json.dumps(content, indent=1).encode())

    def list_holding(self, erased: Collection[str], covered: int = 0) -> list[Numbered]:
        """The backups made before these were erased, which may hold them; also those that do not tell.

        Up to the operation `covered` old texts were covered since: a name may have been taken out of them later.
        """
        return [each for each in self.copies() if not _knows(each, erased, covered)]

    def remove(self, copies: Iterable[Numbered]) -> None:
        """Remove these backups. Raises EnvironmentProblem."""
        with file_problems():
            for each in copies:
                each.file.unlink(missing_ok=True)


def _knows(each: Numbered, erased: Collection[str], covered: int) -> bool:
    with suppress(Problem):
        state = each.manifest.state
        return state is not None and state.erasures.keys() >= set(erased) and state.operation > covered
    return False


def _read_name(file: Path) -> Copy | None:
    """What the name says; None for a file somebody else put there."""
    match = _NAME.fullmatch(file.name.removesuffix(SUFFIX))
    if match is None:
        return None
    number, day, time_of_day, reason = match.groups()
    try:
        at = datetime.strptime(f"{day} {time_of_day or '0000'}", "%Y-%m-%d %H%M")
    except ValueError:
        return None
    return Copy(int(number), at, reason) if int(number) else None
