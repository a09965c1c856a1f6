"""One style in one document: the operator that selects it, and the codes its letters have there.

reportlab splits every line into runs of its font's subsets, letter by letter. Here each letter is looked up there once
a document, and a line is translated in one go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.layout import fonts
from reports.layout.styles import Style

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_ASCII = 128
_SPECIAL = {ord(letter): "\\" + letter for letter in "\\()"}


class Ink(dict[int, str]):
    """The codes of letters inside a string of PDF, for `str.translate`; `select` sets font, leading and grey."""

    def __init__(self, document: Any, style: Style) -> None:
        super().__init__(_SPECIAL)
        self._document = document
        self.size = style.size
        self._font = fonts.find_font(style.font)
        self.select = f"{self._face(0)} {style.leading:g} TL {style.grey:g} g"

    def _face(self, subset: int) -> str:
        return f"{self._font.getSubsetInternalName(subset, self._document)} {self.size:g} Tf"

    def __missing__(self, letter: int) -> str:
        """A letter's code; beyond the 256 of the first subset with the way to its own and back."""
        ((subset, codes),) = self._font.splitString(chr(letter), self._document)
        code = _SPECIAL.get(codes[0]) or (
            chr(codes[0]) if codes[0] >= _ASCII or codes[0] == letter else f"\\{codes[0]:03o}"
        )
        if subset:
            code = f") Tj {self._face(subset)} ({code}) Tj {self._face(0)} ("
        self[letter] = code
        return code


def show(line: str, ink: Ink) -> str:
    """The operator that shows a cleaned line without marks."""
    if line.isascii():  # in our faces' first subset these letters stand for themselves
        return "(" + line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ") Tj"
    return f"({line.translate(ink)}) Tj"


def ink_of(canvas: Canvas, style: Style) -> Ink:
    """The ink of a style in a canvas' document, made once."""
    inks: dict[Style, Ink] = vars(canvas).setdefault("inks", {})
    found = inks.get(style)
    if found is None:
        found = inks[style] = Ink(canvas._doc, style)
    return found
