"""Agreements: what parties signed, clause by clause, and what has to come of each clause by when."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, link, measure, noun_id, number, record_link, string


class Agreement(Table):
    """A Memorandum of Understanding, or another agreement of its kind."""

    id = noun_id()
    reference = peewee.TextField(unique=True)  # M-2026-0001, never used twice
    title = string()
    kind = string(default="mou")
    purpose = string()
    status = string(default="in_negotiation", index=True)
    outcome = string()
    negotiation_on = day()
    signed_on = day()
    effective_on = day()
    expires_on = day(index=True)
    remind_days = number()  # days before it expires to speak of renewal
    review_every = string()
    next_review_on = day()
    report_every = string()
    owner_id = link("user", null=True)
    signed_copy_id = link("attachment", null=True)
    renewed_from_id = link("agreement", null=True)
    closed_on = day()
    last_movement_on = day()
    contract_number = string()  # of a grant
    amount = string()


class AgreementParty(Table):
    """A party: who signed for it, in which post and when, and the person to speak to."""

    owner = "agreement_id"
    id = peewee.AutoField()
    agreement_id = link("agreement")
    position = number()
    organisation_id = link("organisation", null=True)
    name = string()  # of a party that is not (yet) an organisation of ours
    signatory_id = link("person", null=True)
    signatory_name = string()
    signatory_post = string()  # the post held when it was signed, in words
    signed_on = day()
    focal_id = link("person", null=True)
    focal_name = string()
    role = string()  # funder, grantee, partner; empty: a party as any other


class Clause(Table):
    """What a part of the agreement says; one that recurs makes a deliverable a period."""

    id = noun_id()
    agreement_id = link("agreement")
    position = number()
    heading = string()
    words = string()
    kind = string(default="obligation")  # obligation, principle, process
    responsible_id = link("organisation", null=True)  # none: both parties
    every = string()  # monthly, quarterly, six_monthly, yearly
    first_due_on = day()
    unit = string()
    planned = number(null=True)  # for each period
    since_version = number()
    until_version = number(null=True)  # the amendment that took it out
    number = string()  # as printed, “4.2”; last, since it hides the column type of that name


class Deliverable(Table):
    """One thing to be delivered under a clause by a day: planned, actual, and why they differ."""

    id = noun_id()
    clause_id = link("clause")
    title = string()
    responsible_id = link("organisation", null=True)
    starts_on = day()
    due_original = day()
    due_on = day()  # as last moved
    due_agreed = day(index=True)  # as last agreed: lateness runs from here
    weight = number()
    unit = string()
    planned = number(null=True)
    actual = number(null=True)
    progress = number()  # per cent
    reason = string()  # why actual differs from planned
    status = string(default="not_started", index=True)
    rag_override = string()
    rag_reason = string()
    delivered_on = day()
    accepted_on = day()
    last_movement_on = day()


class Progress(Table):
    """How far a deliverable was on a day."""

    owner = "deliverable_id"
    id = peewee.AutoField()
    deliverable_id = link("deliverable")
    on_day = day(null=False)
    percent = number()
    actual = number(null=True)
    note = string()


class Amendment(Table):
    """What the parties changed, making a new version; the first version has none."""

    owner = "agreement_id"
    id = peewee.AutoField()
    agreement_id = link("agreement")
    version = number()
    on_day = day(null=False)
    words = string()
    attachment_id = link("attachment", null=True)


class AgreementReview(Table):
    """The parties looked together at how it goes."""

    owner = "agreement_id"
    id = peewee.AutoField()
    agreement_id = link("agreement")
    due_on = day()
    held_on = day(null=False)
    words = string()
    engagement_id = link("engagement", null=True)


class Indicator(Table):
    """What an agreement is measured by: where it stood, where it shall stand, and how one knows."""

    id = noun_id()
    agreement_id = link("agreement")
    clause_id = link("clause", null=True)  # the result it measures
    position = number()
    name = string()
    definition = string()
    unit = string()
    direction = string()  # increase, decrease
    baseline = measure()
    baseline_on = day()
    target = measure()
    target_on = day()
    data_source = string()
    means = string()  # of verification
    every = string()
    split_by = string()
    counted = string()  # what of the workspace counts towards it: trainings, people, promises …; empty: typed


class Measurement(Table):
    """The value of an indicator on a day, for a period."""

    owner = "indicator_id"
    id = peewee.AutoField()
    indicator_id = link("indicator")
    on_day = day(null=False)
    period_from = day()
    period_to = day()
    value = peewee.FloatField()
    note = string()
    attachment_id = link("attachment", null=True)


class ReportingPeriod(Table):
    """A period that is reported on: until when the report is due, and what it says."""

    owner = "agreement_id"
    id = peewee.AutoField()
    agreement_id = link("agreement")
    starts_on = day(null=False)
    ends_on = day(null=False)
    due_on = day(index=True)
    submitted_on = day()
    achievements = string()
    challenges = string()
    corrective = string()
    lessons = string()
    next_period = string()


class Response(Table):
    """What the other side answered to a clause, deliverable or promise when the agreement was reviewed."""

    owner = "agreement_id"
    id = peewee.AutoField()
    agreement_id = link("agreement")
    record_id = record_link()
    hand_over_id = link("hand_over", null=True)  # the draft it answers
    on_day = day(null=False)
    said_by = string()
    words = string()
