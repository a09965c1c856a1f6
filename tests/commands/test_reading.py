"""Lists, search, a record, the history, and taking lists out."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from crm.exchange.csv_tables import read_table
from crm.exchange.sheets import parse_sheet
from tests.commands.conftest import Kgotla
from ui.commands.arguments import NOUNS


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_is_listed_with_id_noun_and_name(looking: Kgotla, noun: str) -> None:
    said = looking("list", noun, "--json")
    assert said.code == 0
    for row in said.json:
        assert isinstance(row["id"], int)
        assert row["noun"] == noun
        assert isinstance(row["name"], str)
    assert looking("list", noun).code == 0


def test_people_as_of_a_day_are_those_who_held_an_office_then(looking: Kgotla) -> None:
    then = {row["name"]: row for row in looking("list", "people", "--as-of", "2022-01-01", "--json").json}
    now = {row["name"]: row for row in looking("list", "people", "--as-of", "today", "--json").json}
    assert "Speaker" in then["Mr Izak Swartbooi"]["offices"]
    assert "Mr Izak Swartbooi" not in now
    assert "Hon. Kagisho Molale" not in then
    assert "Speaker" in now["Hon. Kagisho Molale"]["offices"]


def test_offices_as_of_a_day_name_their_holders_then(looking: Kgotla) -> None:
    def speaker(day: str) -> list[str]:
        posts = looking("list", "offices", "--as-of", day, "--body", "Northern Cape Legislature", "--json").json
        return next(post["holders"] for post in posts if post["title"] == "Speaker")

    assert speaker("2022-01-01") == ["Mr Izak Swartbooi"]
    assert speaker("2025-01-01") == ["Hon. Kagisho Molale"]
    assert speaker("2018-01-01") == []


def test_a_name_does_instead_of_a_record(looking: Kgotla) -> None:
    people = looking("list", "people", "--body", "Frances Baard Health Watch (sample)", "--json").json
    assert {row["name"] for row in people} == {"Ms Mpho Sekgoro", "Ms Yolande Fredericks"}
    assert looking("list", "people", "--body", "Nobody's Club").code == 1
    assert looking("list", "people", "--body", "organisations:999999").code == 1


def test_commitments_by_lateness_and_direction(looking: Kgotla) -> None:
    rows = looking("list", "commitments", "--lateness", "late", "--direction", "they_owe_us", "--json").json
    assert rows
    assert {row["lateness"] for row in rows} <= {"overdue", "long_overdue"}
    assert {row["direction"] for row in rows} == {"they_owe_us"}


def test_history_of_a_record_of_another_noun_is_refused(looking: Kgotla) -> None:
    person = looking("search", "sedumedi", "--json").json[0]["id"]
    assert looking("history", f"people:{person}").code == 0
    assert looking("history", f"organisations:{person}").code == 1


def test_search_finds_what_begins_so(looking: Kgotla) -> None:
    found = looking("search", "sedumedi", "--json").json
    assert (found[0]["noun"], found[0]["name"]) == ("people", "Hon. Boitumelo Sedumedi")
    assert "Sedumedi" in looking("search", "boitu", "sedu").out
    assert looking("search", "zzzzzz", "--json").json == []


def test_search_dash_answers_each_line_with_a_line(looking: Kgotla, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('sedumedi\n\n"(*\nzzzz\nǂoaseb'))
    said = looking("search", "-")
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert len(answers) == 5
    assert answers[0][0]["name"] == "Hon. Boitumelo Sedumedi"
    assert answers[3] == []
    assert answers[4][0]["name"] == "Hon. Willem ǂOaseb"


def test_show_dash_goes_on_after_a_bad_line(looking: Kgotla, monkeypatch: pytest.MonkeyPatch) -> None:
    person = looking("search", "sedumedi", "--json").json[0]["record"]
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{person}\nnonsense\npeople:999999\n{person}\n"))
    answers = [json.loads(line) for line in looking("show", "-").out.splitlines()]
    assert len(answers) == 4
    assert answers[0] == answers[3]
    assert answers[0]["name"] == "Hon. Boitumelo Sedumedi"
    assert "error" in answers[1]
    assert "error" in answers[2]


NOT_IN_THE_SAMPLE = ("clocks", "imports", "templates", "outcomes", "letters", "routes", "reports", "translations")


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in NOT_IN_THE_SAMPLE])
def test_every_listed_record_can_be_shown(looking: Kgotla, noun: str) -> None:
    first = looking("list", noun, "--json").json[0]
    shown = looking("show", f"{noun}:{first['id']}", "--json").json
    assert (shown["id"], shown["noun"]) == (first["id"], noun)
    assert shown["name"]
    assert looking("show", f"{noun}:{first['id']}").code == 0


def test_a_record_of_another_noun_is_not_found(looking: Kgotla) -> None:
    person = looking("list", "people", "--json").json[0]["id"]
    said = looking("show", f"organisations:{person}")
    assert said.code == 1
    assert f"organisations:{person}" in said.err


def test_an_engagement_shows_who_came_and_what_was_promised(looking: Kgotla) -> None:
    found = looking("list", "engagements", "--text", "Clinic count third quarter", "--json").json[0]
    shown = looking("show", f"engagements:{found['id']}", "--json").json
    assert {line["name"] for line in shown["attendance"]} >= {"Hon. Boitumelo Sedumedi", "Ms Mpho Sekgoro"}
    assert len(shown["commitments"]) == 3
    assert shown["attachments"][0]["file_name"] == "sign-in-sheet.png"
    assert shown["asks"][0]["response"] == "yes"


def test_a_commitment_shows_its_moves_and_follow_ups(looking: Kgotla) -> None:
    found = looking("list", "commitments", "--text", "mooki wa bobedi", "--json").json
    shown = looking("show", f"commitments:{found[0]['id']}", "--json").json
    assert len(shown["moves"]) == 2
    assert shown["moves"][0]["is_agreed"] is True
    assert shown["follow_ups"][-1]["channel"] == "phone"
    assert shown["translation"] == "We will send a second nurse before winter."


@pytest.mark.parametrize("reference", ["C-2026-0022", "m-2026-0001"])
def test_a_reference_does_instead_of_a_record(looking: Kgotla, reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = looking("show", reference, "--json").json
    record = f"{shown['noun']}:{shown['id']}"
    assert reference.upper() in shown["name"]
    assert looking("show", record, "--json").json == shown
    assert looking("history", reference, "--json").json == looking("history", record, "--json").json
    assert looking("show", "C-1999-0001").code == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{reference}\nC-1999-0001\n"))
    first, second = (json.loads(line) for line in looking("show", "-").out.splitlines())
    assert first == shown
    assert "error" in second


def test_history_of_all_and_of_one_record(looking: Kgotla) -> None:
    everything = looking("history", "--json", "--limit", "5").json
    assert len(everything) == 5
    assert everything[0]["operation"] > everything[4]["operation"]
    person = looking("search", "sedumedi", "--json").json[0]["record"]
    one = looking("history", person, "--json").json
    assert any("Sedumedi" in entry["label"] for entry in one)
    assert looking("history", "people:999999").code == 1


WHY = ("--why", "for the board (sample)")


def test_people_leave_as_csv_without_restricted_records_and_private_details(working: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    (said,) = working("export", "people", "--out", file, *WHY, "--json").json["files"]
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert (said["file"], said["rows"], said["left_out"]) == (str(file), len(rows), 3)
    names = {row["Surname"] for row in rows}
    assert "ǂOaseb" in names
    assert "ǃNoreseb" not in names
    everybody = ("--confidentiality", "restricted", "--with-private")
    more = working("export", "people", "--out", file, *WHY, *everybody, "--json").json["files"][0]
    assert (more["rows"], more["left_out"]) == (len(rows) + 3, 0)


def test_what_left_the_workspace_is_told_with_why_and_by_whom(working: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    said = working("export", "people", "--out", file, *WHY, "--given-to", "Board (sample)", "--json").json["files"][0]
    (given,) = working("list", "given-out", "--json").json
    assert given["why"] == "for the board (sample)"
    assert given["to_whom"] == "Board (sample)"
    assert given["sha256"] == said["sha256"]
    assert (given["options"]["what"], given["options"]["format"]) == ("people", "xlsx")
    assert given["options"]["records"] == str(said["rows"])
    assert given["by"]
    assert working("export", "people", "--out", file).code == 2, "without a reason nothing leaves"


def test_everything_kept_of_commitments_leaves_as_json(working: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    assert working("export", "commitments", "--out", file, *WHY).code == 0
    rows = json.loads(file.read_text(encoding="utf-8"))
    assert {row["noun"] for row in rows} == {"commitments"}


def test_nothing_that_leaves_names_a_restricted_record(working: Kgotla, tmp_path: Path) -> None:
    """A house mother at a shelter is restricted; her post, the meetings she came to and her promises are not."""
    nouns, hidden, written = ("people", "offices", "commitments", "engagements", "organisations"), {}, ""
    file = tmp_path / "pages.json"
    for noun in nouns:
        working("export", noun, "--out", file, *WHY, "--confidentiality", "restricted", "--with-private")
        rows = json.loads(file.read_text(encoding="utf-8"))
        hidden |= {row["name"]: row["id"] for row in rows if row["confidentiality"] == "restricted"}
        working("export", noun, "--out", file, *WHY, "--confidentiality", "internal")
        written += file.read_text(encoding="utf-8")
        for ending in ("csv", "xlsx") if noun in ("people", "organisations") else ("csv",):
            table = tmp_path / f"{noun}.{ending}"
            assert working("export", noun, "--out", table, *WHY).code == 0
            assert "Grietjie Swarts" not in " ".join(cell for row in _cells(table) for cell in row)
    assert "Grietjie Swarts" in str(hidden)
    assert [name for name in hidden if json.dumps(name, ensure_ascii=False) in written] == []
    assert [word for name in ("person_id", "engagement_id", "maker_id") for each in hidden.values()
            if (word := f'"{name}": {each},') in written] == []  # fmt: skip


def _cells(file: Path) -> list[tuple[str, ...]]:
    table = parse_sheet(file.read_bytes(), file.name) if file.suffix == ".xlsx" else read_table(file)
    return [tuple(row.cells) for row in table.rows]


def test_the_whole_workspace_leaves_and_a_new_one_becomes_it(working: Kgotla, bare: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    assert working("export", "workspace", "--out", file, *WHY).code == 0
    before = working("list", "commitments", "--json").json
    new = tmp_path / "New.kgotla"
    assert bare("new", new, "--name", "Somebody else (sample)", "--user", "Anele M.").code == 0
    refused = working("import", file, "--dry-run")
    assert refused.code == 1, "it is here already"
    brought = bare("import", file, "--workspace", new, "--json")
    assert brought.code == 0, brought.err
    assert brought.json["missing_files"] == 0
    assert bare("list", "commitments", "--workspace", new, "--json").json == before


@pytest.mark.parametrize("name", ["people.txt", "people", "missing/people.csv"])
def test_an_export_that_cannot_be_written_is_one_sentence(working: Kgotla, tmp_path: Path, name: str) -> None:
    said = working("export", "people", "--out", tmp_path / name, *WHY)
    assert said.code == 1
    assert len(said.err.splitlines()) == 1


def test_the_report_says_what_it_wrote(looking: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "follow-up.pdf"
    said = looking(
        "report", "follow-up", "--out", file, "--by", "topic", "--cso", "Galeshewe Caregivers (sample)", "--json"
    )
    (made,) = said.json["files"]
    assert made["file"] == str(file)
    assert made["report"] == "follow-up"
    assert made["pages"] >= 1
    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "name", ["m-2026-0001", "Public participation in the work of the Legislature", "M-2026-0001 4.2"]
)
def test_an_agreement_is_reported_on_by_reference_or_title(looking: Kgotla, tmp_path: Path, name: str) -> None:
    file = tmp_path / "mou.pdf"
    said = looking("report", "mou-progress", "--out", file, "--agreement", name, "--audience", "body")
    assert said.code == 0, said.err
    assert "M-2026-0001" in str(PdfReader(file).metadata)


def test_the_next_mou_report_tells_what_changed_since_the_one_given_out(working: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "mou.pdf"
    arguments = ("report", "mou-progress", "--out", file, "--agreement", "M-2026-0001")
    assert working(*arguments, "--given-to", "Board (sample)").code == 0
    assert working(*arguments).code == 0
    first = " ".join(PdfReader(file).pages[0].extract_text().split())
    assert "Nothing changed since the last report, given out on 22 Nov 2026." in first


def test_a_report_about_nothing_says_what_it_needs(looking: Kgotla, tmp_path: Path) -> None:
    said = looking("report", "mou-progress", "--out", tmp_path / "mou.pdf")
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert "--agreement" in said.err
