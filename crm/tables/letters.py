"""Letters: the words that messages, e-mails and letters are made from."""

from __future__ import annotations

from crm.tables.base import Table, noun_id, string


class LetterTemplate(Table):
    """A text with fields in braces, in one language; the user may change it."""

    id = noun_id()
    name = string()
    kind = string(index=True)  # what it is for: follow_up, postponed …
    language = string()
    subject = string()
    words = string()
