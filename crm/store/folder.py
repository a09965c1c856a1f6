"""The workspace folder `NAME.kgotla/`: what is in it, and telling what is wrong with one.

workspace.db   the encrypted database
keys.json      who can open it
backups/       copies, each one file
workspace.lock held by the one program that writes
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm.rules.errors import EnvironmentProblem, UserError
from crm.store import exchange, keys, migrate
from crm.store.engine import Mode, connect, environment_problems
from crm.store.files import file_problems, os_problem
from crm.store.keys import SALT_BYTES, Key, Keys

SUFFIX = ".kgotla"
BACKUP_SUFFIX = ".kgotla-backup"
LONGEST_NAME = 120
"""Letters of a folder's name, with its ending."""

_PAGE_BYTES = 4096
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True)
class WorkspaceFolder:
    """A folder that is, or is to be, a workspace."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database file."""
        return self.path / "workspace.db"

    @property
    def keys_file(self) -> Path:
        """Who can open it."""
        return self.path / "keys.json"

    @property
    def backups(self) -> Path:
        """Where automatic backups go."""
        return self.path / "backups"

    @property
    def name(self) -> str:
        """The workspace's name: the folder's, without its ending."""
        return self.path.name.removesuffix(SUFFIX)

    @property
    def log(self) -> Path:
        """The engine's write-ahead log: there while the database is open, and after a program that was killed."""
        return self.path / "workspace.db-wal"

    @property
    def log_index(self) -> Path:
        """Where those who have the database open say what of the log they have read."""
        return self.path / "workspace.db-shm"

    @property
    def read_mode(self) -> Mode:
        """How to read it: a medium that cannot be written has no place for the engine's lock files.

        Raises EnvironmentProblem("log-on-read-only") when such a medium holds work that only the log has: it would be
        left out unseen.
        """
        if os.access(self.path, os.W_OK):
            return "read"
        if self.has_unfinished_log:
            raise EnvironmentProblem("log-on-read-only", folder=str(self.path))
        return "immutable"

    @property
    def has_unfinished_log(self) -> bool:
        """Whether there may be work that is in the log and not yet in the database file."""
        try:
            return self.log.stat().st_size > 0
        except FileNotFoundError:
            return False

    def read_head(self) -> bytes:
        """The first 16 bytes of the database file, where the engine keeps its salt."""
        with file_problems(), self.database.open("rb") as stream:
            return stream.read(SALT_BYTES)

    def read_keys(self) -> Keys:
        """Who can open the file as it is, also right after a change of the file key that was cut off.

        Raises EnvironmentProblem("keys-missing"), ("keys-damaged"), ("newer-version").
        """
        stored = keys.read_keys(self.keys_file)
        return stored.for_file(self.read_head()) if stored.is_changing else stored

    def write_keys(self, stored: Keys) -> None:
        """Replace `keys.json` in one step."""
        keys.write_keys(stored, self.keys_file)


def create(path: Path, user_name: str, passphrase: str, fill: Callable[[Any], object]) -> WorkspaceFolder:
    """Make a workspace folder; `fill` makes the tables in its empty database.

    “.kgotla” is added to the name. Raises UserError("folder-not-empty"), ("bad-folder-name"), ("empty-passphrase"),
    EnvironmentProblem("folder-not-made") and what the disk says; nothing is left behind then.
    """
    place = new_place(path)
    stored, unlocked = keys.create(user_name, passphrase)
    _make_folders(place)
    try:
        _make_database(place, unlocked.file_key, fill)
        place.write_keys(keys.with_salt(stored, place.read_head()))
    except BaseException:
        shutil.rmtree(place.path, ignore_errors=True)
        raise
    finally:
        unlocked.wipe()
    return place


def _make_folders(place: WorkspaceFolder) -> None:
    try:
        place.path.mkdir(parents=True, exist_ok=True)
        place.backups.mkdir()  # two at the same time: the second fails here, and touches nothing
    except OSError as error:
        problem = os_problem(error)
        if problem.code == "disk-error":
            reason = error.strerror or ""
            problem = EnvironmentProblem("folder-not-made", folder=str(place.path), reason=reason)
        raise problem from error


def new_place(path: Path) -> WorkspaceFolder:
    """Where a new workspace may go.

    Raises UserError("folder-in-workspace"), ("folder-not-empty"), ("bad-folder-name").
    """
    place = WorkspaceFolder(_with_suffix(path))
    around = next((each for each in place.path.absolute().parents if WorkspaceFolder(each).keys_file.exists()), None)
    if around is not None:  # it would go with that one
        raise UserError("folder-in-workspace", folder=str(place.path), workspace=around.name)
    if place.path.exists() and (not place.path.is_dir() or any(place.path.iterdir())):
        raise UserError("folder-not-empty", folder=str(place.path))
    return place


def _make_database(place: WorkspaceFolder, key: Key, fill: Callable[[Any], object]) -> None:
    with environment_problems(place.database):
        connection = connect(place.database, key)
        try:
            fill(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()


def _with_suffix(path: Path) -> Path:
    name = path.name if path.name.endswith(SUFFIX) else path.name + SUFFIX
    if _FORBIDDEN.search(name) or _RESERVED.match(name) or name == SUFFIX or len(name) > LONGEST_NAME:
        raise UserError("bad-folder-name", name=path.name)
    return path.with_name(name)


def find(path: Path) -> WorkspaceFolder:
    """The workspace in this folder, after an exchange of folders that was cut off is brought to its end.

    Raises UserError("no-such-folder"), ("not-a-workspace"); EnvironmentProblem("database-missing"),
    ("database-empty"), ("database-cut"), ("keys-missing"); UserError("is-a-backup") for a file that must be restored.
    """
    exchange.settle(path)
    if path.name and not path.exists():
        with_suffix = path.with_name(path.name + SUFFIX)
        exchange.settle(with_suffix)
        path = with_suffix if with_suffix.is_dir() else path
    place = WorkspaceFolder(path)
    if not path.exists():
        raise UserError("no-such-folder", folder=str(path))
    if path.is_file() and path.name.endswith(BACKUP_SUFFIX):
        raise UserError("is-a-backup", file=str(path))
    if not path.is_dir() or not (place.database.exists() or place.keys_file.exists()):
        raise UserError("not-a-workspace", folder=str(path))
    require_database(place)
    if not place.keys_file.exists():
        raise EnvironmentProblem("keys-missing", path=str(place.keys_file))
    return place


def list_beside(place: WorkspaceFolder) -> list[Path]:
    """Other states of the same workspace in the folder it lies in: kept aside when one was restored, or restored."""
    wanted, found = place.read_keys().workspace_id, []
    for path in sorted(place.path.parent.glob(f"*{SUFFIX}")):
        with suppress(EnvironmentProblem, UserError):
            if path != place.path and WorkspaceFolder(path).read_keys().workspace_id == wanted:
                found.append(path)
    return found


def require_database(place: WorkspaceFolder) -> None:
    """Raises EnvironmentProblem("database-missing"), ("database-empty"), ("database-cut")."""
    if not place.database.exists():
        raise EnvironmentProblem("database-missing", folder=str(place.path))
    with file_problems():
        size = place.database.stat().st_size
    if size == 0:  # the engine would open it as a new database
        raise EnvironmentProblem("database-empty", folder=str(place.path))
    if size % _PAGE_BYTES and not place.has_unfinished_log:  # a kill while the log is copied back leaves half a page
        raise EnvironmentProblem("database-cut", folder=str(place.path))


def probe(place: WorkspaceFolder, key: Key, mode: Mode) -> int:
    """Read the head of the database with its key; returns its schema number.

    Raises EnvironmentProblem("database-damaged"), ("database-head-damaged"), ("newer-version"); the files stay
    untouched, and where nobody has the database open no file of the engine is left beside it.
    """
    if not place.log.exists():
        mode = "immutable"
    try:
        schema = _read_schema(place, key, mode)
    except EnvironmentProblem as problem:
        if problem.code == "database-damaged" and place.read_head() != place.read_keys().salt:
            raise EnvironmentProblem("database-head-damaged", folder=str(place.path)) from problem
        raise
    if schema > migrate.newest():
        raise EnvironmentProblem("newer-version", theirs=schema, ours=migrate.newest())
    if schema == 0:
        raise EnvironmentProblem("database-damaged")
    return schema


def _read_schema(place: WorkspaceFolder, key: Key, mode: Mode) -> int:
    with environment_problems(place.database):
        connection = connect(place.database, key, mode)
        try:
            schema = migrate.schema_of(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    return schema
