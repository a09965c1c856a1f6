"""Telling a community in plain words, in its language, what was asked, what was said, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm.exchange.id_numbers import has_id_number
from crm.operations.base import clean, dicts, operation, row_of, set_children, who_does_this
from crm.queries.records import get_found
from crm.rules.errors import UserError
from crm.rules.languages import language_name, read_written
from crm.rules.phones import read_phones
from crm.rules.plain_words import MOST_LETTERS, label, parts_of
from crm.tables.base import Record
from crm.tables.plain_words import PlainWords
from resources.translations import _


@operation(lambda said: _("{name} in plain words: {language}").format(name=said[0], language=said[1]))
def say_plainly(record_id: int, language: str, sentences: Mapping[str, str], by_whom: str = "") -> tuple[str, str]:
    """Write a record's sentences in a language; returns its reference and the language's name.

    A part that is not named stays, and one without words is taken away. Whoever does this wrote them, unless said.
    Raises UserError: "no-plain-words", "part-not-told", "language-not-known", "nothing-said-plainly",
    "plain-words-too-long", "id-number-in-plain-words", "phone-in-plain-words", "not-found".
    """
    noun, code = str(row_of(Record, record_id)["noun"]), read_written(language)
    if not sentences:
        raise UserError("nothing-said-plainly")
    rows = dicts(PlainWords.select().where(PlainWords.record_id == record_id))
    kept = [row for row in rows if row["language"] != code or row["part"] not in sentences]
    before = {row["part"]: row for row in rows if row["language"] == code}
    told = [_sentence(noun, part, words) for part, words in sentences.items()]
    for part, words in told:
        if words:
            kept.append(_row(before.get(part), code, part, words, clean(by_whom)))
    set_children(PlainWords, record_id, kept)
    return _reference(record_id), language_name(code)


@operation(lambda said: _("{name} no longer in plain words: {language}").format(name=said[0], language=said[1]))
def unsay_plainly(record_id: int, language: str) -> tuple[str, str]:
    """Take away all a record's sentences in a language; returns as `say_plainly`. Raises "language-not-known"."""
    row_of(Record, record_id)
    code = read_written(language)
    PlainWords.delete().where(PlainWords.record_id == record_id, PlainWords.language == code).execute()
    return _reference(record_id), language_name(code)


def _reference(record_id: int) -> str:
    return get_found([record_id])[0].name.split()[0]


def _sentence(noun: str, part: str, words: str) -> tuple[str, str]:
    if part not in parts_of(noun):
        raise UserError("part-not-told", part=part, known=", ".join(parts_of(noun)))
    sentence = " ".join(clean(words).split())
    if len(sentence) > MOST_LETTERS:
        raise UserError("plain-words-too-long", part=label(part), count=len(sentence), most=MOST_LETTERS)
    if has_id_number(sentence):
        raise UserError("id-number-in-plain-words", part=label(part))
    if any(phone.e164 for phone in read_phones(sentence)):
        raise UserError("phone-in-plain-words", part=label(part))
    return part, sentence


def _row(before: dict[str, Any] | None, code: str, part: str, words: str, by_whom: str) -> dict[str, Any]:
    """The row as it stands then: who wrote it changes only with the words, or when somebody is named."""
    wrote = by_whom or who_does_this()
    if before is None:
        return {"language": code, "part": part, "words": words, "by_whom": wrote}
    if before["words"] == words and not by_whom:
        return before
    return {**before, "words": words, "by_whom": wrote}
