"""One register of commitments, made by our layout and by others: the same rows, widths, sizes and typeface for all.

Usage: python -m tests.benchmarks.register      (part of `make bench`; needs what requirements-bench.lock adds)
"""

from __future__ import annotations

import io
import json
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from reports.layout import fonts, page, styles, text
from reports.layout.making import watched

ROWS = 2_000
COLUMNS = (("Reference", 2.0), ("What was promised", 6.4), ("Who, to whom", 3.4), ("Where it stands", 4.0))
TITLE = "Commitments register"
WHO = page.Identity(TITLE, "Benchmark", "Noord-Kaap Sample Network", "Bench", "Made on 22 Nov 2026", "For us only")
MARGIN, TOP, BOTTOM, GUTTER, SIZE, LEADING = page.MARGIN, page.TOP, page.BOTTOM, 10.0, 8.5, 12.0
CAPITALS = 0.711  # how high Roboto's capitals are: typst counts the leading from their top

_SAID = (
    "We will reopen the care centre at the hospital before the end of the financial year and report to the committee"
    " every quarter",
    "The municipality undertakes to repair all street lights on the route between the taxi rank and the clinic, and to"
    " put a date to each",
    "I shall send you the draft by-law",
    "Ons sal die toeganklikheidsoudit van alle klinieke teen Junie voltooi, én die verslag met die forum deel",
    "Re tla lo naya dipalo tsa dikgetsi kgwedi nngwe le nngwe",
    "The department’s budget – R 1 250 000 – will be put before the committee with the list of shelters it is for",
)
_WHO = (
    "Hon. Dr Mmathapelo Ṱhovhele, MEC for Health",
    "Cllr Sêraphina van der Westhuizen, ward councillor, ward 12",
    "Ms Nomvula Sample, committee co-ordinator",
    "Mr Mulalo Ṋemaḓodzi, chairperson: Social Development",
)
_WHOM = ("Karoo Gender Justice", "Upington Disability Forum", "Kimberley Support Network")
_STANDS = (
    "Promised 12 Mar for 30 Jun; moved twice; now 15 Jan; 145 days after the first date; they say done, not seen",
    "Promised 2 Sep for 13 Nov; date passed 9 days ago",
    "Promised 2 Oct for 27 Nov; due in 5 days",
    "Promised 3 Oct; no date given",
)

Row = tuple[str, str, str, str]


def rows(count: int, seed: int = 7) -> list[Row]:
    """Invented promises, always the same."""
    chance = random.Random(seed)
    return [
        (
            f"C-2026-{number + 1:04}",
            "; ".join(chance.sample(_SAID, chance.choice((1, 1, 2, 3)))) + ".",
            f"{chance.choice(_WHO)} → {chance.choice(_WHOM)}".replace("→", "to"),
            f"{chance.choice(_STANDS)}. Next: look again on {chance.randrange(1, 29)} Dec 2026.",
        )
        for number in range(count)
    ]


def words_of(found: Sequence[Row]) -> int:
    """How many words these rows hold."""
    return sum(len(cell.split()) for row in found for cell in row)


# --- Ours ------------------------------------------------------------------------------------------------------------


def ours(found: Sequence[Row]) -> bytes:
    """A Register on pages with head, foot and outline, tagged for screen readers."""
    from reports.layout.flow import TextBlock
    from reports.layout.register import Block, Column, Entry, Register

    columns = [Column(title, share) for title, share in COLUMNS]
    entries = [Entry(tuple((Block(cell),) for cell in row)) for row in found]
    return page.render([TextBlock(TITLE, styles.TITLE), Register(columns, entries)], WHO).data


# --- Bare reportlab --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines under each other as ours wrote them, and where."""

    x: float
    y: float
    lines: list[str]
    style: styles.Style


def lines_of(found: Sequence[Row]) -> list[list[Lines]]:
    """Every line that ours writes, page by page."""
    pages: list[list[Lines]] = [[]]
    write = text.Pen.write

    def listen(pen: Any, x: float, baseline: float, lines: Any, style: styles.Style) -> None:
        lines = list(lines)
        left, bottom = pen._canvas.absolutePosition(0, 0)
        pages[-1].append(Lines(left + x, bottom + baseline, lines, style))
        write(pen, x, baseline, lines, style)

    text.Pen.write = listen  # type: ignore[method-assign]
    try:
        with watched(lambda _pages: pages.append([])):
            ours(found)
    finally:
        text.Pen.write = write  # type: ignore[method-assign]
    running = pages.pop()  # heads and feet are written at the end, as many on each page
    share = -(-len(running) // len(pages))
    return [[*lines, *running[at * share : (at + 1) * share]] for at, lines in enumerate(pages)]


def bare(pages: Sequence[Sequence[Lines]]) -> bytes:
    """Those lines drawn with nothing decided, in the quickest way a canvas offers: one text object a page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    fonts.register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, initialFontName=fonts.REGULAR, pageCompression=1)
    for written in pages:
        drawn = canvas.beginText()
        for style, run in groupby(written, key=lambda lines: lines.style):
            drawn.setFont(style.font, style.size, style.leading)
            for lines in run:
                drawn.setTextOrigin(lines.x, lines.y)
                for line in lines.lines:
                    drawn.textLine(line)
        canvas.drawText(drawn)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


# --- Others ----------------------------------------------------------------------------------------------------------


def _typeface() -> Path:
    import font_roboto

    return Path(font_roboto.Roboto)


def for_typst(found: Sequence[Row]) -> bytes:
    """The register in typst's language."""
    cells = "\n".join(",".join(json.dumps(cell, ensure_ascii=False) for cell in row) + "," for row in found)
    shares = ", ".join(f"{share}fr" for _title, share in COLUMNS)
    heads = ", ".join(f"[*{title}*]" for title, _share in COLUMNS)
    return f"""#set document(title: "{TITLE}")
#set page(paper: "a4", margin: (x: {MARGIN}pt, top: {TOP}pt, bottom: {BOTTOM}pt), header: [{WHO.organisation}],
  footer: context [{WHO.confidentiality} #h(1fr) Page #counter(page).display("1 of 1", both: true)])
#set text(font: "Roboto", size: {SIZE}pt, hyphenate: false)
#set par(leading: {LEADING - CAPITALS * SIZE:.2f}pt)
= {TITLE}
#table(columns: ({shares}), stroke: (bottom: 0.4pt), inset: (x: {GUTTER / 2}pt, y: 4pt),
table.header({heads}),
{cells})
""".encode()


def typst(source: bytes) -> bytes:
    """The PDF that typst makes, tagged for screen readers as it does unasked."""
    import typst as compiler

    made: Any = compiler.compile(source, font_paths=[_typeface().parent], ignore_system_fonts=True)
    return bytes(made)


def for_weasyprint(found: Sequence[Row]) -> str:
    """The register as a page of HTML."""
    faces = "".join(
        f"@font-face{{font-family:R;font-weight:{weight};src:url({file.as_uri()})}}"
        for weight, file in ((400, _typeface()), (700, _typeface().with_name("Roboto-Bold.ttf")))
    )
    all_shares = sum(share for _title, share in COLUMNS)
    columns = "".join(f"<col style='width:{share / all_shares:.2%}'>" for _title, share in COLUMNS)
    heads = "".join(f"<th>{title}</th>" for title, _share in COLUMNS)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in found)
    return f"""<html lang="en-ZA"><head><title>{TITLE}</title><style>{faces}
@page{{size:A4;margin:{TOP}pt {MARGIN}pt {BOTTOM}pt;@top-left{{content:"{WHO.organisation}"}}
@bottom-left{{content:"{WHO.confidentiality}"}}@bottom-right{{content:"Page " counter(page) " of " counter(pages)}}}}
body{{font:{SIZE}pt/{LEADING}pt R}}table{{width:100%;table-layout:fixed;border-collapse:collapse}}
td,th{{text-align:left;vertical-align:top;padding:4pt {GUTTER / 2}pt;border-bottom:0.4pt solid #bbb}}
tr{{break-inside:avoid}}
</style></head><body><h1>{TITLE}</h1><table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>
<tbody>{body}</tbody></table></body></html>"""


def weasyprint(source: str) -> bytes:
    """The PDF that WeasyPrint makes."""
    from weasyprint import HTML

    made: bytes = HTML(string=source).write_pdf()
    return made


# --- The comparison --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """How long one tool took."""

    tool: str
    pages: int
    seconds: float
    words: int

    @property
    def rate(self) -> float:
        """Words a second."""
        return self.words / self.seconds


def compare(count: int = ROWS, runs: int = 15) -> list[Figure]:
    """The same rows by each tool in turn, in this order each round; the best round of each counts."""
    found = rows(count)
    makers: list[tuple[str, Callable[[], bytes], int]] = [
        ("Kgotla", partial(ours, found), runs),
        ("bare reportlab", partial(bare, lines_of(found)), runs),
        ("typst", partial(typst, for_typst(found)), 3),
        ("weasyprint", partial(weasyprint, for_weasyprint(found)), 1),
    ]
    best: dict[str, tuple[float, bytes]] = {}
    for number in range(runs):
        for tool, make, times in makers:
            if number < times:
                start = time.perf_counter()
                made = make()
                best[tool] = min(best.get(tool, (float("inf"), b"")), (time.perf_counter() - start, made))
    return [Figure(tool, pages_in(made), spent, words_of(found)) for tool, (spent, made) in best.items()]


def pages_in(data: bytes) -> int:
    """How many pages a PDF has; a short one, or one that lost text, would compare with nothing."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    count = len(document)
    document.close()
    return count


def growth() -> Iterator[tuple[int, float, float]]:
    """For a short and a long register: pages, milliseconds a page, and how much memory a page more takes (kB)."""
    short, long = rows(1_800), rows(18_000)
    before = 0.0
    pages_before = 0
    for found in (short, long):
        spent = min(_seconds(found) for _run in range(3 if found is short else 1))
        tracemalloc.start()
        base = tracemalloc.get_traced_memory()[0]
        count = pages_in(ours(found))
        peak = (tracemalloc.get_traced_memory()[1] - base) / 1000
        tracemalloc.stop()
        yield count, spent * 1000 / count, (peak - before) / (count - pages_before)
        before, pages_before = peak, count


def _seconds(found: Sequence[Row]) -> float:
    """Of the processor: both are ours, and what else the machine does falls on the long one only."""
    start = time.process_time()
    ours(found)
    return time.process_time() - start


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """The comparison as the README shows it."""
    first = figures[0]
    yield f"| {'tool':<15} | pages | seconds | words a second | against Kgotla |"
    yield "|---|---:|---:|---:|---:|"
    for figure in figures:
        ratio = figure.seconds / first.seconds
        yield f"| {figure.tool:<15} | {figure.pages} | {figure.seconds:.2f} | {figure.rate:,.0f} | {ratio:.2f} × |"


if __name__ == "__main__":
    print("\n".join(table(compare())))
    for count, milliseconds, kilobytes in growth():
        print(f"{count:,} pages: {milliseconds:.2f} ms a page, {kilobytes:.1f} kB of memory for each page more")
