"""Posts, their holders, and the terms of office of bodies.

“Member, Limpopo Legislature” is a post with many holders, “Speaker” one with a single holder.
"""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, flag, link, noun_id, string


class Post(Table):
    """An office in a body, with or without a holder."""

    id = noun_id()
    organisation_id = link("organisation")
    title = string(index=True)
    fold = string(index=True)
    place_id = link("place", null=True)
    seat_kind = string()  # ward, list, executive, presiding, ex_officio, staff
    is_single = flag()  # one holder at a time


class Term(Table):
    """A dated term of office of a body: the 7th Legislature, the council of 2021."""

    id = noun_id()
    organisation_id = link("organisation")
    name = string()
    start_text = string()
    start_from = day()
    start_to = day()
    end_text = string()
    end_from = day()
    end_to = day()
    demarcation = string()


class Role(Table):
    """A person's dated holding of a post; “current” is always computed."""

    owner = "person_id"
    id = peewee.AutoField()
    person_id = link("person")
    post_id = link("post")
    party_id = link("organisation", null=True)
    place_id = link("place", null=True)
    term_id = link("term", null=True)
    start_text = string()
    start_from = day()
    start_to = day()
    end_text = string()
    end_from = day(index=True)
    end_to = day()
    end_reason = string()
    source = string()
    awaits_successor = flag()  # ended, and nobody is known yet who follows
    succeeds_id = link("role", null=True)  # said by a person, where a post has many holders
