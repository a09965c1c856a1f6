"""Backups and copies from the command line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crm.rules import clock
from tests.commands.conftest import TODAY, Kgotla
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
