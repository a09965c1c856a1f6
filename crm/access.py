"""What opens a workspace, for those outside `crm`: kinds of secret, the key this computer remembers, and restoring."""

from __future__ import annotations

from pathlib import Path

from crm.rules.errors import Problem
from crm.store import backups, folder
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Passphrase, PersonKey, RecoveryKey, Secret

__all__ = ["Passphrase", "PersonKey", "RecoveryKey", "Secret", "remembered_key", "restore"]


def remembered_key(path: Path) -> PersonKey | None:
    """The key this computer remembers for the workspace in a folder; None when it remembers none or has no keyring."""
    from crm.store import remember  # here, not at the top: keyring takes long to load

    try:
        workspace_id = folder.find(path).read_keys().workspace_id
    except Problem:  # opening says what is wrong with it
        return None
    return remember.get(workspace_id)


def restore(file: Path, to: Path, secret: Secret) -> WorkspaceFolder:
    """Make a workspace folder from a backup. Raises as `crm.store.backups.restore` says."""
    return backups.restore(file, to, secret)
