"""The mark beside a line of a register that is new or changed since the paper was last handed over."""

from __future__ import annotations

from dataclasses import replace

from reports.facts.since import Marks
from reports.layout import styles
from reports.layout.register import Block, Entry


def marked(entry: Entry, marks: Marks, record_id: int, column: int = 0) -> Entry:
    """The row with its mark at the foot of the cell that names it, or as it is."""
    words = marks.of(record_id)
    if not words:
        return entry
    cells = list(entry.cells)
    cells[column] = (*cells[column], Block(words, styles.CELL_BOLD))
    return replace(entry, cells=tuple(cells))
