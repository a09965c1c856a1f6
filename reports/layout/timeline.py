"""A line of time: each row a name and the day it falls on, with the way it slipped; read by shape, not by colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from crm.rules.dates import format_day
from reports.layout import fonts, text
from reports.layout.charts import grey, write
from reports.layout.styles import CELL, CELL_NOTE
from resources.translations import _

MOST = 15
"""Rows of one drawing: few enough that it finds room under what stands before it; more are drawn below it."""
_STEP = 16.0
_HEAD = 34.0
_SIZE = 7.0
_LABELS = 0.38
_DAYS_ROUND = 3


class Mark(Enum):
    """What a row's day looks like."""

    DONE = "done"
    OPEN = "open"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, the day it first had, the day it has, and what became of it."""

    name: str
    first: date | None
    day: date | None
    mark: Mark


def draw(rows: Sequence[Row], today: date, width: float) -> list[Any]:
    """Drawings of these rows over one span of time, as many as pages need; nothing where no row has a day."""
    days = [day for row in rows for day in (row.first, row.day) if day is not None]
    if not days:
        return []
    span = min(*days, today), max(*days, today)
    return [_drawing(rows[at : at + MOST], span, today, width) for at in range(0, len(rows), MOST)]


def _drawing(rows: Sequence[Row], span: tuple[date, date], today: date, width: float) -> Any:
    from reports.layout.figure import Figure

    fonts.register_fonts()
    height = _HEAD + _STEP * len(rows)
    drawing = Figure(width, height + 6, in_words(rows, today))
    drawing.initialFontName = fonts.REGULAR
    scale = _Scale(width * _LABELS, width - _SIZE, *span)
    _add_axis(drawing, scale, height, today)
    for number, row in enumerate(rows):
        _add_row(drawing, scale, row, height - _HEAD - _STEP * (number + 1) + 4)
    return drawing


def in_words(rows: Sequence[Row], today: date) -> str:
    """What the line shows, for those who do not see it."""
    said = "; ".join(_row_in_words(row) for row in rows)
    return _("Line of time; today is {day}. {rows}.").format(day=format_day(today), rows=said)


def _row_in_words(row: Row) -> str:
    if row.day is None:
        when = _("no date")
    elif row.first is None or row.first == row.day:
        when = format_day(row.day)
    else:
        when = _("{day}, first {before}").format(day=format_day(row.day), before=format_day(row.first))
    became = {Mark.DONE: _("done"), Mark.OPEN: _("to do"), Mark.DROPPED: _("left out")}[row.mark]
    return _("{name}: {when}, {became}").format(name=text.clean_line(row.name), when=when, became=became)


@dataclass(frozen=True, slots=True)
class _Scale:
    left: float
    right: float
    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day stands."""
        days = (self.last - self.first).days + 2 * _DAYS_ROUND
        return self.left + (self.right - self.left) * ((day - self.first).days + _DAYS_ROUND) / days


def _add_axis(drawing: Any, scale: _Scale, height: float, today: date) -> None:
    """Months over thin lines, and today as a heavier one."""
    from reportlab.graphics.shapes import Line

    top, free = height - _HEAD + 4, 0.0
    for month in months(scale.first, scale.last):
        x = scale.at(month)
        drawing.add(Line(x, 0, x, top, strokeColor=grey(0.8), strokeWidth=0.4))
        words = format_day(month).split(" ", 1)[1]
        if x >= free and x + text.width_of(words, CELL_NOTE) <= scale.right + _SIZE:
            free = write(drawing, x, top + 4, words, CELL_NOTE) + 8
    x = scale.at(today)
    drawing.add(Line(x, 0, x, top + 14, strokeColor=grey(0), strokeWidth=0.8, strokeDashArray=[2, 2]))
    words = _("today")
    write(drawing, min(x, scale.right - text.width_of(words, CELL_NOTE)), top + 17, words, CELL_NOTE)


def months(first: date, last: date) -> list[date]:
    """The first days of months in a span, thinned out so that no more than a dozen are named."""
    found = []
    day = (first.replace(day=1) + timedelta(days=32)).replace(day=1) if first.day > 1 else first
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found[:: 1 + len(found) // 13]


def _add_row(drawing: Any, scale: _Scale, row: Row, y: float) -> None:
    from reportlab.graphics.shapes import Line, Rect

    write(drawing, 0, y, text.shorten(row.name, CELL, scale.left - 10), CELL)
    middle = y + _SIZE / 2 - 0.5
    if row.day is None:
        write(drawing, scale.left, y, _("no date"), CELL_NOTE)
        return
    if row.first is not None and row.first != row.day:
        ends = scale.at(row.first), scale.at(row.day)
        drawing.add(Line(min(ends), middle, max(ends), middle, strokeColor=grey(0), strokeWidth=1))
        drawing.add(Line(ends[0], middle - 4, ends[0], middle + 4, strokeColor=grey(0), strokeWidth=1))
    x = scale.at(row.day) - _SIZE / 2
    filled = grey(0) if row.mark is Mark.DONE else grey(1)
    drawing.add(Rect(x, y - 0.5, _SIZE, _SIZE, fillColor=filled, strokeColor=grey(0), strokeWidth=0.8))
    if row.mark is Mark.DROPPED:
        drawing.add(Line(x, y - 0.5, x + _SIZE, y - 0.5 + _SIZE, strokeColor=grey(0), strokeWidth=0.8))
        drawing.add(Line(x, y - 0.5 + _SIZE, x + _SIZE, y - 0.5, strokeColor=grey(0), strokeWidth=0.8))
