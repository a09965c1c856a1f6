"""How a kind of file is known: by what it holds first, by its ending second, for endings are often wrong."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from crm.exchange.candidates import Reading
from crm.exchange.decoding import decode
from crm.exchange.meaning import ReadChoices
from crm.rules.errors import UserError

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x18ftyphei", b"\0\0\0\x20ftyphei")
"""How pictures begin."""

DATABASES = (b"\0\1\0\0Standard Jet DB", b"\0\1\0\0Standard ACE DB", b"SQLite format 3\0")
"""How the files of databases begin."""

UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
"""What a damaged or strangely packed zip may raise."""

_BEGINNING = 4096


@dataclass(frozen=True)
class SourceFile:
    """The bytes of a file and what it is called."""

    name: str
    data: bytes

    @property
    def ending(self) -> str:
        """“.csv”, in small letters."""
        return PurePath(self.name).suffix.casefold()

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def beginning(self) -> str:
        """The first letters, whatever they are written in, without blanks before them."""
        piece = self.data[:_BEGINNING]
        try:
            return decode(piece, self.name)[0].lstrip("\ufeff \t\r\n")
        except UserError:  # a letter cut in two at the end of the piece, or no text
            marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
            encoding = "utf-16" if piece.startswith(marks[1:]) else "utf-8"
            return piece.decode(encoding, "replace").lstrip("\ufeff \t\r\n")

    @cached_property
    def packed_names(self) -> tuple[str, ...]:
        """The names of what is packed in a zip, none where it is not one."""
        if not self.data.startswith(b"PK"):
            return ()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as packed:
                return tuple(packed.namelist())
        except UNREADABLE:
            return ()


Look = Callable[[SourceFile], bool]


@dataclass(frozen=True)
class Format:
    """One kind of file: what it is called, how its content shows it, its usual endings, and what reads it.

    Of what is not read, `refusal` is the code of the sentence that says what to do instead.
    """

    name: str
    looks_so: Look
    endings: tuple[str, ...] = ()
    read: Callable[[SourceFile, ReadChoices], Reading] | None = None
    refusal: str = "format-not-read"


def format_of(file: SourceFile, formats: Sequence[Format]) -> Format:
    """The first kind that the content shows, else the first with this ending, else the last there is."""
    by_content = next((each for each in formats if each.looks_so(file)), None)
    return by_content or next((each for each in formats if file.ending in each.endings), formats[-1])


def starts_with(*beginnings: bytes) -> Look:
    """Files whose first bytes are one of these."""
    return lambda file: file.data.startswith(beginnings)


def reads_like(pattern: str) -> Look:
    """Files whose text begins so, in capitals or not."""
    begun = re.compile(pattern, re.IGNORECASE)
    return lambda file: begun.match(file.beginning) is not None


def holds(*parts: str) -> Look:
    """Zips with a part of one of these names."""
    return lambda file: any(name.startswith(parts) for name in file.packed_names)


def holds_words(*names: str) -> Look:
    """Old files of Microsoft's that hold streams of these names."""
    wide = tuple(name.encode("utf-16-le") for name in names)
    return lambda file: file.data.startswith(b"\xd0\xcf\x11\xe0") and any(name in file.data for name in wide)


def never(_file: SourceFile) -> bool:
    """Content does not tell."""
    return False
