"""Erasing a person: the kinds and reasons there are, what stands in the place of a name, and in which forms to look."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from crm.rules.names import fold
from resources.translations import _, mark

Span = tuple[int, int]
"""Where a name stands in a text: from the first, to before the second."""


class Kind(StrEnum):
    """Whether the record goes, or stays as one of nobody."""

    ERASE = "erase"
    ANONYMISE = "anonymise"


class Because(StrEnum):
    """Why a person is erased."""

    REQUEST = "request"
    WITHDRAWN = "consent_withdrawn"
    RETENTION = "retention"
    ERROR = "error"


_LABELS: dict[str, str] = {
    Kind.ERASE: mark("Erased"),
    Kind.ANONYMISE: mark("Made nameless"),
    Because.REQUEST: mark("The person asked for it"),
    Because.WITHDRAWN: mark("Consent was withdrawn"),
    Because.RETENTION: mark("No longer needed"),
    Because.ERROR: mark("Should never have been kept"),
}


def label(value: str) -> str:
    """The words of a kind or a reason."""
    return _(_LABELS[value]) if value in _LABELS else value


def uuid_hash(uuid: str) -> str:
    """The hash by which an erased record is known: a record's uuid is random, so nobody can guess back from it."""
    return hashlib.sha256(b"kgotla erasure\0" + uuid.encode()).hexdigest()


def text_hash(text: str) -> str:
    """The hash by which it is seen whether a text is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()


def removed() -> str:
    """What stands in the place of a name."""
    return _("[name removed]")


def nameless(person_id: int) -> str:
    """What a record of nobody is called."""
    return _("Name removed (P{number})").format(number=person_id)


def cover(text: str, spans: Sequence[Span]) -> str:
    """The text with other words where names stood."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            parts += [text[at : max(start, at)], removed()]
            at = end
    return "".join([*parts, text[at:]])


def byte_forms(texts: Iterable[str]) -> dict[str, tuple[bytes, ...]]:
    """The bytes as which each text may lie in a file, in small letters: composed or not, without marks, inside JSON."""
    return {text: tuple(dict.fromkeys(_forms(text))) for text in dict.fromkeys(texts) if text.strip()}


def _forms(text: str) -> Iterator[bytes]:
    for form in (text, text.casefold(), text.lower(), text.upper(), fold(text)):
        for whole in (unicodedata.normalize("NFC", form), unicodedata.normalize("NFD", form)):
            yield whole.encode().lower()
            yield json.dumps(whole)[1:-1].encode().lower()
            yield json.dumps(whole, ensure_ascii=False)[1:-1].encode().lower()
