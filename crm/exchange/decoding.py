"""Bytes to text: which encoding a file is in, told from its bytes because old files do not say."""

from __future__ import annotations

import codecs

from crm.rules.errors import UserError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 65_536
_LIKELY = frozenset("éèêëíîïóôöúûüáâäàçñšžÉÈÊËÔÖÜÁŠâ’–—“”\u00a0°")
_QUOTES = frozenset("‘’“”–—")


ENCODINGS = ("utf-8", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be")
"""Those that somebody may say a file is in."""


def decode(data: bytes, source_name: str, encoding: str = "") -> tuple[str, str]:
    """The text of a file and the encoding it was in, which is found out where nobody says it.

    Knows UTF-8 and UTF-16 with and without a byte order mark, Windows-1252 and MacRoman (old Excel for Mac).
    Raises UserError("file-not-text") for anything that is no text.
    """
    encoding = encoding or _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UserError("file-not-text", file=source_name) from None
    if _is_binary(text):
        raise UserError("file-not-text", file=source_name)
    return text.replace("\0", ""), encoding


def _encoding(data: bytes) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if wide := _wide_encoding(data[:_SAMPLE]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _old_encoding(data)
    return "utf-8"


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of ordinary text is nought."""
    if len(sample) < 4 or (len(sample) % 2 and len(sample) < _SAMPLE):
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _old_encoding(data: bytes) -> str:
    """Windows-1252 or MacRoman, whichever gives the likelier letters; CR alone at line ends tips towards the Mac."""
    try:
        windows = data.decode("cp1252")
    except UnicodeDecodeError:
        return "mac_roman"
    is_mac_lines = b"\r" in data and b"\n" not in data
    mac = data.decode("mac_roman")
    return "mac_roman" if _likelihood(mac) + is_mac_lines > _likelihood(windows) else "cp1252"


def _likelihood(text: str) -> int:
    """How many letters outside ASCII look like names and words of the country, less those that do not."""
    return sum(_weight(text, at) for at, letter in enumerate(text[:_SAMPLE]) if letter > "\x7f")


def _weight(text: str, at: int) -> int:
    letter = text[at]
    is_inside = text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()
    if letter in _QUOTES:
        return 1 if letter == "’" or not is_inside else -1
    if letter not in _LIKELY:
        return -1
    is_odd_capital = letter.isupper() and text[at - 1 : at].islower()
    return -1 if is_odd_capital else 1


def _is_binary(text: str) -> bool:
    """Whether more than one in twenty characters of the beginning is a control character no text has."""
    sample = text[:_SAMPLE]
    controls = sum((letter < " " and letter not in "\t\n\r\f\v\x1a") or "\x7f" <= letter < "\xa0" for letter in sample)
    return controls * 20 > len(sample)
