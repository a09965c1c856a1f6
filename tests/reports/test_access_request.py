"""An access request: everything that points at a person is in the answer, what is restricted marked, others covered."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from paper import words

from crm.operations.attachments import attach_file
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, PointDraft, close_out
from crm.operations.mapping import LookDraft, look_at
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.operations.records import set_confidentiality
from crm.queries.base import rows, scalar
from crm.queries.export_workspace import fields_of, link_of, name_of
from crm.queries.held import list_held
from crm.tables.all import TABLES
from crm.workspace import Workspace
from reports import catalog


@pytest.fixture
def asker(workspace: Workspace, today: date, tmp_path: Path) -> int:
    """A person of whom much is held: a number, an office, a note, a look, a meeting, a promise, a photo, a mention."""
    body = workspace.do(save_organisation, OrganisationDraft("Committee on Taps", "committee")).value[0]
    person = PersonDraft(
        "Hon. Muṱanwa Askerson",
        contacts=[ContactDraft("mobile", "082 000 0001", is_private=True)],
        roles=[RoleDraft(body, "Chairperson", start="2024", end="future")],
    )
    asker = int(workspace.do(save_person, person).value[0])
    other = int(workspace.do(save_person, PersonDraft("Ms Grace Bystander")).value[0])
    workspace.do(add_note, asker, "Ms Grace Bystander says: call before nine", date(2026, 10, 1))
    workspace.do(look_at, LookDraft(asker, influence="high", reason="She sets the agenda"))
    workspace.do(
        close_out,
        EngagementDraft(
            "Meeting on taps",
            date(2026, 10, 1),
            attendance=[AttendanceDraft(person_id=asker, code="P"), AttendanceDraft(person_id=other, code="P")],
            points=[PointDraft("Grace Bystander thanked Muṱanwa Askerson for the tap")],
        ),
    )
    workspace.do(save_commitment, CommitmentDraft("A tap by June", date(2026, 10, 1), maker_id=asker, bound_id=asker))
    photo = tmp_path / "portrait.jpg"
    photo.write_bytes(b"her face")
    workspace.do(attach_file, asker, photo, "Portrait")
    return asker


def answer(workspace: Workspace, asker: int, folder: Path, **options: str) -> ZipFile:
    given = {"person": f"people:{asker}", **options}
    return ZipFile(catalog.make(workspace.ask, "access-request", given, folder / "answer.zip", made_by="Lerato").file)


def test_every_row_that_points_at_the_person_is_held(workspace: Workspace, asker: int) -> None:
    held = workspace.ask(list_held, asker)
    for table in TABLES:
        columns = [name for name, field in fields_of(table) if link_of(field) in ("record", "person")]
        if columns:
            condition = " OR ".join(f'"{name}" = {asker}' for name in columns)
            count = workspace.ask(scalar, f'SELECT count(*) FROM "{name_of(table)}" WHERE {condition}')
            mine = [each for each in held if each.table == name_of(table) and not each.is_mention]
            assert len(mine) == count, name_of(table)
    assert {"contact_point", "role", "note", "mapping", "attendance", "commitment", "attachment"} <= {
        each.table for each in held
    }
    (mention,) = (each for each in held if each.is_mention and each.table == "point")
    assert mention.record == "Meeting on taps"


def test_the_answer_says_it_on_paper_and_for_a_program_and_brings_the_files(
    workspace: Workspace, asker: int, tmp_path: Path
) -> None:
    with answer(workspace, asker, tmp_path) as archive:
        paper = words(archive.read("index.pdf"))
        held = json.loads(archive.read("held.json"))
        assert archive.read("files/001 portrait.jpg") == b"her face"
    assert "Hon. Muṱanwa Askerson" in paper and "082 000 0001" in paper and "She sets the agenda" in paper
    assert "call before nine" in paper and "A tap by June" in paper and "Chairperson" in paper
    assert "What was done with it" in paper
    assert "Not for giving out: nobody has read it yet." in paper
    assert {section["section"] for section in held["sections"]} >= {"Who you are", "Offices", "Promises", "Meetings"}


def test_others_are_covered_unless_their_names_are_asked_for(workspace: Workspace, asker: int, tmp_path: Path) -> None:
    with answer(workspace, asker, tmp_path) as archive:
        covered = words(archive.read("index.pdf")) + archive.read("held.json").decode()
    assert "Bystander" not in covered and "Askerson" in covered
    with answer(workspace, asker, tmp_path, names="names") as archive:
        assert "Bystander" in words(archive.read("index.pdf"))


def test_what_is_restricted_is_marked_and_left_out_only_when_that_was_decided(
    workspace: Workspace, asker: int, tmp_path: Path
) -> None:
    (note,) = (row[0] for row in workspace.ask(rows, "SELECT id FROM note WHERE about_id = ?", asker))
    workspace.do(set_confidentiality, note, 2)
    with answer(workspace, asker, tmp_path) as archive:
        assert "restricted: decide before it goes out" in words(archive.read("index.pdf"))
    with answer(workspace, asker, tmp_path, confidentiality="internal") as archive:
        paper = words(archive.read("index.pdf"))
    assert "call before nine" not in paper and "decide before it goes out" not in paper
