"""What one does with the words of a language: put our own in the place of those that ship, and let go of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from crm.operations.base import clean, new_record, operation, update_row
from crm.operations.records import remove
from crm.queries.translations import list_texts
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.languages import language_name
from crm.rules.translations import Translation, find_language, find_text, fitted
from crm.tables.translations import OwnWords
from resources.translations import _, ngettext


@operation(lambda saved: _("{language}: words for “{english}”").format(language=saved[1], english=saved[2]))
def save_translation(translation: Translation) -> tuple[int, str, str]:
    """Keep our own words for a text; returns the record, the language's name and the text.

    Raises UserError: "language-not-translated", "text-not-known", "translation-fields", "translation-without-words".
    """
    code, english = find_language(translation.language), find_text(translation.english)
    return _keep(code, english, _columns(english, translation)), language_name(code), translation.english


@operation(lambda counts: ngettext("{count} text brought in", "{count} texts brought in", counts[0]))
def bring_in_translations(translations: Iterable[Translation]) -> tuple[int, int]:
    """Keep a whole table of words, all of it or nothing; returns how many were new or changed, and how many were not.

    What stands there as it ships and unchecked stays with what ships. Raises as `save_translation` does.
    """
    given = list(translations)
    here = {code: {row.english: row for row in list_texts(code)} for code in {find_language(g.language) for g in given}}
    changed = 0
    for each in given:
        code, english = find_language(each.language), find_text(each.english)
        row, columns = here[code][english], _columns(english, each)
        if tuple(columns.values()) != (row.words, row.checked_by, row.checked_on):
            _keep(code, english, columns)
            changed += 1
    return changed, len(given) - changed


@operation(lambda english: _("As it ships: “{english}”").format(english=english))
def forget_translation(language: str, english: str) -> str:
    """Let go of our own words for a text: what ships stands again.

    Raises UserError: "language-not-translated", "text-not-known", "translation-not-ours".
    """
    code, english = find_language(language), find_text(english)
    found = OwnWords.get_or_none((OwnWords.language == code) & (OwnWords.english == english))
    if found is None:
        raise UserError("translation-not-ours", text=english, language=language_name(code))
    remove(found.id)
    return english


def _keep(code: str, english: str, columns: Mapping[str, object]) -> int:
    present = OwnWords.get_or_none((OwnWords.language == code) & (OwnWords.english == english))
    if present is not None:
        update_row(OwnWords, present.id, **columns)
        return int(present.id)
    row_id = new_record("translations")
    OwnWords.insert(id=row_id, language=code, english=english, **columns).execute()
    return row_id


def _columns(english: str, translation: Translation) -> dict[str, object]:
    words = clean(translation.words)
    if not words:
        raise UserError("translation-without-words", text=translation.english)
    return {
        "words": fitted(english, words),
        "checked_by": clean(translation.checked_by),
        "checked_on": _checked_on(translation),
    }


def _checked_on(translation: Translation) -> date | None:
    return (translation.checked_on or clock.today()) if clean(translation.checked_by) else None
