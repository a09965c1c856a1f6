"""The follow-up report on paper: a summary read in twenty seconds, then every line, the overdue first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from crm.rules.commitments import Direction, Lateness, Outcome, label
from crm.rules.dates import format_day
from reports.documents import head
from reports.documents.corrections import corrections
from reports.documents.marking import marked
from reports.documents.visits import SHAPES, quoted
from reports.facts.audience import Reader
from reports.facts.follow_up import DIRECTIONS, LATENESS, FollowUpFacts, FollowUpLine, Group, Section, Totals
from reports.facts.since import Marks
from reports.facts.standing import late_figure, late_words, state_words
from reports.layout import charts, page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register, Row
from resources.translations import _, ngettext

_MOST_REFERENCES = 12
_TITLE_LINES = 3
_FEWEST_BARS = 2


def build(facts: FollowUpFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*_title(facts), *_summary(facts), *_open_sections(facts), *_closed(facts), *_missing(facts)]
    story += corrections(facts.corrections)
    return page.render(story, _identity(facts), invariant=invariant)


def _identity(facts: FollowUpFacts) -> page.Identity:
    return head.identity_of(
        facts, f"{facts.title}: {facts.scope}", _("{title}, {period}").format(title=facts.title, period=facts.period)
    )


def _title(facts: FollowUpFacts) -> list[Any]:
    rows = [
        (_("Period"), facts.period),
        (_("Shown"), "; ".join(facts.filters)),
        (_("Grouped by"), _grouping(facts.grouped_by)),
        *facts.marks.facts,
        head.made_row(facts),
        (_("Confidential"), facts.confidentiality),
    ]
    return [
        TextBlock(facts.title, styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=_TITLE_LINES),
        Facts(rows),
    ]


def _grouping(by: str) -> str:
    words: dict[str, str] = {
        "body": _("body"),
        "person": _("person"),
        "cso": _("CSO partner"),
        "topic": _("topic, each line under its first one"),
        "month": _("month it is due"),
    }
    return words[by]


def _summary(facts: FollowUpFacts) -> list[Any]:
    story: list[Any] = [
        TextBlock(summary_sentence(facts), styles.SUMMARY),
        totals_table(facts.totals, has_closed=facts.has_closed, reader=facts.reader),
    ]
    if len(facts.chart) >= _FEWEST_BARS:
        story += [
            TextBlock(_("Open now, by {grouping}").format(grouping=_bars_by(facts)), styles.BODY_BOLD),
            _chart(facts),
        ]
    return story


def _bars_by(facts: FollowUpFacts) -> str:
    return _grouping(facts.grouped_by).split(",")[0]


def summary_sentence(facts: FollowUpFacts) -> str:
    """The whole report in a few sentences, the overdue first."""
    if not facts.open_count and not facts.closed_count:
        return _("Nothing was promised, either way, that fits this choice.")
    sentences = [_open_sentence(facts)] if facts.sections or not facts.closed else []
    if facts.has_closed:
        sentences.append(_closed_sentence(facts))
    return " ".join(sentences)


def _open_sentence(facts: FollowUpFacts) -> str:
    if not facts.open_count:
        return _("Nothing is open.")
    overdue = sum(row.overdue for row in facts.totals)
    late = late_words(overdue, facts.reader)
    start = ngettext("{count} commitment is open", "{count} commitments are open", facts.open_count)
    sides = "; ".join(_side(row, facts.reader) for row in facts.totals if row.open)
    return _("{open}, {overdue}: {sides}.").format(open=start, overdue=late, sides=sides)


def _side(row: Totals, reader: Reader) -> str:
    theirs, ours = _("they owe us {open}"), _("we owe them {open}")
    if reader.is_other_side:
        theirs, ours = _("promised to us {open}"), _("promised by us {open}")
    words = {
        Direction.THEY_OWE_US: theirs,
        Direction.WE_OWE_THEM: ours,
        Direction.CSO_TO_CSO: _("{open} between partners"),
        Direction.THIRD_PARTY: _("{open} between others"),
    }[row.direction].format(open=row.open)
    return f"{words} ({late_figure(row.overdue, reader)})" if row.overdue else words


def _closed_sentence(facts: FollowUpFacts) -> str:
    if not facts.closed_count:
        return _("Nothing was closed in the period.")
    start = ngettext("{count} was closed in the period", "{count} were closed in the period", facts.closed_count)
    lines = [line for group in facts.closed for line in group.lines]
    ended = [(outcome, sum(line.outcome == outcome for line in lines)) for outcome in Outcome]
    return start + ": " + ", ".join(f"{count} {label(outcome).lower()}" for outcome, count in ended if count) + "."


def totals_table(totals: Sequence[Totals], *, has_closed: bool, reader: Reader) -> Register:
    """How many are open of each direction, by what the calendar says, and how many were closed."""
    columns = [Column("", 2.1)]
    states = [state_words(lateness, reader) for lateness in LATENESS]
    columns += [Column(words, 1.25 if len(words) > 9 else 1, is_right=True) for words in states]
    columns.append(Column(_("Open"), 0.8, is_right=True))
    if has_closed:
        columns.append(Column(_("Closed"), 0.8, is_right=True))
    rows: list[Row] = [_totals_row(heading(row.direction, reader), row, has_closed, styles.CELL) for row in totals]
    rows.append(_totals_row(_("Together"), _together(totals), has_closed, styles.CELL_BOLD))
    return Register(columns, rows)


def _together(totals: Sequence[Totals]) -> Totals:
    figures = tuple(sum(each) for each in zip(*(row.by_lateness for row in totals), strict=True))
    return Totals(DIRECTIONS[0], figures or (0,) * len(LATENESS), sum(row.closed for row in totals))


def _totals_row(name: str, row: Totals, has_closed: bool, style: styles.Style) -> Entry:
    figures = [*row.by_lateness, row.open, *([row.closed] if has_closed else [])]
    return Entry(((Block(name, style),), *((Block(str(figure), style),) for figure in figures)))


def _chart(facts: FollowUpFacts) -> Any:
    parts = (
        charts.Part(state_words(Lateness.OVERDUE, facts.reader), charts.Pattern.SOLID),
        charts.Part(_("Not yet") if facts.reader.is_other_side else _("Not overdue"), charts.Pattern.HATCHED),
        charts.Part(_("No date"), charts.Pattern.EMPTY),
    )
    rows = [charts.Bar(row.name, (row.overdue, row.not_overdue, row.no_date)) for row in facts.chart]
    return charts.bars(parts, rows, page.BODY_WIDTH)


def heading(direction: Direction, reader: Reader) -> str:
    """“They owe us”; to the other side “Promised to us”."""
    theirs, ours = _("They owe us"), _("We owe them")
    if reader.is_other_side:
        theirs, ours = _("Promised to us"), _("Promised by us")
    return {
        Direction.THEY_OWE_US: theirs,
        Direction.WE_OWE_THEM: ours,
        Direction.CSO_TO_CSO: _("Between partners"),
        Direction.THIRD_PARTY: _("Between others"),
    }[direction]


def _open_sections(facts: FollowUpFacts) -> list[Any]:
    return [_open_section(section, facts) for section in facts.sections]


def _open_section(section: Section, facts: FollowUpFacts) -> Register:
    reader = facts.reader
    columns = [
        Column(_("Reference"), 1.35),
        Column(_("What was said, by whom, to whom"), 3.4),
        Column(_("Where it stands"), 2.3),
        *([Column(_("Last movement and next step"), 2.3)] if reader.has_private else []),
    ]
    lead = [TextBlock(f"{heading(section.direction, reader)} · {section.count}", styles.HEADING, outline=0)]
    of_group, of_line = partial(_open_heading, reader), partial(_open_entry, reader)
    return Register(columns, _rows(section.groups, of_group, of_line, facts.marks), lead)


def _rows(
    groups: Sequence[Group], name: Callable[[Group], str], entry: Callable[[FollowUpLine], Entry], marks: Marks
) -> list[Row]:
    rows: list[Row] = []
    for group in groups:
        rows.append(GroupHeading(name(group), outline=1))
        rows += [marked(entry(line), marks, line.id) for line in group.lines]
    return rows


def _open_heading(reader: Reader, group: Group) -> str:
    figures = ngettext("{count} open", "{count} open", len(group.lines))
    if group.overdue:
        figures += ", " + late_figure(group.overdue, reader)
    return f"{group.name} · {figures}"


def _open_entry(reader: Reader, line: FollowUpLine) -> Entry:
    state = f"{SHAPES[line.lateness]} {state_words(line.lateness, reader)}"
    standing = (Block(line.sentence), *_missing_of(line))
    movement = (_movement(line),) if reader.has_private else ()
    return Entry(((Block(line.reference, styles.CELL_BOLD), Block(state)), _said(line), standing, *movement))


def _said(line: FollowUpLine) -> tuple[Block, ...]:
    blocks = [*quoted(line.words, line.language, line.translation), Block(_who(line), styles.CELL_NOTE)]
    if line.topics:
        blocks.append(Block(" · ".join(line.topics), styles.CELL_NOTE))
    return tuple(blocks)


def _who(line: FollowUpLine) -> str:
    maker = ", ".join(part for part in (line.maker, line.maker_office) if part) or line.bound or _("to identify")
    if line.bound and line.bound not in (line.maker, maker):
        maker = _("{maker}, for {bound}").format(maker=maker, bound=line.bound)
    return _("{maker} → {owed_to}").format(maker=maker, owed_to=line.owed_to or _("us"))


def _missing_of(line: FollowUpLine) -> tuple[Block, ...]:
    if not line.missing:
        return ()
    return (Block(_("Missing: {what}").format(what=", ".join(line.missing)), styles.CELL_NOTE),)


def _movement(line: FollowUpLine) -> tuple[Block, ...]:
    last = ": ".join(part for part in (_day(line.last_movement_on), line.last_movement) if part)
    step = line.next_step or _("to decide")
    blocks = [Block(last or _("No movement noted")), Block(_("Next: {step}").format(step=step), styles.CELL_BOLD)]
    if line.owner:
        blocks.append(Block(_("Our owner: {owner}").format(owner=line.owner), styles.CELL_NOTE))
    return tuple(blocks)


def _day(day: date | None) -> str:
    return "" if day is None else format_day(day)


def _closed(facts: FollowUpFacts) -> list[Any]:
    if not facts.closed:
        return []
    columns = [
        Column(_("Reference"), 1.35),
        Column(_("What was said, by whom, to whom"), 3.9),
        Column(_("How it ended"), 4.1),
    ]
    words = _("Closed in the period · {count}").format(count=facts.closed_count)
    lead = [TextBlock(words, styles.HEADING, outline=0)]
    entry = partial(_closed_entry, facts.reader)
    return [Register(columns, _rows(facts.closed, _closed_heading, entry, facts.marks), lead)]


def _closed_heading(group: Group) -> str:
    return f"{group.name} · {ngettext('{count} closed', '{count} closed', len(group.lines))}"


def _closed_entry(reader: Reader, line: FollowUpLine) -> Entry:
    shape = "✓" if line.outcome is Outcome.KEPT else "■"
    ended = f"{shape} {label(line.outcome or 'closed')}"
    direction = Block(heading(line.direction, reader), styles.CELL_NOTE)
    first = (Block(line.reference, styles.CELL_BOLD), Block(ended), direction)
    return Entry((first, _said(line), (Block(line.sentence), Block(line.last_movement, styles.CELL_NOTE))))


def _missing(facts: FollowUpFacts) -> list[Any]:
    if not facts.missing:
        return []
    columns = [Column(_("What is missing"), 2), Column(_("Lines"), 0.6, is_right=True), Column(_("References"), 6)]
    rows = [
        Entry(((Block(each.what),), (Block(str(len(each.references))),), (Block(_references(each.references)),)))
        for each in facts.missing
    ]
    lead = [TextBlock(_("Missing information"), styles.HEADING, outline=0)]
    return [Register(columns, rows, lead)]


def _references(references: Sequence[str]) -> str:
    shown = ", ".join(references[:_MOST_REFERENCES])
    rest = len(references) - _MOST_REFERENCES
    return shown if rest <= 0 else _("{references} and {count} more").format(references=shown, count=rest)
