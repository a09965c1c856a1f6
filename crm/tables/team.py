"""Who works with this workspace, and what they set."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, flag, link, noun_id, record_link, string


class User(Table):
    """A colleague: the owner of commitments and the author of operations."""

    id = noun_id()
    name = string()
    person_id = link("person", null=True)
    has_left = flag()


class Setting(Table):
    """One choice of the workspace; its history is that of the workspace's own record."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    key = peewee.TextField(unique=True)
    value = string()  # JSON
