"""A damaged workspace is mended from the newest good backup; what that lacks is named, and nothing is thrown away."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from crm.access import Passphrase, RecoveryKey
from crm.operations.attachments import attach_file
from crm.operations.people import PersonDraft, save_person
from crm.recovery import find_good_copy, recover
from crm.rules import clock
from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.store import keys
from crm.store.engine import database
from crm.store.folder import WorkspaceFolder
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.store.conftest import contents

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def folder(workspace: Workspace, today: date) -> Path:
    """A closed workspace with two backups: Anna is in both, Ben in the newer, Cleo in none."""
    for day, name in ((20, "Anna Sample"), (21, "Ben Sample")):
        clock.choose(date(2026, 11, day))
        workspace.do(save_person, PersonDraft(name))
        workspace.back_up_before("daily")
    clock.choose(today)
    workspace.do(save_person, PersonDraft("Cleo Sample"))
    workspace.close()
    return workspace.folder.path


def damage(file: Path, at: float = 0.5) -> None:
    content = bytearray(file.read_bytes())
    content[int(len(content) * at) // 4096 * 4096 + 100] ^= 1
    file.write_bytes(content)


def labels(folder: Path, secret: str = PASSPHRASE) -> list[str]:
    workspace = Workspace.open(folder, secret)
    try:
        assert workspace.check() == []
        return [entry.label for entry in workspace.history(limit=2)]
    finally:
        workspace.close()


def code_of(folder: Path, secret: Passphrase | RecoveryKey = SECRET) -> str:
    before = contents(folder) if folder.exists() else {}
    with pytest.raises(Problem) as raised:
        recover(folder, secret)
    assert (contents(folder) if folder.exists() else {}) == before
    return raised.value.code


def newest(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("*.kgotla-backup"), reverse=True)


def test_the_newest_good_backup_comes_in_its_place(folder: Path) -> None:
    damage(folder / "workspace.db")
    damaged = (folder / "workspace.db").read_bytes()
    done = recover(folder, SECRET)
    assert labels(folder)[0] == "Save Ben Sample"
    assert [work.label for work in done.copy.lost_work] == ["Save Cleo Sample"]
    assert (done.aside / "workspace.db").read_bytes() == damaged
    assert len(newest(folder)) == 2


def test_looking_first_changes_nothing(folder: Path) -> None:
    damage(folder / "workspace.db")
    before = contents(folder)
    copy = find_good_copy(folder, SECRET)
    assert copy.file == newest(folder)[0]
    assert copy.damage[0].code == "page-damaged"
    assert contents(folder) == before


def test_a_damaged_backup_is_passed_over(folder: Path) -> None:
    damage(folder / "workspace.db")
    damage(newest(folder)[0])
    done = recover(folder, SECRET)
    assert [file.name for file in done.copy.passed_over] == [newest(folder)[0].name]
    assert [work.label for work in done.copy.lost_work] == ["Save Ben Sample", "Save Cleo Sample"]
    assert labels(folder)[0] == "Save Anna Sample"


def test_a_backup_that_lacks_only_an_attachment_is_good_for_a_torn_database_and_not_for_the_attachment(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "photo.txt").write_text("the burst pipe", encoding="utf-8")
    workspace = Workspace.open(folder, PASSPHRASE)
    person = workspace.do(save_person, PersonDraft("Dineo Sample")).value[0]
    workspace.do(attach_file, person, tmp_path / "photo.txt")
    database.execute_sql("UPDATE blob SET data = x'00'")
    flawed = workspace.back_up_before("import")
    workspace.close()
    assert find_good_copy(folder, SECRET).file != flawed, "it would bring nothing"
    damage(folder / "workspace.db")
    done = recover(folder, SECRET)
    assert done.copy.file.name == flawed.name
    assert done.copy.lost_work == ()


def test_without_a_good_backup_all_stays_as_it_is(folder: Path) -> None:
    damage(folder / "workspace.db")
    for backup in newest(folder):
        damage(backup)
    assert code_of(folder) == "no-good-backup"


@pytest.mark.parametrize("size", [None, 0, 5000, 40 * 4096])
def test_a_database_that_is_gone_or_cut(size: int | None, folder: Path) -> None:
    if size is None:
        (folder / "workspace.db").unlink()
    else:
        os.truncate(folder / "workspace.db", size)
    recover(folder, SECRET)
    assert labels(folder)[0] == "Save Ben Sample"


def test_keys_that_are_gone_are_put_back_and_no_work_is_lost(folder: Path) -> None:
    (folder / "keys.json").unlink()
    done = recover(folder, SECRET)
    assert done.copy.is_only_keys
    assert labels(folder)[0] == "Save Cleo Sample"


def test_a_salt_mistaken_in_the_keys_is_put_right(folder: Path) -> None:
    place = WorkspaceFolder(folder)
    place.write_keys(keys.with_salt(place.read_keys(), bytes(16)))
    assert recover(folder, SECRET).copy.is_only_keys
    assert labels(folder)[0] == "Save Cleo Sample"


def test_a_sound_workspace_is_left_alone(folder: Path) -> None:
    assert code_of(folder) == "not-damaged"
    assert code_of(folder, Passphrase("not this one")) == "wrong-passphrase"


def test_the_passphrase_stays_the_one_of_now(folder: Path) -> None:
    """Whoever knows only the one before comes to nothing, though it opens the backup."""
    workspace = Workspace.open(folder, PASSPHRASE)
    workspace.change_passphrase(PASSPHRASE, "new words for a new day")
    workspace.close()
    assert code_of(folder) == "wrong-passphrase"
    damage(folder / "workspace.db")
    assert code_of(folder) == "wrong-passphrase"
    recover(folder, Passphrase("new words for a new day"))
    assert labels(folder, "new words for a new day")[0] == "Save Ben Sample"
    with pytest.raises(UserError, match="wrong-passphrase"):
        Workspace.open(folder, PASSPHRASE)


def test_whose_key_was_taken_away_gets_it_back_by_no_backup(workspace: Workspace) -> None:
    words = "words of a colleague"
    colleague = workspace.add_person("Ben Colleague", words)
    workspace.back_up_before("daily")
    workspace.remove_person(colleague)
    workspace.close()
    damage(workspace.folder.database)
    recover(workspace.folder.path, SECRET)
    assert labels(workspace.folder.path)
    with pytest.raises(UserError, match="wrong-passphrase"):
        Workspace.open(workspace.folder.path, words)


def test_nobody_may_have_it_open(folder: Path) -> None:
    workspace = Workspace.open(folder, PASSPHRASE)
    damage(folder / "workspace.db")
    with pytest.raises(EnvironmentProblem, match="open-elsewhere"):
        recover(folder, SECRET)
    assert folder.exists()
    workspace.close()
    assert WorkspaceFolder(folder).database.exists()


def test_killed_before_sound_keys_are_written_the_damaged_ones_are_where_they_were(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else those of a backup would come in their place, with the passphrases of then."""
    stored = WorkspaceFolder(folder).read_keys()
    keys.write_keys(keys.with_salt(stored, bytes(16)), folder / "keys.json")
    damaged = (folder / "keys.json").read_bytes()
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(WorkspaceFolder, "write_keys", lambda *_arguments: (_ for _ in ()).throw(KeyboardInterrupt))
        recover(folder, SECRET)
    assert (folder / "keys.json").read_bytes() == damaged
    recover(folder, SECRET)
    assert labels(folder)[0] == "Save Cleo Sample"
