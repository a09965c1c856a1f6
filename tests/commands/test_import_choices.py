"""What can be said of a list on the command line: its columns, its kind, who its rows are, and what is remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crm.exchange.columns import Field
from tests.commands.conftest import Kgotla

MEMBERS = "Member,Shoes,Party\nDube Anna,Chairperson,ANC\nNkosi Sipho,Member,DA\n"
HOUSE = "Northern Cape Provincial Legislature"


@pytest.fixture
def members(tmp_path: Path) -> Path:
    file = tmp_path / "members.csv"
    file.write_text(MEMBERS, "utf-8")
    return file


def column(said: dict[str, object], number: int) -> dict[str, object]:
    found: dict[str, object] = said["mapping"][number - 1]  # type: ignore[index]
    return found


def test_the_fields_of_each_kind_are_listed(bare: Kgotla) -> None:
    said = bare("import", "--fields", "--json").json
    assert said["people"]["mobile"] == "Mobile telephone"
    assert said["commitments"]["promise"] == "What was promised"
    assert {field for fields in said.values() for field in fields} == set(Field)
    assert "Mobile telephone" in bare("import", "--fields").out
    refused = bare("import", "--fields", "list.csv")
    assert refused.code == 2


def test_a_corrected_mapping_is_remembered_and_forgotten(kgotla: Kgotla, members: Path) -> None:
    said = ("--map", "Member=name", "--map", "2=role", "--surname-first", "yes", "--body", HOUSE, "--kind", "people")
    first = kgotla("import", members, *said, "--json").json
    assert (first["kind"], first["surname_first"], first["remembered"]) == ("people", True, False)
    assert column(first, 2) | {"reason": ""} == {
        "column": 2,
        "heading": "Shoes",
        "field": "role",
        "reason": "",
        "warning": "",
    }
    names = {row["name"] for row in kgotla("list", "people", "--json").json}
    assert {"Anna Dube", "Sipho Nkosi"} <= names
    members.write_text(MEMBERS.replace("Sipho", "Thandi"), "utf-8")
    again = kgotla("import", members, "--term", "current", "--dry-run", "--json").json
    assert (again["remembered"], again["surname_first"], column(again, 2)["field"]) == (True, True, "role")
    assert (again["new"]["people"], again["unchanged"]["people"]) == (1, 1)
    assert [row["name"] for row in again["gone"]] == ["Sipho Nkosi"]
    afresh = kgotla("import", members, "--forget-mapping", "--kind", "people", "--dry-run", "--json").json
    assert (afresh["remembered"], column(afresh, 2)["field"]) == (False, "unknown")
    assert kgotla("import", members, "--dry-run", "--json").json["remembered"], "a dry run forgets nothing"


def test_what_cannot_be_said_of_a_column_is_refused(kgotla: Kgotla, members: Path) -> None:
    assert "no column “Hat”" in kgotla("import", members, "--map", "Hat=name", "--dry-run").err
    assert "cannot hold “promise”" in kgotla("import", members, "--map", "Member=promise", "--dry-run").err
    for wrong in (["--map", "Member"], ["--map", "Member=hat"], ["--delimiter", "ab"], ["--encoding", "klingon"]):
        assert kgotla("import", members, *wrong, "--dry-run").code == 2


def test_how_a_table_stands_in_its_file_is_said(kgotla: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes("What we have;\nFirst;Last\nRenée;Dube\n".encode("mac_roman"))
    said = ("--headings", "2", "--delimiter", ";", "--encoding", "mac_roman", "--map", "1=given", "--map", "2=family")
    found = kgotla("import", file, *said, "--dry-run", "--json").json
    assert found["rows"] == {"rows": 3, "read": 1, "more": 0, "missed": 0, "headings": 1, "above": 1}
    assert found["new"]["people"] == 1
    kgotla("import", file, *said)
    assert [row["name"] for row in kgotla("search", "Renée", "--json").json] == ["Renée Dube"]


def test_rows_are_matched_and_left_out(kgotla: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Organisation\nAnna Dube,Karoo Forum\nSipho Nkosi,Karoo Forum\n", "utf-8")
    kgotla("import", file)
    anna = kgotla("search", "Anna Dube", "--json").json[0]["id"]
    other = tmp_path / "other.csv"
    other.write_text("Name,Company,Cell\nA. Doobay,Kalahari Forum,082 555 0101\nNew One,Kalahari Forum,\n", "utf-8")
    said = ("--match", f"row 2=people:{anna}", "--leave-out", "3")
    found = kgotla("import", other, *said, "--json").json
    assert (found["changed"]["people"], found["new"]["people"]) == (1, 0)
    shown = json.dumps(kgotla("show", f"people:{anna}", "--json").json)
    assert "082 555 0101" in shown
    assert kgotla("search", "New One", "--json").json == []
    assert "no row “row 99”" in kgotla("import", other, "--leave-out", "row 99", "--dry-run").err
    assert kgotla("import", other, "--match", "row 2", "--dry-run").code == 2


def test_those_gone_from_a_list_are_ended_on_a_day(kgotla: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Organisation,Role\nAnna Dube,Karoo Forum,Chair\nSipho Nkosi,Karoo Forum,Clerk\n", "utf-8")
    kgotla("import", file)
    file.write_text("Name,Organisation,Role\nAnna Dube,Karoo Forum,Chair\n", "utf-8")
    assert "Gone from the list: 1" in kgotla("import", file, "--dry-run").out
    assert kgotla("import", file, "--end-gone", "2026-10-31", "--json").json["operation"]
    sipho = kgotla("search", "Sipho Nkosi", "--json").json[0]["id"]
    assert "2026-10-31" in json.dumps(kgotla("show", f"people:{sipho}", "--json").json)


def test_dates_in_words_left_out_columns_and_where_rows_went_are_told(kgotla: Kgotla, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "Who,Promise,When,By when\nUs,send it,12/03/2026,when the rains end\nUs,mend it,some day,30/06/2027\n", "utf-8"
    )
    said = kgotla("import", register, "--dry-run", "--json").json
    assert said["dates_in_words"] == [
        {"line": "row 2", "name": "send it", "words": "by when: “when the rains end”"},
        {"line": "row 3", "name": "mend it", "words": "said: “some day”"},
    ]
    assert "Dates kept in words: 2" in kgotla("import", register, "--dry-run").out
    people = tmp_path / "people.csv"
    people.write_text("Name,ID number,Phone\nAnna Dube,8001015009087,no number\n,,\nSipho Nkosi,,\n", "utf-8")
    said = kgotla("import", people, "--dry-run", "--json").json
    assert [found["column"] for found in said["left_out"]] == ["ID number"]
    assert "identity numbers" in said["left_out"][0]["reason"]
    out = kgotla("import", people, "--dry-run").out
    assert "3 rows: 2 read, 1 of headings" in out
    assert "ID number: identity numbers are left out" in out


def test_identity_numbers_are_kept_where_one_insists(kgotla: Kgotla, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name,ID number\nAnna Dube,8001015009087\n", "utf-8")
    said = ("--map", "ID number=note", "--keep-id-numbers")
    assert kgotla("import", people, *said, "--json").json["new"]["people"] == 1
    anna = kgotla("search", "Anna Dube", "--json").json[0]["id"]
    assert "8001015009087" in json.dumps(kgotla("show", f"people:{anna}", "--json").json)
    again = kgotla("import", people, "--dry-run", "--json").json
    assert column(again, 2)["field"] == "left_out", "insisted on each time"


def test_a_trial_says_that_the_term_will_be_asked_for(kgotla: Kgotla, tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text("Name,Committee\nHon. Pieter Sample,Portfolio Committee on Health\n", encoding="utf-8")
    tried = kgotla("import", members, "--dry-run")
    assert (tried.code, "--term" in tried.out) == (0, True)
    assert "--term" in kgotla("import", members).err
