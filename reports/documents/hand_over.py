"""The hand-over list on paper: who leaves, what is open with each of them, and what was agreed for it."""

from __future__ import annotations

from typing import Any

from crm.rules.dates import format_day
from reports.facts.hand_over import HandedLine, HandOverFacts, Holder
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register, Row
from resources.translations import _, ngettext


def build(facts: HandOverFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*_head(facts), *(part for holder in facts.holders for part in _holder(holder, facts)), *_without(facts)]
    title = _("Hand-over list")
    identity = page.Identity(
        title=f"{title}: {facts.scope}",
        subject=_("What is open, and what was agreed for it"),
        organisation=facts.organisation_name,
        author=facts.made_by or facts.organisation_name,
        made=_("Made on {day}").format(day=format_day(facts.made_on)),
        confidentiality=facts.confidentiality,
    )
    return page.render(story, identity, invariant=invariant)


def _head(facts: HandOverFacts) -> list[Any]:
    made = format_day(facts.made_on)
    if facts.made_by:
        made = _("{day}, by {name}").format(day=made, name=facts.made_by)
    return [
        TextBlock(_("Hand-over list"), styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=3),
        Facts(
            [
                (_("Made on"), made),
                (_("Shown"), "; ".join(facts.shown)),
                (_("Confidential"), facts.confidentiality),
            ]
        ),
        TextBlock(summary_sentence(facts), styles.SUMMARY),
    ]


def summary_sentence(facts: HandOverFacts) -> str:
    """The whole list in a sentence."""
    people = len(facts.holders) + len(facts.without)
    if not people:
        return _("Nobody holds an office of a term that ends here.")
    promises = ngettext("{count} open promise", "{count} open promises", facts.promises)
    if facts.is_colleague:
        return _("{promises} to hand over.").format(promises=promises)
    holders = ngettext("{count} holder", "{count} holders", people)
    return _("{holders}, {promises}.").format(holders=holders, promises=promises)


def _holder(holder: Holder, facts: HandOverFacts) -> list[Any]:
    lead = [] if facts.is_colleague else [TextBlock(holder.name, styles.HEADING, outline=1, most=2)]
    lead += [TextBlock(words, style) for words, style in _about(holder) if words]
    rows = [*_rows(_("They owe us"), holder.theirs), *_rows(_("We owe them"), holder.ours)]
    if not rows:
        return lead
    columns = [
        Column(_("Reference"), 1.3),
        Column(_("What was said"), 3.6),
        Column(_("Where it stands"), 2.4),
        Column(_("Agreed for it"), 1.9),
    ]
    return [Register(columns, rows, lead)]


def _about(holder: Holder) -> list[tuple[str, styles.Style]]:
    return [
        ("; ".join(holder.posts), styles.BODY),
        ("   ".join(f"{each.value}, {each.checked}" for each in holder.ways), styles.BODY),
        (_named(_("Through"), holder.doors), styles.NOTE),
        (_named(_("Planned"), holder.engagements), styles.NOTE),
        (_named(_("Topics"), holder.topics), styles.NOTE),
    ]


def _named(what: str, words: tuple[str, ...]) -> str:
    return f"{what}: {'; '.join(words)}" if words else ""


def _rows(heading: str, lines: tuple[HandedLine, ...]) -> list[Row]:
    return [GroupHeading(f"{heading} · {len(lines)}"), *(_entry(line) for line in lines)] if lines else []


def _entry(line: HandedLine) -> Entry:
    said = [Block(f"“{line.words}”")]
    if line.translation:
        said.append(Block(_("In English: “{words}”").format(words=line.translation), styles.CELL_ITALIC))
    said.append(Block(line.said, styles.CELL_NOTE))
    agreed = Block(line.agreed or _("to be agreed: ________"), styles.CELL_BOLD if line.agreed else styles.CELL)
    return Entry(((Block(line.reference, styles.CELL_BOLD),), tuple(said), (Block(line.sentence),), (agreed,)))


def _without(facts: HandOverFacts) -> list[Any]:
    if not facts.without or facts.is_colleague:
        return []
    return [
        TextBlock(_("Nothing is open with"), styles.HEADING, outline=1),
        TextBlock("; ".join(facts.without), styles.BODY),
    ]
