"""The answer to a request goes out as it was decided thing by thing, and the page to sign stays in the house."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from paper import words

from crm.operations.attachments import attach_file
from crm.operations.base import operation, update_row
from crm.operations.notes import add_note
from crm.operations.people import PersonDraft, save_person
from crm.operations.privacy import HandOverDraft, hand_over, set_information_officer
from crm.operations.requests import (
    RequestDraft,
    answer_request,
    as_proposed,
    decide_items,
    receive_request,
    record_decision,
    see_identity,
)
from crm.operations.rights import set_at_risk
from crm.queries.base import rows
from crm.queries.requests import Item, get_request_rows, list_items, list_unread
from crm.rules.errors import UserError
from crm.rules.privacy import InformationOfficer
from crm.rules.requests import Choice, Ground, Outcome
from crm.tables.privacy import AccessRequest
from crm.workspace import Workspace
from reports import catalog

RECEIVED = date(2026, 11, 2)
WITHHELD = "She was paid by the contractor"


@pytest.fixture
def request_id(workspace: Workspace, today: date, tmp_path: Path) -> int:
    """A request of somebody of whom notes name another, a source at risk, and a file is kept."""
    asker = workspace.do(save_person, PersonDraft("Ms Busisiwe Askerson")).value[0]
    workspace.do(save_person, PersonDraft("Mr Grant Bystander"))
    source = workspace.do(save_person, PersonDraft("Ms Thandeka Whistler")).value[0]
    workspace.do(set_at_risk, source, is_at_risk=True)
    workspace.do(add_note, asker, "Grant Bystander says she chairs well", RECEIVED)
    workspace.do(add_note, asker, f"Thandeka Whistler: {WITHHELD}", RECEIVED)
    for name in ("given.txt", "kept.txt"):
        (tmp_path / name).write_bytes(name.encode())
        workspace.do(attach_file, asker, tmp_path / name, name.removesuffix(".txt"))
    about = HandOverDraft("person", "Her sheet", {"person": f"people:{asker}"}, b"%PDF", 1, "a.pdf", to_whom="The Dept")
    workspace.do(hand_over, about)
    request_id = workspace.do(receive_request, RequestDraft(person_id=asker, received_on=RECEIVED)).value[0]
    workspace.do(see_identity, request_id, "Identity card, in person")
    return request_id


def read_all(workspace: Workspace, request_id: int) -> None:
    """All as proposed, but one of the two files given whole."""
    items = workspace.ask(list_unread, request_id)
    workspace.do(
        decide_items,
        request_id,
        [
            replace(as_proposed(item), choice=Choice.GIVE) if "given" in str(item.held.said) else as_proposed(item)
            for item in items
        ],
    )


def make(workspace: Workspace, name: str, request_id: int, out: Path, **more: str) -> Path:
    return catalog.make(workspace.ask, name, {"request": f"requests:{request_id}", **more}, out, made_by="Lerato").file


def test_nothing_is_made_to_give_out_before_all_is_read_and_decided(
    workspace: Workspace, request_id: int, tmp_path: Path
) -> None:
    out = tmp_path / "answer.pdf"
    with pytest.raises(UserError, match="items-not-read"):
        make(workspace, "request-answer", request_id, out)
    draft = make(workspace, "request-answer", request_id, tmp_path / "draft.pdf", stage="draft")
    count = len(workspace.ask(list_items, request_id))
    assert f"Draft, not for giving out: {count} of {count} not read." in words(draft.read_bytes())
    read_all(workspace, request_id)
    with pytest.raises(UserError, match="decision-missing"):
        make(workspace, "request-answer", request_id, out)
    workspace.do(record_decision, request_id, "Ms Officer")
    assert "Draft" not in words(make(workspace, "request-answer", request_id, out).read_bytes())


def test_the_answer_follows_what_was_decided_of_each_thing(
    workspace: Workspace, request_id: int, tmp_path: Path
) -> None:
    workspace.do(set_information_officer, InformationOfficer("Mr Vuyo Officer", "io@example.org"))
    read_all(workspace, request_id)
    workspace.do(record_decision, request_id, "Mr Vuyo Officer", RECEIVED)
    with ZipFile(make(workspace, "request-answer", request_id, tmp_path / "answer.zip")) as archive:
        names, paper = archive.namelist(), words(archive.read("index.pdf"))
        held = json.loads(archive.read("held.json"))
    said = paper + json.dumps(held, ensure_ascii=False)
    assert "Ms Busisiwe Askerson" in paper and "says she chairs well" in paper
    assert "Bystander" not in said and "names of others covered" in paper
    assert WITHHELD not in said and "Whistler" not in said, "of what is withheld no word goes out"
    assert "1 thing The life or safety of somebody (PAIA section 66)" in paper
    assert names.count("files/001 given.txt") == 1 and not any("kept" in name for name in names)
    assert "The file itself is not given." in paper
    assert "The Dept" in paper and "Her sheet" in paper and "Lerato Tester" in paper, "who had access"
    assert "section 24" in paper and "Information Regulator" in paper and "Mr Vuyo Officer" in paper
    assert "within 180 days" in paper and "PAIAComplaints@inforegulator.org.za" in paper
    assert held["withheld"] == [{"ground": "The life or safety of somebody (PAIA section 66)", "count": 1}]


def test_who_had_access_is_named_but_not_who_could_be_harmed(
    workspace: Workspace, request_id: int, tmp_path: Path
) -> None:
    (asker,) = workspace.ask(get_request_rows, [request_id], RECEIVED)
    about = {"person": f"people:{asker.person_id}"}
    workspace.do(hand_over, HandOverDraft("person", "Sheet", about, b"%PDF-2", 1, "b.pdf", to_whom="Thandeka Whistler"))
    read_all(workspace, request_id)
    workspace.do(record_decision, request_id, "Ms Officer")
    said = words(make(workspace, "request-answer", request_id, tmp_path / "a.pdf").read_bytes())
    assert "The Dept" in said and "A person Sheet" in said and "Whistler" not in said


def test_the_page_to_sign_counts_what_was_decided_by_whom_and_stays_apart(
    workspace: Workspace, request_id: int, tmp_path: Path
) -> None:
    workspace.do(set_information_officer, InformationOfficer("Mr Vuyo Officer"))
    page = words(make(workspace, "request-decision", request_id, tmp_path / "a.pdf").read_bytes())
    assert "Not to be signed yet" in page
    read_all(workspace, request_id)
    page = words(make(workspace, "request-decision", request_id, tmp_path / "b.pdf").read_bytes())
    items: list[Item] = workspace.ask(list_items, request_id)
    assert "Not to be signed yet" not in page
    assert "Mr Vuyo Officer" in page and "Signature" in page and "Identity card, in person" in page
    for choice in (Choice.GIVE, Choice.COVER):
        count = sum(item.choice == choice for item in items)
        assert f"{'Give' if choice is Choice.GIVE else 'Cover names'} {count}" in page
    assert f"Withhold: The life or safety of somebody (PAIA section 66) {1}" in page
    assert "Lerato Tester give" in page and "Stays in the house" in page


def test_an_answer_without_content_is_a_letter_of_one_page(
    workspace: Workspace, request_id: int, tmp_path: Path
) -> None:
    nobody = workspace.do(receive_request, RequestDraft("confirm", "Somebody Else")).value[0]
    workspace.do(see_identity, nobody, "Identity card")
    made = catalog.make(
        workspace.ask, "request-answer", {"request": f"requests:{nobody}"}, tmp_path / "no.pdf", made_by="Lerato"
    )
    assert made.pages == 1 and "We hold no personal information about you." in words(made.file.read_bytes())
    workspace.do(answer_request, request_id, Outcome.REFUSED, reason="It is before the court")
    letter = words(make(workspace, "request-answer", request_id, tmp_path / "refused.pdf").read_bytes())
    assert "It is before the court" in letter and WITHHELD not in letter and "chairs well" not in letter


def test_what_comes_after_the_answer_never_goes_out_with_it(
    workspace: Workspace, request_id: int, tmp_path: Path
) -> None:
    read_all(workspace, request_id)
    workspace.do(record_decision, request_id, "Ms Officer")
    workspace.do(answer_request, request_id)
    assert "chairs well" in words(make(workspace, "request-answer", request_id, tmp_path / "a.pdf").read_bytes())
    (asker,) = workspace.ask(rows, "SELECT person_id FROM access_request WHERE id = ?", request_id)[0]
    workspace.do(add_note, asker, "Of a survivor, read by nobody", RECEIVED)
    with pytest.raises(UserError, match="changed-since-answered"):
        make(workspace, "request-answer", request_id, tmp_path / "b.pdf")


def test_where_nothing_was_held_nothing_is_shown_that_came_later(
    workspace: Workspace, today: date, tmp_path: Path
) -> None:
    person = workspace.do(save_person, PersonDraft("Ms Busisiwe Askerson")).value[0]
    asked = workspace.do(receive_request, RequestDraft(asked_by="Busisiwe", received_on=RECEIVED)).value[0]
    workspace.do(answer_request, asked, Outcome.NOTHING_HELD)

    @operation("Whose request it was is known")
    def known() -> None:
        update_row(AccessRequest, asked, person_id=person)

    workspace.do(known)
    letter = words(make(workspace, "request-answer", asked, tmp_path / "a.pdf").read_bytes())
    assert "We hold no personal information about you." in letter and "Askerson" not in letter


def test_what_was_asked_to_be_done_is_answered_once_it_is_said_what_was_done(
    workspace: Workspace, request_id: int, tmp_path: Path
) -> None:
    asked = workspace.do(receive_request, RequestDraft("object", "Ms Busisiwe Askerson")).value[0]
    workspace.do(see_identity, asked, "Known to us")
    with pytest.raises(UserError, match="outcome-missing"):
        make(workspace, "request-answer", asked, tmp_path / "a.pdf")
    workspace.do(answer_request, asked, Outcome.GIVEN)
    assert "We stopped using what we hold about you." in words(
        make(workspace, "request-answer", asked, tmp_path / "b.pdf").read_bytes()
    )


def test_a_thing_withheld_on_another_ground_is_counted_under_it(
    workspace: Workspace, request_id: int, tmp_path: Path
) -> None:
    items = workspace.ask(list_unread, request_id)
    decided = [replace(as_proposed(item), choice=Choice.WITHHOLD, ground=Ground.PRIVILEGE) for item in items]
    workspace.do(decide_items, request_id, decided)
    page = words(make(workspace, "request-decision", request_id, tmp_path / "a.pdf").read_bytes())
    assert f"Legal privilege (PAIA section 67) {len(items)}" in page
