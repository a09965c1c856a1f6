"""Lines and boxes to write on by hand: ruled rows with tick boxes, and labelled blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from reports.layout import page, styles, text
from reports.layout.flow import Labelled, TextBlock, first_baseline, lead_apart
from reports.layout.register import Column, head_height
from reports.layout.styles import Style

HAND = 28.0
"""The height of a row that a hand writes on: just under a centimetre."""
_PADDING = 4.0
_BOX = 9.0
_AFTER_BOX = 3.0
_BETWEEN_TICKS = 10.0
_TICK_LINE = 16.0
_MOST_LINES = 6
_RULE = 0.6
_GREY = 0.45
_BLANK = 36.0
_BLANK_GUTTER = 14.0


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick in a cell, each with its word."""

    words: tuple[str, ...]


Cell = str | Ticks | tuple[str, ...]
"""What stands in a cell before a hand writes in it; of several texts the first is bold."""


@dataclass(frozen=True, slots=True)
class _Tick:
    x: float
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class _Line:
    style: Style
    words: str


_LaidCell = Sequence[_Line | _Tick]


@dataclass(frozen=True, slots=True)
class _Laid:
    height: float
    cells: tuple[_LaidCell, ...]


class WritingRows(Flowable):
    """A grid to write in, its headings repeated on every page; `lead` never stands without its first row."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        lead: Sequence[TextBlock] = (),
        *,
        height: float = HAND,
    ) -> None:
        super().__init__()
        self.columns = columns
        self.rows = rows
        self.lead = lead
        self.height = height
        self.spaceBefore = lead[0].spaceBefore if lead else 8
        self.spaceAfter = 8
        self._laid: list[_Laid] | None = None
        self._width = 0.0
        self._whole = self

    # Laying out

    def _lay_out(self, width: float) -> list[_Laid]:
        if self._laid is None or width != self._width:
            self._width = width
            shares = sum(column.share for column in self.columns)
            self._widths = [width * column.share / shares for column in self.columns]
            self._lefts = [sum(self._widths[:index]) for index in range(len(self._widths))]
            self._titles = [
                text.heading_lines(column.title, styles.COLUMN, wide - 2 * _PADDING)
                for column, wide in zip(self.columns, self._widths, strict=True)
            ]
            self._head = head_height(self._titles)
            self._laid = [self._lay_row(row) for row in self.rows]
        return self._laid

    def _lay_row(self, row: Sequence[Cell]) -> _Laid:
        cells: list[_LaidCell] = []
        height = self.height
        for cell, width in zip(row, self._widths, strict=True):
            room = width - 2 * _PADDING
            laid: _LaidCell = _lay_ticks(cell, room) if isinstance(cell, Ticks) else _lay_text(cell, room)
            cells.append(laid)
            height = max(height, _height(laid) + 2 * _PADDING)
        return _Laid(height, tuple(cells))

    def _lead_height(self, width: float) -> float:
        return sum(block.wrap(width, 0)[1] + block.spaceAfter for block in self.lead)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        rows = self._lay_out(available_width)
        return available_width, self._lead_height(available_width) + self._head + sum(row.height for row in rows)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows for this page and the rest; nothing when not even the first row fits."""
        rows = self._lay_out(available_width)
        tall = self._lead_height(available_width)
        if tall > page.BODY_HEIGHT / 2:
            rest = WritingRows(self.columns, self.rows, height=self.height)
            rest._whole = self._whole
            return lead_apart(self.lead, rest, available_width, available_height)
        room = available_height - tall - self._head
        fitting = 0
        while fitting < len(rows) and rows[fitting].height <= room:
            room -= rows[fitting].height
            fitting += 1
        if not 0 < fitting < len(rows):
            return []
        first = WritingRows(self.columns, self.rows[:fitting], self.lead, height=self.height)
        rest = WritingRows(self.columns, self.rows[fitting:], height=self.height)
        first.spaceBefore = self.spaceBefore
        first._whole = rest._whole = self._whole
        return [first, rest]

    # Drawing

    def draw(self) -> None:
        """Draw the lead, the headings, the grid and what is filled in."""
        laid = self._lay_out(self._width)
        y = self.wrap(self._width, 0)[1]
        for block in self.lead:
            height = block.wrap(self._width, 0)[1]
            block.drawOn(self.canv, 0, y - height)
            y -= height + block.spaceAfter
        pen = text.Pen(self.canv)
        self._draw_heads(pen, y)
        top = y - self._head
        y = top
        rules = [y]
        for row in laid:
            in_table = self.canv.tags.row(self._whole)
            for column, (cell, left) in enumerate(zip(row.cells, self._lefts, strict=True)):
                if not cell:
                    in_table.leave_empty(column)
                    continue
                pen.begin(in_table.begin(column))
                self._draw_cell(pen, cell, left + _PADDING, y, row.height)
                pen.end()
            y -= row.height
            rules.append(y)
        self._draw_grid(rules, top, y)
        pen.lift()

    def _draw_heads(self, pen: text.Pen, y: float) -> None:
        marks = self.canv.tags.column_headings(self._whole, len(self.columns))
        for title, left, mark in zip(self._titles, self._lefts, marks, strict=True):
            first = y - self._head + 6 + (len(title) - 1) * styles.COLUMN.leading
            pen.begin(mark)
            pen.write(left + _PADDING, first, title, styles.COLUMN)
            pen.end()

    def _draw_cell(self, pen: text.Pen, cell: _LaidCell, x: float, y: float, height: float) -> None:
        top = y - _PADDING
        for at, part in enumerate(cell):
            if isinstance(part, _Tick):
                first = y - max(_PADDING + 3, (height - _tick_lines(cell) * _TICK_LINE) / 2 + 3)
                draw_tick(pen, x + part.x, first - part.line * _TICK_LINE - _BOX, part.words)
            else:
                baseline = top - first_baseline(part.style) - at * part.style.leading
                pen.write(x, baseline, (part.words,), part.style)

    def _draw_grid(self, rules: Sequence[float], top: float, bottom: float) -> None:
        self.canv.setLineWidth(_RULE)
        self.canv.setStrokeGray(_GREY)
        lines = [(0.0, y, self._width, y) for y in rules]
        lines += [(x, top, x, bottom) for x in (*self._lefts, self._width)]
        self.canv.lines(lines)


def _lay_text(cell: str | tuple[str, ...], width: float) -> list[_Line]:
    parts = (cell,) if isinstance(cell, str) else cell
    found: list[_Line] = []
    for at, words in enumerate(parts):
        if words:
            style = styles.CELL_BOLD if at == 0 and len(parts) > 1 else styles.CELL
            lines = text.wrap(text.clean(words).strip("\n"), style, width)
            found += [_Line(style, line) for line in text.shorten_lines(lines, _MOST_LINES, style, width)]
    return found


def _lay_ticks(cell: Ticks, width: float) -> list[_Tick]:
    found: list[_Tick] = []
    x, line = 0.0, 0
    for words in cell.words:
        needed = _BOX + _AFTER_BOX + text.width_of(text.clean_line(words), styles.CELL)
        if x and x + needed > width:
            x, line = 0.0, line + 1
        found.append(_Tick(x, line, text.clean_line(words)))
        x += needed + _BETWEEN_TICKS
    return found


def _tick_lines(cell: _LaidCell) -> int:
    return max((part.line for part in cell if isinstance(part, _Tick)), default=0) + 1


def _height(cell: _LaidCell) -> float:
    if cell and isinstance(cell[0], _Tick):
        return _tick_lines(cell) * _TICK_LINE
    return sum(part.style.leading for part in cell if isinstance(part, _Line))


def draw_tick(pen: text.Pen, x: float, bottom: float, words: str) -> None:
    """An empty box with its word beside it."""
    pen.write(x - 1.5, bottom, ("☐",), styles.TICK)
    pen.write(x + _BOX + _AFTER_BOX, bottom + 1.5, (words,), styles.CELL)


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to fill in on a line: its label, its share of the width, and what is known already."""

    label: str
    share: float = 1
    words: str = ""


class Blanks(Flowable):
    """Labelled lines beside each other to write on."""

    def __init__(self, blanks: Sequence[Blank]) -> None:
        super().__init__()
        self.blanks = blanks
        self.spaceAfter = 2

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        self._width = available_width
        return available_width, _BLANK

    def draw(self) -> None:
        """Draw label, what is known, and the line."""
        room = self._width - _BLANK_GUTTER * (len(self.blanks) - 1)
        shares = sum(blank.share for blank in self.blanks)
        pen = text.Pen(self.canv)
        x = 0.0
        self.canv.setLineWidth(_RULE)
        self.canv.setStrokeGray(_GREY)
        for index, blank in enumerate(self.blanks):
            width = room * blank.share / shares
            labelled = Labelled(pen, self.canv.tags, (self, index))
            label = text.shorten(blank.label, styles.RUNNING, width)
            labelled.write_label(x, _BLANK - 9, label, styles.RUNNING)
            known = text.shorten(blank.words, styles.BODY_BOLD, width - 2)
            labelled.write_words(x + 1, 8, (known,), styles.BODY_BOLD)
            self.canv.line(x, 4, x + width, 4)
            x += width + _BLANK_GUTTER
        pen.lift()
