"""Going back: what it would lose is seen first, nothing is written over, and who was erased stays erased."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from crm import copying, moving
from crm.access import restore
from crm.operations.erasing import anonymise_person, erase_person
from crm.operations.mentions import settle_mention
from crm.operations.notes import add_note
from crm.operations.people import PersonDraft, save_person
from crm.operations.team import add_user
from crm.queries.mentions import list_mentions
from crm.queries.team import list_users
from crm.restoring import preview, preview_from, restore_in_place
from crm.rules import clock
from crm.rules.errors import Problem, UserError
from crm.store import backups, exchange, keys
from crm.store.backup_folder import BackupFolder
from crm.store.engine import database
from crm.store.keys import Passphrase, RecoveryKey
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.store.conftest import CHEAP, contents
from tests.store.media import small_disk
from ui.restore_words import counted, lines_of_difference, made_lines

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def before(workspace: Workspace, today: date) -> Path:
    """A backup of the day before yesterday, after which two colleagues were added and one that was there has left."""
    workspace.do(add_user, "Anna Before")
    clock.choose(today - timedelta(days=2))
    made = workspace.back_up_before("daily")
    clock.choose(today - timedelta(days=1))
    workspace.do(add_user, "Thabo After")
    workspace.do(add_user, "Naledi After")
    return made


def names(workspace: Workspace) -> list[str]:
    return [each.name for each in workspace.ask(list_users, with_left=True)]


def opened_names(folder: Path) -> list[str]:
    opened = Workspace.open(folder, PASSPHRASE)
    try:
        assert opened.check() == []
        return names(opened)
    finally:
        opened.close()


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Problem) as raised:
        action()
    return raised.value.code


def test_a_preview_says_what_would_be_lost_and_by_whom_it_was_done(workspace: Workspace, before: Path) -> None:
    found = preview_from(workspace, before, None)
    assert found.newest is not None and found.newest.label == "Add colleague Anna Before"
    difference = found.difference
    assert difference is not None
    assert [(work.label, work.by) for work in difference.lost_work] == [
        ("Add colleague Naledi After", "Lerato Tester"),
        ("Add colleague Thabo After", "Lerato Tester"),
    ]
    assert (difference.lost, difference.gained, difference.differing) == ({"team": 2}, {}, {})
    lines = list(lines_of_difference(difference))
    assert lines[0] == "2 things were done after it, and would be lost:"
    assert lines[-1] == "There now and not in the backup: 2 other records"
    assert found.manifest.state is not None
    _made, seal, last = made_lines(found)
    assert seal == f"Its seal: {found.manifest.state.seal}." and "Anna Before" in last
    assert re.fullmatch(r"\d+ · [0-9a-f]{4}( [0-9a-f]{4}){3}", found.manifest.state.seal)
    assert counted(found.counts).endswith("other records")


def test_the_newest_backup_loses_nothing_and_says_so(workspace: Workspace, before: Path) -> None:
    newest = workspace.back_up_before("daily")
    difference = preview_from(workspace, newest, None).difference
    assert difference is not None and difference.is_nothing
    assert list(lines_of_difference(difference)) == [
        "It holds what the workspace holds now: nothing would be lost or gained."
    ]


def test_what_an_undo_took_away_would_be_gained_and_what_changed_since_differs(workspace: Workspace) -> None:
    workspace.do(add_user, "Anna Before")
    made = workspace.back_up_before("daily")
    workspace.undo()
    difference = preview_from(workspace, made, None).difference
    assert difference is not None
    assert (difference.lost, difference.gained) == ({}, {"team": 1})
    assert difference.lost_work[0].label == "Undo: Add colleague Anna Before"


def test_after_going_back_and_working_on_both_sides_are_seen(workspace: Workspace, before: Path, today: date) -> None:
    """The histories part at the backup: what was done on the other side would be gained."""
    later = workspace.back_up_before("daily")
    workspace.close()
    clock.choose(today)
    done = restore_in_place(before, SECRET, workspace.folder.path, SECRET)
    again = Workspace.open(done.folder, PASSPHRASE)
    again.do(add_user, "Zola Later")
    difference = preview_from(again, done.folder / "backups" / later.name, None).difference
    again.close()
    assert difference is not None
    assert [work.label for work in difference.lost_work] == ["Add colleague Zola Later"]
    assert (difference.lost, difference.gained) == ({"team": 1}, {"team": 2})


def test_what_was_sealed_anew_since_is_still_known_as_the_same_work(workspace: Workspace) -> None:
    """An erasure covers labels and digests of the past; only what came after the backup would be lost."""
    person = workspace.do(save_person, PersonDraft("Nomvula Zitha-Sample")).value[0]
    workspace.do(add_user, "Anna Before")
    made = workspace.back_up_before("daily")
    workspace.do(erase_person, person, "request")
    difference = preview_from(workspace, made, None).difference
    assert difference is not None
    assert difference.lost_work_count == 1
    assert difference.lost_work[0].label.startswith("Erase")


def test_a_preview_needs_no_workspace_and_writes_nothing(workspace: Workspace, before: Path, tmp_path: Path) -> None:
    workspace.close()
    seen = contents(tmp_path)
    assert preview(before, SECRET).difference is None
    assert preview(before, SECRET, workspace.folder.path).difference is not None
    assert code_of(lambda: preview(before, Passphrase("no"))) == "wrong-passphrase"
    assert contents(tmp_path) == seen


def test_a_workspace_that_another_passphrase_opens_now_is_only_not_compared_with(
    workspace: Workspace, before: Path
) -> None:
    stored = workspace.folder.read_keys()
    unlocked = keys.unlock(stored, SECRET)
    changed = keys.reset_passphrase(stored, unlocked, unlocked.slot.id, "others", cost=CHEAP)
    workspace.folder.write_keys(changed)
    workspace.close()
    found = preview(before, SECRET, workspace.folder.path)
    assert (found.difference, found.why_not) == (None, "wrong-passphrase")


def test_the_backup_of_another_workspace_is_told_from_ours(workspace: Workspace, before: Path, tmp_path: Path) -> None:
    workspace.close()
    other = Workspace.create(tmp_path / "Other", PASSPHRASE, "Zola", "Others")
    assert code_of(lambda: preview_from(other, before, None)) == "backup-of-another-workspace"
    other.close()
    assert code_of(lambda: preview(before, SECRET, other.folder.path)) == "backup-of-another-workspace"
    in_place = lambda: restore_in_place(before, SECRET, other.folder.path, SECRET)  # noqa: E731
    assert code_of(in_place) == "backup-of-another-workspace"


# In place


def test_in_place_the_workspace_as_it_was_is_backed_up_and_kept_aside(workspace: Workspace, before: Path) -> None:
    workspace.close()
    done = restore_in_place(before, SECRET, workspace.folder.path, SECRET)
    assert opened_names(done.folder) == ["Anna Before", "Lerato Tester"]
    assert opened_names(done.aside) == ["Anna Before", "Lerato Tester", "Naledi After", "Thabo After"]
    assert done.backup is not None and done.backup.exists()
    assert before.exists(), "the backups go on being those of the workspace"
    state = backups.read_manifest(done.backup).state
    assert state is not None and state.counts["team"] == 4


def test_whose_key_was_taken_away_since_does_not_come_in_again(workspace: Workspace, tmp_path: Path) -> None:
    stored = workspace.folder.read_keys()
    stored, thabo = keys.add_person(stored, workspace._unlocked.file_key, "Thabo", "words of Thabo", cost=CHEAP)
    workspace.folder.write_keys(stored)
    before = workspace.back_up(tmp_path / "before.kgotla-backup")
    workspace.remove_person(thabo.slot.id)
    workspace.close()
    done = restore_in_place(before, SECRET, workspace.folder.path, SECRET)
    assert code_of(lambda: Workspace.open(done.folder, "words of Thabo")) == "wrong-passphrase"
    assert opened_names(done.folder) == ["Lerato Tester"]
    elsewhere = restore(before, tmp_path / "Elsewhere", Passphrase("words of Thabo"))
    assert opened_names(elsewhere.path) == ["Lerato Tester"], "the backup itself opens to those who could open it then"


def test_in_place_twice_loses_nothing_and_brings_the_first_state_back(
    workspace: Workspace, before: Path, today: date
) -> None:
    workspace.close()
    first = restore_in_place(before, SECRET, workspace.folder.path, SECRET)
    assert first.backup is not None
    clock.choose(today)
    second = restore_in_place(first.backup, SECRET, first.folder, SECRET)
    assert opened_names(second.folder) == ["Anna Before", "Lerato Tester", "Naledi After", "Thabo After"]
    assert len({first.aside, second.aside}) == 2


def test_a_workspace_too_damaged_to_be_backed_up_is_kept_aside_as_it_is(workspace: Workspace, before: Path) -> None:
    workspace.close()
    database = workspace.folder.database
    content = database.read_bytes()
    damaged = content[:9000] + bytes(4096) + content[9000 + 4096 :]
    database.write_bytes(damaged)
    done = restore_in_place(before, SECRET, workspace.folder.path, SECRET)
    assert done.backup is None
    assert (done.aside / "workspace.db").read_bytes()[9000:13096] == bytes(4096)
    assert opened_names(done.folder) == ["Anna Before", "Lerato Tester"]


def test_in_place_is_refused_while_somebody_has_it_open(workspace: Workspace, before: Path, tmp_path: Path) -> None:
    lock = workspace._lock
    assert lock is not None
    workspace._lock = None  # as if another program held it
    workspace.close()
    assert code_of(lambda: restore_in_place(before, SECRET, workspace.folder.path, SECRET)) == "open-elsewhere"
    lock.release()
    assert sorted(each.name for each in tmp_path.iterdir()) == [workspace.folder.path.name]


@pytest.mark.parametrize("secret", [Passphrase("no"), RecoveryKey("00000")])
def test_a_wrong_secret_changes_nothing(
    secret: keys.Secret, workspace: Workspace, before: Path, tmp_path: Path
) -> None:
    workspace.close()
    seen = {each.name for each in tmp_path.iterdir()}
    with pytest.raises(UserError):
        restore_in_place(before, secret, workspace.folder.path, SECRET)
    assert {each.name for each in tmp_path.iterdir()} == seen
    assert opened_names(workspace.folder.path)[-1] == "Thabo After"


@pytest.mark.parametrize("room", [1.5, 3])
def test_a_full_disk_leaves_the_workspace_where_it_was(room: float, workspace: Workspace, tmp_path: Path) -> None:
    workspace.do(add_user, "Anna Before")
    file = workspace.back_up(tmp_path / "b.kgotla-backup")
    workspace.close()
    size = workspace.folder.database.stat().st_size
    with small_disk(tmp_path / "disk", int(room * size) // 1024) as disk:
        there = disk / "W.kgotla"
        shutil.copytree(workspace.folder.path, there)
        tried = lambda: restore_in_place(file, SECRET, there, SECRET)  # noqa: E731
        assert code_of(tried) == "disk-full"
        assert [each.name for each in disk.iterdir()] == ["W.kgotla"]
        assert "Anna Before" in opened_names(there)


def test_killed_between_the_two_names_the_next_opening_finishes_it(
    workspace: Workspace, before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.close()
    put = exchange.put_in_place

    def killed_at_the_second(part: Path, path: Path) -> None:
        if path == workspace.folder.path:
            raise KeyboardInterrupt
        put(part, path)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(exchange, "put_in_place", killed_at_the_second)
        restore_in_place(before, SECRET, workspace.folder.path, SECRET)
    assert not workspace.folder.path.exists()
    assert opened_names(workspace.folder.path) == ["Anna Before", "Lerato Tester"]
    assert {each.copy.reason for each in workspace.backups.copies()} == {"daily", "restore"}


def test_a_workspace_with_a_long_name_is_restored_too(workspace: Workspace, before: Path, tmp_path: Path) -> None:
    workspace.close()
    long = tmp_path / f"{'W' * 110}.kgotla"
    workspace.folder.path.rename(long)
    done = restore_in_place(long / "backups" / before.name, SECRET, long, SECRET)
    assert (done.folder, len(done.aside.name)) == (long, 117)
    assert "WW kept aside" not in done.aside.name
    assert opened_names(long) == ["Anna Before", "Lerato Tester"]


def test_a_new_file_key_waits_until_a_copy_is_read_back(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is checked with the key of then; else it would be called damaged."""
    (tmp_path / "stick").mkdir()
    place = copying.CopyPlace(tmp_path / "stick", is_away=True, is_other_disk=False)
    is_copying, is_changing = threading.Event(), threading.Event()
    take, exchanged = BackupFolder.take, database.exchanged

    def take_later(*arguments: Any) -> Path:
        is_copying.set()
        is_changing.wait(30)
        return take(*arguments)

    def exchange_now() -> Any:
        is_changing.set()
        return exchanged()

    monkeypatch.setattr(BackupFolder, "take", take_later)
    monkeypatch.setattr(database, "exchanged", exchange_now)
    with ThreadPoolExecutor(1) as others:
        copied = others.submit(copying.copy, workspace, place)
        is_copying.wait(30)
        workspace.renew_file_key()
        assert copied.result().exists()
    assert not workspace.is_backed_up(copying.folder_for(workspace, place)), "the next copy has the new key"


def test_a_backup_that_gave_way_while_the_list_was_read_is_left_out(
    workspace: Workspace, before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = workspace.backups.copies()
    before.unlink()
    monkeypatch.setattr(BackupFolder, "copies", lambda _folder: listed)
    assert copying.list_copies(workspace.backups) == []


# Who was erased


def test_who_was_erased_later_is_known_from_the_backups_beside_and_from_the_file_beside_them(
    workspace: Workspace, before: Path, tmp_path: Path
) -> None:
    stick = BackupFolder(tmp_path / "stick")
    stick.take(before, "copy", workspace.file_key, workspace.folder.backups)
    stick.note_erasures({"a" * 64: "erase"})
    made = stick.copies()[0].file
    restored = restore(made, tmp_path / "Again", SECRET)
    assert BackupFolder(restored.backups).noted_erasures() == {"a" * 64: "erase"}


def test_who_was_erased_later_is_known_from_the_workspace_itself_wherever_the_backup_lies(
    workspace: Workspace, before: Path, tmp_path: Path
) -> None:
    loose = Path(shutil.copy(before, tmp_path / "loose.kgotla-backup"))
    workspace.backups.note_erasures({"a" * 64: "erase"})
    known = [tmp_path / "Gone.kgotla", workspace.folder.path]
    assert BackupFolder(restore(loose, tmp_path / "Again", SECRET, known).backups).noted_erasures() == {
        "a" * 64: "erase"
    }


def test_no_workspace_is_put_inside_another(workspace: Workspace, before: Path) -> None:
    inside = workspace.folder.path / "deeper" / "Inner"
    assert code_of(lambda: restore(before, inside, SECRET)) == "folder-in-workspace"
    assert code_of(lambda: moving.move(workspace, inside)) == "folder-in-workspace"
    assert not inside.parent.exists()


@pytest.mark.parametrize("where", ["its own folder", "a stick"])
@pytest.mark.parametrize("erase", [erase_person, anonymise_person])
def test_who_was_erased_does_not_come_back_with_an_older_backup_and_neither_do_the_bytes(
    erase: Any, where: str, workspace: Workspace, tmp_path: Path, today: date
) -> None:
    person = workspace.do(save_person, PersonDraft("Nomvula Zitha-Sample", summary="Sings in Upington")).value[0]
    clock.choose(today - timedelta(days=1))
    made = workspace.back_up_before("daily")
    clock.choose(today)
    if where == "a stick":
        stick = BackupFolder(tmp_path / "stick")
        made = stick.take(made, "copy", workspace.file_key, workspace.folder.backups)
    erased = workspace.do(erase, person, "request").value
    texts = [*erased.forms, "Upington"]
    workspace.scrub()
    if where == "a stick":  # what comes later tells of it, also where the workspace itself is gone
        clock.choose(today + timedelta(days=1))
        stick.take(workspace.back_up_before("daily"), "copy", workspace.file_key, workspace.folder.backups)
    found = preview_from(workspace, made, None)
    assert found.erased_again == 1
    workspace.close()
    if where == "a stick":
        shutil.rmtree(workspace.folder.path)
        restored = restore(made, tmp_path / "Again", SECRET).path
    else:
        restored = restore_in_place(made, SECRET, workspace.folder.path, SECRET).folder
    again = Workspace.open(restored, PASSPHRASE)
    BackupFolder(restored / "backups").remove(BackupFolder(restored / "backups").copies())
    assert again.look_for(texts).found == {}
    assert [entry.label for entry in again.history(limit=1)] == ["Erase again, after a restore (1)"]
    assert again.check() == []
    again.close()
    once_more = Workspace.open(restored, PASSPHRASE)
    assert [entry.label for entry in once_more.history(limit=2)][1:] != ["Erase again, after a restore (1)"]
    once_more.close()


def test_backups_that_may_still_hold_somebody_erased_give_way_to_one_of_now_also_on_the_stick(
    workspace: Workspace, tmp_path: Path, today: date
) -> None:
    (tmp_path / "stick").mkdir()
    place = copying.CopyPlace(tmp_path / "stick", is_away=True, is_other_disk=False)
    person = workspace.do(save_person, PersonDraft("Nomvula Zitha-Sample")).value[0]
    other = workspace.do(save_person, PersonDraft("Ame Sample")).value[0]
    workspace.do(add_note, other, "Nomvula Zitha-Sample told her", today)
    clock.choose(today - timedelta(days=1))
    copying.copy(workspace, place)
    clock.choose(today)
    assert copying.renew(workspace, place) == []
    workspace.do(erase_person, person, "request")
    assert copying.count_holding(workspace, place) == 2
    assert len(copying.renew(workspace, place)) == 2
    assert copying.count_holding(workspace, place) == 0
    assert len(copying.list_copies(copying.folder_for(workspace, place))) == 1
    assert len(workspace.backups.copies()) == 1
    (mention,) = workspace.ask(list_mentions)
    workspace.do(settle_mention, mention.id, mention.proposal)
    assert copying.count_holding(workspace, place) == 2, "the note named her still"
    assert len(copying.renew(workspace, place)) == 2
    assert copying.count_holding(workspace, place) == 0
