"""What a translation has to keep of its text, and which languages a paper can be made in."""

from __future__ import annotations

import string
from functools import cache

from crm.rules.errors import UserError
from crm.rules.languages import language_key
from resources import reference
from resources.translations import ENGLISH, LANGUAGES, texts

UNCHECKED = "to be checked by a speaker"


def language_name(code: str) -> str:
    """What the speakers of a language call it."""
    return next((known.name for known in reference.languages() if known.code == code), code)


def find_language(words: str) -> str:
    """The code of a language that texts can be translated into, by any of its names.

    Raises UserError("language-not-translated").
    """
    code = language_key(words)
    if code not in LANGUAGES or code == ENGLISH:
        known = ", ".join(f"{each} ({language_name(each)})" for each in LANGUAGES if each != ENGLISH)
        raise UserError("language-not-translated", language=words, known=known)
    return code


def check_translation(english: str, words: str) -> None:
    """Raises UserError: "text-not-known" for one that no paper prints, "translation-fields" for another {field}."""
    if english not in _texts():
        raise UserError("text-not-known", text=english)
    if _fields(words) != _fields(english):
        fields = ", ".join(f"{{{name}}}" for name in sorted(_fields(english) or ()))
        raise UserError("translation-fields", words=words, fields=fields or "–")


@cache
def _texts() -> frozenset[str]:
    return frozenset(each.english for each in texts(ENGLISH))


def _fields(text: str) -> frozenset[str] | None:
    """The fields of a text; None where its braces do not fit together."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    if any(spec or conversion for _words, _name, spec, conversion in parts):
        return None
    return frozenset(name for _words, name, _spec, _conversion in parts if name is not None)
