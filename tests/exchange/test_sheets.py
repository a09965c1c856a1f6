"""Workbooks: which sheet is read, and what a spreadsheet does to days, numbers and merged cells."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.sheets import parse_sheet
from crm.rules.errors import UserError
from tests.exchange.workbooks import workbook

PEOPLE = [["Name", "Cell"], ["Anna Dube", 825550101], ["Pieter Sample", "082 555 0102"]]


def code_of(data: bytes, sheet: str = "") -> str:
    with pytest.raises(UserError) as caught:
        parse_sheet(data, "list.xlsx", sheet)
    return caught.value.code


def test_the_largest_sheet_is_read_unless_another_is_named() -> None:
    data = workbook({"Read me": [["Ask the office"]], "Members": PEOPLE, "Old": PEOPLE[:2], "Empty": []})
    table = parse_sheet(data, "list.xlsx")
    assert (table.source.sheet, table.source.sheets) == ("Members", ("Read me", "Members", "Old"))
    assert len(table.rows) == 2
    assert len(parse_sheet(data, "list.xlsx", "old").rows) == 1
    assert len(parse_sheet(data, "list.xlsx", "3").rows) == 1


def test_a_sheet_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UserError) as caught:
        parse_sheet(workbook({"Members": PEOPLE}), "list.xlsx", "Councillors")
    assert caught.value.code == "sheet-missing"
    assert caught.value.params["sheets"] == "Members"


def test_days_are_days_and_whole_numbers_have_no_point() -> None:
    row = [date(2026, 3, 12), datetime(2026, 3, 12, 9, 30), 12.0, 0.5, True, "053 839 8000"]
    table = parse_sheet(workbook({"A": [["a", "b", "c", "d", "e", "f"], row]}), "list.xlsx")
    assert list(table.rows[0].cells) == ["2026-03-12", "2026-03-12 09:30", "12", "0.5", "yes", "053 839 8000"]


def test_merged_cells_hold_in_each_row_and_rows_keep_the_numbers_of_the_sheet() -> None:
    rows = [["Who", "Promise"], ["Hon. Sample", "a bridge"], [None, "a clinic"], [None, None], ["Ms Dube", "a road"]]
    table = parse_sheet(workbook({"A": rows}, merged=["A4:A5"], first_row=3), "list.xlsx")
    assert [(row.number, list(row.cells)) for row in table.rows] == [
        (4, ["Hon. Sample", "a bridge"]),
        (5, ["Hon. Sample", "a clinic"]),
        (7, ["Ms Dube", "a road"]),
    ]


def test_a_title_merged_over_the_headings_is_passed_over() -> None:
    rows = [["Register of promises", None, None], ["Who", "Promise", "By when"], ["Hon. Sample", "a bridge", "June"]]
    table = parse_sheet(workbook({"A": rows}, merged=["A1:C1"]), "list.xlsx")
    assert table.headings == ("Who", "Promise", "By when")


def test_empty_locked_and_damaged_workbooks_each_have_their_answer() -> None:
    whole = workbook({"A": PEOPLE})
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    assert code_of(workbook({"A": []})) == "table-without-rows"
    assert code_of(locked) == "sheet-locked"
    assert code_of(whole[: len(whole) // 2]) == "sheet-damaged"
    assert code_of(b"PK\x03\x04") == "sheet-damaged"


def test_a_stray_value_in_the_last_cell_of_a_sheet_does_not_fill_the_memory() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({"A": PEOPLE}))) as whole, zipfile.ZipFile(made, "w") as packed:
        for name in whole.namelist():
            part = whole.read(name).replace(b'<row r="3"><c r="A3"', b'<row r="1048576"><c r="XFD1048576"')
            packed.writestr(name, part)
    assert code_of(made.getvalue()) == "sheet-too-wide"


@given(st.integers(0, 2**30), st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_is_read_or_refused(at: int, value: int) -> None:
    data = bytearray(workbook({"A": PEOPLE}))
    data[at % len(data)] = value
    try:
        parse_sheet(bytes(data), "list.xlsx")
    except UserError as error:
        assert error.code in ("sheet-damaged", "table-without-rows", "sheet-locked", "file-too-large", "sheet-too-wide")
