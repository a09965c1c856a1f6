"""What one does with advocacy plans and their steps: lay them out, take them, move their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Unpack

import peewee

from crm.operations.base import (
    check_choice,
    check_not_future,
    check_unchanged,
    clean,
    dicts,
    level_of,
    new_record,
    newest_change,
    next_reference,
    operation,
    read_status,
    row_of,
    set_head,
    update_row,
)
from crm.operations.movements import (
    FOLLOW_UP_AGAIN,
    Asked,
    DateSaid,
    EvidenceDraft,
    add_evidence_of,
    add_follow_up,
    add_step,
    corrected_due,
    due_columns,
    move_due,
    set_last_movement,
)
from crm.operations.ties import belonging_to, set_belonging, set_ties, tied_to
from crm.operations.topics import draft_head, set_topics_of
from crm.queries.plan_dates import step_date, work_out
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.next_look import next_look
from crm.rules.plan_dates import MOST_DAYS
from crm.rules.plans import (
    Anchor,
    DayUnit,
    Kind,
    Status,
    StepKind,
    StepStatus,
    is_open,
    is_open_step,
    label,
    next_step_statuses,
    next_steps,
    presses,
    rests_until,
    wants_reason,
)
from crm.rules.ties import Kind as Tied
from crm.tables.base import Record
from crm.tables.plans import Plan, PlanStep
from resources.translations import _, ngettext


@dataclass
class PlanDraft:
    """A plan as the form holds it; `status` and `closed_on` are those of a new one, later `change_status` sets them.

    `aims_at` are the bodies and people it wants to move, `partners` the CSOs it is done with beside the one whose plan
    it is, `areas` the places beside its first.
    """

    title: str
    objective: str = ""
    issue: str = ""
    organisation_id: int | None = None
    place_id: int | None = None
    owner_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    status: str = Status.DRAFT.value
    closed_on: date | None = None
    kind: str = Kind.INDIVIDUAL.value
    issue_id: int | None = None
    template_name: str = ""
    aims_at: list[int] = field(default_factory=list)
    partners: list[int] = field(default_factory=list)
    areas: list[int] = field(default_factory=list)
    confidentiality: int = 0
    source: str = ""
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


@dataclass
class StepDraft:
    """A step as the form holds it; who is responsible is a record, or a name.

    A new one stands last in its plan unless `position` says where; `status`, `reason`, `result` and `done_on` say where
    a new one stands already, later `change_step_status` changes it. Where `anchor` and `days` say what its day hangs on
    and no `due_on` is given, the day is worked out. `after_position` stands for `after_id` among the steps that
    `write_plan` writes. `brought` are the records that came of it: a petition, a submission, an engagement.
    """

    plan_id: int = 0
    title: str = ""
    kind: str = ""
    responsible_id: int | None = None
    responsible_name: str = ""
    due_on: date | None = None
    after_id: int | None = None
    anchor: str = ""
    days: int | None = None
    day_unit: str = ""
    position: int | None = None
    status: str = StepStatus.NOT_STARTED.value
    reason: str = ""
    result: str = ""
    done_on: date | None = None
    after_position: int | None = None
    brought: list[int] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


_TEXTS = ("title", "objective", "issue", "template_name")
_COPIED = ("organisation_id", "place_id", "owner_id", "starts_on", "ends_on", "kind", "issue_id")
_TIES = {"aims_at": Tied.AIMS_AT, "partners": Tied.WITH, "areas": Tied.AREA}
_STEP_TEXTS = ("title", "responsible_name")
_STEP_COPIED = ("kind", "responsible_id", "after_id", "anchor", "days", "day_unit")


# --- Plans -----------------------------------------------------------------------------------------------------------


@operation(lambda saved: _("Save plan {reference}").format(reference=saved[1]))
def save_plan(draft: PlanDraft) -> tuple[int, str]:
    """Keep a new plan or change one; returns the id and the reference.

    Raises UserError: "plan-without-title", "plan-ends-before-it-begins", "changed-meanwhile"; for a new one
    "no-such-step", "made-in-future".
    """
    if draft.id is None:
        return add_plan(draft)
    row = row_of(Plan, draft.id)
    check_unchanged(draft.id, draft.seen_change)
    update_row(Plan, draft.id, **_plan_columns(draft))
    set_head(draft.id, confidentiality=draft.confidentiality, source=draft.source)
    for step in steps_of(draft.id):
        update_row(Record, step["id"], confidentiality=draft.confidentiality)
    _set_all_tied(draft.id, draft)
    look_again(draft.id)
    return draft.id, str(row["reference"])


@operation(lambda saved: _("Write down plan {reference}").format(reference=saved[1]))
def write_plan(draft: PlanDraft, steps: Sequence[StepDraft]) -> tuple[int, str]:
    """Keep a new plan with all its steps, in their order; returns the id and the reference.

    The steps need not know the id of the plan. Raises as `save_plan` and `save_step` do; nothing is kept then.
    """
    return add_plan_with(draft, steps)


def add_plan_with(draft: PlanDraft, steps: Sequence[StepDraft]) -> tuple[int, str]:
    """Write a new plan with its steps inside another operation. Raises as `write_plan` does."""
    saved = add_plan(replace(draft, id=None))
    made: list[int] = []
    for step in steps:
        after = step.after_id if step.after_position is None else _made_before(made, step)
        made.append(insert_step(replace(step, plan_id=saved[0], after_id=after, id=None)))
    return saved


def _made_before(made: list[int], step: StepDraft) -> int:
    position = step.after_position
    if position is None or not 0 <= position < len(made):
        raise UserError("step-after-itself", title=clean(step.title))
    return made[position]


def add_plan(draft: PlanDraft) -> tuple[int, str]:
    """Write a new plan inside another operation; returns the id and the reference. Raises as `save_plan`."""
    columns = _plan_columns(draft)
    status = read_status(Status, draft.status, clean(draft.title))
    ended = None if is_open(status) else draft.closed_on or clock.today()
    if ended is not None:
        check_not_future(ended)
    year = (draft.starts_on or clock.today()).year
    reference = next_reference("A", year)
    plan_id = new_record("plans", confidentiality=draft.confidentiality, source=clean(draft.source))
    Plan.insert(
        id=plan_id,
        reference=reference,
        status=status,
        closed_on=ended,
        last_movement_on=ended or clock.today(),
        **columns,
    ).execute()
    _set_all_tied(plan_id, draft)
    look_again(plan_id)
    return plan_id, reference


def _set_all_tied(plan_id: int, draft: PlanDraft) -> None:
    set_topics_of(plan_id, draft.topics, draft.tags)
    for name, kind in _TIES.items():
        set_ties(plan_id, kind, getattr(draft, name))


def _plan_columns(draft: PlanDraft) -> dict[str, object]:
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    if not columns["title"]:
        raise UserError("plan-without-title")
    check_choice(Kind, draft.kind)
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise UserError("plan-ends-before-it-begins", start=draft.starts_on.isoformat(), end=draft.ends_on.isoformat())
    return columns | {name: getattr(draft, name) for name in _COPIED}


@operation(lambda done: _("{reference}: {status}").format(reference=done[0], status=label(done[1])))
def change_status(plan_id: int, status: str, on: date, *, note: str = "") -> tuple[str, str]:
    """Begin a plan, pause it, or end it; returns the reference and the status.

    While a plan is paused, and after its end, its steps do not come up.
    Raises UserError: "no-such-step", "made-in-future", and "note-missing" for one that is given up.
    """
    row = row_of(Plan, plan_id)
    check_not_future(on)
    step = read_status(Status, status, row["reference"])
    if step not in next_steps(Status(row["status"])):
        raise UserError("no-such-step", reference=row["reference"], step=label(step))
    if step is Status.ABANDONED and not clean(note):
        raise UserError("note-missing", reference=row["reference"])
    add_step(plan_id, row["status"], step, on, note=note)
    update_row(Plan, plan_id, status=step, closed_on=None if is_open(step) else on)
    set_last_movement(Plan, plan_id, on)
    look_again(plan_id)
    for each in steps_of(plan_id):
        look_again_at_step(each["id"])
    return str(row["reference"]), step


@operation(lambda reference: _("Progress of {reference}").format(reference=reference))
def note_progress(plan_id: int, on: date, note: str) -> str:
    """Something happened with the plan as a whole. Returns the reference.

    Raises UserError("already-closed"), ("note-missing"), ("made-in-future").
    """
    row = row_of(Plan, plan_id)
    check_not_future(on)
    if not is_open(Status(row["status"])):
        raise UserError("already-closed", reference=row["reference"])
    if not clean(note):
        raise UserError("note-missing", reference=row["reference"])
    add_step(plan_id, row["status"], row["status"], on, note=note)
    set_last_movement(Plan, plan_id, on)
    look_again(plan_id)
    return str(row["reference"])


def look_again(plan_id: int, put_off_until: date | None = None) -> None:
    """Set the day an open plan comes up on Today: its end, or an interval after anything moved in it."""
    row = row_of(Plan, plan_id)
    day = None
    if is_open(Status(row["status"])):
        day = next_look("plans", row["ends_on"], row["last_movement_on"], clock.today(), put_off_until)
    update_row(Record, plan_id, next_look=day)


# --- Steps -----------------------------------------------------------------------------------------------------------


@operation(lambda saved: _("Save step {title}").format(title=saved[1]))
def save_step(draft: StepDraft) -> tuple[int, str]:
    """Keep a new step of a plan or change one; returns the id and the title.

    The date can be corrected here while it never moved; afterwards only `move_step_date` changes it.
    Raises UserError: "step-without-title", "step-after-itself", "no-such-choice", "step-too-far", "date-has-moved",
    "changed-meanwhile", "not-found"; for a new one "no-such-step", "made-in-future".
    """
    if draft.id is None:
        return insert_step(draft), clean(draft.title)
    row = row_of(PlanStep, draft.id)
    check_unchanged(draft.id, draft.seen_change)
    columns = _step_columns(draft) | corrected_due(row, _due_of(draft), row["title"])
    update_row(PlanStep, draft.id, **columns)
    set_belonging(draft.id, draft.brought)
    look_again_at_step(draft.id)
    return draft.id, clean(draft.title)


def insert_step(draft: StepDraft) -> int:
    """Write a new step inside another operation; returns its id. Raises as `save_step` does."""
    columns = _step_columns(draft) | _where_it_stands(draft) | due_columns(_due_of(draft))
    level = level_of(row_of(Plan, draft.plan_id)["id"])
    last = PlanStep.select(peewee.fn.MAX(PlanStep.position)).where(PlanStep.plan_id == draft.plan_id).scalar()
    position = (0 if last is None else last + 1) if draft.position is None else draft.position
    step_id = new_record("plans", confidentiality=level)
    PlanStep.insert(id=step_id, plan_id=draft.plan_id, position=position, **columns).execute()
    set_belonging(step_id, draft.brought)
    look_again_at_step(step_id)
    return step_id


def _due_of(draft: StepDraft) -> date | None:
    """The day that is given, else the one that what it hangs on gives."""
    if draft.due_on is not None or not draft.anchor:
        return draft.due_on
    hangs = step_date(
        id=draft.id or 0, anchor=draft.anchor, days=draft.days, day_unit=draft.day_unit, after=draft.after_id
    )
    worked = work_out(draft.plan_id, hangs)
    return worked.day if worked else None


def _step_columns(draft: StepDraft) -> dict[str, object]:
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _STEP_TEXTS}
    if not columns["title"]:
        raise UserError("step-without-title")
    for choices, value in ((StepKind, draft.kind), (Anchor, draft.anchor), (DayUnit, draft.day_unit)):
        check_choice(choices, value)
    check_distance(draft.days, clean(draft.title))
    _check_comes_after(draft)
    return columns | {name: getattr(draft, name) for name in _STEP_COPIED}


def check_distance(days: int | None, title: str) -> None:
    """Raises UserError("step-too-far") for a distance that no step is counted over."""
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise UserError("step-too-far", title=title, days=days, most=MOST_DAYS)


def _check_comes_after(draft: StepDraft) -> None:
    """A step may hang on another of its own plan, but never on one that hangs on it."""
    after = draft.after_id
    while after is not None:
        before = row_of(PlanStep, after)
        if after == draft.id or before["plan_id"] != draft.plan_id:
            raise UserError("step-after-itself", title=clean(draft.title))
        after = before["after_id"]


def _where_it_stands(draft: StepDraft) -> dict[str, object]:
    status = read_status(StepStatus, draft.status, clean(draft.title))
    done_on = draft.done_on or clock.today() if status is StepStatus.DONE else None
    if done_on is not None:
        check_not_future(done_on)
    return {
        "status": status,
        "reason": clean(draft.reason),
        "result": clean(draft.result),
        "done_on": done_on,
        "last_movement_on": done_on or clock.today(),
    }


@operation(lambda done: _("{title}: {status}").format(title=done[0], status=label(done[1])))
def change_step_status(
    step_id: int,
    status: str,
    on: date,
    *,
    note: str = "",
    new_due: date | None = None,
    evidence: Sequence[EvidenceDraft] = (),
) -> tuple[str, str]:
    """Say where a step stands; returns its title and the status.

    The note is the result of one that is done, and the reason of one that is blocked, skipped or deferred; a deferred
    one gets its new date here.
    Raises UserError: "no-such-step", "note-missing", "deferred-without-date", "same-date", "made-in-future".
    """
    row = row_of(PlanStep, step_id)
    check_not_future(on)
    step = read_status(StepStatus, status, row["title"])
    _check_step(row, step, note, new_due)
    for piece in evidence:
        add_evidence_of(step_id, piece)
    add_step(step_id, row["status"], step, on, note=note)
    update_row(PlanStep, step_id, **_columns_of_step(row, step, on, note))
    if step is StepStatus.DEFERRED and new_due is not None:
        move_due(PlanStep, row, new_due, on, reason=note)
    _step_moved(step_id, on)
    return str(row["title"]), step


def _check_step(row: dict[str, Any], step: StepStatus, note: str, new_due: date | None) -> None:
    if step not in next_step_statuses(StepStatus(row["status"])):
        raise UserError("no-such-step", reference=row["title"], step=label(step))
    if wants_reason(step) and not clean(note):
        raise UserError("note-missing", reference=row["title"])
    if step is StepStatus.DEFERRED and new_due is None:
        raise UserError("deferred-without-date", title=row["title"])


def _columns_of_step(row: dict[str, Any], step: StepStatus, on: date, note: str) -> dict[str, object]:
    holds_up = wants_reason(step) or step is StepStatus.DEFERRED
    is_done = step is StepStatus.DONE
    return {
        "status": step,
        "reason": clean(note) if holds_up else "",
        "result": clean(note) or row["result"] if is_done else row["result"],
        "done_on": on if is_done else None,
    }


@operation(lambda title: _("Move date of {title}").format(title=title))
def move_step_date(step_id: int, new_due: date, said_on: date, **said: Unpack[DateSaid]) -> str:
    """A step is to be done on another day; returns its title.

    Raises UserError: "already-closed", "same-date", "made-in-future".
    """
    row = _open_step(step_id)
    check_not_future(said_on)
    move_due(PlanStep, row, new_due, said_on, **said)
    _step_moved(step_id, said_on)
    return str(row["title"])


@operation(lambda done: f"{done[0]}: {ngettext('{count} date moved', '{count} dates moved', done[1])}")
def move_step_dates(plan_id: int, days: Sequence[tuple[int, date]], said_on: date, reason: str = "") -> tuple[str, int]:
    """Steps of a plan move along with what they hang on: (step, new day) each; returns the reference and how many.

    Raises UserError: "already-closed", "same-date", "made-in-future", "not-found".
    """
    reference = str(row_of(Plan, plan_id)["reference"])
    check_not_future(said_on)
    for step_id, new_due in days:
        move_due(PlanStep, _open_step(step_id), new_due, said_on, reason=reason)
        _step_moved(step_id, said_on)
    return reference, len(days)


@operation(lambda title: _("Follow up {title}").format(title=title))
def follow_up_step(step_id: int, on: date, *, next_look_on: date | None = None, **asked: Unpack[Asked]) -> str:
    """We asked how it stands; it leaves Today until `next_look_on` (two weeks on, unless said). Returns the title.

    Raises UserError("already-closed"), ("made-in-future").
    """
    row = _open_step(step_id)
    check_not_future(on)
    add_follow_up(step_id, on, **asked)
    if clean(asked.get("answer")):
        _step_moved(step_id, on)
    look_again_at_step(step_id, next_look_on or clock.today() + FOLLOW_UP_AGAIN)
    return str(row["title"])


@operation(lambda title: _("Progress of {title}").format(title=title))
def note_step_progress(step_id: int, on: date, note: str) -> str:
    """Something is being done about it: one that had not begun is in progress from here. Returns the title.

    Raises UserError("already-closed"), ("note-missing"), ("made-in-future").
    """
    row = _open_step(step_id)
    check_not_future(on)
    if not clean(note):
        raise UserError("note-missing", reference=row["title"])
    before = StepStatus(row["status"])
    step = StepStatus.IN_PROGRESS if StepStatus.IN_PROGRESS in next_step_statuses(before) else before
    add_step(step_id, before, step, on, note=note)
    update_row(PlanStep, step_id, status=step, reason="")
    _step_moved(step_id, on)
    return str(row["title"])


@operation(lambda title: _("Add evidence to {title}").format(title=title))
def add_step_evidence(step_id: int, evidence: EvidenceDraft) -> str:
    """Keep what shows that it was done; returns the title. Raises UserError("evidence-empty"), ("made-in-future")."""
    row = row_of(PlanStep, step_id)
    add_evidence_of(step_id, evidence)
    _step_moved(step_id, evidence.seen_on or clock.today())
    return str(row["title"])


@operation(lambda reference: _("Order the steps of {reference}").format(reference=reference))
def reorder_steps(plan_id: int, step_ids: Sequence[int]) -> str:
    """Put the steps of a plan in this order; returns its reference. Raises UserError("steps-not-all-named")."""
    row = row_of(Plan, plan_id)
    places = {step["id"]: step["position"] for step in steps_of(plan_id)}
    if sorted(places) != sorted(step_ids):
        raise UserError("steps-not-all-named", reference=row["reference"])
    for position, step_id in enumerate(step_ids):
        if places[step_id] != position:
            update_row(PlanStep, step_id, position=position)
    return str(row["reference"])


def _open_step(step_id: int) -> dict[str, Any]:
    row = row_of(PlanStep, step_id)
    if not is_open_step(StepStatus(row["status"])):
        raise UserError("already-closed", reference=row["title"])
    return row


def _step_moved(step_id: int, on: date) -> None:
    """What moves in a step moves its plan."""
    plan_id = row_of(PlanStep, step_id)["plan_id"]
    set_last_movement(PlanStep, step_id, on)
    set_last_movement(Plan, plan_id, on)
    look_again_at_step(step_id)
    look_again(plan_id)


def look_again_at_step(step_id: int, put_off_until: date | None = None) -> None:
    """Set the day an open step comes up on Today; one that has not begun waits for its date."""
    row = row_of(PlanStep, step_id)
    status, due, since = StepStatus(row["status"]), row["due_agreed"], row["last_movement_on"]
    day = None
    if is_open_step(status) and presses(Status(row_of(Plan, row["plan_id"])["status"])):
        rests = rests_until(status, due)
        since = max(since, rests) if rests else since
        day = next_look("plans", rests or due, since, max(clock.today(), since), put_off_until)
    update_row(Record, step_id, next_look=day)


def steps_of(plan_id: int) -> list[dict[str, Any]]:
    """The rows of a plan's steps, in their order."""
    return dicts(PlanStep.select().where(PlanStep.plan_id == plan_id).order_by(PlanStep.position, PlanStep.id))


# --- Drafts ----------------------------------------------------------------------------------------------------------


def draft_plan(plan_id: int) -> PlanDraft:
    """The form of a plan as kept now. Raises UserError("not-found")."""
    row = row_of(Plan, plan_id)
    values = {name: row[name] for name in (*_TEXTS, *_COPIED, "status", "closed_on")}
    values |= {name: tied_to(plan_id, kind) for name, kind in _TIES.items()}
    return PlanDraft(**values, **draft_head(plan_id))


def draft_step(step_id: int) -> StepDraft:
    """The form of a step as kept now. Raises UserError("not-found")."""
    row = row_of(PlanStep, step_id)
    kept = ("plan_id", "due_on", "position", "status", "reason", "result", "done_on", "id", *_STEP_TEXTS, *_STEP_COPIED)
    values = {name: row[name] for name in kept}
    return StepDraft(**values, brought=belonging_to(step_id), seen_change=newest_change(step_id))
