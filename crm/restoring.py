"""Going back to a backup: what it would lose is seen first, and the workspace as it was is never written over."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crm.access import restore
from crm.rules import clock
from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.store import backups, comparing, exchange, folder, keys, locking, rekey
from crm.store.backup_folder import BackupFolder
from crm.store.backups import Opener, Progress, unwatched
from crm.store.comparing import Difference, Preview, Work, by_key, by_secret
from crm.store.folder import SUFFIX, WorkspaceFolder
from crm.store.keys import Keys, Secret
from crm.workspace import Workspace

__all__ = [
    "DAMAGED",
    "Difference",
    "InPlace",
    "Preview",
    "Work",
    "check_secret",
    "preview",
    "preview_from",
    "problem_of",
    "restore_beside",
    "restore_in_place",
]

REASON = "restore"
DAMAGED = {
    "backup-not-verified",
    "database-cut",
    "database-damaged",
    "database-empty",
    "database-head-damaged",
    "database-missing",
    "keys-damaged",
    "keys-missing",
}
"""What is wrong with a workspace of which no backup can be made any more: it is only kept aside."""


@dataclass(frozen=True)
class InPlace:
    """What came of restoring in the place of a workspace."""

    folder: Path
    aside: Path
    """Where the workspace is now that was there."""
    backup: Path | None
    """The backup that was made of it first; None where it was too damaged for one."""


def preview(file: Path, secret: Secret, present: Path | None = None, progress: Progress = unwatched) -> Preview:
    """What restoring would come to, against the workspace in a folder if one is named.

    Raises as `crm.store.backups.restore` does, and UserError("backup-of-another-workspace").
    """
    place = folder.find(present) if present is not None else None
    if place is not None:
        _require_same(file, place)
    erased = _erased_beside(file, place)
    return comparing.look_at(file, by_secret(secret), place, by_secret(secret), erased, progress)


def preview_from(workspace: Workspace, file: Path, secret: Secret | None, progress: Progress = unwatched) -> Preview:
    """What restoring would come to, against the open workspace; a backup with its key needs no secret.

    Raises as `preview`, and UserError("backup-of-other-key") when a secret of that time is needed.
    """
    _require_same(file, workspace.folder)
    key = by_key(workspace.file_key)
    erased = _erased_beside(file, workspace.folder)
    return comparing.look_at(file, by_secret(secret) if secret else key, workspace.folder, key, erased, progress)


def _require_same(file: Path, place: WorkspaceFolder) -> None:
    if backups.read_keys(file).workspace_id != place.read_keys().workspace_id:
        raise UserError("backup-of-another-workspace", file=file.name, workspace=place.name)


def _erased_beside(file: Path, place: WorkspaceFolder | None) -> dict[str, str]:
    here = BackupFolder(place.backups).erasures() if place is not None else {}
    return BackupFolder(file.parent).erasures() | here


def check_secret(file: Path, secret: Secret) -> None:
    """Raises UserError("wrong-passphrase") unless the secret opens the backup."""
    keys.unlock(backups.read_keys(file), secret)


def restore_beside(file: Path, present: Path, secret: Secret) -> Path:
    """Make a workspace of its own beside another from a backup; returns its folder. Raises as `restore`."""
    made = datetime.fromisoformat(backups.read_manifest(file).made_at).astimezone()
    return restore(file, _beside(present, f"of {made:%Y-%m-%d %H%M}"), secret).path


def restore_in_place(
    file: Path, opener: Opener, present: Path, present_secret: Secret | None, present_keys: Keys | None = None
) -> InPlace:
    """Put what a backup holds in the place of the workspace it was made of, which is backed up and kept aside.

    Without a secret for what is there it is known to be damaged, and only kept aside. With `present_keys` those who
    can open it are as they are now, not as they were then. Nobody may have it open.
    Raises as `restore` and `Workspace.open`; everything is as it was then.
    """
    place = WorkspaceFolder(present)
    with suppress(EnvironmentProblem):  # keys that cannot be read say nothing
        _require_same(file, place)
    now = f"{clock.now():%Y-%m-%d %H%M}"
    new = restore(file, _beside(present, f"{now} restored"), opener)
    BackupFolder(new.backups).note_erasures(BackupFolder(place.backups).erasures())
    try:
        with locking.nobody_writes(present) as let_go:
            if present_keys is None:
                _take_keys_again(place, new, opener)
            else:
                new.write_keys(keys.with_salt(present_keys, new.read_head()))
            # the backup comes last: what is done after it would only be in what is kept aside
            made = _back_up_first(place, new, present_secret) if present_secret else None
            aside = _beside(present, f"{now} kept aside")
            if os.name == "nt":  # where no folder is renamed in which a file is open
                let_go()
            exchange.exchange(present, new.path, aside)
    except BaseException:
        if present.exists():  # else the next opening needs it
            shutil.rmtree(new.path, ignore_errors=True)
        raise
    return InPlace(present, aside, present / "backups" / made.name if made is not None else None)


def _back_up_first(place: WorkspaceFolder, new: WorkspaceFolder, secret: Secret) -> Path | None:
    """Back up what is there, and let the new one know who was erased from it; None where it is too damaged."""
    try:
        rekey.settle(place)
        key = keys.unlock(place.read_keys(), secret).file_key
        folder.require_database(place)
        with comparing.opened_workspace(place, key) as connection:
            BackupFolder(new.backups).note_erasures(backups.state_of(connection).erasures)
            return BackupFolder(place.backups).make(connection, place, key, REASON).file
    except EnvironmentProblem as problem:
        if problem.code not in DAMAGED:
            raise
        return None


def _take_keys_again(place: WorkspaceFolder, new: WorkspaceFolder, opener: Opener) -> None:
    """Whose key was taken away since the backup was made does not come to it again by what is restored.

    A backup that the key of now opens was made after that.
    """
    if callable(opener):
        return
    try:
        still = {slot.id for slot in place.read_keys().slots}
    except EnvironmentProblem:  # they cannot be read, and so say nothing
        return
    gone = [slot for slot in new.read_keys().slots if slot.kind == "person" and slot.id not in still]
    if not gone:
        return
    opened = Workspace.open(new.path, opener)
    try:
        for slot in gone:
            if slot.name != opened.user_name:  # whoever restores is let in by what she restored with
                opened.remove_person(slot.id)
    finally:
        opened.close()


def _beside(present: Path, words: str) -> Path:
    """A place that nobody has beside a workspace, named after it and by these words; a long name is cut."""
    room = folder.LONGEST_NAME - len(f" {words} 99{SUFFIX}")
    name = present.name.removesuffix(SUFFIX)[:room].rstrip()
    return _free(present.with_name(f"{name} {words}{SUFFIX}"))


def _free(path: Path) -> Path:
    """This path, or one like it that nobody has."""
    number = 2
    found = path
    while found.exists():
        found = path.with_name(f"{path.name.removesuffix(SUFFIX)} {number}{SUFFIX}")
        number += 1
    return found


def problem_of(preview_: Preview) -> Problem | None:
    """Why the workspace as it is now could not be compared with, for its sentence."""
    return EnvironmentProblem(preview_.why_not, **dict(preview_.params)) if preview_.why_not else None
