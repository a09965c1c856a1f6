"""Reading papers back: their words, fonts and places on the page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PdfReader

from reports.layout.page import Rendered


def reader(rendered: Rendered | bytes) -> PdfReader:
    return PdfReader(BytesIO(rendered if isinstance(rendered, bytes) else rendered.data))


def words(rendered: Rendered | bytes) -> str:
    """Every word of the paper with single blanks between, also behind a box to tick."""
    return " ".join(copied(rendered).replace("☐", "☐ ").split())


def copied(rendered: Rendered | bytes) -> str:
    """What somebody copies out of the paper, which takes ligatures apart; in a tenth of the time that pypdf takes."""
    with pypdfium2.PdfDocument(rendered if isinstance(rendered, bytes) else rendered.data) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def letters(text: str) -> str:
    """The text without blanks: wrapping may put one anywhere in a broken word."""
    return "".join(text.split())


def fonts(rendered: Rendered) -> Iterator[Any]:
    """Every typeface but our own of marks, which is drawn in the file itself."""
    for page in reader(rendered).pages:
        for font in page["/Resources"]["/Font"].values():
            if font["/Subtype"] != "/Type3":
                yield font.get_object()


def places(rendered: Rendered) -> Iterator[tuple[int, float, float, str]]:
    """Page, x, baseline and text of every line written."""
    found: list[tuple[int, float, float, str]] = []
    for number, page in enumerate(reader(rendered).pages, start=1):

        def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float, number: int = number) -> None:
            if text.strip():
                found.append((number, tm[4] + cm[4], tm[5] + cm[5], text))

        page.extract_text(visitor_text=visit)
    yield from found
