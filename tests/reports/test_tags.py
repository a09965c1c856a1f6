"""Papers as a screen reader takes them in: headings, lists, tables, pictures in words, in the order of the story."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from paper import reader
from reportlab.platypus import Flowable
from structure import read_aloud, spoken, what_is_torn

from reports.layout import charts, styles, timeline
from reports.layout.flow import Boxed, Facts, TextBlock
from reports.layout.page import Identity, Rendered, render
from reports.layout.register import Block, Column, Entry, Gauge, GroupHeading, Register, Row
from reports.layout.ruled import Blank, Blanks, Ticks, WritingRows

WHO = Identity("Register", "Test", "Our organisation", "Somebody", "Made on 22 Nov 2026", "For us only")
COLUMNS = (Column("First column", 1), Column("Second column", 2))
TODAY = date(2026, 11, 22)


def make(*story: Any) -> Rendered:
    return render(list(story), WHO, invariant=True)


def entry(number: int, lines: int = 1) -> Entry:
    return Entry(((Block(f"row{number}"),), (Block("\n".join(f"r{number}l{line}." for line in range(lines))),)))


def after(heard: list[str], role: str) -> list[str]:
    """What is said first in each element of that role."""
    return [heard[at + 1] for at, line in enumerate(heard) if line == role]


def test_headings_have_the_levels_of_the_outline_and_none_is_left_out() -> None:
    heard = spoken(
        make(
            TextBlock("Title", styles.TITLE, outline=0),
            TextBlock("One", styles.FORM_HEADING, outline=1),
            TextBlock("Two", styles.HEADING, outline=0),
            TextBlock("Deeper", styles.SECTION, outline=1),
            TextBlock("Three", styles.HEADING),
        )
    )
    assert heard[1:] == ["H1", "Title", "H2", "One", "H2", "Two", "H3", "Deeper", "H2", "Three"]


def test_texts_are_paragraphs_and_those_behind_a_mark_or_number_are_a_list() -> None:
    heard = spoken(
        make(
            *(
                TextBlock(words, styles.BODY)
                for words in ("Before. " * 60, "☐ First", "☐ Second", "Between", "1. Third")
            )
        )
    )
    item = ["LI", "LBody"]
    assert [line for line in heard if "Before" not in line] == [
        *("Document", "P", "L", *item, "☐ First", *item, "☐ Second", "P", "Between", "L", *item, "1. Third")
    ]


def test_words_of_two_lines_are_not_run_together() -> None:
    words = " ".join(f"word{number}" for number in range(80))
    heard = spoken(make(TextBlock(words, styles.BODY), Register(COLUMNS, [Entry(((Block(words),), ()))])))
    assert heard.count(words) == 2


def test_facts_and_blanks_are_labels_with_what_belongs_to_them() -> None:
    heard = spoken(make(Facts([("Period", "long " * 60), ("Made on", "today")]), Blanks([Blank("Day", 1, "Monday")])))
    assert after(heard, "Lbl") == ["Period", "Made on", "Day"]
    assert after(heard, "LBody") == [("long " * 60).strip(), "today", "Monday"]
    assert heard.count("L") == 1
    assert after(spoken(make(Boxed(["ABCD", "EFGH"]))), "LBody") == ["ABCD", "EFGH"]


def test_a_table_over_many_pages_is_one_table_whose_headings_are_read_once() -> None:
    made = make(Register(COLUMNS, [GroupHeading("The group"), *map(entry, range(150))]))
    heard = spoken(made)
    assert made.pages > 3
    assert heard.count("Table") == 1
    assert after(heard, "TH") == ["First column", "Second column", "The group"]
    assert after(heard, "TD") == [words for row in range(150) for words in (f"row{row}", f"r{row}l0.")]
    assert read_aloud(made).count("/Scope /Column") == 3
    assert "/ColSpan 2" in read_aloud(made)


def test_a_row_that_is_broken_over_pages_stays_one_row_and_an_empty_cell_keeps_its_place() -> None:
    made = make(Register((*COLUMNS, Column("Third", 1)), [Entry((*entry(1, 150).cells, ())), Entry(((), (), ()))]))
    heard = spoken(made)
    assert made.pages > 2
    assert (heard.count("TR"), heard.count("TD")) == (3, 6)
    assert " ".join(heard[heard.index("TD") :]).split()[:5] == ["TD", "row1", "TD", "r1l0.", "r1l1."]


def test_a_grid_to_write_in_is_a_table_with_empty_cells_and_boxes_that_are_said() -> None:
    columns = [Column("Who", 2), Column("Came", 1), Column("Part", 1)]
    heard = spoken(make(WritingRows(columns, [[("Thandi", "Health"), Ticks(("Yes", "No")), ""]] * 60)))
    assert heard[1:14] == [
        "Table",
        "TR",
        "TH",
        "Who",
        "TH",
        "Came",
        "TH",
        "Part",
        "TR",
        "TD",
        "Thandi Health",
        "TD",
        "☐ Yes ☐ No",
    ]
    assert (heard.count("TH"), heard.count("TR"), heard.count("TD")) == (3, 61, 180)


def test_charts_and_lines_of_time_say_their_figures() -> None:
    parts = (charts.Part("Overdue", charts.Pattern.SOLID), charts.Part("No date", charts.Pattern.EMPTY))
    bars = [charts.Bar("Health", (2, 1)), charts.Bar("Transport", (0, 4)), charts.Bar("Water", (0, 0))]
    rows = [
        timeline.Row("1 Meeting", date(2026, 5, 1), date(2026, 6, 3), timeline.Mark.DONE),
        timeline.Row("2 Letter", None, date(2026, 12, 1), timeline.Mark.OPEN),
        timeline.Row("3 Visit", None, None, timeline.Mark.DROPPED),
    ]
    drawn = [charts.bars(parts, bars, 480), *timeline.draw(rows, TODAY, 480)]
    made = make(*drawn)
    tree: Any = reader(made).trailer["/Root"]["/StructTreeRoot"]
    said = [kid.get_object()["/Alt"] for kid in tree["/K"]["/K"]]
    assert said == [
        "Bar chart. Health: 2 overdue, 1 no date, 3 in all; Transport: 4 no date; Water: 0.",
        "Line of time; today is 22 Nov 2026. 1 Meeting: 3 Jun 2026, first 1 May 2026, done;"
        " 2 Letter: 1 Dec 2026, to do; 3 Visit: no date, left out.",
    ]
    assert spoken(made).count("Figure") == 2
    assert what_is_torn(made) == []


class Strange(Flowable):
    """What a paper may draw by itself."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return available_width, 20

    def draw(self) -> None:
        self.canv.line(0, 0, 50, 50)
        path = self.canv.beginPath()
        path.moveTo(0, 0)
        path.lineTo(5, 5)
        self.canv.drawPath(path)


def test_what_nobody_marked_is_decoration() -> None:
    made = make(Strange(), TextBlock("Words", styles.BODY), Strange())
    assert what_is_torn(made) == []
    assert spoken(made) == ["Document", "P", "Words"]


@given(st.lists(st.one_of(st.integers(1, 9), st.integers(30, 150), st.sampled_from(("group", "empty"))), max_size=12))
def test_any_register_is_read_whole_in_its_order_and_every_mark_has_its_element(shape: list[int | str]) -> None:
    rows: list[Row] = []
    for number, lines in enumerate(shape):
        if lines == "group":
            rows.append(GroupHeading(f"group{number}", outline=0))
        elif lines == "empty":
            rows.append(Entry(((), (Gauge(number),))))
        else:
            rows.append(entry(number, int(lines)))
    made = make(TextBlock("words " * 900, styles.BODY), Register(COLUMNS, rows, [TextBlock("Lead", styles.HEADING)]))
    assert what_is_torn(made) == []
    heard = " ".join(spoken(made))
    wanted = [f"r{n}l{line}." for n, lines in enumerate(shape) if isinstance(lines, int) for line in range(lines)]
    assert [word for word in heard.split() if word.endswith(".")] == wanted
    assert heard.split().count("TR") == len(shape) + 1
