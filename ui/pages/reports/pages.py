"""A PDF as pictures of its pages.

pdfium is used by one thread at a time: everything here runs on the service's long reader, and each call opens and
closes the document for itself. Pages are opened on white, as on paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

WHITE = (255, 255, 255, 255)
POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class Paper:
    """A finished PDF in memory, with the sizes of its pages in points."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]


def read_paper(data: bytes) -> Paper:
    """Measure the pages."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        return Paper(data, tuple(document.get_page_size(number) for number in range(len(document))))
    finally:
        document.close()


def picture(data: bytes, number: int, pixels_per_point: float, ratio: float = 1.0) -> QImage:
    """One page (from 0) as it looks at this scale; `ratio` is the screen's device pixel ratio."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        page = document[number]
        bitmap = page.render(scale=pixels_per_point * ratio, fill_color=WHITE, prefer_bgrx=True)
        shown = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
    finally:
        document.close()
    shown.setDevicePixelRatio(ratio)
    return shown
