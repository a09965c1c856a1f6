"""Roboto, which holds every letter of the country's languages, and the few marks it lacks, drawn as shapes."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

REGULAR = "Roboto"
BOLD = "Roboto-Bold"
ITALIC = "Roboto-Italic"
BOLD_ITALIC = "Roboto-BoldItalic"
FACES = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)

MARKS = "✓☐→▲△●○■"
"""Marks that Roboto lacks and we draw; each is as wide as `MARK_WIDTH` of the type size."""
MARK_WIDTH = 0.95
_CACHED_WORDS = 200_000
_lock = threading.Lock()


class WordWidths(dict[str, float]):
    """Width of each word at type size 1, reckoned once."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self._widths: dict[int, float] = face.charWidths
        self._default: float = face.defaultWidth

    def __missing__(self, word: str) -> float:
        if len(self) > _CACHED_WORDS:
            self.clear()
        get, default = self._widths.get, self._default
        width: float = sum([get(ord(letter), default) for letter in word]) / 1000
        self[word] = width
        return width


@cache
def _faces() -> dict[str, WordWidths]:
    from font_roboto import Roboto, RobotoBold, RobotoBoldItalic, RobotoItalic
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    files = dict(zip(FACES, (Roboto, RobotoBold, RobotoItalic, RobotoBoldItalic), strict=True))
    widths = {}
    for name, file in files.items():
        font = TTFont(name, file, asciiReadable=1)
        registerFont(font)
        for mark in MARKS:
            font.face.charWidths[ord(mark)] = MARK_WIDTH * 1000
        widths[name] = WordWidths(font.face)
    return widths


def register_fonts() -> None:
    """Make Roboto known to reportlab; cheap after the first time."""
    with _lock:
        _faces()


def word_widths(font: str) -> WordWidths:
    """The widths of words in one of `FACES`, at type size 1."""
    return _faces()[font]


def find_font(name: str) -> Any:
    """reportlab's font object for one of `FACES`."""
    from reportlab.pdfbase.pdfmetrics import getFont

    return getFont(name)


@cache
def letters() -> frozenset[str]:
    """Every character that all our faces can print, without the invisible ones.

    Those beyond the basic plane are left out: reportlab writes a table for them from which they cannot be copied.
    """
    import unicodedata

    register_fonts()
    shared = set.intersection(*(set(find_font(name).face.charToGlyph) for name in FACES))
    visible = {chr(code) for code in shared if code < 0x10000 and unicodedata.category(chr(code))[0] != "C"}
    return frozenset(visible | set(MARKS)) - {"\u2028", "\u2029", "\ufffd"}


def mark_code(mark: str, x: float, baseline: float, size: float) -> str:
    """PDF's operators that draw one of `MARKS` where its letter would stand, in black."""
    left, bottom = x + size * 0.06, baseline - size * 0.02
    return f"q {size:g} 0 0 {size:g} {left:.2f} {bottom:.2f} cm 0.09 w 1 j 0 g 0 G {_SHAPES[mark]} Q"


_TRIANGLE = "0.06 0.06 m 0.70 0.06 l 0.38 0.64 l h"
_CIRCLE = (
    "0.64 0.35 m 0.64 0.50 0.52 0.62 0.37 0.62 c 0.22 0.62 0.10 0.50 0.10 0.35 c"
    " 0.10 0.20 0.22 0.08 0.37 0.08 c 0.52 0.08 0.64 0.20 0.64 0.35 c h"
)
_SHAPES = {
    "✓": "0.13 w 0.04 0.32 m 0.28 0.08 l 0.72 0.64 l S",
    "☐": "0.06 0.04 0.62 0.62 re S",
    "→": "0 0.34 m 0.72 0.34 l 0.46 0.58 m 0.74 0.34 l 0.46 0.10 l S",
    "▲": f"{_TRIANGLE} B",
    "△": f"{_TRIANGLE} S",
    "●": f"{_CIRCLE} B",
    "○": f"{_CIRCLE} S",
    "■": "0.10 0.08 0.54 0.54 re B",
}
