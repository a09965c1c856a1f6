"""Copies in a chosen folder, on a stick or another computer: each is verified there, and old ones go as at home."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crm.operations.backups import note_copy_away
from crm.queries.backups import get_last_copy
from crm.rules import clock, rotation
from crm.rules.copies import BACKUPS, CopyPlace
from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.rules.file_names import safe_file_name
from crm.store import backups
from crm.store.backup_folder import BackupFolder
from crm.store.backups import Progress, unwatched
from crm.store.files import file_problems
from crm.workspace import Workspace

REASON = "copy"


@dataclass(frozen=True)
class Copy:
    """One backup as it is listed."""

    file: Path
    at: str
    """The moment in its name, ISO 8601 without a zone."""
    reason: str
    size: int
    is_whole: bool
    """Whether its contents can be read: what is damaged is no backup."""
    counts: dict[str, int]
    operation: int | None


def choose(workspace: Workspace, folder: Path, is_away: bool | None = None) -> CopyPlace:
    """The place that a folder is; whether it is off this computer is guessed from the disk unless said.

    Raises UserError("no-such-folder"), ("copies-inside-workspace").
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise UserError("no-such-folder", folder=str(folder))
    if folder.resolve().is_relative_to(workspace.folder.path.resolve()):
        raise UserError("copies-inside-workspace", folder=str(folder))
    is_other = _disk_of(folder) != _disk_of(workspace.folder.path)
    return CopyPlace(folder, is_other if is_away is None else is_away, is_other)


def _disk_of(path: Path) -> int:
    with file_problems():
        return path.stat().st_dev


def is_there(workspace: Workspace, place: CopyPlace) -> bool:
    """Whether the stick is in: its folder is there, and not only an empty name where it would be."""
    try:
        return place.folder.is_dir() and (
            not place.is_other_disk or _disk_of(place.folder) != _disk_of(workspace.folder.path)
        )
    except EnvironmentProblem:
        return False


def folder_for(workspace: Workspace, place: CopyPlace) -> BackupFolder:
    """Where in the chosen folder the copies of this workspace lie: no other shares it."""
    name = safe_file_name(f"{workspace.folder.name}{BACKUPS}")
    plain = BackupFolder(place.folder / name)
    if _is_free_for(workspace, plain):
        return plain
    return BackupFolder(place.folder / f"{name} {workspace.workspace_id[:8]}")


def _is_free_for(workspace: Workspace, there: BackupFolder) -> bool:
    """Whether no other workspace's backups lie there, as the newest that can be read says."""
    for each in there.copies():
        with suppress(Problem):
            return backups.read_keys(each.file).workspace_id == workspace.workspace_id
    return True


def copy(workspace: Workspace, place: CopyPlace, progress: Progress = unwatched) -> Path:
    """Copy the workspace as it is now into the chosen folder, and verify it there; returns the copy.

    Raises EnvironmentProblem("copies-not-there"), ("disk-full"), ("read-only"), ("backup-damaged").
    """
    if not is_there(workspace, place):
        raise EnvironmentProblem("copies-not-there", folder=str(place.folder))
    with workspace.keeping_key():
        workspace.back_up_if_changed(REASON, progress)
        newest, there = workspace.backups.newest(), folder_for(workspace, place)
        latest = there.newest()
        if newest is None:
            raise RuntimeError("a backup was just made")
        if latest is not None and workspace.is_backed_up(there):
            return latest.file
        made = there.take(newest.file, newest.copy.reason, workspace.file_key, workspace.folder.backups, progress)
    there.note_erasures(workspace.backups.noted_erasures())
    return made


def copy_when_due(workspace: Workspace, place: CopyPlace, progress: Progress = unwatched) -> Path | None:
    """Copy if the stick is in and an hour or a day of work went by since the last copy there."""
    if not is_copy_due(workspace, place):
        return None
    return copy(workspace, place, progress)


def is_copy_due(workspace: Workspace, place: CopyPlace) -> bool:
    """Whether `copy_when_due` would copy."""
    if not is_there(workspace, place):
        return False
    there = folder_for(workspace, place)
    newest = there.newest()
    return bool(rotation.due(newest.copy.at if newest else None, clock.now())) and not workspace.is_backed_up(there)


def note(workspace: Workspace, place: CopyPlace) -> None:
    """Let the workspace remember that a copy left this computer; only for the one who writes."""
    if name := name_to_note(workspace, place):
        workspace.do(note_copy_away, name)


def name_to_note(workspace: Workspace, place: CopyPlace) -> str:
    """What to write down of a copy that was just made; nothing when it is on this computer, or noted today already."""
    is_noted = workspace.ask(get_last_copy).on == clock.today()
    return "" if is_noted or not place.is_away else place.folder.name or str(place.folder)


def count_holding(workspace: Workspace, place: CopyPlace | None) -> int:
    """How many backups, here and on the stick if it is in, may still hold somebody who was erased."""
    return sum(len(workspace.list_holding(folder)) for folder in _folders(workspace, place))


def renew(workspace: Workspace, place: CopyPlace | None, progress: Progress = unwatched) -> list[Path]:
    """Let backups that may still hold somebody erased give way to one of now, here and on the stick; returns those.

    A stick that is not in keeps its own until this is done again.
    """
    folders = _folders(workspace, place)
    before = [each.file for folder in folders for each in workspace.list_holding(folder)]
    if before:
        workspace.back_up_if_changed(REASON, progress)
        if place is not None and is_there(workspace, place):
            copy(workspace, place, progress)
        for folder in folders:
            folder.remove(workspace.list_holding(folder))
    return before  # keeping only some of them may have taken one away already


def _folders(workspace: Workspace, place: CopyPlace | None) -> list[BackupFolder]:
    away = [folder_for(workspace, place)] if place is not None and is_there(workspace, place) else []
    return [workspace.backups, *away]


def list_copies(folder: BackupFolder, limit: int = 60) -> list[Copy]:
    """The backups in a folder, newest first, with what they say of themselves."""
    found = []
    for each in folder.copies()[:limit]:
        try:
            state, is_whole = each.manifest.state, True
        except Problem:
            state, is_whole = None, False
        try:
            size = each.file.stat().st_size
        except OSError:  # it gave way to a newer one meanwhile
            continue
        found.append(
            Copy(
                each.file,
                each.copy.at.isoformat(timespec="minutes"),
                each.copy.reason,
                size,
                is_whole,
                state.counts if state else {},
                state.operation if state else None,
            )
        )
    return found
