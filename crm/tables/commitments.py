"""Commitments: what somebody said they would do, and what became of it."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, flag, link, noun_id, record_link, string


class Commitment(Table):
    """One promise, with its exact words. Direction and lateness are computed, never stored."""

    id = noun_id()
    reference = peewee.TextField(unique=True)  # C-2026-0042, never used twice
    words = string()
    language = string()
    translation = string()
    kind = string(default="informal")
    engagement_id = link("engagement", null=True)
    said_where = string()  # a document or public statement, where there was no engagement
    made_on = day(null=False, index=True)
    maker_id = link("person", null=True)
    maker_office = string()  # the office held when it was said, in words
    bound_id = record_link(null=True)  # person, post or organisation
    bound_name = string()  # to identify
    owed_to_id = record_link(null=True)
    owed_to_name = string()
    owner_id = link("user", null=True)
    witness_id = link("person", null=True)
    place_id = link("place", null=True)
    strength = string(default="firm")
    measure = string()  # how we shall know
    priority = string(default="normal")
    due_original = day()
    due_on = day(index=True)  # as last moved
    due_agreed = day(index=True)  # as last agreed: lateness runs from here
    due_words = string()  # “before the recess”
    status = string(default="noted", index=True)
    outcome = string()
    said_done_on = day()
    closed_on = day()
    is_verified = flag()
    on_change = string()  # on a change of office: stays, passes, lapses
    last_movement_on = day()


class DateMove(Table):
    """A new date for a commitment: who said so, how, why, and whether we agreed."""

    owner = "commitment_id"
    id = peewee.AutoField()
    commitment_id = link("commitment")
    old_due = day()
    new_due = day(null=False)
    said_on = day(null=False)
    said_by = string()
    how = string()
    reason = string()
    is_agreed = flag()


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


class FollowUp(Table):
    """One time we asked what became of it."""

    owner = "commitment_id"
    id = peewee.AutoField()
    commitment_id = link("commitment")
    on_day = day(null=False)
    channel = string()
    to_whom = string()
    words = string()
    answer = string()


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
