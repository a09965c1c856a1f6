"""Advocacy plans: what a CSO wants to change, step by step."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, link, noun_id, number, string


class Plan(Table):
    """What is to change for whom, by when, and whose plan it is."""

    id = noun_id()
    reference = peewee.TextField(unique=True)  # A-2026-0001, never used twice
    title = string()
    objective = string()
    issue = string()
    organisation_id = link("organisation", null=True)  # the CSO whose plan it is
    place_id = link("place", null=True)
    owner_id = link("user", null=True)
    starts_on = day()
    ends_on = day()
    status = string(default="draft", index=True)
    closed_on = day()
    last_movement_on = day()
    kind = string(default="individual")  # individual, group
    issue_id = link("issue", null=True)
    template_name = string()


class PlanStep(Table):
    """One step of a plan. Its day may hang on another one: `days` after the plan's start or the step before, or
    before the plan's end, as `anchor` says."""

    id = noun_id()
    plan_id = link("plan")
    position = number()
    title = string()
    kind = string()  # evidence, identify, meet, request, draft, submit, follow_up, present, media, report_back
    responsible_id = link("person", null=True)
    responsible_name = string()
    after_id = link("plan_step", null=True)
    anchor = string()  # plan_start, step_due, step_done, plan_end; empty: the day is as typed
    days = number(null=True)
    day_unit = string()  # calendar, working
    due_original = day()
    due_on = day()  # as last moved
    due_agreed = day(index=True)  # as last agreed: lateness runs from here
    status = string(default="not_started", index=True)
    reason = string()  # why it is blocked, skipped or deferred
    result = string()
    done_on = day()
    last_movement_on = day()


class PlanTemplate(Table):
    """Steps to begin a plan with; ours, in the place of one that ships under the same name."""

    id = noun_id()
    name = string(index=True)
    words = string()


class TemplateStep(Table):
    """A step of a template; `after_position` names the step it comes after."""

    owner = "template_id"
    id = peewee.AutoField()
    template_id = link("plan_template")
    position = number()
    title = string()
    kind = string()
    after_position = number(null=True)
    anchor = string()
    days = number(null=True)
    day_unit = string()
