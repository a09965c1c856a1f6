"""What one does with the words of a language: put our own in the place of those that ship, and let go of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crm.operations.base import clean, new_record, operation, update_row
from crm.operations.records import remove
from crm.queries.translations import list_own_words
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.translations import check_translation, find_language, language_name
from crm.tables.translations import OwnWords
from resources.translations import _, ngettext


@dataclass(frozen=True)
class Translation:
    """A text in a language; `checked_by` is the speaker who found it right, empty for none yet."""

    language: str
    english: str
    words: str
    checked_by: str = ""
    checked_on: date | None = None


@operation(lambda saved: _("{language}: words for “{english}”").format(language=saved[1], english=saved[2]))
def save_translation(translation: Translation) -> tuple[int, str, str]:
    """Keep our own words for a text; returns the record, the language's name and the text.

    Raises UserError: "language-not-translated", "text-not-known", "translation-fields", "translation-without-words".
    """
    row_id = _keep(translation)
    return row_id, language_name(find_language(translation.language)), translation.english


@operation(lambda counts: ngettext("{count} text brought in", "{count} texts brought in", counts[0]))
def bring_in_translations(translations: Iterable[Translation]) -> tuple[int, int]:
    """Keep a whole table of words, all of it or nothing; returns how many were new or changed, and how many were not.

    Raises as `save_translation` does.
    """
    ours = {(row.language, row.english): (row.words, row.checked_by, row.checked_on) for row in list_own_words()}
    changed = same = 0
    for each in translations:
        key = find_language(each.language), each.english
        if ours.get(key) == (clean(each.words), clean(each.checked_by), _checked_on(each)):
            same += 1
            continue
        _keep(each)
        changed += 1
    return changed, same


@operation(lambda english: _("As it ships: “{english}”").format(english=english))
def forget_translation(language: str, english: str) -> str:
    """Let go of our own words for a text: what ships stands again. Raises UserError("translation-not-ours")."""
    code = find_language(language)
    found = OwnWords.get_or_none((OwnWords.language == code) & (OwnWords.english == english))
    if found is None:
        raise UserError("translation-not-ours", text=english, language=language_name(code))
    remove(found.id)
    return english


def _keep(translation: Translation) -> int:
    code = find_language(translation.language)
    columns = {
        "words": clean(translation.words),
        "checked_by": clean(translation.checked_by),
        "checked_on": _checked_on(translation),
    }
    if not columns["words"]:
        raise UserError("translation-without-words", text=translation.english)
    check_translation(translation.english, str(columns["words"]))
    present = OwnWords.get_or_none((OwnWords.language == code) & (OwnWords.english == translation.english))
    if present is not None:
        update_row(OwnWords, present.id, **columns)
        return int(present.id)
    row_id = new_record("translations")
    OwnWords.insert(id=row_id, language=code, english=translation.english, **columns).execute()
    return row_id


def _checked_on(translation: Translation) -> date | None:
    return (translation.checked_on or clock.today()) if clean(translation.checked_by) else None
