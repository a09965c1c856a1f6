"""How a language other than English writes days and numbers, from Unicode's tables; English is written by us."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from resources.translations import ENGLISH, current

if TYPE_CHECKING:
    from babel import Locale


def is_ours() -> bool:
    """Whether the current language is English, whose manner the tables do not know as our papers write it."""
    return current() == ENGLISH


def day_words(day: date, *, has_year: bool) -> str:
    """“3 Sep 2026” in Afrikaans; the order of day, month and year is the language's own."""
    return _by_skeleton("yMMMd" if has_year else "MMMd", day)


def month_words(day: date) -> str:
    """“Sep 2026” in Afrikaans."""
    return _by_skeleton("yMMM", day)


def spoken_day(day: date) -> str:
    """A day as it is read out, nothing shortened: “Sunday, 22 November 2026”."""
    from babel.dates import format_date

    return format_date(day, "full", locale=_locale())


def weekday_words(day: date) -> str:
    """“Donderdag” in Afrikaans."""
    from babel.dates import format_date

    return format_date(day, "EEEE", locale=_locale())


def number_marks() -> tuple[str, str]:
    """What stands between thousands, and before decimals."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = _locale()
    return get_group_symbol(locale), get_decimal_symbol(locale)


def _by_skeleton(skeleton: str, day: date) -> str:
    """Without the dot of a shortened month, which would meet the one at the end of a sentence."""
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, day, locale=_locale()).replace(".", "")


def _locale() -> Locale:
    """The language as it is written in South Africa, else as it is written anywhere."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale(current(), "ZA")
    except UnknownLocaleError:
        return Locale(current())
