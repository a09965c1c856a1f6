"""Texts that still name somebody who was erased: the list of what is to be read, which holds no name itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import ids, rows, scalar
from crm.queries.records import get_found
from crm.rules import history_words
from crm.rules.erasing import Span, cover, text_hash
from crm.tables.all import OWNERS


@dataclass(frozen=True)
class MentionRow:
    """One text to read: where it stands, what it says, and what is proposed in its place."""

    id: int
    record_id: int
    noun: str
    record: str
    table: str
    line: int
    column: str
    text: str
    """What stands there now; empty where the row is gone, or nothing is left in it."""
    words: tuple[str, ...]
    """The names that stood there when somebody was erased: the journal may still have them."""
    spans: tuple[Span, ...]
    """Where they stand now."""
    erased_on: date

    @property
    def where(self) -> str:
        """“minutes”, “note: text”."""
        return f"{history_words.thing(self.table)}: {history_words.heading(self.column)}"

    @property
    def proposal(self) -> str:
        """The text with the name covered."""
        return cover(self.text, self.spans)


def list_mentions() -> list[MentionRow]:
    """What is still to be read, record by record."""
    found = rows(
        "SELECT m.id, m.record_id, m.tbl, m.line, m.col, m.spans, m.text_hash, e.on_day FROM mention m "
        "JOIN erasure e ON e.id = m.erasure_id WHERE m.settled_on IS NULL ORDER BY m.record_id, m.id"
    )
    heads = {each.id: each for each in get_found(list(dict.fromkeys(row[1] for row in found)))}
    made = []
    for mention_id, record_id, table, line, column, spans, hashed, on in found:
        text = _text(table, line, column)
        head = heads.get(record_id)
        words, at = _find(table, line, column, text, json.loads(spans), hashed)
        if text or words:
            noun, name = (head.noun, head.name) if head is not None else ("", history_words.thing(table))
            row = (mention_id, record_id, noun, name, table, line, column, text, words, at)
            made.append(MentionRow(*row, date.fromisoformat(on)))
    return made


def count_mentions() -> int:
    """How many texts are still to be read."""
    return len(list_mentions())


def get_mention(mention_id: int) -> MentionRow | None:
    """One that is still to be read."""
    return next((each for each in list_mentions() if each.id == mention_id), None)


def _text(table: str, line: int, column: str) -> str:
    """What stands there now; nothing where the row is gone."""
    if table not in OWNERS:
        return ""
    return str(scalar(f'SELECT "{column}" FROM "{table}" WHERE id = ?', line) or "")


def _find(
    table: str, line: int, column: str, text: str, spans: Sequence[Sequence[int]], hashed: str
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The names, and where they stand: as found, or in a text rewritten since, wherever the same words do."""
    is_same = text_hash(text) == hashed
    texts = (text,) if is_same else _earlier(table, line, column)
    before = next((each for each in texts if text_hash(each) == hashed), "")
    words = tuple(dict.fromkeys(before[start:end] for start, end in spans if before))
    return words, tuple((start, end) for start, end in spans) if is_same else tuple(_places(text, words))


def _earlier(table: str, line: int, column: str) -> Iterable[str]:
    """What stood there before, newest first, as the journal knows it."""
    found = ids(
        "SELECT json_extract(old, ?) FROM change WHERE record_id = (SELECT record_id FROM mention WHERE tbl = ? AND "
        "line = ? AND col = ? LIMIT 1) AND tbl = ? AND row_id = ? AND old IS NOT NULL ORDER BY id DESC",
        f"$.{column}",
        table,
        line,
        column,
        table,
        line,
    )
    return (str(each) for each in found if each is not None)


def _places(text: str, words: Iterable[str]) -> list[Span]:
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    return sorted(found)
