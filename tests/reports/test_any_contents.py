"""No content breaks a page: whatever stands in a field, the paper is made, opens, and keeps its words on A4.

10,000 papers in the nightly run, a few in every other.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from contents import MANY_CONTENTS, pour, short
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from structure import miscounted

from crm import sample
from crm.access import Passphrase
from crm.rules import clock
from crm.workspace import Workspace
from reports.catalog import REPORTS, Report
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.page import Identity, Rendered, render
from reports.layout.register import Block, Column, Entry, GroupHeading, Register
from reports.options import read_options

Paper = tuple[Report, Any]


@pytest.fixture(scope="module")
def papers(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    """Every paper of the sample workspace with its facts."""
    folder = tmp_path_factory.mktemp("papers") / "Sample.kgotla"
    shutil.copytree(sample_folder, folder)
    clock.choose(date(2026, 11, 22))
    workspace = Workspace.open_to_read(folder, Passphrase(sample.PASSPHRASE))
    try:
        return [
            (report, report.gather(workspace.ask, read_options(report.options, options, clock.today(), sample.USER)))
            for report in REPORTS.values()
            for options in report.examples(workspace.ask)
        ]
    finally:
        workspace.close()
        clock.choose(None)


def pages_of(rendered: Rendered) -> list[str]:
    """The text of each page of a paper that opens, has all its pages on A4, and no text outside them."""
    document = PdfDocument(rendered.data)
    try:
        assert len(document) == rendered.pages
        found = []
        for number in range(len(document)):
            sheet = document[number]
            assert sheet.get_size() == pytest.approx((page.PAGE_WIDTH, page.PAGE_HEIGHT), abs=0.1)
            text = sheet.get_textpage()
            for box in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(box)
                assert left >= 0 <= bottom, f"page {number + 1}"
                assert right <= page.PAGE_WIDTH, f"page {number + 1}: {text.get_text_bounded(left, bottom, right, top)}"
                assert top <= page.PAGE_HEIGHT, f"page {number + 1}"
            found.append(text.get_text_range())
            text.close()
            sheet.close()
        return found
    finally:
        document.close()


def a_paper_of_the_sample(papers: list[Paper], seed: int, contents: list[str]) -> None:
    report, facts = random.Random(seed).choice(papers)
    rendered = report.build(pour(facts, contents), True)
    assert miscounted(pages_of(rendered)) == []


def a_paper_of_parts(_papers: list[Paper], seed: int, contents: list[str]) -> None:
    """Texts, facts and a table, in each of which a plain word stands behind the content: all are printed, once."""
    chance = random.Random(seed)
    numbers = iter(range(10_000))
    long, contents = contents[0], short(contents)

    def plain(content: str) -> str:
        return f"{content}\nplain{next(numbers)}."

    def cell() -> tuple[Block, ...]:
        return tuple(Block(plain(chance.choice(contents)), styles.CELL) for _ in range(chance.randrange(3)))

    columns = [Column(chance.choice(contents), chance.uniform(1, 3), chance.random() < 0.2) for _ in range(4)]
    rows = [
        GroupHeading(chance.choice(contents), 1) if chance.random() < 0.2 else Entry(tuple(cell() for _ in columns))
        for _ in range(chance.randrange(12))
    ]
    story = [
        TextBlock(plain(long), styles.TITLE, outline=0),
        Facts([(chance.choice(contents), plain(chance.choice(contents)))]),
        Register(columns, rows, [TextBlock(chance.choice(contents), styles.HEADING, most=3)]),
        TextBlock(plain(contents[-1]), styles.BODY),
    ]
    identity = Identity(*(chance.choice(contents) for _ in range(6)))
    text = "\n".join(pages_of(render(story, identity, invariant=True)))
    printed = [int(number) for number in re.findall(r"plain(\d+)\.", text)]
    assert sorted(printed) == list(range(next(numbers)))


GENERATE = (Phase.explicit, Phase.reuse, Phase.generate)
"""A paper that breaks is not made smaller: each try makes it again."""
POURED = given(st.integers(0, 2**31), MANY_CONTENTS)


@pytest.mark.parametrize("check", [a_paper_of_the_sample, a_paper_of_parts])
def test_no_content_breaks_a_page(papers: list[Paper], check: Callable[..., None]) -> None:
    @settings(max_examples=40, phases=GENERATE, derandomize=True)
    @POURED
    def run(seed: int, contents: list[str]) -> None:
        check(papers, seed, contents)

    run()


@pytest.mark.nightly
@pytest.mark.timeout(0)
@pytest.mark.parametrize(("check", "count"), [(a_paper_of_the_sample, 3_000), (a_paper_of_parts, 7_000)])
def test_of_ten_thousand_papers_none_breaks_a_page(papers: list[Paper], check: Callable[..., None], count: int) -> None:
    @settings(max_examples=count, phases=GENERATE, database=None)
    @POURED
    def run(seed: int, contents: list[str]) -> None:
        check(papers, seed, contents)

    run()
