"""The ladder of escalation, and how far up a record has gone."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, link, noun_id, number, record_link, string


class Rung(Table):
    """One rung: whom to write to, with which letter, and how long they have."""

    id = noun_id()
    position = number()
    name = string()
    applies_to = string()  # petitions, commitments; empty: both
    to_whom = string()
    length = number(null=True)  # days until the next rung
    unit = string()  # working, calendar
    letter_kind = string()
    note = string()


class Escalation(Table):
    """A rung that was taken for a record, in its words of that day."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    position = number()
    name = string()
    to_whom = string()
    on_day = day(null=False)
    due_on = day()
    follow_up_id = link("follow_up", null=True)
