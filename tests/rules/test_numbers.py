"""What one can rely on about numbers: written as here, read as people type them, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.errors import UserError
from crm.rules.numbers import GAP, format_amount, format_difference, format_number, parse_number


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (1250, f"1{GAP}250"), (12345.6, f"12{GAP}345,6"), (-3.25, "−3,25"), (0.125, "0,125"), (-0.00001, "0")],
)
def test_a_number_has_a_space_between_thousands_and_a_comma_before_decimals(value: float, words: str) -> None:
    assert format_number(value) == words


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("412", 412),
        ("1 250", 1250),
        (f"1{GAP}250,5", 1250.5),
        ("1250.5", 1250.5),
        ("62,5 %", 62.5),
        ("-3,5", -3.5),
        ("−3,5", -3.5),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("1,234,567", 1234567),
        ("0,125", 0.125),
        (",5", 0.5),
    ],
)
def test_a_typed_number_is_read_as_people_write_it(typed: str, value: float) -> None:
    assert parse_number(typed) == value


@pytest.mark.parametrize("typed", ["", "many", "12 34", "2026 11", "1,2,3", "1e5", "5 + 5", "1" * 14, "٣"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_number(typed)
    assert refused.value.code == "number-not-understood"


@pytest.mark.parametrize("typed", ["1,234", "12.500"])
def test_what_two_people_would_read_differently_is_asked_again(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_number(typed)
    assert refused.value.code == "number-ambiguous"


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_is_read_back_the_same(tenthousandths: int) -> None:
    value = tenthousandths / 10_000
    assert parse_number(format_number(value)) == pytest.approx(value, abs=0.0001)


def test_a_difference_has_its_sign() -> None:
    assert [format_difference(each) for each in (12, -3.5, 0)] == ["+12", "−3,5", "0"]


def test_an_amount_is_written_in_rand_and_words_stay_words() -> None:
    assert format_amount("R2 400 000") == f"R{GAP}2{GAP}400{GAP}000"
    assert format_amount("1250,5") == f"R{GAP}1{GAP}250,50"
    assert format_amount("in kind, three desks") == "in kind, three desks"
    assert format_amount("") == ""
