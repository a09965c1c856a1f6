"""The search index: one contentless full-text table over all records, row id = record id.

It is refreshed from an operation's change set before the commit, so that undo, merge and import need no code of
their own. What a record's entry says comes from its own rows and its children's alone; then nothing else can make it
stale, and `rebuild` gives the same index.
"""

from __future__ import annotations

import re
from typing import Any


def _of(record: str, table: str, column: str, owner: str) -> str:
    return f"(SELECT group_concat({column}, ' ') FROM {table} WHERE {owner} = {record}.id)"


def _common(record: str) -> tuple[str, ...]:
    return (
        _of(record, "tag", "word", "record_id"),
        _of(record, "other_name", "name", "record_id"),
        _of(record, "identifier", "value", "record_id"),
        _of(record, "contact_point", "value || ' ' || normal", "record_id"),
    )


_DOCUMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    # table: (title, body parts)
    "person": ("r.name || ' ' || r.known_as", ("r.summary", *_common("r"))),
    "organisation": ("r.name || ' ' || r.short_name", ("r.summary", *_common("r"))),
    "place": ("r.name", ("r.code",)),
    "post": ("r.title", _common("r")),
    "term": ("r.name", ()),
    "topic": ("r.name", ("r.keywords",)),
    "engagement": (
        "r.title",
        (
            "r.purpose",
            "r.venue",
            "r.minutes",
            "r.wanted || ' ' || r.got || ' ' || r.feedback",
            _of("r", "point", "text", "engagement_id"),
            _of("r", "ask", "text || ' ' || answer", "engagement_id"),
            _of("r", "agenda_item", "title", "engagement_id"),
            _of("r", "attendance", "name", "engagement_id"),
            _of("r", "tag", "word", "record_id"),
        ),
    ),
    "commitment": (
        "r.reference || ' ' || r.words",
        (
            "r.translation",
            "r.said_where",
            "r.maker_office",
            "r.bound_name",
            "r.owed_to_name",
            "r.measure",
            _of("r", "plain_words", "words", "record_id"),
            _of("r", "follow_up", "words || ' ' || answer", "record_id"),
            _of("r", "date_move", "reason", "record_id"),
            _of("r", "evidence", "words", "record_id"),
            _of("r", "tag", "word", "record_id"),
        ),
    ),
    "agreement": (
        "r.reference || ' ' || r.title",
        (
            "r.purpose",
            _of("r", "agreement_party", "name || ' ' || signatory_name || ' ' || focal_name", "agreement_id"),
            _of("r", "amendment", "words", "agreement_id"),
            _of("r", "agreement_review", "words", "agreement_id"),
            _of("r", "tag", "word", "record_id"),
        ),
    ),
    "clause": ("r.number || ' ' || r.heading", ("r.words",)),
    "deliverable": (
        "r.title",
        (
            "r.reason",
            _of("r", "progress", "note", "deliverable_id"),
            _of("r", "follow_up", "words || ' ' || answer", "record_id"),
            _of("r", "date_move", "reason", "record_id"),
            _of("r", "evidence", "words", "record_id"),
        ),
    ),
    "petition": (
        "r.reference || ' ' || r.title",
        (
            "r.their_number",
            "r.prayer",
            "r.petitioner_name",
            "r.submitted_how",
            "r.tried_first",
            _of("r", "plain_words", "words", "record_id"),
            _of("r", "follow_up", "words || ' ' || answer", "record_id"),
            _of("r", "date_move", "reason", "record_id"),
            _of("r", "evidence", "words", "record_id"),
            _of("r", "status_change", "note", "record_id"),
            _of("r", "tag", "word", "record_id"),
        ),
    ),
    "plan": (
        "r.reference || ' ' || r.title",
        (
            "r.objective",
            "r.issue",
            _of("r", "status_change", "note", "record_id"),
            _of("r", "tag", "word", "record_id"),
        ),
    ),
    "plan_step": (
        "r.title",
        (
            "r.responsible_name",
            "r.reason",
            "r.result",
            _of("r", "follow_up", "words || ' ' || answer", "record_id"),
            _of("r", "date_move", "reason", "record_id"),
            _of("r", "evidence", "words", "record_id"),
            _of("r", "status_change", "note", "record_id"),
        ),
    ),
    "outcome": (
        "r.reference || ' ' || r.statement",
        (
            "r.actor_name",
            "r.significance",
            "r.contribution",
            "r.substantiated_by",
            _of("r", "plain_words", "words", "record_id"),
            _of("r", "tag", "word", "record_id"),
        ),
    ),
    "issue": (
        "r.reference || ' ' || r.title",
        (
            "r.words",
            "r.spot",
            "r.touches",
            "r.their_number",
            _of("r", "plain_words", "words", "record_id"),
            _of("r", "monitoring_visit", "finding", "issue_id"),
            _of("r", "status_change", "note", "record_id"),
            _of("r", "tag", "word", "record_id"),
        ),
    ),
    "opportunity": (
        "r.reference || ' ' || r.title",
        ("r.words", "r.venue", "r.reason", "r.result", _of("r", "tag", "word", "record_id")),
    ),
    "indicator": ("r.name", ("r.definition", _of("r", "measurement", "note", "indicator_id"))),
    "plan_template": ("r.name", ("r.words",)),
    "letter_template": ("r.name", ("r.subject",)),
    "note": ("r.text", ()),
    "attachment": ("r.file_name", ("r.caption",)),
    "user": ("r.name", ()),
    "imported_file": ("r.file_name", ()),
}


def _insert(table: str, source: str) -> str:
    title, body = _DOCUMENTS[table]
    text = f"concat_ws(' ', {', '.join(body)})" if body else "''"
    return f"INSERT INTO search(rowid, title, body) SELECT r.id, {title}, {text} FROM {source}"


def refresh(connection: Any, first_change: int, last_change: int) -> None:
    """Bring the entries of every record touched by these changes up to date."""
    if last_change < first_change:
        return
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.touched")
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched SELECT record_id FROM change WHERE id BETWEEN ? AND ?",
        (first_change, last_change),
    )
    connection.execute("DELETE FROM search WHERE rowid IN (SELECT id FROM temp.touched)")
    for table in _DOCUMENTS:
        connection.execute(_insert(table, f'temp.touched t CROSS JOIN "{table}" r ON r.id = t.id'))


def rebuild(connection: Any) -> None:
    """Make the whole index again from the rows."""
    connection.execute("INSERT INTO search(search) VALUES('delete-all')")
    for table in _DOCUMENTS:
        connection.execute(_insert(table, f'"{table}" r'))


def words(text: str) -> list[str]:
    """The words of a text, as they may stand in a full-text query."""
    return re.findall(r"\w+", text)


def expression(text: str) -> str:
    """A full-text query that takes any text a user types: every word must begin some word of the record."""
    return " ".join(f'"{word}"*' for word in words(text))


def find(connection: Any, text: str, limit: int) -> list[int]:
    """Ids of the records in which every word of the text occurs, those with it in the title first, then newest."""
    wanted = expression(text)
    if not wanted:
        return []
    best = _rows(connection, "title : (" + wanted + ")", limit)
    if len(best) < limit:
        seen = set(best)
        best += [row for row in _rows(connection, wanted, limit) if row not in seen]
    return best[:limit]


def _rows(connection: Any, query: str, limit: int) -> list[int]:
    return [
        row[0]
        for row in connection.execute(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?", (query, limit)
        )
    ]


MATCHES = "{id} IN (SELECT rowid FROM search WHERE search MATCH ?)"
"""A condition for a list to show what the text is found in; takes `expression(text)` as its value."""


def is_complete(connection: Any) -> bool:
    """Whether the index has an entry for each record that should have one, and for no other.

    A database of an older schema, about to be migrated, lacks the tables that came later.
    """
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    wanted = " UNION ALL ".join(f'SELECT id FROM "{table}"' for table in _DOCUMENTS if table in present)
    here = "SELECT rowid FROM search"
    row = connection.execute(
        f"SELECT EXISTS (SELECT * FROM ({wanted}) EXCEPT {here}) OR EXISTS ({here} EXCEPT SELECT * FROM ({wanted}))"
    ).fetchone()
    return not row[0]
