"""The facts of the kept-promise ledger: of what was due in a period, how much was kept, both ways, with its evidence.

It counts per body, office, agreement or topic, in the order of the alphabet: never per person, never per party, and
nothing in it is a rank. A promise that is not due yet is no failure, and stands apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Direction, Outcome, Status
from crm.rules.errors import UserError
from crm.rules.organisations import Kind
from reports.facts.audience import Reader, reader_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.follow_up import DIRECTIONS
from reports.facts.head import Head, gather_head
from reports.facts.kept_promises_options import OPTIONS
from reports.facts.period import Period, read_period
from reports.facts.promises import Promise, read_promises
from reports.facts.workspace import names_of
from reports.options import Chosen
from resources.translations import _

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentRow

YEAR = timedelta(days=365)
"""How far back the ledger looks when no period is given: our practice."""
OURS_FIRST = sorted(DIRECTIONS, key=lambda each: each is not Direction.WE_OWE_THEM)


class Ending(StrEnum):
    """What became of a promise whose day came."""

    KEPT = "kept"
    SAID = "said"
    """Said to be kept, and nobody of ours saw it."""
    PARTLY = "partly"
    NOT_KEPT = "not_kept"
    GONE = "gone"
    """Lapsed or withdrawn."""
    OUTSTANDING = "outstanding"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were due, and what became of each of them."""

    counts: Mapping[Ending, int]

    @property
    def due(self) -> int:
        """The denominator: every ending together."""
        return sum(self.counts.values())

    def of(self, ending: Ending) -> int:
        """How many ended so."""
        return self.counts.get(ending, 0)


@dataclass(frozen=True, slots=True)
class Group:
    """What was due of one body, office, agreement or topic, in order of the day it was due."""

    name: str
    tally: Tally
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """One direction: the count, its groups, and what was left out of the count."""

    direction: Direction
    tally: Tally
    groups: tuple[Group, ...]
    not_yet_due: int
    undated: int
    set_aside: int
    """Superseded, noted twice, or no commitment after all."""


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """Everything the paper says."""

    head: Head
    reader: Reader
    period: Period
    grouped_by: str
    ledgers: tuple[Ledger, ...]
    """Ours first."""


def gather(ask: Callable[..., Any], chosen: Chosen) -> LedgerFacts:
    """Count what was due in the period.

    Raises UserError: "report-not-by-party", "report-period-reversed", "record-not-found".
    """
    from crm.queries.commitments import CommitmentFilter

    _refuse_party(ask, chosen.record("body"))
    reader, period = reader_of(chosen), read_period(chosen, YEAR)
    gate = Gate(ask, LEVELS[reader.level])
    scope = " · ".join(names_of(ask, chosen, OPTIONS)) or _("Everyone we work with")
    wanted = CommitmentFilter(
        status="all",
        made_to=period.end,
        body_id=chosen.record("body"),
        partner_id=chosen.record("cso"),
        topic_id=chosen.record("topic"),
        agreement_id=chosen.record("agreement"),
    )
    found = read_promises(ask, gate, wanted, chosen.today)
    shown = gate.words()
    by = chosen.choice("by")
    names = _names(ask, [each.row for each in found], by, gate)
    ledgers = tuple(
        _ledger(direction, [each for each in found if each.row.direction is direction], names, period, chosen.today)
        for direction in OURS_FIRST
    )
    return LedgerFacts(
        head=gather_head(ask, chosen, _("Kept promises"), scope, ((_("Due"), period.words),), shown),
        reader=reader,
        period=period,
        grouped_by=by,
        ledgers=tuple(each for each in ledgers if _has_any(each)),
    )


def _refuse_party(ask: Callable[..., Any], body_id: int | None) -> None:
    if body_id is not None and body_id in _parties(ask, [body_id]):
        raise UserError("report-not-by-party")


def _parties(ask: Callable[..., Any], body_ids: Iterable[int]) -> frozenset[int]:
    """Those that are political parties."""
    from crm.queries.organisations import get_organisation_rows

    found = ask(get_organisation_rows, sorted(set(body_ids)))
    return frozenset(each.id for each in found if each.kind == Kind.PARTY)


def _has_any(ledger: Ledger) -> bool:
    return bool(ledger.tally.due or ledger.not_yet_due or ledger.undated or ledger.set_aside)


_SET_ASIDE = (Outcome.SUPERSEDED, Outcome.DUPLICATE, Outcome.NOT_A_COMMITMENT)


def _ledger(
    direction: Direction, promises: Sequence[Promise], names: Mapping[int, str], period: Period, today: date
) -> Ledger:
    counted = [each for each in promises if each.row.outcome not in _SET_ASIDE]
    due = [each for each in counted if has_come(each.row, period, today)]
    dated = [each.row for each in counted if each.row.due_agreed is not None]
    return Ledger(
        direction=direction,
        tally=tally_of(due),
        groups=_groups(due, names),
        not_yet_due=sum(not _is_over(row, period, today) for row in dated),
        undated=len(counted) - len(dated),
        set_aside=len(promises) - len(counted),
    )


def has_come(row: CommitmentRow, period: Period, today: date) -> bool:
    """Whether its day, as last agreed, fell into the period and is over, or it came on the day itself."""
    return period.holds(row.due_agreed) and _is_over(row, period, today)


def _is_over(row: CommitmentRow, period: Period, today: date) -> bool:
    due = row.due_agreed or date.max
    return due <= period.end and (due < today or (due == today and row.status is Status.CLOSED))


def ending_of(row: CommitmentRow) -> Ending:
    """What became of it."""
    if row.status is not Status.CLOSED:
        return Ending.SAID if row.status is Status.CLAIMED_DONE else Ending.OUTSTANDING
    if row.outcome is Outcome.KEPT:
        return Ending.KEPT if row.is_verified else Ending.SAID
    return {Outcome.PARTLY_KEPT: Ending.PARTLY, Outcome.NOT_KEPT: Ending.NOT_KEPT}.get(
        row.outcome or Outcome.NOT_KEPT, Ending.GONE
    )


def tally_of(promises: Iterable[Promise]) -> Tally:
    """Count them by what became of them."""
    return Tally(Counter(ending_of(each.row) for each in promises))


def _groups(promises: Sequence[Promise], names: Mapping[int, str]) -> tuple[Group, ...]:
    """In the order of the alphabet, so that nothing is a rank; what has no name stands last."""
    grouped: dict[str, list[Promise]] = {}
    for each in sorted(promises, key=lambda one: (one.row.due_agreed or date.max, one.row.reference)):
        grouped.setdefault(names[each.row.id], []).append(each)
    order = sorted(grouped, key=lambda name: (not name, name.casefold()))
    return tuple(Group(name, tally_of(grouped[name]), tuple(grouped[name])) for name in order)


def _names(ask: Callable[..., Any], rows: Sequence[CommitmentRow], by: str, gate: Gate) -> dict[int, str]:
    """The group of each commitment; empty where there is none, or it is a party."""
    if by == "agreement":
        return _agreements(ask, rows, gate)
    if by == "topic":
        return {row.id: row.topics[0] if row.topics else "" for row in rows}
    if by == "office":
        return {row.id: row.bound_name if row.is_with_post else row.maker_office for row in rows}
    parties = _parties(ask, [row.body_id for row in rows if row.body_id is not None])
    return {row.id: "" if row.body_id in parties else row.body_name for row in rows}


def _agreements(ask: Callable[..., Any], rows: Sequence[CommitmentRow], gate: Gate) -> dict[int, str]:
    from crm.queries.agreements import get_clause_rows

    clauses = ask(get_clause_rows, sorted({row.clause_id for row in rows if row.clause_id is not None}))
    names = {
        each.id: gate.name(each.agreement_id, f"{each.agreement_reference} {each.agreement_title}") for each in clauses
    }
    return {row.id: names.get(row.clause_id or 0, "") for row in rows}
