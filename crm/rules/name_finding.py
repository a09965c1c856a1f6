"""Finding names of people in running text, in every form somebody may have written them.

“Hon. Thandi Dube”, “T.N. Dube”, “Dube, Ms T”, “Ms Dube”, “Dube”; “Thandi” alone where a fuller form stands in the same
texts. A municipality or a hospital that bears somebody's name is no mention of the person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from crm.rules.letter_case import SURNAME_PARTICLES
from crm.rules.names import TITLES, fold, split_name

_TOKEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d])+(?:['’ʼ‘](?!s\b)[^\W_]+)*")
_BETWEEN = re.compile(r"[\s.,_\-\u2010-\u2015()“”\"'’‘!/=≠]{0,4}")
_NOT_IN_WORDS = re.compile(r"[\W_]+")
_CLICKS = "!/=≠"
_RANKS = (
    *("sister", "nurse", "captain", "sergeant", "constable", "warrant", "officer", "lieutenant", "colonel"),
    *("brigadier", "general", "major", "judge", "magistrate", "father", "ds", "apostle", "comrade", "cde"),
    *("honourable", "honorable", "doctor", "professor", "advocate", "councillor", "councilor", "alderman", "reverend"),
    *("mnr", "mev", "mej", "raadslid", "clr"),
)
_TITLE_KEYS = frozenset((*(title.casefold().rstrip(".") for title in TITLES), *_RANKS))
_OFFICES = frozenset(("premier", "speaker", "chief", "mec", "mp", "mpl", "mpp", "officer", "general", "major"))
"""Titles that are words of their own too: what follows them is a name only when it is written as one."""
_NO_NAMES = """
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
the and for with will can of in on at to no not we you they it is was
"""
_WORDS = frozenset(_NO_NAMES.split())
"""Alone they are no name, whoever bears them."""
_FEWEST = 2


class Strength(IntEnum):
    """How sure it is that the words are a name."""

    GIVEN = 1
    FAMILY = 2
    BODY = 3
    FULL = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands in a text, and whose it may be."""

    start: int
    end: int
    whose: frozenset[int | None]


@dataclass(slots=True)
class _Leaf:
    strength: Strength
    whose: set[int | None]


@dataclass(slots=True)
class _Node:
    more: dict[str, _Node] = field(default_factory=dict)
    leaf: _Leaf | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    key: str
    is_capital: bool

    @property
    def is_title(self) -> bool:
        return self.key in _TITLE_KEYS


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    """A word as words are compared: no capitals, marks, clicks and apostrophes."""
    return "".join(letter for letter in fold(word) if letter.isalnum())


def bare_letters(text: str) -> str:
    """The letters of a text as words are compared, and nothing between words: to see at once what is not in it."""
    return _NOT_IN_WORDS.sub("", text.lower() if text.isascii() else fold(text))


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [_key(word) for word in _TOKEN.findall(text)]


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(found.start(), found.end(), _key(found[0]), any(map(str.isupper, found[0])))
        for found in _TOKEN.finditer(text)
    ]


def is_title(word: str) -> bool:
    """Whether a word, as words are compared, stands before a name and is none."""
    return word in _TITLE_KEYS


class NameFinder:
    """Finds the names it was told of; those of which no word stands in `words` are not even looked at."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = words
        self._root = _Node()

    def add_person(self, person_id: int | None, name: str, given: str = "", family: str = "", known: str = "") -> None:
        """A name somebody goes by; without its parts it is taken apart."""
        if not self._may_stand(family or name, known):
            return
        if not family:
            parts = split_name(name)
            given, family, known = parts.given, parts.family, known or parts.known_as
        givens = [word for word in words_of(given) if word not in _TITLE_KEYS]
        families, knowns = words_of(family), words_of(known)
        self._add([word for word in words_of(name) if word not in _TITLE_KEYS], Strength.FULL, person_id)
        for form in _full_forms(givens, families, knowns):
            self._add(form, Strength.FULL, person_id)
        self._add(_as_written(families), Strength.FAMILY, person_id)
        self._add(_as_written([word for word in families if word not in SURNAME_PARTICLES]), Strength.FAMILY, person_id)
        for word in (*givens, *(knowns if len(knowns) == 1 else ())):
            self._add([f"^{word}"], Strength.GIVEN, person_id)

    def _may_stand(self, family: str, known: str) -> bool:
        return any(each[-1] in self._words for each in (words_of(family), words_of(known)) if each)

    def add_body(self, name: str) -> None:
        """The name of an organisation or a place, which stays."""
        words = words_of(name)
        if words and all(word in self._words for word in words):
            self._add(words, Strength.BODY, None)

    def _add(self, form: Sequence[str], strength: Strength, whose: int | None) -> None:
        if not form or (len(form) == 1 and not _can_stand_alone(form[0])):
            return
        node = self._root
        for word in form:
            node = node.more.setdefault(word, _Node())
        if node.leaf is None or node.leaf.strength < strength:
            node.leaf = _Leaf(strength, {whose})
        elif node.leaf.strength == strength:
            node.leaf.whose.add(whose)

    def find(self, texts: Iterable[str]) -> dict[str, list[Mention]]:
        """Where names stand in each of the texts; those without any are left out."""
        found = {text: list(self._scan(text)) for text in dict.fromkeys(texts)}
        named = {who for each in found.values() for leaf, mention in each for who in mention.whose if _is_sure(leaf)}
        return {
            text: mentions
            for text, each in found.items()
            if (mentions := [mention for leaf, mention in each if _is_sure(leaf) or mention.whose & named])
        }

    def _scan(self, text: str) -> Iterator[tuple[_Leaf, Mention]]:
        """Names from left to right, the longest at each place."""
        tokens = _tokens(text)
        at = 0
        while at < len(tokens):
            end, leaf = self._longest(text, tokens, at)
            if leaf is None:
                at += 1
                continue
            if leaf.strength is not Strength.BODY:
                start, stop = _start(text, tokens[at].start), _stop(text, tokens[end - 1])
                yield leaf, Mention(start, stop, frozenset(leaf.whose))
            at = end

    def _longest(self, text: str, tokens: Sequence[_Token], at: int) -> tuple[int, _Leaf | None]:
        """The longest name that begins here, its titles in front of it."""
        best = self._walk(text, tokens, at)
        begin, is_addressed = at, False
        while begin + 1 < len(tokens) and tokens[begin].is_title and _is_title_of(text, tokens, begin):
            is_addressed = is_addressed or tokens[begin].key not in _OFFICES
            begin += 1
            plain = self._walk(text, tokens, begin)
            found = self._walk(text, tokens, begin, is_addressed=is_addressed, is_titled=True)
            if found[1] is not None and found[0] >= plain[0]:  # else a body that bears the name stands there
                best = max(best, found, key=lambda each: each[0])
        return best

    def _walk(
        self, text: str, tokens: Sequence[_Token], at: int, *, is_addressed: bool = False, is_titled: bool = False
    ) -> tuple[int, _Leaf | None]:
        """The longest name from here on, and where it ends; after a title no body is meant."""
        nodes = [self._root]
        found: tuple[int, _Leaf | None] = at, None
        for index in range(at, len(tokens)):
            if index > at and not _is_near(text, tokens, index):
                break
            token = tokens[index]
            forms = (token.key, f"^{token.key}") if token.is_capital or is_addressed else (token.key,)
            onward = [node.more[form] for node in nodes for form in forms if form in node.more]
            leaves = [node.leaf for node in onward if node.leaf is not None]
            if is_titled:
                leaves = [leaf for leaf in leaves if leaf.strength is not Strength.BODY]
            if leaves:
                found = index + 1, max(leaves, key=lambda leaf: leaf.strength)
            nodes = [*onward, *nodes] if token.is_title and index > at else onward
            if not nodes:
                break
        return found


def _is_sure(leaf: _Leaf) -> bool:
    return leaf.strength > Strength.GIVEN


def _is_near(text: str, tokens: Sequence[_Token], index: int) -> bool:
    """Whether only what stands inside a name parts a word from the one before."""
    return _BETWEEN.fullmatch(text, tokens[index - 1].end, tokens[index].start) is not None


def _is_title_of(text: str, tokens: Sequence[_Token], index: int) -> bool:
    """Whether a title is that of the word after it: in “the Speaker, Ms Dube” the office stands by itself."""
    return _is_near(text, tokens, index + 1) and "," not in text[tokens[index].end : tokens[index + 1].start]


def _start(text: str, start: int) -> int:
    """Where a name begins whose click is typed with a sign."""
    begin = start
    while begin and text[begin - 1] in _CLICKS:
        begin -= 1
    return begin if begin == 0 or not text[begin - 1].isalnum() else start


def _stop(text: str, token: _Token) -> int:
    """Where a name ends, with the point after its last initial."""
    is_initial = token.end - token.start <= _FEWEST and text[token.start : token.end].isupper()
    return token.end + 1 if is_initial and text[token.end : token.end + 1] == "." else token.end


def _can_stand_alone(word: str) -> bool:
    bare = word.removeprefix("^")
    return len(bare) >= _FEWEST and bare not in _WORDS and bare not in _TITLE_KEYS


def _as_written(families: Sequence[str]) -> list[str]:
    """A surname alone is one only with its capital: “van der Westhuizen”."""
    return [word if word in SURNAME_PARTICLES else f"^{word}" for word in families]


def _full_forms(givens: list[str], families: list[str], knowns: list[str]) -> Iterator[list[str]]:
    """A surname with given names or initials before or after it."""
    if not families:
        return
    for before in (*_given_forms(givens), *([knowns, [*givens, *knowns]] if knowns else ())):
        if before:
            yield [*before, *families]
            yield [*families, *before]
    if knowns:
        yield [*givens, *families, *knowns]
    if len(knowns) > 1:
        yield knowns


def _given_forms(givens: list[str]) -> Iterator[list[str]]:
    """All of them, some, or their initials, apart or together: only capitals are initials."""
    for at in range(len(givens)):
        rest = givens[at:]
        first = [f"^{word[0]}" for word in rest]
        yield from (rest, [givens[at]], first, first[:1], [f"^{''.join(word[0] for word in rest)}"])
        yield [rest[0], *first[1:]]
