"""Advocacy plans: the list, the page of one with its steps, and the steps that come up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import AT_ONCE, Tuple, Where, build, chunks, day, grouped, ids, marks, rows
from crm.queries.calendar import get_calendar
from crm.queries.movements import (
    EvidenceLine,
    Movement,
    count_follow_ups,
    get_last_movements,
    get_moves,
    list_evidence,
    list_follow_ups,
    list_moves,
    list_steps,
)
from crm.queries.organisations import list_inside
from crm.queries.people import get_names, list_tags_of, list_topics_of
from crm.queries.plan_dates import get_schedule
from crm.queries.records import Found
from crm.queries.ties import list_tied
from crm.rules import clock
from crm.rules.commitment_sentence import date_sentence
from crm.rules.commitments import Lateness, lateness
from crm.rules.dates import format_day
from crm.rules.due_dates import DueDates
from crm.rules.plan_dates import WorkedOut
from crm.rules.plans import Status, StepStatus, is_open, is_open_step, label, presses
from crm.rules.ties import Kind as Tied
from crm.rules.working_days import WorkingCalendar
from crm.store import search
from resources.translations import _, ngettext


@dataclass(frozen=True)
class PlansFilter:
    """Which plans a list shows."""

    text: str = ""
    status: str = "open"  # open, ended, all, or one Status
    body_id: int | None = None  # the CSO whose plan it is, one of its partners, or a body inside
    owner_id: int | None = None
    topic_id: int | None = None
    place_id: int | None = None  # its first, or one of its areas
    kind: str = ""  # individual or group
    aims_at_id: int | None = None
    is_late: bool = False  # a step of it is late
    look_by: date | None = None
    max_confidentiality: int | None = None
    sort: str = "next"  # next (the first open step due), reference, title, status, ends
    descending: bool = False


@dataclass(frozen=True)
class PlanStepsFilter:
    """Which steps a list shows."""

    status: str = "open"  # open, all, or one StepStatus
    plan_id: int | None = None
    responsible_id: int | None = None
    owner_id: int | None = None  # of the plan
    body_id: int | None = None  # of the plan, or a body inside
    is_pressing: bool = False  # only of plans that are not paused or ended
    due_from: date | None = None
    due_to: date | None = None
    look_by: date | None = None
    max_confidentiality: int | None = None


@dataclass(frozen=True)
class PlanStepRow:
    """A step with all that is computed of it."""

    id: int
    plan_id: int
    plan_reference: str
    plan_title: str
    plan_status: Status
    position: int
    title: str
    kind: str
    responsible_id: int | None
    responsible: str
    after_id: int | None
    after: str
    """The title of the step it comes after."""
    anchor: str
    days: int | None
    day_unit: str
    due_original: date | None
    due_on: date | None
    due_agreed: date | None
    sentence: str
    lateness: Lateness
    status: StepStatus
    reason: str
    result: str
    done_on: date | None
    last_movement_on: date
    last_movement: str
    follow_ups: int
    evidence: tuple[EvidenceLine, ...]
    next_look: date | None
    confidentiality: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.title}, {self.plan_reference}"

    @property
    def words(self) -> str:
        """What the forms that a promise shares call it."""
        return self.title

    @property
    def bound_name(self) -> str:
        """Who is to do it."""
        return self.responsible

    @property
    def is_open(self) -> bool:
        """Whether something still has to come of it."""
        return is_open_step(self.status)

    @property
    def is_late(self) -> bool:
        """Whether its agreed date has passed."""
        return self.lateness in (Lateness.OVERDUE, Lateness.LONG_OVERDUE)

    @property
    def stands(self) -> str:
        """Where it stands, in words, with the reason where one was given."""
        words = label(self.status)
        return f"{words}: {self.reason}" if self.reason else words


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list."""

    id: int
    reference: str
    title: str
    status: Status
    kind: str
    """individual or group"""
    organisation_id: int | None
    organisation: str
    place_id: int | None
    place: str
    owner_id: int | None
    owner_name: str
    starts_on: date | None
    ends_on: date | None
    closed_on: date | None
    steps: int
    """Steps that count: all but the skipped ones."""
    done: int
    late: int
    next_step_id: int | None
    next_step: str
    """The title of the first open step: the first due, else the first in order."""
    next_due: date | None
    sentence: str
    """How many steps are done, which is late, and when it ends."""
    last_movement_on: date
    last_movement: str
    next_look: date | None
    confidentiality: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it, or means to."""
        return is_open(self.status)

    @property
    def progress(self) -> int:
        """Steps done in per cent of those that count."""
        return round(100 * self.done / self.steps) if self.steps else 0


@dataclass(frozen=True)
class PlanPage:
    """All that the plan's page shows."""

    row: PlanRow
    objective: str
    issue: str
    issue_id: int | None
    issue_name: str
    """What the issue is called that the plan is about."""
    template_name: str
    source: str
    aims_at: tuple[Found, ...]
    """The bodies and people it wants to move."""
    partners: tuple[Found, ...]
    """The CSOs it is done with, beside the one whose plan it is."""
    areas: tuple[Found, ...]
    belongs: tuple[Found, ...]
    """What belongs to one matter with the plan as a whole."""
    steps: tuple[PlanStepRow, ...]
    history: tuple[Tuple, ...]
    """Steps of the plan's own life-cycle: (on, from, to, outcome, note)."""
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class PlanStepPage:
    """All that can be seen of one step."""

    row: PlanStepRow
    moves: tuple[Tuple, ...]
    """Date moves, oldest first: (old, new, said on, said by, how, reason, agreed)."""
    steps: tuple[Tuple, ...]
    """Steps of the life-cycle: (on, from, to, outcome, note)."""
    follow_ups: tuple[Tuple, ...]
    """Follow-ups: (on, channel, to whom, words, answer)."""
    brought: tuple[Found, ...]
    """What came of it: petitions, engagements, commitments."""
    worked_out: WorkedOut | None
    """The day that what it hangs on gives now; None where it hangs on nothing that has a day."""


_ENDED = ", ".join(f"'{status}'" for status in Status if not is_open(status))
_RESTS = ", ".join(f"'{status}'" for status in Status if not presses(status))
_STEP_ENDED = ", ".join(f"'{status}'" for status in StepStatus if not is_open_step(status))
_NEXT_DUE = f"(SELECT min(s.due_agreed) FROM plan_step s WHERE s.plan_id = p.id AND s.status NOT IN ({_STEP_ENDED}))"
_TIED = "SELECT record_id FROM tie WHERE kind = '{kind}' AND other_id"
_ORDERS = {
    "next": f"p.status IN ({_ENDED}), {_NEXT_DUE} IS NULL, {_NEXT_DUE} {{d}}, p.id",
    "reference": "p.id {d}",
    "title": "p.title {d}, p.id",
    "status": "p.status {d}, p.id",
    "ends": "p.ends_on IS NULL, p.ends_on {d}, p.id",
}


# --- Plans -----------------------------------------------------------------------------------------------------------


def list_plans(wanted: PlansFilter | None = None, today: date | None = None) -> list[int]:
    """Ids of plans in the order of the list; what a step says finds its plan."""
    wanted = wanted or PlansFilter()
    where = Where()
    words = search.expression(wanted.text)
    if words:
        of_step = f"p.id IN (SELECT plan_id FROM plan_step WHERE {search.MATCHES.format(id='plan_step.id')})"
        where.add(f"{search.MATCHES.format(id='p.id')} OR {of_step}", words, words)
    if wanted.status in ("open", "ended"):
        where.add(f"p.status {'NOT ' if wanted.status == 'open' else ''}IN ({_ENDED})")
    elif wanted.status not in ("", "all"):
        where.add("p.status = ?", wanted.status)
    where.add_given(
        ("p.owner_id = ?", wanted.owner_id),
        ("p.kind = ?", wanted.kind or None),
        (f"p.id IN ({_TIED.format(kind=Tied.AIMS_AT)} = ?)", wanted.aims_at_id),
        ("p.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id),
        ("rec.next_look <= ?", wanted.look_by),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    if wanted.place_id is not None:
        where.add(f"p.place_id = ? OR p.id IN ({_TIED.format(kind=Tied.AREA)} = ?)", *[wanted.place_id] * 2)
    if wanted.body_id is not None:
        inside = list_inside(wanted.body_id)
        here = marks(inside)
        where.add(f"p.organisation_id IN ({here}) OR p.id IN ({_TIED.format(kind=Tied.WITH)} IN ({here}))", *inside * 2)
    if wanted.is_late:
        where.add(f"p.status NOT IN ({_ENDED}) AND {_NEXT_DUE} < ?", today or clock.today())
    order = _ORDERS.get(wanted.sort, _ORDERS["next"]).format(d="DESC" if wanted.descending else "ASC")
    return ids(f"SELECT p.id FROM plan p JOIN record rec ON rec.id = p.id{where} ORDER BY {order}", *where.values)


def get_plan_rows(plan_ids: Sequence[int], today: date | None = None) -> list[PlanRow]:
    """Rows for these plans, in this order, as they stand on the day."""
    if not plan_ids:
        return []
    raw = rows(
        "SELECT p.id, p.reference, p.title, p.status, p.kind, p.organisation_id, coalesce(o.name, ''), p.place_id, "
        "coalesce(pl.name, ''), p.owner_id, coalesce(u.name, ''), p.starts_on, p.ends_on, p.closed_on, "
        "p.last_movement_on, rec.next_look, rec.confidentiality FROM plan p JOIN record rec ON rec.id = p.id "
        "LEFT JOIN organisation o ON o.id = p.organisation_id LEFT JOIN place pl ON pl.id = p.place_id "
        f'LEFT JOIN "user" u ON u.id = p.owner_id WHERE p.id IN ({marks(plan_ids)})',
        *plan_ids,
    )
    steps = _steps_by_plan(plan_ids)
    movements = get_last_movements(plan_ids)
    on = today or clock.today()
    found = {row[0]: _plan(row, steps.get(row[0], []), movements.get(row[0]), on) for row in raw}
    return [found[key] for key in plan_ids if key in found]


def _steps_by_plan(plan_ids: Sequence[int]) -> dict[int, list[Tuple]]:
    """(id, title, status, due agreed) of the steps of each plan, in their order."""
    return grouped(
        rows(
            "SELECT plan_id, id, title, status, due_agreed FROM plan_step "
            f"WHERE plan_id IN ({marks(plan_ids)}) ORDER BY position, id",
            *plan_ids,
        )
    )


def _plan(row: Tuple, steps: list[Tuple], movement: Movement | None, on: date) -> PlanRow:
    still_open = [step for step in steps if is_open_step(StepStatus(step[2]))]
    first = min(still_open, key=lambda step: step[3] or "9999", default=None)
    counted = sum(step[2] != StepStatus.SKIPPED for step in steps)
    done = sum(step[2] == StepStatus.DONE for step in steps)
    late = sum(bool(step[3]) and step[3] < on.isoformat() for step in still_open)
    return build(
        PlanRow,
        *row[:3],
        Status(row[3]),
        *row[4:11],
        day(row[11]),
        day(row[12]),
        day(row[13]),
        steps=counted,
        done=done,
        late=late,
        sentence=_sentence(Status(row[3]), counted, done, late, day(row[12]), on),
        next_step_id=first[0] if first else None,
        next_step=first[1] if first else "",
        next_due=day(first[3]) if first else None,
        last_movement_on=day(row[14]),
        last_movement=movement.words if movement else "",
        next_look=day(row[15]),
        confidentiality=row[16],
    )


def _sentence(status: Status, steps: int, done: int, late: int, ends_on: date | None, on: date) -> str:
    parts = [label(status)]
    if steps:
        parts.append(_("{done} of {steps} steps done").format(done=done, steps=steps))
    else:
        parts.append(_("no steps yet"))
    if late and is_open(status):
        parts.append(ngettext("{count} step late", "{count} steps late", late))
    if ends_on is not None and is_open(status):
        words = _("was to end {day}") if ends_on < on else _("until {day}")
        parts.append(words.format(day=format_day(ends_on, on)))
    return "; ".join(parts) + "."


def get_plan(plan_id: int, today: date | None = None) -> PlanPage | None:
    """The plan's page, or None when there is none."""
    found = get_plan_rows([plan_id], today)
    if not found:
        return None
    extra = rows(
        "SELECT p.objective, p.issue, p.issue_id, coalesce(i.title, ''), p.template_name, rec.source FROM plan p "
        "JOIN record rec ON rec.id = p.id LEFT JOIN issue i ON i.id = p.issue_id WHERE p.id = ?",
        plan_id,
    )[0]
    return build(
        PlanPage,
        found[0],
        *extra,
        aims_at=tuple(list_tied(plan_id, Tied.AIMS_AT)),
        partners=tuple(list_tied(plan_id, Tied.WITH)),
        areas=tuple(list_tied(plan_id, Tied.AREA)),
        belongs=tuple(list_tied(plan_id)),
        steps=tuple(get_plan_step_rows(list_steps_of(plan_id), today)),
        history=list_steps(plan_id),
        topics=list_topics_of(plan_id),
        tags=list_tags_of(plan_id),
    )


def find_plan(reference: str) -> int | None:
    """The plan with this reference, such as A-2026-0001."""
    found = ids("SELECT id FROM plan WHERE reference = ?", reference)
    return found[0] if found else None


def plan_of(record_id: int) -> int | None:
    """The plan that this plan or step belongs to."""
    found = ids("SELECT id FROM plan WHERE id = ? UNION SELECT plan_id FROM plan_step WHERE id = ?", *[record_id] * 2)
    return found[0] if found else None


# --- Steps -----------------------------------------------------------------------------------------------------------


def list_steps_of(plan_id: int) -> list[int]:
    """Ids of a plan's steps, in their order."""
    return ids("SELECT id FROM plan_step WHERE plan_id = ? ORDER BY position, id", plan_id)


def list_plan_steps(wanted: PlanStepsFilter | None = None) -> list[int]:
    """Ids of steps of any plan, the first due first."""
    wanted = wanted or PlanStepsFilter()
    where = Where()
    if wanted.status == "open":
        where.add(f"s.status NOT IN ({_STEP_ENDED})")
    elif wanted.status not in ("", "all"):
        where.add("s.status = ?", wanted.status)
    if wanted.is_pressing:
        where.add(f"p.status NOT IN ({_RESTS})")
    where.add_given(
        ("s.plan_id = ?", wanted.plan_id),
        ("s.responsible_id = ?", wanted.responsible_id),
        ("p.owner_id = ?", wanted.owner_id),
        ("s.due_agreed >= ?", wanted.due_from),
        ("s.due_agreed <= ?", wanted.due_to),
        ("rec.next_look <= ?", wanted.look_by),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    if wanted.body_id is not None:
        inside = list_inside(wanted.body_id)
        where.add(f"p.organisation_id IN ({marks(inside)})", *inside)
    return ids(
        "SELECT s.id FROM plan_step s JOIN plan p ON p.id = s.plan_id JOIN record rec ON rec.id = s.id"
        f"{where} ORDER BY s.due_agreed IS NULL, s.due_agreed, p.id, s.position, s.id",
        *where.values,
    )


_STEP = """
SELECT s.id, s.plan_id, p.reference, p.title, p.status, s.position, s.title, s.kind, s.responsible_id,
       s.responsible_name, s.after_id, coalesce(a.title, ''), s.anchor, s.days, s.day_unit, s.due_original, s.due_on,
       s.due_agreed, s.status, s.reason, s.result, s.done_on, s.last_movement_on, rec.next_look, rec.confidentiality
FROM plan_step s JOIN plan p ON p.id = s.plan_id JOIN record rec ON rec.id = s.id
LEFT JOIN plan_step a ON a.id = s.after_id
"""
_STEP_FIELDS = (
    "id",
    "plan_id",
    "plan_reference",
    "plan_title",
    "plan_status",
    "position",
    "title",
    "kind",
    "responsible_id",
    "responsible",
    "after_id",
    "after",
    "anchor",
    "days",
    "day_unit",
    "due_original",
    "due_on",
    "due_agreed",
    "status",
    "reason",
    "result",
    "done_on",
    "last_movement_on",
    "next_look",
    "confidentiality",
)
_DAYS = ("due_original", "due_on", "due_agreed", "done_on", "last_movement_on", "next_look")


def get_plan_step_rows(step_ids: Sequence[int], today: date | None = None) -> list[PlanStepRow]:
    """Rows for these steps, in this order, as they stand on the day."""
    on, calendar = today or clock.today(), get_calendar()
    found: dict[int, PlanStepRow] = {}
    for some in chunks(step_ids, AT_ONCE):
        raw = rows(f"{_STEP} WHERE s.id IN ({marks(some)})", *some)
        records = [dict(zip(_STEP_FIELDS, row, strict=True)) for row in raw]
        names = get_names(sorted({record["responsible_id"] for record in records if record["responsible_id"]}))
        moves, movements, asked = get_moves(some), get_last_movements(some), count_follow_ups(some)
        evidence = list_evidence(some)
        for record in records:
            key = record["id"]
            record["responsible"] = names.get(record["responsible_id"], record["responsible"])
            movement = movements.get(key)
            found[key] = _step(
                record,
                DueDates(day(record["due_original"]), moves.get(key, ())),
                on,
                calendar,
                last_movement=movement.words if movement else "",
                follow_ups=asked.get(key, 0),
                evidence=evidence.get(key, ()),
            )
    return [found[key] for key in step_ids if key in found]


def _step(record: dict[str, Any], due: DueDates, on: date, calendar: WorkingCalendar, **more: object) -> PlanStepRow:
    values: dict[str, Any] = {name: day(value) if name in _DAYS else value for name, value in record.items()}
    status = StepStatus(values["status"])
    values |= {
        "status": status,
        "plan_status": Status(values["plan_status"]),
        "sentence": date_sentence(
            due, on, is_open=is_open_step(status), ended_on=values["done_on"], ended=_("done {date}")
        ),
        "lateness": lateness(due, is_open_step(status), on, calendar),
    }
    return build(PlanStepRow, **values, **more)


def get_plan_step(step_id: int, today: date | None = None) -> PlanStepPage | None:
    """All that can be seen of a step, or None when there is none."""
    found = get_plan_step_rows([step_id], today)
    if not found:
        return None
    row = found[0]
    worked = get_schedule(row.plan_id).worked_out(step_id)
    happened = (list_moves(step_id), list_steps(step_id), list_follow_ups(step_id))
    return PlanStepPage(row, *happened, tuple(list_tied(step_id)), worked)
