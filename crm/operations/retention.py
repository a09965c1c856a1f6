"""How long people are kept: decided of one of them with a reason, and for each kind in months (POPIA section 14)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from crm.operations.base import clean, operation, row_of, update_row
from crm.operations.team import set_setting
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.retention import SETTING, Months, check_months
from crm.tables.people import Person
from resources.translations import _, mark


@operation(lambda kept: _("Keep {name} longer").format(name=kept))
def keep_person_until(person_id: int, until: date, because: str) -> str:
    """Keep somebody until a day, for a reason that can be shown; returns the name.

    Raises UserError: "keep-without-reason", "keep-until-past".
    """
    name = str(row_of(Person, person_id)["name"])
    if not clean(because):
        raise UserError("keep-without-reason", name=name)
    if until <= clock.today():
        raise UserError("keep-until-past", day=until.isoformat())
    update_row(Person, person_id, keep_until=until, keep_reason=clean(because))
    return name


@operation(mark("Change how long people are kept"))
def set_months(months: Months) -> None:
    """For how many months each kind of person is kept. Raises UserError("bad-months")."""
    check_months(months)
    set_setting(SETTING, asdict(months))
