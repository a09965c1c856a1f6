"""What was brought in, from where, and what the file said then."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, link, noun_id, record_link, string


class ImportedFile(Table):
    """One list that was brought in."""

    id = noun_id()
    file_name = string()
    sha256 = string(index=True)
    layout = string()
    term_id = link("term", null=True)
    on_day = day(null=False)


class Imported(Table):
    """What a source last said about a record: the third side of the comparison with the file and with ours."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    source = string()  # the layout: the same kind of list from the same hand
    key = string(index=True)
    fields = string()  # JSON
