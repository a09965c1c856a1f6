"""Backups and copies from the command line."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from crm.rules import clock
from crm.store.engine import database
from crm.workspace import Workspace
from tests.commands.conftest import TODAY, Kgotla
from tests.conftest import PASSPHRASE
from ui.preferences import Preferences


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_copies_go_to_the_folder_that_was_chosen_and_only_when_something_changed(
    kgotla: Kgotla, workspace_folder: Path, stick: Path
) -> None:
    first = kgotla("backup", "--to", stick, "--away", "yes", "--json").json
    assert Path(first["copy"]).parent == stick / "Test backups"
    assert kgotla("backup", "--json").json == first, "nothing changed"
    kgotla("add-person", "Naledi Later")
    second = kgotla("backup")
    assert "Last copy off this computer: today" in second.out
    listed = kgotla("backup", "--list", "--json").json
    assert listed["last_copy_away"] == TODAY.isoformat()
    assert [each["is_whole"] for each in listed["copies"]] == [True]  # one an hour
    assert listed["copies"][0]["counts"]["people"] == 1
    assert listed["own"][0]["reason"] == "copy"
    assert "Asked for" in kgotla("backup", "--list").out


def test_a_folder_on_the_same_disk_is_no_copy_off_this_computer_unless_somebody_says_so(
    kgotla: Kgotla, workspace_folder: Path, stick: Path
) -> None:
    assert "No copy off this computer yet" in kgotla("backup", "--to", stick).out
    assert "today" in kgotla("backup", "--away", "yes").out
    assert Preferences().copy_place(workspace_folder) is not None


def test_a_stick_that_is_out_is_said_in_one_sentence_and_the_backup_is_made_all_the_same(
    kgotla: Kgotla, workspace_folder: Path, stick: Path
) -> None:
    kgotla("backup", "--to", stick)
    kgotla("add-person", "Naledi Later")
    stick.rename(stick.with_name("pulled out"))
    said = kgotla("backup")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert "Put the stick in" in said.err
    assert kgotla("backup", "--list", "--json").json["own"][0]["counts"]["people"] == 1
    assert kgotla("backup", "--to", stick).code == 1
    assert kgotla("backup", "--to", workspace_folder / "backups").code == 1


def test_what_is_written_from_the_command_line_is_backed_up_too_once_an_hour_or_day_went_by(
    kgotla: Kgotla, workspace_folder: Path, stick: Path
) -> None:
    kgotla("backup", "--to", stick)
    kgotla("add-person", "Naledi Later")
    assert len(list((workspace_folder / "backups").glob("*.kgotla-backup"))) == 1
    clock.choose(TODAY + timedelta(days=1))
    kgotla("add-person", "Thabo Later")
    for folder in (workspace_folder / "backups", stick / "Test backups"):
        newest = max(folder.glob("*.kgotla-backup"))
        assert newest.name.endswith("-daily.kgotla-backup"), folder
    kgotla("list", "people")
    assert len(list((workspace_folder / "backups").glob("*.kgotla-backup"))) == 2


def test_damaged_copies_are_listed_as_such(kgotla: Kgotla, stick: Path) -> None:
    made = Path(kgotla("backup", "--to", stick, "--json").json["copy"])
    made.write_bytes(made.read_bytes()[:4000])
    assert kgotla("backup", "--list", "--json").json["copies"][0]["is_whole"] is False
    assert kgotla("backup").code == 0, "a good one takes its place"


def test_a_workspace_moves_out_of_a_folder_that_is_copied_away(
    kgotla: Kgotla, bare: Kgotla, workspace_folder: Path, tmp_path: Path
) -> None:
    kgotla("add-person", "Naledi Here")
    refused = kgotla("move", "--to", tmp_path / "Dropbox" / "There")
    assert (refused.code, len(refused.err.splitlines())) == (1, 1)
    assert not (tmp_path / "Dropbox").exists()
    moved = kgotla("move", "--to", tmp_path / "Local" / "There", "--remove-old", "--json").json
    there = tmp_path / "Local" / "There.kgotla"
    assert moved == {"workspace": str(there), "old": None}
    assert not workspace_folder.exists()
    assert "Naledi Here" in bare("list", "people").out, "it is the workspace used from now on"
    assert any(file.name.endswith("-move.kgotla-backup") for file in (there / "backups").iterdir())
    assert bare("check", "--json").json["ok"] is True


def test_without_being_told_to_the_old_one_stays(kgotla: Kgotla, workspace_folder: Path, tmp_path: Path) -> None:
    moved = kgotla("move", "--to", tmp_path / "There", "--json").json
    assert moved["old"] == str(workspace_folder)
    assert kgotla("check").code == 0
    assert kgotla("move", "--to", tmp_path / "There").code == 1


def test_a_bare_machine_has_all_back_from_the_stick_and_the_recovery_sheet(
    kgotla: Kgotla, bare: Kgotla, workspace_folder: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two commands of a newcomer: restore, and a new passphrase; nothing of the old computer is there."""
    opened = Workspace.open(workspace_folder, PASSPHRASE)
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(opened.make_recovery_sheet(), encoding="utf-8")
    opened.close()
    kgotla("add-person", "Naledi Kept")
    kgotla("backup", "--to", stick, "--away", "yes")
    shutil.rmtree(workspace_folder)
    home = tmp_path / "another home"
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("KGOTLA_PASSPHRASE")
    (copy,) = stick.rglob("*.kgotla-backup")
    assert bare("restore", copy, "--to", home / "Ours", "--recovery-file", sheet).code == 0
    new = tmp_path / "new.txt"
    new.write_text("words of the new computer", encoding="utf-8")
    reset = bare("key", "reset", "Lerato Tester", "--new-passphrase-file", new, "--recovery-file", sheet)
    assert reset.code == 0, reset.err
    assert "Naledi Kept" in bare("list", "people", "--passphrase-file", new).out
    assert bare("check", "--passphrase-file", new, "--json").json["ok"] is True


def test_bringing_in_a_whole_workspace_is_backed_up_before(kgotla: Kgotla, bare: Kgotla, tmp_path: Path) -> None:
    kgotla("export", "workspace", "--out", tmp_path / "all.json", "--why", "To move")
    bare("new", tmp_path / "New", "--user", "Zola", "--empty")
    brought = bare("import", tmp_path / "all.json", "--workspace", tmp_path / "New.kgotla")
    assert brought.code == 0, brought.err
    (made,) = (tmp_path / "New.kgotla" / "backups").glob("*.kgotla-backup")
    assert made.name.endswith("-import.kgotla-backup")


def test_a_folder_that_a_service_copies_away_is_told_of_from_the_command_line(
    kgotla: Kgotla, bare: Kgotla, tmp_path: Path
) -> None:
    assert "Dropbox copies this folder" in bare("new", tmp_path / "Dropbox" / "New", "--user", "Zola", "--empty").out
    assert bare("check", "--json").json["synchronised_by"] == "Dropbox"
    assert "section 72" in bare("check").out
    assert kgotla("check", "--json").json["synchronised_by"] == ""


def test_a_damaged_attachment_is_told_with_each_backup_and_stops_neither_it_nor_an_import(
    kgotla: Kgotla, workspace_folder: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.txt"
    photo.write_text("the burst pipe", encoding="utf-8")
    person = kgotla("add-person", "Naledi Later", "--json").json["record"]
    assert kgotla("attach", person, photo).code == 0
    opened = Workspace.open(workspace_folder, PASSPHRASE)
    database.execute_sql("UPDATE blob SET data = x'00'")
    opened.close()
    said = kgotla("backup")
    assert said.code == 0
    assert "Backed up and verified" in said.out
    assert "“photo.txt”" in said.out and "The backup was made all the same" in said.out
    table = tmp_path / "people.csv"
    table.write_text("Name\nThabo Sample\n", encoding="utf-8")
    brought = kgotla("import", table)
    assert brought.code == 0, brought.err
    assert any(file.name.endswith("-import.kgotla-backup") for file in (workspace_folder / "backups").iterdir())
