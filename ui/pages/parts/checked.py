"""When somebody last made sure of a record, on its page, and saying so now."""

from __future__ import annotations

from functools import partial

from crm.operations.checking import CheckDraft, mark_as_checked
from crm.queries.checking import Checked
from crm.rules import clock
from crm.rules.dates import format_day
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.widgets.buttons import secondary
from ui.widgets.cards import Card, label


def add_checked(card: Card, desk: Desk, record_id: int, checked: Checked, name: str) -> None:
    """When it was last checked, by whom, when again, and a button for today."""
    on = format_day(checked.verified_on) if checked.verified_on else _("never")
    last = ", ".join(part for part in (on, checked.verified_by) if part)
    card.add(label(_("Last checked: {when}").format(when=last)))
    if checked.next_check_on:
        card.add(label(_("Check again: {day}").format(day=format_day(checked.next_check_on))))
    if checked.verified_on != clock.today():
        button = secondary(_("Mark as checked today"), f"{name}-mark-checked", Icon.SHIELD_CHECK)
        button.clicked.connect(partial(_mark, desk, record_id))
        card.add(button)


def _mark(desk: Desk, record_id: int) -> None:
    desk.service.do(mark_as_checked, CheckDraft(record_id))
