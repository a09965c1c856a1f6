"""Ties: two records of one matter, whatever their nouns."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, record_link, string


class Tie(Table):
    """The first record belongs with the other, aims at it, takes it in, or counts towards it, as `kind` says."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    other_id = record_link()
    kind = string()  # belongs, counts, aims_at, with, area
