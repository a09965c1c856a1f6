"""The deadlines by weeks: what the page shows, and which of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from crm.queries.deadlines import Deadline, DeadlinesFilter, list_deadlines
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.deadlines import Kind, label, week_words
from crm.rules.names import fold
from resources.translations import _, ngettext
from ui.icons import OF_NOUN, Icon
from ui.lists.columns import Column, Heading, Listing, Wanted
from ui.pages.deadlines.looks import when_pill
from ui.widgets.status import Status as Pill

LATE, WEEK, MONTH, QUARTER, ALL = "late", "7", "30", "90", "all"


class Line:
    """One deadline in the list: its number there is kept from one answer to the next."""

    def __init__(self, number: int, deadline: Deadline) -> None:
        self.id = number
        self.deadline = deadline


class Weeks:
    """Asks for the deadlines, and hands out their lines; both on the reader."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lines: dict[int, Line | Heading] = {}

    def deadline(self, number: int) -> Deadline | None:
        """What stands under this number."""
        line = self._lines.get(number)
        return line.deadline if isinstance(line, Line) else None

    def ids(self, wanted: Wanted) -> list[int]:
        """The numbers of the lines, a heading over each week."""
        found = [row for row in list_deadlines(None, _last(wanted), _filter(wanted)) if _fits(row, wanted.text)]
        lines: list[Line | Heading] = []
        for at, (words, rows) in enumerate(groupby(found, _week_of), start=1):
            of_week = [Line(self._numbers.setdefault(row.key, len(self._numbers) + 1), row) for row in rows]
            lines += [Heading(-at, f"{words} ({len(of_week)})"), *of_week]
        self._lines = {line.id: line for line in lines}
        return [line.id for line in lines]

    def rows(self, ids: Sequence[int]) -> list[Line | Heading]:
        """The lines with these numbers."""
        lines = self._lines
        return [lines[number] for number in ids if number in lines]

    def listing(self) -> Listing[Line]:
        """The columns of the list."""
        return Listing(
            "deadlines",
            (
                Column("day", _("Day"), _day, 92, is_sortable=False),
                Column("when", _("When"), _when, 134, status=_pill, is_sortable=False),
                Column("what", _("What"), _what, 176, is_sortable=False, hint=_what),
                Column(
                    "title",
                    _("Title"),
                    _title,
                    icon=_glyph,
                    is_strong=True,
                    stretches=True,
                    is_sortable=False,
                    hint=_title,
                ),
                Column("party", _("Who"), _party, 170, is_sortable=False, hint=_party),
                Column("owner", _("Owner"), _owner, 116, is_sortable=False),
                Column("basis", _("On whose word"), _basis, 112, is_sortable=False),
                Column("place", _("Place"), _place, 130, is_sortable=False, is_shown=False),
            ),
            ids=self.ids,
            rows=self.rows,
            count_text=_count,
            has_headings=True,
        )


def when_choices() -> list[tuple[object, str]]:
    """How far ahead the list looks; what is late is always on top."""
    return [
        (LATE, _("Late")),
        (WEEK, _("Late and this week")),
        (MONTH, _("Late and 30 days")),
        (QUARTER, _("Late and 90 days")),
        (ALL, _("Every day")),
    ]


def kind_choices() -> list[tuple[object, str]]:
    """Every kind of deadline."""
    return [("", _("All kinds")), *((kind.value, label(kind)) for kind in Kind)]


def _last(wanted: Wanted) -> date | None:
    when = str(wanted.filters.get("when", MONTH))
    return clock.today() + timedelta(days=int(when)) if when.isdecimal() else None


def _filter(wanted: Wanted) -> DeadlinesFilter:
    chosen = wanted.filters
    kind, owner, body = chosen.get("kind"), chosen.get("owner"), chosen.get("body")
    return DeadlinesFilter(
        kinds=(str(kind),) if kind else (),
        owner_id=owner if isinstance(owner, int) else None,
        body_id=body if isinstance(body, int) else None,
        is_late=chosen.get("when") == LATE,
    )


def _fits(row: Deadline, text: str) -> bool:
    """Whether every word begins a word of what the line says."""
    said = f" {fold(' '.join((row.name, row.what, row.party, row.place, row.owner)))}"
    return all(f" {word}" in said for word in fold(text).split())


def _week_of(row: Deadline) -> str:
    return _("Late") if row.is_late else week_words(row.day, clock.today())


def _day(line: Line) -> str:
    return format_day(line.deadline.day, clock.today())


def _when(line: Line) -> str:
    return line.deadline.when


def _pill(line: Line) -> Pill:
    return when_pill(line.deadline)


def _what(line: Line) -> str:
    return line.deadline.what


def _title(line: Line) -> str:
    return line.deadline.name


def _glyph(line: Line) -> Icon | None:
    return Icon.LOCK_KEY if line.deadline.confidentiality == 2 else OF_NOUN.get(line.deadline.noun)


def _party(line: Line) -> str:
    return line.deadline.party


def _owner(line: Line) -> str:
    return line.deadline.owner


def _basis(line: Line) -> str:
    return label(line.deadline.basis)


def _place(line: Line) -> str:
    return line.deadline.place


def _count(count: int) -> str:
    return ngettext("{count} deadline", "{count} deadlines", count)
