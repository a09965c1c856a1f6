"""What a reading says of its table, and what the user may say of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.candidates import Reading
from crm.exchange.columns import Field
from crm.exchange.csv_tables import parse_table
from crm.exchange.kinds import KINDS, field_words
from crm.exchange.meaning import ReadChoices, read_rows
from crm.exchange.readers import read
from crm.exchange.shapes import names_in
from crm.rules.errors import UserError

MEMBERS = "Name,Party,Phone,Shoe size\nDube Anna,ANC,011 555 0101,38\nNkosi Sipho,DA,no number,44\n"


def of(text: str, **choices: object) -> Reading:
    return read_rows(parse_table(text.encode(), "list.csv"), ReadChoices(**choices))  # type: ignore[arg-type]


def fields(reading: Reading) -> list[str]:
    assert reading.mapping is not None
    return [column.field.value for column in reading.mapping.columns]


def test_every_field_has_a_name_and_a_kind_that_offers_it() -> None:
    offered = {field for kind in KINDS for field in kind.fields}
    assert offered | {Field.LEFT_OUT, Field.UNKNOWN} == set(Field)
    assert all(field_words(field) for field in Field)
    assert all(kind.words and set(kind.needed) <= set(kind.fields) for kind in KINDS)


def test_a_column_is_said_by_its_heading_its_number_or_its_place() -> None:
    for key in ("shoe  SIZE", "4", 3):
        assert fields(of(MEMBERS, fields={key: Field.ROLE})) == ["name", "party", "phone", "role"]
    with pytest.raises(UserError, match="column-missing"):
        of(MEMBERS, fields={"Shoes": Field.ROLE})
    with pytest.raises(UserError, match="column-missing"):
        of(MEMBERS, fields={"5": Field.ROLE})
    with pytest.raises(UserError, match="field-not-of-kind"):
        of(MEMBERS, fields={"Name": Field.PROMISE})


def test_surname_first_is_said() -> None:
    assert [person.family for person in of(MEMBERS, surname_first=True).people] == ["Dube", "Nkosi"]
    reading = of(MEMBERS, surname_first=False)
    assert [person.family for person in reading.people] == ["Anna", "Sipho"]
    assert reading.mapping is not None
    assert reading.shape is not None
    assert [name.family for name in names_in(reading.mapping, reading.shape.named_rows)] == ["Anna", "Sipho"]


def test_a_list_is_of_the_kind_the_user_says() -> None:
    text = "Who,What,When\nMs A. Dube,mend the road,12/03/2026\n"
    assert of(text).commitments
    reading = of(text, kind="people", fields={"Who": Field.NAME})
    assert [person.family for person in reading.people] == ["Dube"]
    assert reading.shape is not None
    assert reading.shape.kind == "people"


def test_a_table_nobody_understands_waits_to_be_explained() -> None:
    text = "Blah,Foo\nx1,y\nx2,y\n"
    with pytest.raises(UserError, match="columns-not-understood"):
        of(text)
    reading = of(text, accepts_any=True)
    assert reading.candidates == ()
    assert reading.shape is not None
    assert reading.shape.samples == (("x1", "x2"), ("y",))


def test_the_line_of_the_headings_delimiter_and_encoding_are_said(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes("Our list;of;2026\nBlah;Foo;Baz\nRenée;Dube;x,y\n".encode("cp1252"))
    choices = ReadChoices(
        heading_line=2, delimiter=";", encoding="cp1252", fields={"Blah": Field.GIVEN, "Foo": Field.FAMILY}
    )
    reading = read(file, choices)
    assert [person.name for person in reading.people] == ["Renée Dube"]
    assert reading.shape is not None
    assert (reading.shape.heading_line, reading.shape.delimiter, reading.shape.encoding) == (2, ";", "cp1252")
    without = read(file, ReadChoices(heading_line=0, encoding="cp1252", accepts_any=True))
    assert without.shape is not None
    assert without.shape.count.rows == 3
    assert without.shape.count.headings == 0
    with pytest.raises(UserError, match="file-not-text"):
        read(file, ReadChoices(encoding="utf-8"))


def test_a_layout_is_read_as_last_time() -> None:
    first = of(MEMBERS, fields={"Shoe size": Field.ROLE}, surname_first=True)
    assert first.shape is not None
    layout = first.shape.layout
    again = of(MEMBERS.replace("ANC", "IFP"), remembered={layout.key: layout})
    assert fields(again) == ["name", "party", "phone", "role"]
    assert again.shape is not None
    assert again.shape.was_remembered
    assert again.mapping is not None
    assert {column.reason for column in again.mapping.columns} == {"as last time"}
    assert [person.family for person in again.people] == ["Dube", "Nkosi"]
    other = of(MEMBERS.replace("Shoe", "Hat"), remembered={layout.key: layout})
    assert other.shape is not None
    assert not other.shape.was_remembered


def test_a_sensitive_column_is_insisted_on_each_time() -> None:
    text = "Name,Religion\nAnna Dube,none of ours\n"
    kept = of(text, fields={"Religion": Field.NOTE})
    assert kept.people[0].note
    assert kept.shape is not None
    layout = kept.shape.layout
    again = of(text, remembered={layout.key: layout})
    assert again.mapping is not None
    column = again.mapping.columns[1]
    assert (column.field, bool(column.warning), again.people[0].note) == (Field.LEFT_OUT, True, "")
    assert "none of ours" not in repr(again.shape.samples if again.shape else "")


def test_where_the_rows_went_adds_up() -> None:
    text = """List of members,,
Name,Organisation,Phone
Anna Dube,Limpopo Legislature,no number
Anna Dube,Limpopo Legislature,015 555 0101
,Limpopo Legislature,
Name,Organisation,Phone
Sipho Nkosi,Limpopo Legislature,
"""
    count = shape_count(of(text))
    assert (count.rows, count.above, count.headings, count.read, count.more, count.missed) == (7, 1, 2, 2, 1, 1)


def shape_count(reading: Reading):  # type: ignore[no-untyped-def]
    assert reading.shape is not None
    return reading.shape.count


CELLS = st.sampled_from(["Name", "Phone", "Anna Dube", "Sipho Nkosi", "", "015 555 0101", "x", '"', "Organisation"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=30), st.sampled_from(["", "commitments"]))
def test_where_the_rows_went_adds_up_whatever_they_say(rows: list[list[str]], kind: str) -> None:
    filled = [row for row in rows if any(row)]
    if not filled:
        return
    text = "\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    try:
        count = shape_count(of(text, accepts_any=True, kind=kind))
    except UserError as problem:
        assert problem.code == "list-not-filled-in"  # headings, again and again, and nothing below
        return
    assert count.rows == len(filled)
    assert count.read + count.more + count.missed + count.headings + count.above == count.rows
    assert min(count.read, count.more, count.missed, count.headings, count.above) >= 0
