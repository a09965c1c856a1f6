"""What goes over when an office changes hands: ways in, meetings and agreements; when a vacant post comes up again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from crm.operations.base import row_of, update_row
from crm.queries.replacements import Replacement
from crm.rules import clock
from crm.rules.offices import EndReason, last_day
from crm.tables.agreements import AgreementParty
from crm.tables.base import Record
from crm.tables.engagements import Attendance
from crm.tables.offices import Role
from crm.tables.people import Gatekeeper
from crm.tables.plans import PlanStep


def hand_over_doors(preview: Replacement, chosen: Collection[int], on: date, comes_id: int | None) -> int:
    """Those chosen lead to, or through, whoever comes; returns how many."""
    changed = 0
    for part in preview.doors:
        row = row_of(Gatekeeper, part.id)
        is_ticked = part.id in chosen
        if is_ticked and (comes_id is not None or preview.post or row["via_id"] == preview.start.leaver_id):
            _hand_over_door(row, on, preview.start.leaver_id, comes_id)
            changed += 1
        elif preview.is_vacant:
            update_row(Gatekeeper, part.id, awaits_successor=False)  # the one who comes does not stand there
    return changed


def _hand_over_door(row: Mapping[str, object], change: date, leaver_id: int | None, comes_id: int | None) -> None:
    """The old way in ends; a new one begins through, or to, whoever comes."""
    ended = row["ended_on"] or last_day(change)
    update_row(Gatekeeper, row["id"], ended_on=ended, awaits_successor=comes_id is None)  # type: ignore[arg-type]
    if comes_id is None:
        return
    is_via = row["via_id"] == leaver_id
    record_id, via_id = (row["record_id"], comes_id) if is_via else (comes_id, row["via_id"])
    is_there = Gatekeeper.select().where(
        (Gatekeeper.record_id == record_id) & (Gatekeeper.via_id == via_id) & Gatekeeper.ended_on.is_null()
    )
    if record_id != via_id and not is_there.exists():
        Gatekeeper.insert(record_id=record_id, via_id=via_id, note=row["note"], started_on=change).execute()


def hand_over_engagements(preview: Replacement, chosen: Collection[int], comes_id: int | None) -> int:
    """Whoever comes is expected at those chosen; returns how many."""
    going = [part.id for part in preview.engagements if part.id in chosen]
    for attendance_id in going:
        row = row_of(Attendance, attendance_id)
        if row["alternate_for_id"] is not None and row["alternate_for_id"] == preview.start.leaver_id:
            update_row(Attendance, attendance_id, alternate_for_id=comes_id)
        else:
            _expect(row, preview, comes_id)
    return len(going)


def _expect(row: Mapping[str, object], preview: Replacement, comes_id: int | None) -> None:
    """Somebody else is expected; whoever is expected there already is not expected twice."""
    twice = Attendance.select().where(
        (Attendance.engagement_id == row["engagement_id"])
        & (Attendance.person_id == comes_id)
        & (Attendance.id != row["id"])
    )
    if comes_id is not None and twice.exists():
        Attendance.delete().where(Attendance.id == row["id"]).execute()
        return
    name = "" if comes_id is not None else preview.awaited
    update_row(Attendance, row["id"], person_id=comes_id, name=name)  # type: ignore[arg-type]


def hand_over_agreements(preview: Replacement, chosen: Collection[int], comes_id: int | None) -> int:
    """Whoever comes is the focal person of those chosen; returns how many."""
    going = [part.id for part in preview.focal_points if part.id in chosen]
    name = "" if comes_id is not None else preview.awaited
    for party_id in going:
        update_row(AgreementParty, party_id, focal_id=comes_id, focal_name=name)
    return len(going)


def hand_over_steps(preview: Replacement, chosen: Collection[int], comes_id: int | None) -> int:
    """Whoever comes does those steps of plans that are chosen; returns how many."""
    going = [part.id for part in preview.steps if part.id in chosen]
    name = "" if comes_id is not None else preview.awaited
    for step_id in going:
        update_row(PlanStep, step_id, responsible_id=comes_id, responsible_name=name)
    return len(going)


def look_again(post_id: int) -> None:
    """A post with a seat that waits comes up on Today from the day it became vacant; any other does not.

    Seats that wait since a whole term ended come up together, as their body.
    """
    waiting = [
        row.end_to
        for row in Role.select(Role.end_to).where(
            (Role.post_id == post_id) & (Role.awaits_successor == 1) & (Role.end_reason != EndReason.TERM_ENDED)
        )
    ]
    day = min((end for end in waiting if end), default=clock.today()) if waiting else None
    update_row(Record, post_id, next_look=day)


def say_succession(role_id: int | None, after_id: int) -> None:
    """Keep whom a holder followed, where nothing is said of it yet."""
    Role.update(succeeds_id=after_id).where((Role.id == role_id) & Role.succeeds_id.is_null()).execute()
