"""Large blocks for whoever reads off a wall: a matter with its shape, one or two languages side by side, a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from reports.layout import fonts, text
from reports.layout.flow import first_baseline
from reports.layout.styles import Style
from reports.layout.tags import text_string

STATUS = Style(fonts.BOLD, 17, 24, level=2)
PLACE = Style(fonts.REGULAR, 14, 20)
LABEL = Style(fonts.BOLD, 10.5, 16, grey=0.15)
SENTENCE = Style(fonts.REGULAR, 14, 20)
WHOM = Style(fonts.BOLD, 12, 16)
REFERENCE = Style(fonts.REGULAR, 9, 16, grey=0.25)
_SHAPE = 20.0
_GUTTER = 24.0
_BETWEEN = 8.0
_RULE = 10.0
_REFERENCE = 80.0
_MOST = 9
"""Lines of a sentence in half the width: what is too long was not written by hand."""
DONE, PARTLY, NOT_DONE, WAITING = "done", "partly", "not_done", "waiting"


@dataclass(frozen=True, slots=True)
class Part:
    """A label and its sentence in each language."""

    said: tuple[tuple[str, str, str], ...]
    """Language, label, sentence."""


@dataclass(frozen=True, slots=True)
class Block:
    """What one matter says: its shape and status, where, the parts, and whom to ask."""

    shape: str
    status: str
    reference: str
    place: str
    parts: tuple[Part, ...]
    whom: str


class MatterBlock(Flowable):
    """One matter, never split over pages."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        self.spaceAfter = _BETWEEN

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        self._width = available_width
        self._columns = max((len(part.said) for part in self.block.parts), default=1)
        self._column = (available_width - _GUTTER * (self._columns - 1)) / self._columns
        head = _SHAPE + 8
        self._status = _lines_of(self.block.status, STATUS, available_width - head - _REFERENCE)
        self._place = _lines_of(self.block.place, PLACE, available_width - head)
        self._whom = _lines_of(self.block.whom, WHOM, available_width)
        self._named = text.shorten(self.block.reference, REFERENCE, _REFERENCE - 8)
        self._rows = [[self._lines(*said) for said in part.said] for part in self.block.parts]
        high = _RULE + max(len(self._status), 1) * STATUS.leading + len(self._place) * PLACE.leading
        high += sum(self._high(row) for row in self._rows)
        return available_width, high + 8 + len(self._whom) * WHOM.leading

    def _lines(self, language: str, label: str, sentence: str) -> tuple[str, list[str], list[str]]:
        return language, _lines_of(label, LABEL, self._column), _lines_of(sentence, SENTENCE, self._column, _MOST)

    def _high(self, row: Sequence[tuple[str, list[str], list[str]]]) -> float:
        labels = max(len(label) for _language, label, _lines in row)
        return labels * LABEL.leading + max(len(lines) for _l, _b, lines in row) * SENTENCE.leading + 4

    def split(self, _available_width: float, _available_height: float) -> list[Flowable]:
        """It stays whole."""
        return []

    def draw(self) -> None:
        """The rule above, the shape, and the words."""
        _width, y = self.wrap(self._width, 0)
        self.canv._code.append(f"q 1.5 w 0 G 0 {y:.2f} m {self._width:.2f} {y:.2f} l S Q")
        y -= _RULE
        draw_shape(self.canv, self.block.shape, 0, y - (STATUS.leading + _SHAPE) / 2, _SHAPE)
        pen = text.Pen(self.canv)
        tags, left = self.canv.tags, _SHAPE + 8
        pen.begin(tags.mark(tags.heading(self, 2)))
        pen.write(left, y - first_baseline(STATUS), self._status or [""], STATUS)
        pen.end()
        right = self._width - text.width_of(self._named, REFERENCE)
        pen.write(right, y - first_baseline(STATUS), (self._named,), REFERENCE)
        y -= max(len(self._status), 1) * STATUS.leading
        if self._place:
            pen.write(left, y - first_baseline(PLACE), self._place, PLACE)
            y -= len(self._place) * PLACE.leading
        y -= 4
        for row in self._rows:
            self._write_row(pen, y, row)
            y -= self._high(row)
        if self._whom:
            pen.write(0, y - 4 - first_baseline(WHOM), self._whom, WHOM)
        pen.lift()

    def _write_row(self, pen: text.Pen, y: float, row: Sequence[tuple[str, list[str], list[str]]]) -> None:
        """Each language is read to its end, and by a voice that speaks it."""
        deep = max(len(label) for _language, label, _lines in row) * LABEL.leading
        for at, (language, label, lines) in enumerate(row):
            x = at * (self._column + _GUTTER)
            pen.begin(self.canv.tags.mark(paragraph_in(self.canv.tags, language)))
            if label:
                pen.write(x, y - first_baseline(LABEL), label, LABEL)
            pen.write(x, y - deep - first_baseline(SENTENCE), lines, SENTENCE)
            pen.end()


class Framed(Flowable):
    """Lines in a frame: whom to ask."""

    def __init__(self, lines: Sequence[tuple[str, Style]]) -> None:
        super().__init__()
        self.lines = lines
        self.spaceBefore = 4

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        self._width = available_width
        self._found = [(_lines_of(words, style, available_width - 32), style) for words, style in self.lines if words]
        return available_width, 24 + sum(len(lines) * style.leading for lines, style in self._found)

    def draw(self) -> None:
        """The frame and the lines."""
        high = self.wrap(self._width, 0)[1]
        self.canv._code.append(f"q 2 w 0 G 1 1 {self._width - 2:.2f} {high - 2:.2f} re S Q")
        pen, y = text.Pen(self.canv), high - 12
        for lines, style in self._found:
            pen.write(16, y - first_baseline(style), lines, style)
            y -= len(lines) * style.leading
        pen.lift()


def _lines_of(words: str, style: Style, width: float, most: int = 2) -> list[str]:
    """The lines of a text, no more than the block has room for; none where nothing is said."""
    return text.shorten_lines(text.wrap(text.clean(words), style, width), most, style, width) if words else []


def paragraph_in(tags: Any, language: str) -> Any:
    """A paragraph that a screen reader speaks in this language."""
    return tags.element("P", None, f"/Lang{text_string(f'{language}-ZA')}")


def draw_shape(canvas: Any, shape: str, x: float, y: float, size: float) -> None:
    """What became of it, as a shape that tells without colour: full, half, crossed, empty; its word stands beside."""
    r = size / 2
    middle, k = (x + r, y + r), r * 0.5523
    cx, cy = middle

    def circle(filled: str) -> str:
        return (
            f"{cx + r:.2f} {cy:.2f} m {cx + r:.2f} {cy + k:.2f} {cx + k:.2f} {cy + r:.2f} {cx:.2f} {cy + r:.2f} c "
            f"{cx - k:.2f} {cy + r:.2f} {cx - r:.2f} {cy + k:.2f} {cx - r:.2f} {cy:.2f} c "
            f"{cx - r:.2f} {cy - k:.2f} {cx - k:.2f} {cy - r:.2f} {cx:.2f} {cy - r:.2f} c "
            f"{cx + k:.2f} {cy - r:.2f} {cx + r:.2f} {cy - k:.2f} {cx + r:.2f} {cy:.2f} c h {filled}"
        )

    half = (
        f"{cx:.2f} {cy + r:.2f} m {cx - k:.2f} {cy + r:.2f} {cx - r:.2f} {cy + k:.2f} {cx - r:.2f} {cy:.2f} c "
        f"{cx - r:.2f} {cy - k:.2f} {cx - k:.2f} {cy - r:.2f} {cx:.2f} {cy - r:.2f} c h f"
    )
    d = r * 0.62
    cross = (
        f"{cx - d:.2f} {cy - d:.2f} m {cx + d:.2f} {cy + d:.2f} l {cx - d:.2f} {cy + d:.2f} m "
        f"{cx + d:.2f} {cy - d:.2f} l S"
    )
    tick = f"1 G 2.6 w {cx - d:.2f} {cy:.2f} m {cx - d * 0.2:.2f} {cy - d * 0.75:.2f} l {cx + d:.2f} {cy + d:.2f} l S"
    drawn = {
        DONE: f"{circle('B')} {tick}",
        PARTLY: f"{circle('S')} {half}",
        NOT_DONE: f"2 w {circle('S')} {cross}",
        WAITING: circle("S"),
    }.get(shape, circle("S"))
    canvas._code.append(f"q 1.6 w 0 G 0 g {drawn} Q")
