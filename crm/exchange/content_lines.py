"""Lines that are folded over several (vCard, LDIF): put together again, with where they began, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from crm.exchange.decoding import decode
from resources.translations import _

LONGEST_LINE = 100_000
"""Bytes kept of one line put together: a longer one is a picture."""

_PHYSICAL = re.compile(rb"([^\r\n]*)(?:\r\n|\r|\n|\Z)")


@dataclass(slots=True)
class Line:
    """A line put together so far, and the part of the file it came from last."""

    number: int
    head: bytes
    last: bytes
    _rest: list[bytes] = field(default_factory=list)
    _length: int = 0

    def add(self, part: bytes) -> None:
        """Continue the line; what goes beyond the longest is passed over."""
        self.last = part
        if self._length < LONGEST_LINE:
            self._rest.append(part)
            self._length += len(part)

    def whole(self) -> bytes:
        """The line as it was before it was folded."""
        return b"".join((self.head, *self._rest))[:LONGEST_LINE]


def on_line(number: int) -> str:
    """Where a line stands, in words."""
    return _("line {number}").format(number=number)


def as_utf8(data: bytes, source_name: str) -> bytes:
    """The bytes with UTF-16 turned into UTF-8; all else stays as it is, for each line may have its own encoding.

    Raises UserError “file-not-text”.
    """
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:64]
    return decode(data, source_name)[0].encode("utf-8", "replace") if is_wide else data.removeprefix(b"\xef\xbb\xbf")


def text_of(line: bytes, charset: str = "") -> str:
    """The letters of a line: UTF-8 where it is that, else what the line itself says, else Windows-1252."""
    for encoding in ("utf-8", charset or "ascii"):
        try:
            return line.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return line.decode("utf-8" if charset.casefold() in ("utf-8", "utf8") else "cp1252", "replace")


def unfold(data: bytes, blanks: bytes, goes_on: Callable[[Line, bytes], bool] | None = None) -> Iterator[Line]:
    """Each line of a file; one that begins with a blank continues the line before, as does one that `goes_on`.

    A letter may be cut in two where a line is folded, so only whole lines can be decoded.
    """
    line: Line | None = None
    for number, part in _physical_lines(data):
        if line is not None and part and part[0] in blanks:
            line.add(part[1:])
        elif line is not None and goes_on is not None and goes_on(line, part):
            line.add(b"\n" + part)
        else:
            if line is not None:
                yield line
            line = Line(number, part, part)
    if line is not None:
        yield line


def _physical_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    return ((number, found[1]) for number, found in enumerate(_PHYSICAL.finditer(data), start=1))
