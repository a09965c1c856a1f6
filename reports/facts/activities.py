"""Activities against the plan: deliverables of an agreement and steps of the plans that count towards it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.agreements import DeliverableStatus, counts
from crm.rules.agreements import label as agreement_label
from crm.rules.dates import format_day
from crm.rules.due_dates import DueDates
from crm.rules.plans import StepStatus
from crm.rules.plans import label as plan_label
from reports.facts.confidentiality import Gate
from reports.facts.mou_reading import Reading
from reports.facts.period import Period
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.deliverables import DeliverableRow
    from crm.queries.plans import PlanStepRow

_DELIVERED = (DeliverableStatus.DELIVERED, DeliverableStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Activity:
    """What was to be done: by when as first planned and as agreed now, when it was done, and why it slipped."""

    id: int
    group: str
    """The result or the plan it is of."""
    title: str
    responsible: str
    planned: date | None
    due: date | None
    done_on: date | None
    is_done: bool
    is_open: bool
    standing: str
    amount: str
    """“3 of 10 hearings”, where it is counted."""
    why: tuple[str, ...]
    result: str
    today: date

    @property
    def slip(self) -> int:
        """By how many days it is later than first planned: as done, as agreed, or as it is late today."""
        if self.planned is None:
            return 0
        ended = (
            self.done_on if self.is_done else max(self.due or self.planned, self.today if self.is_late else date.min)
        )
        return max(0, ((ended or self.planned) - self.planned).days)

    @property
    def is_late(self) -> bool:
        """Whether its agreed day has passed and it is still to be done."""
        return self.is_open and self.due is not None and self.due < self.today

    @property
    def slip_words(self) -> str:
        """“12 days later than planned”; empty where it is not."""
        words = ngettext("{count} day later than planned", "{count} days later than planned", self.slip)
        return words if self.slip else ""

    def is_of(self, period: Period) -> bool:
        """Whether it was due or done in the period, or was due before and is still open."""
        days = (self.planned, self.due, self.done_on if self.is_done else None)
        is_left = self.is_open and self.due is not None and self.due < period.start
        return is_left or any(period.holds(day) for day in days)


def gather_activities(
    ask: Callable[..., Any], gate: Gate, reading: Reading, plan_ids: Sequence[int], period: Period
) -> list[Activity]:
    """Deliverables result by result, then steps plan by plan, each in its order."""
    from crm.queries.plans import get_plan

    deliverables = [row for row in reading.deliverables if counts(row.status)]
    pages = [page for page in (ask(get_plan, each, reading.today) for each in plan_ids) if page is not None]
    steps = [
        (page, step)
        for page in pages
        for step in page.steps
        if step.status is not StepStatus.SKIPPED and gate.passes(step.id)
    ]
    reasons = _reasons(ask, [*(row.id for row in deliverables), *(step.id for _page, step in steps)])
    return [
        *(_of_deliverable(row, reasons[row.id], reading) for row in deliverables),
        *(_of_step(page.row.name, step, reasons[step.id], gate, reading.today) for page, step in steps),
    ]


def _reasons(ask: Callable[..., Any], record_ids: Sequence[int]) -> dict[int, tuple[date | None, tuple[str, ...]]]:
    """The first day there was, and why it moved, oldest first."""
    from crm.queries.movements import get_moves, list_moves

    moved = ask(get_moves, record_ids)
    return {
        each: (
            DueDates(None, moved.get(each, ())).first,
            tuple(
                _("moved to {day}: {reason}").format(day=format_day(move[1]), reason=move[5])
                for move in (ask(list_moves, each) if each in moved else ())
                if move[0] is not None and move[5]
            ),
        )
        for each in record_ids
    }


def _of_deliverable(row: DeliverableRow, moved: tuple[date | None, tuple[str, ...]], reading: Reading) -> Activity:
    is_done = row.status in _DELIVERED
    amount = ""
    if row.planned is not None:
        amount = _("{actual} of {planned} {unit}").format(actual=row.actual or 0, planned=row.planned, unit=row.unit)
    return Activity(
        id=row.id,
        group=" ".join(part for part in (row.clause_number, row.clause_heading) if part),
        title=row.title,
        responsible=row.responsible if row.responsible_id is not None else "",
        planned=row.due_original or moved[0],
        due=row.due_agreed,
        done_on=row.delivered_on,
        is_done=is_done,
        is_open=row.is_open and not is_done,
        standing=agreement_label(row.status),
        amount=amount.strip(),
        why=tuple(words for words in (row.reason, *moved[1]) if words),
        result="",
        today=reading.today,
    )


def _of_step(
    plan: str, row: PlanStepRow, moved: tuple[date | None, tuple[str, ...]], gate: Gate, today: date
) -> Activity:
    is_done = row.status is StepStatus.DONE
    return Activity(
        id=row.id,
        group=plan,
        title=row.title,
        responsible=gate.name(row.responsible_id, row.responsible),
        planned=row.due_original or moved[0],
        due=row.due_agreed,
        done_on=row.done_on,
        is_done=is_done,
        is_open=row.is_open,
        standing=plan_label(row.status),
        amount="",
        why=tuple(words for words in (row.reason if not is_done else "", *moved[1]) if words),
        result=row.result,
        today=today,
    )
