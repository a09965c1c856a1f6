"""A backup is one file that was checked, and that opens on a machine that has nothing else."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from crm.operations.team import add_user
from crm.rules.errors import EnvironmentProblem, Problem
from crm.store import backups, blobs, engine, keys, migrate
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Passphrase, RecoveryKey
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.store.conftest import contents, opened
from tests.store.media import fill, small_disk

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def connection(place: WorkspaceFolder, file_key: bytes) -> Iterator[Any]:
    with opened(place.database, file_key) as open_one:
        yield open_one


@pytest.fixture
def backup(connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path) -> Path:
    return backups.back_up(connection, place, file_key, tmp_path / "Monday.kgotla-backup").file


def rows(file: Path, key: bytes) -> list[tuple[Any, ...]]:
    """Every record and operation, to compare two databases."""
    with opened(file, key, "immutable") as there:
        return [tuple(row) for row in there.execute("SELECT id, noun, uuid FROM record ORDER BY id").fetchall()] + [
            tuple(row) for row in there.execute("SELECT id, label, by FROM operation ORDER BY id").fetchall()
        ]


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Problem) as raised:
        action()
    return raised.value.code


def test_a_backup_restores_with_the_passphrase(
    backup: Path, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    restored = backups.restore(backup, tmp_path / "elsewhere" / "Again", SECRET)
    assert restored.path.name == "Again.kgotla"
    assert sorted(path.name for path in restored.path.iterdir()) == ["backups", "keys.json", "workspace.db"]
    assert rows(restored.database, file_key) == rows(place.database, file_key)
    workspace = Workspace.open(restored.path, PASSPHRASE)
    assert workspace.check() == []
    workspace.close()


def test_a_backup_restores_on_a_bare_machine_with_the_recovery_sheet(place: WorkspaceFolder, tmp_path: Path) -> None:
    workspace = Workspace.open(place.path, PASSPHRASE)
    code = workspace.make_recovery_sheet()
    told = [entry.label for entry in workspace.history()]
    file = workspace.back_up(tmp_path / "stick" / "Monday.kgotla-backup")
    workspace.close()
    shutil.rmtree(place.path)

    restored = backups.restore(file, tmp_path / "Again", RecoveryKey(code.lower().replace("-", " ")))
    workspace = Workspace.open(restored.path, RecoveryKey(code))
    assert [entry.label for entry in workspace.history()] == told
    assert workspace.check() == []
    workspace.close()


def test_a_backup_holds_what_is_only_in_the_log_yet(
    connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
    connection.execute("CREATE TABLE later (a)")
    file = backups.back_up(connection, place, file_key, tmp_path / "b").file
    restored = backups.restore(file, tmp_path / "Again", SECRET)
    with opened(restored.database, file_key, "immutable") as there:
        assert there.execute("SELECT count(*) FROM later").fetchone() == (0,)
        assert migrate.schema_of(there) == migrate.newest()


def test_a_backup_opens_with_the_passphrase_of_its_day(backup: Path, place: WorkspaceFolder, tmp_path: Path) -> None:
    stored = place.read_keys()
    unlocked = keys.unlock(stored, SECRET)
    place.write_keys(keys.reset_passphrase(stored, unlocked, unlocked.slot.id, "new words"))
    assert code_of(lambda: backups.restore(backup, tmp_path / "Again", Passphrase("new words"))) == "wrong-passphrase"
    assert backups.restore(backup, tmp_path / "Again", SECRET).database.exists()


def test_who_still_reads_the_file_of_before_a_new_key_makes_no_backup_that_nobody_can_open(
    connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    connection.execute("SELECT count(*) FROM record").fetchone()
    workspace = Workspace.open(place.path, PASSPHRASE)
    workspace.renew_file_key()
    workspace.close()
    assert code_of(lambda: backups.back_up(connection, place, file_key, tmp_path / "b")) == "file-exchanged"
    assert not (tmp_path / "b").exists()


def test_the_engine_names_no_key_when_a_copy_cannot_be_written(
    connection: Any, file_key: bytes, tmp_path: Path
) -> None:
    with pytest.raises(sqlcipher.Error) as raised:
        engine.copy_into(connection, tmp_path / "not there" / "copy", file_key)
    assert bytes(file_key).hex() not in f"{raised.value!r} {raised.value}"


def test_nothing_personal_can_be_read_in_a_backup(backup: Path) -> None:
    content = backup.read_bytes()
    assert b"SQLite format" not in content
    assert b"Our Voice" not in content
    assert backups.read_manifest(backup).schema == migrate.newest()


def test_writing_a_backup_leaves_one_file(backup: Path, place: WorkspaceFolder) -> None:
    assert sorted(path.name for path in backup.parent.iterdir()) == [backup.name, place.path.name]


def test_a_backup_never_overwrites(connection: Any, place: WorkspaceFolder, file_key: bytes, backup: Path) -> None:
    before = backup.read_bytes()
    assert code_of(lambda: backups.back_up(connection, place, file_key, backup)) == "file-exists"
    assert backup.read_bytes() == before


def test_restoring_never_overwrites(backup: Path, place: WorkspaceFolder, file_key: bytes) -> None:
    before = contents(place.path)
    assert code_of(lambda: backups.restore(backup, place.path, SECRET)) == "folder-not-empty"
    assert contents(place.path) == before


def test_a_wrong_secret_leaves_nothing_behind(backup: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    assert code_of(lambda: backups.restore(backup, tmp_path / "Again", Passphrase("no"))) == "wrong-passphrase"
    sheet = RecoveryKey("00000")
    assert code_of(lambda: backups.restore(backup, tmp_path / "Again", sheet)) == "recovery-code-length"
    assert contents(tmp_path) == before
    assert not list(tmp_path.glob(".restore-*"))


# Damage


@pytest.mark.parametrize("kept", [4, 100, 5_000, 0.5, -1, -30, -400])
def test_a_cut_backup_is_told_from_another_file(kept: float, backup: Path, tmp_path: Path) -> None:
    size = backup.stat().st_size
    content = backup.read_bytes()
    length = int(size * kept) if isinstance(kept, float) else (kept if kept > 0 else size + kept)
    backup.write_bytes(content[: int(length)])
    assert code_of(lambda: backups.restore(backup, tmp_path / "Again", SECRET)) == "backup-damaged"
    assert not (tmp_path / "Again.kgotla").exists()
    assert not list(tmp_path.glob(".restore-*"))


def test_another_file_is_not_a_backup(tmp_path: Path) -> None:
    for content in (b"", b"P", b"Dear Sir", bytes(100)):
        (tmp_path / "letter").write_bytes(content)
        assert code_of(lambda: backups.restore(tmp_path / "letter", tmp_path / "Again", SECRET)) == "not-a-backup"
    assert code_of(lambda: backups.read_manifest(tmp_path / "none")) == "file-missing"
    assert code_of(lambda: backups.read_manifest(tmp_path)) == "file-is-folder"


def test_one_flipped_bit_anywhere_never_restores_other_rows(
    backup: Path, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    content, chance = backup.read_bytes(), random.Random(2026)
    expected = rows(place.database, file_key)
    ends = range(len(content) - 400, len(content))
    places = [*chance.sample(range(5000), 15), *chance.sample(range(len(content)), 10), *chance.sample(ends, 15)]
    harmless = 0
    for number, byte in enumerate(places):
        backup.write_bytes(content[:byte] + bytes([content[byte] ^ 1 << number % 8]) + content[byte + 1 :])
        try:
            restored = backups.restore(backup, tmp_path / f"Again{number}", SECRET)
        except Problem as problem:
            assert problem.code in ("backup-damaged", "not-a-backup", "newer-version"), byte
            continue
        harmless += 1  # a bit of a date or of padding in the container
        assert rows(restored.database, file_key) == expected
    assert harmless < len(places) / 2


def rebuilt(backup: Path, **changed: bytes | None) -> None:
    """The same container with other members; a name is written with `_` for `.`."""
    with zipfile.ZipFile(backup) as container:
        members = {name: container.read(name) for name in container.namelist()}
    for name, content in changed.items():
        if content is None:
            del members[name.replace("_", ".")]
        else:
            members[name.replace("_", ".")] = content
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_STORED) as container:
        for name, content in members.items():
            container.writestr(name, content)


@pytest.mark.parametrize("member", ["manifest_json", "keys_json", "workspace_db"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b"\xff" * 5000])
def test_a_member_that_is_another_or_missing(member: str, content: bytes | None, backup: Path, tmp_path: Path) -> None:
    rebuilt(backup, **{member: content})
    assert code_of(lambda: backups.restore(backup, tmp_path / "Again", SECRET)) == "backup-damaged"


def altered_manifest(backup: Path, **changed: object) -> bytes:
    with zipfile.ZipFile(backup) as container:
        return json.dumps(json.loads(container.read("manifest.json")) | changed).encode()


def test_a_name_in_the_container_never_leads_out_of_the_folder(backup: Path, tmp_path: Path) -> None:
    evil = {"../evil": hashlib.sha256(b"x").hexdigest()}
    rebuilt(backup, manifest_json=altered_manifest(backup, hashes=evil))
    with zipfile.ZipFile(backup, "a") as container:
        container.writestr("../evil", b"x")
    assert code_of(lambda: backups.restore(backup, tmp_path / "in" / "Again", SECRET)) == "backup-damaged"
    assert not list(tmp_path.rglob("evil"))


def test_further_members_are_left_where_they_are(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup, "a") as container:
        container.writestr("../../evil", b"x")
        container.writestr("/tmp/kgotla-evil", b"x")
    restored = backups.restore(backup, tmp_path / "in" / "Again", SECRET)
    assert sorted(contents(restored.path)) == ["keys.json", "workspace.db"]
    assert not list(tmp_path.rglob("*evil*"))


def test_a_squeezed_member_is_refused_unread(backup: Path, tmp_path: Path) -> None:
    """A few kilobytes could unpack to a full disk."""
    with zipfile.ZipFile(backup) as container:
        members = {name: container.read(name) for name in container.namelist()}
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    assert code_of(lambda: backups.restore(backup, tmp_path / "Again", SECRET)) == "backup-damaged"


def test_a_backup_of_a_newer_version_is_refused_as_such(
    backup: Path, connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    connection.execute(f"PRAGMA user_version = {migrate.newest() + 1}")
    newer = backups.back_up(connection, place, file_key, tmp_path / "newer").file
    assert code_of(lambda: backups.restore(newer, tmp_path / "Again", SECRET)) == "newer-version"
    rebuilt(backup, manifest_json=altered_manifest(backup, format=2))
    assert code_of(lambda: backups.restore(backup, tmp_path / "Again", SECRET)) == "newer-version"
    assert not (tmp_path / "Again.kgotla").exists()


def test_a_damaged_workspace_makes_no_backup(
    connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO child VALUES (7)")
    with pytest.raises(EnvironmentProblem) as raised:
        backups.back_up(connection, place, file_key, tmp_path / "stick" / "b")
    because = raised.value.params["because"]
    assert isinstance(because, Problem) and (raised.value.code, because.code) == ("backup-not-verified", "link-broken")
    assert not list((tmp_path / "stick").iterdir())


def test_a_damaged_attachment_is_told_and_keeps_the_rest_from_no_backup(
    connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    sha256 = blobs.put(connection, b"photo")
    connection.execute("UPDATE blob SET data = x'00' WHERE sha256 = ?", (sha256,))
    made = backups.back_up(connection, place, file_key, tmp_path / "stick" / "b")
    assert made.file.is_file() and made.flaw is not None
    because = made.flaw.params["because"]
    assert isinstance(because, Problem) and (made.flaw.code, because.code) == ("backup-flawed", "attachment-damaged")
    copied = backups.copy(made.file, file_key, tmp_path / "away" / "b", tmp_path)
    assert copied.read_bytes() == made.file.read_bytes()


@pytest.mark.parametrize("part", [0.1, 1.2, 1.8])
def test_a_full_disk_leaves_no_half_backup(
    part: float, connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "stick", 32 * 1024) as stick:
        fill(stick, leave=int(part * place.database.stat().st_size))
        with pytest.raises(EnvironmentProblem, match="disk-full"):
            backups.back_up(connection, place, file_key, stick / "Monday")
        assert [path.name for path in stick.iterdir()] == ["ballast"]


def test_a_full_disk_leaves_no_half_restored_folder(backup: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", backup.stat().st_size // 2048) as disk:
        assert code_of(lambda: backups.restore(backup, disk / "Again", SECRET)) == "disk-full"
        assert not list(disk.iterdir())


# What a backup says of itself


def test_a_backup_says_how_far_the_work_was_and_whose_it_is(workspace: Workspace, tmp_path: Path) -> None:
    done = workspace.do(add_user, "Thabo Sample")
    told = backups.read_manifest(workspace.back_up(tmp_path / "b"))
    assert told.workspace_id == workspace.workspace_id
    assert told.state is not None
    assert told.state.operation == done.operation_id
    assert told.state.counts["team"] == 2
    assert told.state.erasures == {}
    assert "Thabo" not in (tmp_path / "b").read_bytes().decode("latin-1")


def test_a_backup_of_an_older_version_says_less_and_is_read(backup: Path) -> None:
    with zipfile.ZipFile(backup) as container:
        told = json.loads(container.read("manifest.json"))
    for name in ("workspace_id", "operation", "head", "counts", "erasures"):
        del told[name]
    rebuilt(backup, manifest_json=json.dumps(told).encode())
    manifest = backups.read_manifest(backup)
    assert (manifest.state, manifest.workspace_id, manifest.schema) == (None, "", migrate.newest())


def test_what_is_asked_for_is_stopped_at_any_step_and_leaves_no_file(
    connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path
) -> None:
    class Stopped(Exception):
        pass

    steps = 0

    def count(_done: int, _total: int) -> None:
        nonlocal steps
        steps += 1

    backups.back_up(connection, place, file_key, tmp_path / "whole", count)
    assert steps > 20, "a large backup could not be stopped"
    for stop_at in {0, 1, steps // 4, steps // 2, steps - 1}:
        left = stop_at

        def stop(_done: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Stopped

        with pytest.raises(Stopped):
            backups.back_up(connection, place, file_key, tmp_path / "stick" / "b", stop)
        assert not list((tmp_path / "stick").iterdir())
    assert connection.execute("SELECT count(*) FROM record").fetchone()[0] > 0, "the connection still works"


def test_a_backup_is_made_beside_the_one_who_writes(workspace: Workspace, tmp_path: Path) -> None:
    """On a thread of its own, while an operation is under way: what is not yet whole is not in it."""
    made: list[Path] = []

    def write_slowly(name: str) -> tuple[int, str]:
        saved = add_user(name)
        thread = threading.Thread(target=lambda: made.append(workspace.back_up(tmp_path / "b")))
        thread.start()
        thread.join()
        return saved

    write_slowly.__operation__ = add_user.__operation__  # type: ignore[attr-defined]
    workspace.do(write_slowly, "Thabo Sample")
    state = backups.read_manifest(made[0]).state
    assert state is not None and state.counts["team"] == 1
