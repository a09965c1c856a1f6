"""What a colleague who leaves hands over: the list by relation, and as a ZIP with a brief of each relation."""

from __future__ import annotations

from typing import Any

from crm.rules.file_names import safe_file_name
from reports.documents import brief, head
from reports.facts.leaving import LeavingFacts, OpenLine, summary_words
from reports.forms.pack import pack
from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register
from resources.translations import _


def build(facts: LeavingFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the list."""
    columns = [Column(_("What"), 1.4), Column(_("Which"), 6), Column(_("Where it stands"), 2)]
    rows: list[Any] = []
    for group in facts.relations:
        rows.append(GroupHeading(f"{group.relation} · {len(group.lines)}"))
        rows += [_entry(line) for line in group.lines]
    story = [*head.top(facts.head), TextBlock(summary_words(facts.count), styles.SUMMARY)]
    if rows:
        story.append(Register(columns, rows))
    return page.render(story, head.identity(facts.head), invariant=invariant)


def _entry(line: OpenLine) -> Entry:
    return Entry(((Block(line.noun, styles.CELL_NOTE),), (Block(line.name, most=3),), (Block(line.status),)))


def build_pack(facts: LeavingFacts, *, invariant: bool = False) -> page.Rendered:
    """The ZIP: the list, and for each body or person a brief of who they are and how all stands with them."""
    index = build(facts, invariant=invariant)
    files = [
        (f"{number:02} {safe_file_name(name, 70)}.pdf", brief.build_without_form(about, invariant=invariant).data)
        for number, (name, about) in enumerate(facts.briefs(), 1)
    ]
    return page.Rendered(pack(index.data, files, invariant=invariant), index.pages)
