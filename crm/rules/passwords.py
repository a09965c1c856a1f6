"""How hard a passphrase is to guess: an honest estimate without rules about capitals and figures.

It counts what a guesser who knows common words, years, runs and repetitions would have to try.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from crm.rules.common_words import COMMON_WORDS
from crm.rules.names import fold
from resources.translations import _

_COMMON = frozenset(COMMON_WORDS.split())
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv")
_LOOKALIKES = str.maketrans("0134578@$!", "oieastbasi")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
_COMMON_BITS = 7.0  # one of about a hundred favourites, in some spelling
_WORD_BITS = 13.0  # one of about 8,000 words in use
_LIMITS = (25.0, 40.0, 52.0, 65.0)


@dataclass(frozen=True)
class Strength:
    """The estimate: 0 (guessed at once) to 4 (strong), and what to tell the user."""

    score: int
    words: str


def strength(passphrase: str) -> Strength:
    """Estimate how long a passphrase would stand against guessing."""
    bits = _bits(passphrase)
    score = sum(bits >= limit for limit in _LIMITS)
    return Strength(score, _advice(score))


def _advice(score: int) -> str:
    return (
        _("Too easy to guess. Use four or more words that do not belong together."),
        _("Weak. Add two more words that have nothing to do with you."),
        _("Fair. One more word makes it much stronger."),
        _("Good."),
        _("Strong."),
    )[score]


def _bits(passphrase: str) -> float:
    """The logarithm of the guesses needed; a part that was there before adds next to nothing."""
    total, seen = 0.0, set[str]()
    for token in _TOKEN.findall(_without_lookalikes(passphrase)):
        folded = fold(token) or token
        total += 1.0 if folded in seen else _token_bits(token, folded)
        seen.add(folded)
    return total


def _without_lookalikes(passphrase: str) -> str:
    """“P@ssw0rd9” as “password9”: every guesser tries that; other figures and signs stay."""
    return " ".join(_common_word(word) for word in passphrase.split(" "))


def _common_word(word: str) -> str:
    core = word.rstrip("0123456789!?.*#")
    plain = core.casefold().translate(_LOOKALIKES)
    return plain + word[len(core) :] if plain in _COMMON else word


def _token_bits(token: str, folded: str) -> float:
    if not token.isalnum():
        return 1.0 if token.isspace() else min(5.0 * len(set(token)), 15.0)
    if folded in _COMMON:
        return _COMMON_BITS
    if _is_run(folded):
        return 3.0 + math.log2(len(folded))
    if token.isdigit():
        return _digit_bits(token)
    if len(folded) <= 2:  # a letter between figures and signs, not a word
        return len(folded) * math.log2(26) + (0.0 if token.islower() else 1.0)
    most = _WORD_BITS if len(folded) < 12 else 1.5 * _WORD_BITS
    bits = min(most, 3.0 * len(set(folded)))
    return bits + (1.0 if not (token.islower() or token.istitle()) else 0.0)


def _digit_bits(digits: str) -> float:
    if re.fullmatch(r"(19|20)\d\d", digits):
        return 6.0
    return len(digits) * math.log2(10) * len(set(digits)) / len(digits)


def _is_run(text: str) -> bool:
    """Whether it follows the alphabet, the figures or the keyboard, forwards or backwards, or repeats one sign."""
    if len(text) < 3:
        return False
    return len(set(text)) == 1 or any(text in row or text[::-1] in row for row in _ROWS)
