"""Charts made once, for paper and for the window: bars that are read by pattern and figure, not by colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from reports.layout import fonts, text
from reports.layout.styles import CELL, CELL_BOLD, Style
from resources.translations import _

_BAR = 12.0
_STEP = 20.0
_LEGEND = 20.0
_HATCH = 4.0
_TOTAL_ROOM = 40.0
_WIDEST_ONE = 48.0
_FEWEST_FOR_FIGURE = 14.0


class Pattern(Enum):
    """How a part of a bar is filled; all four are told apart on a grey copy."""

    SOLID = "solid"
    HATCHED = "hatched"
    GREY = "grey"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the kinds of which each bar is made up: its name in the legend, and its pattern."""

    name: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, and for each part its figure (not below 0)."""

    name: str
    figures: tuple[int, ...]

    @property
    def total(self) -> int:
        """The length of the whole bar."""
        return sum(self.figures)


def bars(parts: Sequence[Part], rows: Sequence[Bar], width: float) -> Any:
    """A reportlab drawing of horizontal bars from 0, each with its parts, its figures and its total."""
    from reports.layout.figure import Figure

    fonts.register_fonts()
    label_width = min(
        width * 0.36, max((text.width_of(text.clean_line(row.name), CELL) for row in rows), default=0) + 8
    )
    longest = max((row.total for row in rows), default=0) or 1
    scale = min(_WIDEST_ONE, (width - label_width - _TOTAL_ROOM) / longest)
    height = _LEGEND + _STEP * len(rows)
    drawing = Figure(width, height, in_words(parts, rows))
    drawing.initialFontName = fonts.REGULAR
    _add_legend(drawing, parts, height)
    for index, row in enumerate(rows):
        _add_bar(drawing, parts, row, label_width, height - _LEGEND - _STEP * (index + 1), scale)
    return drawing


def in_words(parts: Sequence[Part], rows: Sequence[Bar]) -> str:
    """What the bars show, for those who do not see them: every figure that is not 0."""
    said = [_("{name}: {figures}").format(name=text.clean_line(row.name), figures=_figures(parts, row)) for row in rows]
    return _("Bar chart. {bars}.").format(bars="; ".join(said))


def _figures(parts: Sequence[Part], row: Bar) -> str:
    pairs = [(part, figure) for part, figure in zip(parts, row.figures, strict=True) if figure]
    said = [_("{count} {part}").format(count=figure, part=part.name.lower()) for part, figure in pairs]
    return (
        _("{parts}, {total} in all").format(parts=", ".join(said), total=row.total)
        if len(said) > 1
        else (said[0] if said else "0")
    )


def drawing_to_svg(drawing: Any) -> str:
    """The drawing as an SVG text, with the same typeface by its name."""
    from reportlab.graphics import renderSVG

    fonts.register_fonts()
    svg: str = renderSVG.drawToString(drawing)
    return svg.replace(f"font-family: {fonts.BOLD}", f"font-family: {fonts.REGULAR}; font-weight: bold")


def _add_legend(drawing: Any, parts: Sequence[Part], height: float) -> None:
    x = 0.0
    for part in parts:
        _fill(drawing, x, height - 11, 14, 9, part.pattern)
        x += 18
        x = write(drawing, x, height - 10, part.name, CELL) + 16


def _add_bar(drawing: Any, parts: Sequence[Part], row: Bar, left: float, bottom: float, scale: float) -> None:
    from reportlab.graphics.shapes import Line

    write(drawing, 0, bottom + 3, text.shorten(row.name, CELL, left - 8), CELL)
    x = left
    for part, figure in zip(parts, row.figures, strict=True):
        if figure:
            _fill(drawing, x, bottom, figure * scale, _BAR, part.pattern)
            _add_figure(drawing, x, bottom, figure, figure * scale, part.pattern)
        x += figure * scale
    drawing.add(Line(left, bottom - 3, left, bottom + _BAR + 3, strokeWidth=0.6))
    write(drawing, x + 5, bottom + 3, str(row.total), CELL_BOLD)


def _add_figure(drawing: Any, x: float, bottom: float, figure: int, wide: float, pattern: Pattern) -> None:
    """The figure inside its part, where there is room: white on black, else on a white ground."""
    from reportlab.graphics.shapes import Rect

    words = str(figure)
    needed = text.width_of(words, CELL)
    if wide < max(_FEWEST_FOR_FIGURE, needed + 6):
        return
    middle = x + (wide - needed) / 2
    if pattern is Pattern.HATCHED:
        drawing.add(Rect(middle - 2, bottom + 1.5, needed + 4, _BAR - 3, fillColor=grey(1), strokeColor=None))
    write(drawing, middle, bottom + 3, words, CELL, white=pattern is Pattern.SOLID)


def write(drawing: Any, x: float, y: float, words: str, style: Style, *, white: bool = False) -> float:
    """Write at x, y; gives back where the words end."""
    from reportlab.graphics.shapes import String

    line = text.clean_line(words)
    colour = grey(1 if white else style.grey)
    drawing.add(String(x, y, line, fontName=style.font, fontSize=style.size, fillColor=colour))
    return x + text.width_of(line, style)


def grey(lightness: float) -> Any:
    """A grey from black (0) to white (1)."""
    from reportlab.lib.colors import Color

    return Color(lightness, lightness, lightness)


def _fill(drawing: Any, x: float, y: float, wide: float, high: float, pattern: Pattern) -> None:
    from reportlab.graphics.shapes import Line, Rect

    shades = {Pattern.SOLID: 0.0, Pattern.GREY: 0.8}
    ground = grey(shades.get(pattern, 1.0))
    drawing.add(Rect(x, y, wide, high, fillColor=ground, strokeColor=grey(0), strokeWidth=0.6))
    if pattern is Pattern.HATCHED:
        for line in _hatching(x, y, wide, high):
            drawing.add(Line(*line, strokeColor=grey(0), strokeWidth=0.7))


def _hatching(x: float, y: float, wide: float, high: float) -> Iterator[tuple[float, float, float, float]]:
    """Lines rising to the right, cut off at the edges of the box."""
    offset = -high + _HATCH / 2
    while offset < wide:
        low, top = max(offset, 0.0), min(offset + high, wide)
        yield x + low, y + low - offset, x + top, y + top - offset
        offset += _HATCH
