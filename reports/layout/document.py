"""The document that reportlab fills page by page: each is packed when it ends, and numbered when the last one is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from reports.layout import contents, file, fonts, links, logo, making, page, tags, text

rl_config.useA85 = 0  # ASCII-85 makes files a quarter larger and takes a tenth of the time


class _Enough(Exception):
    """The first pages are made, and there are more."""


class _Long(Exception):
    """The paper is long, and was begun without contents."""


class NumberedCanvas(Canvas):
    """Packs each page when it ends, and adds its head and foot when the number of pages is known."""

    tags: tags.Tags
    links: links.Links
    packed: file.Packed
    outlined = 0
    told = 0
    is_whole = True
    papers: list[tuple[int, page.Identity]]
    """On which page each paper begins that is in this file, and what it says of itself."""
    _code: list[str]

    def begin_paper(self, identity: page.Identity) -> None:
        """From this page on it is a paper of its own."""
        number = self.getPageNumber()
        self.papers = [*(each for each in self.papers if each[0] < number), (number, identity)]
        if number > 1:
            self.draw_logo(identity)

    def draw_logo(self, identity: page.Identity) -> None:
        """Draw it at the top of the page where a paper begins."""
        right, top = page.PAGE_WIDTH - page.MARGIN, page.HEAD + logo.HIGHEST - 2
        logo.draw_on_first(self, identity.organisation, right, top)

    def showPage(self) -> None:  # noqa: N802
        """End the page."""
        self._code = tags.mark_rest(self._code)
        super().showPage()
        ended = self._doc.Pages.pages[-1]
        self.packed.add(self.tags.end_page(ended))
        ended.stream, ended.Contents = None, [_packed(ended.stream)]
        if (made := len(self._doc.Pages.pages)) > self.told:
            making.current().page_made(made)

    def save(self) -> None:
        """Number the pages and write the PDF."""
        pages = self._doc.Pages.pages
        ends = [*(begin for begin, _identity in self.papers[1:]), len(pages) + 1]
        for (begin, identity), end in zip(self.papers, ends, strict=True):
            count = end - begin if self.is_whole or end <= len(pages) else None
            for number, each in enumerate(pages[begin - 1 : end - 1], start=1):
                around = page.head_and_foot(self, identity, number, count)
                around += contents.page_numbers(self, begin + number - 2)
                each.Contents = PDFArray([*each.Contents, _packed(around)])
        self.packed.add(self.links.finish(self._doc, self.tags))
        self.packed.add(self.tags.finish())
        self._filename.write(file.whole(self, self.packed))


class Document(BaseDocTemplate):
    """One column on A4."""

    def __init__(self, out: BytesIO, identity: page.Identity, invariant: bool, longest: int | None, told: int) -> None:
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
        self.longest = longest
        self.told = told
        self._changes: list[tuple[Any, ...]] = []
        self._multiBuildEdits = self._changes.append  # how reportlab notes what takes back its changes to the parts

    def build_watched(self, story: Sequence[Any]) -> bool:
        """Lay it out; whether that is the whole of it."""
        try:
            self.build(list(story), canvasmaker=self.make_canvas)
        except _Enough:
            self.canv.is_whole = False
            self.canv.save()
        except _Long:
            for take_back, *change in self._changes:
                take_back(*change)
            raise
        return bool(self.canv.is_whole)

    def handle_keepWithNext(self, flowables: list[Any]) -> None:  # noqa: N802
        """Hold a heading together with what follows, unless that cannot be held: it would be put off for ever."""
        first = flowables[0]
        super().handle_keepWithNext(flowables)
        if flowables[0] is not first and (last := flowables[0]._content[-1]).getKeepWithNext():
            self._multiBuildEdits((setattr, last, "keepWithNext", last.keepWithNext))
            last.keepWithNext = False

    def handle_pageBegin(self) -> None:  # noqa: N802
        """Begin a page, unless those before it were enough, or too many."""
        if self.longest is not None:
            if self.page >= self.longest:
                raise _Long
        elif making.current().is_enough(self.page):
            raise _Enough
        super().handle_pageBegin()

    def _begin(self, canvas: NumberedCanvas, _document: BaseDocTemplate) -> None:
        if self.page == 1:
            canvas.draw_logo(self.identity)

    def make_canvas(self, *args: Any, **kwargs: Any) -> NumberedCanvas:
        """The canvas that reportlab asks for, told whose pages it numbers."""
        canvas = NumberedCanvas(*args, **kwargs)
        canvas.papers, canvas.told = [(1, self.identity)], self.told
        canvas.tags = tags.Tags(canvas._doc)
        canvas.links = links.Links()
        canvas.packed = file.Packed(canvas._doc)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        return canvas


def render(story: Sequence[Any], identity: page.Identity, invariant: bool) -> page.Rendered:
    """Lay a paper out; when it turns out to be long it is begun again, with contents."""
    headings = contents.headings_of(story)
    if not headings:
        return _laid_out(story, identity, invariant)
    try:
        return _laid_out(story, identity, invariant, longest=contents.LONG)
    except _Long:
        return _laid_out(contents.with_contents(story, headings), identity, invariant, told=contents.LONG)


def _laid_out(
    story: Sequence[Any], identity: page.Identity, invariant: bool, *, longest: int | None = None, told: int = 0
) -> page.Rendered:
    out = BytesIO()
    document = Document(out, identity, invariant, longest, told)
    is_whole = document.build_watched(story)
    return page.Rendered(out.getvalue(), document.canv.getPageNumber() - 1, is_whole, identity.title)


def _packed(code: str) -> PDFStream:
    stream = PDFStream(content=zlib.compress(code.encode("latin-1")))
    stream.dictionary["Filter"] = PDFName("FlateDecode")
    return stream
