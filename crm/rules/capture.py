"""The one line in which a promise is caught two minutes after a meeting: who | what | by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.rules.dates import parse_day
from crm.rules.errors import UserError


@dataclass(frozen=True)
class Captured:
    """The parts of a captured line; what was not said is empty, and a date that is none stays in words."""

    who: str
    what: str
    due_on: date | None
    due_words: str


def read_line(line: str, today: date) -> Captured:
    """Split `who | what | by when`; a date counted in words (“in 2 weeks”) runs from `today`.

    Raises UserError("promise-without-words") when nothing says what was promised.
    """
    parts = [part.strip() for part in line.split("|")]
    who, what, when = (*parts, "", "", "")[:3] if len(parts) > 1 else ("", parts[0], "")
    if not what:
        raise UserError("promise-without-words", line=line.strip())
    due_on, due_words = read_due(when, today)
    return Captured(who, what, due_on, due_words)


def read_due(when: str, today: date) -> tuple[date | None, str]:
    """The day meant, or None with the words kept (“before the recess”)."""
    words = when.strip()
    bare = words[3:].strip() if words.lower().startswith("by ") else words
    if not bare:
        return None, ""
    try:
        return parse_day(bare, today), ""
    except UserError:
        return None, words
