"""Empty lists: each comes back as what it was, filled in or not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from crm.exchange.candidates import Reading
from crm.exchange.columns import Field
from crm.exchange.readers import read
from crm.exchange.register_kind import KindColumn
from crm.exchange.templates import ROWS, TEMPLATES, Template, template_named, write_template
from crm.exchange.writers import HOW_TO
from crm.rules.errors import UserError
from tests.exchange.workbooks import Value, workbook
from ui.words import sentence

pytestmark = pytest.mark.usefixtures("today")

VALUES: dict[Field, Value] = {
    Field.PARTY: "ANC",
    Field.START: "2024-06-14",
    Field.END: "future",
    Field.MOBILE: "082 555 0101",
    Field.PHONE: "053 839 8000",
    Field.FAX: "053 839 8001",
    Field.EMAIL: "anna@example.org",
    Field.WEB: "www.example.org",
    Field.TITLE: "Ms",
    Field.GIVEN: "Anna",
    Field.FAMILY: "Dube",
    Field.KNOWN_AS: "Annie",
    Field.NAME: "Anna Dube",
    Field.PLACE: "Northern Cape",
    Field.ATTENDANCE: "Anna Dube (P); Piet Sample (AP)",
    Field.START_TIME: "09:00",
    Field.END_TIME: "10:30",
    Field.ACKNOWLEDGED_ON: date(2026, 9, 20),
    Field.SUBMITTED_ON: date(2026, 9, 10),
    Field.MADE_ON: date(2026, 9, 10),
}


HEADS = {
    "women": 4,
    "men": 2,
    "other": 1,
    "youth": 3,
    "disability": 1,
    "total": 7,
    "sessions": 2,
    "attendances": 11,
}
"""Counts that agree with one another."""


def value_for(column: KindColumn) -> Value:
    """Something that may stand in a column."""
    if column.field in VALUES:
        return VALUES[column.field]
    if column.words():
        return column.words()[0]
    return {
        "day": date(2026, 12, 1),
        "number": HEADS.get("other" if column.field is Field.OTHERS else column.field.value, 7),
        "time": "09:00",
        "text": f"Some {column.field}",
    }[column.form]


def filled(template: Template, tmp_path: Path, *rows: list[Value]) -> Reading:
    """The template with these rows, saved as another program does, and read."""
    blank = tmp_path / "blank.xlsx"
    write_template(template, blank)
    book = CalamineWorkbook.from_path(str(blank))
    sheets: dict[str, list[list[Value]]] = {name: _cells(book, name) for name in book.sheet_names}
    sheets[book.sheet_names[0]] += rows
    path = tmp_path / "filled.xlsx"
    path.write_bytes(workbook(sheets))
    return read(path)


def _cells(book: CalamineWorkbook, name: str) -> list[list[Value]]:
    found = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[str(value) for value in row] for row in found]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_filled_template_is_read_as_its_own_columns(template: Template, tmp_path: Path) -> None:
    reading = filled(template, tmp_path, [value_for(column) for column in template.columns])
    assert reading.mapping is not None
    assert [column.field for column in reading.mapping.columns] == [column.field for column in template.columns]
    assert (reading.not_understood, reading.warnings, reading.left_out) == ((), (), ())
    assert reading.candidates
    assert len(reading.sheets) == 1


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_one_cell_that_is_needed_is_enough(template: Template, tmp_path: Path) -> None:
    needed = [value_for(column) if column.is_needed else None for column in template.columns]
    assert filled(template, tmp_path, needed).candidates


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_an_empty_template_says_that_nothing_is_in_it_yet(template: Template, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(template, path)
    with pytest.raises(UserError) as problem:
        read(path)
    assert problem.value.code == "list-not-filled-in"
    assert "nothing below them yet" in sentence(problem.value)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_the_second_sheet_explains_every_column(template: Template, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(template, path)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names[1] == HOW_TO
    lines = {str(row[0]): row for row in book.get_sheet_by_name(HOW_TO).to_python() if row[0]}
    for column in template.columns:
        assert lines[column.heading][2] == column.help
        assert str(lines[column.heading][3]).split(", ")[0] in ("", *column.words())


def test_the_columns_offer_their_words_and_are_laid_out_for_days(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "blank.xlsx"
    template = template_named("engagements")
    assert template is not None
    write_template(template, path)
    with zipfile.ZipFile(path) as packed:
        sheet, styles = packed.read("xl/worksheets/sheet1.xml").decode(), packed.read("xl/styles.xml").decode()
    assert sheet.count('type="list"') == len([column for column in template.columns if column.words()])
    assert f":{'B'}{ROWS + 1}" in sheet
    assert 'state="frozen"' in sheet
    assert "yyyy-mm-dd" in styles and "hh:mm" in styles


def test_what_a_register_says_comes_back_to_the_letter(tmp_path: Path) -> None:
    template = template_named("engagements")
    assert template is not None
    reading = filled(template, tmp_path, [value_for(column) for column in template.columns])
    (found,) = reading.registered
    assert found == type(found)(
        line="row 2",
        key="ref:some reference",
        digest=found.digest,
        title="Some event",  # type: ignore[call-arg]
        on_day=date(2026, 12, 1),
        kind="meeting",
        start_time="09:00",
        end_time="10:30",
        body="Some organisation",
        place="Northern Cape",
        venue="Some venue",
        mode="in_person",
        purpose="Some purpose",
        minutes="Some minutes",
        attendance=found.attendance,  # type: ignore[attr-defined]
        counts=tuple(HEADS.items()),
        next_contact_on=date(2026, 12, 1),
        status="Planned",
        notes=("Some note",),
        reference="Some reference",
    )
    named = [(one.name, one.code, one.side) for one in found.attendance]  # type: ignore[attr-defined]
    assert named == [
        ("Some our_side", "", "ours"),
        ("Anna Dube", "P", ""),
        ("Piet Sample", "AP", ""),
        ("Some apologies", "AP", ""),
        ("Some absent", "A", ""),
    ]


def test_times_typed_into_a_cell_of_times_are_read(tmp_path: Path) -> None:
    template = template_named("engagements")
    assert template is not None
    row: list[Value] = [None] * len(template.columns)
    at = {column.field: number for number, column in enumerate(template.columns)}
    row[at[Field.EVENT]], row[at[Field.ON_DAY]] = "Forum", datetime(2026, 12, 1)
    row[at[Field.START_TIME]] = "14:00:00"
    (found,) = filled(template, tmp_path, row).registered
    assert (found.start_time, found.on_day) == ("14:00", date(2026, 12, 1))  # type: ignore[attr-defined]
