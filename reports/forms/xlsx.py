"""The content of a paper as a workbook: a sheet for each of its sections, figures as figures, nothing that runs."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from crm.exchange.safe_cells import neutralised
from crm.exchange.writers import as_cell, sheet_name
from reports.forms.parts import Cell, Content, Group, Heading, Line, Look, Number, Paragraph, Table
from reports.languages import language_note
from reports.layout.page import Rendered

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_EPOCH = datetime(1980, 1, 1)
_WIDTH = 120
"""Letters across a sheet, shared out among the columns of its tables."""
_LABELS = 24


def write(content: Content, *, invariant: bool = False) -> Rendered:
    """The workbook."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        identity = content.identity
        book.set_properties(
            {"title": identity.title, "subject": identity.subject, "author": identity.author, "created": _EPOCH}
        )
        _WorkbookPaper(book, content).write()
    return Rendered(out.getvalue(), 0)


class _WorkbookPaper:
    """A workbook that is written sheet by sheet."""

    def __init__(self, book: Any, content: Content) -> None:
        self._book = book
        self._content = content
        self._formats: dict[tuple[Look, bool, bool, bool], Any] = {}
        self._names: set[str] = set()
        self._row = 0
        self._page: Any = None

    def write(self) -> None:
        content = self._content
        self._add_sheet(content.title)
        self._page.set_column(0, 0, _LABELS)
        self._page.set_column(1, 1, _WIDTH - _LABELS)
        self._line(content.title, Look.BOLD)
        self._line(content.subtitle)
        self._line(language_note(), Look.NOTE)
        for name, words in (*content.facts, ("", content.summary)):
            if words:
                self._put(0, name, Look.BOLD)
                self._put(1, words)
                self._row += 1
        for part in content.parts:
            if isinstance(part, Heading) and part.level == 1:
                self._add_sheet(part.words)
                self._line(part.words, Look.BOLD)
            elif isinstance(part, Heading):
                self._line(part.words, Look.BOLD)
            elif isinstance(part, Paragraph):
                self._line(part.words, part.look)
            else:
                self._table(part)

    def _add_sheet(self, words: str) -> None:
        name, number = sheet_name(words), 1
        while name.casefold() in self._names:
            number += 1
            name = f"{sheet_name(words)[:27]} {number}"
        self._names.add(name.casefold())
        self._page = self._book.add_worksheet(name)
        self._page.set_paper(9)
        self._page.set_landscape()
        self._page.fit_to_pages(1, 0)
        identity = self._content.identity
        beside = f"{identity.seal} · &P / &N" if identity.seal else "&P / &N"
        self._page.set_footer("&L" + identity.confidentiality.replace("&", "&&")[:180] + "&R" + beside)
        self._row = 0

    def _table(self, table: Table) -> None:
        shares = sum(column.share for column in table.columns)
        for at, column in enumerate(table.columns):
            self._page.set_column(at, at, max(8, round(_WIDTH * column.share / shares)))
            self._put(at, column.title, Look.BOLD, is_boxed=True)
        self._row += 1
        for row in table.rows:
            if isinstance(row, Group):
                self._put(0, row.words, Look.BOLD)
            else:
                for at, cell in enumerate(row):
                    self._cell(at, cell)
            self._row += 1
        self._row += 1

    def _cell(self, at: int, cell: Cell) -> None:
        if isinstance(cell, Number):
            self._page.write_number(self._row, at, cell.value, self._format(Look.PLAIN, is_boxed=True))
        else:
            self._put(at, "\n".join(line.words for line in cell), _look(cell), is_boxed=True)

    def _line(self, words: str, look: Look = Look.PLAIN) -> None:
        """A text across the sheet: it does not widen a column."""
        is_quoted = neutralised(words) != words
        self._page.write_string(self._row, 0, as_cell(words), self._format(look, is_quoted=is_quoted, is_wrapped=False))
        self._row += 1

    def _put(self, at: int, words: str, look: Look = Look.PLAIN, *, is_boxed: bool = False) -> None:
        if words:
            is_quoted = neutralised(words) != words
            self._page.write_string(
                self._row, at, as_cell(words), self._format(look, is_boxed=is_boxed, is_quoted=is_quoted)
            )

    def _format(self, look: Look, *, is_boxed: bool = False, is_quoted: bool = False, is_wrapped: bool = True) -> Any:
        key = (look, is_boxed, is_quoted, is_wrapped)
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {
                    "bold": look is Look.BOLD,
                    "italic": look is Look.ITALIC,
                    "border": int(is_boxed),
                    "quote_prefix": is_quoted,
                    "text_wrap": is_wrapped,
                    "valign": "top",
                    "font_name": "Arial",
                    "font_size": 10,
                }
            )
        return self._formats[key]


def _look(lines: tuple[Line, ...]) -> Look:
    """A cell has one look: that of all its lines."""
    looks = {line.look for line in lines}
    return looks.pop() if len(looks) == 1 else Look.PLAIN
