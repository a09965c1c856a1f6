"""What was promised both ways: the open promises between us and somebody, and what they kept lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Direction, Outcome
from crm.rules.dates import format_day
from reports.facts.confidentiality import Gate
from resources.translations import _

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentFilter, CommitmentRow
    from crm.queries.movements import EvidenceLine

KEPT_WITHIN = timedelta(days=365)
"""How far back a kept promise is worth a word of thanks: our practice."""
MOST_KEPT = 4


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as the screen shows it, and what shows that something of it was done."""

    row: CommitmentRow
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promises:
    """Open promises oldest first, theirs and ours; then what is between others, and what they kept."""

    theirs: tuple[Promise, ...]
    ours: tuple[Promise, ...]
    others: tuple[Promise, ...]
    kept: tuple[Promise, ...]


def gather_promises(
    ask: Callable[..., Any], gate: Gate, wanted: CommitmentFilter, party_ids: Sequence[int], today: date
) -> Promises:
    """The promises of a choice; `party_ids` are the people, posts and bodies that “they” stands for."""
    asked = replace(wanted, sort="made", max_confidentiality=None)
    opened = read_promises(ask, gate, replace(asked, status="open"), today)
    closed = read_promises(ask, gate, replace(asked, status="closed", closed_from=today - KEPT_WITHIN), today)
    they = frozenset(party_ids)
    kept = [each for each in closed if each.row.outcome is Outcome.KEPT and _whose(each.row, they) == "theirs"]
    found = {
        whose: tuple(each for each in opened if _whose(each.row, they) == whose)
        for whose in ("theirs", "ours", "others")
    }
    return Promises(**found, kept=tuple(sorted(kept, key=_closed_on, reverse=True)[:MOST_KEPT]))


def _closed_on(promise: Promise) -> date:
    return promise.row.closed_on or date.min


def _whose(row: CommitmentRow, they: frozenset[int]) -> str:
    """Theirs when they are bound or said it, ours when we or a partner are bound; the rest is between others."""
    if row.bound_id in they or row.maker_id in they:
        return "theirs"
    if row.direction in (Direction.WE_OWE_THEM, Direction.CSO_TO_CSO):
        return "ours"
    return "theirs" if row.direction is Direction.THEY_OWE_US and row.bound_id is None else "others"


def read_promises(ask: Callable[..., Any], gate: Gate, wanted: CommitmentFilter, today: date) -> list[Promise]:
    """The promises of a choice that the gate lets through, in the order of their list, each with its evidence."""
    from crm.queries.commitments import get_commitment_rows, list_commitments
    from crm.queries.movements import list_evidence

    ids = [each for each in ask(list_commitments, wanted, today) if gate.passes(each)]
    evidence = ask(list_evidence, ids)
    return [
        Promise(
            without_hidden(row, gate),
            tuple(evidence_words(without_hidden_file(each, gate)) for each in evidence.get(row.id, ())),
        )
        for row in ask(get_commitment_rows, ids, today)
    ]


def maker_words(row: CommitmentRow, *, is_named: bool = True) -> str:
    """Who promised, with the office or by it alone, and for whom."""
    maker = row.maker_name if is_named else ""
    said = ", ".join(part for part in (maker, row.maker_office) if part) or row.bound_name or _("to identify")
    if row.bound_name and row.bound_name not in said:
        said = _("{maker}, for {bound}").format(maker=said, bound=row.bound_name)
    return said


def evidence_words(piece: EvidenceLine) -> str:
    """“List of three districts (scan.pdf), seen 3 Oct 2026”."""
    what = piece.words or piece.file_name or _("seen by us")
    if piece.file_name and piece.words:
        what = f"{piece.words} ({piece.file_name})"
    return _("{what}, seen {day}").format(what=what, day=format_day(piece.seen_on)) if piece.seen_on else what


def without_hidden_file(piece: EvidenceLine, gate: Gate) -> EvidenceLine:
    """The evidence without the name of its file, where the file is more confidential than the paper."""
    return piece if gate.passes(piece.attachment_id) else replace(piece, file_name="")


def without_hidden(row: CommitmentRow, gate: Gate) -> CommitmentRow:
    """The row without the names of people and bodies more confidential than the paper, whatever promise names them."""
    return replace(
        row,
        maker_name=gate.name(row.maker_id, row.maker_name),
        maker_office=row.maker_office if gate.passes(row.maker_id) else "",
        bound_name=gate.name(row.bound_id, row.bound_name),
        owed_to_name=gate.name(row.owed_to_id, row.owed_to_name),
        body_name=gate.name(row.body_id, row.body_name),
    )
