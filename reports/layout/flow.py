"""Plain blocks for a story: texts, lists of facts, drawings. Each breaks over pages by lines."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reportlab.platypus import Flowable

from reports.languages import language_note
from reports.layout import links, marks, text
from reports.layout.page import Identity
from reports.layout.styles import FACT, KEY, NOTE, Style
from reports.layout.tags import Element, Tags

LABEL_WIDTH = 104.0
_ITEM = re.compile(f"(?:[{marks.MARKS}•–]|[0-9]+[.)]) ")
"""How a text begins that is one of a list."""


class PaperOfItsOwn(Flowable):
    """What follows is one of several papers in a file: its own head and foot, its pages counted from 1."""

    def __init__(self, identity: Identity) -> None:
        super().__init__()
        self.identity = identity

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Nothing of it is seen."""
        return 0, 0

    def draw(self) -> None:
        """Tell the canvas."""
        self.canv.begin_paper(self.identity)


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
        self.keepWithNext = style.introduces
        self._lines: list[str] | None = None
        self._whole = self

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
        first.words = self.words
        first._lines, rest._lines = lines[:fitting], lines[fitting:]
        first._whole = rest._whole = self._whole
        return [first, rest]

    def draw(self) -> None:
        """Write the lines, and the outline entry."""
        lines = self._lines or []
        height = len(lines) * self.style.leading
        if self.outline is not None:
            add_outline(self.canv, self.words, self.outline, height)
        pen = text.Pen(self.canv)
        element, y = self._whole._element(self.canv.tags), height - first_baseline(self.style)
        if self.outline is None and any(map(links.has_reference, lines)):
            links.write(pen, self.canv, element, 0, y, lines, self.style)
        else:
            pen.begin(self.canv.tags.mark(element))
            pen.write(0, y, lines, self.style)
            pen.end()
        pen.lift()

    def _element(self, tags: Tags) -> Element:
        """What it is to a screen reader: a heading, one of a list, or a paragraph."""
        if self.style.level == 1:
            return tags.heading(self, 1)
        if self.outline is not None or self.style.level:
            return tags.heading(self, self.style.level if self.outline is None else self.outline + 2)
        if _ITEM.match(self.words):
            return tags.kept((self, "body"), "LBody", tags.list_item(self))
        return tags.kept(self, "P")


class LanguageNote(TextBlock):
    """At the end of a paper what its first page says in the margin, for whoever has it read aloud."""

    def __init__(self) -> None:
        super().__init__("", NOTE)
        self.spaceBefore = NOTE.leading

    def lines_in(self, width: float) -> list[str]:
        """The lines, once everything before was said."""
        self.words = self.words or language_note()
        return super().lines_in(width)


@dataclass(frozen=True, slots=True)
class _FactLine:
    """A line of a fact: which fact of the list it belongs to, its label if it is the first one, its words."""

    fact: int
    label: str
    words: str


class Facts(Flowable):
    """Labelled facts under each other: “Period …”, “Made on …”."""

    def __init__(self, facts: Sequence[tuple[str, str]], style: Style = FACT) -> None:
        super().__init__()
        self.facts = facts
        self.style = style
        self.spaceAfter = 8
        self._lines: list[_FactLine] | None = None
        self._whole = self

    def lines_in(self, width: float) -> list[_FactLine]:
        """The lines in a column so wide."""
        if self._lines is None:
            self._lines = []
            for fact, (label, words) in enumerate(self.facts):
                first, *further = text.wrap(text.clean(words), self.style, width - LABEL_WIDTH)
                self._lines.append(_FactLine(fact, text.shorten(label, self.style, LABEL_WIDTH - 8), first))
                self._lines += [_FactLine(fact, "", line) for line in further]
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
        first, rest = Facts([], self.style), Facts([], self.style)
        first._lines, rest._lines = lines[:fitting], lines[fitting:]
        first._whole = rest._whole = self._whole
        return [first, rest]

    def draw(self) -> None:
        """Write labels and facts."""
        found = self._lines or []
        y = len(found) * self.style.leading - first_baseline(self.style)
        pen = text.Pen(self.canv)
        for fact, group in groupby(found, key=lambda line: line.fact):
            lines = list(group)
            labelled = Labelled(pen, self.canv.tags, (self._whole, fact))
            if lines[0].label:
                labelled.write_label(0, y, lines[0].label, self.style)
            labelled.write_words(LABEL_WIDTH, y, [line.words for line in lines], self.style)
            y -= len(lines) * self.style.leading
        pen.lift()


class Labelled:
    """Writes a label and what belongs to it, as one item of a list; `key` stays the same where it goes on."""

    def __init__(self, pen: text.Pen, tags: Tags, key: Hashable) -> None:
        self._pen = pen
        self._tags = tags
        self._key = key
        self._item = tags.list_item(key)

    def write_label(self, x: float, baseline: float, label: str, style: Style) -> None:
        """Write the label."""
        self._write("Lbl", x, baseline, [label], style)

    def write_words(self, x: float, baseline: float, lines: Sequence[str], style: Style) -> None:
        """Write what belongs to it."""
        self._write("LBody", x, baseline, lines, style)

    def _write(self, role: str, x: float, baseline: float, lines: Sequence[str], style: Style) -> None:
        self._pen.begin(self._tags.mark(self._tags.kept((self._key, role), role, self._item)))
        self._pen.write(x, baseline, lines, style)
        self._pen.end()


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
            labelled = Labelled(pen, self.canv.tags, (self, index))
            labelled.write_label(x, y, str(index + 1), NOTE)
            labelled.write_words(x + 18, y, (group,), KEY)
        pen.lift()


def lead_apart(lead: Sequence[TextBlock], rest: Flowable, width: float, height: float) -> list[Flowable]:
    """A lead too tall to stand over a table's first row, then the table: each breaks over pages for itself."""
    first, *others = lead
    pieces = [first] if first.wrap(width, height)[1] <= height else first.split(width, height)
    return [*pieces, *others, rest] if pieces else []


def first_baseline(style: Style) -> float:
    """How far below the top of its block the first baseline of a text stands."""
    return (style.leading + style.size * 0.7) / 2


def add_outline(canvas: Any, words: str, level: int, height: float) -> None:
    """An entry of the outline, and of the contents, pointing at the top of what is being drawn."""
    number = canvas.outlined
    canvas.outlined += 1
    canvas.links.place(canvas, number, 0, height + 8)
    canvas.bookmarkHorizontal(f"outline-{number}", 0, height + 8)
    canvas.addOutlineEntry(
        text.clean_line(words)[:200], f"outline-{number}", min(level, canvas._doc.outline.currentlevel + 1)
    )
