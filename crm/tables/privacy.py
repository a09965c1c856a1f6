"""What left the workspace."""

from __future__ import annotations

from crm.tables.base import Table, day, noun_id, number, string


class HandOver(Table):
    """A paper that was given out or a file that was taken out, with the hash of its exact bytes."""

    id = noun_id()
    report = string(index=True)
    title = string()
    options = string()  # JSON
    to_whom = string()
    on_day = day(null=False)
    pages = number()
    sha256 = string()
    why = string()
    at_operation = number()  # the newest operation the paper could know of
