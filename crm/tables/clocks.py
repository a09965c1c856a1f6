"""Clocks: how long the other side may take, by which law, and the clock that runs on a record."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, link, noun_id, number, record_link, string


class ClockRule(Table):
    """So many days from a step on, in one jurisdiction; ours, in the place of what ships for the same step."""

    id = noun_id()
    jurisdiction = string(index=True)  # a province, the National Council of Provinces, a municipality
    kind = string()  # of petition; empty: any
    at_status = string()  # the status whose day is day zero
    length = number(null=True)  # empty: no legal limit known
    unit = string()  # working, calendar, weeks, months
    extension = number(null=True)  # so many days more at most, where they are asked for in due form
    consequence = string()
    law = string()
    section = string()
    verified_on = day()
    verified_by = string()
    note = string()


class Clock(Table):
    """A clock that runs, or ran, on a record; copied from its rule, so that a later change of it changes no past."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    at_status = string()
    starts_on = day(null=False)
    length = number()
    unit = string()
    extension = number(null=True)
    law = string()
    due_on = day()  # as worked out, before anybody moved it; empty while it is stopped
    ended_on = day()


class ClockStop(Table):
    """From one day until another a clock stood still."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    clock_id = link("clock")
    stopped_on = day(null=False)
    resumed_on = day()
    reason = string()
