"""Making sure of what is known: somebody checked it, or tried to and reached nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.operations.base import check_not_future, clean, new_record, operation, row_of, update_row, who_does_this
from crm.operations.team import set_setting
from crm.queries.checking import holds_office
from crm.queries.team import get_setting
from crm.rules import clock
from crm.rules.checking import SETTING, check_interval, checked_by, how_label, next_check, read_intervals, try_again
from crm.rules.errors import UserError
from crm.tables.base import Record
from crm.tables.notes import Note
from crm.tables.organisations import Organisation
from crm.tables.people import ContactPoint, Person
from resources.translations import _, mark


@dataclass(frozen=True)
class CheckDraft:
    """Somebody made sure of a record: when, who (the user, unless said), how, and when to ask again."""

    record_id: int
    on: date = field(default_factory=clock.today)
    by: str = ""
    how: str = ""
    next_on: date | None = None


@operation(lambda saved: _("Mark {name} as checked").format(name=saved[1]))
def mark_as_checked(draft: CheckDraft) -> tuple[int, str]:
    """What we hold of this person or body is still true, its contact details too; returns the id and the name.

    Raises UserError: "not-found", "made-in-future", "check-before-check".
    """
    table, row = _checkable(draft.record_id)
    check_not_future(draft.on)
    again = draft.next_on or next_check(draft.on, holds_office(draft.record_id, draft.on), _intervals())
    if again <= draft.on:
        raise UserError("check-before-check", day=again.isoformat())
    by = checked_by(clean(draft.by) or who_does_this(), clean(draft.how))
    update_row(table, draft.record_id, verified_on=draft.on, verified_by=by, next_check_on=again)
    owned = ContactPoint.record_id == draft.record_id
    older = ContactPoint.checked_on.is_null() | (ContactPoint.checked_on < draft.on)
    ContactPoint.update(checked_on=draft.on).where(owned & older).execute()
    return draft.record_id, str(row["name"])


@operation(lambda saved: _("{name} could not be reached").format(name=saved[1]))
def could_not_reach(record_id: int, on: date, how: str = "", next_on: date | None = None) -> tuple[int, str]:
    """Nobody was reached: a note says so, and the record comes up again soon; returns the id and the name."""
    table, row = _checkable(record_id)
    check_not_future(on)
    update_row(table, record_id, next_check_on=next_on or try_again(on))
    note_id = new_record("notes", confidentiality=max(1, row_of(Record, record_id)["confidentiality"]))
    words = _("Could not be reached to make sure that what we hold is still true.")
    text = f"{words} ({how_label(clean(how))})" if clean(how) else words
    Note.insert(id=note_id, about_id=record_id, text=text, on_day=on).execute()
    return record_id, str(row["name"])


@operation(mark("Change how often records are checked"))
def set_check_intervals(office: int, other: int) -> None:
    """After how many days to check holders of an office, and the others. Raises UserError("bad-interval")."""
    for days in (office, other):
        check_interval(days)
    set_setting(SETTING, {"office": office, "other": other})


def _intervals() -> Any:
    return read_intervals(get_setting(SETTING))


def _checkable(record_id: int) -> tuple[Any, dict[str, Any]]:
    """The table and row of a person or body. Raises UserError("not-found"), ("cannot-check")."""
    noun = row_of(Record, record_id)["noun"]
    table = {"people": Person, "organisations": Organisation}.get(noun)
    if table is None:
        raise UserError("cannot-check")
    return table, row_of(table, record_id)
