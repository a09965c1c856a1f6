"""Engagements: meetings, calls, visits and hearings, from the plan to the close-out."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, flag, link, noun_id, number, string


class Engagement(Table):
    """One contact with stakeholders, planned or held."""

    id = noun_id()
    title = string()
    kind = string()
    status = string(default="planned", index=True)
    on_day = day(index=True)
    start_time = string()  # 24 h, “14:00”
    end_time = string()
    organisation_id = link("organisation", null=True)  # the body met
    place_id = link("place", null=True)
    venue = string()
    meeting_point = string()
    mode = string()  # in_person, online, hybrid
    purpose = string()
    organiser = string()
    needs = string()  # interpretation and access
    minutes = string()
    is_locked = flag()
    closed_out_on = day()
    next_contact_on = day()
    women = number(null=True)
    men = number(null=True)
    other = number(null=True)
    youth = number(null=True)
    disability = number(null=True)
    total = number(null=True)  # separate people, as the counts above
    sessions = number(null=True)
    attendances = number(null=True)  # heads in all sessions together; never added to the people
    wanted = string()
    got = string()
    feedback = string()  # what those who came said of it


class Attendance(Table):
    """Who was expected or came, with the code of the register."""

    owner = "engagement_id"
    id = peewee.AutoField()
    engagement_id = link("engagement")
    person_id = link("person", null=True)
    name = string()  # of somebody who is not (yet) a person of ours
    organisation_id = link("organisation", null=True)
    side = string()  # ours: our delegation; theirs
    code = string()  # P, A, AP, L, DE, LDE, U
    part = string()  # lead, asker, note_taker, follow_up, photo, chair, speaker, observer
    alternate_for_id = link("person", null=True)
    position = number()


class AgendaItem(Table):
    """A point on the agenda."""

    owner = "engagement_id"
    id = peewee.AutoField()
    engagement_id = link("engagement")
    position = number()
    title = string()
    minutes = number(null=True)
    presenter = string()


class Point(Table):
    """Something raised in the meeting."""

    owner = "engagement_id"
    id = peewee.AutoField()
    engagement_id = link("engagement")
    position = number()
    text = string()
    raised_by = string()
    status = string(default="open")  # open, followed_up, unresolved
    impression = string()  # private: never on paper for others


class Ask(Table):
    """What we asked for, and what they answered."""

    owner = "engagement_id"
    id = peewee.AutoField()
    engagement_id = link("engagement")
    position = number()
    text = string()
    kind = string(default="primary")
    response = string(default="not_raised")  # yes, maybe, no, will_revert, not_raised
    answer = string()
