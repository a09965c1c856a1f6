"""After a loss: the sheet and the letters, from the workspace or straight from the last backup."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.commands.conftest import Kgotla

WHAT = ("--lost", "laptop", "--lost-on", "20 Nov 2026", "--found-on", "2026-11-21", "--secret", "sheet")


def said(data: bytes) -> str:
    """The words of a PDF."""
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)


def test_a_backup_alone_is_enough_for_sheet_and_letters_and_nothing_of_it_stays(
    working: Kgotla, bare: Kgotla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    working("report", "meeting-form", "--out", tmp_path / "on the desktop.pdf")
    backup, sheet, letters = (tmp_path / name for name in ("a.kgotla-backup", "sheet.pdf", "letters.zip"))
    assert working("backup", "--out", backup).code == 0
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    made = bare("incident", "--from-backup", backup, "--out", sheet, "--letters", letters, *WHAT, "--json")
    assert [Path(file["file"]) for file in made.json["files"]] == [sheet, letters]
    assert list(temporary.iterdir()) == []

    words = said(sheet.read_bytes())
    for expected in (
        "Our laptop",
        "20 Nov 2026",
        "21 Nov 2026",
        "Whoever has the recovery sheet and the file can read everything.",
        "on the desktop.pdf",
        "s22(1)",
        "eServices portal",
        "Make a new recovery sheet",
        "Information Officer",
        "special, section 26",
    ):
        assert expected in words, expected
    with ZipFile(letters) as packed:
        names = packed.namelist()
        first = said(packed.read(next(name for name in names if name.startswith("001 "))))
        listed = said(packed.read("index.pdf"))
    for expected in ("section 22", "What was in it about you", "What may follow", "What we do", "What you can do"):
        assert expected in first, expected
    people = working("list", "people", "--json").json
    assert len(names) - 2 == len(people), "one letter each, the list and the sums"
    assert all(person["name"] in listed for person in people)


def test_from_the_workspace_the_sheet_is_noted_as_a_copy(working: Kgotla, tmp_path: Path) -> None:
    assert working("incident", "--out", tmp_path / "sheet.pdf").code == 0
    (copy,) = working("copies", "--json").json["copies"]
    assert copy["file"] == str(tmp_path / "sheet.pdf")


def test_the_letters_are_had_in_word_and_an_ending_that_is_none_writes_nothing(working: Kgotla, tmp_path: Path) -> None:
    sheet, letters = tmp_path / "sheet.pdf", tmp_path / "letters.docx"
    assert working("incident", "--out", sheet, "--letters", tmp_path / "letters.odt", *WHAT).code == 1
    assert not sheet.exists()
    made = working("incident", "--out", sheet, "--letters", letters, *WHAT, "--json").json["files"]
    people = working("list", "people", "--json").json
    assert [file["people"] for file in made][1] >= len(people), "with whoever signs"
    copies = {Path(copy["file"]).name: copy["people"] for copy in working("copies", "--json").json["copies"]}
    assert copies == {Path(file["file"]).name: file["people"] for file in made}


def test_a_choice_that_is_none_is_told_in_a_sentence(working: Kgotla, tmp_path: Path) -> None:
    told = working("incident", "--out", tmp_path / "sheet.pdf", "--lost", "umbrella")
    assert told.code in (1, 2)
    assert "laptop, phone, stick, papers, access" in told.err and len(told.err.splitlines()) == 1
    assert not (tmp_path / "sheet.pdf").exists()
