"""A PDF, or a picture, as pictures of its pages.

pdfium is used by one thread at a time, whichever asks: each call waits for its turn, and opens and closes the document
for itself. Pages are opened on white, as on paper.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ui.pages.parts.pictures import read_picture, size_of

WHITE = (255, 255, 255, 255)
POINTS_PER_INCH = 72.0
MOST_PIXELS = 40_000_000
"""Of one page as it is drawn: a page may say that it is a kilometre wide."""
LARGEST_PICTURE = 1000
"""The longer side of a picture as a page, in points."""


@dataclass(frozen=True)
class Paper:
    """A PDF in memory, with the sizes of its pages in points; not whole while the rest of it is still made.

    It says what it was made of: its title, what was chosen for it, and the newest operation it could know of.
    """

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    is_whole: bool = True
    is_picture: bool = False
    title: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    at_operation: int = 0


@dataclass(frozen=True)
class Named:
    """A record that a page names by its reference, and where: left, top, right, bottom in points from the top left."""

    reference: str
    box: tuple[float, float, float, float]


_REFERENCE = re.compile(r"\b[CMPA]-\d{4}-\d{4,}\b")


_one_at_a_time = threading.Lock()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    from pypdfium2 import PdfDocument

    with _one_at_a_time:
        document = PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def read_paper(data: bytes, is_whole: bool = True) -> Paper:
    """Measure the pages."""
    with _opened(data) as document:
        return Paper(data, tuple(document.get_page_size(number) for number in range(len(document))), is_whole)


def read_file(data: bytes) -> Paper | None:
    """The pages of a file that is a PDF or a picture; None of anything else, and of one that is damaged or locked."""
    from pypdfium2 import PdfiumError

    if b"%PDF-" in data[:1024]:
        try:
            return read_paper(data)
        except PdfiumError:
            return None
    size = size_of(data)
    if not size.isValid() or read_picture(data, QSize(64, 64)).isNull():
        return None
    smaller = min(1.0, LARGEST_PICTURE / max(size.width(), size.height()))
    return Paper(data, ((size.width() * smaller, size.height() * smaller),), is_picture=True)


def draw(paper: Paper, number: int, pixels_per_point: float, ratio: float = 1.0) -> QImage:
    """One page (from 0) of a paper or picture as it looks at this scale."""
    if not paper.is_picture:
        return picture(paper.data, number, pixels_per_point, ratio)
    width, height = (max(1, round(edge * pixels_per_point * ratio)) for edge in paper.sizes[number])
    shown = read_picture(paper.data, QSize(width, height))
    shown.setDevicePixelRatio(ratio)
    return shown


def picture(data: bytes, number: int, pixels_per_point: float, ratio: float = 1.0) -> QImage:
    """One page (from 0) as it looks at this scale; `ratio` is the screen's device pixel ratio."""
    with _opened(data) as document:
        page = document[number]
        bitmap = page.render(
            scale=_bearable(page.get_size(), pixels_per_point * ratio), fill_color=WHITE, prefer_bgrx=True
        )
        shown = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
    shown.setDevicePixelRatio(ratio)
    return shown


def _bearable(size: tuple[float, float], scale: float) -> float:
    """The scale, or the largest at which a page of this size is still drawn."""
    pixels = max(1.0, size[0] * size[1]) * scale * scale
    return float(scale * min(1.0, (MOST_PIXELS / pixels) ** 0.5))


def references(data: bytes, number: int) -> tuple[Named, ...]:
    """The references of promises, agreements, petitions and plans on one page (from 0), from its top down."""
    found: list[Named] = []
    with _opened(data) as document:
        page = document[number]
        height = page.get_height()
        text = page.get_textpage()
        for reference in dict.fromkeys(_REFERENCE.findall(text.get_text_range())):
            search = text.search(reference, match_whole_word=True)
            while (place := search.get_next()) is not None:
                boxes = [text.get_charbox(at, loose=True) for at in range(place[0], place[0] + place[1])]
                left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
                top, bottom = height - max(box[3] for box in boxes), height - min(box[1] for box in boxes)
                found.append(Named(reference, (left, top, right, bottom)))
            search.close()
        text.close()
        page.close()
    return tuple(sorted(found, key=lambda each: (each.box[1], each.box[0])))
