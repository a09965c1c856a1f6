"""The table of contents of a long paper: after its title, in two columns, each line a link with its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from reports.layout import styles, text
from reports.layout.flow import Facts, TextBlock, first_baseline
from reports.layout.register import GroupHeading, Register
from reports.layout.ruled import WritingRows
from resources.translations import _

LONG = 8
"""A paper of more pages has contents."""
_MOST = 24
_FEWEST = 3
_GUTTER = 24.0
_INDENT = 10.0
_NUMBER = 28.0
_TITLE_BLOCK = (TextBlock, Facts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents: which of the paper's outline it is, what it says, how deep it lies."""

    number: int
    words: str
    level: int


def headings_of(story: Sequence[Any]) -> list[Heading]:
    """The lines for a story, without its title; the upper ones alone where there are too many."""
    found = [Heading(number, words, level) for number, (words, level) in enumerate(_outlined(story))][1:]
    if len(found) > _MOST:
        found = [heading for heading in found if heading.level == 0]
    return found if _FEWEST <= len(found) <= _MOST else []


def _outlined(parts: Sequence[Any]) -> Iterator[tuple[str, int]]:
    """What goes into the outline, in the order in which it is drawn."""
    for part in parts:
        if isinstance(part, TextBlock) and part.outline is not None:
            yield part.words, part.outline
        elif isinstance(part, (Register, WritingRows)):
            yield from _outlined(part.lead)
        if isinstance(part, Register):
            for row in (part.body.rows[index] for index in range(len(part.body.rows))):
                if isinstance(row, GroupHeading) and row.outline is not None:
                    yield row.words, row.outline
        yield from _outlined(getattr(part, "_content", ()))


def with_contents(story: Sequence[Any], headings: Sequence[Heading]) -> list[Any]:
    """The story with its contents after the title block."""
    at = 0
    while at < len(story) and isinstance(story[at], _TITLE_BLOCK) and (at == 0 or not _begins(story[at])):
        at += 1
    return [*story[:at], Contents(headings), *story[at:]]


def _begins(part: Any) -> bool:
    """Whether here begins what the paper has to say."""
    return isinstance(part, TextBlock) and (part.style is styles.SUMMARY or part.outline is not None)


class Contents(Flowable):
    """The lines in two columns; their pages are written when the last one is drawn."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        super().__init__()
        self.headings = headings
        self.spaceBefore, self.spaceAfter = 8, 8
        self._lead = TextBlock(_("Contents"), styles.SECTION)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        self._width = available_width
        self._rows = -(-len(self.headings) // 2)
        return available_width, self._lead.wrap(available_width, 0)[1] + self._rows * styles.BODY.leading

    def draw(self) -> None:
        """Write the lines with dots up to their pages."""
        lead = self._rows * styles.BODY.leading
        self._lead.drawOn(self.canv, 0, lead)
        pen = text.Pen(self.canv)
        table = self.canv.tags.element("TOC")
        column = (self._width - _GUTTER) / 2
        for at, heading in enumerate(self.headings):
            left = (column + _GUTTER) * (at // self._rows)
            bottom = lead - (at % self._rows + 1) * styles.BODY.leading
            self._draw_line(pen, self.canv.tags.element("TOCI", table), heading, left, bottom, column)
        pen.lift()

    def _draw_line(self, pen: text.Pen, item: Any, heading: Heading, left: float, bottom: float, width: float) -> None:
        tags, links = self.canv.tags, self.canv.links
        right, y = left + width, bottom + styles.BODY.leading - first_baseline(styles.BODY)
        x = left + _INDENT * heading.level
        words = text.shorten(heading.words, styles.BODY, right - x - _NUMBER)
        link = tags.element("Link", item)
        pen.begin(tags.mark(link))
        pen.write(x, y, (words,), styles.BODY)
        pen.end()
        links.add(self.canv, heading.number, (left, bottom, right, bottom + styles.BODY.leading), link, words)
        links.number_later(self.canv, heading.number, (right, y), tags.mark(link))
        dots = x + text.width_of(words, styles.BODY) + 6
        self.canv._code.append(
            f"q 0.6 w 0.5 G [0.6 3] 0 d {dots:.2f} {y:.2f} m {right - _NUMBER + 6:.2f} {y:.2f} l S Q"
        )


def page_numbers(canvas: Any, page: int) -> str:
    """The operators that write the page numbers of the contents on this page."""
    later = canvas.links.numbers_on(page)
    if not later:
        return ""
    pen = text.Pen(canvas)
    for each in later:
        number = str(canvas.links.page_of(each.key) or "…")
        pen.begin(each.mark)
        pen.write(each.right - text.width_of(number, styles.BODY), each.baseline, (number,), styles.BODY)
        pen.end()
    return f"{pen.code()}\n"
