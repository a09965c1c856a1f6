"""Names of people as lists write them, and the folded form by which names are compared.

Nothing here decides who somebody is: a list may put the surname first or last, and only some lists can be told apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from crm.rules.letter_case import SURNAME_PARTICLES, is_shouted, proper_case

__all__ = [
    "TITLES",
    "PersonName",
    "display_name",
    "fold",
    "proper_case",
    "sort_name",
    "split_name",
]

TITLES = (
    "Mr",
    "Ms",
    "Mrs",
    "Miss",
    "Mx",
    "Dr",
    "Prof.",
    "Adv.",
    "Hon.",
    "Cllr",
    "Ald.",
    "Rev.",
    "Pastor",
    "Bishop",
    "Imam",
    "Kgosi",
    "Kgosigadi",
    "Inkosi",
    "Chief",
    "MEC",
    "Premier",
    "Speaker",
    "MP",
    "MPL",
    "MPP",
)
_OTHER_SPELLINGS = {
    "mnr": "Mr",
    "mev": "Mrs",
    "mej": "Miss",
    "doctor": "Dr",
    "professor": "Prof.",
    "advocate": "Adv.",
    "honourable": "Hon.",
    "honorable": "Hon.",
    "councillor": "Cllr",
    "councilor": "Cllr",
    "clr": "Cllr",
    "raadslid": "Cllr",
    "alderman": "Ald.",
    "alderwoman": "Ald.",
    "alderperson": "Ald.",
    "reverend": "Rev.",
    "past": "Pastor",
}
_CLOSING_TITLES = ("Mr", "Ms", "Mrs", "Miss", "Mx")
_ALSO_NAMES = ("Kgosi", "Kgosigadi", "Inkosi", "Chief", "Bishop", "Pastor", "Premier", "Speaker", "Imam")

_HYPHENS = re.compile(r"[-\u00ad\u058a\u1806\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
_CLICKS_AND_QUOTES = str.maketrans(
    {"ǃ": "!", "ǀ": "/", "ǁ": "//", "ǂ": "=", "≠": "=", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"}
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")
_KNOWN_AS = re.compile(r"\(([^)]+)\)|[\"“”]([^\"“”]+)[\"“”]|(?<!\w)['‘]([^'’]+)['’](?!\w)")


@dataclass(frozen=True)
class PersonName:
    """A name in its parts; an unknown part is empty."""

    title: str = ""
    given: str = ""
    family: str = ""
    known_as: str = ""


def fold(text: str) -> str:
    """The form in which names are compared: small letters without accents, single blanks, hyphens as blanks.

    Curly apostrophes and the click letters ǃ ǀ ǁ ǂ become what is typed for them.
    """
    plain = _HYPHENS.sub(" ", text.translate(_CLICKS_AND_QUOTES))
    if plain.isascii():
        return " ".join(plain.lower().split())
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join(_HYPHENS.sub(" ", bare.translate(_CLICKS_AND_QUOTES)).split())


def split_name(text: str, surname_first: bool | None = None) -> PersonName:
    """Take a name apart; `surname_first` says how the list it comes from is written, None that it is not known.

    What the name itself shows wins over the hint: a comma, initials, a surname in capitals, “van der” in the middle.
    """
    rest, known_as = take_known_as(" ".join(text.split()))
    before, comma, after = (part.strip() for part in rest.partition(","))
    if not comma:
        titles, words = _take_titles(rest.split())
        given, family = _order(words, surname_first)
    else:
        titles, given, family = _around_comma(before, after, surname_first)
    return PersonName(" ".join(titles), " ".join(given), " ".join(family), known_as)


def sort_name(name: PersonName) -> str:
    """The name as lists are sorted: “van der Westhuizen, Anna”."""
    return ", ".join(part for part in (name.family, name.given) if part)


def display_name(name: PersonName) -> str:
    """The name as it is written on screen and paper: “Hon. Dr Thandi Dube”."""
    return " ".join(part for part in (name.title, name.given, name.family) if part)


def take_known_as(text: str) -> tuple[str, str]:
    """A name without the one in brackets or quotation marks, and that one: “Robert (Bob)”."""
    found = _KNOWN_AS.search(text)
    if found is None:
        return text, ""
    rest = " ".join((text[: found.start()] + " " + text[found.end() :]).split())
    return rest.replace(" ,", ","), next(part for part in found.groups() if part).strip()


def _around_comma(before: str, after: str, surname_first: bool | None) -> tuple[list[str], list[str], list[str]]:
    """“Surname, Title Given” or “Given Surname, Title”."""
    late_titles, given = _take_titles(after.replace(",", " ").split(), keep_one=False)
    while given and (title := _title(given[-1])) and title not in _ALSO_NAMES:
        late_titles.append(title)
        given.pop()
    early_titles, words = _take_titles(before.split(), keep_one=bool(late_titles or given))
    if not (given and words):
        given, words = _order(words or given, surname_first)
    return [*early_titles, *late_titles], given, words


def _title(word: str) -> str:
    """The title a word stands for, or nothing."""
    return _titles_by_key().get(word.casefold().rstrip(".:"), "")


@cache
def _titles_by_key() -> dict[str, str]:
    return {title.casefold().rstrip("."): title for title in TITLES} | _OTHER_SPELLINGS


def _take_titles(words: list[str], keep_one: bool = True) -> tuple[list[str], list[str]]:
    """The leading titles and the words after them; “Mr” ends the titles, for Kgosi and Chief are given names too."""
    titles: list[str] = []
    while len(titles) < len(words) and (title := _title(words[len(titles)])):
        is_last_word = len(titles) == len(words) - 1
        if is_last_word and keep_one and title in _ALSO_NAMES:
            break
        titles.append(title)
        if title in _CLOSING_TITLES:
            break
    return titles, words[len(titles) :]


def _order(words: list[str], surname_first: bool | None) -> tuple[list[str], list[str]]:
    """Given names and family name of words without titles."""
    if len(words) < 2:
        return [], words
    if _is_surname_first(words, surname_first):
        end = _family_end(words)
        return words[end:], words[:end]
    start = _family_start(words)
    return words[:start], words[start:]


def _is_surname_first(words: list[str], hint: bool | None) -> bool:
    if (_is_initials(words[-1]) and not _is_initials(words[0])) or _starts_with_particle(words):
        return True
    if _is_initials(words[0]) or 0 < _first_particle(words) < len(words) - 1:
        return False
    shouted = [is_shouted(word) and not _is_initials(word) for word in words]
    if shouted[0] != shouted[-1]:
        return shouted[0]
    return bool(hint)


def _starts_with_particle(words: list[str]) -> bool:
    """Whether “van der …” or a small “le …” stands in front and something is left after the surname."""
    particles = [word.casefold() in SURNAME_PARTICLES for word in words[:2]]
    is_certain = particles[0] and (words[0].islower() or all(particles))
    return is_certain and _family_end(words) < len(words)


def _is_initials(word: str) -> bool:
    """Whether a word is initials: “S”, “S.”, “M.B”, “TP”, but not the surname “Ngo” or the name “Jo”."""
    if not _INITIALS.fullmatch(word) or not word.isupper():
        return False
    return "." in word or len(word) == 1 or not set(word) & set("AEIOUY")


def _first_particle(words: list[str]) -> int:
    """Where “van der”, “du”, “Janse van” and the like begin inside the name; -1 when they do not, or stand first."""
    if words[0].casefold() in SURNAME_PARTICLES:
        return -1
    for index, word in enumerate(words):
        if word.casefold() in SURNAME_PARTICLES:
            return index - 1 if words[index - 1].casefold() in _BEFORE_PARTICLES else index
    return -1


_BEFORE_PARTICLES = ("janse", "jansen", "jansens")


def _family_start(words: list[str]) -> int:
    """Where the family name begins when it stands last."""
    start = len(words) - 1
    while start > 0 and words[start - 1].casefold() in SURNAME_PARTICLES:
        start -= 1
    if start > 1 and words[start - 1].casefold() in _BEFORE_PARTICLES and start < len(words) - 1:
        start -= 1
    return start


def _family_end(words: list[str]) -> int:
    """Where the family name ends when it stands first."""
    end = 1 if words[0].casefold() in _BEFORE_PARTICLES and words[1].casefold() in SURNAME_PARTICLES else 0
    while end < len(words) - 1 and words[end].casefold() in SURNAME_PARTICLES:
        end += 1
    return min(end + 1, len(words))
