"""Deleting for good: afterwards no page of the file, no word of the search index and no frame of the log holds it.

Deleting a row leaves its bytes where they were. `scrub` writes the file anew; `look_for` decrypts every page there is
and looks for what should be gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crm.rules.erasing import byte_forms
from crm.store import backups, blobs, compaction, forgetting, search
from crm.store.backup_folder import BackupFolder
from crm.store.engine import database, environment_problems
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Key
from crm.store.raw_pages import WrongKey, pages_of_file, pages_of_log


@dataclass(frozen=True)
class Scrubbed:
    """What deleting for good did."""

    pages_before: int
    pages_after: int
    files_dropped: int


def scrub(connection: Any) -> Scrubbed:
    """Make what was deleted unreadable, in every part of the workspace's file; nobody else may have it open to write.

    Raises EnvironmentProblem("disk-full") when there is no room for a second copy, ("file-busy"); nothing is lost then.
    """
    with environment_problems():
        before = _number(connection, "page_count")
        connection.execute("PRAGMA secure_delete = ON").fetchall()
        dropped = blobs.drop_unused(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            search.rebuild(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # on a full disk the engine has rolled back by itself
                connection.execute("ROLLBACK")
            raise
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("VACUUM")
        with database.undisturbed():  # as long as somebody reads, the file keeps its old pages
            (is_read, *_rest) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not is_read:
                connection.execute(f"PRAGMA application_id = {_newest_seal(connection)}").fetchall()
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return Scrubbed(before, _number(connection, "page_count"), dropped)


def is_due(connection: Any) -> bool:
    """Whether something was covered or dropped and not yet deleted for good, say because the program was killed.

    How far it was done stands in the file's head, as the number of the newest seal there was then.
    """
    return _newest_seal(connection) > _number(connection, "application_id")


def _newest_seal(connection: Any) -> int:
    """The last time that old values were taken out of the journal."""
    found = connection.execute("SELECT max(id) FROM seal WHERE why IN (?, ?)", (forgetting.WHY, compaction.WHY))
    return int(found.fetchone()[0] or 0)


def _number(connection: Any, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


@dataclass(frozen=True)
class Proof:
    """What looking through every byte found."""

    pages: int
    frames: int
    """Of the write-ahead log."""
    backup_pages: int
    """Of the automatic backups on this computer that open with the workspace's key."""
    free_pages: int
    forms: int
    """In how many ways each text was looked for, all of them together."""
    unread: tuple[str, ...]
    """Automatic backups that another key closes, and that were not looked into."""
    found: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The texts that are still there, with the number of places; the texts name somebody."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found, and no page was left over that a row could have stood in."""
        return not self.found and not self.free_pages


def look_for(connection: Any, place: WorkspaceFolder, key: Key, texts: Iterable[str]) -> Proof:
    """Look for these texts in every page of the file, its log and the automatic backups.

    A value may run over several pages: each is looked for once more in one piece, as the engine gives it.
    """
    forms = byte_forms(texts)
    found: dict[str, int] = {}
    pages = _count(pages_of_file(place.database, key), forms, found)
    frames = _count(pages_of_log(place.log, key), forms, found)
    if not found:
        _count(_values(connection), forms, found)
    _count_words(connection, forms, found)
    in_backups, unread = 0, []
    for kept in BackupFolder(place.backups).copies():
        try:
            in_backups += _count(backups.pages_of(kept.file, key), forms, found)
        except WrongKey:
            unread.append(kept.file.name)
    number = sum(map(len, forms.values()))
    return Proof(pages, frames, in_backups, _number(connection, "freelist_count"), number, tuple(unread), found)


def _count(parts: Iterable[bytes], forms: Mapping[str, Collection[bytes]], found: dict[str, int]) -> int:
    """Note in how many of these each text is; returns how many there were."""
    number = 0
    for part in parts:
        number += 1
        small = part.lower()
        for text, ways in forms.items():
            if any(way in small for way in ways):
                found[text] = found.get(text, 0) + 1
    return number


def _values(connection: Any) -> Iterator[bytes]:
    """Every text and blob of every table, also those in which the engine keeps its own."""
    tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    for table, made_by in tables:
        if made_by and made_by.startswith("CREATE VIRTUAL"):
            continue
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, str):
                    yield value.encode(errors="surrogatepass")
                elif isinstance(value, bytes):
                    yield value


def _count_words(connection: Any, forms: Iterable[str], found: dict[str, int]) -> None:
    """The search index keeps words apart: a text is in it when one record has all of its words beside each other."""
    for text in forms:
        phrase = " ".join(search.words(text))
        if phrase and connection.execute("SELECT 1 FROM search WHERE search MATCH ?", (f'"{phrase}"',)).fetchone():
            found.setdefault(text, 1)
