"""Routes: who deals with a topic, where, as we know it."""

from __future__ import annotations

from crm.tables.base import Table, day, link, noun_id, string


class Route(Table):
    """For one topic in one province or municipality: the sphere, the department and the committee."""

    id = noun_id()
    topic_id = link("topic")
    place_id = link("place", null=True)  # the province or municipality; empty: everywhere
    sphere = string()  # local, provincial, national
    department_id = link("organisation", null=True)
    department_name = string()
    committee_id = link("organisation", null=True)
    committee_name = string()
    person_id = link("person", null=True)  # whom to ask, where we know somebody
    started_on = day()
    ended_on = day()
    verified_on = day()
    verified_by = string()
    note = string()
