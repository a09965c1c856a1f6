"""The days in a register: written in figures, in words, or only described."""

from __future__ import annotations

import re
from datetime import date

from crm.rules.dates import parse_day
from crm.rules.errors import UserError

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?$")
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{2})")
_BY = re.compile(r"(by|before|on|teen|voor|op)\s+", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\d.*\d|\d+ ?[a-z]{3,}|(end|einde|eind|late) .+|[a-z]{3,} \d{1,4}|(in|within) .+ \w+", re.IGNORECASE
)


def read_made(text: str, today: date) -> date | None:
    """The day on which something was said, None when the words are no day; a day without a year is the last one."""
    return _day(text, today, is_past=True)


def read_due(text: str, said_on: date) -> tuple[date | None, str]:
    """The day by which it is to be done, counted from the day it was said, or None with the words that describe it."""
    bare = _BY.sub("", text, count=1)
    found = _day(bare, said_on, is_past=False)
    return (found, "") if found is not None else (None, text)


def written_day(text: str) -> bool:
    """Whether a cell is a day, in figures or in words that hold a figure or an end (“end of June”)."""
    bare = _BY.sub("", text, count=1)
    return _WRITTEN.fullmatch(bare) is not None and _day(bare, date(2026, 1, 1), is_past=False) is not None


def _day(text: str, today: date, *, is_past: bool) -> date | None:
    typed = _TIME.sub("", text.strip())
    if short := _SHORT_YEAR.fullmatch(typed):
        typed = f"{short[1]} {short[2]} 20{short[3]}"
    try:
        return parse_day(typed, today, is_past=is_past)
    except UserError:
        return None
