"""The words of a language as a team has them: its own in the place of those that ship."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import build, day, rows
from crm.rules.languages import language_key
from crm.rules.translations import Translation
from resources.translations import ENGLISH, LANGUAGES, Speech, texts


@dataclass(frozen=True)
class OwnWordsRow:
    """One text, called by its English, in our own words."""

    id: int
    name: str
    language: str
    words: str
    checked_by: str
    checked_on: date | None


@dataclass(frozen=True)
class TextRow(Translation):
    """One text that papers print, with its words in a language, empty where it has none."""

    is_own: bool = False
    is_term: bool = False


def list_own_words(language: str = "") -> list[OwnWordsRow]:
    """Our own words in one language or all, by language and English."""
    found = rows(
        "SELECT id, english, language, words, checked_by, checked_on FROM own_words WHERE language = ? OR ? = '' "
        "ORDER BY language, english",
        language,
        language,
    )
    return [build(OwnWordsRow, *row[:5], day(row[5])) for row in found]


def list_texts(language: str) -> list[TextRow]:
    """Every text: those without words first, then those nobody checked; words of the glossary before sentences."""
    ours = {row.name: row for row in list_own_words(language)}
    found = []
    for each in texts(language):
        own = ours.get(each.english)
        found.append(
            TextRow(language, each.english, own.words, own.checked_by, own.checked_on, True, each.is_term)
            if own
            else TextRow(language, each.english, each.words, is_term=each.is_term)
        )
    return sorted(found, key=lambda row: (bool(row.words), bool(row.checked_by), not row.is_term))


def speech_in(language: str) -> Speech:
    """A paper's or letter's speech in a language under any of its names, English where it is none of ours."""
    code = language_key(language)
    if code not in LANGUAGES or code == ENGLISH:
        return Speech(ENGLISH)
    ours = list_own_words(code)
    return Speech(code, {row.name: row.words for row in ours}, [row.name for row in ours if row.checked_by])
