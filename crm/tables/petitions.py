"""Petitions, requests for oversight and submissions: what a community asks of a legislature or council."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, flag, link, noun_id, number, record_link, string


class Petition(Table):
    """One thing asked in due form, from the first draft until the petitioner was told what became of it."""

    id = noun_id()
    reference = peewee.TextField(unique=True)  # P-2026-0001, never used twice
    their_number = string()  # what the legislature registered it as
    title = string()
    kind = string(default="petition")  # petition, oversight_request, submission, representation …
    form = string()  # single, association, collective, mass
    prayer = string()  # what is asked for
    body_id = link("organisation", null=True)
    committee_id = link("organisation", null=True)
    member_id = link("person", null=True)  # who presents it
    official_id = link("person", null=True)  # whom to ask about it
    petitioner_id = record_link(null=True)
    petitioner_name = string()
    is_watched = flag()  # a partner’s: we only watch
    signatures = number(null=True)
    language = string()
    place_id = link("place", null=True)
    owner_id = link("user", null=True)
    submitted_on = day()
    submitted_how = string()
    acknowledged_on = day()
    petitioner_told_on = day()
    due_original = day()
    due_on = day()  # as last moved
    due_agreed = day(index=True)  # as last agreed: lateness runs from here
    status = string(default="draft", index=True)
    outcome = string()
    closed_on = day()
    last_movement_on = day()
    respondent_id = link("organisation", null=True)  # the department or municipality that has to answer
    tried_first = string()  # what was tried before
    opportunity_id = link("opportunity", null=True)  # the call that a submission answers
    receipt_id = link("attachment", null=True)  # a photo of the stamped copy
    review_on = day()  # ours, where no legal limit is known
    stopped_on = day()  # while its clock stands still


class PetitionCheck(Table):
    """One point of the checklist that makes it admissible, met or not."""

    owner = "petition_id"
    id = peewee.AutoField()
    petition_id = link("petition")
    item = string()
    is_met = flag()
    on_day = day()
    note = string()
