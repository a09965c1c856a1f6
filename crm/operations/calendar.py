"""What one does with the days on which offices are closed, and with the programme of a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.operations.base import check_choice, clean, new_record, operation, row_of, update_row
from crm.operations.records import remove
from crm.rules.errors import UserError
from crm.rules.programme import Kind, label
from crm.tables.calendar import Holiday, ProgrammePeriod
from crm.tables.organisations import Organisation
from resources.translations import _

remove_holiday = remove
remove_period = remove


@operation(lambda saved: _("Save holiday {name}").format(name=saved[1]))
def save_holiday(on: date, name: str, holiday_id: int | None = None) -> tuple[int, str]:
    """Keep a day that is no working day; returns the id and the name.

    Raises UserError("holiday-without-name"), ("holiday-exists") for a second one of the same name on the day.
    """
    name = clean(name)
    if not name:
        raise UserError("holiday-without-name")
    twin = Holiday.get_or_none((Holiday.on_day == on) & (Holiday.name == name))
    if twin and twin.id != holiday_id:
        raise UserError("holiday-exists", name=name, day=on.isoformat())
    if holiday_id is not None:
        update_row(Holiday, holiday_id, on_day=on, name=name)
        return holiday_id, name
    holiday_id = new_record("calendar")
    Holiday.insert(id=holiday_id, on_day=on, name=name).execute()
    return holiday_id, name


@dataclass
class PeriodDraft:
    """A stretch of a body's programme as the form holds it."""

    body_id: int
    kind: str
    starts_on: date
    ends_on: date
    name: str = ""
    uid: str = ""
    id: int | None = None


@operation(lambda saved: _("Save {kind} of {body}").format(kind=label(saved[1]), body=saved[2]))
def save_period(draft: PeriodDraft) -> tuple[int, str, str]:
    """Keep a stretch of a body's programme, or change one; returns the id, the kind, and the body's name.

    Raises UserError: "no-such-choice", "period-ends-before-it-begins", "period-without-name", "not-found".
    """
    body = row_of(Organisation, draft.body_id)
    return write_period(draft), draft.kind, str(body["name"])


def write_period(draft: PeriodDraft) -> int:
    """Write one inside another operation; returns the id. Raises UserError as `save_period` does."""
    check_choice(Kind, draft.kind)
    if draft.ends_on < draft.starts_on:
        raise UserError(
            "period-ends-before-it-begins", begins=draft.starts_on.isoformat(), ends=draft.ends_on.isoformat()
        )
    name = clean(draft.name)
    if draft.kind == Kind.OTHER and not name:
        raise UserError("period-without-name")
    columns = {
        "body_id": draft.body_id,
        "kind": draft.kind,
        "name": name,
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "uid": draft.uid,
    }
    if draft.id is not None:
        update_row(ProgrammePeriod, draft.id, **columns)
        return draft.id
    period_id = new_record("calendar")
    ProgrammePeriod.insert(id=period_id, **columns).execute()
    return period_id
