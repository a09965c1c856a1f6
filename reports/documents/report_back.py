"""The report-back on paper: large, in one or two languages, a page or two; what does not fit is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm.rules.dates import format_day
from reports.facts.telling import Item, TellingFacts
from reports.layout import fonts, page
from reports.layout.flow import TextBlock
from reports.layout.styles import Style
from reports.layout.telling import Block, Framed, MatterBlock, Part

PAGES = 2
PLACE = Style(fonts.BOLD, 30, 36, level=1)
PHRASE = Style(fonts.REGULAR, 17, 24, after=8)
ASK = Style(fonts.BOLD, 14, 20)
WAYS = Style(fonts.REGULAR, 14, 20)


def build(facts: TellingFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    return page.render(story(facts), identity(facts), invariant=invariant)


def identity(facts: TellingFacts) -> page.Identity:
    """What the paper says of itself: no more than its readers need."""
    return page.Identity(
        title=" · ".join(part for part in (facts.scope, *facts.titles) if part),
        subject=facts.scope,
        organisation=facts.organisation_name,
        author=facts.organisation_name,
        made=format_day(facts.made_on),
        confidentiality="",
        ends_with_note=False,
    )


def story(facts: TellingFacts) -> list[Any]:
    """Title, as many matters as two pages hold, and whom to ask."""
    head = [TextBlock(facts.scope, PLACE, outline=0, most=2)]
    head += [TextBlock(words, PHRASE, most=1) for words in [both(facts.titles)] if words]
    blocks = [MatterBlock(_block(item, facts.whom_labels)) for item in facts.items]
    fitting = fit(head, blocks, _asking(facts, 99))
    return [*head, *blocks[:fitting], _asking(facts, facts.total - fitting)]


def both(words: Sequence[str]) -> str:
    """The same in each language that has it."""
    return " · ".join(dict.fromkeys(each for each in words if each))


def fit(head: Sequence[Any], blocks: Sequence[MatterBlock], closing: Framed) -> int:
    """How many of the blocks two pages hold with what stands before and behind them."""
    high = page.BODY_HEIGHT
    room = high - sum(each.wrap(page.BODY_WIDTH, high)[1] + each.getSpaceAfter() for each in head)
    last = closing.wrap(page.BODY_WIDTH, high)[1] + 8
    pages, fitting = 1, 0
    for number, block in enumerate(blocks, 1):
        needed = block.wrap(page.BODY_WIDTH, high)[1] + block.getSpaceAfter()
        if needed > room:
            if pages == PAGES:
                break
            pages, room = pages + 1, high
        room -= needed
        if pages < PAGES or room >= last:
            fitting = number
    return fitting


def _block(item: Item, whom_labels: Sequence[str]) -> Block:
    count = len(item.columns[0].sentences)
    parts = tuple(
        Part(
            tuple((column.language, column.sentences[at].label, column.sentences[at].words) for column in item.columns)
        )
        for at in range(count)
    )
    whom = ": ".join(filter(None, (both(whom_labels), item.whom))) if item.whom else ""
    return Block(
        item.stands.value,
        both([column.status for column in item.columns]),
        item.reference,
        item.place,
        parts,
        whom,
    )


def _asking(facts: TellingFacts, more: int) -> Framed:
    lines = [(both(facts.ask_us_labels), ASK), (facts.organisation_name, ASK), (" · ".join(facts.reach), WAYS)]
    if more > 0:
        lines.insert(0, (both(facts.more_labels).format(count=more) or f"+ {more}", WAYS))
    return Framed(lines)
