"""Rows copied from a spreadsheet, an e-mail or a page: the table on the clipboard, or the lines of its text."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from html.parser import HTMLParser

from crm.exchange.cells import clean
from crm.exchange.columns import known_cell
from crm.exchange.csv_tables import columns_in, split_rows
from crm.exchange.files import LARGEST
from crm.exchange.tables import MOST_COLUMNS, Row, Source, Table, make_table
from crm.rules.errors import UserError
from resources.translations import _

_BULLET = re.compile(r"^\s*(?:[-*•·–▪◦]+|\(?\d{1,3}[.)])\s+")
_SECTION = re.compile(r"<!\[[^>]*>?")  # “<![if !supportLists]>” of Word, which a parser may stumble over
_MOST_SPAN = 200
_STOPPED = ("script", "style", "head", "title")


def parse_pasted(text: str, html: str = "", heading_line: int | None = None) -> Table:
    """The table that was copied: the one in `html` where it holds one, else what the lines of the text say.

    Raises UserError “nothing-pasted”, “file-too-large”.
    """
    name = _("pasted rows")
    if len(text) + len(html) > LARGEST:
        raise UserError("file-too-large", file=name, limit=LARGEST // (1024 * 1024))
    if not html and "<table" in text[:20_000].casefold():
        html, text = text, ""
    rows = html_rows(html) if "<table" in html.casefold() else []
    if not rows:
        rows = _text_rows(text.replace("\0", ""), name)
    if not rows:
        raise UserError("nothing-pasted")
    said = "\n".join("\t".join(row.cells) for row in rows)
    digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
    return make_table(rows, Source(name, digest, is_whole=False), heading_line)


def _text_rows(text: str, name: str) -> list[Row]:
    """Cells between tabs, bars, semicolons or commas, or one cell a line."""
    text = "\n".join(text.splitlines())  # as a spreadsheet, a Mac or a web page ends them
    delimiter = next((mark for mark in "\t|;," if columns_in(text[:65_536], mark) > 1), "")
    if not delimiter or (delimiter == "," and _are_names_before_commas(text)):
        lines = enumerate(text.split("\n"), start=1)
        cells = ((number, clean(_BULLET.sub("", line))) for number, line in lines)
        return [Row(number, [cell]) for number, cell in cells if cell]
    # One quotation mark too many and half of the rows would be one cell.
    rows = split_rows(text, delimiter, name, has_quotes=text.count('"') % 2 == 0)
    return [_without_frame(row) for row in rows] if delimiter == "|" else rows


def _are_names_before_commas(text: str) -> bool:
    """“Dube, Anna” line after line: the comma belongs to the name."""
    rows = list(csv.reader(io.StringIO(text[:65_536])))
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    return all(len(row) == 2 and all(_is_part_of_name(cell) for cell in row) for row in filled)


def _is_part_of_name(cell: str) -> bool:
    words = cell.replace(".", " ").split()
    is_wordy = 0 < len(words) <= 4 and all(word.replace("-", "").replace("'", "").isalpha() for word in words)
    return is_wordy and not known_cell(cell.strip())


def _without_frame(row: Row) -> Row:
    """“| a | b |” has an empty cell before the first bar and after the last."""
    cells = list(row.cells)
    if len(cells) > 2 and not cells[0] and not cells[-1]:
        return Row(row.number, cells[1:-1], row.lines)
    return row


def html_rows(html: str) -> list[Row]:
    """The rows of the largest table in a page or an e-mail; cells over several rows hold in each of them."""
    reader = _Tables()
    reader.feed(_SECTION.sub(" ", html))
    reader.close()
    tables = [table for table in reader.tables if table]
    if not tables:
        return []
    largest = max(tables, key=lambda table: sum(len(row) for row in table))
    return [Row(number, cells) for number, cells in enumerate(largest, start=1) if any(cells)]


class _Table:
    """One table while it is read; `spans` are cells that reach down: column → (rows left, text)."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.row: list[str] | None = None
        self.cell: list[str] | None = None
        self.across = self.down = 1
        self.spans: dict[int, tuple[int, str]] = {}

    def begin_row(self) -> None:
        self.end_row()
        self.row = []

    def end_row(self) -> None:
        self.end_cell()
        if self.row is not None:
            self._continue()
            self.rows.append(self.row)
            self.row = None

    def begin_cell(self, across: int, down: int) -> None:
        self.end_cell()
        if self.row is None:
            self.row = []
        self.cell, self.across, self.down = [], across, down

    def end_cell(self) -> None:
        if self.cell is None or self.row is None:
            return
        text, self.cell = clean("".join(self.cell)), None
        self._continue()
        for at in range(self.across):
            if len(self.row) >= MOST_COLUMNS:
                return
            if self.down > 1:
                self.spans[len(self.row)] = (self.down - 1, text if at == 0 else "")
            self.row.append(text if at == 0 else "")

    def _continue(self) -> None:
        """Fill what cells of the rows above reach down into."""
        row = self.row if self.row is not None else []
        while (span := self.spans.pop(len(row), None)) is not None:
            left, text = span
            if left > 1:
                self.spans[len(row)] = (left - 1, text)
            row.append(text)


class _Tables(HTMLParser):
    """All tables of a page, the ones inside others too: e-mails are laid out in tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag in _STOPPED:
            self._silent += 1
        elif tag == "table":
            self._open.append(_Table())
        elif self._open and tag == "tr":
            self._open[-1].begin_row()
        elif self._open and tag in ("td", "th"):
            wanted = dict(attrs)
            self._open[-1].begin_cell(_span(wanted.get("colspan")), _span(wanted.get("rowspan")))
        elif tag in ("br", "p", "div", "li"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """End it; what was left open inside ends with it."""
        if tag in _STOPPED:
            self._silent = max(0, self._silent - 1)
        elif self._open and tag == "table":
            self._finish()
        elif self._open and tag == "tr":
            self._open[-1].end_row()
        elif self._open and tag in ("td", "th"):
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        """The words in a cell."""
        if self._open and not self._silent and (cell := self._open[-1].cell) is not None:
            cell.append(data)

    def close(self) -> None:
        """Tables that nobody closed end with the page."""
        super().close()
        while self._open:
            self._finish()

    def _finish(self) -> None:
        table = self._open.pop()
        table.end_row()
        self.tables.append(table.rows)


def _span(text: str | None) -> int:
    digits = text if text and text.isascii() and text.isdigit() and len(text) < 9 else "1"
    return max(1, min(int(digits), _MOST_SPAN))
