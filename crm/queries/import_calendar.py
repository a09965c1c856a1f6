"""Opportunities and programmes out of a calendar: which are new, which we have, and what is said of those now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from crm.exchange.calendar_kinds import OpportunityCandidate, PeriodCandidate
from crm.exchange.candidates import Reading
from crm.queries.base import rows
from crm.queries.import_comparing import Differences, compare, loads
from crm.queries.import_known import ImportedRow
from crm.queries.import_plan import ImportChoices, RegisterPlan, RowPlan, State, Work
from crm.rules import clock, opportunities, programme
from crm.rules.dates import format_day
from resources.translations import _

Candidate = OpportunityCandidate | PeriodCandidate
Values = dict[str, Any]


def plan_calendar(reading: Reading, choices: ImportChoices, work: Work) -> tuple[RowPlan, ...]:
    """The row of each entry of a calendar, with what is to be written put into `work`."""
    wanted: tuple[Candidate, ...] = (*reading.of(OpportunityCandidate), *reading.of(PeriodCandidate))
    if not wanted:
        return ()
    ours = _opportunities() if isinstance(wanted[0], OpportunityCandidate) else _periods()
    planner = _Planner(ours, _heard(reading.layout), work)
    return tuple(planner.plan(found) for found in wanted if found.key not in choices.left_out)


def _heard(layout: str) -> dict[str, ImportedRow]:
    found = rows("SELECT key, id, record_id, fields FROM imported WHERE source = ? ORDER BY id", layout)
    return {row[0]: ImportedRow(*row[1:]) for row in found}


_OPPORTUNITY = ("title", "words", "event_on", "event_until", "closes_on", "event_time", "venue")
_IN_OUR_WORDS = ("title", "words")
"""What an entry that we gave out says in a shorter way than we have it."""
_PERIOD = ("kind", "name", "starts_on", "ends_on")


class _Ours:
    """The records of ours that an entry may be, by their id, and by the numbers that lead to them."""

    def __init__(self, table: str, fields: tuple[str, ...]) -> None:
        columns = ", ".join(f"o.{field}" for field in fields)
        sql = f"SELECT o.id, rec.uuid, o.uid, {columns} FROM {table} o JOIN record rec ON rec.id = o.id"
        self.values: dict[int, dict[str, str]] = {}
        self.by_number: dict[str, int] = {}
        for record_id, uuid, uid, *found in rows(sql):
            self.values[record_id] = dict(zip(fields, (value or "" for value in found), strict=True))
            self.by_number |= {number: record_id for number in (uuid, uid) if number}


def _opportunities() -> _Ours:
    return _Ours("opportunity", _OPPORTUNITY)


def _periods() -> _Ours:
    return _Ours("programme_period", _PERIOD)


class _Planner:
    """One plan of one calendar."""

    def __init__(self, ours: _Ours, heard: Mapping[str, ImportedRow], work: Work) -> None:
        self._ours, self._heard, self._work = ours, heard, work

    def plan(self, found: Candidate) -> RowPlan:
        """What becomes of one entry."""
        row = self._heard.get(found.key)
        record_id = self._record_of(found, row)
        if record_id is None and (why := _refusal(found)):
            return RowPlan(found.line, found.noun, found.title, "not_understood", reason=why)
        values = _values(found)
        plan = RegisterPlan(found.noun, found, record_id, _said(found, values), imported_id=row.id if row else None)
        if record_id is None:
            plan.values, plan.imported_id = values, None
            self._work.registers.append(plan)
            summary = " · ".join(_shown(values[name]) for name in _SUMMARY if values.get(name))
            return RowPlan(found.line, found.noun, found.title, "new", key=found.key, summary=summary)
        return self._compare(found, plan, values, loads(row.fields) if row else None)

    def _record_of(self, found: Candidate, row: ImportedRow | None) -> int | None:
        if row is not None and row.record_id in self._ours.values:
            return row.record_id
        numbers = (found.record_uuid,) if isinstance(found, OpportunityCandidate) else ()
        return next((self._ours.by_number[one] for one in (*numbers, found.key) if one in self._ours.by_number), None)

    def _compare(self, found: Candidate, plan: RegisterPlan, values: Values, base: Values | None) -> RowPlan:
        """Three ways: what the calendar said last, what we have, what it says now."""
        record_id = plan.record_id or 0
        mine, differences = self._ours.values[record_id], Differences()
        is_own = isinstance(found, OpportunityCandidate) and bool(found.record_uuid)
        for field, value in values.items():
            theirs = _plain(value)
            if not theirs or (is_own and field in _IN_OUR_WORDS):
                continue
            outcome = compare(None if base is None else base.get(field, ""), mine[field], theirs)
            if differences.note(outcome, field, _shown(mine[field]), _shown(theirs)):
                plan.values[field] = value
        if found.is_cancelled and not (base or {}).get("is_cancelled"):
            plan.notes.append(_("The calendar says that it is cancelled."))
            differences.note("take", "note", "", plan.notes[-1])
        if differences.changes:
            self._work.registers.append(plan)
        state: State = "changed" if differences.changes else "unchanged"
        changes, kept = tuple(differences.changes), tuple(differences.kept)
        return RowPlan(found.line, found.noun, found.title, state, record_id, changes, kept, key=found.key)


_SUMMARY = ("event_on", "event_until", "closes_on", "event_time", "venue", "starts_on", "ends_on")


def _values(found: Candidate) -> Values:
    """What an entry says for each field."""
    if isinstance(found, PeriodCandidate):
        kind = programme.kind_of(found.title)
        name = "" if found.title.casefold() == programme.label(kind).casefold() else found.title
        return {"kind": kind.value, "name": name, "starts_on": found.starts_on, "ends_on": found.ends_on}
    return {name: getattr(found, name) for name in _OPPORTUNITY}


def _said(found: Candidate, values: Values) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()} | {"is_cancelled": found.is_cancelled}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _shown(value: object) -> str:
    text = _plain(value)
    is_day = len(text) == 10 and text[4:5] == text[7:8] == "-"
    return format_day(date.fromisoformat(text)) if is_day else text


def _refusal(found: Candidate) -> str:
    """Why an entry that we do not have is not brought in."""
    if found.is_cancelled:
        return _("it is cancelled")
    if isinstance(found, PeriodCandidate):
        return _no_period(found)
    days = opportunities.Days(None, found.closes_on, found.event_on, found.event_until)
    if days.next_day(clock.today()) is None:
        return _("it is over")
    if programme.kind_of(found.title) in programme.AWAY:
        return _("nobody can be heard in it: bring the calendar in as the programme of its body too")
    return ""


def _no_period(found: PeriodCandidate) -> str:
    if found.body_id is None:
        return _("say whose programme it is")
    if found.ends_on < clock.today():
        return _("it is over")
    is_one_day = found.starts_on == found.ends_on
    if is_one_day and programme.kind_of(found.title) is programme.Kind.OTHER:
        return _("one day is no stretch of a programme: bring the calendar in as opportunities too")
    return ""
