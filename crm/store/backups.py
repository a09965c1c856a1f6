"""Backups: the whole workspace in one file, opened and checked before it counts.

A backup is a ZIP container without compression (what is in it is encrypted): `workspace.db`, a consistent copy made
by the engine under the same key, `keys.json`, and `manifest.json` with the SHA-256 of both. A live file is never
copied: its newest pages may still be in the write-ahead log.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crm.rules.errors import EnvironmentProblem, UserError
from crm.store import check, folder, keys, migrate
from crm.store.engine import connect, environment_problems, key_pragma
from crm.store.files import file_problems, put_in_place, sync_file
from crm.store.folder import WorkspaceFolder
from crm.store.keys import SALT_BYTES, Secret

SUFFIX = ".kgotla-backup"
KEPT = 10
"""Automatic backups kept of each reason."""

_FORMAT = 1
_DATABASE, _KEYS, _MANIFEST = "workspace.db", "keys.json", "manifest.json"
_LARGEST = 64 * 2**30


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    workspace: str
    made_at: str
    """UTC, ISO 8601."""
    schema: int
    hashes: dict[str, str]


def back_up(connection: Any, place: WorkspaceFolder, key: bytes, out: Path) -> Path:
    """Write the workspace into one file and verify it; returns the file.

    `connection` is an open one to the database; it goes on being used. Raises UserError("file-exists"),
    EnvironmentProblem("disk-full"), ("read-only"), ("backup-not-verified").
    """
    if out.exists():
        raise UserError("file-exists", file=str(out))
    with file_problems():
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".backup-", dir=out.parent))
    try:
        part = work / "backup"
        _write(connection, place, key, work, part)
        _verify(part, key, work)
        with file_problems():
            put_in_place(part, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return out


def _write(connection: Any, place: WorkspaceFolder, key: bytes, work: Path, part: Path) -> None:
    copy = work / _DATABASE
    with environment_problems(), file_problems():
        uri = f"{copy.absolute().as_uri()}?key={key_pragma(key).replace(' ', '%20')}"
        connection.execute("VACUUM INTO ?", (uri,))
        with copy.open("rb") as stream:
            salt = stream.read(SALT_BYTES)
        members = {_DATABASE: copy, _KEYS: work / _KEYS}
        members[_KEYS].write_bytes(keys.to_bytes(keys.with_salt(place.read_keys(), salt)))
        manifest = {
            "format": _FORMAT,
            "workspace": place.name,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "schema": migrate.schema_of(connection),
            "hashes": {name: _sha256(path) for name, path in members.items()},
        }
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as container:
            container.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            for name, path in members.items():
                container.write(path, name)
        sync_file(part)
        copy.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _verify(part: Path, key: bytes, work: Path) -> None:
    """Take the backup apart as a restore would, and check what is in it."""
    taken = work / "verified"
    taken.mkdir()
    _extract(part, taken)
    with environment_problems():
        connection = connect(taken / _DATABASE, key, "immutable")
        try:
            found = check.check_database(connection)
        finally:
            connection.close()
    if found:
        raise EnvironmentProblem("backup-not-verified", because=found[0].code)
    shutil.rmtree(taken)


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises UserError("not-a-backup"), EnvironmentProblem("backup-damaged")."""
    if not file.is_file():
        raise UserError("file-missing", file=str(file))
    if not zipfile.is_zipfile(file):
        raise UserError("not-a-backup", file=str(file))
    try:
        with file_problems(), zipfile.ZipFile(file) as container:
            told = json.loads(container.read(_MANIFEST))
            manifest = Manifest(told["workspace"], told["made_at"], int(told["schema"]), dict(told["hashes"]))
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise EnvironmentProblem("backup-damaged", file=str(file)) from error
    if set(manifest.hashes) != {_DATABASE, _KEYS}:
        raise EnvironmentProblem("backup-damaged", file=str(file))
    return manifest


def _extract(file: Path, into: Path) -> None:
    """Unpack exactly the two files a backup holds, whatever names its container lists, and check their hashes."""
    manifest = read_manifest(file)
    try:
        with file_problems(), zipfile.ZipFile(file) as container:
            for name, sha256 in manifest.hashes.items():
                if container.getinfo(name).file_size > _LARGEST:
                    raise EnvironmentProblem("backup-damaged", file=str(file))
                with container.open(name) as source, (into / name).open("wb") as target:
                    shutil.copyfileobj(source, target, 2**20)
                if _sha256(into / name) != sha256:
                    raise EnvironmentProblem("backup-damaged", file=str(file))
    except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise EnvironmentProblem("backup-damaged", file=str(file)) from error


def restore(file: Path, to: Path, secret: Secret) -> WorkspaceFolder:
    """Make a workspace folder from a backup, on any machine; the secret is one that opened it then.

    Never overwrites: raises UserError("folder-not-empty"). Also "wrong-passphrase" or "wrong-recovery-code",
    "not-a-backup", and EnvironmentProblem("backup-damaged"), ("newer-version"). Nothing is left behind then.
    """
    place = folder.new_place(to)
    with file_problems():
        place.path.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".restore-", dir=place.path.parent))
    try:
        _extract(file, work)
        (work / "backups").mkdir()
        unlocked = keys.unlock(keys.read_keys(work / _KEYS), secret)
        folder.probe(WorkspaceFolder(work), unlocked.file_key, "immutable")
        with file_problems():
            sync_file(work / _DATABASE)
            if place.path.exists():
                place.path.rmdir()
            put_in_place(work, place.path)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return place


def automatic(connection: Any, place: WorkspaceFolder, key: bytes, reason: str) -> Path:
    """A backup in the workspace's own `backups/`, named by its reason; the oldest above `KEPT` of it go."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    made = back_up(connection, place, key, place.backups / f"{reason}-{stamp}{SUFFIX}")
    for old in sorted(place.backups.glob(f"{reason}-*{SUFFIX}"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return made


def list_automatic(place: WorkspaceFolder) -> list[Path]:
    """The automatic backups, newest first."""
    return sorted(place.backups.glob(f"*{SUFFIX}"), key=_made, reverse=True)


def _made(path: Path) -> float:
    return path.stat().st_mtime
