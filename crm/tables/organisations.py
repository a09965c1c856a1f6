"""Organisations of every kind: legislatures, councils, departments, committees, parties, CSO partners, networks."""

from __future__ import annotations

from crm.tables.base import Table, day, flag, link, noun_id, string


class Organisation(Table):
    """A body people belong to, speak for or sit in."""

    id = noun_id()
    name = string(index=True)
    short_name = string()
    fold = string(index=True)
    kind = string()
    parent_id = link("organisation", null=True)
    place_id = link("place", null=True)
    side = string(default="public", index=True)  # ours, partner, public
    sphere = string()  # national, provincial, local
    committee_kind = string()
    member_title = string()  # what a member is called: MPL, MPP
    number = string()  # NPO or NPC number
    summary = string()
    is_suggested = flag()  # from reference data nobody has checked yet
    is_closed = flag()
    verified_on = day()
    verified_by = string()
    next_check_on = day(index=True)
    logo_id = link("attachment", null=True)  # on the papers it gives out
