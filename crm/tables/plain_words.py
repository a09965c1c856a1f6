"""Plain words: one sentence a record and language that a community can read."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, record_link, string


class PlainWords(Table):
    """What was asked, said, or happened, typed by us or a partner."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    language = string()  # ISO 639: “tn”, “nso”
    part = string()  # asked, said, happened
    words = string()
    by_whom = string()
