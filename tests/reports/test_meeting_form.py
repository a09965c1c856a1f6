"""The meeting form: numbered like the close-out, filled in as far as is known, and blank without an engagement."""

from __future__ import annotations

import re
from datetime import date

import pytest
from paper import reader, words
from visits import Visit, choose, paper, plant

from crm.rules.engagements import CLOSE_OUT
from crm.workspace import Workspace
from reports.documents.meeting_form import build
from reports.facts.meeting import Delegate
from reports.facts.meeting_form import FormFacts, gather


@pytest.fixture
def visit(workspace: Workspace, today: object) -> Visit:
    return plant(workspace)


def test_it_is_numbered_like_the_close_out(workspace: Workspace) -> None:
    text = words(paper(workspace.ask, "meeting-form"))
    at = [text.index(f"{number} {name}") for number, name in enumerate(CLOSE_OUT, 1)]
    assert at == sorted(at)


def test_the_register_and_the_asks_are_filled_in_from_the_plan(workspace: Workspace, visit: Visit) -> None:
    rendered = paper(workspace.ask, "meeting-form", engagement=f"engagements:{visit.planned}")
    text = words(rendered)
    for expected in (
        "Water in ward 3",
        "26 Nov 2026",
        "10:00 – 11:30",
        "Hon. Boitumelo Seekoei Chairperson, Committee on Water theirs ☐ P ☐ A ☐ AP Chair",
        "Somebody from the department theirs ☐ P ☐ A ☐ AP",
        "Ms Rethabile Pooe",
        "A budget line for taps",
        "initials make the promise Confirmed",
    ):
        assert expected in text
    assert "Hidden-person" not in text
    assert len(reader(rendered).pages) == 2


def test_blank_it_is_one_sheet_with_empty_rows(workspace: Workspace) -> None:
    facts = gather(workspace.ask, choose("meeting-form"))
    assert (facts.title, facts.delegates, facts.asks) == ("", (), ())
    rendered = build(facts)
    text = words(rendered)
    assert len(reader(rendered).pages) == 2
    assert len(re.findall(r"☐ P ☐ A ☐ AP", text)) == 10
    assert text.count("☐ Will revert") == 4


def test_six_promises_can_be_written_and_every_row_has_its_boxes(workspace: Workspace) -> None:
    page = reader(paper(workspace.ask, "meeting-form")).pages[1]
    text = page.extract_text()
    assert text.count("☐") == 4 * 4
    assert "Read back, initials" in text[text.index("Exact words (language)") :]


@pytest.mark.parametrize("count", [0, 1, 11, 60])
def test_any_number_of_people_is_printed_once_each_with_headings_on_every_page(count: int) -> None:
    people = tuple(Delegate(f"person{number}.", "Office", "", "theirs") for number in range(count))
    facts = FormFacts("", "", "", "", "", people, (), "Our Voice", "", date(2026, 11, 22), "")
    rendered = build(facts)
    found = [int(number) for number in re.findall(r"person(\d+)\.", words(rendered))]
    assert found == list(range(count))
    pages = [page.extract_text() for page in reader(rendered).pages]
    assert all("Came" in text for text in pages if "person" in text)
