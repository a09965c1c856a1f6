"""A person goes, and what the institution promised stays; no undo, page, word or label brings the person back."""

from __future__ import annotations

import json
import os
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import docx
import pytest

from crm import erasure
from crm.access import Passphrase, restore
from crm.operations.attachments import attach_file
from crm.operations.base import dicts, new_record, operation
from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, draft_engagement, save_engagement
from crm.operations.erasing import anonymise_person, erase_again, erase_person
from crm.operations.mentions import settle_mention
from crm.operations.merging import MergeDraft, merge_people
from crm.operations.movements import EvidenceDraft
from crm.operations.notes import add_note, change_note
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, draft_person, save_person
from crm.operations.privacy import HandOverDraft, hand_over
from crm.operations.records import remove
from crm.operations.team import add_user, set_setting
from crm.operations.topics import add_topic
from crm.queries.erasing import JSON_COLUMNS, get_erasure_preview, texts_of
from crm.queries.mentions import list_mentions
from crm.queries.people import get_person
from crm.queries.privacy import list_hand_overs
from crm.queries.team import get_setting
from crm.rules.commitments import Outcome, Status
from crm.rules.erasing import Kind, uuid_hash
from crm.rules.errors import UserError
from crm.rules.history_words import is_choice as is_one_of_fixed_words
from crm.store import scrubbing
from crm.store.backup_folder import ERASURES
from crm.store.engine import database
from crm.tables.agreements import Measurement
from crm.tables.all import TABLES
from crm.tables.base import Record
from crm.tables.commitments import Commitment
from crm.tables.engagements import Attendance
from crm.tables.links import links_to
from crm.tables.organisations import Organisation
from crm.tables.people import Person
from crm.tables.places import Place
from crm.tables.privacy import AccessRequest, Erasure, Mention
from crm.tables.team import User
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.operations.pointing_rows import everything, make_row, point_at

ON = date(2026, 3, 1)
NAME = "Ms Nomvula Zitha-Sample"
KINDS = [(erase_person, Kind.ERASE), (anonymise_person, Kind.ANONYMISE)]


@dataclass(frozen=True)
class Scene:
    """A person of whom something stands in many places."""

    workspace: Workspace
    person: int
    body: int
    meeting: int
    promise: int
    uuid: str


@pytest.fixture
def scene(workspace: Workspace, today: date) -> Scene:
    do = workspace.do
    body = do(save_organisation, OrganisationDraft("Sample Municipality")).value[0]
    draft = PersonDraft(
        "",
        title="Ms",
        given="Nomvula",
        family="Zitha-Sample",
        known_as="Vula",
        summary="Grew up in Upington",
        contacts=[ContactDraft("mobile", "082 555 0199"), ContactDraft("email", "Nomvula.Zitha@sample.example")],
        roles=[RoleDraft(body, "Speaker", start="2024", end="")],
        other_names=["Nomvula Ntuli-Sample"],
        tags=["choir"],
    )
    person = do(save_person, draft).value[0]
    minutes = "Ms Zitha-Sample opened. Nomvula will call us on +27 82 555 0199."
    meeting = do(
        save_engagement,
        EngagementDraft(
            "Meeting with Nomvula Zitha-Sample",
            on_day=ON,
            organisation_id=body,
            minutes=minutes,
            attendance=[AttendanceDraft(person_id=person, side="theirs", code="P")],
        ),
    ).value
    meeting_id = meeting[0] if isinstance(meeting, tuple) else meeting
    promise = do(
        save_commitment,
        CommitmentDraft("We will fix the road", made_on=ON, engagement_id=meeting_id, maker_id=person, bound_id=person),
    ).value
    promise_id = promise[0] if isinstance(promise, tuple) else promise
    do(add_note, person, "N. Zitha-Sample is ill", ON)
    do(add_note, body, "Vula Zitha-Sample says the mayor resigns", ON)
    changed = draft_person(person)
    changed.summary, changed.contacts[0].value = "Grew up in Kuruman", "083 555 0188"
    do(save_person, changed)
    (uuid,) = database.raw().execute("SELECT uuid FROM record WHERE id = ?", (person,)).fetchone()
    return Scene(workspace, person, body, meeting_id, promise_id, uuid)


FORMS = ["zitha", "nomvula", "555 0199", "5550199", "555 0188", "upington", "kuruman"]


def words_anywhere(workspace: Workspace) -> str:
    """All that the tables and the journal say."""
    tables = json.dumps(everything(workspace), default=str, ensure_ascii=False)
    journal = [*rows_of("(SELECT label FROM operation)"), *rows_of("(SELECT old FROM change)")]
    return (tables + json.dumps(journal, ensure_ascii=False)).casefold()


def settle_all(workspace: Workspace) -> set[str]:
    words: set[str] = set()
    for mention in workspace.ask(list_mentions):
        words.update(workspace.do(settle_mention, mention.id, mention.proposal).value.words)
    return words


@pytest.mark.parametrize(("erase", "kind"), KINDS)
def test_the_promise_and_the_count_stay_and_the_person_goes(scene: Scene, erase: Any, kind: Kind) -> None:
    workspace = scene.workspace
    done = workspace.do(erase, scene.person, "request")
    assert not done.is_undoable
    assert "zitha" not in done.label.casefold()
    (promise,) = workspace.ask(lambda: dicts(Commitment.select()))
    (post,) = database.raw().execute("SELECT id FROM post WHERE organisation_id = ?", (scene.body,)).fetchone()
    assert promise["bound_id"] == post
    assert promise["maker_office"] == "Speaker, Sample Municipality"
    assert len(workspace.ask(lambda: dicts(Attendance.select()))) == 1
    page = workspace.ask(get_person, scene.person)
    if kind is Kind.ERASE:
        assert page is None
    else:
        assert page is not None
        assert page.name == f"Name removed (P{scene.person})"
        assert [office.title for office in page.current] == ["Speaker"]
        assert not page.contacts and not page.tags and not page.summary and not page.other_names

    assert workspace.check() == []


@pytest.mark.parametrize(("erase", "kind"), KINDS)
def test_free_texts_are_read_one_by_one_and_then_nothing_names_the_person(scene: Scene, erase: Any, kind: Kind) -> None:
    workspace = scene.workspace
    erased = workspace.do(erase, scene.person, "request").value
    texts = workspace.ask(list_mentions)
    assert [(each.noun, each.column) for each in texts] == [
        ("engagements", "title"),
        ("engagements", "minutes"),
        ("notes", "text"),
    ]
    assert erased.to_review == 3
    assert texts[1].proposal == "[name removed] opened. [name removed] will call us on [name removed]."
    assert not set(FORMS) & set(json.dumps(workspace.ask(lambda: rows_of("mention"))).casefold().split())
    settle_all(workspace)
    assert workspace.ask(list_mentions) == []
    said = words_anywhere(workspace)
    assert [form for form in FORMS if form in said] == []


def rows_of(table: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in database.raw().execute(f"SELECT * FROM {table}").fetchall()]


@pytest.mark.parametrize(("erase", "kind"), KINDS)
def test_the_bytes_are_there_before_and_gone_after(scene: Scene, erase: Any, kind: Kind) -> None:
    workspace = scene.workspace
    workspace.back_up_before("daily")
    erased = workspace.do(erase, scene.person, "request").value
    texts = [*erased.forms, scene.uuid, "Nomvula", "Zitha"]
    before = workspace.look_for(texts)
    assert {"Ms Nomvula Zitha-Sample", scene.uuid, "082 555 0199", "Zitha"} <= set(before.found)
    settle_all(workspace)
    finished = erasure.finish(workspace, texts)
    assert finished.proof.found == {}
    assert finished.proof.free_pages == 0
    assert finished.is_gone
    assert finished.backups_removed == 1
    assert finished.proof.backup_pages > 100
    assert finished.proof.unread == ()
    assert workspace.check() == []


def test_a_record_whose_text_was_not_read_yet_is_not_removed_with_the_name_in_it(scene: Scene) -> None:
    workspace = scene.workspace
    workspace.do(erase_person, scene.person, "request")
    unread = workspace.ask(list_mentions)[-1]
    with pytest.raises(UserError) as caught:
        workspace.do(remove, unread.record_id)
    assert caught.value.code == "mentions-first"


def test_killed_before_it_is_deleted_for_good_the_next_opening_deletes_it(scene: Scene) -> None:
    workspace = scene.workspace
    erased = workspace.do(erase_person, scene.person, "request").value
    (workspace.folder.backups / ERASURES).unlink()
    half_made = half_made_backup(workspace)
    database.raw().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert workspace.look_for(erased.forms).free_pages
    workspace.close()
    again = Workspace.open(workspace.folder.path, PASSPHRASE)
    try:
        assert not again.look_for(erased.forms).free_pages
        assert not half_made.exists()
        assert not scrubbing.is_due(database.raw()), "and the one after it has nothing to do"
        assert again.backups.noted_erasures() == again.erasures()
    finally:
        again.close()


def half_made_backup(workspace: Workspace) -> Path:
    """What a program leaves that is killed while it makes a backup."""
    folder = workspace.folder.backups / ".backup-killed"
    folder.mkdir()
    shutil.copy(workspace.folder.database, folder)
    return folder


def test_a_backup_that_was_never_finished_goes_too(scene: Scene) -> None:
    workspace = scene.workspace
    half_made = half_made_backup(workspace)
    erasure.erase(workspace, scene.person, Kind.ERASE, "request", renew_backups=False)
    assert not half_made.exists()


def test_somebody_threw_the_folder_of_backups_away(scene: Scene) -> None:
    """Who was erased is written down all the same, so that an older copy of it brings nobody back."""
    workspace = scene.workspace
    shutil.rmtree(workspace.folder.backups)
    workspace.do(erase_person, scene.person, "request")
    assert workspace.backups.noted_erasures() == workspace.erasures() != {}


def test_a_state_kept_aside_when_a_backup_was_restored_is_named(workspace: Workspace, tmp_path: Path) -> None:
    person = workspace.do(save_person, PersonDraft("Nomvula Zitha-Sample")).value[0]
    for name, keys in (("W aside", workspace.folder.keys_file.read_text()), ("Another", "{")):
        (tmp_path / f"{name}.kgotla").mkdir()
        (tmp_path / f"{name}.kgotla" / "keys.json").write_text(keys)
    assert erasure.preview(workspace, person, Kind.ERASE).beside == ("W aside.kgotla",)
    finished = erasure.erase(workspace, person, Kind.ERASE, "request").value
    assert finished.proof.is_clean and not finished.is_gone
    (words,) = [each for each in erasure.finished_words(finished) if "older state" in each]
    assert "W aside.kgotla" in words


def test_a_backup_that_was_being_made_meanwhile_goes_too(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, has_begun, may_end = scene.workspace, Event(), Event()

    def progress(_done: int, _total: int) -> None:
        has_begun.set()
        may_end.wait(60)

    def undisturbed() -> Any:
        may_end.set()
        return wait_for_others()

    wait_for_others = database.undisturbed
    monkeypatch.setattr(database, "undisturbed", undisturbed)
    with ThreadPoolExecutor() as others:
        made = others.submit(workspace.back_up_before, "import", progress)
        assert has_begun.wait(60)
        erased = workspace.do(erase_person, scene.person, "request").value
        settle_all(workspace)
        finished = erasure.finish(workspace, erased.forms)
        assert not made.result().exists()
    assert finished.is_gone
    assert finished.backups_removed == 1


@operation("Ask")
def ask_us(person_id: int, kind: str, status: str) -> None:
    request_id = new_record("requests")
    columns = {"reference": f"Q-{request_id}", "kind": kind, "status": status, "received_on": ON, "due_on": ON}
    AccessRequest.insert(id=request_id, person_id=person_id, asked_by=NAME, **columns).execute()


@operation("Answer requests")
def answer_requests() -> None:
    AccessRequest.update(status="answered").execute()


@pytest.mark.parametrize(("erase", "kind"), KINDS)
def test_whatever_column_points_at_a_person_is_known(workspace: Workspace, today: date, erase: Any, kind: Kind) -> None:
    person = workspace.do(save_person, PersonDraft("", given="Nomvula", family="Zitha-Sample")).value[0]
    links = [link for link in links_to("record", "person") if link.table is not User]
    workspace.do(point_at, [(link, person) for link in links])
    workspace.do(answer_requests)
    workspace.do(erase, person, "error")
    left = {
        str(link)
        for link in links
        for row in everything(workspace)[link.table._meta.table_name]
        if row[link.column] == person
    }
    allowed = {
        str(link) for link in links if link.table._meta.columns[link.column].null or link.table.__name__ == "Role"
    }
    assert left <= (allowed if kind is Kind.ANONYMISE else set())
    assert workspace.check() == []


@operation("Name somebody everywhere")
def name_everywhere() -> None:
    """A row of every table that says the name in each of its texts, in a sentence or within JSON."""
    for table in TABLES:
        if table not in (Record, Person, Erasure, Mention):
            columns = [column for column in texts_of(table) if _is_free(table, column)]
            said: dict[str, Any] = {column: _sentence(table, column, at) for at, column in enumerate(columns)}
            make_row(table, said | ({"value": 1.0} if table is Measurement else {}))


def _is_free(table: Any, column: str) -> bool:
    """Whether anybody may write there: a choice among fixed words is none."""
    is_choice = is_one_of_fixed_words(column) or column in ("status", "kind", "outcome", "from_status", "to_status")
    return not is_choice and (table, column) not in NAMES_OF_BODIES


NAMES_OF_BODIES = {(Organisation, "name"), (Organisation, "short_name"), (Place, "name")}


def _sentence(table: Any, column: str, number: int) -> str:
    said = f"{number} {table.__name__}: Ms N. Zitha-Sample spoke on 083 555 0188, {column}"
    return json.dumps({"said": said}) if (table, column) in JSON_COLUMNS else said


def test_no_text_column_of_any_table_is_forgotten(scene: Scene) -> None:
    workspace = scene.workspace
    workspace.do(name_everywhere)
    workspace.do(erase_person, scene.person, "request")
    listed = workspace.ask(list_mentions)
    assert len(listed) > 100
    workspace.do(settle_everything)
    assert workspace.ask(list_mentions) == []
    left = {
        f"{table} {row}"
        for table, kept in everything(workspace).items()
        for row in kept
        if any(form in json.dumps(row, default=str, ensure_ascii=False).casefold() for form in FORMS)
    }
    assert left == set()
    assert [form for form in FORMS if form in words_anywhere(workspace)] == []


@operation("Settle everything", is_undoable=False)
def settle_everything() -> None:
    for mention in list_mentions():
        settle_mention(mention.id, mention.proposal)


def test_undoing_and_redoing_everything_brings_nobody_back(scene: Scene) -> None:
    workspace = scene.workspace
    workspace.undo()
    workspace.redo()
    workspace.do(erase_person, scene.person, "request")
    settle_all(workspace)
    entries = workspace.history(limit=500)
    for entry in [*entries, *reversed(entries)]:
        try:
            workspace.reverse(entry.operation_id, rest=True)
        except UserError:
            continue
    said = words_anywhere(workspace)
    assert [form for form in FORMS if form in said] == []
    assert workspace.check() == []


# --- Former names, other records, files ------------------------------------------------------------------------------


def test_what_went_into_the_record_by_a_merge_goes_too(workspace: Workspace, today: date) -> None:
    keep = workspace.do(save_person, PersonDraft("", given="Nomvula", family="Zitha-Sample")).value[0]
    contacts = [ContactDraft("mobile", "071 555 0123")]
    lose = workspace.do(save_person, PersonDraft("", given="N", family="Oldname-Sample", contacts=contacts)).value[0]
    body = workspace.do(save_organisation, OrganisationDraft("Sample Forum")).value[0]
    workspace.do(add_note, body, "Ms Oldname-Sample is on 071-555-0123", ON)
    uuids = [uuid for (uuid,) in rows_of(f"(SELECT uuid FROM record WHERE id IN ({keep}, {lose}))")]
    workspace.do(merge_people, MergeDraft(keep, lose))
    erased = workspace.do(erase_person, keep, "request").value
    assert {kept for (kept,) in rows_of("(SELECT uuid_hash FROM erasure)")} == set(map(uuid_hash, uuids))
    words = settle_all(workspace)
    finished = erasure.finish(workspace, [*erased.forms, *words, *uuids, "Oldname", "5550123"])
    assert finished.is_gone, finished.proof.found
    assert workspace.check() == []


def test_a_namesake_and_a_body_of_that_name_stay(scene: Scene) -> None:
    workspace = scene.workspace
    other = workspace.do(save_person, PersonDraft("", given="Sipho", family="Zitha-Sample")).value[0]
    workspace.do(save_organisation, OrganisationDraft("Zitha-Sample Foundation"))
    note = workspace.do(add_note, scene.body, "Sipho Zitha-Sample and the Zitha-Sample Foundation agree", ON).value
    workspace.do(erase_person, scene.person, "request")
    assert note not in [each.record_id for each in workspace.ask(list_mentions)]
    page = workspace.ask(get_person, other)
    assert page is not None
    assert page.name == "Sipho Zitha-Sample"


def test_files_of_the_person_go_and_shared_bytes_stay(scene: Scene, tmp_path: Path) -> None:
    workspace = scene.workspace
    (tmp_path / "own.txt").write_text("letter of Nomvula Zitha-Sample")
    (tmp_path / "shared.txt").write_text("the agenda")
    (tmp_path / "minutes.txt").write_text("Present: Ms N. Zitha-Sample")
    for record, file in (
        (scene.person, "own.txt"),
        (scene.person, "shared.txt"),
        (scene.meeting, "shared.txt"),
        (scene.meeting, "minutes.txt"),
    ):
        workspace.do(attach_file, record, tmp_path / file)
    paper = HandOverDraft("brief", "Brief", {}, b"%PDF-1.4 not a paper", 1, "a.pdf", to_whom=NAME)
    sheet = HandOverDraft(
        "sheet", "Sheet", {"person": f"people:{scene.person}"}, b"for N. Zitha-Sample", 1, "b.pdf", to_whom="x"
    )
    for draft in (paper, sheet):
        workspace.do(hand_over, draft)
    files = workspace.ask(get_erasure_preview, scene.person, Kind.ERASE).files
    assert [file.name for file in files.going] == ["own.txt"]
    assert [file.name for file in files.shared] == ["shared.txt"]
    assert [file.name for file in files.naming] == ["minutes.txt"]
    assert [file.name for file in files.papers] == ["Sheet"]
    erased = workspace.do(erase_person, scene.person, "request").value
    assert erased.papers == 1
    erasure.finish(workspace, erased.forms)
    kept = {bytes(data) for (data,) in rows_of("(SELECT data FROM blob)")}
    assert kept == {b"the agenda", b"Present: Ms N. Zitha-Sample", b"%PDF-1.4 not a paper"}
    assert [row.to_whom for row in workspace.ask(list_hand_overs)] == ["x", "[name removed]"], "the register stays"
    assert workspace.check() == []


@pytest.mark.parametrize(("erase", "kind"), KINDS)
def test_files_of_others_that_name_the_person_are_looked_at_by_somebody(
    scene: Scene, tmp_path: Path, erase: Any, kind: Kind
) -> None:
    workspace, letter = scene.workspace, docx.Document()
    said = letter.add_paragraph("Dear Nomvula Zitha")
    said.add_run("-Sample")
    letter.save(str(tmp_path / "letter.docx"))
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff" + bytes(range(256)))
    (tmp_path / "far.jpg").write_bytes(b"\xff\xd8\xff" + bytes(range(255, -1, -1)))
    elsewhere = workspace.do(save_organisation, OrganisationDraft("Another Body")).value[0]
    for record, file in ((elsewhere, "letter.docx"), (scene.meeting, "photo.jpg"), (elsewhere, "far.jpg")):
        workspace.do(attach_file, record, tmp_path / file)
    files = workspace.ask(get_erasure_preview, scene.person, kind).files
    assert [file.words for file in files.naming] == ["letter.docx (Another Body)"]
    assert [file.name for file in files.unread] == ["photo.jpg", "far.jpg"]
    erased = workspace.do(erase, scene.person, "request").value
    to_look_at = {each.file: each for each in workspace.ask(list_mentions) if each.file}
    assert set(to_look_at) == {"letter.docx", "photo.jpg"}, "what is far from the person is only told before"
    with pytest.raises(UserError) as refused:
        workspace.do(remove, to_look_at["letter.docx"].line)
    assert refused.value.code == "mentions-first"
    workspace.do(settle_mention, to_look_at["photo.jpg"].id, None)
    assert workspace.do(settle_mention, to_look_at["letter.docx"].id, "").value.is_owed
    settle_all(workspace)
    finished = erasure.finish(workspace, erased.forms)
    assert finished.to_review == 0
    assert {name for (name,) in rows_of("(SELECT file_name FROM attachment)")} == {"photo.jpg", "far.jpg"}
    assert len(rows_of("(SELECT sha256 FROM blob)")) == 2
    assert workspace.check() == []


def test_a_file_that_proves_something_can_be_removed(scene: Scene, tmp_path: Path) -> None:
    workspace = scene.workspace
    (tmp_path / "list.csv").write_text("Name;Signed\nN. Zitha-Sample;yes\n")
    shown = EvidenceDraft("The list", "document", tmp_path / "list.csv", ON)
    workspace.do(change_status, scene.promise, Status.CLOSED, ON, outcome=Outcome.KEPT, evidence=[shown])
    workspace.do(erase_person, scene.person, "request")
    (file,) = [each for each in workspace.ask(list_mentions) if each.file]
    workspace.do(settle_mention, file.id, "")
    assert rows_of("(SELECT attachment_id, words FROM evidence)") == [(None, "The list")]
    assert workspace.check() == []


def test_the_reading_of_files_is_stopped_before_anything_is_done(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    scene.workspace.do(attach_file, scene.meeting, tmp_path / "a.txt")

    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    before = scene.workspace.newest_operation()
    with pytest.raises(Stopped):
        erasure.erase(scene.workspace, scene.person, Kind.ERASE, "request", progress=stop)
    assert scene.workspace.newest_operation() == before
    assert scene.workspace.ask(get_person, scene.person) is not None


def test_a_surname_that_others_bear_stays_in_the_history_of_what_is_far_from_the_person(scene: Scene) -> None:
    workspace = scene.workspace
    workspace.do(save_person, PersonDraft("", given="Sipho", family="Zitha-Sample"))
    other = workspace.do(save_organisation, OrganisationDraft("Another Body")).value[0]
    note = workspace.do(add_note, other, "Mr Zitha-Sample rang; Nomvula Zitha-Sample did not", ON).value
    workspace.do(remove, note)
    workspace.do(save_engagement, replace(workspace.ask(draft_engagement, scene.meeting), minutes="Nothing"))
    workspace.do(erase_person, scene.person, "request")
    old = "(SELECT coalesce(json_extract(old, '$.text'), json_extract(old, '$.minutes')) AS said FROM change)"
    said = {text for (text,) in rows_of(f"{old} WHERE said <> ''")}
    assert "Mr Zitha-Sample rang; [name removed] did not" in said
    assert "[name removed] opened. [name removed] will call us on [name removed]." in said


def test_a_machine_text_is_covered_at_once(scene: Scene) -> None:
    workspace = scene.workspace
    workspace.do(set_setting, "officer", {"name": "Nomvula Zitha-Sample", "since": 2024})
    assert workspace.do(erase_person, scene.person, "request").value.to_review == 3
    assert workspace.ask(get_setting, "officer") == {"name": "[name removed]", "since": 2024}


def test_an_address_on_a_line_of_its_own_in_a_machine_text_is_covered(scene: Scene) -> None:
    workspace = scene.workspace
    workspace.do(set_setting, "office", {"reach": "Ask at the desk\nnomvula.zitha@sample.example\n+27 83 555 0188"})
    workspace.do(erase_person, scene.person, "request")
    assert workspace.ask(get_setting, "office") == {"reach": "Ask at the desk\n[name removed]\n[name removed]"}


def test_the_key_by_which_a_name_is_matched_goes_with_it(scene: Scene) -> None:
    scene.workspace.do(add_topic, "Nomvula Zitha-Sample")
    scene.workspace.do(erase_person, scene.person, "request")
    ((key,),) = rows_of("(SELECT fold FROM topic WHERE name = '[name removed]')")
    assert "removed" in key and "zitha" not in key


def test_a_text_that_was_rewritten_meanwhile_is_found_again(scene: Scene) -> None:
    workspace = scene.workspace
    workspace.do(erase_person, scene.person, "request")
    note = next(each for each in workspace.ask(list_mentions) if each.noun == "notes")
    workspace.do(change_note, note.record_id, f"Yesterday: {note.text}")
    (again,) = [each for each in workspace.ask(list_mentions) if each.id == note.id]
    assert again.proposal == "Yesterday: [name removed] says the mayor resigns"
    settle_all(workspace)
    assert [form for form in FORMS if form in words_anywhere(workspace)] == []


@pytest.mark.parametrize("is_read", [True, False])
def test_a_text_that_was_cleared_of_the_name_or_removed_meanwhile_goes_from_the_journal_too(
    scene: Scene, is_read: bool
) -> None:
    workspace = scene.workspace
    tagged = PersonDraft("", given="Thandi", family="Sample", tags=["friend of Nomvula Zitha-Sample"])
    friend = workspace.do(save_person, tagged).value[0]
    workspace.do(erase_person, scene.person, "request")
    note = next(each for each in workspace.ask(list_mentions) if each.noun == "notes")
    workspace.do(change_note, note.record_id, "The mayor resigns")
    changed = draft_person(friend)
    changed.tags = []
    workspace.do(save_person, changed)
    assert [each.text for each in workspace.ask(list_mentions) if not each.spans] == ["The mayor resigns", ""]
    for mention in workspace.ask(list_mentions):
        is_there = bool(mention.spans)
        workspace.do(settle_mention, mention.id, mention.proposal if is_there or is_read else None)
    assert workspace.ask(list_mentions) == []
    assert [form for form in FORMS if form in words_anywhere(workspace)] == []
    assert workspace.check() == []


# --- Who is not erased -----------------------------------------------------------------------------------------------


def test_who_is_not_erased_is_told_why(scene: Scene) -> None:
    workspace = scene.workspace
    colleague = workspace.do(save_person, PersonDraft("", given="Thandi", family="Sample")).value[0]
    workspace.do(add_user, "Thandi", colleague)
    for record, code in (
        (scene.body, "erase-organisation"),
        (colleague, "erase-colleague"),
        (scene.meeting, "erase-no-person"),
    ):
        with pytest.raises(UserError) as refused:
            workspace.do(erase_person, record, "request")
        assert refused.value.code == code
    with pytest.raises(UserError) as refused:
        workspace.do(erase_person, scene.person, "she was rude")
    assert refused.value.code == "no-such-choice"
    workspace.do(anonymise_person, scene.person, "retention")
    with pytest.raises(UserError) as refused:
        workspace.do(anonymise_person, scene.person, "retention")
    assert refused.value.code == "erase-nameless"


def test_a_request_to_be_erased_is_kept_with_the_erasure_and_another_is_answered_first(scene: Scene) -> None:
    workspace = scene.workspace
    for kind, status, code in (
        ("delete", "received", "identity-not-seen"),
        ("access", "deciding", "erase-open-request"),
    ):
        workspace.do(ask_us, scene.person, kind, status)
        with pytest.raises(UserError) as refused:
            workspace.do(erase_person, scene.person, "request")
        assert refused.value.code == code
        workspace.do(answer_requests)
    workspace.do(ask_us, scene.person, "delete", "identity_seen")
    erased = workspace.do(erase_person, scene.person, "request").value
    ((reference, asked_by),) = rows_of(
        "(SELECT a.reference, a.asked_by FROM erasure e JOIN access_request a ON a.id = e.request_id "
        f"WHERE e.id = {erased.erasure_id})"
    )
    assert (reference[:2], asked_by) == ("Q-", "[name removed]")


def test_no_other_request_stands_in_for_what_the_person_asked(scene: Scene) -> None:
    workspace = scene.workspace
    other = workspace.do(save_person, PersonDraft("Ms Zanele Other")).value[0]
    workspace.do(ask_us, other, "delete", "identity_seen")
    workspace.do(ask_us, scene.person, "access", "deciding")
    others, own = (
        rows_of(f"(SELECT id FROM access_request WHERE person_id = {each})")[0][0] for each in (other, scene.person)
    )
    for request_id, code in ((others, "erase-request-of-other"), (own, "erase-open-request")):
        with pytest.raises(UserError) as refused:
            workspace.do(erase_person, scene.person, "request", request_id)
        assert refused.value.code == code


def test_the_history_says_what_can_no_longer_be_undone(scene: Scene) -> None:
    scene.workspace.do(anonymise_person, scene.person, "request")
    told = [entry for entry in scene.workspace.history(scene.person) if "erased with a person" in " ".join(entry.lines)]
    assert told
    assert not any(entry.can_undo for entry in told)


def test_a_nameless_record_can_go_altogether_later(scene: Scene) -> None:
    workspace = scene.workspace
    workspace.do(anonymise_person, scene.person, "retention")
    workspace.do(erase_person, scene.person, "request")
    assert workspace.ask(get_person, scene.person) is None


# --- After a restore -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("erase", "kind"), KINDS)
def test_a_restored_backup_is_erased_from_again(scene: Scene, erase: Any, kind: Kind, tmp_path: Path) -> None:
    workspace = scene.workspace
    backup = workspace.back_up(tmp_path / "before.kgotla-backup")
    workspace.do(erase, scene.person, "request")
    hashes = dict(rows_of("(SELECT uuid_hash, kind FROM erasure)"))
    workspace.close()
    place = restore(backup, tmp_path / "Again.kgotla", Passphrase(PASSPHRASE))
    again = Workspace.open(place.path, PASSPHRASE)
    try:
        assert again.do(erase_again, hashes).value == 1
        assert again.do(erase_again, hashes).value == 0
        page = again.ask(get_person, scene.person)
        assert (page is None) == (kind is Kind.ERASE)
        settle_all(again)
        assert [form for form in FORMS if form in words_anywhere(again)] == []
    finally:
        again.close()


# --- At random -------------------------------------------------------------------------------------------------------


def test_random_work_before_and_after_brings_nobody_back(scene: Scene) -> None:
    """Changes, undos and redos at random before, the erasure, and every undo and redo there is after it."""
    workspace, chance = scene.workspace, random.Random(SEED)
    for _round in range(ROUNDS):
        _random_step(scene, chance)
    standing = workspace.do(chance.choice((erase_person, anonymise_person)), scene.person, "error").value
    assert standing.operations > 0
    settle_all(workspace)
    for _round in range(ROUNDS):
        _random_undo(workspace, chance)
    said = words_anywhere(workspace)
    assert [form for form in FORMS if form in said] == []
    assert workspace.check() == []


ROUNDS = 500 if os.environ.get("KGOTLA_NIGHTLY") else 25
SEED = 20261122


def _random_step(scene: Scene, chance: random.Random) -> None:
    workspace, number = scene.workspace, chance.randrange(10_000)
    try:
        match chance.randrange(7):
            case 0:
                draft = draft_person(scene.person)
                draft.summary = f"Grew up in Upington, {number}"
                workspace.do(save_person, draft)
            case 1:
                draft = draft_person(scene.person)
                draft.contacts = [ContactDraft("mobile", f"082 555 {number:04}")]
                workspace.do(save_person, draft)
            case 2:
                workspace.do(add_note, scene.person, f"Nomvula said {number}", ON)
            case 3:
                workspace.do(add_note, scene.meeting, f"Ms Zitha-Sample said {number}", ON)
            case 4:
                workspace.do(save_organisation, OrganisationDraft(f"Sample body {number}"))
            case _:
                _random_undo(workspace, chance)
    except UserError:
        return


def _random_undo(workspace: Workspace, chance: random.Random) -> None:
    newest = database.raw().execute("SELECT max(id) FROM operation").fetchone()[0]
    with suppress(UserError):
        workspace.reverse(chance.randint(1, newest), rest=chance.random() < 0.5)
