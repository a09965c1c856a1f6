"""Lists go out whole or not at all, open in Excel, run no formula, and come back as they were."""

from __future__ import annotations

import csv
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.csv_tables import read_table
from crm.exchange.safe_cells import as_text, neutralised, restored
from crm.exchange.sheets import parse_sheet
from crm.exchange.writers import Sheet, write_csv, write_json, write_workbook
from crm.rules.errors import EnvironmentProblem, UserError

TEXT = st.text(max_size=30) | st.text(alphabet="'=+-@\t\r\n ＝＋－＠0123456789x\ufeff\u200b", max_size=8)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def sheet(*rows: list[str], headings: tuple[str, ...] = ("name", "party")) -> Sheet:
    return Sheet("People", headings, rows, (("What", "people (1)"), ("By", "=Lerato")))


def test_excel_finds_the_letters_and_runs_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    cells = ["Zoë", "=1+1", "+27535550101", " \t@SUM(A1)", "＝1", "'quoted", "'=1", "082 555 0101", "Ward 3", "12"]
    assert write_csv(Sheet("x", tuple("abcdefghij"), [cells]), file) == 1
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert file.read_bytes().count(b"\r\n") == 2
    with file.open(encoding="utf-8-sig", newline="") as opened:
        _headings, written = csv.reader(opened)
    marked = {"=1+1", "+27535550101", " \t@SUM(A1)", "＝1", "'=1", "082 555 0101"}
    assert written == ["'" + cell if cell in marked else cell for cell in cells]
    assert [restored(cell) for cell in written] == cells


@given(text=TEXT)
def test_any_text_is_safe_in_a_cell_and_becomes_itself_again(text: str) -> None:
    cell = neutralised(text)
    assert not cell.strip().startswith(DANGEROUS)
    assert not cell.startswith(DANGEROUS)
    assert restored(cell) == text
    assert restored(as_text(text)) == text


@given(name=TEXT)
def test_what_goes_out_comes_back(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = " ".join(tidy(name).split())
    for ending, write in ((".csv", write_csv), (".xlsx", write_workbook)):
        file = tmp_path_factory.mktemp("out") / f"out{ending}"
        write(sheet([name, "x"]), file)
        table = read_table(file) if ending == ".csv" else parse_sheet(file.read_bytes(), file.name)
        assert table.headings == ("name", "party")
        assert table.rows[0].cells[0] == (
            "" if kept.casefold() in ("null", "none", "n/a", "#n/a", "nan", "-", ".") else kept
        )


def tidy(text: str) -> str:
    """One line of what can be shown, as cells are read."""
    kinds = [(letter, unicodedata.category(letter)) for letter in text]
    blank = ("Cc", "Zs", "Zl", "Zp")
    return "".join(" " if kind in blank else letter for letter, kind in kinds if kind != "Cs" and letter != "\ufeff")


def test_a_workbook_is_text_with_filter_and_frozen_headings_and_says_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    long = "x" * 40_000
    rows = [["=1+1", "https://example.org"], ["0821234567", "-"], ["", ""], [long, "\ud800\x01"]]
    assert write_workbook(sheet(*rows), file) == 4
    with zipfile.ZipFile(file) as packed:
        page = packed.read("xl/worksheets/sheet1.xml").decode()
        about = packed.read("xl/worksheets/sheet2.xml").decode()
        assert not any("hyperlink" in packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    assert "<f>" not in page + about
    assert 'state="frozen"' in page
    assert "<autoFilter" in page
    table = parse_sheet(file.read_bytes(), file.name)
    assert [list(row.cells) for row in table.rows][:2] == [["=1+1", "https://example.org"], ["0821234567", ""]]
    assert table.source.sheets == ("People",), "the sheet that says what it is, is no list"


def test_a_semicolon_for_the_excel_of_this_country(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    write_csv(sheet(["Zoë; or Zoe", "x, y"]), file, ";")
    assert read_table(file).delimiter == ";"
    assert list(read_table(file).rows[0].cells) == ["Zoë; or Zoe", "x, y"]


def test_json_keeps_numbers_and_writes_days(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert write_json(iter([{"name": "Zoë", "n": 1}, {"day": date(2026, 3, 1)}]), file) == 2
    assert json.loads(file.read_text(encoding="utf-8")) == [{"name": "Zoë", "n": 1}, {"day": "2026-03-01"}]
    assert write_json([], file) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == []


def test_a_list_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old", encoding="utf-8")

    def broken() -> Iterator[list[str]]:
        yield ["1"]
        raise LookupError

    for write in (write_csv, write_workbook):
        with pytest.raises(LookupError):
            write(Sheet("x", ("a",), broken()), file)
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_places_that_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write_csv(sheet(), tmp_path / "none" / "out.csv")
    assert caught.value.code == "folder-missing"
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").touch()
    with pytest.raises(EnvironmentProblem) as trouble:
        write_json([{"a": 1}], tmp_path / "folder")
    assert trouble.value.code == "file-not-writable"
    assert len(list(tmp_path.iterdir())) == 1
