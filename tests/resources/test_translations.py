"""A paper may speak another language than the window, and says what it lacks."""

from __future__ import annotations

import string
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from crm.rules import (
    agreements,
    commitment_terms,
    engagements,
    escalation,
    issues,
    opportunities,
    outcomes,
    petitions,
    plans,
)
from crm.rules.dates import format_day
from crm.rules.terms import standard_terms
from resources import reference
from resources.translations import FOLDER, Speech, _, current, ngettext, speaking, texts
from tests import translations

OWN = {"today": "this day", "{count} day": "one:{count}", "{count} days": "many:{count}"}


def test_what_is_spoken_inside_is_over_at_the_end() -> None:
    with speaking(Speech("nso", OWN)):
        assert (current(), _("today")) == ("nso", "this day")
        with speaking("en"):
            assert (current(), _("today")) == ("en", "today")
        assert _("today") == "this day"
    assert (current(), _("today")) == ("en", "today")


def test_another_thread_keeps_its_own_language() -> None:
    with ThreadPoolExecutor(1) as window, speaking(Speech("nso", OWN)):
        elsewhere = window.submit(lambda: (current(), _("today"), format_day(date(2026, 3, 1)))).result()
        assert elsewhere == ("en", "today", "1 Mar 2026")
        assert current() == "nso"


def test_what_came_out_in_english_is_known() -> None:
    with speaking(Speech("ve", OWN)) as speech:
        assert _("No such words") == "No such words"
        assert ngettext("{count} week", "{count} weeks", 2) == "2 weeks"
        assert _("today") == "this day"
        assert _("") == ""
    assert speech.missing == {"No such words", "{count} weeks"}
    with speaking("en") as english:
        assert _("No such words") == "No such words"
    assert english.missing == set()


def test_own_words_have_both_numbers() -> None:
    with speaking(Speech("nso", OWN)):
        assert ngettext("{count} day", "{count} days", 1) == "one:1"
        assert ngettext("{count} day", "{count} days", 3) == "many:3"


def test_what_was_worked_out_once_is_not_kept_in_the_language_of_then() -> None:
    with speaking(Speech("af", {"Council of {year}": "Die raad van {year}"})):
        assert standard_terms("council")[-1].name.startswith("Die raad van")
    assert standard_terms("council")[-1].name.startswith("Council of")


LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return translations.read(request.param)


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """English and translation, singular and plural one by one; what is not translated left out."""
    for message in catalogue:
        whole = isinstance(message.id, str)
        for english, words in [(message.id, message.string)] if whole else zip(message.id, message.string, strict=True):
            if english and words:
                yield english, words


def test_what_the_program_reads_is_what_translators_wrote(catalogue: Catalog) -> None:
    path = translations.path_of(str(catalogue.locale))
    assert path.with_suffix(".mo").read_bytes() == translations.compiled(catalogue), "run scripts/translations"


def test_no_placeholder_is_lost_or_invented(catalogue: Catalog) -> None:
    assert [(english, words) for english, words in pairs(catalogue) if names(english) != names(words)] == []


def names(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_everything_in_it_is_marked_for_a_speaker(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and not message.user_comments] == []


def test_afrikaans_has_every_text_that_papers_can_say() -> None:
    said = {each.english for each in texts("af") if each.words}
    lacking = [
        each
        for text, _place in translations.texts_of_papers()
        for each in ((text,) if isinstance(text, str) else text)
        if each not in said
    ]
    assert lacking == [], "run scripts/translations and translate them"


def test_one_text_with_and_without_a_plural_is_translated_in_both() -> None:
    with speaking("af") as speech:
        assert _("{count} overdue") == "{count} agterstallig"
        assert ngettext("{count} overdue", "{count} overdue", 2) == "2 agterstallig"
    assert not speech.missing


@pytest.mark.parametrize(
    "labels",
    [commitment_terms, petitions, plans, agreements, engagements, issues, opportunities, outcomes, escalation],
    ids=lambda module: module.__name__,
)
def test_every_status_and_kind_is_in_the_glossary(labels: ModuleType) -> None:
    terms = {term.english for term in reference.glossary()}
    assert [words for words in labels._LABELS.values() if words not in terms] == []


def test_no_words_were_invented_for_languages_we_have_no_speaker_of() -> None:
    for term in reference.glossary():
        assert term.words["af"]
        assert not [code for code in ("tn", "nso", "xh", "ve", "ts") if term.words[code] and not term.checked_by]
