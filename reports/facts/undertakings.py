"""Undertakings of a period: how many were kept of those that were due, with what is not due yet apart.

Counts with what they are counted of, and never in per cent: with a handful of promises that would say more than there
is. They are counted for both sides, and for no party or person by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Direction, Outcome
from crm.rules.commitments import label as promise_label
from crm.rules.dates import format_day
from crm.rules.letters import lateness_words
from reports.facts.audience import Names, Reader, reader_of
from reports.facts.confidentiality import Gate
from reports.facts.period import Period
from reports.facts.promises import evidence_words, maker_words, without_hidden, without_hidden_file
from reports.options import Chosen
from resources.translations import _

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentRow

OURS = (Direction.WE_OWE_THEM, Direction.CSO_TO_CSO)
_SETTLED = (Outcome.KEPT, Outcome.PARTLY_KEPT, Outcome.NOT_KEPT)
_FALLEN_AWAY = (Outcome.WITHDRAWN, Outcome.LAPSED, Outcome.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A promise as printed."""

    reference: str
    words: str
    translation: str
    who: str
    made_on: date
    due: date | None
    outcome: Outcome | None
    standing: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undertakings:
    """Of one side: those that were due, and beside them what was not to be counted."""

    is_ours: bool
    due: tuple[Undertaking, ...]
    not_due: tuple[Undertaking, ...]
    """Due after the period, or without a day."""
    fallen_away: tuple[Undertaking, ...]

    @property
    def kept(self) -> int:
        """How many of those that were due were kept whole."""
        return sum(each.outcome is Outcome.KEPT for each in self.due)

    @property
    def words(self) -> str:
        """“1 kept of 3 due; 2 not due yet or without a day; 1 lapsed”."""
        parts = [_("{kept} kept of {due} due").format(kept=self.kept, due=len(self.due))]
        if not self.due:
            parts = [_("none was due")]
        partly = sum(each.outcome is Outcome.PARTLY_KEPT for each in self.due)
        if partly:
            parts.append(_("{count} kept in part").format(count=partly))
        if self.not_due:
            parts.append(_("{count} not due yet or without a day").format(count=len(self.not_due)))
        for outcome in _FALLEN_AWAY:
            count = sum(each.outcome is outcome for each in self.fallen_away)
            if count:
                parts.append(f"{count} {promise_label(outcome).lower()}")
        return "; ".join(parts)


def gather_undertakings(
    ask: Callable[..., Any], gate: Gate, promise_ids: Sequence[int], period: Period, chosen: Chosen
) -> tuple[Undertakings, ...]:
    """What was promised up to the end of the period, ours first where the other side reads it."""
    from crm.queries.commitments import get_commitment_rows
    from crm.queries.movements import list_evidence

    ids = [each for each in promise_ids if gate.passes(each)]
    evidence = ask(list_evidence, ids)
    reader = reader_of(chosen)
    by_side: dict[bool, tuple[list[Undertaking], list[Undertaking], list[Undertaking]]] = {
        is_ours: ([], [], []) for is_ours in (True, False)
    }
    for row in ask(get_commitment_rows, ids, chosen.today):
        which = _which(row, period)
        if which is not None:
            pieces = tuple(evidence_words(without_hidden_file(each, gate)) for each in evidence.get(row.id, ()))
            line = undertaking(without_hidden(row, gate), pieces, reader, chosen.today)
            by_side[row.direction in OURS][which].append(line)
    order = (True, False) if reader.is_other_side else (False, True)
    return tuple(Undertakings(is_ours, *(tuple(each) for each in by_side[is_ours])) for is_ours in order)


def _which(row: CommitmentRow, period: Period) -> int | None:
    """Whether it was due in the period (0), was not (1), or fell away (2); None where it is of another time."""
    if row.made_on > period.end or row.outcome in (Outcome.DUPLICATE, Outcome.NOT_A_COMMITMENT):
        return None
    if row.closed_on is not None and row.closed_on < period.start:
        return None
    if row.outcome in _FALLEN_AWAY:
        return 2
    ended = row.closed_on if row.outcome in _SETTLED else None
    is_settled = ended is not None and ended <= period.end
    return 0 if is_settled or (row.due_agreed is not None and row.due_agreed <= period.end) else 1


def undertaking(row: CommitmentRow, evidence: tuple[str, ...], reader: Reader, today: date) -> Undertaking:
    """A promise in the words that fit its reader."""
    return Undertaking(
        reference=row.reference,
        words=row.words,
        translation=row.translation,
        who=maker_words(row, is_named=reader.names is Names.NAMES),
        made_on=row.made_on,
        due=row.due_agreed,
        outcome=row.outcome,
        standing=standing_words(row, reader, today),
        evidence=evidence,
    )


def standing_words(row: CommitmentRow, reader: Reader, today: date) -> str:
    """“Kept 3 Oct 2026”, “Overdue: …” at home, “Outstanding since …” to others."""
    if row.outcome is not None:
        ended = promise_label(row.outcome)
        return f"{ended} {format_day(row.closed_on)}" if row.closed_on else ended
    if reader.is_at_home:
        return row.sentence
    words = lateness_words(row.due_agreed, today)
    return f"{words[:1].upper()}{words[1:]}"


def side_words(is_ours: bool) -> str:
    """What the promises of a side are called."""
    return _("What we and our partners promised") if is_ours else _("What was promised to us and the community")
