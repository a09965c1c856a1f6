"""A PDF as pictures of its pages.

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

from PySide6.QtGui import QImage

WHITE = (255, 255, 255, 255)
POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class Paper:
    """A PDF in memory, with the sizes of its pages in points; not whole while the rest of it is still made.

    It says what it was made of: its title, what was chosen for it, and the newest operation it could know of.
    """

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    is_whole: bool = True
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


def picture(data: bytes, number: int, pixels_per_point: float, ratio: float = 1.0) -> QImage:
    """One page (from 0) as it looks at this scale; `ratio` is the screen's device pixel ratio."""
    with _opened(data) as document:
        page = document[number]
        bitmap = page.render(scale=pixels_per_point * ratio, fill_color=WHITE, prefer_bgrx=True)
        shown = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
    shown.setDevicePixelRatio(ratio)
    return shown


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
