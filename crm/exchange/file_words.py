"""The words in a kept file of any kind, to see whether somebody is named there; nothing is written to the disk.

Whatever a file cannot be read to its end for (a limit, a password, a page that is a picture, something packed inside
it) makes it not whole: that nobody was found in it then says nothing.
"""

from __future__ import annotations

import io
import logging
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from html.parser import HTMLParser
from pathlib import PurePath
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from crm.exchange.decoding import decode
from crm.rules.errors import UserError

MOST_LETTERS = 5_000_000
MOST_UNPACKED = 200 * 2**20
MOST_SECONDS = 20
LARGEST_PAGE = 5 * 2**20
"""Bytes of what draws one page of a PDF: beyond that it is a drawing, and takes minutes."""
DEEPEST = 3
"""How far a message inside a message is followed."""

_AT_ONCE = 2**16
_PIECE, _OVERLAP = 10_000, 200
_MAIL = re.compile(rb"(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|From|X-[\w-]+): ?\S", re.IGNORECASE)
_FOLDED = re.compile(r"\r?\n[ \t]")
_BODIES = ("word/", "xl/", "ppt/slides/", "content.xml")
"""The parts of an office document in which its words are, not what the program says of itself."""
_NO_WORDS = re.compile(r"(?:^|/)(?:theme/|styles|settings|fontTable|webSettings|numbering)")
_BREAKS = frozenset(("p", "h", "tr", "si", "c", "table-cell", "comment", "is"))
_SPACES = frozenset(("tab", "br", "cr", "s", "line-break"))
_INLINE = frozenset(("b", "i", "em", "strong", "span", "font", "u", "a"))
_SAYING = frozenset(("author", "creator", "descr", "title", "alt", "href", "target", "initials", "string-value"))
"""Attributes in which somebody may be named."""


@dataclass(frozen=True)
class FileWords:
    """What a file says, as far as it could be read."""

    text: str
    is_whole: bool

    def pieces(self) -> Iterator[tuple[int, str]]:
        """Where each piece begins, and the piece: so long that it is soon looked through, and no name falls between."""
        return ((at, self.text[at : at + _PIECE + _OVERLAP]) for at in range(0, len(self.text), _PIECE))


def words_in(data: bytes, file_name: str, on_step: Callable[[], object] = lambda: None) -> FileWords:
    """What a file of this name says. `on_step` is called every now and then; what it raises stops the reading."""
    gathered = _Gathered(on_step)
    try:
        _read(data, file_name, gathered)
    except _TooMuch:
        gathered.is_whole = False
    text = "\n".join(gathered.parts)
    return FileWords(text, gathered.is_whole and (bool(text.strip()) or not data))


class _TooMuch(Exception):
    """A limit was reached."""


class _Gathered:
    """The words so far."""

    def __init__(self, on_step: Callable[[], object]) -> None:
        self.parts: list[str] = []
        self.is_whole = True
        self.depth = 0
        self._room = MOST_LETTERS
        self._unpacked = 0
        self._until = time.monotonic() + MOST_SECONDS
        self._on_step = on_step

    def add(self, text: str) -> None:
        """More words."""
        self.parts.append(text[: self._room])
        self._room -= len(text)
        if self._room < 0:
            raise _TooMuch

    def add_unpacked(self, size: int) -> None:
        """So many bytes more came out of a packed file."""
        self._unpacked += size
        if self._unpacked > MOST_UNPACKED:
            raise _TooMuch
        self.step()

    def step(self) -> None:
        """Look at the clock, and whether somebody wants it stopped."""
        self._on_step()
        if time.monotonic() > self._until:
            raise _TooMuch


def _read(data: bytes, name: str, gathered: _Gathered) -> None:
    gathered.step()
    if data.startswith(b"%PDF"):
        _read_pdf(data, gathered)
    elif data.startswith(b"PK"):
        _read_packed(data, gathered)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        _read_old_workbook(data, gathered)
    elif PurePath(name).suffix.casefold() == ".eml" or _MAIL.match(data):
        _read_mail(data, gathered)
    else:
        _read_text(data, name, gathered)


# --- Text ------------------------------------------------------------------------------------------------------------


def _read_text(data: bytes, name: str, gathered: _Gathered) -> None:
    """Plain text, lists, calendars, address cards; web pages and XML without their marks."""
    try:
        text = decode(data, name)[0].lstrip("\ufeff")
    except UserError:
        gathered.is_whole = False
        return
    if text.lstrip().startswith("<"):
        text = _without_marks(text, gathered)
    elif text.startswith("BEGIN:"):
        text = _FOLDED.sub("", text).replace("\\n", "\n").replace("\\", "")
    elif text.startswith("{\\rtf"):
        gathered.is_whole = False  # its marks may stand inside a name
    gathered.add(text)


class _Marked(HTMLParser):
    """What a page says, with the attributes that may name somebody."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.beside: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.said.append("\n")
        self.beside += [value for name, value in attrs if value and name in _SAYING]


def _without_marks(text: str, gathered: _Gathered) -> str:
    marked = _Marked()
    for at in range(0, len(text), _AT_ONCE):
        gathered.step()
        marked.feed(text[at : at + _AT_ONCE])
    marked.close()
    return "\n".join(("".join(marked.said), *marked.beside))


# --- Messages --------------------------------------------------------------------------------------------------------


def _read_mail(data: bytes, gathered: _Gathered) -> None:
    """A message with its heads, and whatever is attached to it."""
    gathered.depth += 1
    if gathered.depth > DEEPEST:
        raise _TooMuch
    try:
        for part in message_from_bytes(data).walk():
            gathered.step()
            gathered.add("\n".join(_heads(part)))
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                _read(content, part.get_filename() or "", gathered)
    except (MessageError, LookupError, ValueError, RecursionError):  # parts without an end inside each other
        gathered.is_whole = False
    gathered.depth -= 1


def _heads(part: Message) -> Iterator[str]:
    for name, value in part.items():
        try:
            yield f"{name}: {make_header(decode_header(value))}"
        except (MessageError, LookupError, ValueError):  # written in a way nobody knows
            yield f"{name}: {value}"


# --- Office documents ------------------------------------------------------------------------------------------------

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError),
    *(ParseError, LookupError),
)
"""What a damaged, locked or strangely packed document raises, and XML that is not well formed or not safe."""


def _read_packed(data: bytes, gathered: _Gathered) -> None:
    """A document of Word, Excel, PowerPoint or LibreOffice: each part in turn; any other archive is not looked into."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            if not {"[Content_Types].xml", "content.xml"}.intersection(names):
                gathered.is_whole = False
                return
            _read_parts(packed, names, gathered)
    except _DAMAGED:
        gathered.is_whole = False


def _read_parts(packed: zipfile.ZipFile, names: Iterable[str], gathered: _Gathered) -> None:
    has_words = False
    for name in names:
        gathered.step()
        if name.endswith((".xml", ".rels")):
            if not _NO_WORDS.search(name):
                with packed.open(name) as part:
                    said = _words_of_xml(part, gathered)
                gathered.add(said)
                has_words = has_words or (bool(said.strip()) and name.startswith(_BODIES))
        elif "embeddings/" in name or name.endswith("workbook.bin"):
            gathered.is_whole = False
    gathered.is_whole = gathered.is_whole and has_words


def _words_of_xml(part: IO[bytes], gathered: _Gathered) -> str:
    """The words of one part; no tree is built, and entities are refused."""
    from defusedxml.ElementTree import DefusedXMLParser

    words = _Words()
    parser = DefusedXMLParser(target=words, forbid_dtd=True)
    while piece := part.read(_AT_ONCE):
        gathered.add_unpacked(len(piece))
        parser.feed(piece)
    parser.close()
    return "".join((*words.said, "\n", *words.beside))


class _Words:
    """Takes the texts of XML as they come: the runs of a paragraph belong together, paragraphs and cells do not."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.beside: list[str] = []
        self._room = MOST_LETTERS

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _plain(tag) in _SPACES:
            self.said.append(" ")
        for name, value in attributes.items():
            if _plain(name) in _SAYING:
                self._take(self.beside, f"{value}\n")

    def data(self, text: str) -> None:
        self._take(self.said, text)

    def end(self, tag: str) -> None:
        if _plain(tag) in _BREAKS:
            self.said.append("\n")

    def close(self) -> None:
        pass

    def _take(self, where: list[str], text: str) -> None:
        self._room -= len(text)
        if self._room < 0:
            raise _TooMuch
        where.append(text)


def _plain(name: str) -> str:
    """A name of XML without its namespace."""
    return name.rpartition("}")[2].casefold()


def _read_old_workbook(data: bytes, gathered: _Gathered) -> None:
    """A workbook of before 2007; other old documents of Microsoft's, and locked ones, are not read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            gathered.add(name)
            for row in workbook.get_sheet_by_name(name).iter_rows():
                gathered.step()
                gathered.add("\n".join(str(cell) for cell in row if cell != ""))
    except CalamineError:
        gathered.is_whole = False


# --- PDFs ------------------------------------------------------------------------------------------------------------


def _read_pdf(data: bytes, gathered: _Gathered) -> None:
    """The pages with what is written beside and into them; a page without words is a picture of some."""
    from pypdf import PdfReader  # here, not at the top: it takes long to load
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it thinks of a file is nothing to tell the user
    broken = (PyPdfError, DependencyError, TypeError, AttributeError, AssertionError, *_DAMAGED)
    try:
        reader = PdfReader(io.BytesIO(data))
        gathered.add("\n".join(str(value) for value in (reader.metadata or {}).values()))
        if any(True for _each in reader.attachment_list):
            gathered.is_whole = False
        for page in reader.pages:
            gathered.step()
            _read_page(page, gathered)
    except broken:  # what it raises over one that is broken, or closed with a password
        gathered.is_whole = False


def _read_page(page: Any, gathered: _Gathered) -> None:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > LARGEST_PAGE:
        gathered.is_whole = False
        return
    text = page.extract_text()
    gathered.add(text)
    gathered.is_whole = gathered.is_whole and (bool(text.strip()) or contents is None)
    for each in page.get("/Annots") or ():
        note = each.get_object()
        gathered.add("\n".join(str(note[key]) for key in ("/Contents", "/T", "/V", "/A") if key in note))
