"""Opportunities: calls for comment, hearings, sectoral parliaments, oversight weeks, where a community can be heard."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, link, noun_id, string


class Opportunity(Table):
    """One of them: whose, about what, from when until when, and what we decided."""

    id = noun_id()
    reference = peewee.TextField(unique=True)  # N-2026-0001, never used twice
    title = string()
    kind = string()  # call_for_comment, public_hearing, committee_meeting, sectoral_parliament …
    words = string()
    body_id = link("organisation", null=True)
    committee_id = link("organisation", null=True)
    contact_id = link("person", null=True)
    place_id = link("place", null=True)
    opens_on = day()
    closes_on = day(index=True)
    closes_at = string()  # 24 h, “16:00”
    event_on = day(index=True)
    event_until = day()
    event_time = string()
    venue = string()
    languages = string()
    transport = string()
    owner_id = link("user", null=True)
    decision = string(index=True)  # empty, consider, attending, submitting, declined
    decided_on = day()
    reason = string()  # of the decision
    result = string()  # what came of it
    closed_on = day()
    last_movement_on = day()
    uid = string()  # in the calendar it came from
