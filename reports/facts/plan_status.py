"""The facts of an advocacy plan's status: its steps with their days and slips, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Lateness
from crm.rules.dates import format_day
from crm.rules.due_dates import DueDates
from crm.rules.outcomes import label as outcome_label
from crm.rules.plans import StepStatus, label
from reports.facts.audience import Reader, level_of, reader_of
from reports.facts.confidentiality import LEVELS, Gate, foot_words, kept_back_words, shown_words
from reports.facts.period import OPTIONS as PERIOD
from reports.facts.period import Period, read_period
from reports.facts.since import NO_MARKS, SINCE, Marks, gather_marks
from reports.facts.standing import LATE
from reports.facts.workspace import get_name, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.outcomes import OutcomePage
    from crm.queries.plans import PlanPage, PlanStepRow

_WHOSE = "whose"
OPTIONS = (
    Option("plan", mark("One plan"), OptionKind.RECORD, (), "plans", True, _WHOSE),
    Option("cso", mark("All plans of a CSO"), OptionKind.RECORD, (), "organisations", True, _WHOSE),
    Option(
        "status",
        mark("Which"),
        OptionKind.CHOICE,
        (("all", mark("Open, and closed in the period")), ("open", mark("Open")), ("closed", mark("Closed"))),
    ),
    *PERIOD,
    SINCE,
)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as printed; `slips` are the days it moved between, oldest first."""

    id: int
    number: int
    title: str
    kind: str
    responsible: str
    after: str
    first: date | None
    due: date | None
    done_on: date | None
    slips: tuple[tuple[date | None, date, str], ...]
    """(old, new, reason)"""
    stands: str
    reason: str
    result: str
    evidence: tuple[str, ...]
    lateness: Lateness
    is_done: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome as printed."""

    id: int
    reference: str
    statement: str
    actor: str
    kind: str
    indicator: str
    on: date | None
    significance: str
    contribution: str
    level: str
    substantiated_by: str
    substantiated_on: date | None


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """One plan: what it is for, how far it is, its steps and outcomes."""

    reference: str
    title: str
    facts: tuple[tuple[str, str], ...]
    sentence: str
    progress: int
    steps: tuple[StepLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    done: int
    moved: int
    seen: int
    """In the period: steps done, dates moved, outcomes seen."""

    @property
    def late(self) -> int:
        """How many steps are past their day."""
        return sum(step.is_open and step.lateness in LATE for step in self.steps)


@dataclass(frozen=True, slots=True)
class PlanStatusFacts:
    """Everything the paper says."""

    scope: str
    period: str
    shown: tuple[str, ...]
    made_on: date
    made_by: str
    organisation_name: str
    confidentiality: str
    plans: tuple[PlanStatus, ...]
    marks: Marks = NO_MARKS


def gather(ask: Callable[..., Any], chosen: Chosen) -> PlanStatusFacts:
    """One plan, or all of a CSO or group. Raises UserError: "report-period-reversed", "record-not-found"."""
    period, level = read_period(chosen), level_of(chosen)
    gate = Gate(ask, LEVELS[level])
    plan_id = chosen.record("plan")
    scope = (
        get_name(ask, plan_id, "plans")
        if plan_id is not None
        else get_name(ask, chosen.record("cso") or 0, "organisations")
    )
    pages = [page for page in _read(ask, chosen, period) if gate.passes(page.row.id)]
    kept_back = kept_back_words(gate, chosen)
    origin = get_origin(ask, chosen.made_by)
    if plan_id is not None and not pages:
        scope = _("name withheld")
    found = tuple(_plan(ask, page, gate, period, reader_of(chosen)) for page in pages)
    lines = [step.id for plan in found for step in plan.steps] + [one.id for plan in found for one in plan.outcomes]
    return PlanStatusFacts(
        scope=scope,
        period=period.words,
        shown=(*_which(chosen), *shown_words(chosen), *kept_back),
        made_on=chosen.today,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=foot_words(chosen, origin.organisation_name),
        plans=found,
        marks=gather_marks(ask, "plan-status", chosen, lines),
    )


def _which(chosen: Chosen) -> tuple[str, ...]:
    if chosen.record("plan") is not None:
        return (_("this plan, whatever became of it"),)
    return {
        "all": (_("plans that are open, and those that ended in the period"),),
        "open": (_("plans that are open"),),
        "closed": (_("plans that ended in the period"),),
    }[chosen.choice("status")]


def _read(ask: Callable[..., Any], chosen: Chosen, period: Period) -> list[PlanPage]:
    from crm.queries import plans

    plan_id = chosen.record("plan")
    if plan_id is not None:
        ids: Sequence[int] = [plan_id]
    else:
        ids = ask(plans.list_plans, plans.PlansFilter(status="all", body_id=chosen.record("cso")), chosen.today)
    found = [ask(plans.get_plan, one, chosen.today) for one in ids]
    pages: list[PlanPage] = [page for page in found if page is not None]
    return [page for page in pages if plan_id is not None or _fits(page, chosen.choice("status"), period)]


def _fits(page: PlanPage, status: str, period: Period) -> bool:
    if page.row.is_open:
        return status != "closed"
    return status != "open" and period.holds(page.row.closed_on)


def _plan(ask: Callable[..., Any], page: PlanPage, gate: Gate, period: Period, reader: Reader) -> PlanStatus:
    from crm.queries.movements import get_moves

    row = page.row
    moves = ask(get_moves, [step.id for step in page.steps])
    reasons = {step.id: _reasons(ask, step.id) for step in page.steps if moves.get(step.id)}
    steps = tuple(
        _step(number, step, DueDates(step.due_original, moves.get(step.id, ())), reasons.get(step.id, ()), gate)
        for number, step in enumerate(page.steps, 1)
    )
    outcomes = tuple(outcome_line(one, gate) for one in _outcomes(ask, row.id, gate))
    said = [move.said_on for found in moves.values() for move in found]
    return PlanStatus(
        row.reference,
        row.title,
        _facts(page, gate, has_private=reader.has_private),
        row.sentence,
        row.progress,
        steps,
        outcomes,
        sum(period.holds(step.done_on) for step in steps if step.is_done),
        sum(period.holds(day) for day in said),
        sum(period.holds(one.on) for one in outcomes),
    )


def _reasons(ask: Callable[..., Any], step_id: int) -> tuple[str, ...]:
    from crm.queries.movements import list_moves

    return tuple(str(move[5]) for move in ask(list_moves, step_id))


def _facts(page: PlanPage, gate: Gate, *, has_private: bool) -> tuple[tuple[str, str], ...]:
    row = page.row
    days = (_day(row.starts_on), _day(row.ends_on))
    named = (
        (_("Objective"), page.objective),
        (_("Issue"), gate.name(page.issue_id, page.issue_name) or page.issue),
        (_("Of"), gate.name(row.organisation_id, row.organisation)),
        (_("Together with"), _names(page.partners, gate)),
        (_("Aims at"), _names(page.aims_at, gate)),
        (_("Where"), ", ".join(dict.fromkeys(one for one in (row.place, *(a.name for a in page.areas)) if one))),
        (_("Status"), ", ".join(part for part in (label(row.status), _day(row.closed_on)) if part)),
        (_("Period of the plan"), " – ".join(day for day in days if day)),
        (_("Our owner"), row.owner_name if has_private else ""),
    )
    return tuple((name, words) for name, words in named if words)


def _names(found: Sequence[Any], gate: Gate) -> str:
    return ", ".join(gate.name(one.id, one.name) for one in found)


def _day(on: date | None) -> str:
    return format_day(on) if on else ""


def _step(number: int, row: PlanStepRow, due: DueDates, reasons: Sequence[str], gate: Gate) -> StepLine:
    said = dict(zip((id(move) for move in due.moves), reasons, strict=False))
    return StepLine(
        id=row.id,
        number=number,
        title=row.title,
        kind=label(row.kind) if row.kind else "",
        responsible=gate.name(row.responsible_id, row.responsible),
        after=row.after,
        first=due.first,
        due=row.due_agreed,
        done_on=row.done_on,
        slips=tuple((move.old, move.new, said.get(id(move), "")) for move in due.slips),
        stands=label(row.status),
        reason=row.reason,
        result=row.result,
        evidence=tuple(one.words or one.file_name for one in row.evidence),
        lateness=row.lateness,
        is_done=row.status is StepStatus.DONE,
        is_open=row.is_open,
    )


def _outcomes(ask: Callable[..., Any], plan_id: int, gate: Gate) -> list[OutcomePage]:
    from crm.queries.outcomes import OutcomesFilter, get_outcome, list_outcomes

    found = ask(list_outcomes, OutcomesFilter(plan_id=plan_id, max_confidentiality=gate.level))
    pages = [ask(get_outcome, one) for one in found]
    return [page for page in pages if page is not None]


def outcome_line(page: OutcomePage, gate: Gate) -> OutcomeLine:
    """An outcome as far as the paper may show it."""
    row = page.row
    return OutcomeLine(
        row.id,
        row.reference,
        row.statement,
        gate.name(row.actor_id, row.actor),
        outcome_label(row.kind) if row.kind else "",
        outcome_label(row.indicator) if row.indicator else "",
        row.on_day,
        page.significance,
        page.contribution,
        outcome_label(row.level) if row.level else "",
        row.substantiated_by,
        row.substantiated_on,
    )


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The plan with the most steps, and all plans of the CSO whose it is."""
    from crm.queries import plans

    rows = ask(plans.get_plan_rows, ask(plans.list_plans, plans.PlansFilter(max_confidentiality=0)))
    if not rows:
        return ()
    most = max(rows, key=lambda row: row.steps)
    chosen: list[Mapping[str, str]] = [{"plan": f"plans:{most.id}"}]
    return [*chosen, {"cso": f"organisations:{most.organisation_id}"}] if most.organisation_id else chosen
