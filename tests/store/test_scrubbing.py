"""What was deleted is found in the file by whoever has the key, until it is deleted for good; and then nowhere."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import pytest

from crm.operations.attachments import attach_file
from crm.operations.notes import add_note
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.records import remove
from crm.store import blobs
from crm.store.engine import database
from crm.store.raw_pages import PAGE_BYTES, WrongKey, pages_of_file, pages_of_log
from crm.workspace import Workspace

MARK = "Xylophonist-Sample"


def has_mark(pages: list[bytes]) -> bool:
    return any(MARK.encode() in page for page in pages)


def test_a_page_is_read_as_the_engine_reads_it(workspace: Workspace) -> None:
    key = workspace._unlocked.file_key
    workspace.do(save_organisation, OrganisationDraft(MARK))
    assert has_mark(list(pages_of_log(workspace.folder.log, key))), "it is in the log first"
    database.raw().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    pages = list(pages_of_file(workspace.folder.database, key))
    assert has_mark(pages)
    assert len(pages) == workspace.folder.database.stat().st_size // PAGE_BYTES
    assert MARK.encode() not in workspace.folder.database.read_bytes(), "without the key it cannot be read"
    with pytest.raises(WrongKey):
        list(pages_of_file(workspace.folder.database, secrets.token_bytes(32)))


def test_what_was_deleted_is_in_free_pages_and_the_log_until_it_is_scrubbed(workspace: Workspace) -> None:
    connection = database.raw()
    sha256 = blobs.put(connection, f"{MARK} ".encode() * 2000)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute("PRAGMA secure_delete = OFF").fetchall()
    connection.execute("DELETE FROM blob WHERE sha256 = ?", (sha256,))
    before = workspace.look_for([MARK])
    assert before.found[MARK] > 5
    assert before.free_pages > 5
    assert before.frames > 0
    done = workspace.scrub()
    after = workspace.look_for([MARK])
    assert (after.found, after.free_pages, after.frames) == ({}, 0, 0)
    assert after.is_clean
    assert done.pages_after < done.pages_before
    assert workspace.check() == []


def test_bytes_that_an_undo_could_bring_back_stay(workspace: Workspace, tmp_path: Path) -> None:
    body = workspace.do(save_organisation, OrganisationDraft("Sample Forum")).value[0]
    (tmp_path / "letter.txt").write_text("a letter")
    workspace.do(attach_file, body, tmp_path / "letter.txt")
    ((attachment,),) = database.raw().execute("SELECT id FROM attachment").fetchall()
    blobs.put(database.raw(), b"nobody's")
    workspace.do(remove, attachment)
    assert workspace.scrub().files_dropped == 1
    workspace.undo()
    assert workspace.check() == []


def test_the_search_index_forgets_words(workspace: Workspace) -> None:
    body = workspace.do(save_organisation, OrganisationDraft("Sample Forum")).value[0]
    note = workspace.do(add_note, body, f"{MARK} was here", date(2026, 3, 1)).value
    assert workspace.look_for(["Xylophonist Sample"]).found, "the index knows words, not signs"
    workspace.do(remove, note)
    workspace.scrub()
    assert "Xylophonist Sample" not in workspace.look_for(["Xylophonist Sample"]).found
