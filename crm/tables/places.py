"""Places: provinces, districts, municipalities, wards, towns, with their codes."""

from __future__ import annotations

from crm.tables.base import Table, link, noun_id, string


class Place(Table):
    """An area on the map, in one demarcation."""

    id = noun_id()
    name = string()
    fold = string(index=True)
    kind = string(index=True)  # country, province, metropolitan, district, local, ward, town
    code = string(index=True)
    parent_id = link("place", null=True)
    demarcation = string()
