"""A paper of more than eight pages has contents that lead to their pages; references lead to their rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from paper import reader, words
from reportlab.platypus import KeepTogether
from structure import spoken, what_is_torn

from reports.layout import styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.making import watched
from reports.layout.page import Identity, Rendered, render
from reports.layout.register import Block, Column, Entry, GroupHeading, Register, Row

WHO = Identity("Register", "Test", "Our organisation", "Somebody", "Made on 22 Nov 2026", "For us only")
COLUMNS = (Column("Reference", 1), Column("Words", 2))


def chapter(name: str, groups: int, rows: int) -> Register:
    found: list[Row] = []
    for group in range(groups):
        found.append(GroupHeading(f"{name} group {group}", outline=1))
        found += [Entry(((Block(f"row {row}"),), (Block("\n".join("line" for _ in range(4))),))) for row in range(rows)]
    return Register(COLUMNS, found, [TextBlock(f"Chapter {name}", styles.HEADING, outline=0)])


def story(rows: int) -> list[Any]:
    return [
        TextBlock("The title", styles.TITLE, outline=0),
        TextBlock("Whom it is about", styles.SUBTITLE),
        Facts([("Period", "October")]),
        TextBlock("The summary.", styles.SUMMARY),
        chapter("A", 3, rows),
        chapter("B", 3, rows),
        KeepTogether([TextBlock("At the end", styles.HEADING, outline=0), TextBlock("Words", styles.BODY)]),
    ]


def make(*parts: Any) -> Rendered:
    return render(list(parts), WHO, invariant=True)


def leads(rendered: Rendered) -> list[tuple[str, int, float]]:
    """What each link says, and the page and height it leads to."""
    file = reader(rendered)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(file.pages, 1)}  # type: ignore[union-attr]
    found = []
    for page in file.pages:
        for each in page.get("/Annots", ()):
            annotation = each.get_object()
            leads_to = annotation["/Dest"]
            found.append((annotation["/Contents"], pages[leads_to[0].idnum], float(leads_to[3])))
    return found


def test_contents_stand_after_the_title_block_and_name_the_page_of_every_heading() -> None:
    made = make(*story(15))
    assert made.pages > 8
    texts = [page.extract_text() for page in reader(made).pages]
    heard = spoken(made)
    lines = re.findall(r"TOCI Link (.*?) ([0-9]+) Object", " ".join(heard))
    headings = ["Chapter A", *(f"A group {n}" for n in range(3)), "Chapter B", *(f"B group {n}" for n in range(3))]
    assert [words for words, _page in lines] == [*headings, "At the end"]
    for heading, number in lines:
        assert heading in texts[int(number) - 1]
        assert int(number) == 1 or all(f"{heading}\n" not in text for text in texts[1 : int(number) - 1])
    assert heard.index("October") < heard.index("TOC") < heard.index("The summary.")
    assert [(words, page) for words, page, _y in leads(made)] == [(words, int(page)) for words, page in lines]
    assert what_is_torn(made) == []


@pytest.mark.parametrize("rows", [0, 1, 8])
def test_a_shorter_paper_has_none_and_is_the_same_as_ever(rows: int) -> None:
    made = make(*story(rows))
    assert made.pages <= 8
    assert "Contents" not in words(made)
    assert leads(made) == []


def test_a_paper_that_has_nothing_to_list_has_none() -> None:
    made = make(TextBlock("Title", styles.TITLE, outline=0), TextBlock("words " * 9000, styles.BODY))
    assert made.pages > 8
    assert "Contents" not in words(made)


def test_of_very_many_headings_the_upper_ones_are_listed() -> None:
    made = make(TextBlock("Title", styles.TITLE, outline=0), *(chapter(name, 40, 1) for name in "ABC"))
    assert [words for words, _page, _y in leads(made)] == ["Chapter A", "Chapter B", "Chapter C"]


def test_pages_are_told_once_though_it_is_begun_again_and_the_first_ones_are_those_of_the_whole() -> None:
    told: list[int] = []
    with watched(told.append):
        whole = make(*story(15))
    assert told == list(range(1, whole.pages + 1))
    with watched(None, 2):
        first = make(*story(15))
    assert (first.pages, first.is_whole) == (2, False)
    texts = [[page.extract_text() for page in reader(made).pages[:2]] for made in (whole, first)]
    assert texts[0][1].replace(f"of {whole.pages}", "of …") == texts[1][1]
    assert "B group 2" in texts[1][0]
    assert what_is_torn(first) == []


def test_a_reference_leads_to_the_row_that_begins_with_it_and_one_to_nowhere_breaks_nothing() -> None:
    rows = [
        Entry(((Block(f"C-2026-{number:04}", styles.CELL_BOLD),), (Block("as C-2026-0007, and C-2020-9999"),)))
        for number in range(1, 90)
    ]
    made = make(TextBlock("First comes P-2026-0001, then C-2026-0080.", styles.BODY), Register(COLUMNS, rows))
    found = leads(made)
    assert {(words, page) for words, page, _y in found} == {("C-2026-0080", 3), ("C-2026-0007", 1)}
    assert "as C-2026-0007, and C-2020-9999" in words(made)
    heard = " ".join(spoken(made))
    assert "First comes Span P-2026-0001 , then Link C-2026-0080 Object" in heard
    assert what_is_torn(made) == []


def test_an_outline_may_begin_anywhere() -> None:
    made = make(TextBlock("Deep", styles.SECTION, outline=2), TextBlock("Deeper", styles.SECTION, outline=5))
    assert [each.title for each in reader(made).outline if not isinstance(each, list)] == ["Deep"]


def test_what_was_put_off_to_another_page_may_be_put_off_again_when_the_paper_is_begun_again() -> None:
    for count in (4, 12, 30):
        headings = [TextBlock(f"Heading {number}", styles.SECTION, outline=0) for number in range(count)]
        kept = KeepTogether([TextBlock(f"block{number}.", styles.KEY) for number in range(180)])
        made = make(*headings, kept)
        assert made.pages > 8
        assert [int(found) for found in re.findall(r"block(\d+)\.", words(made))] == list(range(180))


@pytest.mark.parametrize("rows", range(21, 46, 6))
def test_a_heading_stays_with_what_follows_in_a_paper_that_is_begun_again_too(rows: int) -> None:
    paper = [TextBlock("The title", styles.TITLE, outline=0)]
    for chapter_number in range(20):
        paper.append(TextBlock(f"Chapter {chapter_number}", styles.HEADING, outline=0))
        paper += [TextBlock(f"Row {row}", styles.BODY) for row in range(rows + chapter_number % 3)]
    made = make(*paper)
    assert made.pages > 8
    lasts = [re.findall("Chapter|Row", page.extract_text())[-1] for page in reader(made).pages]
    assert set(lasts) == {"Row"}


@pytest.mark.parametrize("follows", [[], [KeepTogether([TextBlock("kept", styles.BODY)])]])
def test_a_heading_longer_than_a_page_that_can_be_held_to_nothing_breaks_by_itself(follows: list[Any]) -> None:
    lines = [f"line{number}." for number in range(120)]
    made = make(TextBlock("Before", styles.BODY), TextBlock("\n".join(lines), styles.BODY_BOLD), *follows)
    assert re.findall(r"line\d+\.", words(made)) == lines
