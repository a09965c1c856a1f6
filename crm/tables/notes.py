"""Notes on any record."""

from __future__ import annotations

from crm.tables.base import Table, day, link, noun_id, record_link, string


class Note(Table):
    """A dated note about a record."""

    id = noun_id()
    about_id = record_link()
    text = string()
    on_day = day(null=False)
    author_id = link("user", null=True)
