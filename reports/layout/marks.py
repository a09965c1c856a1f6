"""The few marks that Roboto lacks, as a small typeface of our own: they are copied and read aloud as what they are."""

from __future__ import annotations

from typing import Any

MARKS = "✓☐→▲△●○■◆◇"
"""The marks; each is as wide as `WIDTH` of the type size, and black."""
WIDTH = 0.95
FONT = "KgotlaMarks"
_FIRST = ord("A")
_TRIANGLE = "0.06 0.06 m 0.70 0.06 l 0.38 0.64 l h"
_DIAMOND = "0.37 0.02 m 0.70 0.35 l 0.37 0.68 l 0.04 0.35 l h"
_CIRCLE = (
    "0.64 0.35 m 0.64 0.50 0.52 0.62 0.37 0.62 c 0.22 0.62 0.10 0.50 0.10 0.35 c"
    " 0.10 0.20 0.22 0.08 0.37 0.08 c 0.52 0.08 0.64 0.20 0.64 0.35 c h"
)
_SHAPES = {
    "✓": "0.13 w 0.04 0.32 m 0.28 0.08 l 0.72 0.64 l S",
    "☐": "0.07 w 0.06 0.04 0.62 0.62 re S",
    "→": "0 0.34 m 0.72 0.34 l 0.46 0.58 m 0.74 0.34 l 0.46 0.10 l S",
    "▲": f"{_TRIANGLE} B",
    "△": f"{_TRIANGLE} S",
    "●": f"{_CIRCLE} B",
    "○": f"{_CIRCLE} S",
    "■": "0.10 0.08 0.54 0.54 re B",
    "◆": f"{_DIAMOND} B",
    "◇": f"{_DIAMOND} S",
}


def code(mark: str) -> str:
    """The letter that stands for a mark in our typeface."""
    return chr(_FIRST + MARKS.index(mark))


def embed(document: Any) -> None:
    """Put the typeface into a document, under `FONT`; it is there once however often this is called."""
    from reportlab.pdfbase.pdfdoc import BasicFonts, PDFDictionary, PDFStream

    known = document.idToObject[BasicFonts].dict
    if FONT in known:
        return

    def stream(content: str) -> str:
        return _reference(document, PDFStream(content=content + "\n"))

    glyphs = "".join(f"/{code(mark)} {stream(_drawn(mark))}" for mark in MARKS)
    font = {
        "Type": "/Font",
        "Subtype": "/Type3",
        "Name": f"/{FONT}",
        "FontBBox": "[0 -100 1000 800]",
        "FontMatrix": "[0.001 0 0 0.001 0 0]",
        "CharProcs": f"<<{glyphs}>>",
        "Encoding": f"<</Type/Encoding/Differences[{_FIRST}{''.join(f'/{code(mark)}' for mark in MARKS)}]>>",
        "FirstChar": _FIRST,
        "LastChar": _FIRST + len(MARKS) - 1,
        "Widths": f"[{f'{WIDTH * 1000:g} ' * len(MARKS)}]",
        "Resources": "<<>>",
        "ToUnicode": stream(_unicode_map()),
    }
    known[FONT] = _reference(document, PDFDictionary(font))


def _reference(document: Any, made: Any) -> str:
    written: bytes = document.Reference(made).format(document)
    return written.decode("ascii")


def _drawn(mark: str) -> str:
    return f"{WIDTH * 1000:g} 0 d0 q 1000 0 0 1000 60 -20 cm 0.09 w 1 j 0 g 0 G {_SHAPES[mark]} Q"


def _unicode_map() -> str:
    pairs = "\n".join(f"<{ord(code(mark)):02X}> <{ord(mark):04X}>" for mark in MARKS)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(MARKS)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
