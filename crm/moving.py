"""Moving a workspace: it is copied through a backup, the copy is compared, and the old folder goes only when asked."""

from __future__ import annotations

import shutil
from pathlib import Path

from crm.access import restore
from crm.rules.errors import UserError
from crm.rules.synchronised import find_service
from crm.store import comparing, folder, locking
from crm.store.backups import Opener, Progress, key_by, unwatched
from crm.store.comparing import Difference, by_key
from crm.store.files import file_problems, part_of, put_in_place, sync_file
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Key
from crm.workspace import Workspace

REASON = "move"


def move(workspace: Workspace, to: Path, progress: Progress = unwatched) -> Path:
    """Copy the open workspace into a new folder and make sure that all is there; returns the folder.

    The old one stays until `remove_old`. Raises UserError("still-synchronised"), ("folder-not-empty"),
    ("changed-meanwhile-moving"), and as a backup and a restore do; no new folder is left then.
    """
    new = folder.new_place(to)
    if service := find_service(new.path):
        raise UserError("still-synchronised", folder=str(new.path), service=service)
    with workspace.alone():
        file = workspace.back_up_before(REASON, progress)
        made = restore(file, to, by_key(workspace.file_key))
        try:
            if not _compared(workspace.folder, made, workspace.file_key).is_nothing:
                raise UserError("changed-meanwhile-moving")
        except BaseException:
            shutil.rmtree(made.path, ignore_errors=True)
            raise
    return made.path


def opener_of(workspace: Workspace) -> Opener:
    """What opens the old folder once more when the workspace is closed."""
    return by_key(bytes(workspace.file_key))


def remove_old(old: Path, new: Path, opener: Opener) -> None:
    """Bring the old folder's backups along and remove it; nobody may have it open.

    Raises UserError("changed-meanwhile-moving") where something was done in it since it was copied: then it stays, and
    the copy goes. EnvironmentProblem; nothing is lost then.
    """
    here, there = WorkspaceFolder(old), WorkspaceFolder(new)
    with locking.nobody_writes(old):
        key = key_by(opener, here.read_keys())
        if _compared(here, there, key).lost_work_count:
            if not _compared(there, here, key).lost_work_count:
                shutil.rmtree(new, ignore_errors=True)
            raise UserError("changed-meanwhile-moving")
        with file_problems():
            for each in sorted(here.backups.glob("*")):
                brought = there.backups / each.name
                if each.is_file() and not brought.exists():
                    _bring(each, brought)
            here.database.unlink()  # who waited for the locks finds nothing to write into
    with file_problems():
        shutil.rmtree(old)


def where_it_is(old: Path, new: Path) -> Path:
    """Where to work on when `remove_old` was refused: in the old folder, unless its database is gone already."""
    return old if WorkspaceFolder(old).database.exists() else new


def _compared(one: WorkspaceFolder, other: WorkspaceFolder, key: Key) -> Difference:
    """What one has that the other has not."""
    with comparing.opened_workspace(other, key) as then, comparing.opened_workspace(one, key) as now:
        return comparing.compare(then, now)


def _bring(file: Path, to: Path) -> None:
    """Copy a file, which has its name only when all of it is safe on the disk: the old one goes next."""
    part = part_of(to)
    try:
        shutil.copyfile(file, part)  # a file from a stick may be read-only: its copy is not
        sync_file(part)
        put_in_place(part, to)
    finally:
        part.unlink(missing_ok=True)
