"""Moving a workspace: it is copied through a backup, the copy is compared, and the old folder goes only when asked."""

from __future__ import annotations

import shutil
from pathlib import Path

from crm.access import restore
from crm.rules.errors import UserError
from crm.rules.synchronised import find_service
from crm.store import comparing, folder
from crm.store.backups import Progress, unwatched
from crm.store.files import file_problems, part_of, put_in_place, sync_file
from crm.store.keys import PersonKey
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
        made = restore(file, to, PersonKey(bytes(workspace.user_key.private)))
        try:
            key = workspace.file_key
            with (
                comparing.opened_workspace(made, key) as there,
                comparing.opened_workspace(workspace.folder, key) as here,
            ):
                is_same = comparing.compare(there, here).is_nothing
            if not is_same:
                raise UserError("changed-meanwhile-moving")
        except BaseException:
            shutil.rmtree(made.path, ignore_errors=True)
            raise
    return made.path


def remove_old(old: Path, new: Path) -> None:
    """Bring the old folder's backups along and remove it; nobody may have it open. Raises EnvironmentProblem."""
    with file_problems():
        for each in sorted((old / "backups").glob("*")):
            brought = new / "backups" / each.name
            if each.is_file() and not brought.exists():
                _bring(each, brought)
        shutil.rmtree(old)


def _bring(file: Path, to: Path) -> None:
    """Copy a file, which has its name only when all of it is safe on the disk: the old one goes next."""
    part = part_of(to)
    try:
        shutil.copy2(file, part)
        sync_file(part)
        put_in_place(part, to)
    finally:
        part.unlink(missing_ok=True)
