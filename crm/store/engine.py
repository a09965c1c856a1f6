"""SQLCipher: how one connection to an encrypted database file is opened.

Every file is opened with its raw 32-byte key (0.4 ms, where a passphrase costs 119). The pragmas here are what the
journal relies on: `recursive_triggers` makes INSERT OR REPLACE show its delete, `foreign_keys` catch what an undo
would orphan, and `cache_size` keeps encryption within 1.3 times the cost of a plain file.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import peewee
import sqlcipher3.dbapi2 as sqlcipher

from crm.rules.errors import EnvironmentProblem

Mode = Literal["write", "read", "immutable"]
"""`write` may change the file, `read` may only look at it, `immutable` reads from a medium that cannot be written."""

KEY_BYTES = 32

_LEAST_ROOM = 64 * 1024
"""Bytes the engine needs on the disk to begin: its shared index beside the log has 32 KiB."""

BUSY_TIMEOUT = 5000  # milliseconds

_STATEMENTS = 1000
"""Kept prepared on a connection: an operation uses some hundred, each insert with the triggers of its table."""

_PRAGMAS = (
    "cipher_log_level = NONE",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "cache_size = -64000",
    "temp_store = MEMORY",
    f"busy_timeout = {BUSY_TIMEOUT}",
)

# Tests set this to trade durability against time; the program never does.
synchronous = "FULL"


def key_pragma(key: bytes | bytearray) -> str:
    """The value SQLCipher takes as a raw key: 64 hex digits, never with a salt behind them.

    With key and salt given together a flipped bit in the file's salt would pass every check.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    return f"x'{key.hex()}'"


def connect(path: Path, key: bytes | bytearray, mode: Mode = "write") -> Any:
    """A raw driver connection to the encrypted file, in autocommit mode.

    The file must exist: SQLite would open a missing or empty one as a new database. Whether the key fits shows at
    the first read.
    """
    suffix = {"write": "?mode=rwc", "read": "?mode=ro", "immutable": "?mode=ro&immutable=1"}[mode]
    connection = sqlcipher.connect(
        path.absolute().as_uri() + suffix,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=5,
        cached_statements=_STATEMENTS,
    )
    try:
        connection.execute(f'PRAGMA key = "{key_pragma(key)}"')
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if mode == "write":
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            connection.execute(f"PRAGMA synchronous = {synchronous}").fetchall()
    except BaseException:
        connection.close()  # on Windows an open file could not be moved away
        raise
    return connection


def copy_into(connection: Any, file: Path, key: bytes | bytearray) -> None:
    """Write a consistent, compact copy of an open database into a new file, under this key."""
    place = file.absolute().as_uri()
    try:
        connection.execute("VACUUM INTO ?", (f"{place}?key={key_pragma(key)}",))
    except sqlcipher.Error as error:
        error.args = (str(error).partition("?key=")[0],)  # the engine names the file as it was told it, with the key
        raise


def salt_of(connection: Any) -> bytes:
    """The first bytes of the file that is open, which may have another name by now."""
    return bytes.fromhex(connection.execute("PRAGMA cipher_salt").fetchone()[0])


class _Gate:
    """Lets any number of threads through, or one that wants to be alone; who is through may pass again.

    Whoever waits to be alone goes before those who come later, save for the program's first thread: that may be a
    window's, which would stand still for as long as a backup takes.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._inside = 0
        self._is_awaited = False
        self._is_shut = False
        self._depth = threading.local()

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Wait while somebody is alone, or waits to be."""
        depth: int = getattr(self._depth, "value", 0)
        if depth == 0:
            with self._condition:
                self._condition.wait_for(self._may_pass)
                self._inside += 1
        self._depth.value = depth + 1
        try:
            yield
        finally:
            self._depth.value = depth
            if depth == 0:
                with self._condition:
                    self._inside -= 1
                    self._condition.notify_all()

    def _may_pass(self) -> bool:
        return not self._is_shut and (not self._is_awaited or threading.current_thread() is threading.main_thread())

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Wait until all who were through have left, then let nobody through."""
        with self._condition:
            self._is_awaited = True
            self._condition.wait_for(lambda: self._inside == 0)
            self._is_shut = True
        try:
            yield
        finally:
            with self._condition:
                self._is_awaited = self._is_shut = False
                self._condition.notify_all()


class EncryptedDatabase(peewee.SqliteDatabase):
    """The workspace's database for the models: one connection a thread, opened with the raw key.

    `writer` names the one thread that may write; the connections of all others are `query_only`.
    """

    def __init__(self) -> None:
        super().__init__(None, autoconnect=True, thread_safe=True)
        self._gate = _Gate()
        self._key: bytes | bytearray = b""
        self._mode: Mode = "write"
        self._writer = 0
        self._opened: list[Any] = []

    def set_file(self, path: Path, key: bytes | bytearray, mode: Mode = "write") -> None:
        """Point the models at this file; the thread that calls this is the writer. The one before must be closed."""
        self._key, self._mode = key, mode
        self._writer = threading.get_ident()
        self.init(str(path))

    def close_all(self, *, checkpoint: bool = False) -> None:
        """Close the connections of all threads and drop the key.

        With `checkpoint` the write-ahead log is emptied first: a flipped bit in one would drop what stands after it.
        Where the disk has no room for that, the log stays and is read at the next opening.
        """
        self._close_connections(checkpoint=checkpoint)
        self._key = b""
        self.init(None)

    def _close_connections(self, *, checkpoint: bool) -> None:
        if checkpoint and not self.is_closed():
            with suppress(sqlcipher.OperationalError):
                self.empty_log()
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._state = peewee._ConnectionLocal()  # every thread forgets its closed connection

    @contextmanager
    def exchanged(self) -> Iterator[None]:
        """No connection is open while another file is put in this one's place; other threads' questions wait.

        For the writer only. They are opened anew when next wanted, with what then stands in the key.
        """
        with self._gate.shut():
            self._close_connections(checkpoint=True)
            yield

    def undisturbed(self) -> AbstractContextManager[None]:
        """Nobody else in this program reads meanwhile: other threads' questions wait. For the writer only."""
        return self._gate.shut()

    def in_place(self) -> AbstractContextManager[None]:
        """The file is not exchanged meanwhile; for connections besides those of the models."""
        return self._gate.passed()

    def empty_log(self, *, can_wait: bool = True) -> None:
        """Copy the write-ahead log back into the file and cut it to nothing, as far as no reader needs it.

        Unless it `can_wait` for a reader, a long report holds up nobody: the rest waits for the next time.
        """
        connection = self.raw()
        if not can_wait:
            connection.execute("PRAGMA busy_timeout = 0").fetchall()
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}").fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One read transaction on this thread's connection; inside an operation, the operation's own."""
        with self.in_place():
            connection = self.raw()
            if connection.in_transaction:
                yield
                return
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("ROLLBACK")

    def _connect(self) -> Any:
        if not self._key:
            raise RuntimeError("no workspace is open")
        connection = connect(Path(self.database), self._key, self._mode)
        if self._mode == "write" and threading.get_ident() != self._writer:
            connection.execute("PRAGMA query_only = ON")
        self._opened.append(connection)
        return connection

    def raw(self) -> Any:
        """This thread's driver connection, for statements that are the engine's own business."""
        return self.connection()


database = EncryptedDatabase()
"""The one workspace of this process. Models are bound to it when they are defined."""

_DISK_FULL = {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}
_READ_ONLY = {"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY", "SQLITE_READONLY_CANTINIT"}
_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_BUSY_SNAPSHOT"}
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CORRUPT_VTAB", "SQLITE_CORRUPT_INDEX"}


def problem_of(error: BaseException) -> EnvironmentProblem | None:
    """The environment problem a database error stands for, or None when the error is a bug of ours."""
    driver: Any = error
    while isinstance(driver, peewee.PeeweeException):  # peewee wraps once a layer
        driver = driver.orig  # type: ignore[attr-defined]
    name = getattr(driver, "sqlite_errorname", "") or ""
    for names, code in (
        (_DISK_FULL, "disk-full"),
        (_READ_ONLY, "read-only"),
        (_BUSY, "file-busy"),
        (_DAMAGED, "database-damaged"),
    ):
        if name in names:
            return EnvironmentProblem(code)
    if name.startswith("SQLITE_IOERR"):
        return EnvironmentProblem("disk-error")
    return None


@contextmanager
def environment_problems(file: Path | None = None) -> Iterator[None]:
    """Turn the engine's complaints about disk, lock and damage into an `EnvironmentProblem`.

    `file` is the database that is worked on, where it is not the one the models are bound to.
    """
    try:
        yield
    except (peewee.DatabaseError, sqlite3.Error, sqlcipher.Error) as error:
        problem = problem_of(error)
        if problem is None:
            raise
        if problem.code == "disk-error" and _is_full(file or database.database):
            problem = EnvironmentProblem("disk-full")
        raise problem from error


def _is_full(file: str | Path | None) -> bool:
    """Whether the disk has no room, of which the engine says nothing when it cannot make its shared index longer."""
    try:
        return file is not None and shutil.disk_usage(Path(file).parent).free < _LEAST_ROOM
    except OSError:  # the stick was pulled out
        return False
