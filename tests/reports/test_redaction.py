"""Papers on which nobody is named: no name of anybody of the sample, in any form, on any paper for any reader."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
from paper import reader, words

from crm import sample
from crm.access import Passphrase
from crm.operations.offices import RoleDraft
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries import known_names, organisations
from crm.queries.organisations import OrganisationsFilter
from crm.workspace import Workspace
from reports.catalog import REPORTS, Report, make_bytes
from reports.facts.audience import AT_HOME, Audience, Names, Reader, reader_of
from reports.facts.redaction import count_people, redact
from reports.facts.workspace import get_name
from reports.options import read_options

TODAY = date(2026, 11, 22)
HIDING = (Names.OFFICES, Names.PSEUDONYMS, Names.NONE)


@pytest.fixture
def opened(own_sample_folder: Path, today: object) -> Iterator[Workspace]:
    workspace = Workspace.open_to_read(own_sample_folder, Passphrase(sample.PASSPHRASE))
    yield workspace
    workspace.close()


class NamesOfTheSample:
    """Whose names there are, read apart from what takes them out."""

    def __init__(self, workspace: Workspace) -> None:
        bodies = sorted(workspace.ask(known_names.list_names_of_bodies), key=len, reverse=True)
        self._bodies = re.compile("|".join(map(re.escape, bodies)))
        known = workspace.ask(known_names.list_known_names)
        names = {each.family or each.name for each in known} | {each.known_as for each in known if each.known_as}
        assert len(names) > 50
        self._names = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in sorted(names) if each))
        self._found: dict[str, list[str]] = {}

    def of_bodies(self, named: Collection[str]) -> set[str]:
        """Those that stand in the name of a body too."""
        return {each for each in named if each in self._bodies.pattern}

    def in_text(self, text: str) -> list[str]:
        """Surnames and other names that stand in a text outside the name of a body."""
        if text not in self._found:  # most stand on many papers
            self._found[text] = self._names.findall(self._bodies.sub("…", text))
        return self._found[text]


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield "" if isinstance(value, StrEnum) else value
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts_of(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from texts_of(each)


def made_for(report: Report, workspace: Workspace, options: Any, audience: Audience, names: str) -> tuple[Any, Reader]:
    given = {**options, "audience": audience.value, "names": names}
    chosen = read_options(report.options, given, TODAY, sample.USER)
    return report.gather(workspace.ask, chosen), reader_of(chosen)


def with_choice_of_names() -> list[Report]:
    """Every paper on which names may be taken out; where that is no choice, it does not leave us or the person."""
    chosen = [report for report in REPORTS.values() if any(option.name == "names" for option in report.options)]
    for report in REPORTS.values():
        assert report in chosen or set(report.audiences) <= {*AT_HOME, Audience.PERSON}, report.name
    return chosen


def test_nobody_is_named_on_any_paper_for_any_reader_when_names_are_off(opened: Workspace) -> None:
    names, hiding, before = NamesOfTheSample(opened), cycle(HIDING), 0
    for report in with_choice_of_names():
        for options, audience in product(report.examples(opened.ask), report.audiences):
            facts, asked = made_for(report, opened, options, audience, Names.NONE)
            before += sum(len(names.in_text(text)) for text in texts_of(facts))
            how = next(hiding)
            shown = redact(opened.ask, facts, replace(asked, names=how), TODAY)
            found = {each: text for text in texts_of(shown) for each in names.in_text(text)}
            assert not found, f"{report.name} for {audience} {options} with {how}"
    assert before > 500, "there was something to take out"


def test_neither_page_nor_outline_nor_metadata_names_anybody(opened: Workspace) -> None:
    names = NamesOfTheSample(opened)
    for report in with_choice_of_names():
        for options in report.examples(opened.ask)[:1]:
            given = {**options, "names": Names.PSEUDONYMS.value}
            data = make_bytes(opened.ask, report.name, given, made_by=sample.USER, today=TODAY)
            paper = reader(data)
            outline = [str(each.title) for each in flat(paper.outline)]
            said = [
                words(data),
                *outline,
                *map(str, (paper.metadata or {}).values()),
            ]
            named = {each for text in said for each in names.in_text(" ".join(text.split()))}
            named -= names.of_bodies(named)  # a body's name may be cut short on a page
            assert not {each for each in named if each not in of_the_person(opened, report, options)}, report.name


def of_the_person(opened: Workspace, report: Report, options: Any) -> str:
    """On a paper for the person concerned, that person stays named: what she goes by."""
    if report.audiences[0] is not Audience.PERSON or "person" not in options:
        return ""
    return get_name(opened.ask, int(options["person"].removeprefix("people:")), "people")


def flat(outline: Sequence[Any]) -> Iterator[Any]:
    for each in outline:
        if isinstance(each, list):
            yield from flat(each)
        else:
            yield each


@dataclass(frozen=True, slots=True)
class Line:
    name: str = ""
    office: str = ""
    made_by: str = ""
    texts: tuple[str, ...] = ()


SPEAKER = "Speaker, Eastern Cape Provincial Legislature"


@pytest.fixture
def speaker(workspace: Workspace) -> int:
    """A Speaker with another name and two ways to reach her, and one who held no office."""
    legislature = workspace.ask(organisations.list_organisations, OrganisationsFilter(kind="legislature"))[0]
    workspace.do(save_person, PersonDraft("", "Mr", "Jan", "Exempel"))
    contacts = [ContactDraft("mobile", "082 555 0101"), ContactDraft("email", "anna@sampleton.example")]
    roles = [RoleDraft(legislature, "Speaker", start="2024")]
    draft = PersonDraft("", "Hon.", "Anna", "Sampleton", contacts=contacts, roles=roles, other_names=["Anna Vorige"])
    return int(workspace.do(save_person, draft).value[0])


def shown_with(workspace: Workspace, how: Names, line: Line, *, names_everybody: bool = True) -> Line:
    return redact(workspace.ask, line, Reader(Audience.OURSELVES, "internal", how, True, names_everybody), TODAY)


def text_with(workspace: Workspace, how: Names, text: str) -> str:
    return shown_with(workspace, how, Line(texts=(text,))).texts[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hon. A. Sampleton said so.", f"{SPEAKER} said so."),
        ("We met Sampleton, A. there", f"We met {SPEAKER} there"),
        ("asked by ms vorige", f"asked by {SPEAKER}"),
        ("Hon. Anna Sampleton, Speaker, promised", "Speaker, promised"),
        ("Anna Sampleton, the Speaker of the house", "the Speaker of the house"),
        ("the Speaker, Hon. A. Sampleton, promised", "the Speaker, promised"),
        ("J. Exempel asked; Sampleton’s answer", f"A person asked; {SPEAKER}’s answer"),
        ("Ring +27 82 555 0101 or ANNA@sampleton.example", "Ring [number withheld] or [address withheld]"),
        ("Ring 053 839 8000 on 22 Nov 2026", "Ring 053 839 8000 on 22 Nov 2026"),
    ],
)
def test_an_office_stands_for_its_holder_once(workspace: Workspace, speaker: int, text: str, expected: str) -> None:
    assert text_with(workspace, Names.OFFICES, text) == expected


def test_a_pseudonym_is_the_same_in_every_paper_and_form(workspace: Workspace, speaker: int) -> None:
    forms = ("Hon. Anna Sampleton", "A. Sampleton", "SAMPLETON ANNA", "Anna Vorige", "Sampleton")
    assert {text_with(workspace, Names.PSEUDONYMS, form) for form in forms} == {f"Person {speaker}"}


def test_a_name_beside_its_office_becomes_the_office_said_once(workspace: Workspace, speaker: int) -> None:
    line = Line("Hon. Anna Sampleton", "Speaker of the House", "Anna Sampleton")
    shown = shown_with(workspace, Names.OFFICES, line)
    assert (shown.name, shown.office, shown.made_by) == ("Speaker of the House", "", SPEAKER)
    shown = shown_with(workspace, Names.NONE, line)
    assert (shown.name, shown.office, shown.made_by) == ("[name withheld]", "Speaker of the House", "")


def test_people_who_never_held_an_office_go_unnamed_where_the_others_are(workspace: Workspace, speaker: int) -> None:
    line = Line(texts=("Hon. Anna Sampleton met Mr Jan Exempel.",))
    shown = shown_with(workspace, Names.NAMES, line, names_everybody=False)
    assert shown.texts == ("Hon. Anna Sampleton met a person.",)


def test_the_person_a_paper_is_about_is_named_office_or_not(workspace: Workspace, speaker: int) -> None:
    asker = int(workspace.do(save_person, PersonDraft("", "Ms", "Joy", "Voorbeeld")).value[0])
    line = Line(texts=("Ms Joy Voorbeeld and Mr Jan Exempel",))
    who = Reader(Audience.PERSON, "open", Names.NAMES, has_private=False, names_everybody=False)
    assert redact(workspace.ask, line, who, TODAY, asker).texts == ("Ms Joy Voorbeeld and a person",)


def test_people_are_counted_once_however_they_are_written(workspace: Workspace, speaker: int) -> None:
    workspace.do(save_person, PersonDraft("", "Mr", "Jan", "Exempel"))
    workspace.do(save_person, PersonDraft("", "Ms", "Jo", "Exempel"))
    line = Line("Hon. Anna Sampleton", texts=("Ms Vorige and A. Sampleton met Jan Exempel.", "Nobody else"))
    assert count_people(workspace.ask, line) == 2
    assert count_people(workspace.ask, Line(texts=("Exempel said so.",))) == 1, "one of the two"
    assert count_people(workspace.ask, shown_with(workspace, Names.NONE, line)) == 0


def test_where_everybody_is_named_nothing_is_read_or_copied(workspace: Workspace) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("asked")

    line = Line("Hon. Anna Sampleton")
    assert redact(refuse, line, Reader(Audience.OURSELVES, "internal", Names.NAMES, True, True), TODAY) is line
