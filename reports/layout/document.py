"""The document that reportlab fills page by page: each is packed when it ends, and numbered when the last one is."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from reports.layout import file, fonts, logo, making, page, tags, text

rl_config.useA85 = 0  # ASCII-85 makes files a quarter larger and takes a tenth of the time


class _Enough(Exception):
    """The first pages are made, and there are more."""


class NumberedCanvas(Canvas):
    """Packs each page when it ends, and adds its head and foot when the number of pages is known."""

    identity: page.Identity
    tags: tags.Tags
    packed: file.Packed
    is_whole = True
    _code: list[str]

    def showPage(self) -> None:  # noqa: N802
        """End the page."""
        self._code = tags.mark_rest(self._code)
        super().showPage()
        ended = self._doc.Pages.pages[-1]
        self.packed.add(self.tags.end_page(ended))
        ended.stream, ended.Contents = None, [_packed(ended.stream)]
        making.current().page_made(len(self._doc.Pages.pages))

    def save(self) -> None:
        """Number the pages and write the PDF."""
        pages = self._doc.Pages.pages
        count = len(pages) if self.is_whole else None
        for number, each in enumerate(pages, start=1):
            around = page.head_and_foot(self, self.identity, number, count)
            each.Contents = PDFArray([*each.Contents, _packed(around)])
        self.packed.add(self.tags.finish())
        self._filename.write(file.whole(self, self.packed))


class Document(BaseDocTemplate):
    """One column on A4."""

    def __init__(self, out: BytesIO, identity: page.Identity, invariant: bool) -> None:
        frame = Frame(page.MARGIN, page.BOTTOM, page.BODY_WIDTH, page.BODY_HEIGHT, 0, 0, 0, 0, id="body")
        super().__init__(
            out,
            pagesize=(page.PAGE_WIDTH, page.PAGE_HEIGHT),
            pageTemplates=[PageTemplate(id="page", frames=[frame], onPage=self._begin)],
            title=text.clean_line(identity.title),
            author=text.clean_line(identity.author),
            subject=text.clean_line(identity.subject),
            creator="Kgotla",
            producer="Kgotla",
            lang=identity.language,
            invariant=int(invariant),
            initialFontName=fonts.REGULAR,
        )
        self.identity = identity

    def build_watched(self, story: list[Any]) -> bool:
        """Lay it out; whether that is the whole of it."""
        try:
            self.build(story, canvasmaker=self.make_canvas)
        except _Enough:
            self.canv.is_whole = False
            self.canv.save()
        return bool(self.canv.is_whole)

    def handle_pageBegin(self) -> None:  # noqa: N802
        """Begin a page, unless those before it were enough."""
        if making.current().is_enough(self.page):
            raise _Enough
        super().handle_pageBegin()

    def _begin(self, canvas: NumberedCanvas, _document: BaseDocTemplate) -> None:
        if self.page == 1:
            right, top = page.PAGE_WIDTH - page.MARGIN, page.HEAD + logo.HIGHEST - 2
            logo.draw_on_first(canvas, self.identity.organisation, right, top)

    def make_canvas(self, *args: Any, **kwargs: Any) -> NumberedCanvas:
        """The canvas that reportlab asks for, told whose pages it numbers."""
        canvas = NumberedCanvas(*args, **kwargs)
        canvas.identity = self.identity
        canvas.tags = tags.Tags(canvas._doc)
        canvas.packed = file.Packed(canvas._doc)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        return canvas


def _packed(code: str) -> PDFStream:
    stream = PDFStream(content=zlib.compress(code.encode("latin-1")))
    stream.dictionary["Filter"] = PDFName("FlateDecode")
    return stream
