"""Plain blocks for a story: texts, lists of facts, drawings. Each breaks over pages by lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from reports.layout import text
from reports.layout.styles import FACT, KEY, NOTE, Style

LABEL_WIDTH = 104.0


class TextBlock(Flowable):
    """A text set in one style; `outline` is its level in the PDF's outline, `most` cuts it to so many lines."""

    def __init__(self, words: str, style: Style, *, outline: int | None = None, most: int | None = None) -> None:
        super().__init__()
        self.words = words
        self.style = style
        self.outline = outline
        self.most = most
        self.spaceBefore = style.before
        self.spaceAfter = style.after
        self._lines: list[str] | None = None

    def lines_in(self, width: float) -> list[str]:
        """The lines in a column so wide."""
        if self._lines is None:
            lines = text.wrap(text.clean(self.words), self.style, width)
            self._lines = lines if self.most is None else text.shorten_lines(lines, self.most, self.style, width)
        return self._lines

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        return available_width, len(self.lines_in(available_width)) * self.style.leading

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """What fits, and the rest."""
        lines = self.lines_in(available_width)
        fitting = int(available_height // self.style.leading)
        if fitting < 1 or fitting >= len(lines):
            return []
        first, rest = TextBlock("", self.style, outline=self.outline), TextBlock("", self.style)
        first._lines, rest._lines = lines[:fitting], lines[fitting:]
        return [first, rest]

    def draw(self) -> None:
        """Write the lines, and the outline entry."""
        lines = self._lines or []
        height = len(lines) * self.style.leading
        if self.outline is not None:
            add_outline(self.canv, self.words, self.outline, height)
        pen = text.Pen(self.canv)
        pen.write(0, height - first_baseline(self.style), lines, self.style)
        pen.lift()


class Facts(Flowable):
    """Labelled facts under each other: “Period …”, “Made on …”."""

    def __init__(self, facts: Sequence[tuple[str, str]], style: Style = FACT) -> None:
        super().__init__()
        self.facts = facts
        self.style = style
        self.spaceAfter = 8
        self._rows: list[tuple[str, str]] | None = None

    def rows_in(self, width: float) -> list[tuple[str, str]]:
        """The lines in a column so wide, each with its label; a fact's further lines have none."""
        if self._rows is None:
            self._rows = []
            for label, words in self.facts:
                lines = text.wrap(text.clean(words), self.style, width - LABEL_WIDTH)
                labels = [text.shorten(label, self.style, LABEL_WIDTH - 8), *[""] * (len(lines) - 1)]
                self._rows += zip(labels, lines, strict=True)
        return self._rows

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        return available_width, len(self.rows_in(available_width)) * self.style.leading

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """What fits, and the rest."""
        rows = self.rows_in(available_width)
        fitting = int(available_height // self.style.leading)
        if fitting < 1 or fitting >= len(rows):
            return []
        first, rest = Facts([], self.style), Facts([], self.style)
        first._rows, rest._rows = rows[:fitting], rows[fitting:]
        return [first, rest]

    def draw(self) -> None:
        """Write labels and facts."""
        rows = self._rows or []
        y = len(rows) * self.style.leading - first_baseline(self.style)
        pen = text.Pen(self.canv)
        pen.write(0, y, [label for label, _line in rows], self.style)
        pen.write(LABEL_WIDTH, y, [line for _label, line in rows], self.style)
        pen.lift()


class Boxed(Flowable):
    """Groups of letters to be typed off, large, numbered and in a frame."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__()
        self.groups = [text.clean_line(group) for group in groups]
        self.spaceBefore = self.spaceAfter = 16

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        self._width = available_width
        widest = max(text.width_of(group, KEY) for group in self.groups) + 40
        self._columns = max(1, min(4, int((available_width - 16) / widest)))
        return available_width, -(-len(self.groups) // self._columns) * KEY.leading + 24

    def draw(self) -> None:
        """Write the groups row by row."""
        high = self.wrap(self._width, 0)[1]
        self.canv.setLineWidth(1)
        self.canv.setStrokeGray(0)
        self.canv.rect(0, 0, self._width, high)
        pen = text.Pen(self.canv)
        for index, group in enumerate(self.groups):
            x = 16 + (index % self._columns) * (self._width - 16) / self._columns
            y = high - 12 - (index // self._columns) * KEY.leading - 25
            pen.write(x, y, (str(index + 1),), NOTE)
            pen.write(x + 18, y, (group,), KEY)
        pen.lift()


def first_baseline(style: Style) -> float:
    """How far below the top of its block the first baseline of a text stands."""
    return (style.leading + style.size * 0.7) / 2


def add_outline(canvas: Any, words: str, level: int, height: float) -> None:
    """An outline entry pointing at the top of what is being drawn."""
    key = f"outline-{len(canvas._destinations)}"
    canvas.bookmarkHorizontal(key, 0, height + 8)
    canvas.addOutlineEntry(text.clean_line(words)[:200], key, level)
