"""What a translation has to keep of its text, and which languages a paper can be made in."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from crm.rules.errors import UserError
from crm.rules.languages import language_key, language_name
from resources.translations import ENGLISH, LANGUAGES, mark, texts

UNCHECKED = mark("to be checked by a speaker")


@dataclass(frozen=True)
class Translation:
    """A text in a language; `checked_by` is the speaker who found it right, empty for none yet."""

    language: str
    english: str
    words: str
    checked_by: str = ""
    checked_on: date | None = None


def find_language(words: str) -> str:
    """The code of a language that texts can be translated into, by any of its names.

    Raises UserError("language-not-translated").
    """
    code = language_key(words)
    if code not in LANGUAGES or code == ENGLISH:
        known = ", ".join(f"{each} ({language_name(each)})" for each in LANGUAGES if each != ENGLISH)
        raise UserError("language-not-translated", language=words, known=known)
    return code


def find_text(words: str) -> str:
    """The English text that is meant, blanks at its ends aside. Raises UserError("text-not-known")."""
    found = _texts().get(words.strip())
    if found is None:
        raise UserError("text-not-known", text=words)
    return found


def fitted(english: str, words: str) -> str:
    """The words with the blanks that the English has at its ends.

    Raises UserError("translation-fields") where they hold other {fields}.
    """
    if _fields(words) != _fields(english):
        fields = ", ".join(f"{{{name}}}" for name in sorted(_fields(english) or ()))
        raise UserError("translation-fields", words=words, fields=fields or "–")
    return english.replace(english.strip(), words) if english != english.strip() else words


@cache
def _texts() -> Mapping[str, str]:
    return {each.english.strip(): each.english for each in texts(ENGLISH)}


def _fields(text: str) -> frozenset[str] | None:
    """The fields of a text; None where its braces do not fit together."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    if any(spec or conversion for _words, _name, spec, conversion in parts):
        return None
    return frozenset(name for _words, name, _spec, _conversion in parts if name is not None)
