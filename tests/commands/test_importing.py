"""Bringing in workbooks, piped rows and registers of promises from the command line."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crm.store.backups import read_manifest
from tests.commands.conftest import Kgotla
from tests.exchange.workbooks import workbook
from tests.operations.lists import counted

Pipe = Callable[[str], None]
REGISTER = (
    "Who\tPromise\tDate\tBy when\tStatus\tNotes\n"
    "Ms P. Unknown\tmend the bridge\t12/03/2026\t30/06/2026\tSorted\tasked twice\n"
    "Us\tsend our figures\t12/03/2026\tsoon\tBusy\t\n"
    "\t\t\t30/06/2026\t\t\n"
)


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Put text where a pipe would."""

    def put(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))

    return put


def test_a_register_comes_through_a_pipe(kgotla: Kgotla, pipe: Pipe) -> None:
    pipe(REGISTER)
    said = kgotla("import", "-", "--dry-run", "--json").json
    assert said["new"] == counted(commitments=2)
    assert said["not_understood"] == [{"line": "row 4", "reason": "no words of a promise stand in this row"}]
    assert said["to_identify"] == ["Ms P. Unknown"]
    assert said["unknown_statuses"] == ["Sorted", "Busy"]
    assert said["operation"] is None
    assert kgotla("list", "commitments", "--json").json == []


def test_words_for_the_status_are_said_once(kgotla: Kgotla, pipe: Pipe, workspace_folder: Path) -> None:
    pipe(REGISTER)
    said = kgotla("import", "-", "--status", "sorted=claimed_done", "--status", "Busy=in_progress", "--json").json
    assert said["unknown_statuses"] == []
    found = {row["words"]: row["status"] for row in kgotla("list", "commitments", "--json").json}
    assert found == {"mend the bridge": "claimed_done", "send our figures": "in_progress"}
    (before,) = (workspace_folder / "backups").glob("*-import.kgotla-backup")
    state = read_manifest(before).state
    assert state is not None and state.operation < said["operation"], "a backup comes first"
    pipe(REGISTER)
    again = kgotla("import", "-", "--json").json
    assert (again["operation"], again["unchanged"]["commitments"], again["unknown_statuses"]) == (None, 2, [])
    pipe(REGISTER.replace("30/06/2026\tSorted", "31/01/2027\tSorted"))
    moved = kgotla("import", "-", "--json").json
    assert moved["changed"]["commitments"] == 1
    assert kgotla("undo", "--operation", moved["operation"], "--json").json == {"undone": "Import 1 commitment"}
    assert kgotla("undo", "--operation", said["operation"], "--json").json == {"undone": "Import 2 commitments"}
    assert kgotla("list", "commitments", "--json").json == []


def test_a_word_nobody_explained_is_named(kgotla: Kgotla, pipe: Pipe) -> None:
    pipe(REGISTER)
    out = kgotla("import", "-").out
    assert "Sorted, Busy" in out
    assert "To identify: Ms P. Unknown" in out
    assert "New: 2 commitments" in out


def test_lines_are_promises_where_one_says_so(kgotla: Kgotla, pipe: Pipe) -> None:
    pipe("Hon. Sample | a second nurse | 30 June 2027\n")
    assert kgotla("import", "-", "--kind", "commitments", "--json").json["new"]["commitments"] == 1


def test_names_become_members_of_a_body(kgotla: Kgotla, pipe: Pipe) -> None:
    house = "Northern Cape Provincial Legislature"
    for body in (house, f"organisations:{kgotla('search', house, '--json').json[0]['id']}"):
        pipe("Anna Dube\nPieter Sample\n")
        said = kgotla("import", "-", "--body", body, "--json").json
        assert said["not_understood"] == []
    assert said["operation"] is None, "the second time nothing is new"
    people = kgotla("list", "people", "--as-of", "2026-11-22", "--json").json
    assert {row["name"] for row in people} == {"Anna Dube", "Pieter Sample"}
    pipe("Anna Dube\n")
    assert kgotla("import", "-", "--body", "Nobody's committee").code == 1


def test_a_sheet_of_a_workbook_is_chosen(kgotla: Kgotla, tmp_path: Path) -> None:
    people, register = (
        [["Name"], ["Anna Dube"]],
        [["Who", "Promise", "Due"], ["Us", "send it", "June"], ["A", "b", "c"]],
    )
    file = tmp_path / "lists.xlsx"
    file.write_bytes(workbook({"People": people, "Promises": register}))
    said = kgotla("import", file, "--dry-run", "--json").json
    assert (said["sheet"], said["new"]["commitments"], said["new"]["people"]) == ("Promises", 2, 0)
    said = kgotla("import", file, "--sheet", "people", "--json").json
    assert (said["sheet"], said["new"]["commitments"], said["new"]["people"]) == ("People", 0, 1)
    refused = kgotla("import", file, "--sheet", "Councillors")
    assert refused.code == 1
    assert "People, Promises" in refused.err


def test_nothing_in_the_pipe_says_so(kgotla: Kgotla, pipe: Pipe) -> None:
    pipe("")
    assert "nothing to paste" in kgotla("import", "-").err


def test_one_of_a_noun_is_said_as_one(kgotla: Kgotla, tmp_path: Path) -> None:
    register = tmp_path / "one.tsv"
    register.write_text("Who\tWhat\tWhen\nMr Nobody\tMend the road\t05/04/2026\n", "utf-8")
    assert "New: 1 commitment\n" in kgotla("import", register).out
    assert "Unchanged: 1 commitment\n" in kgotla("import", register).out


def test_an_address_book_of_cards_comes_in(kgotla: Kgotla, tmp_path: Path) -> None:
    book = tmp_path / "people.vcf"
    book.write_text("BEGIN:VCARD\nFN:Anna Dube\nORG:Voorbeeld Trust\nTEL:ask\nEND:VCARD\n", encoding="utf-8")
    said = kgotla("import", book, "--dry-run", "--json").json
    assert (said["new"]["people"], said["new"]["organisations"]) == (1, 1)
    assert said["not_understood"] == [{"line": "line 1", "reason": "“ask” is not a contact detail"}]
    assert kgotla("import", book, "--json").json["operation"]
    assert kgotla("import", book, "--json").json["operation"] is None


def test_cards_come_through_a_pipe(kgotla: Kgotla, pipe: Pipe) -> None:
    pipe("BEGIN:VCARD\nFN:Anna Dube\nEND:VCARD\n")
    assert kgotla("import", "-", "--dry-run", "--json").json["new"]["people"] == 1
    pipe("%PDF-1.7")
    assert "PDF" in kgotla("import", "-", "--dry-run").err
