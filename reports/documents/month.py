"""The month on one page: every line on one line, and never a second page."""

from __future__ import annotations

from typing import Any

from reports.documents import head
from reports.facts.month import MonthFacts, Section
from reports.layout import page, styles, text
from reports.layout.flow import TextBlock
from reports.layout.register import Block, Column, Entry, Register
from resources.translations import _, ngettext

_PADDING = 1.5


def build(facts: MonthFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story: list[Any] = [
        TextBlock(facts.head.title, styles.TITLE, outline=0, most=1),
        TextBlock(facts.head.scope, styles.SUBTITLE, most=1),
        TextBlock(facts.summary, styles.SUMMARY, most=2),
    ]
    for section in facts.sections:
        story += _section(section)
    shown = "; ".join(words for _label, words in facts.head.rows)
    story += [*_gaps(facts), TextBlock(shown, styles.NOTE, most=1)]
    return page.render(story, head.identity(facts.head), invariant=invariant)


def _section(section: Section) -> list[Any]:
    heading = TextBlock(f"{section.name} · {section.count}", styles.SECTION, outline=1, most=1)
    if not section.lines:
        return [heading, TextBlock(section.none, styles.ITEM, most=1)]
    columns = [Column(_("What"), 3), Column(_("Why"), 2.2)]
    rows = [
        Entry(((Block(text.clean_line(line.name), most=1),), (Block(text.clean_line(line.why), most=1),)))
        for line in section.lines
    ]
    more = section.count - len(section.lines)
    if more:
        rest = ngettext("and {count} more", "and {count} more", more)
        rows.append(Entry(((Block(rest, styles.CELL_NOTE),), ())))
    return [Register(columns, rows, [heading], padding=_PADDING)]


def _gaps(facts: MonthFacts) -> list[Any]:
    heading = TextBlock(_("Gaps in the data"), styles.SECTION, outline=1, most=1)
    if not facts.gaps:
        return [heading, TextBlock(_("None that we know of."), styles.ITEM, most=1)]
    return [heading, *(TextBlock(f"■ {gap}", styles.BODY, most=1) for gap in facts.gaps)]
