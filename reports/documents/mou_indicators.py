"""What a grant adds to the progress report on paper: the words of the period, indicators, and what counted."""

from __future__ import annotations

from typing import Any

from crm.rules.agreements import Rag, label
from crm.rules.dates import format_day
from reports.facts.clauses import SHAPES
from reports.facts.mou_indicators import CountedKind, GrantFacts, IndicatorLine, standing_counts
from reports.layout import styles
from reports.layout.flow import TextBlock
from reports.layout.register import Block, Column, Entry, Gauge, GroupHeading, Register, Row
from resources.translations import _, ngettext


def sentence(facts: GrantFacts) -> str:
    """How many indicators are reached, in step and behind; empty where there are none."""
    if not facts.indicators:
        return ""
    words = {
        Rag.BLUE: _("{count} reached"),
        Rag.GREEN: _("{count} in step"),
        Rag.AMBER: _("{count} somewhat behind"),
        Rag.RED: _("{count} far behind"),
        Rag.GREY: _("{count} without value or target"),
    }
    parts = ", ".join(words[rag].format(count=count) for rag, count in standing_counts(facts))
    count = ngettext("{count} indicator", "{count} indicators", len(facts.indicators))
    return _("{indicators}: {parts}.").format(indicators=count, parts=parts)


def narratives(facts: GrantFacts) -> list[Any]:
    """What was written for the period; a grant of which nothing was written says so."""
    heading = TextBlock(_("The period in words"), styles.HEADING, outline=0, most=2)
    if not facts.narratives:
        nothing = TextBlock(_("Nothing was written for this period yet."), styles.BODY)
        return [heading, nothing] if facts.is_grant else []
    story: list[Any] = [heading]
    for each in facts.narratives:
        story.append(
            TextBlock(_("{period}: {standing}").format(period=each.period, standing=each.standing), styles.NOTE)
        )
        for title, words in each.parts:
            story += [TextBlock(title, styles.SECTION, most=1), TextBlock(words, styles.BODY)]
    return story


def indicators(facts: GrantFacts) -> list[Any]:
    """The table of indicators, result by result."""
    if not facts.indicators:
        return []
    columns = [
        Column(_("Indicator"), 3.0),
        Column(_("Baseline"), 0.9, is_right=True),
        Column(_("Target"), 1.3, is_right=True),
        Column(_("Actual"), 1.3, is_right=True),
        Column(_("Variance"), 0.95, is_right=True),
        Column(_("Colour, and why"), 1.9),
        Column(_("Source and proof"), 1.9),
    ]
    rows: list[Row] = []
    result = None
    for line in facts.indicators:
        if line.result != result:
            result = line.result
            rows.append(GroupHeading(result or _("Of the whole"), outline=1))
        rows.append(_indicator(line))
    words = _("Indicators, as on {day}").format(day=format_day(facts.as_on))
    return [Register(columns, rows, [TextBlock(words, styles.HEADING, outline=0, most=2)])]


def _indicator(line: IndicatorLine) -> Entry:
    name = [Block(line.name, styles.CELL_BOLD)]
    if line.definition:
        name.append(Block(line.definition, styles.CELL_NOTE))
    name += [Block(words, styles.CELL_ITALIC) for words in line.why]
    bar: tuple[Block | Gauge, ...] = () if line.progress is None else (Gauge(line.progress),)
    colour = Block(f"{SHAPES[line.light.rag]} {label(line.light.rag)}")
    return Entry(
        (
            tuple(name),
            (Block(line.baseline),),
            (Block(line.target),),
            (Block(line.actual),),
            (Block(line.variance),),
            (colour, *bar, Block(line.light.reason, styles.CELL_NOTE)),
            tuple(Block(words) for words in line.proof) or (Block("–"),),
        )
    )


def counted(facts: GrantFacts) -> list[Any]:
    """What counts towards the agreement, kind by kind."""
    if not facts.counted:
        return []
    columns = [Column(_("What"), 6.0), Column(_("When, or where it stands"), 3.0)]
    rows: list[Row] = []
    for kind in facts.counted:
        rows += _kind(kind)
    heading = TextBlock(_("What counts towards it"), styles.HEADING, outline=0, most=2)
    return [Register(columns, rows, [heading]), *(TextBlock(words, styles.NOTE) for words in facts.kept_back)]


def _kind(kind: CountedKind) -> list[Row]:
    head = GroupHeading(f"{kind.name} · {len(kind.records)}", outline=1)
    return [head, *(Entry(((Block(name),), (Block(detail or "–"),))) for name, detail in kind.records)]
