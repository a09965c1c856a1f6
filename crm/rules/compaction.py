"""How old a change must be before its old values may be dropped."""

from __future__ import annotations

from datetime import date, timedelta

KEPT = timedelta(days=90)
"""Nothing younger is ever dropped: our practice, a quarter in which a mistake comes to light."""


def newest_allowed(today: date) -> date:
    """The latest day before which old values may be dropped."""
    return today - KEPT
