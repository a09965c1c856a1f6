"""A table is found in a text file whatever program wrote it, and nothing in it is dropped in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.cells import clean, quick_fold
from crm.exchange.column_guesses import guess_mapping
from crm.exchange.columns import Field, fingerprint
from crm.exchange.csv_tables import parse_table
from crm.exchange.rows import candidates
from crm.rules.errors import UserError
from crm.rules.names import fold

ROWS = "Name,Party,Province\nZoë Dübe,FF+,Limpopo\nSipho Nkosi,ANC,Gauteng\n"


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")


@pytest.mark.parametrize(
    ("encoding", "line_end"),
    # Few letters tell MacRoman from Windows; in a file with the line ends of an old Mac they do.
    [*((encoding, line_end) for encoding in ENCODINGS for line_end in ("\n", "\r\n", "\r")), ("mac_roman", "\r")],
)
def test_every_encoding_and_line_end_is_read(encoding: str, line_end: str) -> None:
    table = parse_table(ROWS.replace("\n", line_end).encode(encoding), "list.csv")
    assert table.headings == ("Name", "Party", "Province")
    assert [row.cells[0] for row in table.rows] == ["Zoë Dübe", "Sipho Nkosi"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(delimiter: str) -> None:
    text = ROWS.replace(",", delimiter) + f'"Dube, Anna"{delimiter}ANC{delimiter}Limpopo\n'
    table = parse_table(text.encode(), "list.csv")
    assert table.delimiter == delimiter
    assert [len(row.cells) for row in table.rows] == [3, 3, 3]


def test_headings_may_stand_below_a_title_and_an_empty_line() -> None:
    table = parse_table(b"Members as of 2014\n\n" + ROWS.encode(), "list.csv")
    assert table.headings[0] == "Name"
    assert table.heading_line == 3
    assert [problem.line for problem in table.not_understood] == ["row 1"]
    assert [row.line for row in table.rows] == ["row 4", "row 5"]


def test_headings_repeated_in_mid_file_are_passed_over_and_counted() -> None:
    table = parse_table((ROWS + ROWS).encode(), "list.csv")
    assert len(table.rows) == 4
    assert table.warnings == ("1 row repeats the headings and was passed over",)


def test_short_rows_are_filled_up_and_long_ones_reported() -> None:
    table = parse_table(b"Name,Party,Province\nAnna Dube\nSipho Nkosi,ANC,Limpopo,,left over\n", "list.csv")
    assert list(table.rows[0].cells) == ["Anna Dube", "", ""]
    assert "left over" in table.not_understood[0].reason
    assert table.warnings


def test_a_row_of_many_lines_is_an_unclosed_quotation() -> None:
    table = parse_table(b'Name,Party\nAnna Dube,"ANC\n' + b"Sipho Nkosi,DA\n" * 80, "list.csv")
    assert [problem.line for problem in table.not_understood] == ["row 2"]


def test_line_numbers_count_the_lines_inside_cells() -> None:
    table = parse_table(b'Name,Address\nAnna Dube,"1 Long Street\nKimberley"\nSipho Nkosi,2 Short Street\n', "a.csv")
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[0].cells[1] == "1 Long Street Kimberley"


@pytest.mark.parametrize("data", [b"Name\n", b"Name,Party"])
def test_headings_without_rows_are_a_table_without_rows_of_people(data: bytes) -> None:
    assert parse_table(data, "list.csv").rows == ()


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UserError) as caught:
        parse_table(bytes(range(256)) * 4, "list.csv")
    assert caught.value.code == "file-not-text"


def test_noughts_inside_a_text_do_no_harm() -> None:
    table = parse_table(ROWS.replace("Sipho", "Si\0pho").encode() * 9, "list.csv")
    assert table.rows[1].cells[0] == "Sipho Nkosi"


def test_columns_are_guessed_from_their_headings_in_any_dress() -> None:
    headings = [" NAME & TITLE ", "Org", "Role 1", "Role 2", "Phone 1", "E-mail:", "Postal_Address", "Cell no.", ""]
    fields = [column.field for column in guess_mapping(headings, []).columns]
    assert fields == [
        Field.NAME,
        Field.ORGANISATION,
        Field.ROLE,
        Field.ROLE,
        Field.PHONE,
        Field.EMAIL,
        Field.POSTAL,
        Field.MOBILE,
        Field.UNKNOWN,
    ]


def test_columns_are_guessed_from_values_where_the_heading_says_nothing() -> None:
    rows = [["a@x.example", "053 555 0101", "FF+"], ["b@x.example", "082 555 0102", "COPE"]]
    fields = [column.field for column in guess_mapping(["", "Other", "Colour"], rows).columns]
    assert fields == [Field.EMAIL, Field.PHONE, Field.PARTY]


@pytest.mark.parametrize("heading", ["ID number", "IDNumber", "whatever"])
def test_a_column_of_identity_numbers_is_left_out_and_says_why(heading: str) -> None:
    column = guess_mapping(["Name", heading], [["Anna Dube", "8001015009087"]] * 3).columns[1]
    assert column.field == Field.LEFT_OUT
    assert "identity numbers" in column.reason


@pytest.mark.parametrize("heading", ["Gender", "Date of birth", "Race", "Religion", "image"])
def test_details_the_program_does_not_keep_are_left_out(heading: str) -> None:
    assert guess_mapping(["Name", heading], []).columns[1].field == Field.LEFT_OUT


def test_two_columns_called_name_are_given_names_and_surname() -> None:
    fields = [column.field for column in guess_mapping(["Name", "Name", "Party"], []).columns]
    assert fields == [Field.GIVEN, Field.FAMILY, Field.PARTY]


def test_a_name_beside_a_surname_is_the_given_name() -> None:
    fields = [column.field for column in guess_mapping(["Rank", "Full names", "Surname"], []).columns]
    assert fields == [Field.NOTE, Field.GIVEN, Field.FAMILY]


def test_a_mapping_can_be_corrected() -> None:
    table = parse_table(b"Who,Party\nAnna Dube,ANC\n", "list.csv")
    mapping = guess_mapping(table.headings, table.sample())
    assert not mapping.names_anything
    reading = candidates(table, mapping.corrected(0, Field.NAME))
    assert [person.name for person in reading.people] == ["Anna Dube"]


def test_the_fingerprint_is_the_layout_not_the_list() -> None:
    assert fingerprint(["Name ", "E-mail"]) == fingerprint(["NAME", "e mail:"])
    assert fingerprint(["Name", "Party"]) != fingerprint(["Party", "Name"])


@given(st.text())
def test_cleaned_text_is_one_line_that_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert "\0" not in cleaned
    assert cleaned == cleaned.strip()
    assert len(cleaned.splitlines()) <= 1


@given(st.text() | st.text("ab -'`!/AB"))
def test_folding_quickly_is_folding(text: str) -> None:
    assert quick_fold(text) == fold(text)
