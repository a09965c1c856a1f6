"""The type scale. Every leading and space is a multiple of the 4 pt baseline grid."""

from __future__ import annotations

from dataclasses import dataclass

from reports.layout import fonts

GRID = 4.0
"""Points between the lines of the baseline grid."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: font, size and leading in points, grey from 0 (black) to 1, spaces around it in points.

    `level` is that of a heading, from 1; 0 is no heading.
    """

    font: str = fonts.REGULAR
    size: float = 9
    leading: float = 12
    grey: float = 0.0
    before: float = 0
    after: float = 0
    level: int = 0
    introduces: bool = False
    """Whether such a text never stands at the foot of a page without what follows it."""


TITLE = Style(fonts.BOLD, 22, 28, after=4, level=1, introduces=True)
SUBTITLE = Style(fonts.REGULAR, 12, 16, after=8)
SUMMARY = Style(fonts.REGULAR, 11, 16, before=12, after=12)
HEADING = Style(fonts.BOLD, 15, 20, before=20, after=4, level=2, introduces=True)
SECTION = Style(fonts.BOLD, 11.5, 16, before=12, after=4, level=3, introduces=True)
ITEM = Style(fonts.REGULAR, 9, 12, after=4)
ASK = Style(fonts.BOLD, 9, 12, after=4)
CLOSING = Style(fonts.REGULAR, 9, 12, before=16)
NOTICE = Style(fonts.REGULAR, 8, 12, grey=0.15, after=4)
FORM_HEADING = Style(fonts.BOLD, 11, 16, before=8, level=3, introduces=True)
GROUP = Style(fonts.BOLD, 9.5, 12)
BODY = Style(fonts.REGULAR, 9, 12)
BODY_BOLD = Style(fonts.BOLD, 9, 12, introduces=True)
NOTE = Style(fonts.REGULAR, 8.5, 12, grey=0.25)
NOTE_AFTER = Style(fonts.REGULAR, 8.5, 12, grey=0.25, after=8)
FACT = Style(fonts.REGULAR, 9, 12, grey=0.15)
COLUMN = Style(fonts.BOLD, 8, 12, grey=0.2)
CELL = Style(fonts.REGULAR, 8.5, 12)
CELL_BOLD = Style(fonts.BOLD, 8.5, 12)
CELL_ITALIC = Style(fonts.ITALIC, 8.5, 12)
CELL_NOTE = Style(fonts.REGULAR, 8, 12, grey=0.25)
RUNNING = Style(fonts.REGULAR, 7.5, 12, grey=0.25)
RUNNING_BOLD = Style(fonts.BOLD, 7.5, 12, grey=0.25)
ORGANISATION = Style(fonts.BOLD, 10.5, 12)
READING = Style(fonts.REGULAR, 11, 16, after=4)
TICK = Style(fonts.REGULAR, 14.5, 16)
KEY = Style(fonts.BOLD, 20, 36)
