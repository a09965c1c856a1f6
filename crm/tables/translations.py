"""The words of a language, as a team writes them."""

from __future__ import annotations

from crm.tables.base import Table, day, noun_id, string


class OwnWords(Table):
    """A text of the program in a language, in the place of what ships, and who checked it."""

    id = noun_id()
    language = string()
    english = string()
    words = string()
    checked_by = string()
    checked_on = day()
