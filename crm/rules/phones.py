"""Telephone numbers out of the cells of old lists: several in one, cut short, or without their first nought."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

COUNTRY = "ZA"
_NATIONAL_DIGITS = 10
_LOCAL_DIGITS = 7
_MOST_GLUED = 6
_SEPARATOR = re.compile(r"[/;,|\n]+|\s(?:or|and|of|en)\s")
_DIGIT_RUN = re.compile(r"\+?\(?\d[\d\s().\-]*\d|\d")
_MARKS = {
    **dict.fromkeys(("f", "fax", "faks", "facsimile"), "fax"),
    **dict.fromkeys(("c", "cell", "cel", "sel", "mobile", "m"), "mobile"),
    **dict.fromkeys(("t", "tel", "telephone", "phone", "h", "w", "o", "office"), "phone"),
    **dict.fromkeys(("whatsapp", "wa"), "whatsapp"),
}
_MARKED = re.compile(r"(?<![^\W\d_])(" + "|".join(_MARKS) + r")\b[.:)\s]*(\+?\(?\d[\d\s().\-]*\d)", re.IGNORECASE)
_EXTENSION = re.compile(r"\b(?:ext(?:ension)?|x)[.:]?\s*\d+", re.IGNORECASE)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SPREADSHEET_FLOAT = re.compile(r"(\d{9,13})\.0+")


@dataclass(frozen=True)
class Phone:
    """A number as it was typed and, where it can be dialled, in international form (E.164).

    `marked` is what the cell itself calls it (“F: 053 …” is a fax): a kind of contact detail, or empty.
    """

    typed: str
    e164: str | None
    is_mobile: bool = False
    marked: str = ""


def read_phones(cell: str, area_code: str | None = None) -> list[Phone]:
    """The numbers in a cell, in order; one that cannot be dialled is kept as typed with `e164` None.

    `area_code` (“053”) completes seven-digit numbers. In “018 948 0744/1570” the second is the first with other last
    digits. Text without a number in it (a name) is passed over.
    """
    phones: list[Phone] = []
    base = ""
    for piece in _SEPARATOR.split(_plain(cell)):
        marks = _marks(piece) if any(map(str.isalpha, piece)) else {}
        for typed, number in _numbers(piece, base, area_code):
            phones.append(_phone(typed, number, marks.get(re.sub(r"\D", "", typed), "")))
            base = base or national_digits(phones[-1].e164)
    return phones


def without_phones(cell: str) -> str:
    """What else stands in a cell that also holds numbers, such as a name."""
    words = _DIGIT_RUN.sub(" ", _EXTENSION.sub(" ", _plain(cell)))
    return " ".join(words.split()).strip(" ,;:/()+-")


def display_phone(e164: str) -> str:
    """The number as it is read aloud here: “053 839 8000”; foreign numbers with their country."""
    national = national_digits(e164)
    if not national:
        return _foreign(e164)
    if national.startswith("0800"):
        return f"{national[:4]} {national[4:7]} {national[7:]}"
    return f"{national[:3]} {national[3:6]} {national[6:]}"


def _plain(cell: str) -> str:
    """One kind of blank and dash, and no decimal point left by a spreadsheet."""
    text = _DASHES.sub("-", cell.replace("\u00a0", " ").replace("\u202f", " ").strip())
    return _SPREADSHEET_FLOAT.sub(r"\1", text)


def national_digits(e164: str | None) -> str:
    """The ten digits dialled inside the country, empty for a foreign number or none."""
    if e164 is None or not re.fullmatch(r"\+27\d{9}", e164):
        return ""
    return "0" + e164[3:]


def _numbers(piece: str, base: str, area_code: str | None) -> list[tuple[str, str]]:
    """Each number of a piece between separators, as typed and as dialled (empty when it cannot be)."""
    text = piece.strip()
    if _EXTENSION.fullmatch(text):
        return [(text, "")]
    found: list[tuple[str, str]] = []
    for run in _DIGIT_RUN.finditer(_EXTENSION.sub("", text)):
        digits = re.sub(r"\D", "", run[0])
        is_bare = re.search(r"[^\W\d_]", text) is None
        if glued := _glued(digits):
            found += glued
        elif dialled := _dialled(run[0], digits, base, area_code):
            found.append((_as_typed(text, run[0]), dialled))
        elif (is_bare and digits.strip("0")) or len(digits) >= _LOCAL_DIGITS:
            found.append((_as_typed(text, run[0]), ""))
    return found


def _marks(piece: str) -> dict[str, str]:
    """What the numbers of a piece are called by the word before each: “Tel 053 … Fax 053 …”, by their digits."""
    found = {}
    for word, run in _MARKED.findall(piece):
        found[re.sub(r"\D", "", run)] = _MARKS[word.casefold().rstrip(".:")]
    return found


def _as_typed(text: str, run: str) -> str:
    """The number with its extension when the piece holds nothing else but that."""
    return text if _EXTENSION.sub("", text).strip() == run.strip() else run.strip()


def _glued(digits: str) -> list[tuple[str, str]]:
    """Numbers written into one another: twenty, thirty … digits of which every tenth starts a new 0."""
    if len(digits) % _NATIONAL_DIGITS or not 2 <= len(digits) // _NATIONAL_DIGITS <= _MOST_GLUED:
        return []
    parts = [digits[at : at + _NATIONAL_DIGITS] for at in range(0, len(digits), _NATIONAL_DIGITS)]
    return [(part, part) for part in parts] if all(re.match(r"0[1-8]", part) for part in parts) else []


def _dialled(typed: str, digits: str, base: str, area_code: str | None) -> str:
    if typed.lstrip("(").startswith("+") or digits.startswith("00"):
        return "+" + re.sub(r"^(00)?(27)?0?", lambda found: found[2] or "", digits, count=1)
    if len(digits) == _NATIONAL_DIGITS and digits.startswith("0"):
        return digits
    if len(digits) in (11, 12) and digits.startswith("27"):
        return "+27" + digits[2:].removeprefix("0")
    if len(digits) == _NATIONAL_DIGITS - 1 and not digits.startswith("0"):
        return "0" + digits
    return _completed(digits, base, area_code)


def _completed(digits: str, base: str, area_code: str | None) -> str:
    """A short number completed by the one before it, or by the area code."""
    if base and (len(digits) <= 4 or len(digits) == _LOCAL_DIGITS):
        return base[: -len(digits)] + digits
    if area_code and len(digits) == _LOCAL_DIGITS:
        return area_code + digits
    return ""


def _phone(typed: str, number: str, marked: str = "") -> Phone:
    if not number:
        return Phone(typed, None, marked=marked)
    if len(number) == _NATIONAL_DIGITS and number.isascii() and number.startswith("0"):
        e164, is_mobile = _domestic(number[1:])
    else:
        e164, is_mobile = _international(number)
    return Phone(typed, e164, is_mobile, marked)


def _domestic(significant: str) -> tuple[str | None, bool]:
    """A whole number of this country, by the library's patterns for it.

    Asking the library itself takes 80 µs a number, which a list of a hundred thousand people feels; what it would
    say is the same (a test compares them).
    """
    valid, mobile = _patterns()
    if not valid.fullmatch(significant):
        return None, False
    return "+27" + significant, mobile.fullmatch(significant) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What any number of this country looks like after its first nought, and what a mobile one does."""
    import phonenumbers

    metadata: Any = phonenumbers.PhoneMetadata.metadata_for_region(COUNTRY)
    kinds = (
        "fixed_line",
        "mobile",
        "toll_free",
        "premium_rate",
        "shared_cost",
        "voip",
        "personal_number",
        "pager",
        "uan",
        "voicemail",
    )
    known = [getattr(metadata, kind) for kind in kinds]
    valid = "|".join(kind.national_number_pattern for kind in known if kind is not None)
    return re.compile(valid), re.compile(metadata.mobile.national_number_pattern)


def _international(number: str) -> tuple[str | None, bool]:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, COUNTRY)
    except phonenumbers.NumberParseException:
        return None, False
    kind = phonenumbers.number_type(parsed)
    if kind == phonenumbers.PhoneNumberType.UNKNOWN:
        return None, False
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    mobile = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return e164, kind in mobile


def _foreign(e164: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
