"""How a deadline looks wherever it is shown."""

from __future__ import annotations

from crm.queries.deadlines import Deadline
from crm.rules import clock
from crm.rules.commitments import DUE_SOON_DAYS
from crm.rules.deadlines import BACKGROUND
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone


def when_pill(row: Deadline) -> Pill:
    """How late it is, or how soon."""
    days = (row.day - clock.today()).days
    is_soon = 0 <= days <= DUE_SOON_DAYS and row.kind not in BACKGROUND
    return Pill(row.when, Tone.BAD if row.is_late else Tone.WARNING if is_soon else Tone.NEUTRAL)
