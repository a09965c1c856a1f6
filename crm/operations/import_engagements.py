"""The engagements of a register or a calendar, by the same operations as by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crm.exchange.cells import quick_fold
from crm.operations.engagements import (
    AttendanceDraft,
    EngagementDraft,
    change_status,
    draft_engagement,
    postpone,
    save_engagement,
    write_closed_out,
)
from crm.operations.register_writer import OneByOne, draft_values
from crm.queries.import_engagements import Attendance
from crm.queries.import_plan import RegisterPlan
from crm.rules import clock
from crm.rules.engagements import Status
from crm.rules.errors import UserError
from crm.rules.head_counts import NAMES, HeadCounts, check_head_counts


class EngagementWriter(OneByOne):
    """Writes engagements."""

    def _make_one(self, plan: RegisterPlan) -> int:
        values = draft_values(plan.values)
        lines = [_drafted(line) for line in values.pop("attendance")]
        draft = EngagementDraft(**values, attendance=lines, source=self._source)
        engagement_id, _title = save_engagement(draft)
        _take_steps(engagement_id, plan)
        return engagement_id

    def change(self, engagement_id: int, plan: RegisterPlan) -> None:
        """What the newer list says: another day is a postponement while it is to come, else a correction."""
        values = draft_values(plan.values)
        lines: list[Attendance] = values.pop("attendance", [])
        draft = draft_engagement(engagement_id)
        is_ahead = plan.move_to is not None and plan.move_to >= clock.today()
        moves = is_ahead and plan.status in (Status.PLANNED, Status.POSTPONED)
        if plan.move_to is not None and not moves:
            values["on_day"] = plan.move_to
        elif moves:
            postpone(engagement_id, plan.move_to, reason=self._why_moved())
            draft = draft_engagement(engagement_id)
        if values or lines:
            newer = replace(draft, **values, attendance=_merged(draft.attendance, lines))
            save_engagement(_with_own_counts(newer, draft))
        _take_steps(engagement_id, plan)


def _with_own_counts(newer: EngagementDraft, own: EngagementDraft) -> EngagementDraft:
    """Counts of a list that contradict what we counted are not taken."""
    try:
        check_head_counts(HeadCounts(**{name: getattr(newer, name) for name in NAMES}))
    except UserError:
        return replace(newer, **{name: getattr(own, name) for name in NAMES})
    return newer


def _take_steps(engagement_id: int, plan: RegisterPlan) -> None:
    for step in plan.steps:
        if step is Status.CLOSED_OUT:
            write_closed_out(draft_engagement(engagement_id))
        else:
            change_status(engagement_id, step, plan.step_note)


def _drafted(line: Attendance) -> AttendanceDraft:
    name = "" if line.person_id else line.name
    return AttendanceDraft(line.person_id, name, line.organisation_id, line.side, line.code or "U", line.part)


def _merged(present: Sequence[AttendanceDraft], lines: Sequence[Attendance]) -> list[AttendanceDraft]:
    """The register with these lines: who stands in it already gets the code, and is linked once known."""
    found = list(present)
    for line in lines:
        at = next((at for at, own in enumerate(found) if _is_same(own, line)), None)
        if at is None:
            found.append(_drafted(line))
        else:
            own = found[at]
            person_id = own.person_id or line.person_id
            name = "" if person_id else own.name
            part = own.part or line.part
            found[at] = replace(own, person_id=person_id, name=name, code=line.code or own.code, part=part)
    return found


def _is_same(own: AttendanceDraft, line: Attendance) -> bool:
    if own.person_id is not None:
        return own.person_id == line.person_id
    return quick_fold(own.name) == quick_fold(line.name)
