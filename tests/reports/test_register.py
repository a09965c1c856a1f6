from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import places, reader, words

from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.page import Identity, Rendered, render
from reports.layout.register import Block, Column, Entry, Gauge, GroupHeading, Register, Row
from reports.layout.ruled import WritingRows

WHO = Identity("Register", "Test", "Our organisation", "Somebody", "Made on 22 Nov 2026", "For us only")
COLUMNS = (Column("Name of column", 1), Column("Other column", 2))


def entry(number: int, lines: int = 1) -> Entry:
    return Entry(((Block(f"row{number}."),), (Block("\n".join(f"r{number}l{line}." for line in range(lines))),)))


def make(rows: Sequence[Row]) -> Rendered:
    lead = [TextBlock("The section", styles.HEADING, outline=0)]
    return render([Register(COLUMNS, rows, lead)], WHO, invariant=True)


def test_headings_are_repeated_on_every_page_and_every_row_is_printed_once() -> None:
    made = make([entry(number) for number in range(150)])
    pages = [each.extract_text() for each in reader(made).pages]
    assert len(pages) > 3
    assert all(text.count("Name of column") == 1 for text in pages)
    assert [int(found) for found in re.findall(r"row(\d+)\.", words(made))] == list(range(150))


def test_a_group_heading_never_stands_last_on_a_page() -> None:
    for before in range(20, 36):
        rows: list[Row] = [entry(number) for number in range(before)]
        made = make([*rows, GroupHeading("THE GROUP"), entry(900), entry(901)])
        text = next(each.extract_text() for each in reader(made).pages if "THE GROUP" in each.extract_text())
        assert "row900." in text


def test_a_group_that_goes_on_says_so_on_the_next_page() -> None:
    made = make([GroupHeading("THE GROUP"), *(entry(number) for number in range(60))])
    assert "THE GROUP (continued)" in reader(made).pages[1].extract_text()


def test_a_row_is_not_broken_unless_it_is_taller_than_half_a_page() -> None:
    made = make([entry(0, 25), entry(1, 25), entry(2, 25)])
    on_page = {text.strip(): number for number, _x, _y, text in places(made)}
    for row in range(3):
        assert len({on_page[f"r{row}l{line}."] for line in range(25)}) == 1


@given(st.lists(st.one_of(st.integers(1, 9), st.integers(30, 150), st.just("group")), max_size=25))
def test_any_rows_print_every_line_once_in_order_and_inside_the_body(shape: list[int | str]) -> None:
    rows: list[Row] = [
        GroupHeading(f"group {number}") if lines == "group" else entry(number, int(lines))
        for number, lines in enumerate(shape)
    ]
    made = make(rows)
    wanted = [(n, line) for n, lines in enumerate(shape) if lines != "group" for line in range(int(lines))]
    printed = [(int(n), int(line)) for n, line in re.findall(r"r(\d+)l(\d+)\.", words(made))]
    assert printed == wanted
    baselines = [y for _page, _x, y, text in places(made) if re.match(r"r\d+l\d+", text)]
    assert all(page.BOTTOM <= y <= page.PAGE_HEIGHT - page.TOP for y in baselines)


def test_long_facts_texts_and_headings_flow_over_pages() -> None:
    story = [TextBlock("t" * 20_000, styles.TITLE), Facts([("Label", "f" * 50_000), ("Other", "short")])]
    made = render([*story, Register(COLUMNS, [GroupHeading("g" * 5000), entry(1)])], WHO)
    assert words(made).replace(" ", "").count("f") > 50_000
    assert "row1." in words(made)


def test_pages_are_counted_and_carry_the_running_lines() -> None:
    made = make([entry(number) for number in range(100)])
    assert made.pages == len(reader(made).pages)
    for number, each in enumerate(reader(made).pages, start=1):
        text = each.extract_text()
        assert f"Page {number} of {made.pages}" in text
        assert "For us only" in text
        assert "Made on 22 Nov 2026" in text
        assert "Our organisation" in text


def test_marks_are_drawn_and_can_be_copied() -> None:
    made = render([TextBlock("✓ kept → next", styles.BODY)], WHO)
    assert "✓ kept → next" in words(made)


@pytest.mark.nightly
def test_a_thousand_pages_keep_every_row() -> None:
    made = make([entry(number, 3) for number in range(16_000)])
    assert made.pages > 1000
    assert [int(found) for found in re.findall(r"row(\d+)\.", words(made))] == list(range(16_000))


@pytest.mark.parametrize(("percent", "shown"), [(-5, 0), (0, 0), (40, 40), (100, 100), (250, 100)])
def test_a_bar_is_filled_as_far_as_it_is_done_and_never_beyond_its_column(percent: int, shown: int) -> None:
    made = render([Register(COLUMNS, [Entry(((Block("row"),), (Gauge(percent),)))])], WHO, invariant=True)
    code = reader(made).pages[0].get_contents().get_data()  # type: ignore[union-attr]
    boxes = [float(width) for width in re.findall(rb"n [\d.]+ [\d.-]+ ([\d.]+) 6 re [SB]", code)]
    (whole, *filled) = boxes
    assert whole == pytest.approx((page.BODY_WIDTH - 10) * 2 / 3, abs=0.1)
    assert filled == ([pytest.approx(whole * shown / 100, abs=0.1)] if shown else [])


def test_a_text_is_cut_to_its_lines_with_as_many_words_as_fit() -> None:
    long = " ".join(f"word{number}" for number in range(60))
    made = render([Register(COLUMNS, [Entry(((Block("row"),), (Block(long, most=2),)))])], WHO, invariant=True)
    lines = [text.strip() for _page, x, _y, text in places(made) if "word" in text and x > 60]
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert len(lines[-1]) > len(lines[0]) * 0.8


def test_tight_rows_stand_closer() -> None:
    def second_row(padding: float) -> float:
        made = render([Register(COLUMNS, [entry(0), entry(1)], padding=padding)], WHO, invariant=True)
        return next(y for _page, _x, y, text in places(made) if text.strip() == "row1.")

    assert second_row(2) - second_row(4) == pytest.approx(6, abs=0.1)


def test_a_lead_taller_than_a_page_breaks_and_the_table_follows() -> None:
    lead = [TextBlock("\n".join(f"lead{line}." for line in range(200)), styles.HEADING)]
    for table in (Register(COLUMNS, [entry(0)], lead), WritingRows(COLUMNS, [["row0.", ""]], lead)):
        made = render([table], WHO)
        assert [int(found) for found in re.findall(r"lead(\d+)\.", words(made))] == list(range(200))
        assert "row0." in words(made)
