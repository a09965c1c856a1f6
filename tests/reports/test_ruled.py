"""Rows to write on: every row once, whole, under its headings; boxes beside their words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from paper import places, reader, words

from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.page import Identity, Rendered, render
from reports.layout.register import Column
from reports.layout.ruled import Blank, Blanks, Ticks, WritingRows

WHO = Identity("Form", "Test", "Our organisation", "Somebody", "Made on 22 Nov 2026", "For us only")


def make(rows: list[tuple[str, ...]], height: float = 28) -> Rendered:
    columns = [Column("What", 2), Column("Yes or no", 1)]
    cells = [[row, Ticks(("Yes", "No"))] for row in rows]
    return render([WritingRows(columns, cells, [TextBlock("The lead", styles.HEADING)], height=height)], WHO)


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(20, 60))
def test_every_row_is_printed_once_whole_and_under_headings(sizes: list[int], height: int) -> None:
    rendered = make([(f"row{at}.", "more words " * size) for at, size in enumerate(sizes)], height)
    assert [int(found) for found in re.findall(r"row(\d+)\.", words(rendered))] == list(range(len(sizes)))
    for each in reader(rendered).pages:
        text = each.extract_text()
        assert "row" not in text or text.count("Yes or no") == 1
    assert words(rendered).count("The lead") == 1
    assert all(y >= page.BOTTOM - 1 for _page, _x, y, text in places(rendered) if text.strip() in ("Yes", "No"))


def test_each_row_has_its_boxes() -> None:
    assert words(make([("a",), ("b",)])).count("☐") == 4


def test_more_words_than_a_cell_has_room_for_end_in_dots() -> None:
    rendered = make([("x" * 5000,)])
    assert rendered.pages == 1
    assert "…" in words(rendered)


def test_blanks_show_what_is_known() -> None:
    text = words(render([Blanks([Blank("Day", 1, "24 Nov 2026"), Blank("Where", 2)])], WHO))
    assert all(known in text for known in ("Day", "Where", "24 Nov 2026"))
