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
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crm.rules import clock
from crm.rules.errors import EnvironmentProblem, UserError
from crm.store import check, folder, keys, migrate
from crm.store.engine import connect, environment_problems, key_pragma
from crm.store.files import file_problems, put_in_place, sync_file
from crm.store.folder import BACKUP_SUFFIX, WorkspaceFolder
from crm.store.keys import SALT_BYTES, Secret

SUFFIX = BACKUP_SUFFIX
KEPT = 10
"""Automatic backups kept of each reason."""

DAILY = "daily"
"""The reason of the one backup a day; `automatic` takes any other word too."""

_FORMAT = 1
_DATABASE, _KEYS, _MANIFEST = "workspace.db", "keys.json", "manifest.json"
_WORK = ".backup-"
_LARGEST = 64 * 2**30
_LARGEST_TEXT = 2**20
_CONTAINER_BEGINS = b"PK\x03\x04"
_DAMAGE = (KeyError, ValueError, TypeError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError)
"""What `zipfile` and `json` raise over bytes that are not what was written."""


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
        work = Path(tempfile.mkdtemp(prefix=_WORK, dir=out.parent))
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
    with file_problems(), file.open("rb") as stream:
        if stream.read(len(_CONTAINER_BEGINS)) != _CONTAINER_BEGINS:
            raise UserError("not-a-backup", file=str(file))
    try:
        with file_problems(), zipfile.ZipFile(file) as container:
            _require_plain(container)
            told = json.loads(container.read(_MANIFEST))
            if told["format"] > _FORMAT:
                raise EnvironmentProblem("newer-version", theirs=told["format"], ours=_FORMAT)
            manifest = Manifest(told["workspace"], told["made_at"], int(told["schema"]), dict(told["hashes"]))
    except _DAMAGE as error:
        raise EnvironmentProblem("backup-damaged", file=str(file)) from error
    if set(manifest.hashes) != {_DATABASE, _KEYS}:
        raise EnvironmentProblem("backup-damaged", file=str(file))
    return manifest


def _require_plain(container: zipfile.ZipFile) -> None:
    """Raise ValueError unless each member is stored as it is, and of a size that can be true."""
    for name, limit in ((_MANIFEST, _LARGEST_TEXT), (_KEYS, _LARGEST_TEXT), (_DATABASE, _LARGEST)):
        member = container.getinfo(name)
        if member.compress_type != zipfile.ZIP_STORED or member.file_size > limit:
            raise ValueError(name)


def _extract(file: Path, into: Path) -> None:
    """Unpack exactly the two files a backup holds, whatever names its container lists, and check their hashes."""
    manifest = read_manifest(file)
    try:
        with file_problems(), zipfile.ZipFile(file) as container:
            for name, sha256 in manifest.hashes.items():
                with container.open(name) as source, (into / name).open("wb") as target:
                    shutil.copyfileobj(source, target, 2**20)
                if _sha256(into / name) != sha256:
                    raise EnvironmentProblem("backup-damaged", file=str(file))
    except _DAMAGE as error:
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
    """A backup in the workspace's own `backups/`, named by its reason; the oldest above `KEPT` of it go.

    Only for the one who writes the workspace: what a killed program left half made is removed first. A running number
    in the name says which is newest, since a computer's clock may be set back.
    """
    for left in place.backups.glob(_WORK + "*"):
        shutil.rmtree(left, ignore_errors=True)
    before = list_automatic(place)
    number = _number(before[0]) + 1 if before else 1
    name = f"{number:06}-{clock.today().isoformat()}-{reason}{SUFFIX}"
    made = back_up(connection, place, key, place.backups / name)
    for old in [one for one in list_automatic(place) if _reason(one) == reason][KEPT:]:
        with suppress(OSError):  # a virus scanner may hold it: the next time, then
            old.unlink()
    return made


def list_automatic(place: WorkspaceFolder) -> list[Path]:
    """The automatic backups, newest first."""
    return sorted((one for one in place.backups.glob(f"*{SUFFIX}") if _number(one)), key=_number, reverse=True)


def is_daily_due(place: WorkspaceFolder, today: date) -> bool:
    """Whether no automatic backup for the day (`DAILY`) bears this date."""
    named = f"-{today.isoformat()}-{DAILY}{SUFFIX}"
    return not any(one.name.endswith(named) for one in list_automatic(place))


def _number(backup: Path) -> int:
    """The running number in the name of an automatic backup; 0 for a file somebody else put there."""
    number = backup.name.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def _reason(backup: Path) -> str:
    return backup.name.removesuffix(SUFFIX).split("-", maxsplit=4)[-1]
