"""What can happen to any open record: its date moves, it takes a step, we follow it up, something shows it was done."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, flag, link, record_link, string


class DateMove(Table):
    """A new date: who said so, how, why, whether we agreed, and the call or message it was said in."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    old_due = day()
    new_due = day(null=False)
    said_on = day(null=False)
    said_by = string()
    how = string()
    reason = string()
    is_agreed = flag()
    engagement_id = link("engagement", null=True)


class StatusChange(Table):
    """A step of a record's life-cycle, with its date and note."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    from_status = string()
    to_status = string()
    outcome = string()
    on_day = day(null=False)
    note = string()
    source = string()  # where it is known from: a letter, the papers of the House


class FollowUp(Table):
    """One time we asked what became of it, and the call or message we asked in."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    on_day = day(null=False)
    channel = string()
    to_whom = string()
    words = string()
    answer = string()
    engagement_id = link("engagement", null=True)


class Evidence(Table):
    """What shows that something was done."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    kind = string()
    words = string()
    attachment_id = link("attachment", null=True)
    seen_on = day()
    seen_by = string()
