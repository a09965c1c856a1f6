"""What one does with limits and clocks: keep a rule of our own, start, stop and resume the clock of a petition.

A step begins and ends clocks by itself; what the page offers is for what was heard late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm.operations.base import check_choice, check_not_future, clean, new_record, operation, row_of, update_row
from crm.operations.movements import move_due
from crm.operations.records import remove
from crm.queries.calendar import get_calendar
from crm.queries.clocks import ClockLine, find_rule, list_clocks, list_rules
from crm.rules.clocks import ENDS, Rule, Unit, is_length, reckon
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.petitions import PATHS, Kind, Status, path_of
from crm.tables.clocks import Clock, ClockRule, ClockStop
from crm.tables.petitions import Petition
from resources.translations import _

remove_clock_rule = remove


@dataclass
class ClockRuleDraft:
    """A rule as its form holds it; without a length it says that no legal limit is known."""

    jurisdiction: str
    at_status: str
    kind: str = Kind.PETITION.value
    length: int | None = None
    unit: str = Unit.WORKING.value
    extension: int | None = None
    consequence: str = ""
    law: str = ""
    section: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    note: str = ""
    id: int | None = None


_TEXTS = ("jurisdiction", "consequence", "law", "section", "verified_by", "note")
_COPIED = ("kind", "at_status", "length", "unit", "extension", "verified_on")


def draft_clock_rule(jurisdiction: str, kind: str, at_status: str) -> ClockRuleDraft:
    """The form of the rule that stands for these now, ours or as it ships; a new one where there is none."""
    jurisdiction = clean(jurisdiction)
    rule = next((one for one in list_rules() if one.key == (jurisdiction, kind, at_status)), None)
    if rule is None:
        return ClockRuleDraft(jurisdiction, at_status, kind)
    return draft_of_rule(rule)


def draft_of_rule(rule: Rule) -> ClockRuleDraft:
    """The form of a rule; one that ships becomes ours when it is saved."""
    kept = {name: getattr(rule, name) for name in (*_TEXTS, *_COPIED)}
    return ClockRuleDraft(**kept, id=rule.id or None)


@operation(lambda saved: _("Save limit of {jurisdiction}").format(jurisdiction=saved[1]))
def save_clock_rule(draft: ClockRuleDraft) -> tuple[int, str]:
    """Keep a rule of ours; it stands in the place of what ships for the same jurisdiction, kind and step.

    Clocks that run are not touched. Returns the id and the jurisdiction.
    Raises UserError: "rule-without-jurisdiction", "rule-exists", "rule-length", "no-such-choice", "made-in-future".
    """
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    columns |= {name: getattr(draft, name) for name in _COPIED}
    _check_rule(draft, str(columns["jurisdiction"]))
    if draft.id is not None:
        update_row(ClockRule, draft.id, **columns)
        return draft.id, str(columns["jurisdiction"])
    rule_id = new_record("clocks")
    ClockRule.insert(id=rule_id, **columns).execute()
    return rule_id, str(columns["jurisdiction"])


def _check_rule(draft: ClockRuleDraft, jurisdiction: str) -> None:
    if not jurisdiction:
        raise UserError("rule-without-jurisdiction")
    if draft.kind:
        check_choice(Kind, draft.kind)
    check_choice(Unit, draft.unit)
    known = path_of(draft.kind).steps if draft.kind else {status for path in PATHS for status in path.steps}
    if draft.at_status not in known or draft.at_status in ENDS:
        choices = ", ".join(status for status in Status if status in known and status not in ENDS)
        raise UserError("no-such-choice", value=draft.at_status, known=choices)
    for length in (draft.length, draft.extension):
        if not is_length(length, draft.unit):
            raise UserError("rule-length", length=length)
    if draft.verified_on is not None:
        check_not_future(draft.verified_on)
    same = (
        (ClockRule.jurisdiction == jurisdiction)
        & (ClockRule.kind == draft.kind)
        & (ClockRule.at_status == draft.at_status)
    )
    twin = ClockRule.get_or_none(same)
    if twin is not None and twin.id != draft.id:
        raise UserError("rule-exists", jurisdiction=jurisdiction)


# The clock of a petition


def clock_step(petition_id: int, before: Status, on: date, *, is_day_known: bool = True) -> None:
    """A step was taken: what was awaited came, or a limit begins, if its day is known; inside the operation."""
    row = row_of(Petition, petition_id)
    step, running = Status(row["status"]), _running(petition_id)
    if running is not None and (step in ENDS or _is_before(row, running, before)):
        _end(petition_id, running, on)
        running = None
    begins = is_day_known and step not in ENDS
    rule = None if not begins else find_rule(row["body_id"] or row["committee_id"], row["kind"], step)
    if rule is not None and (running is None or running.law != rule.cited):
        if running is not None:
            _end(petition_id, running, on)
        _start(petition_id, rule, on)


def _is_before(row: dict[str, Any], running: ClockLine, before: Status) -> bool:
    """Whether the step that began the clock was taken back."""
    return running.at_status == before and row["status"] in path_of(row["kind"]).back.get(before, ())


def _start(petition_id: int, rule: Rule, on: date) -> None:
    if rule.length is None:
        raise ValueError(rule)
    due = reckon(get_calendar(), on, rule.length, rule.unit).due
    Clock.insert(
        record_id=petition_id,
        at_status=rule.at_status,
        starts_on=on,
        length=rule.length,
        unit=rule.unit,
        extension=rule.extension,
        law=rule.cited,
        due_on=due,
    ).execute()
    if due is not None:
        reason = _("{limit}, counted from {day}").format(limit=rule.words, day=format_day(on))
        _set_due(petition_id, due, on, reason)


def _set_due(petition_id: int, due: date, said_on: date, reason: str) -> None:
    row = row_of(Petition, petition_id)
    if row["due_on"] == due:
        update_row(Petition, petition_id, due_agreed=due)
    else:
        move_due(Petition, row, due, said_on, reason=reason)


def _end(petition_id: int, running: ClockLine, on: date) -> None:
    """What was awaited is there: nothing is due any more, until the next limit begins or a date is set."""
    update_row(Clock, running.id, ended_on=on)
    ClockStop.update(resumed_on=on).where(ClockStop.clock_id == running.id, ClockStop.resumed_on.is_null()).execute()
    update_row(Petition, petition_id, due_on=None, due_agreed=None, stopped_on=None)


def _running(petition_id: int) -> ClockLine | None:
    return next((line for line in list_clocks(petition_id) if line.ended_on is None), None)


def begin(petition_id: int, on: date) -> Rule:
    """Count the limit of where it stands from this day, inside another operation.

    Raises UserError: "clock-runs", "no-limit-known", "made-in-future".
    """
    row = row_of(Petition, petition_id)
    check_not_future(on)
    if _running(petition_id) is not None:
        raise UserError("clock-runs", reference=row["reference"])
    rule = find_rule(row["body_id"] or row["committee_id"], row["kind"], row["status"])
    if rule is None:
        raise UserError("no-limit-known", reference=row["reference"])
    _start(petition_id, rule, on)
    return rule


def halt(petition_id: int, on: date, reason: str) -> None:
    """The clock stands still after this day, inside another operation.

    Raises UserError: "no-clock", "clock-stands-still", "stop-before-start", "made-in-future".
    """
    row, running = _with_clock(petition_id, on)
    if running.is_stopped:
        raise UserError("clock-stands-still", reference=row["reference"])
    last = max((running.starts_on, *(stop.resumed_on for stop in running.stops if stop.resumed_on)))
    if on < last:
        raise UserError("stop-before-start", day=on.isoformat(), start=last.isoformat())
    ClockStop.insert(record_id=petition_id, clock_id=running.id, stopped_on=on, reason=clean(reason)).execute()
    update_row(Clock, running.id, due_on=None)
    update_row(Petition, petition_id, stopped_on=on, due_agreed=None)


def resume(petition_id: int, on: date) -> date:
    """The clock goes on after this day with what was left, inside another operation; returns the new last day.

    What an extension had added stays added.
    Raises UserError: "no-clock", "clock-goes", "stop-before-start", "made-in-future".
    """
    row, running = _with_clock(petition_id, on)
    if not running.is_stopped:
        raise UserError("clock-goes", reference=row["reference"])
    stopped_on = running.stops[-1].stopped_on
    if on < stopped_on:
        raise UserError("stop-before-start", day=on.isoformat(), start=stopped_on.isoformat())
    calendar = get_calendar()
    before = reckon(calendar, running.starts_on, running.length, running.unit, running.stops[:-1]).due
    ClockStop.update(resumed_on=on).where(ClockStop.clock_id == running.id, ClockStop.resumed_on.is_null()).execute()
    resumed = next(line for line in list_clocks(petition_id) if line.id == running.id)
    due = resumed.counted.due
    if due is None or before is None:
        raise ValueError(running.id)
    update_row(Clock, running.id, due_on=due)
    update_row(Petition, petition_id, stopped_on=None)
    said = row["due_on"] or before
    if said > before and running.unit == Unit.WORKING:
        due = calendar.add(due, calendar.between(before, said)).result
    elif said > before:
        due += timedelta(days=(said - before).days)
    stood = _("the clock stood still from {first} to {last}")
    _set_due(petition_id, due, on, stood.format(first=format_day(stopped_on), last=format_day(on)))
    return due


def _with_clock(petition_id: int, on: date) -> tuple[dict[str, Any], ClockLine]:
    row = row_of(Petition, petition_id)
    check_not_future(on)
    running = _running(petition_id)
    if running is None:
        raise UserError("no-clock", reference=row["reference"])
    return row, running
