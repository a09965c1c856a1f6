"""`kgotla key`: who can open the workspace is shown, and changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm.rules.errors import EnvironmentProblem
from crm.store import keys
from crm.store.keys import Cost
from reports.layout import page
from tests.commands.conftest import Kgotla


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody guesses at what is made here."""
    for function in (keys.add_person, keys.reset_passphrase):
        assert function.__kwdefaults__ == {"cost": keys.STANDARD_COST}
        monkeypatch.setitem(function.__kwdefaults__, "cost", Cost(passes=1, lanes=1, memory=8))


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A file with a new passphrase."""
    file = tmp_path / "words.txt"
    file.write_text("harbour violin cabbage tin\n")
    return file


def names(kgotla: Kgotla) -> list[str]:
    """Who has a key."""
    return [slot["name"] for slot in kgotla("key", "--json").json]


def test_a_colleague_gets_a_key_and_loses_it(kgotla: Kgotla, bare: Kgotla, words: Path, workspace_folder: Path) -> None:
    added = kgotla("key", "add", "Thabo", "--new-passphrase-file", words, "--json").json
    assert added == {"act": "add", "name": "Thabo", "strength": 2}
    assert names(kgotla) == ["Lerato Tester", "Thabo"]
    as_thabo = ("--workspace", workspace_folder, "--passphrase-file", words)
    assert bare("list", "people", *as_thabo).code == 0
    assert "own key" in bare("key", "remove", "thabo", *as_thabo).err
    assert "has a key already" in kgotla("key", "add", "THABO", "--new-passphrase-file", words).err

    removed = kgotla("key", "remove", "thabo")
    assert "Backups made before still open" in removed.out
    assert "does not open" in bare("list", "people", *as_thabo).err
    assert names(kgotla) == ["Lerato Tester"]
    assert "Nobody called" in kgotla("key", "remove", "Thabo").err
    history = kgotla("history").out
    assert "Gave Thabo a key" in history
    assert "Took Thabo’s key away" in history
    assert kgotla("check").code == 0


def test_passphrases_are_replaced(kgotla: Kgotla, bare: Kgotla, words: Path, workspace_folder: Path) -> None:
    kgotla("key", "add", "Thabo", "--new-passphrase-file", words)
    assert kgotla("key", "reset", "Thabo", "--new-passphrase-file", words).code == 0
    words.write_text("lantern\n")
    weak = kgotla("key", "change-passphrase", "--new-passphrase-file", words)
    assert "Too easy to guess" in weak.out
    assert "does not open" in kgotla("key").err
    assert bare("key", "--workspace", workspace_folder, "--passphrase-file", words).code == 0


def test_a_backup_of_before_a_new_passphrase_comes_in_the_place_of_what_the_new_one_opens(
    kgotla: Kgotla, words: Path, workspace_folder: Path, tmp_path: Path
) -> None:
    before = tmp_path / "before.kgotla-backup"
    kgotla("backup", "--out", before)
    kgotla("key", "change-passphrase", "--new-passphrase-file", words)
    assert "does not open" in kgotla("restore", before, "--in-place").err
    done = kgotla("restore", before, "--in-place", "--present-passphrase-file", words, "--json").json
    assert Path(done["backup"]).exists()
    assert names(kgotla) == ["Lerato Tester"], "with the passphrase of then"
    assert "in-place" in kgotla("restore", before, "--preview", "--present-passphrase-file", words).err


def test_a_sheet_for_which_there_is_no_room_leaves_the_one_there_is_good(
    kgotla: Kgotla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_on_a_full_disk(rendered: bytes, out: Path) -> None:
        out.touch()
        if rendered:
            raise EnvironmentProblem("disk-full")

    monkeypatch.setattr(page, "write", write_on_a_full_disk)
    assert "full" in kgotla("key", "new-sheet", "--out", tmp_path / "sheet.pdf").err
    assert names(kgotla) == ["Lerato Tester"]


def test_a_new_sheet_and_a_new_file_key(kgotla: Kgotla, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    assert "--out" in kgotla("key", "new-sheet").err
    assert "--new-passphrase-file" in kgotla("key", "add", "Thabo").err, "and not that of the one who opens it"
    assert "is a folder" in kgotla("key", "new-sheet", "--out", tmp_path).err
    assert kgotla("key", "new-sheet", "--out", sheet).code == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert kgotla("key", "rekey").code == 0
    assert names(kgotla) == ["Lerato Tester", "Recovery sheet"]
    assert kgotla("check").code == 0
