"""A team's own words for what papers print: kept, checked, let go of, and brought in as a table a speaker filled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm.exchange.translation_table import read_translations, write_translations
from crm.operations.translations import bring_in_translations, forget_translation, save_translation
from crm.queries.translations import list_own_words, list_texts, speech_in
from crm.rules.errors import UserError
from crm.rules.translations import Translation
from crm.workspace import Workspace
from resources.translations import _, ngettext, speaking

TERM = "Partly kept"


def in_language(workspace: Workspace, language: str, english: str) -> str:
    with speaking(workspace.ask(speech_in, language)):
        return _(english)


def test_own_words_stand_before_those_that_ship_until_they_are_let_go(workspace: Workspace, today: date) -> None:
    assert in_language(workspace, "af", TERM) == "Deels nagekom"
    workspace.do(save_translation, Translation("Afrikaans", TERM, " Gedeeltelik nagekom ", "Ms A. Speaker"))
    assert in_language(workspace, "af", TERM) == "Gedeeltelik nagekom"
    row = next(row for row in workspace.ask(list_texts, "af") if row.english == TERM)
    assert (row.is_own, row.is_term, row.checked_by, row.checked_on) == (True, True, "Ms A. Speaker", today)
    workspace.do(forget_translation, "af", TERM)
    assert in_language(workspace, "af", TERM) == "Deels nagekom"
    workspace.undo()
    workspace.undo()
    assert workspace.ask(list_own_words) == []
    workspace.redo()
    assert in_language(workspace, "af", TERM) == "Gedeeltelik nagekom"


def test_changed_words_are_to_be_checked_again(workspace: Workspace, today: date) -> None:
    workspace.do(save_translation, Translation("tn", TERM, "A", "Speaker"))
    workspace.do(save_translation, Translation("tn", TERM, "B"))
    assert [(row.words, row.checked_by, row.checked_on) for row in workspace.ask(list_own_words)] == [("B", "", None)]


def test_what_a_paper_says_of_its_language_goes_by_what_was_checked(workspace: Workspace) -> None:
    workspace.do(save_translation, Translation("af", TERM, "Deels nagekom", "Speaker"))
    with speaking(workspace.ask(speech_in, "af")) as speech:
        _(TERM)
        assert not speech.is_drafted
        _("Not kept")
        assert speech.is_drafted


def test_untranslated_words_come_first_and_words_before_sentences(workspace: Workspace) -> None:
    rows = workspace.ask(list_texts, "ve")
    workspace.do(save_translation, Translation("ve", rows[0].english, "words", ""))
    after = workspace.ask(list_texts, "ve")
    assert after[-1].english == rows[0].english
    assert [row.is_term for row in rows] == sorted((row.is_term for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("translation", "code"),
    [
        (Translation("Klingon", TERM, "words"), "language-not-translated"),
        (Translation("English", TERM, "words"), "language-not-translated"),
        (Translation("tn", "Nobody prints this", "words"), "text-not-known"),
        (Translation("tn", TERM, "  "), "translation-without-words"),
        (Translation("tn", "{count} overdue", "words"), "translation-fields"),
        (Translation("tn", "{count} overdue", "{number} words"), "translation-fields"),
        (Translation("tn", "{count} overdue", "{count words"), "translation-fields"),
        (Translation("tn", "{count} overdue", "{count:>900}"), "translation-fields"),
        (Translation("tn", "{count} overdue", "{count.real}"), "translation-fields"),
    ],
)
def test_what_cannot_be_printed_is_refused(workspace: Workspace, translation: Translation, code: str) -> None:
    with pytest.raises(UserError) as error:
        workspace.do(save_translation, translation)
    assert error.value.code == code
    assert workspace.ask(list_own_words) == []


def test_both_forms_of_a_plural_and_blanks_at_the_ends_are_kept(workspace: Workspace) -> None:
    for english, words in (("{count} day", "one:{count}"), ("{count} days", "many:{count}"), (" and ", "plus")):
        workspace.do(save_translation, Translation("tn", english, words))
    with speaking(workspace.ask(speech_in, "tn")):
        said = [ngettext("{count} day", "{count} days", count) for count in (1, 2)]
        assert [*said, _(" and ")] == ["one:1", "many:2", " plus "]


@pytest.mark.parametrize("name", ["words.csv", "words.xlsx"])
def test_a_table_goes_out_and_comes_back_as_a_speaker_filled_it(
    workspace: Workspace, today: date, tmp_path: Path, name: str
) -> None:
    rows = workspace.ask(list_texts, "af")
    path = tmp_path / name
    assert write_translations(rows, path) == len(rows)
    assert workspace.do(bring_in_translations, read_translations(path, today)).value == (0, len(rows))
    filled = [Translation("af", row.english, f"{row.words} x", "Speaker", today) for row in rows[:20]]
    write_translations(filled, path)
    assert workspace.do(bring_in_translations, read_translations(path, today)).value == (20, 0)
    found = {row.name: row for row in workspace.ask(list_own_words, "af")}
    assert all(found[each.english].words.strip() == each.words.strip() for each in filled)
    workspace.undo()
    assert workspace.ask(list_own_words) == []


def test_a_table_with_one_wrong_line_changes_nothing(workspace: Workspace, today: date, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("language,english,words\ntn,Partly kept,ok\ntn,No such text,ok\n", encoding="utf-8")
    with pytest.raises(UserError) as error:
        workspace.do(bring_in_translations, read_translations(path, today))
    assert error.value.code == "text-not-known"
    assert workspace.ask(list_own_words) == []
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UserError) as error:
        read_translations(path, today)
    assert error.value.code == "not-translations"
