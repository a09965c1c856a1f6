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
    clause_id = link("clause", null=True)  # of an agreement that it was made under
    deliverable_id = link("deliverable", null=True)
