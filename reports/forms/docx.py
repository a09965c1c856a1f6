"""The content of a paper as a Word document, to be put into somebody's own form."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from crm.exchange.writers import plain_text
from reports.forms.parts import Cell, Content, Group, Heading, Line, Look, Number, Paragraph, Table
from reports.languages import language_note
from reports.layout.page import BODY_WIDTH, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Identity, Rendered
from resources.translations import _

FONT = "Arial"
_SIZES = {"Normal": 10.0, "Title": 22.0, "Subtitle": 12.0, "Heading 1": 15.0, "Heading 2": 12.0}
_CELL_SIZE, _NOTE_SIZE = 8.5, 8.0
_EPOCH = datetime(1980, 1, 1)
_LABEL_WIDTH = 104.0


def write(content: Content, *, invariant: bool = False) -> Rendered:
    """The document."""
    paper = WordPaper(content.identity)
    paper.heading(content.title, 0)
    paper.paragraph(content.subtitle, style="Subtitle")
    paper.note_of_language()
    paper.facts(content.facts)
    if content.summary:
        paper.paragraph(content.summary)
    for part in content.parts:
        if isinstance(part, Heading):
            paper.heading(part.words, part.level)
        elif isinstance(part, Paragraph):
            paper.paragraph(part.words, part.look)
        else:
            paper.table(part)
    paper.head_and_foot()
    return paper.rendered()


class WordPaper:
    """A document on A4 that is written from its top down; `top` leaves room for a letterhead."""

    def __init__(self, identity: Identity, *, top: float = MARGIN) -> None:
        from docx import Document
        from docx.shared import Pt

        self.identity = identity
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
        section.left_margin = section.right_margin = section.bottom_margin = Pt(MARGIN)
        section.top_margin = Pt(top)
        self._set_styles()
        self._set_properties()

    def _set_styles(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        for name, size in _SIZES.items():
            style = self.document.styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.font.italic = False
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(6)
        defaults = self.document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        language = defaults.find(qn("w:lang"))
        language.set(qn("w:val"), self.identity.language)

    def _set_properties(self) -> None:
        properties = self.document.core_properties
        properties.title, properties.subject = (
            plain_text(self.identity.title)[:255],
            plain_text(self.identity.subject)[:255],
        )
        properties.author, properties.language = plain_text(self.identity.author)[:255], self.identity.language
        properties.last_modified_by = properties.author
        properties.comments = properties.keywords = ""
        properties.created = properties.modified = _EPOCH

    def heading(self, words: str, level: int) -> None:
        """A heading; the title at level 0."""
        self.document.add_heading(plain_text(words), level)

    def paragraph(self, words: str, look: Look = Look.PLAIN, *, style: str = "Normal") -> Any:
        """A text of its own; a line break stays one."""
        paragraph = self.document.add_paragraph(style=style)
        _write(paragraph, Line(words, look), _SIZES[style])
        return paragraph

    def lines(self, lines: Iterable[str]) -> None:
        """Lines close under each other, as an address has them."""
        self.paragraph("\n".join(lines))

    def note_of_language(self) -> None:
        """What is said of a language that is drafted, or not whole."""
        words = language_note()
        if words:
            self.paragraph(words, Look.NOTE)

    def page_break(self) -> None:
        """What follows stands on a new page."""
        self.document.add_page_break()

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Labels at the left, what they say at the right."""
        if not facts:
            return
        table = self.document.add_table(rows=0, cols=2)
        for name, words in facts:
            row = table.add_row()
            _fill(row.cells[0], (Line(name, Look.BOLD),))
            _fill(row.cells[1], (Line(words),))
        _set_widths(table, [_LABEL_WIDTH, BODY_WIDTH - _LABEL_WIDTH])
        self.document.add_paragraph()

    def table(self, table: Table) -> None:
        """A table whose headings come again on each page, and whose rows are not split."""
        made = self.document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        for place, column in zip(made.rows[0].cells, table.columns, strict=True):
            _fill(place, (Line(column.title, Look.BOLD),), is_right=column.is_right)
        _mark(made.rows[0], "w:tblHeader")
        for row in table.rows:
            added = made.add_row()
            _mark(added, "w:cantSplit")
            if isinstance(row, Group):
                _fill(added.cells[0].merge(added.cells[-1]), (Line(row.words, Look.BOLD),))
                continue
            for place, cell, column in zip(added.cells, row, table.columns, strict=True):
                _fill(place, _lines(cell), is_right=column.is_right)
        shares = sum(column.share for column in table.columns)
        _set_widths(made, [BODY_WIDTH * column.share / shares for column in table.columns])
        self.document.add_paragraph()

    def head_and_foot(self) -> None:
        """Whose it is at the head, what may be done with it and the number of the page at the foot."""
        section = self.document.sections[0]
        _write(section.header.paragraphs[0], Line(self.identity.organisation, Look.NOTE), _NOTE_SIZE)
        foot = section.footer.paragraphs[0]
        said = " · ".join(
            words for words in (self.identity.confidentiality, self.identity.made, self.identity.seal) if words
        )
        _write(foot, Line(f"{said} · " if said else "", Look.NOTE), _NOTE_SIZE)
        before, between, after = _("Page {number} of {count}").replace("{count}", "{number}").split("{number}")
        for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            _write(foot, Line(words, Look.NOTE), _NOTE_SIZE)
            if field:
                _add_field(foot, field)

    def rendered(self) -> Rendered:
        """The file; the same content always gives the same bytes."""
        out = BytesIO()
        self.document.save(out)
        return Rendered(_without_clock(out.getvalue()), 0)


def _lines(cell: Cell) -> tuple[Line, ...]:
    return (Line(cell.words),) if isinstance(cell, Number) else cell


def _fill(place: Any, lines: tuple[Line, ...], *, is_right: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for number, line in enumerate(lines):
        paragraph = place.add_paragraph() if number else place.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        if is_right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _write(paragraph, line, _CELL_SIZE)


def _write(paragraph: Any, line: Line, size: float) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(plain_text(line.words))
    run.bold = line.look is Look.BOLD or None
    run.italic = line.look is Look.ITALIC or None
    run.font.size = Pt(min(size, _NOTE_SIZE) if line.look is Look.NOTE else size)


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _set_widths(table: Any, widths: list[float]) -> None:
    from docx.shared import Pt

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        for at, tc in enumerate(row._tr.tc_lst):
            tc.width = Pt(sum(widths[at : at + tc.grid_span]))


def _add_field(paragraph: Any, code: str) -> None:
    """A number that the program reckons when it lays the pages out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run()
    run.font.size = Pt(_NOTE_SIZE)
    for kind in ("begin", "", "end"):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = code
        run._r.append(element)


def _without_clock(data: bytes) -> bytes:
    """The same document, whose parts do not tell at what second it was packed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in packed.namelist():
            again.writestr(zipfile.ZipInfo(name, _EPOCH.timetuple()[:6]), packed.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
