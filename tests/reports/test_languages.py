"""A paper in another language: all of it, dates and rand in that language's manner, and what is English is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.dates import format_skeleton
from paper import letters, reader, words

from crm import sample
from crm.access import Passphrase
from crm.operations.translations import save_translation
from crm.rules.dates import format_day
from crm.rules.translations import Translation
from crm.workspace import Workspace
from reports.catalog import REPORTS, render
from reports.layout.page import Rendered
from resources.translations import _, speaking, texts

TODAY = date(2026, 11, 22)
DRAFT = "Draft translation, to be checked by a speaker."


def made(workspace: Workspace, name: str, language: str, example: int = 0) -> Rendered:
    options = {**REPORTS[name].examples(workspace.ask)[example], "language": language}
    return render(workspace.ask, name, options, made_by=sample.USER, today=TODAY, invariant=True)


@pytest.fixture
def workspace(own_sample_folder: Path, today: object) -> Iterator[Workspace]:
    opened = Workspace.open(own_sample_folder, Passphrase(sample.PASSPHRASE))
    yield opened
    opened.close()


def test_an_afrikaans_paper_has_no_english_of_ours_in_it(workspace: Workspace) -> None:
    for name, report in REPORTS.items():
        if name in ("notices", "audit-trail") or any(option.name == "language" for option in report.own_options):
            continue  # a letter's language is that of its template, and what was done stands in the words of its day
        for example in range(len(report.examples(workspace.ask))):
            paper = made(workspace, name, "af", example)
            said = words(paper)
            assert english_in(said) == [], f"{name} {example}"
            assert "still in English" not in said, f"{name} {example}"
            assert reader(paper).trailer["/Root"]["/Lang"] == "af-ZA"


def english_in(said: str) -> list[str]:
    """Our sentences that stand there in English: what surrounds the fields, of four words or more."""
    tight = letters(said.replace(DRAFT, ""))
    return [english for english, part in parts_in_english() if part in tight]


@cache
def parts_in_english() -> list[tuple[str, str]]:
    """Each text that has Afrikaans words, with a part of it between two fields, without blanks."""
    return [
        (each.english, letters(part))
        for each in texts("af")
        if each.words != each.english
        for part in re.split(r"{\w+}", each.english)
        if len(part.split()) > 3 and letters(part) not in letters(each.words)
    ]


def test_days_are_as_the_language_writes_them_and_the_first_page_says_it_is_a_draft(
    workspace: Workspace,
) -> None:
    with ThreadPoolExecutor(1) as reading:
        making = reading.submit(made, workspace, "leave-behind", "af")
        assert (_("Period"), format_day(TODAY)) == ("Period", "22 Nov 2026")  # the window meanwhile
        paper = making.result()
    said = words(paper)
    assert format_skeleton("yMMMd", date(2026, 12, 18), locale="af_ZA").replace(".", "") in said
    assert re.search(r"\b(Maan|Dins|Woens|Donder|Vry)dag \d+ Nov 2026", said)
    with speaking("af"):
        assert f"{_(DRAFT)} {DRAFT}" in " ".join(reader(paper).pages[0].extract_text().split())


def test_a_language_without_words_is_english_and_says_so(workspace: Workspace) -> None:
    paper = made(workspace, "leave-behind", "tn")
    first = " ".join(reader(paper).pages[0].extract_text().split())
    assert re.search(r"Setswana: [1-9]\d+ texts are still in English\.", first)
    assert "What we promised" in first
    assert reader(paper).trailer["/Root"]["/Lang"] == "en-ZA"


def test_our_own_words_stand_before_those_that_ship(workspace: Workspace) -> None:
    workspace.do(save_translation, Translation("tn", "What we promised", "Words of a speaker", "A speaker"))
    workspace.do(save_translation, Translation("Afrikaans", "What we promised", "Ons beloftes"))
    assert "Words of a speaker" in words(made(workspace, "leave-behind", "tn"))
    assert "Ons beloftes" in words(made(workspace, "leave-behind", "af"))
    assert "What we promised" in words(made(workspace, "leave-behind", "en"))
    workspace.undo()
    assert "Wat ons belowe het" in words(made(workspace, "leave-behind", "af"))
