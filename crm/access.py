"""What opens a workspace, for those outside `crm`: kinds of secret, the key this computer remembers, and restoring."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crm.rules.errors import Problem
from crm.store import backups, folder
from crm.store.backup_folder import BackupFolder
from crm.store.backups import SUFFIX as BACKUP_SUFFIX
from crm.store.backups import Opener
from crm.store.folder import SUFFIX, WorkspaceFolder
from crm.store.keys import Passphrase, PersonKey, RecoveryKey, Secret
from crm.workspace import Workspace

__all__ = [
    "BACKUP_SUFFIX",
    "SUFFIX",
    "Passphrase",
    "PersonKey",
    "RecoveryKey",
    "Secret",
    "can_remember",
    "change_passphrase",
    "forget_key",
    "is_of",
    "open_with_recovery_sheet",
    "people_with_access",
    "remember_key",
    "remembered_key",
    "restore",
]


def remembered_key(path: Path) -> PersonKey | None:
    """The key this computer remembers for the workspace in a folder; None when it remembers none or has no keyring."""
    from crm.store import remember  # here, not at the top: keyring takes long to load

    try:
        workspace_id = folder.find(path).read_keys().workspace_id
    except Problem:  # opening says what is wrong with it
        return None
    return remember.get(workspace_id)


def restore(file: Path, to: Path, opener: Opener, known: Iterable[Path] = ()) -> WorkspaceFolder:
    """Make a workspace folder from a backup. Raises as `crm.store.backups.restore` says.

    Whoever was erased later, as is known beside the backup or in one of the `known` workspaces, if it is the same
    one, is erased again when it is opened.
    """
    erased = BackupFolder(file.parent).erasures()
    for place in known:
        if is_of(file, place):
            erased |= BackupFolder(folder.find(place).backups).erasures()
    return backups.restore(file, to, opener, lambda made: BackupFolder(made.backups).note_erasures(erased))


def is_of(file: Path, present: Path) -> bool:
    """Whether a backup is of the workspace in this folder. Raises as `restore` does of the backup."""
    told = backups.read_keys(file).workspace_id
    try:
        return folder.find(present).read_keys().workspace_id == told
    except Problem:  # no workspace, or its keys tell nothing
        return False


def can_remember() -> bool:
    """Whether this computer has a keyring that may keep a key; never ask on a window's thread."""
    from crm.store import remember

    return remember.is_available()


def remember_key(workspace: Workspace) -> None:
    """Let this computer open it without asking. Raises EnvironmentProblem("no-keyring"), ("keyring-refused")."""
    from crm.store import remember

    remember.store(workspace.workspace_id, workspace.user_key)


def change_passphrase(workspace: Workspace, old: str, new: str, *, is_remembered: bool) -> None:
    """Another passphrase for whoever opened it; where this computer remembers the key, it remembers the new one.

    Raises as `Workspace.change_passphrase` and `remember_key` do.
    """
    workspace.change_passphrase(old, new)
    if is_remembered:
        remember_key(workspace)


def forget_key(workspace: Workspace) -> None:
    """Ask for the passphrase again from now on. Raises EnvironmentProblem("keyring-refused")."""
    from crm.store import remember

    remember.forget(workspace.workspace_id)


def people_with_access(path: Path) -> list[tuple[str, str]]:
    """The id and name of everyone with a passphrase. Raises as `crm.store.folder.find` and `read_keys` say."""
    return [(slot.id, slot.name) for slot in folder.find(path).read_keys().slots if slot.kind == "person"]


def open_with_recovery_sheet(path: Path, code: str, person_id: str, passphrase: str) -> Workspace:
    """Give a person a new passphrase with the code of the recovery sheet, and open the workspace as that person.

    The sheet stays good. Raises UserError("empty-passphrase"), and as `Workspace.open` does.
    """
    opened = Workspace.open(path, RecoveryKey(code))
    try:
        opened.reset_passphrase(person_id, passphrase)
    finally:
        opened.close()
    return Workspace.open(path, Passphrase(passphrase))
