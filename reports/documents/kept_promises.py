"""The kept-promise ledger on paper: a sentence and a table each way, ours first, then each promise and its evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from crm.rules.commitments import Direction
from crm.rules.dates import format_day
from reports.documents import head
from reports.documents.visits import said
from reports.facts.kept_promises import Ending, Group, Ledger, LedgerFacts, Tally, ending_of
from reports.facts.promises import Promise
from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register, Row
from resources.translations import _, ngettext

FEWEST_FOR_PERCENT = 20
"""Fewer than these stay numbers: a share of seven says more than seven can."""
_SHAPES = {
    Ending.KEPT: "✓",
    Ending.SAID: "○",
    Ending.PARTLY: "●",
    Ending.NOT_KEPT: "■",
    Ending.GONE: "☐",
    Ending.OUTSTANDING: "△",
}


def build(facts: LedgerFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*head.top(facts.head), *_summary(facts)]
    for ledger in facts.ledgers:
        story += _counts(ledger, facts)
    story += [*_how_counted(facts), *(_evidence(ledger, facts) for ledger in facts.ledgers if ledger.groups)]
    return page.render(story, head.identity(facts.head), invariant=invariant)


def _title(direction: Direction) -> str:
    return {
        Direction.WE_OWE_THEM: _("What we promised"),
        Direction.THEY_OWE_US: _("What was promised to us"),
        Direction.CSO_TO_CSO: _("What partners promised each other"),
        Direction.THIRD_PARTY: _("What others promised the public"),
    }[direction]


def _summary(facts: LedgerFacts) -> list[Any]:
    if not facts.ledgers:
        return [TextBlock(_("Nothing was promised, either way, that fits this choice."), styles.SUMMARY)]
    lines = [f"{_title(each.direction)}: {tally_words(each.tally, facts.period.end)}" for each in facts.ledgers]
    return [TextBlock("\n".join(lines), styles.SUMMARY)]


def tally_words(tally: Tally, end: date) -> str:
    """“5 of 8 due by 30 Jun 2026 were kept; 2 partly; 1 not.”"""
    if not tally.due:
        return _("nothing was due by {day}.").format(day=format_day(end))
    kept = tally.of(Ending.KEPT)
    words = _("{kept} of {due} due by {day} was kept") if kept == 1 else _("{kept} of {due} due by {day} were kept")
    words = words.format(kept=kept, due=tally.due, day=format_day(end))
    if tally.due >= FEWEST_FOR_PERCENT:
        words = _("{words} ({percent} %)").format(words=words, percent=round(100 * kept / tally.due))
    return "; ".join([words, *_others(tally)]) + "."


def _others(tally: Tally) -> list[str]:
    """What became of the rest, without what there is none of."""
    words = {
        Ending.PARTLY: _("{count} partly"),
        Ending.NOT_KEPT: _("{count} not"),
        Ending.SAID: _("{count} said to be done, not seen by us"),
        Ending.GONE: _("{count} lapsed or withdrawn"),
        Ending.OUTSTANDING: _("{count} outstanding"),
    }
    return [each.format(count=tally.of(ending)) for ending, each in words.items() if tally.of(ending)]


def _counts(ledger: Ledger, facts: LedgerFacts) -> list[Any]:
    lead = [TextBlock(_title(ledger.direction), styles.HEADING, outline=0)]
    left_out = TextBlock(_left_out(ledger), styles.NOTE)
    if not ledger.groups:
        return [*lead, TextBlock(_("Nothing was due in the period."), styles.BODY), left_out]
    columns = [Column(_grouping(facts.grouped_by), 3.0), Column(_("Due"), 0.6, is_right=True)]
    columns += [Column(_column(ending), share, is_right=True) for ending, share in _COLUMNS.items()]
    rows = [_count(_name(group, facts.grouped_by), group.tally, styles.CELL) for group in ledger.groups]
    if len(rows) > 1:
        rows.append(_count(_("Together"), ledger.tally, styles.CELL_BOLD))
    return [Register(columns, rows, lead), *([left_out] if left_out.words else [])]


_COLUMNS = {
    Ending.KEPT: 0.7,
    Ending.PARTLY: 0.9,
    Ending.NOT_KEPT: 0.9,
    Ending.SAID: 1.2,
    Ending.GONE: 1.2,
    Ending.OUTSTANDING: 1.2,
}


def _column(ending: Ending) -> str:
    return {
        Ending.KEPT: _("Kept"),
        Ending.PARTLY: _("Partly"),
        Ending.NOT_KEPT: _("Not kept"),
        Ending.SAID: _("Only said"),
        Ending.GONE: _("Lapsed"),
        Ending.OUTSTANDING: _("Outstanding"),
    }[ending]


def _grouping(by: str) -> str:
    return {"body": _("Body"), "office": _("Office"), "agreement": _("Agreement"), "topic": _("Topic")}[by]


def _name(group: Group, by: str) -> str:
    nothing = {
        "body": _("No body named"),
        "office": _("No office named"),
        "agreement": _("Under no agreement"),
        "topic": _("No topic"),
    }
    return group.name or nothing[by]


def _count(name: str, tally: Tally, style: styles.Style) -> Entry:
    figures = (tally.due, *(tally.of(ending) for ending in _COLUMNS))
    return Entry(((Block(name, style),), *((Block(str(figure or "–"), style),) for figure in figures)))


def _left_out(ledger: Ledger) -> str:
    """What the count leaves out, and how much it is; empty for nothing."""
    parts = [
        ngettext("{count} not yet due", "{count} not yet due", ledger.not_yet_due) if ledger.not_yet_due else "",
        ngettext("{count} without a date", "{count} without a date", ledger.undated) if ledger.undated else "",
        ngettext(
            "{count} superseded, noted twice or no commitment",
            "{count} superseded, noted twice or no commitment",
            ledger.set_aside,
        )
        if ledger.set_aside
        else "",
    ]
    found = "; ".join(part for part in parts if part)
    return _("Not counted: {parts}.").format(parts=found) if found else ""


def _how_counted(facts: LedgerFacts) -> list[Any]:
    day = format_day(facts.period.end)
    rules = (
        _("Counted is each promise whose date, as last agreed, fell into {period} and is over.").format(
            period=facts.period.words
        ),
        _("Kept means that one of us saw what shows it. What was only said to be done stands apart."),
        _("Kept after its date is kept. Lapsed also holds what was withdrawn."),
        _("What is not due by {day}, or has no date, is no failure: it is left out and counted apart.").format(day=day),
        _("Fewer than {count} are numbers, never shares.").format(count=FEWEST_FOR_PERCENT),
        _("Nobody is ranked: neither persons nor parties are counted, and the order is that of the alphabet."),
    )
    return [
        TextBlock(_("How it was counted"), styles.SECTION, outline=0),
        *(TextBlock(f"• {rule}", styles.ITEM) for rule in rules),
    ]


def _evidence(ledger: Ledger, facts: LedgerFacts) -> Register:
    columns = [
        Column(_("Reference, due"), 1.3),
        Column(_("What was said, by whom, to whom"), 4.0),
        Column(_("What became of it, and what shows it"), 4.2),
    ]
    rows: list[Row] = []
    for group in ledger.groups:
        name = _name(group, facts.grouped_by)
        rows.append(GroupHeading(f"{name} · {tally_words(group.tally, facts.period.end)}"))
        rows += [_promise(each) for each in group.promises]
    title = _("{direction}, one by one").format(direction=_title(ledger.direction))
    return Register(columns, rows, [TextBlock(title, styles.HEADING, outline=0)])


def _promise(promise: Promise) -> Entry:
    row, ending = promise.row, ending_of(promise.row)
    due = Block(format_day(row.due_agreed) if row.due_agreed else "", styles.CELL_NOTE)
    became = [Block(f"{_SHAPES[ending]} {_became(promise, ending)}", styles.CELL_BOLD)]
    became += [Block(words) for words in promise.evidence]
    if ending in (Ending.KEPT, Ending.PARTLY) and not promise.evidence:
        became.append(Block(_("no evidence noted"), styles.CELL_NOTE))
    return Entry(((Block(row.reference, styles.CELL_BOLD), due), said(row), tuple(became)))


def _became(promise: Promise, ending: Ending) -> str:
    words = {
        Ending.KEPT: _("Kept"),
        Ending.SAID: _("Said to be done, not seen by us"),
        Ending.PARTLY: _("Partly kept"),
        Ending.NOT_KEPT: _("Not kept"),
        Ending.GONE: _("Lapsed or withdrawn"),
        Ending.OUTSTANDING: _("Outstanding"),
    }[ending]
    on = promise.row.closed_on
    return f"{words} {format_day(on)}" if on is not None else words
