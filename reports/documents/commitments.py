"""The commitments register on paper: the totals of the list, then a line for each commitment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Outcome, Status, label
from crm.rules.dates import format_day
from reports.documents import head
from reports.documents.corrections import MARK, corrections
from reports.documents.follow_up import heading, totals_table
from reports.documents.marking import marked
from reports.documents.visits import SHAPES, said
from reports.facts.audience import Reader
from reports.facts.commitments import CommitmentsFacts, Section
from reports.facts.corrections import marked_ids
from reports.facts.since import NO_MARKS, Marks
from reports.facts.standing import LATE, late_figure, standing
from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.register import Block, Column, Entry, Register
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentRow


def build(facts: CommitmentsFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [
        *head.top(facts.head),
        *_summary(facts),
        *sections(facts.sections, facts.reader, facts.marks, marked_ids(facts.corrections)),
        *corrections(facts.corrections),
    ]
    return page.render(story, head.identity(facts.head), invariant=invariant)


def _summary(facts: CommitmentsFacts) -> list[Any]:
    story: list[Any] = [TextBlock(summary_sentence(facts), styles.SUMMARY)]
    return (
        [*story, totals_table(facts.totals, has_closed=facts.has_closed, reader=facts.reader)] if facts.count else story
    )


def summary_sentence(facts: CommitmentsFacts) -> str:
    """The whole register in a sentence."""
    if not facts.count:
        return _("No commitment fits this choice.")
    late = sum(row.lateness in LATE for section in facts.sections for row in section.rows)
    closed = sum(total.closed for total in facts.totals)
    words = [ngettext("{count} commitment", "{count} commitments", facts.count)]
    words.append(ngettext("{count} open", "{count} open", facts.count - closed))
    if late:
        words.append(late_figure(late, facts.reader))
    if closed:
        words.append(ngettext("{count} closed", "{count} closed", closed))
    return _("{count}: {parts}.").format(count=words[0], parts=", ".join(words[1:]))


def section(
    title: str,
    rows: Sequence[CommitmentRow],
    reader: Reader,
    marks: Marks = NO_MARKS,
    corrected: Collection[int] = (),
) -> Register:
    """These commitments under a heading, each in a line, for whoever reads the paper; `corrected` have a foot note."""
    columns = [
        Column(_("Reference, made"), 1.25),
        Column(_("What was said, by whom, to whom"), 3.5),
        Column(_("Due"), 1.15),
        Column(_("Where it stands"), 2.4),
    ]
    if reader.is_at_home:
        columns.append(Column(_("Next"), 1.5))
    lead = [TextBlock(f"{title} · {len(rows)}", styles.HEADING, outline=0)]
    entries = [marked(_entry(row, reader, is_corrected=row.id in corrected), marks, row.id) for row in rows]
    return Register(columns, entries, lead)


def sections(
    found: Sequence[Section], reader: Reader, marks: Marks = NO_MARKS, corrected: Collection[int] = ()
) -> list[Register]:
    """A section for each direction."""
    return [section(heading(each.direction, reader), each.rows, reader, marks, corrected) for each in found]


def _entry(row: CommitmentRow, reader: Reader, *, is_corrected: bool) -> Entry:
    name = f"{row.reference} {MARK}" if is_corrected else row.reference
    reference = (Block(name, styles.CELL_BOLD), Block(format_day(row.made_on), styles.CELL_NOTE))
    cells = [reference, said(row), _due(row), _standing(row, reader)]
    if reader.is_at_home:
        cells.append(_next(row))
    return Entry(tuple(cells))


def _due(row: CommitmentRow) -> tuple[Block, ...]:
    """The first date, and the one now where it moved; a later one they only asked for is said to be that."""
    now = row.due_agreed
    if now is None:
        return (Block(_("no date"), styles.CELL_NOTE),)
    dates = [Block(format_day(now), styles.CELL_BOLD)]
    if row.due_first != now and row.due_first is not None:
        dates.append(Block(_("first {day}").format(day=format_day(row.due_first)), styles.CELL_NOTE))
    if row.due_on is not None and row.due_on != now:
        dates.append(Block(_("asked until {day}").format(day=format_day(row.due_on)), styles.CELL_NOTE))
    return tuple(dates)


def _standing(row: CommitmentRow, reader: Reader) -> tuple[Block, ...]:
    if not reader.is_at_home:
        return (Block(f"{shape(row)} {standing(row)}"),)
    state = f"{shape(row)} {label(row.outcome or row.lateness)}"
    blocks = [Block(state, styles.CELL_BOLD), Block(row.sentence)]
    if row.status is not Status.CLOSED:
        blocks.append(Block(label(row.status), styles.CELL_NOTE))
    return tuple(blocks)


def shape(row: CommitmentRow) -> str:
    """The shape beside the word: of an open one what the calendar says, of a closed one whether it was kept."""
    if row.status is Status.CLOSED:
        return "✓" if row.outcome is Outcome.KEPT else "■"
    return SHAPES[row.lateness]


def _next(row: CommitmentRow) -> tuple[Block, ...]:
    blocks = [Block(row.next_step)]
    if row.owner_name:
        blocks.append(Block(_("Our owner: {owner}").format(owner=row.owner_name), styles.CELL_NOTE))
    return tuple(blocks)
