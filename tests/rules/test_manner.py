"""Days, numbers and rand as the language of the paper writes them; English stays as we write it."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date, format_skeleton

from crm.rules.dates import format_approximate, format_day, format_weekday, parse_approximate
from crm.rules.numbers import GAP, format_amount, format_number
from resources.translations import speaking

DAY = date(2026, 9, 3)


@pytest.mark.parametrize("language", ["af", "tn", "nso", "xh", "ve", "ts"])
def test_a_day_is_in_the_order_and_words_of_the_language(language: str) -> None:
    with speaking(language):
        assert format_day(DAY) == in_tables("yMMMd", language)
        assert format_day(DAY, date(2026, 9, 1)) == in_tables("MMMd", language)
        assert format_weekday(DAY) == format_date(DAY, "EEEE", locale=f"{language}_ZA")
    assert (format_weekday(DAY), format_day(DAY)) == ("Thursday", "3 Sep 2026")


def in_tables(skeleton: str, language: str) -> str:
    return format_skeleton(skeleton, DAY, locale=f"{language}_ZA").replace(".", "")


def test_an_afrikaans_day_and_month() -> None:
    with speaking("af"):
        assert (format_weekday(DAY), format_day(date(2026, 5, 1))) == ("Donderdag", "1 Mei 2026")
        assert format_approximate(parse_approximate("2014-10")) == "Okt 2014"
    assert format_approximate(parse_approximate("2014-10")) == "Oct 2014"


@pytest.mark.parametrize(("language", "gap", "comma"), [("en", GAP, ","), ("af", GAP, ","), ("xh", GAP, ".")])
def test_numbers_and_rand(language: str, gap: str, comma: str) -> None:
    with speaking(language):
        assert format_number(12345.6) == f"12{gap}345{comma}6"
        assert format_number(-3.25) == f"−3{comma}25"
        assert format_amount("R1234,5") == f"R{GAP}1{gap}234{comma}50"
