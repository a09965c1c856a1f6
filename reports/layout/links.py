"""Links inside a paper: from a reference or a line of contents to where it stands; what leads nowhere is plain text.

Where things stand is known when the last page is drawn, so links are remembered and written at the end.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.layout import text
from reports.layout.styles import Style
from reports.layout.tags import Element, Tags, text_string

REFERENCE = re.compile(r"\b([A-Z]{1,3}-20[0-9]{2}-[0-9]{4,})\b")
_HINT = "-20"
"""What a line must hold to be worth a closer look."""


@dataclass(frozen=True, slots=True)
class _Link:
    key: Hashable
    page: int
    box: tuple[float, float, float, float]
    element: Element
    words: str


@dataclass(frozen=True, slots=True)
class Number:
    """Where the number of a page is to be written, and the mark that begins it."""

    key: Hashable
    right: float
    baseline: float
    mark: str


class Links:
    """Where the things of one paper stand, and what leads to them."""

    def __init__(self) -> None:
        self._places: dict[Hashable, tuple[int, float, float]] = {}
        self._links: list[_Link] = []
        self._numbers: dict[int, list[Number]] = {}

    def place(self, canvas: Any, key: Hashable, x: float, y: float) -> None:
        """Say that this stands there, on the page in hand; the first place counts."""
        self._places.setdefault(key, (len(canvas._doc.Pages.pages), *canvas.absolutePosition(x, y)))

    def page_of(self, key: Hashable) -> int | None:
        """The number of the page where it stands, if it does."""
        found = self._places.get(key)
        return None if found is None else found[0] + 1

    def add(self, canvas: Any, key: Hashable, box: Sequence[float], element: Element, words: str) -> None:
        """Let a box of the page in hand lead to where `key` stands; `words` are said of it."""
        left, bottom, right, top = box
        lower, upper = canvas.absolutePosition(left, bottom), canvas.absolutePosition(right, top)
        self._links.append(_Link(key, len(canvas._doc.Pages.pages), (*lower, *upper), element, words))

    def number_later(self, canvas: Any, key: Hashable, at: tuple[float, float], mark: str) -> None:
        """Leave room, to the left of there, for the number of the page where `key` stands; `mark` begins it."""
        right, baseline = canvas.absolutePosition(*at)
        self._numbers.setdefault(len(canvas._doc.Pages.pages), []).append(Number(key, right, baseline, mark))

    def numbers_on(self, page: int) -> Sequence[Number]:
        """The page numbers that are to be written on a page, by its place among them."""
        return self._numbers.get(page, ())

    def finish(self, document: Any, tags: Tags) -> list[tuple[int, str]]:
        """Tie the links that lead somewhere to their pages; gives their objects by number."""
        objects = []
        on_pages: dict[int, list[int]] = {}
        for link in self._links:
            place = self._places.get(link.key)
            if place is None:
                link.element.role = "Span"
                continue
            page, left, top = place
            number, key = tags.tie(link.element, link.page)
            box = " ".join([f"{at:.2f}" for at in link.box])
            leads = f"/Dest[{tags.page_number(page)} 0 R/XYZ {left:.2f} {top:.2f} null]"
            about = f"/Rect[{box}]/Border[0 0 0]/F 4/StructParent {key}/Contents{text_string(link.words)}"
            objects.append((number, f"<</Type/Annot/Subtype/Link{about}{leads}>>"))
            on_pages.setdefault(link.page, []).append(number)
        for page, numbers in on_pages.items():
            document.Pages.pages[page].Annots = [f"{number} 0 R" for number in numbers]
        return objects


def has_reference(line: str) -> bool:
    """Whether a line names a record by its reference."""
    return _HINT in line and REFERENCE.search(line) is not None


def write(pen: text.Pen, canvas: Any, element: Element, x: float, y: float, lines: Sequence[str], style: Style) -> None:
    """Write lines of an element; references in them lead to where they stand."""
    for line in lines:
        left = x
        for piece in filter(None, REFERENCE.split(line + " ")):
            wide = text.width_of(piece, style)
            inside = element
            if REFERENCE.fullmatch(piece):
                inside = canvas.tags.element("Link", element)
                canvas.links.add(
                    canvas, piece, (left, y - style.size * 0.25, left + wide, y + style.size), inside, piece
                )
            pen.begin(canvas.tags.mark(inside))
            pen.write_piece(left, y, piece, style)
            pen.end()
            left += wide
        y -= style.leading
