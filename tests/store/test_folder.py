"""What can be wrong with a workspace folder: each its own problem, and the files stay as they were."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.store import folder, keys, migrate
from crm.store.files import os_problem
from crm.store.folder import WorkspaceFolder
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.store.conftest import contents, opened
from tests.store.media import fill, read_only, small_disk

Untouched = Callable[[], None]


def code_of_opening(path: Path, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(Problem) as raised:
        Workspace.open(path, passphrase).close()
    with pytest.raises(Problem) as again:
        Workspace.open_to_read(path, passphrase).close()
    assert again.value.code == raised.value.code
    return raised.value.code


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert code_of_opening(tmp_path / "None.kgotla") == "no-such-folder"
    assert not list(tmp_path.iterdir())


def test_another_folder_or_file(tmp_path: Path) -> None:
    assert code_of_opening(tmp_path) == "not-a-workspace"
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    assert code_of_opening(tmp_path) == "not-a-workspace"
    assert code_of_opening(tmp_path / "letter.txt") == "not-a-workspace"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_backup_is_named_as_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "Monday.kgotla-backup"
    file.write_bytes(b"PK")
    assert code_of_opening(file) == "is-a-backup"


def test_a_workspace_is_found_without_its_ending(place: WorkspaceFolder) -> None:
    assert folder.find(place.path.with_suffix("")) == place


def test_the_database_is_missing(place: WorkspaceFolder, untouched: Untouched) -> None:
    place.database.unlink()
    untouched()
    assert code_of_opening(place.path) == "database-missing"


def test_the_database_is_empty(place: WorkspaceFolder, untouched: Untouched) -> None:
    place.database.write_bytes(b"")
    untouched()
    assert code_of_opening(place.path) == "database-empty"


@pytest.mark.parametrize("size", [1, 15, 16, 17, 100, 4095, 4097, 8000])
def test_the_database_is_cut_inside_a_page(size: int, place: WorkspaceFolder, untouched: Untouched) -> None:
    os.truncate(place.database, size)
    untouched()
    assert code_of_opening(place.path) == "database-cut"


@pytest.mark.parametrize("pages", [1, 2, 10, -10, -1])
def test_the_database_lacks_whole_pages(pages: int, place: WorkspaceFolder, untouched: Untouched) -> None:
    size = place.database.stat().st_size
    os.truncate(place.database, pages * 4096 if pages > 0 else size + pages * 4096)
    untouched()
    assert code_of_opening(place.path) == "database-damaged"


def flip(file: Path, byte: int, bit: int = 0) -> None:
    content = bytearray(file.read_bytes())
    content[byte] ^= 1 << bit
    file.write_bytes(content)


@pytest.mark.parametrize("byte", [0, 7, 15])
def test_a_flipped_bit_in_the_salt_is_told_from_a_wrong_passphrase(
    byte: int, place: WorkspaceFolder, untouched: Untouched
) -> None:
    flip(place.database, byte)
    untouched()
    assert code_of_opening(place.path) == "database-head-damaged"
    assert code_of_opening(place.path, "not this one") == "wrong-passphrase"


@pytest.mark.parametrize("byte", [16, 100, 4000, 4095])
def test_a_flipped_bit_in_the_first_page(byte: int, place: WorkspaceFolder, untouched: Untouched) -> None:
    flip(place.database, byte)
    untouched()
    assert code_of_opening(place.path) == "database-damaged"


def test_the_database_of_another_workspace(place: WorkspaceFolder, tmp_path: Path, untouched: Untouched) -> None:
    other = folder.create(tmp_path / "other", "Thabo", "words", migrate.migrate)
    shutil.copy(other.database, place.database)
    untouched()
    assert code_of_opening(place.path) == "database-head-damaged"


def test_a_salt_mistaken_in_the_keys_does_not_keep_anybody_out(place: WorkspaceFolder) -> None:
    place.write_keys(keys.with_salt(place.read_keys(), bytes(16)))
    workspace = Workspace.open(place.path, PASSPHRASE)
    assert [finding.code for finding in workspace.check()] == ["salt-differs"]
    workspace.close()


def test_the_keys_are_missing(place: WorkspaceFolder, untouched: Untouched) -> None:
    place.keys_file.unlink()
    untouched()
    assert code_of_opening(place.path) == "keys-missing"


def test_the_keys_are_damaged(place: WorkspaceFolder, untouched: Untouched) -> None:
    place.keys_file.write_bytes(place.keys_file.read_bytes()[:-20])
    untouched()
    assert code_of_opening(place.path) == "keys-damaged"


def test_another_passphrase(place: WorkspaceFolder, untouched: Untouched) -> None:
    untouched()
    assert code_of_opening(place.path, "not this one") == "wrong-passphrase"


def test_a_newer_version(place: WorkspaceFolder, file_key: bytes, untouched: Untouched) -> None:
    with opened(place.database, file_key) as connection:
        connection.execute(f"PRAGMA user_version = {migrate.newest() + 1}")
    untouched()
    assert code_of_opening(place.path) == "newer-version"


def test_a_database_nothing_was_made_in(place: WorkspaceFolder, file_key: bytes, untouched: Untouched) -> None:
    with opened(place.database, file_key) as connection:
        connection.execute("PRAGMA user_version = 0")
    untouched()
    assert code_of_opening(place.path) == "database-damaged"


def test_a_workspace_open_elsewhere_says_who_has_it(place: WorkspaceFolder) -> None:
    first = Workspace.open(place.path, PASSPHRASE)
    other = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pathlib\n"
            "from crm.rules.errors import Problem\n"
            "from crm.workspace import Workspace\n"
            "try:\n"
            "    Workspace.open(pathlib.Path(sys.argv[1]), sys.argv[2])\n"
            "except Problem as problem:\n"
            "    print(problem.code, problem.params['user'])\n"
            "Workspace.open_to_read(pathlib.Path(sys.argv[1]), sys.argv[2]).close()\n"
            "print('read')\n",
            str(place.path),
            PASSPHRASE,
        ],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    first.close()
    assert other.stdout.splitlines() == ["open-elsewhere Lerato Tester", "read"], other.stderr


def test_work_of_a_killed_program_is_not_taken_for_damage(place: WorkspaceFolder, file_key: bytes) -> None:
    """A kill while the log is copied back leaves part of a page; the log still has the whole."""
    killed = place.path.with_name("Killed.kgotla")
    with opened(place.database, file_key) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        connection.execute("CREATE TABLE later (a)")
        connection.execute("INSERT INTO later VALUES (zeroblob(20000))")
        shutil.copytree(place.path, killed)
    with (killed / "workspace.db").open("ab") as stream:
        stream.write(b"half a page")
    (killed / "workspace.db-shm").unlink()
    workspace = Workspace.open(killed, PASSPHRASE)
    assert [finding.code for finding in workspace.check()] == []
    workspace.close()
    with opened(killed / "workspace.db", file_key, "read") as connection:
        assert connection.execute("SELECT length(a) FROM later").fetchone() == (20000,)


# Media


def test_a_medium_that_cannot_be_written(place: WorkspaceFolder, tmp_path: Path) -> None:
    before = contents(place.path)
    (tmp_path / "empty").mkdir()
    with (
        read_only(tmp_path / "empty", tmp_path / "another stick") as another,
        pytest.raises(EnvironmentProblem, match="read-only"),
    ):
        Workspace.create(another / "New", PASSPHRASE, "Lerato", "Our Voice")
    with read_only(place.path, tmp_path / "stick") as stick:
        with pytest.raises(EnvironmentProblem, match="read-only"):
            Workspace.open(stick, PASSPHRASE)
        with pytest.raises(UserError, match="wrong-passphrase"):
            Workspace.open(stick, "not this one")
        reader = Workspace.open_to_read(stick, PASSPHRASE)
        assert reader.history()
        assert reader.check() == []
        reader.close()
    assert contents(place.path) == before


def test_unfinished_work_on_such_a_medium_is_not_left_out_unseen(
    place: WorkspaceFolder, tmp_path: Path, file_key: bytes
) -> None:
    with opened(place.database, file_key) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        connection.execute("CREATE TABLE later (a)")
        killed = tmp_path / "Killed.kgotla"
        shutil.copytree(place.path, killed)
    with read_only(killed, tmp_path / "stick") as stick:
        assert code_of_opening(stick) == "log-on-read-only"


def test_a_full_disk_when_a_workspace_is_made(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 256) as disk:
        with pytest.raises(EnvironmentProblem, match="disk-full"):
            Workspace.create(disk / "New", PASSPHRASE, "Lerato", "Our Voice")
        assert not list(disk.iterdir())


def test_a_full_disk_while_the_passphrase_changes(place: WorkspaceFolder, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 32 * 1024) as disk:
        there = WorkspaceFolder(disk / "Test.kgotla")
        shutil.copytree(place.path, there.path)
        workspace = Workspace.open(there.path, PASSPHRASE)
        ballast = fill(disk)
        with pytest.raises(EnvironmentProblem, match="disk-full"):
            workspace.change_passphrase(PASSPHRASE, "new words")
        ballast.unlink()
        workspace.close()
        assert contents(there.path)["keys.json"] == contents(place.path)["keys.json"]
        Workspace.open(there.path, PASSPHRASE).close()


# Making one


def test_a_new_workspace_has_its_three_things(tmp_path: Path) -> None:
    made = folder.create(tmp_path / "Our work", "Lerato", "words", migrate.migrate)
    assert made.path == tmp_path / "Our work.kgotla"
    assert sorted(path.name for path in made.path.iterdir()) == ["backups", "keys.json", "workspace.db"]
    assert made.read_keys().salt == made.read_head()
    assert made.name == "Our work"
    assert b"Lerato" not in made.database.read_bytes()
    assert not made.database.read_bytes().startswith(b"SQLite")


def test_nothing_is_overwritten(tmp_path: Path, place: WorkspaceFolder, untouched: Untouched) -> None:
    untouched()
    for path in (place.path, place.path.with_suffix("")):
        with pytest.raises(UserError, match="folder-not-empty"):
            folder.create(path, "Lerato", "words", migrate.migrate)
    file = tmp_path / "file.kgotla"
    file.write_bytes(b"mine")
    with pytest.raises(UserError, match="folder-not-empty"):
        folder.create(file, "Lerato", "words", migrate.migrate)
    assert file.read_bytes() == b"mine"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "New.kgotla").mkdir()
    assert folder.create(tmp_path / "New.kgotla", "Lerato", "words", migrate.migrate).database.exists()


@pytest.mark.parametrize(
    "name", ["con", "CON.kgotla", "Nul", "com1", "lpt9.kgotla", "a:b", "a?", 'a"b', "a|b", "x" * 200]
)
def test_names_some_computers_cannot_have_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="bad-folder-name"):
        folder.create(tmp_path / name, "Lerato", "words", migrate.migrate)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["Console", "Ons werk 2026", "Muṱanwa", "nullify", "com10"])
def test_ordinary_names_are_taken(name: str, tmp_path: Path) -> None:
    assert folder.new_place(tmp_path / name).name == name


def test_nothing_is_left_when_making_fails(tmp_path: Path) -> None:
    def fails(_connection: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        folder.create(tmp_path / "New", "Lerato", "words", fails)
    with pytest.raises(UserError, match="empty-passphrase"):
        folder.create(tmp_path / "New", "Lerato", "", migrate.migrate)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [32, 33])
def test_a_file_that_another_program_has_open_on_windows_is_busy_and_the_disk_is_not_called_read_only(
    number: int,
) -> None:
    error = PermissionError(13, "used by another process")
    error.winerror = number  # type: ignore[attr-defined]
    assert os_problem(error).code == "file-busy"
    assert os_problem(PermissionError(13, "refused")).code == "read-only"
