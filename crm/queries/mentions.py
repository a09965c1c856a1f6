"""Texts that still name somebody who was erased: the list of what is to be read, which holds no name itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import ids, one, rows, scalar
from crm.queries.records import get_found
from crm.rules import history_words
from crm.rules.erasing import Span, cover, text_hash
from crm.tables.all import OWNERS
from resources.translations import _

IN_A_FILE = "sha256"
"""The column by which a mention means what stands in a kept file, not what is said of it."""


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
    file: str = ""
    """The name of a kept file to look at; of anything else, nothing."""

    @property
    def where(self) -> str:
        """“minutes”, “note: text”; of a file its name."""
        return self.file or f"{history_words.thing(self.table)}: {history_words.heading(self.column)}"

    @property
    def proposal(self) -> str:
        """The text with the name covered; of a file, what is done when it is not let stay."""
        return (
            _("The file goes for good, from the record and from the history.")
            if self.file
            else cover(self.text, self.spans)
        )


def list_mentions() -> list[MentionRow]:
    """What is still to be read, record by record."""
    found = rows(
        "SELECT m.id, m.record_id, m.tbl, m.line, m.col, m.spans, m.text_hash, e.on_day FROM mention m "
        "JOIN erasure e ON e.id = m.erasure_id WHERE m.settled_on IS NULL ORDER BY m.record_id, m.id"
    )
    heads = {each.id: each for each in get_found(list(dict.fromkeys(row[1] for row in found)))}
    made = []
    for mention_id, record_id, table, line, column, spans, hashed, on in found:
        if column == IN_A_FILE:
            made += _file_row(mention_id, record_id, line, json.loads(spans), on)
            continue
        text = _text(table, line, column)
        head = heads.get(record_id)
        words, at = _find(table, line, column, text, json.loads(spans), hashed)
        if text or words:
            noun, name = (head.noun, head.name) if head is not None else ("", history_words.thing(table))
            row = (mention_id, record_id, noun, name, table, line, column, text, words, at)
            made.append(MentionRow(*row, date.fromisoformat(on)))
    return made


def _file_row(
    mention_id: int, record_id: int, attachment_id: int, spans: Sequence[Sequence[int]], on: str
) -> list[MentionRow]:
    """A file to look at; nothing where it is gone, also from what could be undone."""
    about_id, name = one("SELECT about_id, file_name FROM attachment WHERE id = ?", attachment_id) or (None, "")
    if about_id is None:
        about_id, name = next(iter(_removed_files(attachment_id)), (None, ""))
    if not name:
        return []
    said = (
        _("The file {name} names somebody who was erased. Look at it: it is removed, or it may stay.")
        if spans
        else _("Kgotla cannot read the file {name}. Look at it yourself: it is removed, or it may stay.")
    ).format(name=name)
    heads = get_found([about_id])
    noun, record = (heads[0].noun, heads[0].name) if heads else ("", history_words.thing("attachment"))
    row = (mention_id, record_id, noun, record, "attachment", attachment_id, IN_A_FILE, said, (), ())
    return [MentionRow(*row, date.fromisoformat(on), name)]


def _removed_files(attachment_id: int) -> list[tuple[int, str]]:
    """What the journal still knows of a file that was taken from its record: an undo would bring it back."""
    return rows(
        "SELECT json_extract(old, '$.about_id'), json_extract(old, '$.file_name') FROM change WHERE record_id = ? "
        "AND tbl = 'attachment' AND kind = '-' AND json_type(old, '$.sha256') = 'text' ORDER BY id DESC",
        attachment_id,
    )


def count_mentions() -> int:
    """How many texts are still to be read, and files to be looked at."""
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
