"""The language of what people read: one gettext catalogue for crm, reports and ui.

English is the source language. Single words of the field stand in the glossary (`resources.reference.glossary`), all
else in a catalogue: a folder `translations/LANGUAGE/LC_MESSAGES/kgotla.po` beside this file, compiled by
`scripts/translations`. The window speaks one language; a paper made meanwhile may speak another (`speaking`).
"""

from __future__ import annotations

import gettext
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from resources import reference

ENGLISH = "en"
LANGUAGES = (ENGLISH, *reference.GLOSSARY_LANGUAGES)
"""The languages a paper can be made in."""
_COMPLETE = "af"
FOLDER = Path(__file__).parent / "translations"


class Speech:
    """A language being spoken; `missing` are the texts that were asked for and came out in English.

    `own_words`, by their English, stand before the words that ship; `checked` are those a speaker found right.
    """

    def __init__(self, code: str, own_words: Mapping[str, str] | None = None, checked: Collection[str] = ()) -> None:
        self.code = code
        self.missing: set[str] = set()
        self._said: set[str] = set()
        self._checked = frozenset(checked)
        self._words = {**_glossary(code), **(own_words or {})}
        self._catalogue = gettext.translation("kgotla", FOLDER, [code], fallback=True)
        if code != ENGLISH:
            self._catalogue.add_fallback(_Missing(self.missing))

    @property
    def read_in(self) -> str:
        """The language most of what was said came out in: whoever reads it aloud reads it in that one."""
        return ENGLISH if 2 * len(self.missing) > len(self._said) else self.code

    @property
    def is_drafted(self) -> bool:
        """Whether something was said in words that no speaker checked."""
        return self.code != ENGLISH and not self._said <= self.missing | self._checked

    def say(self, text: str) -> str:
        """The text in this language."""
        if not text or self.code == ENGLISH:
            return text
        self._said.add(text)
        return self._words.get(text) or self._catalogue.gettext(text)

    def say_number(self, one: str, many: str, count: int) -> str:
        """The form that goes with the number."""
        self._said.add(one if count == 1 else many)
        return self._words.get(one if count == 1 else many) or self._catalogue.ngettext(one, many, count)


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


@cache
def _glossary(code: str) -> Mapping[str, str]:
    if code not in reference.GLOSSARY_LANGUAGES:
        return {}
    return {term.english: term.words[code] for term in reference.glossary() if term.words[code]}


_window = [Speech(ENGLISH)]
_spoken: ContextVar[Speech | None] = ContextVar("spoken", default=None)


def set_language(code: str) -> None:
    """Let the window speak the language with this ISO code (“af”); English where no catalogue is shipped."""
    _window[0] = Speech(code)


@contextmanager
def speaking(language: str | Speech) -> Iterator[Speech]:
    """Speak this language inside, on this thread only; a speech that was begun before is gone on with."""
    spoken = Speech(language) if isinstance(language, str) else language
    token = _spoken.set(spoken)
    try:
        yield spoken
    finally:
        _spoken.reset(token)


def speech() -> Speech:
    """What is spoken here and now."""
    return _spoken.get() or _window[0]


def current() -> str:
    """The ISO code of the language that is spoken here and now."""
    return speech().code


def _(text: str) -> str:
    """The text in the current language."""
    return speech().say(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The singular or plural form for `count`, in the current language, with {count} filled in."""
    return speech().say_number(one, many, count).format(count=count)


def mark(text: str) -> str:
    """Mark a text for translation where it is written but not yet shown."""
    return text


@dataclass(frozen=True, slots=True)
class Text:
    """A text that papers print, with its words in a language as they ship, empty where there are none."""

    english: str
    words: str
    is_term: bool


def texts(code: str) -> tuple[Text, ...]:
    """Every text that papers print: the words of the glossary, then the sentences; each form of a plural by itself."""
    terms = [Text(term.english, term.words.get(code, ""), True) for term in reference.glossary()]
    shipped = _written(code)
    return (*terms, *(Text(english, shipped.get(english, ""), False) for english in _written(_COMPLETE)))


@cache
def _written(code: str) -> Mapping[str, str]:
    """The catalogue as translators write it: what is not translated is there too."""
    path = FOLDER / code / "LC_MESSAGES" / "kgotla.po"
    if not path.exists():
        return {}
    from babel.messages.pofile import read_po

    pairs: dict[str, str] = {}
    with path.open("rb") as file:
        for message in read_po(file, code):
            pairs.update(zip(_forms(message.id), _forms(message.string), strict=True))
    pairs.pop("", None)
    return pairs


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)
