"""What holds for every paper there is, made once from the sample workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pypdfium2
import pytest
from paper import fonts, reader
from structure import miscounted, parts_of, spoken, what_is_torn

from crm import sample
from crm.access import Passphrase
from crm.rules import clock
from crm.workspace import Workspace
from reports.catalog import REPORTS, render
from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.page import Identity, Rendered

Box = tuple[float, float, float, float, str]
"""Left, bottom, right and top of a text, and its words."""


@pytest.fixture(scope="module")
def papers(sample_folder: Path) -> dict[str, Rendered]:
    """Every paper of the sample by its name and options."""
    clock.choose(date(2026, 11, 22))
    workspace = Workspace.open_to_read(sample_folder, Passphrase(sample.PASSPHRASE))
    made = {
        f"{name} {options}": render(workspace.ask, name, options, made_by=sample.USER, today=None, invariant=True)
        for name, report in REPORTS.items()
        for options in report.examples(workspace.ask)
    }
    workspace.close()
    clock.choose(None)
    return made


def test_the_sample_shows_every_report(papers: dict[str, Rendered]) -> None:
    assert {paper.split(" ")[0] for paper in papers} == set(REPORTS)


def test_every_paper_is_black_on_white_in_our_typeface_and_numbers_its_pages(papers: dict[str, Rendered]) -> None:
    assert {name: found for name, made in papers.items() if (found := what_is_wrong(made))} == {}


def what_is_wrong(rendered: Rendered) -> list[str]:
    """Colours, typefaces of others or not inside, a page without its number, no title and language for a reader."""
    paper = reader(rendered)
    found = []
    code = b"".join(page.get_contents().get_data() for page in paper.pages if page.get_contents() is not None)
    found += [
        f"colour {match}" for match in re.findall(rb"[\d.]+ [\d.]+ [\d.]+ (?:rg|RG)\b", code) if not is_grey(match)
    ]
    found += [f"font {font['/BaseFont']}" for font in fonts(rendered) if "Roboto" not in font["/BaseFont"]]
    found += [f"not inside: {font}" for font in fonts(rendered) if "/FontFile2" not in font["/FontDescriptor"]]
    found += misnumbered([page.extract_text() for page in paper.pages])
    root = paper.trailer["/Root"]
    if not (paper.metadata and paper.metadata.title and paper.metadata.subject and root.get("/Lang")):
        found.append("no title, subject or language")
    if not root["/ViewerPreferences"]["/DisplayDocTitle"]:
        found.append("the title is not shown")
    return found


def misnumbered(pages: list[str]) -> list[str]:
    """Pages out of their order; only letters that stand in one file are each counted from 1."""
    found = [f"page {number} is counted wrong" for number in miscounted(pages)]
    for part in parts_of(pages)[1:]:
        if "Kind regards" not in "".join(part):
            found.append(f"begins a paper that is no letter: {part[0][:40]}")
    return found


def is_grey(operator: bytes) -> bool:
    red, green, blue = operator.split()[:3]
    return red == green == blue


def test_every_paper_is_read_aloud_whole_under_its_title(papers: dict[str, Rendered]) -> None:
    for name, made in papers.items():
        assert what_is_torn(made) == [], name
        heard = spoken(made)
        assert heard[:2] == ["Document", "H1"], name
        assert heard.count("TR") == 0 or "TH" in heard, name
        levels = [int(line[1]) for line in heard if re.fullmatch("H[1-6]", line)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_no_text_stands_outside_its_page_or_over_another(papers: dict[str, Rendered]) -> None:
    assert {name: found for name, made in papers.items() if (found := list(misplaced(made)))} == {}


def test_what_is_misplaced_is_seen() -> None:
    class Over(TextBlock):
        def draw(self) -> None:
            self.canv.translate(0, 8)
            super().draw()

    wide = TextBlock("words " * 40, styles.BODY, most=1)
    wide._lines = ["words " * 40]
    made = page.render(
        [TextBlock("One", styles.BODY), Over("Two", styles.BODY), wide], Identity("", "", "", "", "", "")
    )
    assert [found.split(" ")[2] for found in misplaced(made)] == ["outside", "over"]


def misplaced(rendered: Rendered) -> Iterator[str]:
    """The texts that reach out of the margins, and pairs of which one lies over the other."""
    right = page.PAGE_WIDTH - page.MARGIN + 3  # a line ends in a blank
    for number, each in enumerate(pypdfium2.PdfDocument(rendered.data), 1):
        boxes = sorted(boxes_of(each), key=lambda box: -box[3])
        for box in boxes:
            if box[0] < page.MARGIN - 1 or box[2] > right or box[1] < 18 or box[3] > page.PAGE_HEIGHT - 18:
                yield f"page {number} outside {box}"
        for one, other in combinations(boxes, 2):
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            if wide > 1 and high > 1.5:
                yield f"page {number} over {one} {other}"


def boxes_of(each: pypdfium2.PdfPage) -> Iterator[Box]:
    text = each.get_textpage()
    for index in range(text.count_rects()):
        box = text.get_rect(index)
        if words_in := text.get_text_bounded(*box).strip():
            yield (*box, words_in)
