"""Papers one makes again and again."""

from __future__ import annotations

from crm.tables.base import Table, noun_id, string


class SavedReport(Table):
    """A paper with its options, under a name of ours."""

    id = noun_id()
    name = string()
    report = string()
    options = string()  # JSON
