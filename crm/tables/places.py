"""Places: provinces, districts, municipalities, wards, towns, with their codes, and what became of old ones."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, link, noun_id, record_link, string


class Place(Table):
    """An area on the map, in one demarcation."""

    id = noun_id()
    name = string()
    fold = string(index=True)
    kind = string(index=True)  # country, province, metropolitan, district, local, ward, town
    code = string(index=True)
    parent_id = link("place", null=True)
    demarcation = string()


class PlaceSuccessor(Table):
    """A place of the next demarcation that this one went into, wholly or in part."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    successor_id = link("place")
    note = string()
