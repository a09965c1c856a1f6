"""Whether two names may be one person's or one body's, said in words: the part of looking for doubles that is language.

Names are compared folded (no capitals, accents or hyphens). Lists put surnames first or last, shorten given names to
initials and misspell both; what they agree in is a reason with a weight, which is our practice and no law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crm.rules.letter_case import SURNAME_PARTICLES
from crm.rules.names import PersonName, fold
from crm.rules.organisations import match_key
from resources.translations import _, mark

_GENDERS = {"mr": "m", "kgosi": "m", "ms": "f", "mrs": "f", "miss": "f", "kgosigadi": "f"}
_SHORT_PARTICLES = {"vd": ("van", "der"), "v": ("van",), "d": ("der",)}
_CLOSE = 85
"""How alike two spellings of one name are, in per cent; below it they are two names."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for two records being one, or (with points below nought) against it."""

    words: str
    points: int


NO_REASON = Reason("", 0)


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name as it is compared."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    known_as: str = ""
    gender: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All of its words, in no order."""
        return tuple(sorted((*self.given, *self.family)))


@lru_cache(50_000)
def name_key(name: PersonName) -> NameKey:
    """A name in the form in which it is compared."""
    genders = [_GENDERS[title] for title in fold(name.title).replace(".", "").split() if title in _GENDERS]
    given, family = [letter for word in name.given.split() for letter in _initials(word)], _split(name.family)
    while len(given) > 1 and family and (given[-1] in SURNAME_PARTICLES or given[-1] == "vd"):
        family.insert(0, given.pop())
    family = [part for word in family[:-1] for part in _SHORT_PARTICLES.get(word, (word,))] + family[-1:]
    known_as = " ".join(_split(name.known_as))
    return NameKey(tuple(given), tuple(family), known_as, genders[-1] if genders else "")


def _split(text: str) -> list[str]:
    return re.sub(r"[.,]", " ", fold(text)).split()


def _initials(word: str) -> list[str]:
    """“M.B” and “MB” are two initials, “Jo” and “Thandi” one name each."""
    bare = re.sub(r"[.\-]", "", word)
    is_run = bare.isupper() and 1 < len(bare) < 4 and ("." in word or not set(bare) & set("AEIOUY"))
    return list(bare.casefold()) if is_run else _split(word)


_NAME_POINTS: dict[str, tuple[int, str]] = {
    "same": (60, mark("the same name")),
    "order": (55, mark("the same names in another order")),
    "more": (50, mark("the same surname, and one has more of the given names")),
    "known_as": (50, mark("the same surname, and one is known by the other's name")),
    "spelling": (50, mark("names spelled almost alike")),
    "part": (45, mark("the same given names, and one surname is part of the other")),
    "initials": (40, mark("the same surname and initials")),
    "given": (20, mark("the same given names, another surname")),
}
_OTHER_GIVEN = (-30, mark("different given names with the same surname"))
_ONE_NAME = (30, mark("the same single name"))


def compare_names(one: NameKey, other: NameKey) -> Reason:
    """What two names of people say; nothing where they have nothing in common."""
    if one.words == other.words:
        return _same_words(one, other)
    same_family = bool(one.family) and "".join(one.family) == "".join(other.family)
    if same_family and one.given and other.given:
        return _same_family(one, other)
    return _other_family(one, other)


def _same_words(one: NameKey, other: NameKey) -> Reason:
    if len(one.words) == 1:
        return _reason(_ONE_NAME)
    if any(len(word) == 1 for word in one.words):
        return _said("initials")
    return _said("same" if (one.given, one.family) == (other.given, other.family) else "order")


def _same_family(one: NameKey, other: NameKey) -> Reason:
    fit = _fit(one.given, other.given)
    if fit:
        return _said(fit) if fit in _NAME_POINTS else NO_REASON
    if any(name and name in others for name, others in ((one.known_as, other.given), (other.known_as, one.given))):
        return _said("known_as")
    if one.known_as and one.known_as == other.known_as:
        return _said("known_as")
    return _said("spelling") if _is_close(one.given[0], other.given[0]) else _reason(_OTHER_GIVEN)


def _fit(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """How given names go together, the shorter within the longer, letter for letter or as initials; empty: not."""
    if set(one) == set(other):
        return "order" if all(len(name) > 1 for name in one) else "initials"
    short, long = sorted((one, other), key=lambda names: (len(names), sum(map(len, names))))
    left, whole = list(long), 0
    for name in short:
        match = next((each for each in left if each == name and len(name) > 1), None)
        match = match or next((each for each in left if 1 in (len(each), len(name)) and each[0] == name[0]), None)
        if match is None:
            return ""
        whole += len(match) > 1 and len(name) > 1
        left.remove(match)
    if not whole and len(short) == 1 and len(long) > 1 and long[0][0] != short[0][0]:
        return "unclear"  # “Peter” and “J.P.”: an initial of a later name neither tells them apart nor together
    return "more" if whole else "initials"


def _other_family(one: NameKey, other: NameKey) -> Reason:
    if not (one.family and other.family):
        return NO_REASON
    if one.given and one.given == other.given:
        if _is_close("".join(one.family), "".join(other.family)):
            return _said("spelling")
        shared = set(one.family) & set(other.family)
        is_part = any(len(word) > 3 for word in shared) and shared in (set(one.family), set(other.family))
        return _said("part" if is_part else "given")
    if _is_reordered(one, other):
        return _said("order")
    if not (one.given and other.given):
        return NO_REASON
    is_close = _is_close("".join(one.family), "".join(other.family)) and _is_close(one.given[0], other.given[0])
    return _said("spelling") if is_close else NO_REASON


def _is_reordered(one: NameKey, other: NameKey) -> bool:
    """Whether all of the shorter name's words, two at least, stand somewhere in the longer one."""
    short, long = sorted((set(one.words), set(other.words)), key=len)
    return len(short) > 1 and short <= long and all(len(word) > 1 for word in short)


def _is_close(one: str, other: str) -> bool:
    """Whether two words are one word with a slip of the pen; short words differ by a letter and are two."""
    from rapidfuzz.fuzz import ratio

    return min(len(one), len(other)) > 3 and one[0] == other[0] and ratio(one, other) >= _CLOSE


def _said(key: str) -> Reason:
    return _reason(_NAME_POINTS[key])


def _reason(row: tuple[int, str]) -> Reason:
    points, words = row
    return Reason(_(words), points)


def compare_genders(one: NameKey, other: NameKey) -> Reason:
    """A man and a woman of one name are two people."""
    if one.gender and other.gender and one.gender != other.gender:
        return Reason(_("one is written Mr, the other Ms or Mrs"), -30)
    return NO_REASON


def skeleton(word: str) -> str:
    """What is left of a name under most misspellings: its first letter and the consonants, each once."""
    if len(word) < 3:
        return ""
    kept = word[0] + "".join(letter for letter in word[1:] if letter not in "aeiouyhw'")
    return re.sub(r"(.)\1+", r"\1", kept)


# --- Bodies ----------------------------------------------------------------------------------------------------------

_BODY_WORDS = frozenset(("and", "of", "for", "the", "in", "on", "a", "npc", "npo", "pty", "ltd"))


def body_key(name: str) -> tuple[str, ...]:
    """The words of a body's name that say which one it is."""
    words = match_key(name).split()
    return tuple(word for word in words if word not in _BODY_WORDS) or tuple(words)


def compare_bodies(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Reason:
    """What two names of bodies say; other numbers in them make two bodies."""
    if not ours or not theirs or _numbers(ours) != _numbers(theirs):
        return NO_REASON
    if ours == theirs:
        return Reason(_("the same name"), 60)
    if sorted(ours) == sorted(theirs):
        return Reason(_("the same words in another order"), 55)
    from rapidfuzz.fuzz import token_sort_ratio

    # As written, without a scoring of our own: one letter in ten may differ.
    if token_sort_ratio(" ".join(ours), " ".join(theirs)) >= 90:
        return Reason(_("names spelled almost alike"), 45)
    return NO_REASON


def _numbers(words: tuple[str, ...]) -> list[str]:
    return sorted(word for word in words if any(letter.isdigit() for letter in word))
