"""When a record is shown on Today again, so that nothing open is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

DEFAULT_INTERVAL_DAYS = 30  # our practice, not law: the screen says so


def next_look(
    noun: str,
    due: date | None,
    last_movement: date,
    today: date,
    snoozed_until: date | None = None,
    interval_days: int = DEFAULT_INTERVAL_DAYS,
) -> date:
    """The day an open record comes up: its due date or clock, at the latest `interval_days` after it last moved.

    A snooze, or the date agreed in a follow-up, may put it off, but never by more than the interval from today.
    """
    if interval_days < 1:
        raise ValueError(f"{noun}: an interval of {interval_days} days never comes")
    interval = timedelta(days=interval_days)
    day = last_movement + interval
    if due is not None:
        day = min(due, day)
    if snoozed_until is not None:
        day = max(day, snoozed_until)
    return min(day, today + interval)
