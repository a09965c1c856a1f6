"""Lists go out whole or not at all, open in Excel, run no formula, and come back as they were."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.cells import clean
from crm.exchange.csv_tables import read_table
from crm.exchange.writers import write_csv, write_json
from crm.rules.errors import EnvironmentProblem, UserError


def test_excel_finds_the_letters_and_runs_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    rows = [{"name": "Zoë", "formula": "=1+1", "phone": "+27535550101", "count": -3, "nothing": None}]
    assert write_csv(rows, file) == 1
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert row == {"name": "Zoë", "formula": "'=1+1", "phone": "'+27535550101", "count": "-3", "nothing": ""}


@given(name=st.text(max_size=30))
def test_what_goes_out_comes_back(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("out") / "out.csv"
    write_csv([{"name": clean(name), "party": "x"}], file)
    assert read_table(file).rows[0].cells[0] == clean(clean(name))


def test_columns_can_be_chosen_and_none_is_an_empty_list(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    write_csv([{"a": 1, "b": 2}], file, columns=["b"])
    assert file.read_text(encoding="utf-8-sig").split() == ["b", "2"]
    assert write_csv([], file, columns=["a"]) == 0
    assert write_csv([], file) == 0


def test_json_keeps_numbers_and_writes_days(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert write_json(iter([{"name": "Zoë", "n": 1}, {"day": date(2026, 3, 1)}]), file) == 2
    assert json.loads(file.read_text(encoding="utf-8")) == [{"name": "Zoë", "n": 1}, {"day": "2026-03-01"}]
    assert write_json([], file) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == []


def test_a_list_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old", encoding="utf-8")

    def broken() -> Iterator[dict[str, object]]:
        yield {"a": 1}
        raise LookupError

    with pytest.raises(LookupError):
        write_csv(broken(), file)
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_places_that_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write_csv([{"a": 1}], tmp_path / "none" / "out.csv")
    assert caught.value.code == "folder-missing"
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").touch()
    with pytest.raises(EnvironmentProblem) as trouble:
        write_json([{"a": 1}], tmp_path / "folder")
    assert trouble.value.code == "file-not-writable"
    assert len(list(tmp_path.iterdir())) == 1
