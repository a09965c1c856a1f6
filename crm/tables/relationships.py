"""How two records stand to each other: related, or looked at and found to be two."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, record_link, string


class Relationship(Table):
    """What the first record is to the other, for as long as it is."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    other_id = record_link()
    kind = string()
    strength = string()  # weak, working, strong; empty: not set
    started_on = day()
    ended_on = day()
    note = string()


class NotSame(Table):
    """Two records that look alike, and somebody said that they are two; the lower id first."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    other_id = record_link()
    on_day = day(null=False)
    note = string()
