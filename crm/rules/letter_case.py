"""Names typed in capitals, in the case their owners use."""

from __future__ import annotations

import re
from functools import lru_cache

_DUTCH_AND_FRENCH = ("van", "der", "den", "de", "du", "le", "la", "ter", "ten", "te", "von", "zu")
_OTHER_PARTICLES = ("da", "das", "do", "dos", "di", "ka", "kwa", "wa")
SURNAME_PARTICLES = frozenset((*_DUTCH_AND_FRENCH, *_OTHER_PARTICLES))
_SMALL_WORDS = SURNAME_PARTICLES | {"of", "the", "and", "for", "in", "on", "at", "en", "vir", "op"}
_ALWAYS_CAPITAL = frozenset(("ii", "iii", "iv"))
_PLACES = {"de aar": "De Aar", "de doorns": "De Doorns", "de rust": "De Rust", "van wyksvlei": "Van Wyksvlei"}
_MC_BEFORE_VOWEL = (
    "mcallister",
    "mcalister",
    "mcarthur",
    "mcewan",
    "mcewen",
    "mcevoy",
    "mcinnes",
    "mcintosh",
    "mcintyre",
)
_SCOTTISH = frozenset((*_MC_BEFORE_VOWEL, "mchardy", "mchugh", "mcwilliam", "mcwilliams"))
_PART = re.compile(r"[^\s\-\u2010-\u2015]+")


def is_shouted(word: str) -> bool:
    """Whether a word is typed in capitals; old programs leave accented letters small (“KHâI-MA”)."""
    if word.isascii() and word.isalpha():
        return len(word) > 1 and word.isupper()
    letters = [letter for letter in word if letter.isascii() and letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def proper_case(text: str) -> str:
    """Offer a name typed in capitals (or in small letters only) in its proper case; mixed case stays as typed.

    “VAN DER WESTHUIZEN” becomes “van der Westhuizen”; O'Connor, McGluwa, Abraham-Ntantiso, //Khara Hais, Kai !Garib
    and Khâi-Ma come out right. A guess to be shown to the user: capitals do not tell weSizwe from Wesizwe.
    """
    if text.strip().casefold() in _PLACES and (text.isupper() or text.islower()):
        return _PLACES[text.strip().casefold()]
    has_capitals = any(map(str.isupper, text))
    parts = list(_PART.finditer(text))
    last = len(parts) - 1
    result, end = [], 0
    for index, part in enumerate(parts):
        is_candidate = is_shouted(part[0]) or not has_capitals
        result += [text[end : part.start()], _cased(part[0], index == last) if is_candidate else part[0]]
        end = part.end()
    return "".join([*result, text[end:]])


@lru_cache(4096)  # first names come again and again in one list
def _cased(word: str, is_last: bool) -> str:
    lower = word.lower()
    if lower in _SMALL_WORDS and not is_last:
        return lower
    if lower == "mc":  # written apart: “MC GLUWA”
        return "Mc"
    if _are_initials(word) or lower in _ALWAYS_CAPITAL:
        return word.upper()
    if re.match(r"[od]['’]\w", lower):
        return lower[:1].upper() + lower[1:2] + _capital(lower[2:])
    if _is_scottish(lower):
        return "Mc" + _capital(lower[2:])
    return _capital(lower)


def _are_initials(word: str) -> bool:
    """“M.B”, and two or three consonants (“TJ”); two capitals with a vowel may be a name (“JO”)."""
    if "." in word:
        return all(len(part) <= 1 for part in word.split("."))
    letters = word.strip(".")
    return word.isupper() and len(letters) <= 3 and letters.isalpha() and not set(letters) & set("AEIOUY")


def _is_scottish(lower: str) -> bool:
    """Whether “Mc” stands before a second capital: isiXhosa and isiZulu names begin with mc- too (Mcebisi, Mchunu)."""
    if lower in _SCOTTISH:
        return True
    return len(lower) > 4 and lower.startswith("mc") and lower[2] in "bcdfgklmnprst"


def _capital(lower: str) -> str:
    """The first letter that has a capital as one: “//khara” → “//Khara”."""
    for index, letter in enumerate(lower):
        if letter.isalpha() and letter.upper() != letter:
            return lower[:index] + letter.upper() + lower[index + 1 :]
    return lower
