"""The organisation's logo on the first page of its papers: PNG, JPEG or SVG.

It is drawn once when it is read, so that a file that cannot be drawn is refused where somebody chooses it and never
breaks a paper. What is rendered inside `shown` carries it; no document has to hand it on.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from crm.rules.errors import EnvironmentProblem, UserError
from reports.layout import fonts
from reports.layout.tags import one_figure
from resources.translations import _

MOST_BYTES = 2_000_000
WIDEST, HIGHEST = 160.0, 34.0
_MOST_PIXELS = (1600, 400)
_SVG_FAILS = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
"""What svglib raises on drawings that are not as it expects them."""
_current: ContextVar[Logo | None] = ContextVar("logo", default=None)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture fitted into its room: a PIL image, or a drawing of reportlab's with its scale."""

    width: float
    height: float
    image: Any = None
    drawing: Any = None

    def draw(self, canvas: Any, right: float, top: float, alternative: str) -> None:
        """Draw it with its upper right corner there, as one marked picture."""
        left, bottom = right - self.width, top - self.height
        with one_figure(canvas, alternative, (left, bottom, right, top)):
            self._paint(canvas, left, bottom)

    def _paint(self, canvas: Any, left: float, bottom: float) -> None:
        from reportlab.graphics import renderPDF
        from reportlab.lib.utils import ImageReader

        if self.image is not None:
            canvas.drawImage(ImageReader(self.image), left, bottom, self.width, self.height, mask="auto")
            return
        canvas.saveState()
        canvas.translate(left, bottom)
        canvas.scale(self.width / self.drawing.width, self.height / self.drawing.height)
        renderPDF.draw(self.drawing, canvas, 0, 0)
        canvas.restoreState()


def read(data: bytes) -> Logo:
    """The logo in a file's bytes; raises UserError "logo-too-large" or "logo-not-readable"."""
    if len(data) > MOST_BYTES:
        raise UserError("logo-too-large", most=MOST_BYTES // 1_000_000)
    return _read(data)


def check_file(file: Path) -> None:
    """Raises what `read` raises, UserError "file-missing" or EnvironmentProblem "file-unreadable"."""
    if not file.is_file():
        raise UserError("file-missing", file=file.name)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise EnvironmentProblem("file-unreadable", file=file.name, reason=error.strerror or "") from error
    read(data)


@lru_cache(maxsize=4)
def _read(data: bytes) -> Logo:
    fonts.register_fonts()
    found = _drawing(data) if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _picture(data)
    if found is None:
        raise UserError("logo-not-readable")
    return found


def _fitted(width: float, height: float, **picture: Any) -> Logo:
    scale = min(WIDEST / width, HIGHEST / height)
    return Logo(width * scale, height * scale, **picture)


def _picture(data: bytes) -> Logo | None:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            turned = ImageOps.exif_transpose(opened)
            image = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    image.thumbnail(_MOST_PIXELS)
    return _fitted(*image.size, image=image)


def _drawing(data: bytes) -> Logo | None:
    """The drawing, with its letters in our typeface, because a paper holds every typeface it shows."""
    from defusedxml import DefusedXmlException, ElementTree
    from reportlab.graphics.shapes import String
    from reportlab.pdfgen.canvas import Canvas
    from svglib.svglib import svg2rlg

    logging.getLogger("svglib").addHandler(logging.NullHandler())  # a refused reference is not for the terminal
    try:
        ElementTree.fromstring(data)  # svglib draws as much as it can of a file that ends in the middle
        drawing = svg2rlg(io.BytesIO(data))
        if drawing is None or not (drawing.width > 0 and drawing.height > 0 and drawing.contents):
            return None
        drawing.initialFontName = fonts.REGULAR
        for shape in _shapes(drawing):
            if isinstance(shape, String):
                shape.fontName = fonts.BOLD if "Bold" in shape.fontName else fonts.REGULAR
        found = _fitted(drawing.width, drawing.height, drawing=drawing)
        found._paint(Canvas(io.BytesIO(), initialFontName=fonts.REGULAR), 0, 0)
    except (ElementTree.ParseError, DefusedXmlException, *_SVG_FAILS):
        return None
    return found


def _shapes(group: Any) -> Iterator[Any]:
    for shape in getattr(group, "contents", ()):
        yield shape
        yield from _shapes(shape)


@contextmanager
def shown(data: bytes | None) -> Iterator[None]:
    """Every paper rendered inside carries this logo; one that can no longer be read is left out."""
    logo = None
    if data:
        with suppress(UserError):
            logo = read(data)
    before = _current.set(logo)
    try:
        yield
    finally:
        _current.reset(before)


def draw_on_first(canvas: Any, organisation: str, right: float, top: float) -> None:
    """Draw the logo of the paper in hand, if it has one."""
    logo = _current.get()
    if logo is not None:
        logo.draw(canvas, right, top, _("Logo of {organisation}").format(organisation=organisation))
