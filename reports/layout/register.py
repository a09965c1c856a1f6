"""The register: a long table of wrapped texts that stays fast to a thousand pages.

Each cell is wrapped once, rows know their heights, and a page is cut off by slicing; only the rows of the page in hand
are held laid out. Headings are repeated, a group heading never stands alone at the foot of a page, and a row moves
to the next page whole unless it is taller than half of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus import Flowable

from reports.layout import links, page, styles, tags, text
from reports.layout.flow import TextBlock, add_outline, first_baseline, lead_apart
from reports.layout.styles import Style
from resources.translations import _

GUTTER = 10.0
PADDING = 4.0
_HEAD = 20.0
_GROUP = 24.0
_CONTINUED = 20.0
_FEWEST_LINES = 36.0
_TALLEST = page.BODY_HEIGHT / 2
_GROUP_LINES = 2
_GAUGE = 6.0
_REMEMBERED = 60
_MOST_WRAPPED = 5_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, and whether figures are set to the right."""

    title: str
    share: float
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A text in a cell, in one style; `most` cuts it to so many lines."""

    words: str
    style: Style = styles.CELL
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Gauge:
    """How much of a whole is done, as a bar in a cell: black what is done, empty what is not."""

    percent: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: for each column the blocks of its cell."""

    cells: tuple[tuple[Block | Gauge, ...], ...]


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """A heading across the columns over the rows of a group."""

    words: str
    outline: int | None = None


Row = Entry | GroupHeading


@dataclass(frozen=True, slots=True)
class _Run:
    style: Style
    lines: Sequence[str]
    percent: int | None = None
    """Of a bar, which stands on one empty line."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row as lines: for each column its runs; and the height with padding."""

    height: float
    cells: tuple[tuple[_Run, ...], ...]
    broken: int | None = None
    """Which row this is a piece of."""


def head_height(titles: Sequence[Sequence[str]]) -> float:
    """How high the headings of columns are."""
    return _HEAD + (max(map(len, titles), default=1) - 1) * styles.COLUMN.leading


class _Body:
    """What the parts of one register share: rows, widths, and the rows already laid out."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], padding: float) -> None:
        self.columns = columns
        self.rows = rows
        self.padding = padding
        self.lefts: list[float] = []
        self.widths: list[float] = []
        self.width = 0.0
        self.titles: list[list[str]] = []
        self.head = _HEAD
        self._laid: dict[int, _Laid] = {}
        self._wrapped: dict[tuple[str, str, float, float], Sequence[str]] = {}

    def set_width(self, width: float) -> None:
        """Share the width out among the columns."""
        if width == self.width:
            return
        self.width = width
        room = width - GUTTER * (len(self.columns) - 1)
        shares = sum(column.share for column in self.columns)
        self.widths = [room * column.share / shares for column in self.columns]
        self.lefts = [sum(self.widths[:index]) + GUTTER * index for index in range(len(self.columns))]
        self.titles = [
            text.heading_lines(column.title, styles.COLUMN, wide)
            for column, wide in zip(self.columns, self.widths, strict=True)
        ]
        self.head = head_height(self.titles)

    def laid(self, index: int) -> _Laid:
        """The row as lines, laid out at most once while it is on its way to a page."""
        found = self._laid.get(index)
        if found is None:
            found = self._laid[index] = self._lay_out(self.rows[index])
        return found

    def forget(self, index: int) -> None:
        """Drop the lines of a row that was drawn."""
        self._laid.pop(index, None)

    def _lay_out(self, row: Row) -> _Laid:
        if isinstance(row, GroupHeading):
            lines = text.wrap(text.clean_line(row.words), styles.GROUP, self.width - 16)
            lines = text.shorten_lines(lines, _GROUP_LINES, styles.GROUP, self.width - 16)
            return _Laid(_GROUP + (len(lines) - 1) * styles.GROUP.leading, ((_Run(styles.GROUP, lines),),))
        cells = tuple(
            tuple([self._run(block, width) for block in cell if isinstance(block, Gauge) or block.words])
            for cell, width in zip(row.cells, self.widths, strict=True)
        )
        return _Laid(max(map(_height, cells)) + 2 * self.padding, cells)

    def _run(self, block: Block | Gauge, width: float) -> _Run:
        if isinstance(block, Gauge):
            return _Run(styles.CELL, ("",), max(0, min(100, block.percent)))
        lines = self._wrap(block, width)
        if block.most is not None and len(lines) > block.most:
            kept = lines[: block.most - 1]
            rest = " ".join(lines[block.most - 1 :])
            lines = [*kept, text.shorten(rest, block.style, width)]
        return _Run(block.style, lines)

    def _wrap(self, block: Block, width: float) -> Sequence[str]:
        words = block.words
        if len(words) > _REMEMBERED:
            return text.wrap(text.clean(words), block.style, width)
        key = (words, block.style.font, block.style.size, width)
        found = self._wrapped.get(key)
        if found is None:
            if len(self._wrapped) > _MOST_WRAPPED:
                self._wrapped.clear()
            found = self._wrapped[key] = text.wrap(text.clean(words), block.style, width)
        return found


def _height(cell: Sequence[_Run]) -> float:
    height = 0.0
    for run in cell:
        height += len(run.lines) * run.style.leading
    return height


class Register(Flowable):
    """A table with repeated headings; `lead` stands over it and never without its first row."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        lead: Sequence[TextBlock] = (),
        *,
        padding: float = PADDING,
    ) -> None:
        super().__init__()
        self._set(_Body(columns, rows, padding), 0, len(rows), lead)
        self.spaceBefore = lead[0].spaceBefore if lead else 8
        self.spaceAfter = 12

    def _set(self, body: _Body, start: int, stop: int, lead: Sequence[TextBlock]) -> None:
        self.body = body
        self.lead = lead
        self.start = start
        self.stop = stop
        self.carried: _Laid | None = None
        self.ending: _Laid | None = None
        self.group = ""

    def _part(self, start: int, stop: int) -> Register:
        part = Register.__new__(Register)
        Flowable.__init__(part)
        part._set(self.body, start, stop, ())
        part.spaceBefore, part.spaceAfter = self.spaceBefore, self.spaceAfter
        return part

    @property
    def is_empty(self) -> bool:
        """Whether no row, nor a piece of one, is in this part."""
        return self.start == self.stop and self.carried is None and self.ending is None

    def _top(self) -> float:
        """The height of everything above the first row."""
        leads = sum(block.wrap(self.body.width, 0)[1] + block.spaceAfter for block in self.lead)
        return leads + self.body.head + (_CONTINUED if self.group else 0)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size; rows below the end of the page are not looked at."""
        self.body.set_width(available_width)
        height = self._top()
        for laid in self._laid_rows():
            height += laid.height
            if height > available_height:
                break
        return available_width, height

    def _laid_rows(self) -> Any:
        if self.carried is not None:
            yield self.carried
        for index in range(self.start, self.stop):
            yield self.body.laid(index)
        if self.ending is not None:
            yield self.ending

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The part for this page and the rest; nothing when not even the first row should stand here."""
        self.body.set_width(available_width)
        if self.lead and self._top() > _TALLEST:
            rest = self._part(self.start, self.stop)
            rest.carried, rest.ending, rest.group = self.carried, self.ending, self.group
            return lead_apart(self.lead, rest, available_width, available_height)
        room = available_height - self._top()
        if self.carried is not None and self.carried.height > room:
            return self._split_carried(room)
        room -= self.carried.height if self.carried is not None else 0
        stop, room = self._fitting(room)
        head, tail = self._part(self.start, stop), self._part(stop, self.stop)
        head.lead, head.carried, head.group, tail.ending = self.lead, self.carried, self.group, self.ending
        self._break_tall(head, tail, stop, room)
        if head.is_empty:
            return []
        if tail.is_empty:
            return [head]
        tail.group = self._group_at(stop, tail)
        return [head, tail]

    def _fitting(self, room: float) -> tuple[int, float]:
        """The row where the next page begins, without leaving a group heading behind; and the room then left."""
        stop = self.start
        while stop < self.stop and self.body.laid(stop).height <= room:
            room -= self.body.laid(stop).height
            stop += 1
        if stop < self.stop and not self._is_tall_enough(stop, room):
            while stop > self.start and isinstance(self.body.rows[stop - 1], GroupHeading):
                stop -= 1
                room += self.body.laid(stop).height
        return stop, room

    def _is_tall_enough(self, index: int, room: float) -> bool:
        """Whether the row may be broken here: taller than half a page, and a few lines of it fit."""
        return self.body.laid(index).height > _TALLEST and room >= _FEWEST_LINES + 2 * self.body.padding

    def _break_tall(self, head: Register, tail: Register, stop: int, room: float) -> None:
        if stop >= self.stop or not self._is_tall_enough(stop, room):
            return
        head.ending, tail.carried = _break(self.body.laid(stop), room, self.body.padding, stop)
        self.body.forget(stop)
        tail.start = stop + 1

    def _split_carried(self, room: float) -> list[Flowable]:
        if self.carried is None or room < _FEWEST_LINES + 2 * self.body.padding:
            return []
        head, tail = self._part(self.start, self.start), self._part(self.start, self.stop)
        head.lead, head.group, tail.group, tail.ending = self.lead, self.group, self.group, self.ending
        head.ending, tail.carried = _break(self.carried, room, self.body.padding, self.carried.broken)
        return [head, tail]

    def _group_at(self, stop: int, tail: Register) -> str:
        """The group that goes on over the page, or nothing where a new one begins."""
        if tail.carried is None and stop < self.stop and isinstance(self.body.rows[stop], GroupHeading):
            return ""
        for index in range(stop - 1, self.start - 1, -1):
            row = self.body.rows[index]
            if isinstance(row, GroupHeading):
                return row.words
        return self.group

    def draw(self) -> None:
        """Write headings, then every row with a rule under it."""
        y = self._height_drawn()
        pen = text.Pen(self.canv)
        rules: list[float] = []
        y = self._draw_lead(y)
        y = self._draw_heads(pen, y)
        if self.carried is not None:
            y = self._draw_entry(pen, rules, y, self.carried)
        for index in range(self.start, self.stop):
            y = self._draw_row(pen, rules, y, index)
        if self.ending is not None:
            self._draw_entry(pen, rules, y, self.ending)
        self._draw_rules(rules)
        pen.lift()

    def _height_drawn(self) -> float:
        return self._top() + sum(laid.height for laid in self._laid_rows())

    def _draw_lead(self, y: float) -> float:
        for block in self.lead:
            height = block.wrap(self.body.width, 0)[1]
            block.drawOn(self.canv, 0, y - height)
            y -= height + block.spaceAfter
        return y

    def _draw_heads(self, pen: text.Pen, y: float) -> float:
        marks = self.canv.tags.column_headings(self.body, len(self.body.columns))
        y -= self.body.head
        for index, (title, mark) in enumerate(zip(self.body.titles, marks, strict=True)):
            pen.begin(mark)
            self._write(pen, index, y + 7 + (len(title) - 1) * styles.COLUMN.leading, title, styles.COLUMN)
            pen.end()
        self.canv.setLineWidth(0.8)
        self.canv.setStrokeGray(0)
        self.canv.line(0, y, self.body.width, y)
        if self.group:
            words = _("{group} (continued)").format(group=text.shorten(self.group, styles.NOTE, self.body.width - 80))
            pen.begin(tags.RUNNING)
            pen.write(0, y - 14, (words,), styles.NOTE)
            pen.end()
            y -= _CONTINUED
        return y

    def _draw_row(self, pen: text.Pen, rules: list[float], y: float, index: int) -> float:
        laid = self.body.laid(index)
        self.body.forget(index)
        row = self.body.rows[index]
        if isinstance(row, Entry):
            return self._draw_entry(pen, rules, y, laid)
        if row.outline is not None:
            self.canv.saveState()
            self.canv.translate(0, y - laid.height)
            add_outline(self.canv, row.words, row.outline, laid.height)
            self.canv.restoreState()
        self.canv.setFillGray(0.92)
        self.canv.rect(0, y - laid.height, self.body.width, laid.height - PADDING, stroke=0, fill=1)
        (run,) = laid.cells[0]
        pen.begin(self.canv.tags.group_heading(self.body, len(self.body.columns)))
        pen.write(6, y - PADDING - first_baseline(Style(run.style.font, run.style.size, 20)), run.lines, run.style)
        pen.end()
        return y - laid.height

    def _draw_entry(self, pen: text.Pen, rules: list[float], y: float, laid: _Laid) -> float:
        row: tags.Row = self.canv.tags.row(self.body, laid.broken)
        for index, cell in enumerate(laid.cells):
            top = y - self.body.padding
            if not cell:
                row.leave_empty(index)
                continue
            self._draw_cell(pen, row, index, top, cell)
        y -= laid.height
        rules.append(y)
        return y

    def _draw_cell(self, pen: text.Pen, row: tags.Row, index: int, top: float, cell: Sequence[_Run]) -> None:
        """Its texts and bars; references lead to the rows that begin with them."""
        linked = None
        if index == 0 and links.has_reference(cell[0].lines[0]):
            self.canv.links.place(self.canv, cell[0].lines[0], 0, top)
        elif any(links.has_reference(line) for run in cell for line in run.lines):
            linked = row.element(index)
        if linked is None:
            pen.begin(row.begin(index))
        for run in cell:
            y = top - first_baseline(run.style)
            if run.percent is not None:
                self._draw_gauge(index, top - run.style.leading, run.percent)
            if linked is None:
                self._write(pen, index, y, run.lines, run.style)
            else:
                links.write(pen, self.canv, linked, self.body.lefts[index], y, run.lines, run.style)
            top -= len(run.lines) * run.style.leading
        if linked is None:
            pen.end()

    def _draw_gauge(self, index: int, bottom: float, percent: int) -> None:
        left, width = self.body.lefts[index], self.body.widths[index]
        self.canv.setLineWidth(0.6)
        self.canv.setStrokeGray(0)
        self.canv.setFillGray(0)
        self.canv.rect(left, bottom + 3, width, _GAUGE)
        if percent:
            self.canv.rect(left, bottom + 3, width * percent / 100, _GAUGE, fill=1)

    def _write(self, pen: text.Pen, index: int, y: float, lines: Sequence[str], style: Style) -> None:
        left = self.body.lefts[index]
        if not self.body.columns[index].is_right:
            pen.write(left, y, lines, style)
            return
        for line in lines:
            pen.write(left + self.body.widths[index] - text.width_of(line, style), y, (line,), style)
            y -= style.leading

    def _draw_rules(self, rules: list[float]) -> None:
        if not rules:
            return
        lines = " ".join([f"0 {y:.2f} m {self.body.width:.2f} {y:.2f} l" for y in rules])
        self.canv._code.append(f"q 0.4 w 0.7 G {lines} S Q")


def _break(laid: _Laid, room: float, padding: float, row: int | None) -> tuple[_Laid, _Laid]:
    """A row broken between lines, so that the first part is no taller than `room`."""
    cells = [_break_cell(cell, room - 2 * padding) for cell in laid.cells]
    first, rest = tuple(above for above, _below in cells), tuple(below for _above, below in cells)
    return (
        _Laid(max(map(_height, first)) + 2 * padding, first, row),
        _Laid(max(map(_height, rest)) + 2 * padding, rest, row),
    )


def _break_cell(cell: Sequence[_Run], room: float) -> tuple[tuple[_Run, ...], tuple[_Run, ...]]:
    above: list[_Run] = []
    below: list[_Run] = []
    for run in cell:
        fitting = 0 if below else min(len(run.lines), int(room // run.style.leading))
        room -= fitting * run.style.leading
        if fitting:
            above.append(replace(run, lines=run.lines[:fitting]))
        if fitting < len(run.lines):
            below.append(replace(run, lines=run.lines[fitting:]))
    return tuple(above), tuple(below)
