"""Old values past an age go, after a backup and with what is lost said first; who did what and when stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm import compacting
from crm.operations.people import PersonDraft, save_person
from crm.operations.records import remove
from crm.queries.audit import AuditFilter, Past, find_seal, get_seal, list_audit
from crm.queries.history import get_changed_since
from crm.rules import clock
from crm.rules.errors import UserError
from crm.store import backups
from crm.store.engine import database
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE

LONG_AFTER = date(2030, 1, 1)


@pytest.fixture
def old_work(workspace: Workspace) -> tuple[int, int]:
    """A person who was renamed, and one who was removed, years ago: the first one's id, and the first operation."""
    made = workspace.do(save_person, PersonDraft("Anelisa Old-Name"))
    workspace.do(save_person, PersonDraft("Anelisa New-Name", id=made.value[0]))
    gone = workspace.do(save_person, PersonDraft("Gone Sample")).value[0]
    workspace.do(remove, gone)
    clock.choose(LONG_AFTER)
    return made.value[0], made.operation_id


@pytest.fixture(autouse=True)
def own_clock() -> object:
    yield
    clock.choose(None)


def before() -> date:
    return date(2029, 10, 3)


def old_values() -> str:
    found = database.raw().execute("SELECT group_concat(old, ' ') FROM change").fetchone()[0]
    return str(found or "")


def test_what_will_be_lost_is_said_first_and_nothing_is_done(workspace: Workspace, old_work: tuple[int, int]) -> None:
    found = compacting.preview(workspace, before())
    words = " ".join(compacting.preview_words(found))
    assert found.going.operations == len(workspace.ask(list_audit, AuditFilter()))
    assert found.going.values and found.going.records and found.going.can_be_undone
    assert f"{found.going.can_be_undone} of them can no longer be undone" in words
    assert "Old-Name" in old_values()


def test_old_values_go_and_who_did_what_when_stays(
    workspace: Workspace, old_work: tuple[int, int], workspace_folder: Path, tmp_path: Path
) -> None:
    person, first = old_work
    told = [(entry.operation_id, entry.label, entry.at, entry.by) for entry in workspace.history(limit=500)]
    seal, listed = workspace.ask(get_seal), workspace.ask(list_audit, AuditFilter(record_id=person))
    done, backup = compacting.compact(workspace, before())
    after = workspace.history(limit=500)
    assert [(entry.operation_id, entry.label, entry.at, entry.by) for entry in after][1:] == told
    assert all(entry.is_compacted and not entry.can_undo for entry in after[1:])
    assert workspace.ask(list_audit, AuditFilter(record_id=person)) == listed
    assert "Old-Name" not in old_values()
    assert not workspace.look_for(["Old-Name"]).free_pages
    assert workspace.check() == []
    with pytest.raises(UserError) as caught:
        workspace.reverse(first)
    assert caught.value.code == "undo-dropped"
    assert workspace.undo_label(since_opening=False) is None
    known = workspace.ask(find_seal, seal)
    assert (known.past, known.seals[0].why) == (Past.SEALED_SINCE, "compaction")
    workspace.close()
    backups.restore(backup, tmp_path / "again", backups_secret())
    old = Workspace.open(tmp_path / "again", PASSPHRASE)
    assert "Old-Name" in old_values(), "the backup made first holds everything"
    old.close()
    assert done.label == "Drop old values of before 3 Oct 2029"


def backups_secret() -> object:
    from crm.store.keys import Passphrase

    return Passphrase(PASSPHRASE)


def test_what_changed_since_a_day_before_is_not_known_rather_than_wrong(
    workspace: Workspace, old_work: tuple[int, int]
) -> None:
    person, first = old_work
    assert workspace.ask(get_changed_since, first, [person]).changed == {person}
    done, _backup = compacting.compact(workspace, before())
    found = workspace.ask(get_changed_since, first, [person])
    assert (found.is_known, found.changed) == (False, frozenset())
    workspace.do(save_person, PersonDraft("Anelisa Newest", id=person))
    found = workspace.ask(get_changed_since, done.operation_id, [person])
    assert (found.is_known, found.changed) == (True, {person})


def test_the_last_ninety_days_are_always_kept(workspace: Workspace, old_work: tuple[int, int]) -> None:
    with pytest.raises(UserError) as caught:
        compacting.preview(workspace, date(2029, 10, 4))
    assert caught.value.code == "too-young-to-drop"
    with pytest.raises(UserError) as caught:
        compacting.compact(workspace, date(2020, 1, 1))
    assert caught.value.code == "nothing-to-drop"
    assert "Old-Name" in old_values()


def test_what_is_done_after_can_be_undone_and_dropped_in_turn(workspace: Workspace, old_work: tuple[int, int]) -> None:
    person, _first = old_work
    compacting.compact(workspace, before())
    workspace.do(save_person, PersonDraft("Anelisa Newest", id=person))
    workspace.undo()
    workspace.redo()
    assert workspace.check() == []
    compacting.compact(workspace, before())
    assert workspace.check() == []


def test_a_history_that_was_altered_is_not_sealed_over(workspace: Workspace, old_work: tuple[int, int]) -> None:
    connection = database.raw()
    connection.execute("UPDATE operation SET label = 'forged' WHERE id = ?", (old_work[1],))
    with pytest.raises(UserError) as caught:
        compacting.compact(workspace, before())
    assert caught.value.code == "history-altered"
    assert "Old-Name" in old_values()
