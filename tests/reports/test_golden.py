"""One small paper to the byte: the same facts give the same file, on every machine and in every time zone.

What is stored is what is drawn, unpacked: packing is the computer's. After a change on purpose write it anew:
`python -m pytest tests/reports/test_golden.py` says what differs, and `KGOTLA_GOLDEN=1` before it stores what is drawn.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from paper import reader

from reports.layout import charts, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.page import Identity, Rendered, render
from reports.layout.register import Block, Column, Entry, Gauge, GroupHeading, Register

GOLDEN = Path(__file__).with_name("golden.txt")


def small() -> Rendered:
    parts = (charts.Part("Overdue", charts.Pattern.SOLID), charts.Part("Not overdue", charts.Pattern.HATCHED))
    rows = [
        GroupHeading("Department of Health · 1 open", outline=1),
        Entry(
            (
                (Block("C-2026-0001", styles.CELL_BOLD), Block("▲ Overdue")),
                (Block("“Ons sal ŋ kliniek bou (Muṱanwa)”"), Block("see P-2026-0002", styles.CELL_NOTE)),
                (Gauge(40),),
            )
        ),
    ]
    return render(
        [
            TextBlock("A small paper", styles.TITLE, outline=0),
            Facts([("Period", "1 Oct 2026 to 22 Nov 2026")]),
            charts.bars(parts, [charts.Bar("Health", (1, 2))], 480),
            Register([Column("Reference", 1), Column("Words", 2), Column("Done", 1)], rows),
        ],
        Identity("A small paper", "Test", "Our Voice", "Lerato Pooe", "Made on 22 Nov 2026", "For us only"),
        invariant=True,
    )


def test_what_is_drawn_is_what_was_drawn() -> None:
    drawn = "\n".join(page.get_contents().get_data().decode("latin-1") for page in reader(small()).pages)  # type: ignore[union-attr]
    if os.environ.get("KGOTLA_GOLDEN"):
        GOLDEN.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_it_is_the_same_to_the_byte_in_every_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for zone in ("Africa/Johannesburg", "Pacific/Auckland"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        made.append(small().data)
    monkeypatch.undo()
    time.tzset()
    assert made[0] == made[1]
