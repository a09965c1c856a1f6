"""A folder of numbered backups: the newest is known by its number, and old ones go by the rules of rotation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crm.operations.team import add_user
from crm.rules import clock
from crm.rules.errors import EnvironmentProblem
from crm.rules.rotation import Copy
from crm.store import backups, keys
from crm.store.backup_folder import BackupFolder
from crm.store.backups import Manifest, State
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Passphrase
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.store.conftest import CHEAP, contents, opened
from tests.store.media import fill, read_only, small_disk

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def connection(place: WorkspaceFolder, file_key: bytes) -> Iterator[Any]:
    with opened(place.database, file_key) as open_one:
        yield open_one


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotation is about names: what is in the files does not matter here."""

    def touch(_connection: object, _place: object, _key: object, out: Path, _progress: object) -> backups.Made:
        out.touch(exist_ok=False)
        return backups.Made(out)

    monkeypatch.setattr(backups, "back_up", touch)
    monkeypatch.setattr(backups, "read_manifest", lambda _file: Manifest("W", "", 7, {}))


def names(folder: BackupFolder) -> list[str]:
    return [each.file.name for each in folder.copies()]


def make(folder: BackupFolder, place: WorkspaceFolder, reason: str = "daily") -> Path:
    return folder.make(None, place, b"", reason).file


def test_an_automatic_backup_is_a_backup_whose_name_says_number_moment_and_reason(
    connection: Any, place: WorkspaceFolder, file_key: bytes, tmp_path: Path, today: date
) -> None:
    made = BackupFolder(place.backups).make(connection, place, file_key, "import").file
    number, year, month, day, time_of_day, reason = made.name.split("-", maxsplit=5)
    assert (number, f"{year}-{month}-{day}", reason) == ("000001", today.isoformat(), "import.kgotla-backup")
    assert datetime.strptime(time_of_day, "%H%M")
    assert ":" not in made.name
    assert backups.restore(made, tmp_path / "Again", SECRET).database.exists()


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("000007-2026-11-22-before-import", Copy(7, datetime(2026, 11, 22), "before-import")),
        ("000012-2026-11-22-1405-quit", Copy(12, datetime(2026, 11, 22, 14, 5), "quit")),
        ("000000-2026-11-22-1405-quit", None),
        ("000001-2026-13-22-1405-quit", None),
        ("000001-2026-11-22-2505-quit", None),
        ("Monday", None),
    ],
)
def test_names_of_every_version_are_read_and_those_of_others_left(name: str, copy: Copy | None, tmp_path: Path) -> None:
    (tmp_path / f"{name}.kgotla-backup").touch()
    assert [each.copy for each in BackupFolder(tmp_path).copies()] == ([copy] if copy else [])


@pytest.mark.usefixtures("quickly")
def test_old_ones_go_by_the_rules_and_numbers_go_on(place: WorkspaceFolder, today: date) -> None:
    folder = BackupFolder(place.backups)
    for days in range(100):
        clock.choose(today + timedelta(days=days))
        make(folder, place)
        make(folder, place)
    kept = [each.copy.number for each in folder.copies()]
    assert kept[:15] == [200, 198, 196, 194, 192, 190, 188, 186, 184, 182, 180, 178, 176, 174, *kept[14:15]]
    assert 20 <= len(kept) <= 30


@pytest.mark.usefixtures("quickly")
def test_a_clock_set_back_never_costs_the_newest(place: WorkspaceFolder, today: date) -> None:
    folder = BackupFolder(place.backups)
    for days in range(40):
        clock.choose(today - timedelta(days=days))
        made = make(folder, place)
        assert names(folder)[0] == made.name
        assert len(names(folder)) >= min(days + 1, 14)


@pytest.mark.usefixtures("quickly")
def test_files_of_others_are_left_alone(place: WorkspaceFolder) -> None:
    (place.backups / "mine.kgotla-backup").touch()
    (place.backups / "notes.txt").touch()
    make(BackupFolder(place.backups), place)
    here = {path.name for path in place.backups.iterdir()}
    assert {"mine.kgotla-backup", "notes.txt"} < here


# Only when something changed


def test_a_backup_is_made_only_when_something_changed_since_the_last(workspace: Workspace) -> None:
    first = workspace.back_up_if_changed("quit")
    assert first is not None
    assert workspace.back_up_if_changed("quit") is None
    workspace.do(add_user, "Thabo Sample")
    assert not workspace.is_backed_up()
    second = workspace.back_up_if_changed("quit")
    assert [each.file for each in workspace.backups.copies()][:1] == [second]
    workspace.undo()
    assert workspace.back_up_if_changed("quit") is not None, "an undo is a change"
    stored = workspace.folder.read_keys()
    unlocked = keys.unlock(stored, SECRET)
    workspace.folder.write_keys(keys.reset_passphrase(stored, unlocked, unlocked.slot.id, "others", cost=CHEAP))
    assert workspace.back_up_if_changed("quit") is not None, "the newest opens with the passphrase of now"


def test_a_damaged_newest_backup_is_made_good_by_another(workspace: Workspace) -> None:
    first = workspace.back_up_before("daily")
    first.write_bytes(first.read_bytes()[:-100])
    assert workspace.back_up_if_changed("daily") is not None


def test_one_is_due_after_an_hour_and_on_another_day_but_not_in_a_workspace_made_just_now(
    workspace: Workspace, today: date
) -> None:
    assert workspace.back_up_when_due() is None, "there is little to lose yet"
    workspace.back_up_before("import")
    workspace.do(add_user, "Thabo Sample")
    assert workspace.back_up_when_due() is None, "the last is not an hour old"
    clock.choose(today + timedelta(days=1))
    made = workspace.back_up_when_due()
    assert made is not None and made.name.endswith("-daily.kgotla-backup")
    assert workspace.back_up_when_due() is None


# On a stick


def test_a_copy_on_a_stick_is_read_back_and_checked(workspace: Workspace, file_key: bytes, tmp_path: Path) -> None:
    made = workspace.back_up_before("daily")
    stick = BackupFolder(tmp_path / "stick")
    copied = stick.take(made, "copy", file_key, workspace.folder.backups)
    assert copied.read_bytes() == made.read_bytes()
    assert contents(workspace.folder.backups).keys() == {made.name}
    made.write_bytes(made.read_bytes()[:-5000])
    with pytest.raises(EnvironmentProblem, match="backup-damaged"):
        stick.take(made, "copy", file_key, workspace.folder.backups)
    assert names(stick) == [copied.name], "what is not whole does not count"


def test_a_full_stick_and_one_that_cannot_be_written_say_so_and_lose_nothing(
    workspace: Workspace, file_key: bytes, tmp_path: Path
) -> None:
    made = workspace.back_up_before("daily")
    size = made.stat().st_size
    with small_disk(tmp_path / "full", 3 * size // 1024) as disk:
        stick = BackupFolder(disk / "copies")
        first = stick.take(made, "copy", file_key, workspace.folder.backups)
        fill(disk, leave=size // 2)
        with pytest.raises(EnvironmentProblem, match="disk-full"):
            stick.take(made, "copy", file_key, workspace.folder.backups)
        assert names(stick) == [first.name]
    (tmp_path / "locked").mkdir()
    with (
        read_only(tmp_path / "locked", tmp_path / "mounted") as disk,
        pytest.raises(EnvironmentProblem) as told,
    ):
        BackupFolder(disk / "copies").take(made, "copy", file_key, workspace.folder.backups)
    assert told.value.code == "read-only"
    assert made.exists()


# Who was erased


def test_erasures_are_written_down_beside_and_told_by_newer_backups(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path)
    folder.note_erasures({"b": "erase", "a": "anonymise"})
    folder.note_erasures({"c": "erase"})
    assert folder.erasures() == {"a": "anonymise", "b": "erase", "c": "erase"}
    (tmp_path / "erasures.json").write_text("{", encoding="utf-8")
    assert folder.erasures() == {}


def test_backups_made_before_an_erasure_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "1": Manifest("W", "", 6, {}),
        "2": Manifest("W", "", 7, {}, "", State(5, "")),
        "3": Manifest("W", "", 7, {}, "", State(9, "", {}, {"a": "erase"})),
    }
    for number in told:
        (tmp_path / f"{number}-2026-11-22-1405-daily.kgotla-backup").touch()
    monkeypatch.setattr(backups, "read_manifest", lambda file: told[file.name[0]])
    folder = BackupFolder(tmp_path)
    assert [each.copy.number for each in folder.list_holding(["a"])] == [2, 1]
    assert folder.erasures() == {"a": "erase"}
    assert [each.copy.number for each in folder.list_holding(["a"], 9)] == [3, 2, 1], "a name came out of a text later"
    assert [each.copy.number for each in folder.list_holding(["a"], 8)] == [2, 1]
    folder.remove(folder.list_holding(["a"]))
    assert [each.copy.number for each in folder.copies()] == [3]
