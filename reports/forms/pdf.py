"""The content of a paper on A4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.forms.parts import Cell, Column, Content, Group, Heading, Look, Number, Paragraph, Part, Table
from reports.layout import page, register, styles
from reports.layout.flow import Facts, TextBlock

_KEPT = 6
"""So many texts stay on one page; a longer run breaks where it must."""
_HEADINGS = {1: styles.HEADING, 2: styles.SECTION}
_BLOCKS = {
    Look.PLAIN: styles.CELL,
    Look.BOLD: styles.CELL_BOLD,
    Look.NOTE: styles.CELL_NOTE,
    Look.ITALIC: styles.CELL_ITALIC,
}
_PARAGRAPHS = {Look.PLAIN: styles.BODY, Look.BOLD: styles.BODY_BOLD, Look.NOTE: styles.NOTE, Look.ITALIC: styles.NOTE}


def write(content: Content, *, invariant: bool = False) -> page.Rendered:
    """The PDF."""
    story: list[Any] = [
        TextBlock(content.title, styles.TITLE, outline=0, most=1),
        TextBlock(content.subtitle, styles.SUBTITLE, most=3),
        Facts(list(content.facts)),
    ]
    if content.summary:
        story.append(TextBlock(content.summary, styles.SUMMARY))
    return page.render([*story, *story_of(content.parts)], content.identity, invariant=invariant)


def story_of(parts: tuple[Part, ...]) -> list[Any]:
    """The parts as flowables; what stands right before a table stays with it."""
    story: list[Any] = []
    lead: list[Any] = []
    for part in parts:
        if isinstance(part, Table):
            story.append(register_of(part, lead))
            lead = []
            continue
        if isinstance(part, Heading) and not (lead and part.level > 1):
            story += _together(lead)
            lead = []
        lead.append(_text(part))
    return [*story, *_together(lead)]


def _together(lead: list[Any]) -> list[Any]:
    """A heading with what stands under it, on one page where it fits."""
    from reportlab.platypus import KeepTogether

    return [KeepTogether(lead)] if 1 < len(lead) <= _KEPT else lead


def register_of(table: Table, lead: Sequence[Any] = ()) -> register.Register:
    """The table, under what leads to it."""
    return register.Register([_column(each) for each in table.columns], _rows(table), list(lead))


def _text(part: Heading | Paragraph) -> TextBlock:
    if isinstance(part, Heading):
        return TextBlock(part.words, _HEADINGS[part.level], outline=part.level - 1, most=2)
    return TextBlock(part.words, _PARAGRAPHS[part.look])


def _column(column: Column) -> register.Column:
    return register.Column(column.title, column.share, column.is_right)


def _rows(table: Table) -> list[register.Row]:
    return [
        register.GroupHeading(row.words) if isinstance(row, Group) else register.Entry(tuple(map(_cell, row)))
        for row in table.rows
    ]


def _cell(cell: Cell) -> tuple[register.Block | register.Gauge, ...]:
    if isinstance(cell, Number):
        return (register.Block(cell.words),)
    return tuple(register.Block(line.words, _BLOCKS[line.look]) for line in cell)
