"""How a workspace comes to be open: what the start screen hands to the writer's thread.

The store and its cryptography are imported there, with the first workspace, and not with the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from crm.rules.errors import Problem, UserError

if TYPE_CHECKING:
    from crm.workspace import Workspace

NOT_REMEMBERED = "nothing-remembered"
SAMPLE_FOLDER = "sample"


@dataclass
class Opening:
    """One way of opening a workspace, called on the writer; keeps what the window must know afterwards."""

    open_it: Callable[[], Workspace]
    wants_remembering: bool = False
    is_sample: bool = False
    is_new: bool = False
    note: str = ""
    """What to tell when it is open."""
    keyring_problem: Problem | None = field(default=None, init=False)

    def __call__(self) -> Workspace:
        """Open it; a keyring that refuses does not stop the opening."""
        workspace = self.open_it()
        if self.wants_remembering:
            self._remember(workspace)
        return workspace

    @property
    def is_remembered(self) -> bool:
        """Whether this computer now remembers the key."""
        return self.wants_remembering and self.keyring_problem is None

    def _remember(self, workspace: Workspace) -> None:
        from crm.access import remember_key

        try:
            remember_key(workspace)
        except Problem as problem:
            self.keyring_problem = problem


@dataclass(frozen=True)
class NewWorkspace:
    """What the first-start form says."""

    folder: Path
    passphrase: str = field(repr=False)
    user_name: str
    organisation_name: str
    provinces: Sequence[str]


def create(draft: NewWorkspace) -> Workspace:
    """Make it and open it."""
    from crm.workspace import Workspace

    draft.folder.parent.mkdir(parents=True, exist_ok=True)
    return Workspace.create(
        draft.folder, draft.passphrase, draft.user_name, draft.organisation_name, list(draft.provinces)
    )


def open_with_passphrase(folder: Path, passphrase: str, *, to_read: bool = False) -> Workspace:
    """Open with what was typed."""
    from crm.workspace import Workspace

    return (Workspace.open_to_read if to_read else Workspace.open)(folder, passphrase)


def open_remembered(folder: Path, *, to_read: bool = False) -> Workspace:
    """Open with the key this computer remembers. Raises UserError("nothing-remembered")."""
    from crm.access import remembered_key
    from crm.workspace import Workspace

    key = remembered_key(folder)
    if key is None:
        raise UserError(NOT_REMEMBERED)
    return (Workspace.open_to_read if to_read else Workspace.open)(folder, key)


def open_with_sheet(folder: Path, code: str, person_id: str, passphrase: str) -> Workspace:
    """Give the person a new passphrase with the recovery sheet, and open."""
    from crm.access import open_with_recovery_sheet

    return open_with_recovery_sheet(folder, code, person_id, passphrase)


def restore_backup(file: Path, to: Path, passphrase: str, code: str, known: Sequence[Path]) -> Path:
    """Make a workspace from a backup with either secret; returns its folder. Raises as `crm.access.restore`."""
    from crm.access import Passphrase, RecoveryKey, restore

    to.parent.mkdir(parents=True, exist_ok=True)
    return restore(file, to, RecoveryKey(code) if code else Passphrase(passphrase), known).path


def sample_folder() -> Path:
    """Where the sample workspace lies: in the program's own data folder."""
    from platformdirs import user_data_path

    from crm import sample

    return user_data_path("kgotla", appauthor=False) / SAMPLE_FOLDER / sample.FOLDER_NAME


def open_sample() -> Workspace:
    """The sample workspace made today, else a new one: its dates tell of this week."""
    import shutil

    from crm import sample
    from crm.workspace import Workspace

    folder = sample_folder()
    if folder.exists():
        if _is_of_today(folder):
            return Workspace.open(folder, sample.PASSPHRASE)
        Workspace.open(folder, sample.PASSPHRASE).close()  # refuses while another program has it open
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return sample.make(folder, sample.PASSPHRASE)


def _is_of_today(folder: Path) -> bool:
    from datetime import date

    from crm.rules.clock import today

    keys = folder / "keys.json"
    return keys.exists() and date.fromtimestamp(keys.stat().st_mtime) == today()
