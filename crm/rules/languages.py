"""The official languages: what they are called, and which of them are written."""

from __future__ import annotations

from crm.rules.errors import UserError
from crm.rules.names import fold
from resources import reference

_SIGNED = "sfs"


def written() -> tuple[reference.Language, ...]:
    """The official languages that one can write a sentence in."""
    return tuple(known for known in reference.languages() if known.code != _SIGNED)


def language_name(code: str) -> str:
    """A language under its own name (“Setswana”); what is none of the official ones as it was written."""
    return next((known.name for known in reference.languages() if known.code == code), code)


def english_name(code: str) -> str:
    """The English name of an official language (“Tswana”); what is none of them as it was written."""
    return next((known.english_name for known in reference.languages() if known.code == code), code)


def language_key(language: str) -> str:
    """What languages are compared by: the code of an official one under any of its names, else the folded words."""
    wanted = fold(language)
    for known in reference.languages():
        if wanted in (fold(known.name), fold(known.english_name), fold(known.code), fold(known.iso_639_3)):
            return known.code
    return wanted


def read_written(language: str) -> str:
    """The code of a written official language under any of its names. Raises UserError("language-not-known")."""
    code = language_key(language)
    known = {each.code: each.name for each in written()}
    if code not in known:
        raise UserError(
            "language-not-known", language=language, known=", ".join(f"{a} ({b})" for a, b in known.items())
        )
    return code
