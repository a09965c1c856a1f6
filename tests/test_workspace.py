"""Opening, locking, undoing: each thing that can go wrong has its own code, and the files stay as they were."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import peewee
import pytest

from crm import moving
from crm.operations.people import PersonDraft, save_person
from crm.operations.team import add_user
from crm.queries.people import get_person, list_people
from crm.queries.team import list_users
from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.store import backups, journal
from crm.store.engine import database
from crm.store.keys import Passphrase, RecoveryKey
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def add(workspace: Workspace, name: str = "Ame Sample") -> int:
    return workspace.do(save_person, PersonDraft(name)).value[0]


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda f: None, "wrong-passphrase"),
        (lambda f: (f / "keys.json").unlink(), "keys-missing"),
        (lambda f: (f / "keys.json").write_text("{"), "keys-damaged"),
        (lambda f: (f / "workspace.db").unlink(), "database-missing"),
        (lambda f: (f / "workspace.db").write_bytes(b""), "database-empty"),
        (lambda f: (f / "workspace.db").write_bytes((f / "workspace.db").read_bytes()[:5000]), "database-cut"),
        (lambda f: shutil.rmtree(f), "no-such-folder"),
        (lambda f: [p.unlink() for p in (f / "keys.json", f / "workspace.db")], "not-a-workspace"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_touched(workspace_folder: Path, harm, code: str) -> None:  # type: ignore[no-untyped-def]
    harm(workspace_folder)
    before = snapshot(workspace_folder)
    passphrase = "not the passphrase" if code == "wrong-passphrase" else PASSPHRASE
    with pytest.raises(Problem) as caught:
        Workspace.open(workspace_folder, passphrase)
    assert caught.value.code == code
    assert snapshot(workspace_folder) == before


@pytest.mark.parametrize("pages", [1, 2, 10])
def test_a_database_cut_at_a_page_is_damaged_and_untouched(workspace_folder: Path, pages: int) -> None:
    file = workspace_folder / "workspace.db"
    file.write_bytes(file.read_bytes()[: 4096 * pages])
    before = file.read_bytes()
    with pytest.raises(EnvironmentProblem) as caught:
        Workspace.open(workspace_folder, PASSPHRASE)
    assert caught.value.code == "database-damaged"
    assert file.read_bytes() == before


def test_a_damaged_head_is_damage_not_a_wrong_passphrase(workspace_folder: Path) -> None:
    file = workspace_folder / "workspace.db"
    data = bytearray(file.read_bytes())
    data[100] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(EnvironmentProblem) as caught:
        Workspace.open(workspace_folder, PASSPHRASE)
    assert caught.value.code == "database-damaged"


def test_a_second_writer_is_told_who_has_it_open_and_may_read(workspace: Workspace, workspace_folder: Path) -> None:
    add(workspace)
    script = (
        "import sys; from pathlib import Path; from crm.workspace import Workspace;"
        "from crm.queries.people import list_people\n"
        "from crm.rules.errors import Problem\n"
        "try:\n Workspace.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except Problem as problem:\n print(problem.code, problem.params['user'])\n"
        "w = Workspace.open_to_read(Path(sys.argv[1]), sys.argv[2])\n"
        "print(len(w.ask(list_people)))\n"
        "w.close()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(workspace_folder), PASSPHRASE], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == ["open-elsewhere Lerato Tester", "1"]


def test_the_recovery_sheet_opens_a_backup_on_a_bare_machine(workspace: Workspace, tmp_path: Path) -> None:
    person = add(workspace)
    code = workspace.make_recovery_sheet()
    backup = workspace.back_up(tmp_path / "stick" / "copy.kgotla-backup")
    workspace.close()
    place = backups.restore(backup, tmp_path / "elsewhere" / "Restored", RecoveryKey(code))
    opened = Workspace.open(place.path, RecoveryKey(code))
    page = opened.ask(get_person, person)
    assert page is not None and page.name == "Ame Sample"
    assert opened.check() == []
    opened.close()
    again = Workspace.open(place.path, PASSPHRASE)
    assert again.user_name == "Lerato Tester"
    again.close()


def test_a_changed_passphrase_opens_and_the_old_one_does_not(workspace: Workspace, workspace_folder: Path) -> None:
    with pytest.raises(UserError):
        workspace.change_passphrase("wrong", "a new long passphrase")
    workspace.change_passphrase(PASSPHRASE, "a new long passphrase")
    workspace.close()
    with pytest.raises(UserError):
        Workspace.open(workspace_folder, PASSPHRASE)
    Workspace.open(workspace_folder, "a new long passphrase").close()


def test_an_operation_that_fails_leaves_no_trace(workspace: Workspace) -> None:
    before = [entry.operation_id for entry in workspace.history()]
    with pytest.raises(UserError):
        workspace.do(save_person, PersonDraft(""))
    assert [entry.operation_id for entry in workspace.history()] == before
    assert workspace.ask(list_people) == []


def test_only_an_operation_can_write(workspace: Workspace) -> None:
    from crm.tables.people import Person

    with pytest.raises(Exception, match="NOT NULL"):
        Person.insert(id=1, name="stray", fold="", sort_name="").execute()
    with pytest.raises(TypeError):
        workspace.do(list_people)


def test_a_reader_thread_cannot_write(workspace: Workspace) -> None:
    caught: list[BaseException] = []

    def write() -> None:
        try:
            workspace.do(save_person, PersonDraft("Stray"))
        except Problem as problem:
            caught.append(problem)

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert [type(error) for error in caught] == [EnvironmentProblem]
    assert workspace.ask(list_people) == []


def test_undo_and_redo_walk_through_this_opening_and_survive_a_reopening(
    workspace: Workspace, workspace_folder: Path
) -> None:
    add(workspace, "One Sample")
    add(workspace, "Two Sample")
    assert workspace.undo_label() == "Save Two Sample"
    assert workspace.undo().value == "Save Two Sample"
    assert workspace.redo_label() == "Save Two Sample"
    workspace.redo()
    workspace.undo()
    workspace.undo()
    assert workspace.ask(list_people) == []
    workspace.close()
    reopened = Workspace.open(workspace_folder, PASSPHRASE)
    assert reopened.undo_label() is None, "what was done before this opening is undone from History, after naming it"
    with pytest.raises(UserError):
        reopened.undo()
    assert reopened.redo(since_opening=False).value == "Save One Sample"
    assert len(reopened.ask(list_people)) == 1
    reopened.close()


def test_something_new_ends_what_could_be_redone(workspace: Workspace) -> None:
    add(workspace, "One Sample")
    workspace.undo()
    add(workspace, "Two Sample")
    assert workspace.redo_label() is None


def test_undo_of_older_work_names_what_stands_in_its_way(workspace: Workspace) -> None:
    from crm.operations.notes import add_note
    from crm.operations.people import draft_person

    person = add(workspace, "One Sample")
    made = next(entry for entry in workspace.history() if entry.label == "Save One Sample")
    workspace.do(add_note, person, "A note", date(2026, 1, 1))
    with pytest.raises(UserError) as caught:
        workspace.reverse(made.operation_id)
    assert caught.value.code == "undo-conflict"
    workspace.undo()
    draft = workspace.ask(draft_person, person)
    draft.summary = "Changed"
    workspace.do(save_person, draft)
    with pytest.raises(UserError) as caught:
        workspace.reverse(made.operation_id)
    assert "Save One Sample" in str(caught.value.params["because"])


def test_history_says_what_changed_in_words(workspace: Workspace) -> None:
    from crm.operations.people import draft_person

    person = add(workspace, "One Sample")
    draft = workspace.ask(draft_person, person)
    draft.languages = "Setswana"
    workspace.do(save_person, draft)
    newest = workspace.history(person)[0]
    assert (newest.by, newest.lines) == ("Lerato Tester", ("languages: – → Setswana",))


def test_closing_drops_the_key(workspace: Workspace) -> None:
    workspace.close()
    with pytest.raises(peewee.InterfaceError):
        database.execute_sql("SELECT 1")


def test_names_windows_refuses_are_refused_everywhere(tmp_path: Path) -> None:
    for name in ("con", "a:b", "lpt1.x", "what?"):
        with pytest.raises(UserError) as caught:
            Workspace.create(tmp_path / name, PASSPHRASE, "Me", "Us")
        assert caught.value.code == "bad-folder-name"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Work.kgotla").mkdir()
    (tmp_path / "Work.kgotla" / "mine.txt").write_text("mine")
    with pytest.raises(UserError) as caught:
        Workspace.create(tmp_path / "Work", PASSPHRASE, "Me", "Us")
    assert caught.value.code == "folder-not-empty"
    assert (tmp_path / "Work.kgotla" / "mine.txt").read_text() == "mine"


def test_what_another_program_does_while_it_is_looked_is_seen_the_next_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = journal.after

    def after_and_meanwhile(connection: object, operation_id: int) -> list[journal.Entry]:
        found = after(connection, operation_id)
        monkeypatch.setattr(journal, "after", after)
        person = workspace.do(save_person, PersonDraft("", given="Ame", family="Sample"))
        workspace._own.discard(person.operation_id)  # as if another program had done it
        return found

    workspace.look_elsewhere()
    monkeypatch.setattr(journal, "after", after_and_meanwhile)
    assert workspace.look_elsewhere()[0] == []
    assert len(workspace.look_elsewhere()[0]) == 1
    assert workspace.look_elsewhere()[0] == []


def test_the_old_folder_goes_only_when_its_backups_are_whole_in_the_new_one(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = moving.move(workspace, tmp_path / "Elsewhere")
    (made,) = [each.file for each in workspace.backups.copies()]
    made.chmod(0o400)
    old = workspace.folder.path
    workspace.close()

    def cut_off(file: Path, to: Path) -> None:
        to.write_bytes(file.read_bytes()[:100])
        raise OSError(28, "full")

    with monkeypatch.context() as full:
        full.setattr(shutil, "copyfile", cut_off)
        with pytest.raises(EnvironmentProblem) as raised:
            moving.remove_old(old, new, Passphrase(PASSPHRASE))
    assert raised.value.code == "disk-full"
    assert made.exists()
    content = made.read_bytes()
    moving.remove_old(old, new, Passphrase(PASSPHRASE))
    assert (new / "backups" / made.name).read_bytes() == content
    assert not old.exists()


def test_what_was_done_in_the_old_folder_since_it_was_copied_is_not_thrown_away(
    workspace: Workspace, tmp_path: Path
) -> None:
    new = moving.move(workspace, tmp_path / "Elsewhere")
    old = workspace.folder.path
    workspace.do(add_user, "Naledi Meanwhile")
    workspace.close()
    with pytest.raises(UserError) as raised:
        moving.remove_old(old, new, Passphrase(PASSPHRASE))
    assert raised.value.code == "changed-meanwhile-moving"
    assert moving.where_it_is(old, new) == old
    assert not new.exists(), "trying again finds the place free"
    again = Workspace.open(old, PASSPHRASE)
    assert "Naledi Meanwhile" in [user.name for user in again.ask(list_users)]
    again.close()


def test_whoever_has_the_old_folder_open_keeps_it(workspace: Workspace, tmp_path: Path) -> None:
    new = moving.move(workspace, tmp_path / "Elsewhere")
    with pytest.raises(EnvironmentProblem) as raised:
        moving.remove_old(workspace.folder.path, new, Passphrase(PASSPHRASE))
    assert raised.value.code == "open-elsewhere"
    assert workspace.check() == []
