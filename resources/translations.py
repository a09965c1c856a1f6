"""The language of what people read: one gettext catalogue for crm, reports and ui.

English is the source language. A catalogue is a folder `translations/LANGUAGE/LC_MESSAGES/kgotla.mo` beside this file.
The window speaks one language; a paper made meanwhile may speak another (`speaking`).
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

ENGLISH = "en"
FOLDER = Path(__file__).parent / "translations"


class Speech:
    """A language being spoken; `missing` are the texts that were asked for and came out in English."""

    def __init__(self, code: str, own_words: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.missing: set[str] = set()
        self._own_words = own_words or {}
        self._catalogue = gettext.translation("kgotla", FOLDER, [code], fallback=True)
        if code != ENGLISH:
            self._catalogue.add_fallback(_Missing(self.missing))

    def say(self, text: str) -> str:
        """The text in this language: our own words first, then the catalogue's."""
        return (self._own_words.get(text) or self._catalogue.gettext(text)) if text else text

    def say_number(self, one: str, many: str, count: int) -> str:
        """The form that goes with the number."""
        return self._own_words.get(one if count == 1 else many) or self._catalogue.ngettext(one, many, count)


class _Missing(gettext.NullTranslations):
    """What stands behind a catalogue: English, noted down."""

    def __init__(self, texts: set[str]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        self._texts.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self._texts.add(msgid1 if n == 1 else msgid2)
        return super().ngettext(msgid1, msgid2, n)


_window = [Speech(ENGLISH)]
_spoken: ContextVar[Speech | None] = ContextVar("spoken", default=None)


def set_language(code: str) -> None:
    """Let the window speak the language with this ISO code (“af”); English where no catalogue is shipped."""
    _window[0] = Speech(code)


@contextmanager
def speaking(code: str, own_words: Mapping[str, str] | None = None) -> Iterator[Speech]:
    """Speak this language inside, on this thread only; `own_words` by their English stand before those that ship."""
    speech = Speech(code, own_words)
    token = _spoken.set(speech)
    try:
        yield speech
    finally:
        _spoken.reset(token)


def current() -> str:
    """The ISO code of the language that is spoken here and now."""
    return _speech().code


def _speech() -> Speech:
    return _spoken.get() or _window[0]


def _(text: str) -> str:
    """The text in the current language."""
    return _speech().say(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The singular or plural form for `count`, in the current language, with {count} filled in."""
    return _speech().say_number(one, many, count).format(count=count)


def mark(text: str) -> str:
    """Mark a text for translation where it is written but not yet shown."""
    return text
