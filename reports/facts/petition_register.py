"""The facts of the petition and submission register: what is asked of whom, where it stands, and by which law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Lateness
from crm.rules.petitions import label
from reports.facts.audience import OURSELVES, Reader, reader_of
from reports.facts.confidentiality import LEVELS, Gate, foot_words, kept_back_words, shown_words
from reports.facts.follow_up import LATENESS
from reports.facts.period import Period, read_period
from reports.facts.petition_register_options import EVERY
from reports.facts.since import NO_MARKS, Marks, gather_marks
from reports.facts.standing import LATE
from reports.facts.workspace import get_name, get_origin
from reports.options import Chosen
from resources.translations import _

if TYPE_CHECKING:
    from crm.queries.petitions import PetitionRow, PetitionsFilter


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One petition or submission as printed; an unknown part is empty."""

    id: int
    reference: str
    their_number: str
    title: str
    kind: str
    form: str
    petitioner: str
    is_watched: bool
    body: str
    committee: str
    place: str
    stands: str
    since: date | None
    sentence: str
    lateness: Lateness
    limit: str
    """The law and its days, or that no legal limit is known."""
    due_on: date | None
    """As last agreed."""
    asked_until: date | None
    """A later day they only asked for."""
    is_by_law: bool
    """Whether its day is the one that the limit gives."""
    told_on: date | None
    is_to_tell: bool
    is_open: bool
    outcome: str
    owner: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one body, kind, stage, place or petitioner; the latest first."""

    name: str
    lines: tuple[RegisterLine, ...]

    @property
    def overdue(self) -> int:
        """How many of its lines are outstanding past their day."""
        return sum(line.lateness in LATE for line in self.lines)


@dataclass(frozen=True, slots=True)
class Totals:
    """One row of the summary: figures in the order of `LATENESS`, and what ended in the period."""

    name: str
    by_lateness: tuple[int, ...]
    ended: int

    @property
    def open(self) -> int:
        """How many are open."""
        return sum(self.by_lateness)


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Everything the paper says; each petition or submission stands in it exactly once."""

    scope: str
    period: str
    filters: tuple[str, ...]
    grouped_by: str
    made_on: date
    made_by: str
    organisation_name: str
    confidentiality: str
    totals: tuple[Totals, ...]
    opened: tuple[Group, ...]
    ended: tuple[Group, ...]
    has_ended: bool
    marks: Marks = NO_MARKS
    reader: Reader = OURSELVES

    @property
    def open_count(self) -> int:
        """How many open lines it prints."""
        return sum(len(group.lines) for group in self.opened)

    @property
    def ended_count(self) -> int:
        """How many ended lines it prints."""
        return sum(len(group.lines) for group in self.ended)


def gather(ask: Callable[..., Any], chosen: Chosen) -> RegisterFacts:
    """Read what was asked for: what is open and was handed in by the end of the period, and what ended in it.

    Raises UserError: "report-period-reversed", "record-not-found".
    """
    period, reader = read_period(chosen), reader_of(chosen)
    scope = _scope(ask, chosen)
    gate = Gate(ask, LEVELS[reader.level])
    found = _read(ask, chosen, period)
    shown = [row for row in found if gate.passes(row.id)]
    kept_back = kept_back_words(
        gate, chosen
    )  # before the names of petitioners are looked at: those petitions are shown
    lines = [(name, _for_reader(line, reader)) for name, line in _lines(ask, shown, gate, chosen.choice("by"))]
    origin = get_origin(ask, chosen.made_by)
    by, status = chosen.choice("by"), chosen.choice("status")
    return RegisterFacts(
        scope=scope,
        period=period.words,
        filters=(_which(status), *_kind_words(chosen), *shown_words(chosen), *kept_back),
        grouped_by=by,
        made_on=chosen.today,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=foot_words(chosen, origin.organisation_name),
        totals=_totals([line for _name, line in lines]),
        opened=_groups((name, line) for name, line in lines if line.is_open),
        ended=_groups((name, line) for name, line in lines if not line.is_open),
        has_ended=status != "open",
        marks=gather_marks(ask, "petition-register", chosen, [row.id for row in shown]),
        reader=reader,
    )


def _scope(ask: Callable[..., Any], chosen: Chosen) -> str:
    named = (("body", "organisations"), ("cso", "organisations"), ("place", "places"))
    names = [get_name(ask, record, noun) for name, noun in named if (record := chosen.record(name)) is not None]
    return " · ".join(names) or _("Everything we hand in or watch")


def _which(status: str) -> str:
    return {
        "all": _("everything open that was handed in by the end of the period or is still to be, and what ended in it"),
        "open": _("everything open that was handed in by the end of the period or is still to be"),
        "closed": _("what ended in the period"),
    }[status]


def _kind_words(chosen: Chosen) -> tuple[str, ...]:
    kind = chosen.choice("kind")
    return () if kind == EVERY else (_("of the kind “{kind}”").format(kind=label(kind)),)


def _read(ask: Callable[..., Any], chosen: Chosen, period: Period) -> list[PetitionRow]:
    from crm.queries import petitions

    kind = chosen.choice("kind")
    asked = petitions.PetitionsFilter(
        kind="" if kind == EVERY else kind,
        body_id=chosen.record("body"),
        party_id=chosen.record("cso"),
        place_id=chosen.record("place"),
    )
    status = chosen.choice("status")
    rows: list[PetitionRow] = []
    if status != "closed":
        opened = _rows(ask, replace(asked, status="open"), chosen.today)
        rows += [row for row in opened if row.submitted_on is None or row.submitted_on <= period.end]
    if status != "open":
        rows += [
            row for row in _rows(ask, replace(asked, status="closed"), chosen.today) if period.holds(row.closed_on)
        ]
    return rows


def _rows(ask: Callable[..., Any], wanted: PetitionsFilter, today: date) -> list[PetitionRow]:
    from crm.queries import petitions

    found: list[PetitionRow] = ask(petitions.get_petition_rows, ask(petitions.list_petitions, wanted, today), today)
    return found


def _lines(ask: Callable[..., Any], rows: Sequence[PetitionRow], gate: Gate, by: str) -> list[tuple[str, RegisterLine]]:
    """Each line with the name of its group."""
    from crm.queries import clocks, movements

    ids = [row.id for row in rows]
    by_law = ask(clocks.get_limit_days, ids)
    limits, since = ask(clocks.get_limit_words, ids), ask(movements.get_standing_since, ids)
    found = []
    for row in rows:
        line = _line(row, limits.get(row.id, ""), since.get(row.id) or row.submitted_on, gate)
        line = replace(line, is_by_law=row.id in by_law and by_law[row.id] == row.due_agreed)
        found.append((_group_name(line, by), line))
    return found


def _line(row: PetitionRow, limit: str, since: date | None, gate: Gate) -> RegisterLine:
    return RegisterLine(
        id=row.id,
        reference=row.reference,
        their_number=row.their_number,
        title=row.title,
        kind=label(row.kind),
        form=label(row.form) if row.form else "",
        petitioner=gate.name(row.petitioner_id, row.petitioner),
        is_watched=row.is_watched,
        body=gate.name(row.body_id, row.body_name),
        committee=gate.name(row.committee_id, row.committee),
        place=row.place,
        stands=row.stands,
        since=since if row.is_open else row.closed_on,
        sentence=row.sentence,
        lateness=row.lateness,
        limit=limit,
        due_on=row.due_agreed,
        asked_until=row.due_on if row.due_agreed not in (None, row.due_on) else None,
        is_by_law=False,
        told_on=row.petitioner_told_on,
        is_to_tell=row.is_to_tell,
        is_open=row.is_open,
        outcome=row.outcome or "",
        owner=row.owner_name,
    )


def _for_reader(line: RegisterLine, reader: Reader) -> RegisterLine:
    """The line without who of us follows it up, and to the other side without a reproach."""
    shown = line if reader.has_private else replace(line, owner="")
    if not reader.is_other_side or not line.is_open:
        return shown
    stands = _("{stands}; the date has passed").format(stands=line.stands) if line.lateness in LATE else line.stands
    return replace(shown, sentence=stands)


def _group_name(line: RegisterLine, by: str) -> str:
    return {
        "body": line.body or line.committee or _("Addressed to nobody yet"),
        "kind": line.kind,
        "status": line.stands,
        "place": line.place or _("No place"),
        "cso": line.petitioner or _("No petitioner"),
    }[by]


def _groups(lines: Iterable[tuple[str, RegisterLine]]) -> tuple[Group, ...]:
    """Groups with something outstanding past its day stand first, then by name; the latest line first in each."""
    grouped: dict[str, list[RegisterLine]] = {}
    for name, line in lines:
        grouped.setdefault(name, []).append(line)
    groups = [Group(name, tuple(sorted(mine, key=_urgency))) for name, mine in grouped.items()]
    return tuple(sorted(groups, key=lambda group: (not group.overdue, group.name.casefold())))


def _urgency(line: RegisterLine) -> tuple[int, date, str]:
    rank = LATENESS.index(line.lateness) if line.lateness in LATENESS else len(LATENESS)
    return rank, line.due_on or date.max, line.reference


def _totals(lines: Sequence[RegisterLine]) -> tuple[Totals, ...]:
    """A row for each kind there is, by name."""
    counted = Counter((line.kind, line.lateness) for line in lines if line.is_open)
    ended = Counter(line.kind for line in lines if not line.is_open)
    kinds = sorted({line.kind for line in lines})
    return tuple(Totals(kind, tuple(counted[kind, one] for one in LATENESS), ended[kind]) for kind in kinds)
