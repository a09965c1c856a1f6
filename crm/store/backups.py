"""Backups: the whole workspace in one file, opened and checked before it counts.

A backup is a ZIP container without compression (what is in it is encrypted): `workspace.db`, a consistent copy made
by the engine under the same key, `keys.json`, and `manifest.json` with the SHA-256 of both and how far the work was.
A live file is never copied: its newest pages may still be in the write-ahead log.

What takes long is told of a `progress(done, total)`; what that raises stops it, and no file is left.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Any

import sqlcipher3.dbapi2 as sqlcipher

from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.store import check, folder, keys, migrate, raw_pages, sealing
from crm.store.engine import connect, copy_into, environment_problems, salt_of
from crm.store.files import file_problems, put_in_place, sync_file, work_folder
from crm.store.folder import BACKUP_SUFFIX, WorkspaceFolder
from crm.store.keys import SALT_BYTES, Key, Keys, Secret

SUFFIX = BACKUP_SUFFIX
Progress = Callable[[int, int], object]

_FORMAT = 1
_DATABASE, _KEYS, _MANIFEST = "workspace.db", "keys.json", "manifest.json"
WORK = ".backup-"
"""How a folder begins in which a backup is being made."""

_RESTORING = ".restore-"
_LARGEST = 64 * 2**30
_LARGEST_TEXT = 2**20
_CONTAINER_BEGINS = b"PK\x03\x04"
_DAMAGE = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What `zipfile` and `json` raise over bytes that are not what was written."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    workspace: str
    made_at: str
    """UTC, ISO 8601."""
    schema: int
    hashes: dict[str, str]
    workspace_id: str = ""
    """The name that all copies of one workspace share; empty in a backup of an older version."""
    state: State | None = None


@dataclass(frozen=True)
class State:
    """How far the work in a database is."""

    operation: int
    """The id of the newest operation."""
    head: str
    """The digest of the newest operation, where there is one."""
    counts: dict[str, int] = field(default_factory=dict)
    """Records by noun."""
    erasures: dict[str, str] = field(default_factory=dict)
    """Who was erased, as `crm.rules.erasing.uuid_hash` names them, each with its kind."""

    @property
    def seal(self) -> str:
        """The state as papers name it, for `kgotla check --seal`; empty in a backup of an older version."""
        return sealing.Head(self.operation, self.head).short


def state_of(connection: Any) -> State:
    """How far the work in an open database is; also in one of an older schema."""
    newest = connection.execute("SELECT id FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    operation = int(newest[0]) if newest else 0
    has_erasures = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'erasure'").fetchone()
    erased = connection.execute("SELECT uuid_hash, kind FROM erasure ORDER BY 1").fetchall() if has_erasures else ()
    counts = dict(connection.execute("SELECT noun, count(*) FROM record GROUP BY noun ORDER BY noun").fetchall())
    return State(operation, _digest(connection, operation), counts, dict(erased))


def _digest(connection: Any, operation: int) -> str:
    has_digests = connection.execute("SELECT 1 FROM pragma_table_info('operation') WHERE name = 'digest'").fetchone()
    found = has_digests and connection.execute("SELECT digest FROM operation WHERE id = ?", (operation,)).fetchone()
    return str(found[0]) if found else ""


NOTE_COPY = "note_copy_away"
"""The operation that writes down that a copy was made: no reason to make another."""


def has_work_since(connection: Any, state: State) -> bool:
    """Whether an open database holds other work than one of this state: newer, or after an older one was restored."""
    newest = connection.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0]
    if newest < state.operation or _digest(connection, state.operation) != state.head:
        return True
    later = "SELECT 1 FROM operation WHERE id > ? AND name <> ? LIMIT 1"
    return connection.execute(later, (state.operation, NOTE_COPY)).fetchone() is not None


def unwatched(_done: int, _total: int) -> None:
    """The progress of what nobody watches."""


@contextmanager
def stoppable(connection: Any, progress: Progress) -> Iterator[None]:
    """Let what `progress` raises stop a statement that takes long."""

    def go_on() -> bool:
        progress(0, 0)
        return False

    connection.set_progress_handler(go_on, 2_000)
    try:
        yield
        progress(0, 0)  # what was caught and told as damage was only stopped
    except sqlcipher.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            progress(0, 0)
        raise
    finally:
        connection.set_progress_handler(None, 0)


@dataclass(frozen=True)
class Made:
    """A backup that was verified."""

    file: Path
    flaw: Problem | None = None
    """What is wrong in it because it is so in the workspace, where that stops no backup."""


def back_up(connection: Any, place: WorkspaceFolder, key: Key, out: Path, progress: Progress = unwatched) -> Made:
    """Write the workspace into one file and verify it.

    `connection` is an open one to the database; it goes on being used. Raises UserError("file-exists"),
    EnvironmentProblem("disk-full"), ("read-only"), ("backup-not-verified").
    """
    with _becoming(out) as (work, part):
        _write(connection, place, key, work, part, progress)
        flaw = _verify(part, key, work, progress)
    return Made(out, flaw)


def copy(file: Path, key: Key, out: Path, work_in: Path, progress: Progress = unwatched) -> Path:
    """Write a backup once more, elsewhere, and verify what can be read there; it is unpacked in `work_in`.

    Raises as `back_up` does.
    """
    with _becoming(out) as (_work, part), file_problems():
        total = file.stat().st_size
        with file.open("rb") as source, part.open("wb") as target:
            _pour(source, target, partial(_told, progress, total))
        sync_file(part)
        with work_folder(WORK, work_in) as unpacked:
            _verify(part, key, unpacked, progress)
    return out


@contextmanager
def _becoming(out: Path) -> Iterator[tuple[Path, Path]]:
    """A folder to work in beside the file, and the file's place there: it gets its name when all went well."""
    if out.exists():
        raise UserError("file-exists", file=str(out))
    with file_problems():
        out.parent.mkdir(parents=True, exist_ok=True)
    with work_folder(WORK, out.parent) as work:
        yield work, work / "backup"
        with file_problems():
            put_in_place(work / "backup", out)


def _pour(source: IO[bytes], target: IO[bytes], told: Callable[[int], object]) -> None:
    done = 0
    while chunk := source.read(2**20):
        told(done)
        target.write(chunk)
        done += len(chunk)


def _told(progress: Progress, total: int, done: int) -> None:
    progress(done, total)


def _write(connection: Any, place: WorkspaceFolder, key: Key, work: Path, part: Path, progress: Progress) -> None:
    copy = work / _DATABASE
    with environment_problems(), file_problems():
        with stoppable(connection, progress):
            copy_into(connection, copy, key)
        schema, state = _look_into(copy, key)
        with copy.open("rb") as stream:
            salt = stream.read(SALT_BYTES)
        members = {_DATABASE: copy, _KEYS: work / _KEYS}
        stored = keys.with_salt(_keys_of(connection, place, key), salt)
        members[_KEYS].write_bytes(keys.to_bytes(stored))
        manifest = {
            "format": _FORMAT,
            "workspace": place.name,
            "workspace_id": stored.workspace_id,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "schema": schema,
            "hashes": {name: _sha256(path) for name, path in members.items()},
            "operation": state.operation,
            "head": state.head,
            "counts": state.counts,
            "erasures": state.erasures,
        }
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as container:
            container.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            for name, path in members.items():
                container.write(path, name)
        sync_file(part)
        copy.unlink()


def _keys_of(connection: Any, place: WorkspaceFolder, key: Key) -> Keys:
    """Who can open the database that is copied.

    Raises EnvironmentProblem("file-exchanged") for who still reads a file of which another took the place: with the
    keys of that one nobody could open the backup.
    """
    stored = place.read_keys()
    if not keys.verify(stored, key) and salt_of(connection) != place.read_head():
        raise EnvironmentProblem("file-exchanged")
    return stored


def _look_into(copy: Path, key: Key) -> tuple[int, State]:
    """The schema of the database that was just written, and how far the work in it is."""
    connection = connect(copy, key, "immutable")
    try:
        return migrate.schema_of(connection), state_of(connection)
    finally:
        connection.close()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _verify(part: Path, key: Key, work: Path, progress: Progress) -> Problem | None:
    """Take the backup apart as a restore would, and check what is in it; returns what is wrong and may stay."""
    taken = work / "verified"
    with file_problems():
        taken.mkdir()
    extract(part, taken, progress)
    with environment_problems():
        connection = connect(taken / _DATABASE, key, "immutable")
        try:
            with stoppable(connection, progress):
                found = check.check_database(connection)
        finally:
            connection.close()
    wrong = [each.problem for each in found]
    for each in wrong:
        if each.code not in check.BEARABLE:
            raise EnvironmentProblem("backup-not-verified", because=each)
    shutil.rmtree(taken)
    return EnvironmentProblem("backup-flawed", because=wrong[0]) if wrong else None


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises UserError("not-a-backup"), EnvironmentProblem("backup-damaged")."""
    if not file.is_file():
        raise UserError("file-is-folder" if file.is_dir() else "file-missing", file=str(file))
    with file_problems(), file.open("rb") as stream:
        if stream.read(len(_CONTAINER_BEGINS)) != _CONTAINER_BEGINS:
            raise UserError("not-a-backup", file=str(file))
    try:
        with file_problems(), zipfile.ZipFile(file) as container:
            _require_plain(container)
            told = json.loads(container.read(_MANIFEST))
            if told["format"] > _FORMAT:
                raise EnvironmentProblem("newer-version", theirs=told["format"], ours=_FORMAT)
            manifest = Manifest(
                str(told["workspace"]),
                str(told["made_at"]),
                int(told["schema"]),
                dict(told["hashes"]),
                str(told.get("workspace_id", "")),
                _state_told(told) if "operation" in told else None,
            )
    except _DAMAGE as error:
        raise EnvironmentProblem("backup-damaged", file=str(file)) from error
    if set(manifest.hashes) != {_DATABASE, _KEYS}:
        raise EnvironmentProblem("backup-damaged", file=str(file))
    return manifest


def _state_told(told: dict[str, Any]) -> State:
    counts = {str(noun): int(count) for noun, count in told["counts"].items()}
    erasures = {str(erased): str(kind) for erased, kind in told["erasures"].items()}
    return State(int(told["operation"]), str(told["head"]), counts, erasures)


def read_keys(file: Path) -> Keys:
    """Who could open it when the backup was made. Raises as `read_manifest` does."""
    read_manifest(file)
    try:
        with file_problems(), zipfile.ZipFile(file) as container:
            return keys.from_bytes(container.read(_KEYS), str(file))
    except _DAMAGE as error:
        raise EnvironmentProblem("backup-damaged", file=str(file)) from error


def _require_plain(container: zipfile.ZipFile) -> None:
    """Raise ValueError unless each member is stored as it is, and of a size that can be true."""
    for name, limit in ((_MANIFEST, _LARGEST_TEXT), (_KEYS, _LARGEST_TEXT), (_DATABASE, _LARGEST)):
        member = container.getinfo(name)
        if member.compress_type != zipfile.ZIP_STORED or member.file_size > limit:
            raise ValueError(name)


def extract(file: Path, into: Path, progress: Progress = unwatched) -> None:
    """Unpack exactly the two files a backup holds, whatever names its container lists, and check their hashes."""
    manifest = read_manifest(file)
    try:
        with file_problems(), zipfile.ZipFile(file) as container:
            for name, sha256 in manifest.hashes.items():
                with container.open(name) as source, (into / name).open("wb") as target:
                    _pour(source, target, partial(_told, progress, container.getinfo(name).file_size))
                if _sha256(into / name) != sha256:
                    raise EnvironmentProblem("backup-damaged", file=str(file))
    except _DAMAGE as error:
        raise EnvironmentProblem("backup-damaged", file=str(file)) from error


Opener = Secret | Callable[[Keys], Key]
"""What opens a backup: a secret of that time, or what finds the key of its database some other way."""


def key_by(opener: Opener, stored: Keys) -> Key:
    """The key of the database these keys belong to. Raises as `keys.unlock`, or as what finds it."""
    return opener(stored) if callable(opener) else keys.unlock(stored, opener).file_key


def restore(
    file: Path, to: Path, opener: Opener, finish: Callable[[WorkspaceFolder], object] = lambda _made: None
) -> WorkspaceFolder:
    """Make a workspace folder from a backup, on any machine.

    `finish` may add to what was made before it gets its name. Never overwrites: raises UserError("folder-not-empty").
    Also "wrong-passphrase" or "wrong-recovery-code", "not-a-backup", and EnvironmentProblem("backup-damaged"),
    ("newer-version"). Nothing is left behind then.
    """
    place = folder.new_place(to)
    with file_problems():
        place.path.parent.mkdir(parents=True, exist_ok=True)
    with work_folder(_RESTORING, place.path.parent) as work:
        extract(file, work)
        (work / "backups").mkdir()
        key = key_by(opener, keys.read_keys(work / _KEYS))
        folder.probe(WorkspaceFolder(work), key, "immutable")
        finish(WorkspaceFolder(work))
        with file_problems():
            for name in (_DATABASE, _KEYS):
                sync_file(work / name)
            if place.path.exists():
                place.path.rmdir()
            put_in_place(work, place.path)
    return place


def pages_of(file: Path, key: Key) -> Iterator[bytes]:
    """The clear bytes of each page of the database in a backup, without a copy on the disk. Raises WrongKey."""
    with file_problems(), zipfile.ZipFile(file) as container, container.open(_DATABASE) as stream:
        yield from raw_pages.pages_of(stream, key)
