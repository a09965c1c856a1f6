"""Search everything: what the palette can open."""

from __future__ import annotations

from datetime import date

from crm.operations.notes import add_note
from crm.operations.people import PersonDraft, save_person
from crm.queries.search import WITH_A_PAGE, find_everything
from crm.workspace import Workspace


def make_person(workspace: Workspace) -> int:
    return int(workspace.do(save_person, PersonDraft(name="Seekoei, Naledi")).value[0])


def test_a_person_is_found_by_the_beginning_of_each_word(workspace: Workspace) -> None:
    person = make_person(workspace)
    found = workspace.ask(find_everything, "nal seek", 5)
    assert [(one.noun, one.id) for one in found] == [("people", person)]


def test_a_note_answers_with_the_record_it_is_on(workspace: Workspace) -> None:
    person = make_person(workspace)
    workspace.do(add_note, person, "Prefers a phone call\nafter four", date(2026, 11, 22))
    (found,) = workspace.ask(find_everything, "prefers phone", 5)
    assert (found.noun, found.id, found.name) == ("people", person, "Prefers a phone call")
    assert "Seekoei" in found.detail


def test_what_has_no_page_is_left_out(workspace: Workspace) -> None:
    for words in ("northern", "health", "day", "kimberley"):
        found = workspace.ask(find_everything, words, 20)
        assert {one.noun for one in found} <= WITH_A_PAGE
    assert workspace.ask(find_everything, "northern cape provincial", 5)


def test_never_more_than_wanted(workspace: Workspace) -> None:
    assert len(workspace.ask(find_everything, "committee", 3)) == 3
