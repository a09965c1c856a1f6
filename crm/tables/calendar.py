"""The days on which offices are closed, and the programme of a body."""

from __future__ import annotations

from crm.tables.base import Table, day, link, noun_id, string


class Holiday(Table):
    """A public holiday, or another day that does not count as a working day."""

    id = noun_id()
    on_day = day(null=False, index=True)
    name = string()


class ProgrammePeriod(Table):
    """A stretch of a body’s programme: recess, constituency, oversight or committee weeks, sittings."""

    id = noun_id()
    body_id = link("organisation")
    kind = string()
    name = string()
    starts_on = day(null=False, index=True)
    ends_on = day(null=False)
    uid = string()  # in the calendar it came from
