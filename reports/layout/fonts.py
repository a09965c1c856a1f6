"""Roboto, which holds every letter of the country's languages, and the widths of its words."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from reports.layout import marks

REGULAR = "Roboto"
BOLD = "Roboto-Bold"
ITALIC = "Roboto-Italic"
BOLD_ITALIC = "Roboto-BoldItalic"
FACES = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)

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
        for mark in marks.MARKS:
            font.face.charWidths[ord(mark)] = marks.WIDTH * 1000
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
    return frozenset(visible | set(marks.MARKS)) - {"\u2028", "\u2029", "\ufffd"}
