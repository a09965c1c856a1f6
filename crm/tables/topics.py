"""Topics and tags: what a record is about."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, link, noun_id, record_link, string


class Topic(Table):
    """A subject of the work: gender-based violence, health, inclusive education."""

    id = noun_id()
    name = string(index=True)
    fold = string(index=True)
    parent_id = link("topic", null=True)
    keywords = string()


class TopicLink(Table):
    """A record is about a topic."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    topic_id = link("topic")


class Tag(Table):
    """A word a user puts on a record."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    word = string(index=True)
