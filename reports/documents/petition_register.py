"""The petition and submission register on paper: the sum of it, then every line, the latest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from crm.rules.dates import format_day
from crm.rules.petitions import label
from reports.documents import head
from reports.documents.marking import marked
from reports.documents.visits import SHAPES
from reports.facts.audience import Reader
from reports.facts.follow_up import LATENESS
from reports.facts.petition_register import Group, RegisterFacts, RegisterLine, Totals
from reports.facts.since import Marks
from reports.facts.standing import late_figure, late_words, state_words
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register, Row
from resources.translations import _, ngettext


def build(facts: RegisterFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*_head(facts), *_summary(facts), *_open(facts), *_ended(facts)]
    return page.render(story, _identity(facts), invariant=invariant)


def _identity(facts: RegisterFacts) -> page.Identity:
    title = _title()
    return head.identity_of(
        facts, f"{title}: {facts.scope}", _("{title}, {period}").format(title=title, period=facts.period)
    )


def _title() -> str:
    return _("Petitions and submissions")


def _head(facts: RegisterFacts) -> list[Any]:
    grouping = {
        "body": _("body"),
        "kind": _("kind"),
        "status": _("where it stands"),
        "place": _("place"),
        "cso": _("petitioner"),
    }[facts.grouped_by]
    rows = [
        (_("Period"), facts.period),
        (_("Shown"), "; ".join(facts.filters)),
        (_("Grouped by"), grouping),
        *facts.marks.facts,
        head.made_row(facts),
        (_("Confidential"), facts.confidentiality),
    ]
    return [
        TextBlock(_title(), styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=3),
        Facts(rows),
    ]


def _summary(facts: RegisterFacts) -> list[Any]:
    story: list[Any] = [TextBlock(summary_sentence(facts), styles.SUMMARY)]
    return [*story, _totals_table(facts)] if facts.totals else story


def summary_sentence(facts: RegisterFacts) -> str:
    """The whole register in a few sentences."""
    if not facts.open_count and not facts.ended_count:
        return _("Nothing was handed in, or is being prepared, that fits this choice.")
    overdue = sum(group.overdue for group in facts.opened)
    late = late_words(overdue, facts.reader)
    is_open = ngettext("{count} is open", "{count} are open", facts.open_count)
    sentences = [_("{open}, {late}.").format(open=is_open, late=late)] if facts.open_count else [_("Nothing is open.")]
    if facts.has_ended:
        sentences.append(_ended_sentence(facts))
    to_tell = sum(line.is_to_tell for group in facts.ended for line in group.lines)
    if to_tell:
        sentences.append(
            ngettext("{count} petitioner is still to be told.", "{count} petitioners are still to be told.", to_tell)
        )
    return " ".join(sentences)


def _ended_sentence(facts: RegisterFacts) -> str:
    if not facts.ended_count:
        return _("Nothing ended in the period.")
    start = ngettext("{count} ended in the period", "{count} ended in the period", facts.ended_count)
    ended = Counter(line.outcome for group in facts.ended for line in group.lines if line.outcome)
    return start + ": " + ", ".join(f"{count} {label(one).lower()}" for one, count in ended.items()) + "."


def _totals_table(facts: RegisterFacts) -> Register:
    columns = [Column("", 2.4)]
    states = [state_words(one, facts.reader) for one in LATENESS]
    columns += [Column(words, 1.25 if len(words) > 9 else 1, is_right=True) for words in states]
    columns.append(Column(_("Open"), 0.8, is_right=True))
    if facts.has_ended:
        columns.append(Column(_("Ended"), 0.8, is_right=True))
    rows: list[Row] = [_totals_row(row, facts.has_ended, styles.CELL) for row in facts.totals]
    rows.append(_totals_row(_together(facts.totals), facts.has_ended, styles.CELL_BOLD))
    return Register(columns, rows)


def _together(totals: Sequence[Totals]) -> Totals:
    figures = tuple(sum(each) for each in zip(*(row.by_lateness for row in totals), strict=True))
    return Totals(_("Together"), figures, sum(row.ended for row in totals))


def _totals_row(row: Totals, has_ended: bool, style: styles.Style) -> Entry:
    figures = [*row.by_lateness, row.open, *([row.ended] if has_ended else [])]
    return Entry(((Block(row.name, style),), *((Block(str(figure), style),) for figure in figures)))


def _open(facts: RegisterFacts) -> list[Any]:
    if not facts.opened:
        return []
    columns = [
        Column(_("Reference"), 1.3),
        Column(_("What is asked, by whom, of whom"), 3.2),
        Column(_("Where it stands"), 2.5),
        Column(_("Clock"), 2.0),
    ]
    heading = _("Open · {count}").format(count=facts.open_count)
    return [
        Register(
            columns,
            _rows(facts.opened, partial(_open_heading, facts.reader), partial(_open_entry, facts.reader), facts.marks),
            [_lead(heading)],
        )
    ]


def _ended(facts: RegisterFacts) -> list[Any]:
    if not facts.ended:
        return []
    columns = [
        Column(_("Reference"), 1.3),
        Column(_("What was asked, by whom, of whom"), 3.2),
        Column(_("How it ended"), 2.9),
        Column(_("Petitioner told"), 1.6),
    ]
    heading = _("Ended in the period · {count}").format(count=facts.ended_count)
    return [Register(columns, _rows(facts.ended, _ended_heading, _ended_entry, facts.marks), [_lead(heading)])]


def _lead(words: str) -> TextBlock:
    return TextBlock(words, styles.HEADING, outline=0)


def _rows(
    groups: Sequence[Group], heading: Callable[[Group], str], entry: Callable[[RegisterLine], Entry], marks: Marks
) -> list[Row]:
    rows: list[Row] = []
    for group in groups:
        rows.append(GroupHeading(heading(group), outline=1))
        rows += [marked(entry(line), marks, line.id) for line in group.lines]
    return rows


def _open_heading(reader: Reader, group: Group) -> str:
    figures = ngettext("{count} open", "{count} open", len(group.lines))
    if group.overdue:
        figures += ", " + late_figure(group.overdue, reader)
    return f"{group.name} · {figures}"


def _ended_heading(group: Group) -> str:
    return f"{group.name} · {ngettext('{count} ended', '{count} ended', len(group.lines))}"


def _open_entry(reader: Reader, line: RegisterLine) -> Entry:
    state = Block(f"{SHAPES[line.lateness]} {state_words(line.lateness, reader)}")
    standing = [Block(line.sentence)]
    if line.since:
        standing.append(Block(_("stands so since {day}").format(day=format_day(line.since)), styles.CELL_NOTE))
    if line.owner:
        standing.append(Block(_("Our owner: {owner}").format(owner=line.owner), styles.CELL_NOTE))
    clock = [Block(_limit(line))]
    if line.due_on:
        until = _("until {day}") if line.is_by_law else _("agreed until {day}")
        clock.append(Block(until.format(day=format_day(line.due_on)), styles.CELL_BOLD))
    if line.asked_until:
        clock.append(Block(_("asked until {day}").format(day=format_day(line.asked_until)), styles.CELL_NOTE))
    return Entry(((*_named(line), state), _asked(line), tuple(standing), tuple(clock)))


def _ended_entry(line: RegisterLine) -> Entry:
    ended = (Block(f"■ {line.stands}", styles.CELL_BOLD), Block(line.sentence), Block(_limit(line), styles.CELL_NOTE))
    told = format_day(line.told_on) if line.told_on else _("still to be told") if line.is_to_tell else ""
    return Entry((_named(line), _asked(line), ended, (Block(told),)))


def _limit(line: RegisterLine) -> str:
    return line.limit[:1].upper() + line.limit[1:]


def _named(line: RegisterLine) -> tuple[Block, ...]:
    """Our reference, and the number they gave it."""
    return Block(line.reference, styles.CELL_BOLD), Block(line.their_number or _("no number yet"), styles.CELL_NOTE)


def _asked(line: RegisterLine) -> tuple[Block, ...]:
    kind = ", ".join(part for part in (line.kind, line.form.lower()) if part)
    whom = ", ".join(dict.fromkeys(part for part in (line.committee, line.body) if part)) or _("nobody yet")
    blocks = [
        Block(line.title, styles.CELL_BOLD),
        Block(_("{who} → {whom}").format(who=line.petitioner or _("no petitioner"), whom=whom), styles.CELL_NOTE),
        Block(" · ".join(part for part in (kind, line.place, _watched(line)) if part), styles.CELL_NOTE),
    ]
    return tuple(blocks)


def _watched(line: RegisterLine) -> str:
    return _("a partner's: we only watch") if line.is_watched else ""
