"""The facts of the follow-up report: what is open both ways, the overdue first, and what was closed in the period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Direction, Lateness, Outcome
from crm.rules.dates import format_day
from crm.rules.languages import english_name
from reports.facts.audience import OURSELVES, Reader, level_of, reader_of
from reports.facts.confidentiality import LEVELS, Gate, foot_words, home_only, shown_words
from reports.facts.corrections import Correction, gather_corrections
from reports.facts.follow_up_options import OPTIONS
from reports.facts.period import Period, read_period
from reports.facts.promises import without_hidden
from reports.facts.since import NO_MARKS, Marks, gather_marks
from reports.facts.standing import LATE, standing
from reports.facts.workspace import Origin, get_origin, names_of
from reports.options import Chosen
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentFilter, CommitmentRow

MOST_BARS = 8

DIRECTIONS = (Direction.THEY_OWE_US, Direction.WE_OWE_THEM, Direction.CSO_TO_CSO, Direction.THIRD_PARTY)
LATENESS = (
    Lateness.LONG_OVERDUE,
    Lateness.OVERDUE,
    Lateness.MOVED,
    Lateness.DUE_SOON,
    Lateness.NOT_DUE,
    Lateness.NO_DATE,
)


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One commitment as printed. `language` and `translation` are empty when it was said in the reader's language."""

    id: int
    reference: str
    words: str
    language: str
    translation: str
    direction: Direction
    maker: str
    maker_office: str
    bound: str
    owed_to: str
    owner: str
    made_on: date
    due_on: date | None
    sentence: str
    lateness: Lateness
    outcome: Outcome | None
    status: str
    last_movement_on: date | None
    last_movement: str
    next_step: str
    next_look: date | None
    topics: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one body, person, partner, topic or month; the latest first."""

    name: str
    lines: tuple[FollowUpLine, ...]

    @property
    def overdue(self) -> int:
        """How many of its lines are overdue."""
        return sum(line.lateness in LATE for line in self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    """The open lines of one direction, in groups."""

    direction: Direction
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many lines it prints."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Totals:
    """One row of the summary: figures in the order of `LATENESS`, and what was closed in the period."""

    direction: Direction
    by_lateness: tuple[int, ...]
    closed: int

    @property
    def open(self) -> int:
        """How many are open."""
        return sum(self.by_lateness)

    @property
    def overdue(self) -> int:
        """How many are overdue, long or not."""
        return sum(self.by_lateness[LATENESS.index(each)] for each in LATE)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A bar of the chart: a group and its open commitments that are overdue, not overdue, and without a date."""

    name: str
    overdue: int
    not_overdue: int
    no_date: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that lines lack (“no due date”), and the references of those lines."""

    what: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """Everything the paper says; each open or closed line stands in it exactly once."""

    title: str
    scope: str
    period: str
    filters: tuple[str, ...]
    grouped_by: str
    made_on: date
    made_by: str
    organisation_name: str
    confidentiality: str
    totals: tuple[Totals, ...]
    chart: tuple[ChartRow, ...]
    sections: tuple[Section, ...]
    closed: tuple[Group, ...]
    missing: tuple[Missing, ...]
    has_closed: bool = True
    marks: Marks = NO_MARKS
    reader: Reader = OURSELVES
    corrections: tuple[Correction, ...] = ()

    @property
    def open_count(self) -> int:
        """How many open lines it prints."""
        return sum(section.count for section in self.sections)

    @property
    def closed_count(self) -> int:
        """How many closed lines it prints."""
        return sum(len(group.lines) for group in self.closed)


@dataclass(frozen=True, slots=True)
class Question:
    """What the paper answers: which lines, of when, in what groups, said in words."""

    by: str
    scope: str
    filters: tuple[str, ...]
    start: date
    end: date
    has_open: bool
    has_closed: bool


def gather(ask: Callable[..., Any], chosen: Chosen) -> FollowUpFacts:
    """Read the commitments that were asked for. Open ones count whenever they were made, up to the period's end."""
    from crm.queries import commitments

    question = _read_question(ask, chosen)
    asked = commitments.CommitmentFilter(
        body_id=chosen.record("body"),
        person_id=chosen.record("person"),
        partner_id=chosen.record("cso"),
        topic_id=chosen.record("topic"),
        max_confidentiality=LEVELS[level_of(chosen)],
    )
    opened = replace(asked, status="open", made_to=question.end)
    closed = replace(asked, status="closed", closed_from=question.start, closed_to=question.end)
    wanted = [*([opened] if question.has_open else []), *([closed] if question.has_closed else [])]
    rows: list[CommitmentRow] = []
    for each in wanted:
        ids = ask(commitments.list_commitments, each, chosen.today)
        rows += ask(commitments.get_commitment_rows, ids, chosen.today)
    reader = reader_of(chosen)
    left_out = _left_out(ask, wanted, len(rows), chosen.today) if reader.is_told_what_is_missing else ()
    question = replace(question, filters=(*question.filters, *left_out))
    gate = Gate(ask, LEVELS[level_of(chosen)])
    rows = [without_hidden(row, gate) for row in rows]
    origin = get_origin(ask, chosen.made_by)
    facts = assemble(rows, question, origin, chosen.today, reader)
    foot = foot_words(chosen, origin.organisation_name)
    marks = gather_marks(ask, "follow-up", chosen, [row.id for row in rows])
    corrections = gather_corrections(ask, {row.id: row.reference for row in rows})
    return replace(facts, confidentiality=foot, marks=marks, corrections=corrections)


def _left_out(ask: Callable[..., Any], wanted: Iterable[CommitmentFilter], shown: int, today: date) -> tuple[str, ...]:
    """How many commitments the paper does not show because of their confidentiality: the screen counts them."""
    from crm.queries import commitments

    found = sum(
        len(ask(commitments.list_commitments, replace(each, max_confidentiality=None), today)) for each in wanted
    )
    count = found - shown
    words = ngettext("{count} commitment is not shown for that", "{count} commitments are not shown for that", count)
    return (words,) if count else ()


def _read_question(ask: Callable[..., Any], chosen: Chosen) -> Question:
    period = read_period(chosen)
    status = chosen.choice("status")
    return Question(
        by=chosen.choice("by"),
        scope=" · ".join(names_of(ask, chosen, OPTIONS)) or _("Everyone we work with"),
        filters=(_which(status), *shown_words(chosen)),
        start=period.start,
        end=period.end,
        has_open=status != "closed",
        has_closed=status != "open",
    )


def _which(status: str) -> str:
    return {
        "all": _("everything still open that was made by the end of the period, and what was closed in it"),
        "open": _("everything still open that was made by the end of the period"),
        "closed": _("what was closed in the period"),
    }[status]


def assemble(
    rows: Iterable[CommitmentRow], question: Question, origin: Origin, today: date, reader: Reader = OURSELVES
) -> FollowUpFacts:
    """Turn the rows into the paper's facts; closed ones only when they were closed in the period."""
    rows = list(rows)
    opened = [row for row in rows if row.status != "closed"]
    closed = [row for row in rows if row.status == "closed" and _is_within(row.closed_on, question)]
    directions = directions_for(reader)
    return FollowUpFacts(
        title=_("Follow-up report"),
        scope=question.scope,
        period=Period(question.start, question.end).words,
        filters=question.filters,
        grouped_by=question.by,
        made_on=today,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=home_only(origin.organisation_name),
        totals=count_totals(opened, closed, directions),
        chart=_chart(opened, question.by),
        sections=_sections(opened, question.by, reader),
        closed=_groups(closed, question.by, reader),
        missing=_missing(opened) if reader.has_private else (),
        has_closed=question.has_closed,
        reader=reader,
    )


def directions_for(reader: Reader) -> tuple[Direction, ...]:
    """In which order the sides stand: to the other side our own debts first."""
    ours = (Direction.WE_OWE_THEM,) if reader.is_other_side else ()
    return tuple(dict.fromkeys((*ours, *DIRECTIONS)))


def _is_within(day: date | None, question: Question) -> bool:
    return day is not None and question.start <= day <= question.end


def _sections(rows: Sequence[CommitmentRow], by: str, reader: Reader) -> tuple[Section, ...]:
    found = []
    for direction in directions_for(reader):
        mine = [row for row in rows if row.direction == direction]
        if mine:
            found.append(Section(direction, _groups(mine, by, reader)))
    return tuple(found)


def _groups(rows: Iterable[CommitmentRow], by: str, reader: Reader) -> tuple[Group, ...]:
    """Groups with something overdue stand first, then by name (months: by time); no row stands in two groups."""
    grouped: dict[tuple[str, str], list[CommitmentRow]] = {}
    for row in rows:
        grouped.setdefault(_group_key(row, by), []).append(row)
    groups = [
        (order, Group(name, tuple(_line(row, reader) for row in sorted(mine, key=_urgency))))
        for (order, name), mine in grouped.items()
    ]
    if by == "month":
        return tuple(group for _order, group in sorted(groups, key=lambda each: each[0]))
    return tuple(group for order, group in sorted(groups, key=lambda each: (not each[1].overdue, each[0])))


def _group_key(row: CommitmentRow, by: str) -> tuple[str, str]:
    """What to sort a group by, and its name. A commitment on several topics stands under the first."""
    if by == "month":
        if row.due_on is None:
            return "9999", _("No due date")
        return f"{row.due_on:%Y-%m}", _("Due in {month}").format(month=format_day(row.due_on).split(" ", 1)[1])
    name = _group_name(row, by)
    return (name.casefold(), name) if name else ("\U0010ffff", _nobody(by))


def _group_name(row: CommitmentRow, by: str) -> str:
    is_ours = row.direction == Direction.WE_OWE_THEM
    if by == "body":
        return row.body_name
    if by == "topic":
        return row.topics[0] if row.topics else ""
    if by == "cso":
        return row.bound_name if is_ours else row.owed_to_name
    if is_ours:
        return row.owed_to_name
    return row.bound_name if row.is_with_post else (row.maker_name or row.bound_name)


def _nobody(by: str) -> str:
    return {
        "body": _("No body named"),
        "person": _("Nobody named"),
        "cso": _("No partner named"),
        "topic": _("No topic"),
    }[by]


def _urgency(row: CommitmentRow) -> tuple[int, date, str]:
    lateness = Lateness(row.lateness)
    rank = LATENESS.index(lateness) if lateness in LATENESS else len(LATENESS)
    return rank, row.due_on or date.max, row.reference


def _line(row: CommitmentRow, reader: Reader) -> FollowUpLine:
    line = FollowUpLine(
        id=row.id,
        reference=row.reference,
        words=row.words,
        language=english_name(row.language),
        translation=row.translation,
        direction=Direction(row.direction),
        maker=row.maker_name,
        maker_office=row.maker_office,
        bound=row.bound_name,
        owed_to=row.owed_to_name,
        owner=row.owner_name,
        made_on=row.made_on,
        due_on=row.due_on,
        sentence=row.sentence,
        lateness=Lateness(row.lateness),
        outcome=Outcome(row.outcome) if row.outcome else None,
        status=row.status,
        last_movement_on=row.last_movement_on,
        last_movement=row.last_movement,
        next_step=row.next_step,
        next_look=row.next_look,
        topics=tuple(row.topics),
        missing=tuple(row.missing),
    )
    if reader.is_other_side:
        line = replace(line, sentence=standing(row))
    if reader.has_private:
        return line
    return replace(line, owner="", last_movement_on=None, last_movement="", next_step="", next_look=None, missing=())


def count_totals(
    opened: Iterable[CommitmentRow], closed: Iterable[CommitmentRow], directions: Sequence[Direction]
) -> tuple[Totals, ...]:
    """A row for each direction: the first two always, the others only where there are any."""
    counted = Counter((row.direction, row.lateness) for row in opened)
    ended = Counter(row.direction for row in closed)
    rows = [
        Totals(direction, tuple(counted[direction, lateness] for lateness in LATENESS), ended[direction])
        for direction in directions
    ]
    return tuple(row for index, row in enumerate(rows) if index < 2 or row.open or row.closed)


def _chart(opened: Iterable[CommitmentRow], by: str) -> tuple[ChartRow, ...]:
    """A bar for each group; beyond `MOST_BARS` the rest are one bar. In the order of the groups, not a ranking."""
    bars = [_chart_row(group.name, group.lines) for group in _groups(opened, by, OURSELVES)]
    if len(bars) <= MOST_BARS:
        return tuple(bars)
    shown, rest = bars[: MOST_BARS - 1], bars[MOST_BARS - 1 :]
    others = ChartRow(
        _("{count} others").format(count=len(rest)),
        sum(bar.overdue for bar in rest),
        sum(bar.not_overdue for bar in rest),
        sum(bar.no_date for bar in rest),
    )
    return (*shown, others)


def _chart_row(name: str, lines: Sequence[FollowUpLine]) -> ChartRow:
    overdue = sum(line.lateness in LATE for line in lines)
    undated = sum(line.lateness == Lateness.NO_DATE for line in lines)
    return ChartRow(name, overdue, len(lines) - overdue - undated, undated)


def _missing(opened: Iterable[CommitmentRow]) -> tuple[Missing, ...]:
    found: dict[str, list[str]] = {}
    for row in opened:
        for what in row.missing:
            found.setdefault(what, []).append(row.reference)
    return tuple(Missing(what, tuple(references)) for what, references in found.items())
