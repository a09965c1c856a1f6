"""What one does with the days on which offices are closed."""

from __future__ import annotations

from datetime import date

from crm.operations.base import clean, new_record, operation, update_row
from crm.operations.records import remove
from crm.rules.errors import UserError
from crm.tables.calendar import Holiday
from resources.translations import _

remove_holiday = remove


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
