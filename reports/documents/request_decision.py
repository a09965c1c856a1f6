"""The page that the Information Officer signs, with what is covered or withheld behind it; it stays in the house."""

from __future__ import annotations

from typing import Any

from reports.documents import head
from reports.facts.request_decision import DecidedLine, DecisionFacts
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, Register
from reports.layout.ruled import Blank, Blanks
from resources.translations import _

_TITLE_LINES = 3
"""Enough to know which it is: what it says was read on the screen."""


def build(facts: DecisionFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*_head(facts), *_counts(facts), *_signature(facts), *_lines(facts)]
    identity = head.identity_of(facts, f"{facts.title}: {facts.scope}", facts.title)
    return page.render(story, identity, invariant=invariant)


def _head(facts: DecisionFacts) -> list[Any]:
    found = [
        TextBlock(facts.title, styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=2),
        Facts((*facts.rows, head.made_row(facts))),
    ]
    if facts.not_yet:
        found.append(TextBlock(f"■ {facts.not_yet}", styles.SUMMARY))
    return found


def _counts(facts: DecisionFacts) -> list[Any]:
    if not facts.counts:
        return []
    columns = [Column(_("What is done"), 5), Column(_("How many"), 1, is_right=True)]
    rows = [Entry(((Block(words),), (Block(str(count)),))) for words, count in facts.counts]
    found: list[Any] = [Register(columns, rows, [TextBlock(_("What goes out"), styles.HEADING, outline=0)])]
    if facts.readers:
        columns = [Column(_("Read by"), 2), Column(_("And decided"), 4)]
        rows = [Entry(((Block(name),), (Block(words),))) for name, words in facts.readers]
        found.append(Register(columns, rows, [TextBlock(_("Who read it"), styles.HEADING, outline=0)]))
    return found


def _signature(facts: DecisionFacts) -> list[Any]:
    words = _("I have seen what is given, covered and withheld, and decide so.")
    return [
        TextBlock(_("Decision of the Information Officer"), styles.HEADING, outline=0),
        TextBlock(words, styles.NOTE_AFTER),
        Blanks([Blank(_("Name"), 3, facts.officer), Blank(_("Date"), 1, facts.decided_on)]),
        Blanks([Blank(_("Signature"), 1)]),
    ]


def _lines(facts: DecisionFacts) -> list[Any]:
    if not facts.lines:
        return []
    columns = [
        Column(_("No."), 0.5, is_right=True),
        Column(_("What, and on which record"), 3),
        Column(_("Done with it"), 1.2),
        Column(_("Ground and note"), 2.6),
        Column(_("Read by"), 1.4),
    ]
    lead = [TextBlock(_("What is covered or withheld"), styles.HEADING, outline=0)]
    return [Register(columns, [_entry(line) for line in facts.lines], lead)]


def _entry(line: DecidedLine) -> Entry:
    read = line.read_by or _("not read yet")
    title = (Block(line.title, most=_TITLE_LINES),)
    said = ((Block(words),) if words else () for words in (line.choice, line.why, read))
    return Entry(((Block(str(line.number)),), title, *said))
