"""Outcomes, harvested: a change in what somebody does, and our part in it."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, flag, link, noun_id, record_link, string


class Outcome(Table):
    """Who does what differently, why it matters, what we did for it, and who says so too."""

    id = noun_id()
    reference = peewee.TextField(unique=True)  # O-2026-0001, never used twice
    plan_id = link("plan", null=True)
    statement = string()
    actor_id = record_link(null=True)
    actor_name = string()
    kind = string()  # behaviour, relationship, action, policy, practice
    indicator = string()  # policy_changed, service_gained, accountability_improved
    on_day = day(index=True)
    significance = string()
    contribution = string()
    level = string()  # of our contribution: high, medium, low
    substantiated_by = string()
    substantiated_on = day()
    is_expected = flag()
    place_id = link("place", null=True)
