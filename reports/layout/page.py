"""The A4 page: running heads and feet, “page x of y”, outline, metadata; flowables in, the bytes of a PDF out."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from crm.rules.errors import EnvironmentProblem
from reports.layout import fonts, styles, text
from resources.translations import _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MARGIN = 48.0
TOP, BOTTOM = 68.0, 64.0
BODY_WIDTH = PAGE_WIDTH - 2 * MARGIN
BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
_RULE = 0.5
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a paper says of itself on every page and in its metadata."""

    title: str
    subject: str
    organisation: str
    author: str
    made: str
    confidentiality: str
    language: str = "en-ZA"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF."""

    data: bytes
    pages: int


def made_on(day: date, by: str) -> str:
    """“22 Nov 2026, by Naledi Sample”, or the day alone where nobody is named."""
    words = format_day(day)
    return _("{day}, by {name}").format(day=words, name=by) if by else words


def render(story: Sequence[Any], identity: Identity, *, invariant: bool = False) -> Rendered:
    """Lay the flowables out on A4; with `invariant` the same content always gives the same bytes."""
    with _one_at_a_time:
        fonts.register_fonts()
        file = BytesIO()
        document = _classes().Document(file, identity, invariant)
        document.build(list(story), canvasmaker=document.make_canvas)
        return Rendered(file.getvalue(), document.canv.getPageNumber() - 1)


def write(rendered: bytes, out: Path) -> None:
    """Put a PDF in its place whole or not at all; a paper that was there before is replaced.

    Raises EnvironmentProblem("report-not-written") when the folder or the file does not let us.
    """
    partial = out.with_name(f"{out.name}.part")
    try:
        partial.write_bytes(rendered)
        os.replace(partial, out)  # noqa: PTH105 - the test of a refused replacement stands on os.replace
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise EnvironmentProblem("report-not-written", file=str(out), reason=error.strerror or str(error)) from error


@dataclass(frozen=True)
class _Classes:
    Document: Any


@cache
def _classes() -> _Classes:
    """Our document class, made when the first paper is: importing reportlab takes longer than opening the window."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    rl_config.useA85 = 0  # ASCII-85 makes files a quarter larger and takes a tenth of the time

    class _NumberedCanvas(Canvas):
        """Adds the head and foot of each page when the number of pages is known."""

        identity: Identity

        def save(self) -> None:
            pages = self._doc.Pages.pages
            for number, page in enumerate(pages, start=1):
                page.stream += _head_and_foot(self, self.identity, number, len(pages))
            super().save()

    class _Document(BaseDocTemplate):
        """One column on A4."""

        def __init__(self, file: BytesIO, identity: Identity, invariant: bool) -> None:
            frame = Frame(MARGIN, BOTTOM, BODY_WIDTH, BODY_HEIGHT, 0, 0, 0, 0, id="body")
            super().__init__(
                file,
                pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
                pageTemplates=[PageTemplate(id="page", frames=[frame])],
                title=text.clean_line(identity.title),
                author=text.clean_line(identity.author),
                subject=text.clean_line(identity.subject),
                creator="Kgotla",
                producer="Kgotla",
                lang=identity.language,
                invariant=int(invariant),
                initialFontName=fonts.REGULAR,
                pageCompression=1,
            )
            self.identity = identity

        def make_canvas(self, *args: Any, **kwargs: Any) -> Canvas:
            """The canvas that reportlab asks for, told whose pages it numbers."""
            canvas = _NumberedCanvas(*args, **kwargs)
            canvas.identity = self.identity
            canvas.setViewerPreference("DisplayDocTitle", "true")
            return canvas

    return _Classes(_Document)


def _head_and_foot(canvas: Canvas, identity: Identity, number: int, count: int) -> str:
    """The operators for one page's head and foot. The first page has its title in the body, so only our name above."""
    pen = text.Pen(canvas)
    right = PAGE_WIDTH - MARGIN
    half = BODY_WIDTH / 2 - 8
    top = PAGE_HEIGHT - 44
    organisation = text.shorten(identity.organisation, styles.RUNNING_BOLD, half)
    pen.write(MARGIN, top, (organisation,), styles.RUNNING_BOLD)
    if number > 1:
        _write_right(pen, right, top, text.shorten(identity.title, styles.RUNNING, half), styles.RUNNING)
    of_pages = _("Page {number} of {count}").format(number=number, count=count)
    _write_right(pen, right, 36, of_pages, styles.RUNNING_BOLD)
    wide = BODY_WIDTH - text.width_of(of_pages, styles.RUNNING_BOLD) - 16
    feet = [text.shorten(words, styles.RUNNING, wide) for words in (identity.confidentiality, identity.made)]
    pen.write(MARGIN, 36, feet, styles.RUNNING)
    rules = (
        f"q {_RULE} w 0.6 G {MARGIN} {top - 8:.2f} m {right:.2f} {top - 8:.2f} l S {MARGIN} 50 m {right:.2f} 50 l S Q\n"
    )
    return f"{rules}{pen.code()}\n"


def _write_right(pen: text.Pen, right: float, y: float, line: str, style: styles.Style) -> None:
    pen.write(right - text.width_of(line, style), y, (line,), style)
