"""The days on which offices are closed."""

from __future__ import annotations

from crm.tables.base import Table, day, noun_id, string


class Holiday(Table):
    """A public holiday, or another day that does not count as a working day."""

    id = noun_id()
    on_day = day(null=False, index=True)
    name = string()
