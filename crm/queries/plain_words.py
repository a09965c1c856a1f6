"""Plain words of a record by language, and what a community is to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm.queries.base import grouped, in_chunks, rows
from crm.rules.plain_words import Part


@dataclass(frozen=True)
class Sentence:
    """One sentence, and who wrote it."""

    words: str
    by_whom: str


Told = Mapping[str, Mapping[Part, Sentence]]
"""The sentences of a record by language and part."""


def get_plain_words(record_id: int) -> Told:
    """The sentences of one record, the language written first in front."""
    return get_plain_words_of([record_id]).get(record_id, {})


def get_plain_words_of(record_ids: Sequence[int]) -> dict[int, Told]:
    """The sentences of each of these records; those without any are left out."""
    sql = "SELECT record_id, language, part, words, by_whom FROM plain_words WHERE record_id IN ({marks}) ORDER BY id"
    found: dict[int, Told] = {}
    for record_id, lines in grouped(in_chunks(sql, record_ids)).items():
        told: dict[str, dict[Part, Sentence]] = {}
        for language, part, words, by_whom in lines:
            told.setdefault(language, {})[Part(part)] = Sentence(words, by_whom)
        found[record_id] = told
    return found


def list_plain_languages() -> list[tuple[str, str]]:
    """The languages written in so far with who wrote last in each; the one used last first."""
    return rows(
        "SELECT language, by_whom FROM plain_words WHERE id IN (SELECT max(id) FROM plain_words GROUP BY language) "
        "ORDER BY id DESC"
    )
