"""The facts of the commitments register: every commitment that was asked for, one line each, as the list shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Direction, Status
from crm.rules.dates import format_day
from reports.facts.audience import Reader, reader_of
from reports.facts.commitments_options import DIRECTION, EVERY, OPTIONS, STATUS
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.corrections import Correction, gather_corrections
from reports.facts.follow_up import Totals, count_totals, directions_for
from reports.facts.head import Head, gather_head
from reports.facts.promises import without_hidden
from reports.facts.since import NO_MARKS, Marks, gather_marks
from reports.facts.workspace import names_of
from reports.options import Chosen
from resources.translations import _

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentFilter, CommitmentRow


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one direction, in the order of the list."""

    direction: Direction
    rows: tuple[CommitmentRow, ...]


@dataclass(frozen=True, slots=True)
class CommitmentsFacts:
    """Everything the paper says; each commitment stands in it exactly once."""

    head: Head
    reader: Reader
    totals: tuple[Totals, ...]
    sections: tuple[Section, ...]
    has_closed: bool
    marks: Marks = NO_MARKS
    corrections: tuple[Correction, ...] = ()

    @property
    def count(self) -> int:
        """How many lines it prints."""
        return sum(len(section.rows) for section in self.sections)


def gather(ask: Callable[..., Any], chosen: Chosen) -> CommitmentsFacts:
    """Read the commitments that were asked for. Raises as `names_of` does."""
    from crm.queries.commitments import get_commitment_rows, list_commitments

    reader = reader_of(chosen)
    gate = Gate(ask, LEVELS[reader.level])
    scope = " · ".join(names_of(ask, chosen, OPTIONS)) or _("Everyone we work with")
    found = [each for each in ask(list_commitments, wanted_of(chosen), chosen.today) if gate.passes(each)]
    kept_back = gate.words()  # before the names are looked at: those commitments are shown
    rows = [without_hidden(row, gate) for row in ask(get_commitment_rows, found, chosen.today)]
    closed = [row for row in rows if row.status is Status.CLOSED]
    marks = gather_marks(ask, "commitments", chosen, found)
    return CommitmentsFacts(
        head=gather_head(ask, chosen, _("Commitments register"), scope, (*_filters(chosen), *marks.facts), kept_back),
        reader=reader,
        totals=count_totals([row for row in rows if row.status is not Status.CLOSED], closed, directions_for(reader)),
        sections=sections_of(rows, reader),
        has_closed=chosen.choice("status") in ("all", "closed"),
        marks=marks,
        corrections=gather_corrections(ask, {row.id: row.reference for row in rows}),
    )


def wanted_of(chosen: Chosen) -> CommitmentFilter:
    """The filter of the list that shows the same lines; how confidential they are the gate decides, and counts."""
    from crm.queries.commitments import CommitmentFilter

    direction = chosen.choice("direction")
    return CommitmentFilter(
        body_id=chosen.record("body"),
        person_id=chosen.record("person"),
        partner_id=chosen.record("cso"),
        topic_id=chosen.record("topic"),
        place_id=chosen.record("place"),
        direction="" if direction == EVERY else direction,
        status=chosen.choice("status"),
        made_from=chosen.day("made-from"),
        made_to=chosen.day("made-to"),
        due_from=chosen.day("due-from"),
        due_to=chosen.day("due-to"),
    )


def _filters(chosen: Chosen) -> tuple[tuple[str, str], ...]:
    """What was chosen beside the records that the scope names, in words."""
    which = dict(STATUS.choices)[chosen.choice("status")]
    direction = dict(DIRECTION.choices)[chosen.choice("direction")]
    return (
        (_("Which"), _("{status}; {direction}").format(status=_(which), direction=_(direction).lower())),
        (_("Made"), span_words(chosen.day("made-from"), chosen.day("made-to"))),
        (_("Due"), span_words(chosen.day("due-from"), chosen.day("due-to"))),
    )


def span_words(start: date | None, end: date | None) -> str:
    """“from 1 Jan 2026 to 30 Jun 2026”, either end open; nothing where both are."""
    words = []
    if start is not None:
        words.append(_("from {day}").format(day=format_day(start)))
    if end is not None:
        words.append(_("to {day}").format(day=format_day(end)))
    return " ".join(words)


def sections_of(rows: Sequence[CommitmentRow], reader: Reader) -> tuple[Section, ...]:
    """One for each direction there is; what we owe stands first on a paper for the other side."""
    order = directions_for(reader)
    found = [Section(each, tuple(row for row in rows if row.direction is each)) for each in order]
    return tuple(section for section in found if section.rows)
