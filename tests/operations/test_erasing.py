"""A person goes, and what the institution promised stays; no undo, page, word or label brings the person back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from crm import erasure
from crm.operations.base import dicts, operation
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, save_engagement
from crm.operations.erasing import anonymise_person, erase_person
from crm.operations.mentions import settle_mention
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, draft_person, save_person
from crm.queries.mentions import list_mentions
from crm.queries.people import get_person
from crm.rules.erasing import Kind
from crm.rules.errors import UserError
from crm.store.engine import database
from crm.tables.commitments import Commitment
from crm.tables.engagements import Attendance
from crm.tables.links import links_to
from crm.tables.privacy import AccessRequest
from crm.tables.team import User
from crm.workspace import Workspace
from tests.operations.pointing_rows import everything, point_at

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
    journal = database.raw().execute("SELECT label, (SELECT group_concat(old) FROM change) FROM operation").fetchall()
    return (tables + json.dumps([list(row) for row in journal], ensure_ascii=False)).casefold()


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
