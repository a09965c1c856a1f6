"""Stakeholder mapping: how somebody stands to an issue on a day, as we see it."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, record_link, string


class Mapping(Table):
    """One look at a person or body; an empty field is not set, which is not neutral. The person may ask to read it."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    about_id = record_link(null=True)  # a topic, an issue, a plan or a petition
    on_day = day(null=False)
    influence = string()  # very_low, low, medium, high, very_high
    interest = string()
    stance = string()  # opposed, sceptical, neutral, supportive, champion
    effort = string()  # what we put into it: the words of the workspace
    reason = string()
    by_whom = string()
