"""Issues: what is wrong where people live, looked at again and again until it is put right."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, link, noun_id, number, string


class Issue(Table):
    """A service that fails a community, or a complaint; whom it touches is said without names."""

    id = noun_id()
    reference = peewee.TextField(unique=True)  # I-2026-0001, never used twice
    title = string()
    words = string()
    kind = string()  # service_delivery, complaint
    place_id = link("place", null=True)
    spot = string()  # where exactly, in words
    touches = string()  # whom it touches, without names
    households = number(null=True)
    respondent_id = link("organisation", null=True)  # who has to put it right
    reported_by_id = link("organisation", null=True)  # the CSO that brought it
    their_number = string()  # what the respondent registered it as
    owner_id = link("user", null=True)
    reported_on = day(null=False)
    review_on = day()
    status = string(default="new", index=True)
    closed_on = day()
    last_movement_on = day()


class MonitoringVisit(Table):
    """Somebody went to look: what they found, with a photo where there is one."""

    owner = "issue_id"
    id = peewee.AutoField()
    issue_id = link("issue")
    on_day = day(null=False)
    by_whom = string()
    state = string()  # worse, same, better, fixed
    finding = string()
    attachment_id = link("attachment", null=True)
    engagement_id = link("engagement", null=True)
