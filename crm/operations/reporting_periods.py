"""What one does with the periods an agreement is reported on: lay them out, write the report's words, hand it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm.operations.base import check_not_future, clean, dicts, operation, row_of, update_row
from crm.rules.agreements import Every
from crm.rules.errors import UserError
from crm.rules.indicators import REPORT_DAYS, period_words, report_periods
from crm.tables.agreements import Agreement, ReportingPeriod
from resources.translations import _, ngettext

NARRATIVE = ("achievements", "challenges", "corrective", "lessons", "next_period")


@dataclass
class PeriodDraft:
    """A period as the form holds it, with the words of its report; without a due day it is due 30 days after its end.

    The 30 days are our practice: the contract says how many it gives.
    """

    agreement_id: int
    starts_on: date
    ends_on: date
    due_on: date | None = None
    submitted_on: date | None = None
    achievements: str = ""
    challenges: str = ""
    corrective: str = ""
    lessons: str = ""
    next_period: str = ""
    id: int | None = None


@operation(lambda saved: _("Save the reporting period {period}").format(period=saved[1]))
def save_period(draft: PeriodDraft) -> tuple[int, str]:
    """Keep a new period or change one; returns its id and its days in words.

    Raises UserError: "period-reversed", "period-overlaps", "made-in-future", "submitted-before-period", "not-found".
    """
    row_of(Agreement, draft.agreement_id)
    columns = _columns(draft)
    if draft.id is None:
        period_id = int(ReportingPeriod.insert(agreement_id=draft.agreement_id, **columns).execute())
    else:
        period_id = draft.id
        update_row(ReportingPeriod, period_id, **columns)
    return period_id, period_words(draft.starts_on, draft.ends_on)


def _columns(draft: PeriodDraft) -> dict[str, object]:
    if draft.ends_on < draft.starts_on:
        raise UserError("period-reversed", start=draft.starts_on.isoformat(), end=draft.ends_on.isoformat())
    for row in _periods_of(draft.agreement_id):
        if row["id"] != draft.id and _overlap(row, draft.starts_on, draft.ends_on):
            raise UserError("period-overlaps", start=row["starts_on"].isoformat(), end=row["ends_on"].isoformat())
    if draft.submitted_on is not None:
        check_not_future(draft.submitted_on)
        if draft.submitted_on < draft.starts_on:
            day, start = draft.submitted_on.isoformat(), draft.starts_on.isoformat()
            raise UserError("submitted-before-period", day=day, start=start)
    return {
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "due_on": draft.due_on or draft.ends_on + timedelta(days=REPORT_DAYS),
        "submitted_on": draft.submitted_on,
        **{name: clean(getattr(draft, name)) for name in NARRATIVE},
    }


@operation(lambda count: ngettext("Lay out {count} reporting period", "Lay out {count} reporting periods", count))
def lay_out_periods(agreement_id: int) -> int:
    """Make the periods from the agreement's first day to its last, as often as it reports; returns how many are new.

    What was submitted, or has words already, stays; an empty period that no longer fits goes.
    Raises UserError: "report-never-due", "agreement-without-days", "too-many-periods".
    """
    agreement = row_of(Agreement, agreement_id)
    start, end = agreement["effective_on"] or agreement["signed_on"], agreement["expires_on"]
    if not agreement["report_every"]:
        raise UserError("report-never-due")
    if start is None or end is None:
        raise UserError("agreement-without-days", reference=agreement["reference"])
    wanted = report_periods(start, end, Every(agreement["report_every"]))
    present = _periods_of(agreement_id)
    kept = [row for row in present if _is_begun(row) or (row["starts_on"], row["ends_on"]) in wanted]
    gone = [row["id"] for row in present if row not in kept]
    if gone:
        ReportingPeriod.delete().where(ReportingPeriod.id.in_(gone)).execute()
    new = [each for each in wanted if not any(_overlap(row, *each) for row in kept)]
    for first, last in new:
        due = last + timedelta(days=REPORT_DAYS)
        ReportingPeriod.insert(agreement_id=agreement_id, starts_on=first, ends_on=last, due_on=due).execute()
    return len(new)


@operation(lambda period: _("Remove the reporting period {period}").format(period=period))
def remove_period(period_id: int) -> str:
    """Take a period away with the words of its report; returns its days in words."""
    row = row_of(ReportingPeriod, period_id)
    ReportingPeriod.delete().where(ReportingPeriod.id == period_id).execute()
    return period_words(row["starts_on"], row["ends_on"])


def _periods_of(agreement_id: int) -> list[dict[str, Any]]:
    here = ReportingPeriod.agreement_id == agreement_id
    return dicts(ReportingPeriod.select().where(here).order_by(ReportingPeriod.starts_on))


def _overlap(row: dict[str, Any], start: date, end: date) -> bool:
    return bool(row["starts_on"] <= end and start <= row["ends_on"])


def _is_begun(row: dict[str, Any]) -> bool:
    return row["submitted_on"] is not None or any(row[name] for name in NARRATIVE)


def draft_period(period_id: int) -> PeriodDraft:
    """The form of a period as kept now. Raises UserError("not-found")."""
    return PeriodDraft(**row_of(ReportingPeriod, period_id))
