"""What left the workspace."""

from __future__ import annotations

from crm.tables.base import Table, day, flag, noun_id, number, record_link, string


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
    audience = string()
    how = string()  # printed, by e-mail or by hand; empty of what was only saved
    receiver_id = record_link(null=True)
    file_name = string()
    is_kept = flag()  # its exact bytes are in `blob`
