"""The cells of one row of a register by what they mean, and what could not be read kept as words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from crm.exchange.cells import quick_fold
from crm.exchange.columns import Field, Mapping
from crm.exchange.register_days import read_due, read_made
from crm.rules.list_words import ListWords
from resources.translations import _

_YEAR = re.compile(r"\d{4}|\d\D+\d\d$")  # without one the day is another one next year
_TIME = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?\s*(am|pm)?(?::\d\d)?", re.IGNORECASE)
_TOO_MANY = 1_000_000  # of whatever is counted: it is a telephone number
_NUMBER = re.compile(r"\d{1,3}(?:[  ,]\d{3})+|\d+(?:\.0+)?")


class RowCells:
    """One row. `line` says where it stands, `kept` what it says that found no place of its own."""

    def __init__(self, mapping: Mapping, today: date) -> None:
        self._at = {field: [column.index for column in mapping.of(field)] for field in Field}
        self.today = today
        self.line = ""
        self._cells: Sequence[str] = ()
        self.kept: list[str] = []

    def stand_on(self, line: str, cells: Sequence[str]) -> None:
        """Go on to another row."""
        self.line, self._cells, self.kept = line, cells, []

    def text(self, field: Field) -> str:
        """The first cell with this meaning."""
        at = self._at[field]
        return self._cells[at[0]] if at else ""

    def texts(self, field: Field) -> list[str]:
        """Every cell with this meaning that says anything."""
        return [self._cells[index] for index in self._at[field] if self._cells[index]]

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes of the row, and what found no other place."""
        return (*self.texts(Field.NOTE), *self.kept)

    def keep(self, heading: str, words: str) -> None:
        """Keep words under the heading they stood under."""
        if words:
            self.kept.append(_("{heading}, in the list: {words}").format(heading=heading, words=words))

    def word(self, field: Field, words: ListWords, heading: str) -> str:
        """The value of ours that a cell stands for; a word that stands for none is kept."""
        found = words.find(self.text(field))
        if found is None:
            self.keep(heading, self.text(field))
        return found or ""

    def past_day(self, field: Field) -> date | None:
        """A day that is over; one without a year is the last one."""
        typed = self.text(field)
        return read_made(typed, self.today) if typed else None

    def due(self, field: Field, said_on: date | None) -> tuple[date | None, str]:
        """A day to come, counted from the day it was said, or the words that describe it."""
        typed = self.text(field)
        return read_due(typed, said_on or self.today) if typed else (None, "")

    def day(self, field: Field, heading: str) -> date | None:
        """A day, before or after today; what is none is kept as words."""
        typed = self.text(field)
        found = near_day(typed, self.today)
        if found is None:
            self.keep(heading, typed)
        return found

    def number(self, field: Field, heading: str) -> int | None:
        """A whole number; what is none is kept as words."""
        typed = self.text(field)
        found = int(re.sub(r"\D", "", typed.partition(".")[0])) if _NUMBER.fullmatch(typed) else None
        if found is None or found >= _TOO_MANY:
            self.keep(heading, typed)
            return None
        return found

    def times(self, heading: str) -> tuple[str, str]:
        """When it begins and ends, also both in one cell; what is no time is kept as words."""
        first, last = self.text(Field.START_TIME), self.text(Field.END_TIME)
        if not last:
            first, _sign, last = (part.strip() for part in re.sub(r"\s+(to|tot|until)\s+|–", "-", first).partition("-"))
        start, end = read_time(first), read_time(last)
        if (first and not start) or (last and not end):
            self.keep(heading, " – ".join(filter(None, (first, last))))
        return start, end


def near_day(typed: str, today: date) -> date | None:
    """A day; one without a year is the next or the last one, whichever is nearer."""
    if not typed:
        return None
    found = [day for day in (read_made(typed, today), read_due(typed, today)[0]) if day is not None]
    return min(found, key=lambda day: abs(day - today)) if found else None


def read_time(typed: str) -> str:
    """“9h30”, “09:30”, “2pm” as “09:30”; empty for what is no time."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].casefold() == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def day_words(day: date | None, typed: str) -> str:
    """A day as it is compared between files, however it was written; what is uncertain stays as typed."""
    return day.isoformat() if day is not None and _YEAR.search(typed) else quick_fold(typed)


def digest(*parts: str) -> str:
    """By what the same row is recognised in the next file, whatever stands in its other columns."""
    return hashlib.sha256("\n".join(map(quick_fold, parts)).encode()).hexdigest()[:24]
